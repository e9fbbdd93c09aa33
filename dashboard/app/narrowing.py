"""What is asked beside the store's filters: an area, a pair of sides, what is new. It fits into the URL and back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.app import divisions, space
from dashboard.app.clusters import Bools, Floats, Points, View
from dashboard.app.divisions import Known
from dashboard.app.space import Area, Circle, Country, Division, Inside, InView, Outline
from dashboard.model import PlaceKind
from dashboard.store.frames import COUNTRY_LEVEL, Frame

PAIR_MARK: Final = "|"  # between the two sides in a link
PRECISION: Final = {PlaceKind.PROVINCE: 4, PlaceKind.DISTRICT: 3}  # where_prec of what is known to lie somewhere in one

Home = Callable[[str, str, PlaceKind, tuple[float, float]], str]
"""The id in ``divisions`` of a place by its name, country (ISO 3166-1 alpha-2), kind and point; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Joined to the filters by *and*. ``sure`` leaves out what is only possibly in the area.

    ``pair`` is an actor and whom it acted against; ``after`` a revision of the store: only what has changed since.
    """

    area: Area | None = None
    sure: bool = False
    pair: tuple[str, str] | None = None
    after: int | None = None

    @property
    def empty(self) -> bool:
        return self.area is None and self.pair is None and self.after is None

    def to_url(self) -> dict[str, str | list[str]]:
        """The query parameters; what is not asked has none."""
        params: dict[str, str | list[str]] = {}
        if self.area is not None:
            params["area"] = space.write(self.area)
            if self.sure:
                params["sure"] = "1"
        if self.pair is not None:
            params["pair"] = list(self.pair)
        if self.after is not None:
            params["after"] = str(self.after)
        return params

    @classmethod
    def from_url(cls, params: Mapping[str, str | Sequence[str]]) -> Narrow:
        """What a link asks for; what makes no sense is ignored."""
        pair = [side for side in _all(params, "pair") if side]
        after = _last(params, "after")
        return cls(
            space.read(_last(params, "area")),
            _last(params, "sure") == "1",
            (pair[0], pair[1]) if len(pair) == 2 else None,
            int(after) if after.isascii() and after.isdigit() and len(after) < 16 else None,
        )


def _all(params: Mapping[str, str | Sequence[str]], name: str) -> list[str]:
    value = params.get(name, ())
    return [value] if isinstance(value, str) else list(value)


def _last(params: Mapping[str, str | Sequence[str]], name: str) -> str:
    return next(reversed(_all(params, name)), "")


def inside(area: Area, frame: Frame, points: Points, view: View | None, home: Home) -> Inside:
    """Which rows of the frame are certainly and possibly in an area; for ``InView`` that is what ``view`` shows.

    ``home`` tells which province a report means that says no more than its name.
    """
    if isinstance(area, Country):
        codes = list(frame.vocabulary["country"])
        there = frame.country == codes.index(area.code) if area.code in codes else np.zeros(len(frame), np.bool_)
        return Inside(there, there)
    if isinstance(area, InView):
        if view is None:
            every = np.ones(len(frame), np.bool_)
            return Inside(every, every)
        return _rows_inside(view, frame, points)
    if isinstance(area, Division):
        known = divisions.known(area.id)
        none = np.zeros(len(frame), np.bool_)
        return _in_division(area, known, frame, points, home) if known else Inside(none, none)
    return _rows_inside(area, frame, points)


def _in_division(area: Division, known: Known, frame: Frame, points: Points, home: Home) -> Inside:
    """By the outline, but for those that name no smaller land than a division: what they name is it, or is not."""
    found = _rows_inside(area.outline, frame, points, divisions.EDGE_KM)
    codes = list(frame.vocabulary["country"])
    here = frame.country == codes.index(known.country) if known.country in codes else np.zeros(len(frame), np.bool_)
    wide = frame.where_prec == COUNTRY_LEVEL
    certain, possible = found.certain & ~wide, np.where(wide, here, found.possible)
    rows = np.flatnonzero((frame.where_prec == PRECISION[known.kind]) & (here | possible) & (frame.country >= 0))
    places = np.stack((frame.place[rows], frame.country[rows]), axis=1)
    each, first, number = np.unique(places, axis=0, return_index=True, return_inverse=True)
    for at, (place, country) in enumerate(each.tolist()):
        row = rows[first[at]]
        point = float(frame.latitude[row]), float(frame.longitude[row])
        meant = home(frame.vocabulary["place"][place], codes[country], known.kind, point) if place >= 0 else ""
        if divisions.known(meant):
            same = rows[number.ravel() == at]
            certain[same] = possible[same] = meant == area.id
    return Inside(certain, possible)


def _rows_inside(area: Circle | Outline | View, frame: Frame, points: Points, slack_km: float = 0.0) -> Inside:
    """By place, since a million incidents lie at some thousand places; country-level rows have no place number.

    The area's own edge may be off by ``slack_km``.
    """
    radius = frame.radius_km + np.float32(slack_km)
    drawn = points.place >= 0
    place = points.place[drawn]
    reach = np.zeros(len(points.latitude))
    if isinstance(area, Outline):  # only places that some circle reaches from are worth the way along all its edges
        rough = space.depth(area.box, points.latitude, points.longitude, 0.0)
        reach[place[rough[place] >= -radius[drawn]]] = space.LARGEST_KM
    by_row: Floats = np.full(len(frame), np.nan)
    by_row[drawn] = space.depth(area, points.latitude, points.longitude, reach)[place]
    rest = np.flatnonzero(frame.where_prec == COUNTRY_LEVEL)
    if len(rest):
        both, number = np.unique(frame.latitude[rest] + 1j * frame.longitude[rest], return_inverse=True)
        wide = float(radius[rest].max())
        by_row[rest] = space.depth(area, both.real.copy(), both.imag.copy(), wide)[number]
    return Inside.of(by_row, radius)


def between(pair: tuple[str, str], frame: Frame) -> Bools:
    """The rows in which the first of a pair acted and the second was acted against."""
    actor, target = pair
    return frame.actors.having((actor,)) & frame.targets.having((target,))
