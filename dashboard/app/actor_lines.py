"""Lines from an actor's country to where it acted: who reaches beyond their own borders. Off until asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from dashboard.app import basemap
from dashboard.app.clusters import Cluster, Ints, Points
from dashboard.store.frames import Frame

LINES_AT_MOST: Final = 60  # the thickest; more is a tangle


@dataclass(frozen=True, slots=True)
class Line:
    """From the middle of a country to a marker, for so many incidents."""

    country: str
    start: tuple[float, float]
    end: tuple[float, float]
    count: int


@cache
def homes() -> Mapping[str, str]:
    """The country (ISO 3166-1 alpha-2) of each actor that the lexicon places in one."""
    from dashboard.mentions import actor_lexicon  # noqa: PLC0415  # read only when somebody wants the lines

    found: dict[str, str] = {}
    for names in actor_lexicon.load().names.values():
        for name in names:
            if name.country:
                found.setdefault(name.owner, name.country)
    return found


def lines(frame: Frame, points: Points, rows: Ints, markers: Sequence[Cluster]) -> list[Line]:
    """The lines to the markers of a view; an actor at home, or of no known country, has none."""
    known = basemap.countries()
    codes = {code: number for number, code in enumerate(known)}
    home = np.array([codes.get(homes().get(name, ""), -1) for name in frame.actors.vocabulary], np.int64)
    land = np.array([codes.get(code, -1) for code in frame.vocabulary["country"]] or [-1], np.int64)
    marker = np.full(len(points.latitude), -1, np.int64)
    for number, cluster in enumerate(markers):
        marker[list(cluster.places)] = number
    there = np.full(len(frame), -1, np.int64)
    located = rows[points.place[rows] >= 0]
    there[located] = marker[points.place[located]]
    of_row, start = frame.actors.rows, home[frame.actors.codes]
    inside = np.where(frame.country[of_row] >= 0, land[frame.country[of_row]], -1)
    kept = (start >= 0) & (there[of_row] >= 0) & (inside != start)
    pairs, counts = np.unique(start[kept] * max(1, len(markers)) + there[of_row[kept]], return_counts=True)
    thickest = np.argsort(-counts, kind="stable")[:LINES_AT_MOST]
    countries = list(known.values())
    made = []
    for number, count in zip(pairs[thickest].tolist(), counts[thickest].tolist(), strict=True):
        country, end = countries[number // len(markers)], markers[number % len(markers)]
        made.append(
            Line(
                basemap.country_name(country.code),
                (country.latitude, country.longitude),
                (end.latitude, end.longitude),
                int(count),
            )
        )
    return made
