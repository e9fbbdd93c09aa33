"""Keeping places inside what the words say holds them, once the ranking has chosen.

For each "X in Y" (``containment.links``) whose Y is settled: X stays if its place may lie in Y; else a namesake that does is
taken; else X is put on Y. Nothing is changed where the words and the lists may differ for other reasons than a namesake: well-known
places and those of our own list against a country or a wide region (disputed land), and Y that is itself in doubt.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dashboard.model import Candidate, Place, PlaceKind, Rival
from dashboard.places import board as boards
from dashboard.places import distance
from dashboard.places.containment import Link, links, says_part, says_village
from dashboard.places.context import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.model import Gazetteer, PlaceMention, Resolution

# Set by hand; only generous limits are needed, since namesakes lie far away.
SETTLED = 0.4  # least share of its name that the outer place must hold to overrule the inner one's
TOWN_KM, AREA_KM = 40.0, 50.0  # how far outside a town's circle, or a wider place's, its parts may still lie
AROUND_KM = 100.0  # the same within one province: a town's name is often its district's or province's too
CITY = (
    100_000  # inhabitants from which what lies "in" a town is a part of it; of smaller ones the country around is meant
)
AROUND_TOWN_KM = 25.0  # the radius of that country around
PUT_ON = 0.5  # factor on the score of a mention that is put on what holds it
LEAST = 1e-4  # shares below it count as this much when odds are told
VILLAGE_MOST = 60_000  # inhabitants; more, and "the village of X" is another X
HELD_BY = "that the text puts it in {outer}"
NONE_INSIDE = "the text puts {name} here, and no list has a place of that name inside it"
SIZES = {
    PlaceKind.SITE: 0, PlaceKind.TOWN: 1, PlaceKind.DISTRICT: 2, PlaceKind.WATER: 2, PlaceKind.PROVINCE: 3, PlaceKind.REGION: 4,
    PlaceKind.COUNTRY: 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Called:
    """What the words call a place beside its name: a village; a part of something, such as a district or a camp."""

    village: bool
    part: bool


@dataclass(slots=True)
class Settled:
    """The resolutions so far and the mentions that the words have overruled."""

    resolutions: list[Resolution]
    overruled: dict[int, Place] = field(default_factory=dict)


def keep_inside(
    text: str, mentions: Sequence[PlaceMention], resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """The resolutions, those changed whose place lies outside what the words say holds it."""
    found = links(text, mentions)
    if not found:
        return tuple(resolutions)
    state = Settled(list(resolutions))
    outers: dict[int, list[Link]] = defaultdict(list)
    for link in found:
        outers[link.inner].append(link)
    for number in sorted(outers, reverse=True):  # what holds mostly follows what it holds, so it is settled first
        called = Called(says_village(text, mentions[number]), says_part(text, mentions[number]))
        _settle(state, number, outers[number], gazetteer, called)
    _spread(state, outers)
    return tuple(state.resolutions)


def _settle(state: Settled, number: int, found: Sequence[Link], gazetteer: Gazetteer, called: Called) -> None:
    """Change one mention's place if the words overrule it."""
    now = state.resolutions[number]
    city = called.village and now.chosen is not None and now.chosen.population > VILLAGE_MOST
    holders = [link for link in found if _holds(state.resolutions[link.outer], None if city else now.chosen)]
    wheres = [where for link in holders if (where := state.resolutions[link.outer].chosen) is not None]
    if not wheres:
        return
    loose = all(link.loose for link in holders)
    if loose and not city and now.chosen is not None and now.chosen.prominence >= WELL_KNOWN:
        return
    inside = _namesake(now, wheres, gazetteer, VILLAGE_MOST if called.village else None)
    outer = min(wheres, key=lambda where: (SIZES[where.kind], where.radius_km))
    if inside is not None:
        state.resolutions[number] = _moved(now, inside, outer)
    elif city or not (_trusted(now.chosen, outer, called) or (loose and _at_home(now.chosen, outer))):
        score = max(state.resolutions[link.outer].score for link in holders)
        state.resolutions[number] = _put_on(now, outer, score)
    else:
        return
    chosen = state.resolutions[number].chosen
    if chosen is not None:
        state.overruled[number] = chosen


def _spread(state: Settled, linked: Iterable[int]) -> None:
    """The other mentions of an overruled name follow, if all that the words place agree."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(state.resolutions):
        by_name[each.mention.text.casefold()].append(number)
    said = set(linked)
    for members in by_name.values():
        places = {state.overruled.get(number) for number in members if number in said}
        if len(places) != 1 or None in places:
            continue
        model = state.resolutions[next(number for number in members if number in state.overruled)]
        for number in members:
            if number not in said:
                state.resolutions[number] = _as(model, state.resolutions[number].mention)


def _holds(outer: Resolution, place: Place | None) -> bool:
    """Is the outer place settled, and does it rule ``place`` out? None is ruled out by all: it lies nowhere yet."""
    where = outer.chosen
    if where is None or not outer.candidates or outer.candidates[0].score < SETTLED or where.kind is PlaceKind.SITE:
        return False
    if place is None:
        return True
    if place.kind in {PlaceKind.COUNTRY, PlaceKind.WATER} or SIZES[place.kind] > SIZES[where.kind]:
        return False
    large = [where, *(each.place for each in outer.candidates if SIZES[each.place.kind] >= SIZES[where.kind])]
    return not any(_may_lie(place, each) for each in large)


def _at_home(place: Place | None, outer: Place) -> bool:
    """Does the place lie at least in the country of what is loosely said to hold it?"""
    return place is not None and place.country in {None, outer.country}


def _may_lie(inner: Place, outer: Place) -> bool:
    """Could the inner place lie in the outer one, for all that points and circles tell?"""
    if boards.contains(outer, inner) or inner.id == outer.id:
        return True
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country is None or inner.country == outer.country
    gap = distance.km(outer.latitude, outer.longitude, inner.latitude, inner.longitude)
    if outer.kind is PlaceKind.TOWN:
        around = outer.admin is not None and outer.admin == inner.admin
        return gap <= (AROUND_KM if around else outer.radius_km + TOWN_KM)
    return gap <= 1.5 * outer.radius_km + (TOWN_KM if outer.kind is PlaceKind.DISTRICT else AREA_KM)


def _trusted(inner: Place | None, outer: Place, called: Called) -> bool:
    """Is the list to be believed rather than the words: land is disputed, regions are drawn in many ways, and who is
    well known need not be in what the next words name? Not so for "the X district" of a town.
    """
    if inner is None or (called.part and outer.kind in {PlaceKind.TOWN, PlaceKind.DISTRICT}):
        return False
    ours = inner.id.startswith("overlay:") and SIZES[outer.kind] > SIZES[PlaceKind.PROVINCE]
    return ours or inner.prominence >= WELL_KNOWN


def _namesake(now: Resolution, outers: Sequence[Place], gazetteer: Gazetteer, most: int | None) -> Place | None:
    """The likeliest place of that name, with at most so many inhabitants, inside all that is said to hold it.

    Beyond the ranked ones the most populous.
    """
    ranked = [candidate.place for candidate in now.candidates]
    for place in (*ranked, *gazetteer.lookup(now.mention.text)):
        small = place.kind is not PlaceKind.COUNTRY and (most is None or place.population <= most)
        if small and all(boards.contains(each, place) and place.radius_km <= each.radius_km for each in outers):
            return place
    return None


def _moved(now: Resolution, place: Place, outer: Place) -> Resolution:
    """The mention on a namesake that lies where the words put it."""
    share = next((candidate.score for candidate in now.candidates if candidate.place.id == place.id), 0.0)
    said = HELD_BY.format(outer=outer.name)
    return _placed(now, Candidate(place, max(PUT_ON, share), (str(place.kind), said)), share, said)


def _put_on(now: Resolution, outer: Place, score: float) -> Resolution:
    """The mention on what holds it."""
    place = outer
    if outer.kind is PlaceKind.TOWN and outer.population < CITY:
        place = replace(outer, kind=PlaceKind.DISTRICT, radius_km=max(outer.radius_km, AROUND_TOWN_KM))
    why = NONE_INSIDE.format(name=now.mention.text)
    return _placed(
        now, Candidate(place, round(PUT_ON * score, 4), (str(place.kind), why)), 0.0, HELD_BY.format(outer=outer.name)
    )


def _placed(now: Resolution, first: Candidate, share: float, said: str) -> Resolution:
    """With another first candidate, which had ``share`` before; the one it displaced is its rival, by what was said."""
    rest = tuple(candidate for candidate in now.candidates if candidate.place.id != first.place.id)
    rival = None
    if rest:
        lead = round(math.log(max(rest[0].score, LEAST) / max(share, LEAST)), 2)
        rival = Rival(rest[0].place, lead, ((said, lead),))
    latitude, longitude, radius = distance.placed(first.place, now.mention)
    return replace(
        now, chosen=first.place, score=round(first.score * min(1.0, now.mention.score), 4), candidates=(first, *rest),
        latitude=latitude, longitude=longitude, radius_km=radius, part=distance.part_of(first.place, now.mention), rival=rival,
    )  # fmt: skip


def _as(model: Resolution, mention: PlaceMention) -> Resolution:
    """The same place for another mention of the name."""
    place = model.chosen
    if place is None:
        return replace(model, mention=mention)
    latitude, longitude, radius = distance.placed(place, mention)
    return replace(
        model,
        mention=mention,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        part=distance.part_of(place, mention),
    )
