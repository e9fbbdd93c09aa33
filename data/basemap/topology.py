# ruff: noqa: INP001  # beside the data it makes, not a module of the package
"""Outlines taken apart into arcs that neighbours share, made simpler arc by arc, and put together again.

For ``build_divisions.py``. An arc made simpler once is simpler for both sides of the border, so that no gap opens between
neighbours; and the outline of several areas is that of the arcs that only one of them has.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]  # closed: the first point stands again at the end
SEAM = 180.0
NEAR_SEAM = 0.11  # degrees: the source's outlines end a tenth before the meridian of 180 degrees


@dataclass(frozen=True)
class Topology:
    """Arcs, and for each outline its rings as numbers of arcs (``~n`` is arc n backwards)."""

    arcs: list[Ring]
    rings: dict[int, list[list[int]]]


def unwrapped(rings: Sequence[Ring]) -> list[Ring]:
    """An outline on both sides of the meridian of 180 degrees as one: its western part a world further east, without seam."""
    longitudes = [x for ring in rings for x, _ in ring]
    if max(longitudes) - min(longitudes) < 180.0:
        return [list(ring) for ring in rings]
    moved = [[(_snapped(x + 360.0 if x < 0 else x), y) for x, y in ring] for ring in rings]
    middle = (min(x for ring in moved for x, _ in ring) + max(x for ring in moved for x, _ in ring)) / 2
    shift = -360.0 if middle > SEAM else 0.0
    return [[(x + shift, y) for x, y in ring] for ring in _seamless(moved)]


def _snapped(x: float) -> float:
    return SEAM if abs(x - SEAM) < NEAR_SEAM else x


def _seamless(rings: Sequence[Ring]) -> list[Ring]:
    """The rings without the edges along the seam that both sides have."""
    cuts = sorted({y for ring in rings for x, y in ring if x == SEAM})
    edges: dict[tuple[Point, Point], int] = {}
    for ring in rings:
        for one, other in itertools.pairwise(ring):
            run = [one, other]
            if one[0] == other[0] == SEAM:
                low, high = sorted((one[1], other[1]))
                between = [(SEAM, y) for y in cuts if low < y < high]
                run = [one, *(between if one[1] < other[1] else between[::-1]), other]
            for a, b in itertools.pairwise(run):
                if a != b:
                    edges[a, b] = edges.get((a, b), 0) + 1
    kept = [(a, b) for a, b in edges if (b, a) not in edges]
    return chained(kept)


def chained(edges: Iterable[tuple[Point, Point]]) -> list[Ring]:
    """Directed edges as closed rings."""
    following: dict[Point, list[Point]] = defaultdict(list)
    for a, b in edges:
        following[a].append(b)
    rings = []
    for start in list(following):
        while following[start]:
            ring = [start]
            while following[ring[-1]]:
                ring.append(following[ring[-1]].pop())
                if ring[-1] == start:
                    break
            if len(ring) > 3 and ring[0] == ring[-1]:
                rings.append(ring)
    return rings


def topology(outlines: Mapping[int, Sequence[Ring]]) -> Topology:
    """The arcs of all outlines, cut where the sides of a border change."""
    users: dict[tuple[Point, Point], set[int]] = defaultdict(set)
    ends: dict[Point, set[tuple[Point, Point]]] = defaultdict(set)
    for number, rings in outlines.items():
        for ring in rings:
            for a, b in itertools.pairwise(ring):
                edge = (a, b) if a < b else (b, a)
                users[edge].add(number)
                ends[a].add(edge)
                ends[b].add(edge)
    nodes = set()
    for point, edges in ends.items():
        if len(edges) != 2 or len({frozenset(users[edge]) for edge in edges}) != 1:
            nodes.add(point)
    arcs: list[Ring] = []
    known: dict[tuple[Point, ...], int] = {}
    found: dict[int, list[list[int]]] = {}
    for number, rings in outlines.items():
        found[number] = [[_number(run, arcs, known) for run in _runs(ring, nodes)] for ring in rings]
    return Topology(arcs, found)


def _runs(ring: Ring, nodes: set[Point]) -> list[Ring]:
    """A ring cut at its nodes; one without any begins at its least point, whoever walks it."""
    body = ring[:-1]
    cuts = [at for at, point in enumerate(body) if point in nodes]
    first = cuts[0] if cuts else body.index(min(body))
    turned = [*body[first:], *body[:first], body[first]]
    inner = [at - first for at in cuts[1:]]
    edges = [0, *inner, len(turned) - 1]
    return [turned[a : b + 1] for a, b in itertools.pairwise(edges)]


def _number(run: Ring, arcs: list[Ring], known: dict[tuple[Point, ...], int]) -> int:
    there, back = tuple(run), tuple(reversed(run))
    if there in known:
        return known[there]
    if back in known:
        return ~known[back]
    arcs.append(run)
    known[there] = len(arcs) - 1
    return known[there]


def united(rings: Iterable[Sequence[int]]) -> list[list[int]]:
    """The rings of several outlines as those of the land they cover together: arcs between two of them fall away."""
    numbers = [number for ring in rings for number in ring]
    sides: dict[int, int] = defaultdict(int)
    for number in numbers:
        sides[number if number >= 0 else ~number] += 1
    return [[number] for number in numbers if sides[number if number >= 0 else ~number] % 2]


def joined(pieces: Sequence[Sequence[int]], arcs: Sequence[Ring]) -> list[list[int]]:
    """Arcs that end where others begin, as closed rings of arc numbers."""
    starts: dict[Point, list[int]] = defaultdict(list)

    def ends(number: int) -> tuple[Point, Point]:
        arc = arcs[number if number >= 0 else ~number]
        return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])

    flat = [number for piece in pieces for number in piece]
    for number in flat:
        starts[ends(number)[0]].append(number)
    rings = []
    for number in flat:
        begin = ends(number)[0]
        if number not in starts[begin]:
            continue
        starts[begin].remove(number)
        ring = [number]
        while ends(ring[-1])[1] != begin:
            going = starts[ends(ring[-1])[1]]
            if not going:
                break
            ring.append(going.pop())
        if ends(ring[-1])[1] == begin:
            rings.append(ring)
    return rings


def simpler(arc: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's rule with both ends kept; ``tolerance`` in degrees of latitude, east-west scaled to it."""
    if len(arc) < 3:
        return arc
    closed = arc[0] == arc[-1]
    shrink = math.cos(math.radians(arc[len(arc) // 2][1]))
    keep = [False] * len(arc)
    keep[0] = keep[-1] = True
    far = max(range(len(arc)), key=lambda at: math.dist(arc[at], arc[0])) if closed else 0
    keep[far] = True
    todo = [(0, far), (far, len(arc) - 1)] if closed else [(0, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        best, at = tolerance, -1
        for middle in range(first + 1, last):
            apart = _from_chord(arc[middle], arc[first], arc[last], shrink)
            if apart > best:
                best, at = apart, middle
        if at >= 0:
            keep[at] = True
            todo += [(first, at), (at, last)]
    return [point for point, kept in zip(arc, keep, strict=True) if kept]


def _from_chord(point: Point, start: Point, end: Point, shrink: float) -> float:
    dx, dy = (end[0] - start[0]) * shrink, end[1] - start[1]
    px, py = (point[0] - start[0]) * shrink, point[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - along * dx, py - along * dy)


def area_km2(ring: Ring) -> float:
    """Area of a ring on the sphere's plane at its middle, signed by its turn."""
    middle = sum(y for _, y in ring) / len(ring)
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    return twice / 2 * 111.2**2 * math.cos(math.radians(middle))
