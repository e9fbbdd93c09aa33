"""What stands beside an incident: the previous and the next one of its list, and others near in space and time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.app import space
from dashboard.app.clusters import Ints
from dashboard.store.frames import COUNTRY_LEVEL, Frame

NEAR_KM: Final = 60.0
NEAR_DAYS: Final = 7
KM_OF_A_DAY: Final = 10.0  # a day apart counts as much as this distance when neighbours are put in order
UNDATED_LAST: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a row stands in a list, counted from 1 (0: not in it), and the rows before and after it."""

    position: int
    total: int
    previous: int | None
    following: int | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row near another: how far, and how many days later (negative: earlier)."""

    row: int
    km: float
    days: int


def newest_key(frame: Frame, rows: Ints) -> Ints:
    """What rows are put in order by: the latest day first, the undated at the end."""
    return np.where(frame.date_prec[rows] == 0, UNDATED_LAST, -frame.last[rows].astype(np.int64))


def beside(frame: Frame, rows: Ints, row: int) -> Beside:
    """The neighbours of a row among ``rows`` (ascending), newest first; found without sorting, since rows may be a million."""
    at = int(np.searchsorted(rows, row))
    if at >= len(rows) or rows[at] != row:
        return Beside(0, len(rows), None, None)
    keys = newest_key(frame, rows)
    mine = keys[at]
    same = np.flatnonzero(keys == mine)
    place = int(np.searchsorted(same, at))
    earlier, later = keys < mine, keys > mine
    position = int(earlier.sum()) + place + 1
    previous = same[place - 1] if place > 0 else _edge(keys, earlier, last=True)
    following = same[place + 1] if place + 1 < len(same) else _edge(keys, later, last=False)
    return Beside(position, len(rows), _row(rows, previous), _row(rows, following))


def _edge(keys: Ints, among: np.typing.NDArray[np.bool_], *, last: bool) -> int | None:
    """The last of the highest keys, or the first of the lowest, among some."""
    found = np.flatnonzero(among)
    if len(found) == 0:
        return None
    some = keys[found]
    nearest = found[some == (some.max() if last else some.min())]
    return int(nearest[-1] if last else nearest[0])


def _row(rows: Ints, at: int | None) -> int | None:
    return None if at is None else int(rows[at])


def neighbours(frame: Frame, rows: Ints, row: int, limit: int) -> list[Neighbour]:
    """The nearest others of ``rows``, within ``NEAR_KM`` and ``NEAR_DAYS``; none for a row without day or exact place."""
    if frame.date_prec[row] == 0 or frame.where_prec[row] in {0, COUNTRY_LEVEL}:
        return []
    apart = (frame.first[rows] - frame.first[row]).astype(np.int64)
    near = (frame.date_prec[rows] > 0) & (np.abs(apart) <= NEAR_DAYS) & (rows != row)
    near &= (frame.where_prec[rows] > 0) & (frame.where_prec[rows] != COUNTRY_LEVEL)
    rows, apart = rows[near], apart[near]
    latitude, longitude = frame.latitude[rows], frame.longitude[rows]
    km = space.distance(float(frame.latitude[row]), float(frame.longitude[row]), latitude, longitude)
    kept = km <= NEAR_KM
    rows, apart, km = rows[kept], apart[kept], km[kept]
    order = np.argsort(km + KM_OF_A_DAY * np.abs(apart), kind="stable")[:limit]
    return [Neighbour(int(rows[i]), float(km[i]), int(apart[i])) for i in order]
