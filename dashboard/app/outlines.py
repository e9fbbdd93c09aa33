"""Outlines as short text for a link, and made simple enough for one. Pure.

Corners are kept to four decimals (11 m), as differences from the one before, in base-128 numbers and URL-safe base64.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dashboard.app.clusters import Floats

Ring = tuple[tuple[float, float], ...]
"""Corners as (latitude, longitude), without the first one again at the end."""

CORNERS_AT_MOST: Final = 240  # about 2,000 characters of a link, which every browser and mail program takes
UNIT: Final = 1e4
FIRST_TOLERANCE: Final = 0.0005  # degrees; doubled until the outline is simple enough


def simplified(rings: Sequence[Ring], corners: int = CORNERS_AT_MOST) -> tuple[tuple[Ring, ...], float]:
    """The rings with at most ``corners`` corners in all, and by how much an edge has moved at most, in degrees.

    Rings that are left with fewer than three corners are given up, the smallest first.
    """
    kept, tolerance = tuple(rings), 0.0
    while sum(map(len, kept)) > corners:
        tolerance = tolerance * 2 or FIRST_TOLERANCE
        thinned = [_thinned(np.array(ring), tolerance) for ring in rings]
        kept = tuple(tuple((float(a), float(b)) for a, b in ring) for ring in thinned if len(ring) >= 3)
    return kept, tolerance


def _thinned(ring: Floats, tolerance: float) -> Floats:
    """Douglas and Peucker's rule on the two halves of a ring: what lies nearer to the chord than ``tolerance`` goes."""
    if len(ring) < 4:
        return ring
    far = int(np.argmax(np.hypot(*(ring - ring[0]).T)))
    closed = np.vstack((ring, ring[:1]))
    keep = np.zeros(len(closed), np.bool_)
    keep[[0, far, len(closed) - 1]] = True
    todo = [(0, far), (far, len(closed) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        apart = _from_chord(closed[first + 1 : last], closed[first], closed[last])
        at = int(np.argmax(apart))
        if apart[at] > tolerance:
            middle = first + 1 + at
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return closed[:-1][keep[:-1]]


def _from_chord(points: Floats, start: Floats, end: Floats) -> Floats:
    step = end - start
    length = float(step @ step)
    along = np.clip((points - start) @ step / length, 0.0, 1.0) if length else np.zeros(len(points))
    found: Floats = np.hypot(*(points - start - along[:, None] * step).T)
    return found


def encode(rings: Sequence[Ring]) -> str:
    """Rings as URL-safe text."""
    numbers: list[int] = [len(rings)]
    latitude = longitude = 0
    for ring in rings:
        numbers.append(len(ring))
        for lat, lon in ring:
            y, x = round(lat * UNIT), round(lon * UNIT)
            numbers += [_folded(y - latitude), _folded(x - longitude)]
            latitude, longitude = y, x
    return base64.urlsafe_b64encode(bytes(_bytes(numbers))).rstrip(b"=").decode()


def decode(text: str) -> tuple[Ring, ...]:
    """The rings of such text; none where it makes no sense."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        numbers = list(_numbers(data))
    except (binascii.Error, ValueError):
        return ()
    given = iter(numbers)
    rings: list[Ring] = []
    latitude = longitude = 0
    try:
        for _ in range(min(next(given), CORNERS_AT_MOST)):
            ring = []
            for _ in range(min(next(given), CORNERS_AT_MOST)):
                latitude += _unfolded(next(given))
                longitude += _unfolded(next(given))
                ring.append((latitude / UNIT, longitude / UNIT))
            rings.append(tuple(ring))
    except StopIteration:
        return ()
    sound = all(len(ring) >= 3 and all(abs(y) <= 90 and abs(x) <= 360 for y, x in ring) for ring in rings)
    return tuple(rings) if sound and sum(map(len, rings)) <= CORNERS_AT_MOST else ()


def _folded(number: int) -> int:
    """Numbers of both signs as numbers from 0."""
    return number * 2 if number >= 0 else -number * 2 - 1


def _unfolded(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2


def _bytes(numbers: Sequence[int]) -> Iterator[int]:
    for number in numbers:
        rest = number
        while rest >= 128:
            yield rest % 128 + 128
            rest //= 128
        yield rest


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
        elif shift > 35:
            raise ValueError("no such number")
