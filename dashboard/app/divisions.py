"""The outlines of provinces, states and governorates (data/basemap/divisions.zip), read a country at a time when asked.

Keyed by the id the place index has for a division, "geonames:99592" without the part before the colon. Pure.
"""

from __future__ import annotations

import itertools
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from dashboard import paths
from dashboard.app.outlines import Ring
from dashboard.model import PlaceKind

# How far off a border may be: of 230,000 towns 98.8 % lie in their division's outline or as near to it.
EDGE_KM: Final = 1.0
COUNTRIES_KEPT: Final = 8  # in memory; Canada's is the largest
_SOURCE: Final = "geonames:"


@dataclass(frozen=True, slots=True)
class Known:
    """A division whose outline is known: its usual name, its country (ISO 3166-1 alpha-2), whether it is of the first level."""

    id: str
    name: str
    country: str
    first: bool

    @property
    def kind(self) -> PlaceKind:
        """What kind of place the place index says it is."""
        return PlaceKind.PROVINCE if self.first else PlaceKind.DISTRICT


def number(place_id: str) -> str:
    """The key here of a place's id; "" for places that are none of GeoNames'."""
    return place_id.removeprefix(_SOURCE) if place_id.startswith(_SOURCE) else ""


def known(identity: str) -> Known | None:
    """The division of that id; None if its outline is not known."""
    row = _index()["divisions"].get(identity)
    return Known(identity, row[2], row[0], row[1] == 1) if row else None


@lru_cache(maxsize=64)
def rings(identity: str) -> tuple[Ring, ...]:
    """The outline of a division: what lies in an odd number of these rings. Empty where it is not known.

    Longitudes go beyond 180 degrees where a division lies on both sides of that meridian.
    """
    division = known(identity)
    if division is None:
        return ()
    country, unit = _country(division.country), _index()["unit"]
    return tuple(_ring(ring, country["arcs"], unit) for ring in country["divisions"][identity])


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[int]], unit: float) -> Ring:
    corners: list[tuple[float, float]] = []
    for number in numbers:
        flat = arcs[number if number >= 0 else ~number]
        longitudes, latitudes = itertools.accumulate(flat[::2]), itertools.accumulate(flat[1::2])
        run = [(round(y * unit, 4), round(x * unit, 4)) for x, y in zip(longitudes, latitudes, strict=True)]
        corners += run[:-1] if number >= 0 else run[:0:-1]
    return tuple(corners)


@cache
def _index() -> Mapping[str, Any]:
    return _part("index")


@lru_cache(maxsize=COUNTRIES_KEPT)
def _country(code: str) -> Mapping[str, Any]:
    return _part(code)


def _part(name: str) -> Mapping[str, Any]:
    """One part of the file; an installation without it knows no outlines, and the page draws circles."""
    path = paths.data() / "basemap" / "divisions.zip"
    try:
        with zipfile.ZipFile(path) as archive:
            found: Mapping[str, Any] = json.loads(archive.read(f"{name}.json"))
    except (OSError, KeyError, zipfile.BadZipFile, ValueError):
        return {"unit": 1.0, "divisions": {}, "arcs": []}
    return found
