"""Which incidents become one marker, for the bounds and zoom that are looked at; numpy only.

Incidents are counted once by place (exact same point) and type; places are then gathered in cells of the screen and
neighbouring cells merged in pixel space, so that markers neither overlap nor betray the grid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]

# Tuned by eye at 1400 x 900 and 390 x 844 over 1,000 to 1,000,000 synthetic incidents: pies of 26 to 64 px must not
# touch, yet towns 50 px apart should stay apart.
CELL_PX = 40
MERGE_PX = 46
MARGIN = 0.15  # how much of the view's width and height is drawn beyond its edges
MAX_MARKERS = 400
SINGLE_POINT_DEGREES = 1e-9


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows: west, south, east, north in degrees (west may lie below -180), and Leaflet's zoom."""

    west: float
    south: float
    east: float
    north: float
    zoom: int

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of the view."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2


@dataclass(frozen=True, slots=True)
class Points:
    """All located incidents by place: ``place`` is a place number per incident (-1 = not drawn as a point).

    ``x`` and ``y`` are the places in the unit square of Web Mercator; ``latitude`` and ``longitude`` the same in degrees.
    """

    place: Ints
    latitude: Floats
    longitude: Floats
    x: Floats
    y: Floats

    @classmethod
    def of(cls, latitude: Floats, longitude: Floats, drawn: Bools) -> Points:
        """Numbers the distinct points of the incidents that are ``drawn``; NaN coordinates are never drawn."""
        drawn = drawn & ~(np.isnan(latitude) | np.isnan(longitude))
        place = np.full(len(latitude), -1, dtype=np.int64)
        both = np.round(latitude[drawn], 6) + 1j * np.round(longitude[drawn], 6)
        distinct, numbers = np.unique(both, return_inverse=True)
        place[drawn] = numbers
        lat, lon = distinct.real.astype(np.float64), distinct.imag.astype(np.float64)
        x, y = project(lat, lon)
        return cls(place, lat, lon, x, y)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One marker: where, how many of each type, and the box of the places under it (west, south, east, north).

    ``places`` are the place numbers under it; ``sample`` is the row of one of its incidents.
    """

    latitude: float
    longitude: float
    counts: tuple[int, ...]
    box: tuple[float, float, float, float]
    places: tuple[int, ...] = field(repr=False, default=())
    sample: int = -1
    background: bool = False

    @property
    def count(self) -> int:
        return sum(self.counts)

    @property
    def row(self) -> int:
        """The incident's row where there is only one, else -1."""
        return self.sample if self.count == 1 else -1

    @property
    def at_one_point(self) -> bool:
        west, south, east, north = self.box
        return east - west <= SINGLE_POINT_DEGREES and north - south <= SINGLE_POINT_DEGREES


def project(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Web Mercator to the unit square, (0, 0) in the north-west; latitudes are cut at 85.0511 degrees."""
    s = np.sin(np.radians(np.clip(latitude, -85.0511, 85.0511)))
    return (longitude + 180.0) / 360.0, 0.5 - np.log((1 + s) / (1 - s)) / (4 * np.pi)


def unproject(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The unit square back to latitude and longitude."""
    return np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y)))), x * 360.0 - 180.0


def cluster(points: Points, rows: Ints, kinds: Ints, background: Bools, view: View, *, types: int = 6) -> list[Cluster]:
    """The markers for the incidents ``rows``; ``kinds`` and ``background`` are per incident of the whole frame."""
    places = len(points.latitude)
    if places == 0 or len(rows) == 0:
        return []
    place = points.place[rows]
    rows, place = rows[place >= 0], place[place >= 0]
    counts = np.bincount(place * types + kinds[rows], minlength=places * types).reshape(places, types)
    recalled = np.bincount(place, weights=background[rows], minlength=places)
    one = np.full(places, -1, dtype=np.int64)
    one[place] = rows
    x, seen = in_view(points, view, counts.sum(axis=1) > 0)
    if len(seen) == 0:
        return []
    groups = _gather(x[seen], points.y[seen], counts[seen], view.zoom)
    return [_cluster(points, seen[members], x, counts, (recalled, one)) for members in groups]


def in_view(points: Points, view: View, used: Bools) -> tuple[Floats, Ints]:
    """Each place's x in the copy of the world that is looked at, and the numbers of the places in or near the view."""
    (north_west_x, south_east_x), (top, bottom) = project(
        np.array([view.north, view.south]), np.array([view.west, view.east])
    )
    middle = (north_west_x + south_east_x) / 2
    x = points.x + np.round(middle - points.x)
    wide, high = (south_east_x - north_west_x) * MARGIN, (bottom - top) * MARGIN
    inside = used & (points.y >= top - high) & (points.y <= bottom + high)
    inside &= (x >= north_west_x - wide) & (x <= south_east_x + wide)
    return x, np.flatnonzero(inside)


def _gather(x: Floats, y: Floats, counts: npt.NDArray[np.int64], zoom: int) -> list[Ints]:
    """Groups of place positions that share a marker: first by screen cell, then merging what lies close in pixels."""
    scale = 256.0 * 2.0**zoom
    cell = np.floor(np.column_stack((x, y)) * scale / CELL_PX).astype(np.int64)
    cell -= cell.min(axis=0)
    number = cell[:, 0] * (cell[:, 1].max() + 1) + cell[:, 1]
    _, group = np.unique(number, return_inverse=True)
    total = counts.sum(axis=1).astype(np.float64)
    weight = np.bincount(group, weights=total)
    gx = np.bincount(group, weights=x * total) / weight
    gy = np.bincount(group, weights=y * total) / weight
    merge_px = MERGE_PX if len(weight) <= MAX_MARKERS * 2 else MERGE_PX * 1.5
    owner = _merge(gx * scale, gy * scale, weight, merge_px)
    final = owner[group]
    order = np.argsort(final, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(final[order])) + 1)


def _merge(px: Floats, py: Floats, weight: npt.NDArray[Any], reach: float) -> Ints:
    """Who takes in whom: the heaviest cell takes in its neighbours within ``reach`` pixels, then the next heaviest."""
    owner = np.full(len(px), -1, dtype=np.int64)
    for at in np.lexsort((py, px, -weight)):
        if owner[at] >= 0:
            continue
        near = (owner < 0) & (np.hypot(px - px[at], py - py[at]) < reach)
        near[at] = True
        owner[near] = at
    return owner


def _cluster(
    points: Points, members: Ints, x: Floats, counts: npt.NDArray[np.int64], rest: tuple[npt.NDArray[Any], Ints]
) -> Cluster:
    recalled, one = rest
    by_type = counts[members].sum(axis=0)
    weight = counts[members].sum(axis=1)
    total = int(by_type.sum())
    if len(members) == 1:
        latitude, longitude = points.latitude[members], x[members] * 360.0 - 180.0
    else:
        latitude, longitude = unproject(
            np.array([np.average(x[members], weights=weight)]),
            np.array([np.average(points.y[members], weights=weight)]),
        )
    lon = x[members] * 360.0 - 180.0
    lat = points.latitude[members]
    return Cluster(
        latitude=round(float(latitude[0]), 6),
        longitude=round(float(longitude[0]), 6),
        counts=tuple(int(n) for n in by_type),
        box=(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())),
        places=tuple(int(n) for n in members),
        sample=int(one[members[0]]),
        background=bool(recalled[members].sum() == total),
    )


def fitting(latitude: Floats, longitude: Floats, share: float = 0.98) -> tuple[float, float, float, float] | None:
    """West, south, east, north around the middle ``share`` of the points, at least two degrees high and wide."""
    known = ~(np.isnan(latitude) | np.isnan(longitude))
    if not known.any():
        return None
    tail = (1 - share) / 2
    south, north = np.quantile(latitude[known], [tail, 1 - tail], method="nearest")
    west, east = np.quantile(longitude[known], [tail, 1 - tail], method="nearest")
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    high, wide = max(north - south, 2.0) / 2, max(east - west, 2.0) / 2
    return (
        round(float(middle_lon - wide), 4),
        round(float(max(-80.0, middle_lat - high)), 4),
        round(float(middle_lon + wide), 4),
        round(float(min(84.0, middle_lat + high)), 4),
    )


def centres(clusters: Iterable[Cluster]) -> Floats:
    """Latitude and longitude of each marker, one row each."""
    return np.array([(c.latitude, c.longitude) for c in clusters], dtype=np.float64).reshape(-1, 2)
