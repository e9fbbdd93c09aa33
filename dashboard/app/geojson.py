"""GeoJSON that a person brings: checked, limited in size, and taken apart into points, lines and rings (RFC 7946). Pure.

Nothing of the file but its coordinates and its names is kept, and names are shown as text only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.app import words
from dashboard.app.outlines import Ring
from dashboard.app.words import say
from dashboard.errors import ReadError

BYTES_AT_MOST: Final = 5_000_000
POINTS_AT_MOST: Final = 50_000
SHAPES_AT_MOST: Final = 5_000
DEPTH_AT_MOST: Final = 20  # of collections in collections
NAME_AT_MOST: Final = 80
NAMES: Final = ("name", "NAME", "Name", "title", "label")  # properties that name a shape, the first one that is there
DECIMALS: Final = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """One geometry: its kind ("point", "line" or "area"), its runs of (latitude, longitude), and its name.

    A point has one run of one place; an area has its outer ring and its holes.
    """

    kind: str
    runs: tuple[Ring, ...]
    name: str = ""


def read(data: bytes, origin: str) -> tuple[Shape, ...]:
    """The shapes of a GeoJSON file. Raises ``ReadError`` with what is wrong with it."""
    if len(data) > BYTES_AT_MOST:
        limit = BYTES_AT_MOST // 1_000_000
        raise ReadError(say("{file} is larger than {limit} MB; make it simpler first.", file=origin, limit=limit))
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ReadError(say("{file} is not JSON in UTF-8 ({error}).", file=origin, error=error)) from error
    try:
        shapes = tuple(_shapes(whole, "", 0))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ReadError(say("{file} is not GeoJSON: {error}.", file=origin, error=error)) from error
    if not shapes:
        raise ReadError(say("{file} has no points, lines or areas.", file=origin))
    if len(shapes) > SHAPES_AT_MOST or sum(len(run) for shape in shapes for run in shape.runs) > POINTS_AT_MOST:
        raise ReadError(
            say("{file} has more than {limit} points; make it simpler first.", file=origin, limit=f"{POINTS_AT_MOST:,}")
        )
    return shapes


def rings(shapes: Sequence[Shape]) -> tuple[Ring, ...]:
    """All rings of the areas among the shapes."""
    return tuple(run for shape in shapes if shape.kind == "area" for run in shape.runs)


def _shapes(given: Any, name: str, depth: int) -> Iterator[Shape]:
    if not isinstance(given, Mapping):
        raise TypeError(say("an object was expected"))
    if depth > DEPTH_AT_MOST:
        raise ValueError(say("collections are nested too deep"))
    kind = given.get("type")
    if kind == "FeatureCollection":
        for feature in _list(given.get("features")):
            yield from _shapes(feature, "", depth + 1)
    elif kind == "Feature":
        if given.get("geometry") is not None:
            yield from _shapes(given["geometry"], _name(given.get("properties")), depth + 1)
    elif kind == "GeometryCollection":
        for geometry in _list(given.get("geometries")):
            yield from _shapes(geometry, name, depth + 1)
    else:
        yield from _geometry(str(kind), given.get("coordinates"), name)


def _geometry(kind: str, coordinates: Any, name: str) -> Iterator[Shape]:
    if kind == "Point":
        yield Shape("point", ((_place(coordinates),),), name)
    elif kind == "MultiPoint":
        for point in _list(coordinates):
            yield Shape("point", ((_place(point),),), name)
    elif kind == "LineString":
        yield Shape("line", (_run(coordinates, 2),), name)
    elif kind == "MultiLineString":
        yield Shape("line", tuple(_run(line, 2) for line in _list(coordinates)), name)
    elif kind == "Polygon":
        yield Shape("area", tuple(_ring(ring) for ring in _list(coordinates)), name)
    elif kind == "MultiPolygon":
        for polygon in _list(coordinates):
            yield Shape("area", tuple(_ring(ring) for ring in _list(polygon)), name)
    else:
        raise ValueError(say('the type "{kind}" is not known', kind=words.clipped(words.clean(kind), 30)))


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise TypeError(say("a list was expected"))
    return given


def _place(given: Any) -> tuple[float, float]:
    longitude, latitude = _list(given)[:2]
    if isinstance(longitude, bool) or isinstance(latitude, bool):
        raise TypeError(say("coordinates are numbers"))
    found = (float(latitude), float(longitude))
    if not all(map(math.isfinite, found)) or abs(found[0]) > 90 or abs(found[1]) > 360:
        raise ValueError(say("{pair} is no place on the globe (longitude first, then latitude)", pair=str(given[:2])))
    return round(found[0], DECIMALS), round(found[1], DECIMALS)


def _run(given: Any, least: int) -> Ring:
    run = tuple(_place(point) for point in _list(given))
    if len(run) < least:
        raise ValueError(say("a line needs two points and a ring four"))
    return run


def _ring(given: Any) -> Ring:
    run = _run(given, 4)
    return run[:-1] if run[0] == run[-1] else run


def _name(properties: Any) -> str:
    if not isinstance(properties, Mapping):
        return ""
    found = next((properties[key] for key in NAMES if isinstance(properties.get(key), str)), "")
    return words.clipped(words.clean(" ".join(found.split())), NAME_AT_MOST)
