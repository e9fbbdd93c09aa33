"""Hexagons of equal size on the screen, with the incidents in each: where much happens, without overlapping marks. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.app.clusters import Floats, Ints, Points, View, in_view, unproject

# Tuned by eye beside the clusters: towns 30 km apart stay apart at zoom 8, a province at zoom 5 is a handful of hexagons.
RADIUS_PX: Final = 18.0


@dataclass(frozen=True, slots=True)
class Hex:
    """One hexagon: its middle and how many incidents of each type lie in it."""

    latitude: float
    longitude: float
    counts: tuple[int, ...]


def bins(points: Points, rows: Ints, kinds: Ints, view: View, *, types: int = 6) -> list[Hex]:
    """The hexagons in and around a view. They lie fast on the globe for each zoom, so that a pan does not move them."""
    place = points.place[rows]
    rows, place = rows[place >= 0], place[place >= 0]
    places = len(points.latitude)
    if len(rows) == 0:
        return []
    counts = np.bincount(place * types + kinds[rows], minlength=places * types).reshape(places, types)
    x, seen = in_view(points, view, counts.sum(axis=1) > 0)
    if len(seen) == 0:
        return []
    scale = 256.0 * 2.0**view.zoom
    column, row = _cell(x[seen] * scale, points.y[seen] * scale)
    both, group = np.unique(np.column_stack((column, row)), axis=0, return_inverse=True)
    summed = np.zeros((len(both), types), np.int64)
    np.add.at(summed, group.ravel(), counts[seen])
    middle_x = RADIUS_PX * math.sqrt(3) * (both[:, 0] + both[:, 1] / 2) / scale
    latitude, longitude = unproject(middle_x, RADIUS_PX * 1.5 * both[:, 1] / scale)
    return [
        Hex(round(float(lat), 5), round(float(lon), 5), tuple(map(int, many)))
        for lat, lon, many in zip(latitude, longitude, summed, strict=True)
    ]


def _cell(x: Floats, y: Floats) -> tuple[Ints, Ints]:
    """Axial coordinates of the hexagon (a corner up) that holds each point, by rounding in cube coordinates."""
    column = (x * math.sqrt(3) / 3 - y / 3) / RADIUS_PX
    row = y * 2 / 3 / RADIUS_PX
    third = -column - row
    near = [np.round(axis) for axis in (column, row, third)]
    off = [np.abs(a - b) for a, b in zip(near, (column, row, third), strict=True)]
    first = (off[0] > off[1]) & (off[0] > off[2])
    second = ~first & (off[1] > off[2])
    q = np.where(first, -near[1] - near[2], near[0])
    r = np.where(second, -near[0] - near[2], near[1])
    return q.astype(np.int64), r.astype(np.int64)
