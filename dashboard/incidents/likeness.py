"""Are two reports of two documents accounts of one event? A weighing that can be read back in words.

Each aspect (kind, time, place, sides, figures, words) gives points for or against, or rules the pair out. The points are
near log odds; they were set by hand on the reports of ``data/samples`` and on pairs shifted by a day, a town or a type,
so that two like strikes on one town on neighbouring days stay apart while two accounts of one strike join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dashboard.incidents.sphere import between
from dashboard.model import (
    Actor,
    Cited,
    Count,
    EventType,
    Factuality,
    Location,
    Period,
    PlaceKind,
    Report,
    SubEventType,
)

ENOUGH = 5.5  # points from which two reports are linked
SAME_KM = 3.0  # two gazetteers' points of one place
TOWN_KM = 12.0  # two points of one town, as sources place it
NEAR_KM = 25.0  # "near X" (UCDP where_prec 2)
NEAR_DEGREES = 0.25  # of latitude: more than NEAR_KM

_VIOLENT = {EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS}
_CROWD = {EventType.PROTESTS, EventType.RIOTS}
_S = SubEventType
_EFFECTS = {_S.DISRUPTED_WEAPONS_USE, _S.LOOTING_PROPERTY_DESTRUCTION}  # of an attack, which another account tells of
_ALONE = {_S.SEXUAL_VIOLENCE}
_TAKEN = {
    _S.ABDUCTION_FORCED_DISAPPEARANCE,
    _S.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
    _S.DISRUPTED_WEAPONS_USE,
    _S.ATTACK,
}
EXACT = 3  # where_prec up to which a point is a town, what is near it, or a district
_EMPTY_WORDS = frozenset("the a an of and in on at by s forces force army military group members people".split())
# capitalised names of two words and more with one of these are bodies, places or ships, not persons
_NO_PERSON = frozenset(
    "forces force front army brigade brigades battalion group party movement base camp airport port station hospital school "
    "university ministry government council committee command corps guard guards organisation organization union state "
    "states kingdom republic coalition police service court embassy consulate company field gate bridge tower city town "
    "village province district river sea island islands north south east west uss ins hms mv mt ship units militia militias "
    "authority agency network office bank centre center square road street crossing jihad hezbollah islamic".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``points`` for one event, ``reasons`` in words; ``conflict`` says why it cannot be one, if it cannot."""

    points: float
    reasons: tuple[str, ...]
    conflict: str | None = None

    @property
    def linked(self) -> bool:
        return self.conflict is None and self.points >= ENOUGH


@dataclass(frozen=True, slots=True)
class Side:
    """Who is named on one side of an event; ``vague``: some are named by no body or person that is known."""

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    vague: bool = False
    words: frozenset[str] = field(default=frozenset(), compare=False)

    @classmethod
    def of(cls, cited: Sequence[Cited[Actor]]) -> Side:
        actors = [one.value for one in cited]
        return cls(
            tuple(sorted({actor.name for actor in actors})),
            tuple(sorted({actor.country for actor in actors if actor.country})),
            any(actor.kind is None for actor in actors),
            words_of([actor.name for actor in actors]),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What alone can rule a pair out: kind, time, place."""

    kind: SubEventType
    ongoing: bool
    period: Period | None
    place: Location | None

    @classmethod
    def of(cls, report: Report) -> Frame:
        place = report.place.value if report.place else None
        if place is not None:  # the words for it do not matter
            place = Location("", place.place, place.latitude, place.longitude, place.radius_km, place.where_prec)
        period = report.period.value if report.period else None
        return cls(report.sub_event_type.value, report.ongoing, period, place)


@dataclass(frozen=True, slots=True)
class Account:
    """All that is weighed of a report: two reports of one account are as alike to any third."""

    frame: Frame
    factuality: Factuality
    actors: Side
    targets: Side
    killed: Count | None
    injured: Count | None
    dead: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Account:
        return cls(
            Frame.of(report),
            report.factuality,
            Side.of(report.actors),
            Side.of(report.targets),
            report.killed.value if report.killed else None,
            report.injured.value if report.injured else None,
            tuple(sorted(named_dead(report))),
        )


def family(report: Report) -> str:
    """The group of types that accounts of one event may differ within."""
    return _family(report.sub_event_type.value)


@cache
def _family(kind: SubEventType) -> str:
    if kind in _ALONE:
        return kind.value
    if kind.event_type in _VIOLENT or kind in _EFFECTS:
        return "violence"
    return "crowd" if kind.event_type in _CROWD else kind.value


def conflict(a: Frame, b: Frame) -> str | None:
    """Why two accounts cannot be of one event; None if nothing rules it out."""
    return _times(a, b)[0] or _kinds(a, b)[0] or _places(a, b)[0]


def weigh(a: Account, b: Account) -> Likeness:
    """How alike two accounts are."""
    points, reasons = 0.0, []
    for judge in (_kinds, _times, _places):
        ruled_out, more, reason = judge(a.frame, b.frame)
        if ruled_out:
            return Likeness(0.0, (), ruled_out)
        points += more
        if reason:
            reasons.append(reason)
    for more, reason in (
        _sides("actor", a.actors, b.actors, against=1.0 if a.factuality == b.factuality else 0.3),
        _sides("target", a.targets, b.targets, against=0.3),
        _figures("killed", a.killed, b.killed),
        _figures("injured", a.injured, b.injured),
    ):
        points += more
        if reason:
            reasons.append(reason)
    dead = sorted(set(a.dead) & set(b.dead))
    if dead:  # nobody dies twice
        points, reasons = points + ENOUGH, [*reasons, f"the same person killed ({', '.join(dead)})"]
    return Likeness(points, tuple(reasons))


def as_copies(found: Likeness) -> Likeness:
    """The likeness of two accounts that stand in the same words in copies of one text."""
    return Likeness(found.points + 2 * ENOUGH, (*found.reasons, "the same words in copies of one text"), found.conflict)


Verdict = tuple[str | None, float, str]


def _kinds(a: Frame, b: Frame) -> Verdict:
    if a.ongoing != b.ongoing:
        return "one is an ongoing conflict, the other an event", 0.0, ""
    one, other = a.kind, b.kind
    if _family(one) != _family(other):
        return f"{one} and {other} are not one kind of event", 0.0, ""
    if one == other:
        return None, 2.0, f"same type ({one})"
    if _S.ABDUCTION_FORCED_DISAPPEARANCE in {one, other}:
        if {one, other} <= _TAKEN:
            return None, -0.5, ""
        return f"{one} and {other} are not one kind of event", 0.0, ""
    if one.event_type == other.event_type:
        return None, 1.2, f"types alike ({one}, {other})"
    return None, 0.3, ""


def _times(a: Frame, b: Frame) -> Verdict:
    if a.period is None or b.period is None:
        both = a.period is None and b.period is None
        return None, (1.0 if a.ongoing else -1.5) if both else -2.0, ""
    return _periods(a.period, b.period)


def _periods(a: Period, b: Period) -> Verdict:
    gap = max((a.first - b.last).days, (b.first - a.last).days)
    if gap > 1:
        return f"{gap} days apart", 0.0, ""
    longest = max((a.last - a.first).days, (b.last - b.first).days) + 1
    said = f"{min(a.first, b.first)}" if gap <= 0 else f"{min(a.last, b.last)} and {max(a.first, b.first)}"
    if gap <= 0 and longest == 1:
        return None, 3.0, f"same day ({said})"
    if gap <= 0:
        worth = 1.5 if longest <= 3 else 0.8 if longest <= 7 else -0.5 if longest <= 31 else -2.0
        return None, worth, f"dates overlap (from {said})"
    return None, -0.7, f"one day apart ({said})"


def _places(a: Frame, b: Frame) -> Verdict:
    if a.place is None or b.place is None:
        return None, -1.5 if a.place is b.place else -2.0, ""
    return _locations(a.place, b.place)


def _locations(a: Location, b: Location) -> Verdict:
    if a.where_prec <= EXACT and b.where_prec <= EXACT and abs(a.latitude - b.latitude) > NEAR_DEGREES:
        return "in different places", 0.0, ""
    apart = distance_km(a, b)
    names = a.place.name if a.place.name == b.place.name else f"{a.place.name}, {b.place.name}"
    fine, coarse = (a, b) if a.where_prec <= b.where_prec else (b, a)
    if coarse.where_prec <= 3:
        if a.place.id == b.place.id or apart <= SAME_KM:
            return None, 3.0, f"same place ({names})"
        if apart <= TOWN_KM and _two_towns(a, b):
            return None, -1.5, f"neighbouring towns ({names})"
        if apart <= TOWN_KM:
            return None, 2.0, f"same place ({names})"
        if apart <= NEAR_KM and coarse.where_prec >= 2:
            return None, 0.5, f"{apart:.0f} km apart ({names})"
        return f"{apart:.0f} km apart ({names})", 0.0, ""
    if a.place.id == b.place.id:
        return None, {4: 1.5, 5: 1.0, 6: 0.5, 7: 0.8}[coarse.where_prec], f"same area ({names})"
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return f"{a.place.country} and {b.place.country} are two countries", 0.0, ""
    if apart <= coarse.radius_km + TOWN_KM:
        worth = {4: 1.0, 5: 0.7, 6: 0.3, 7: 0.7}[coarse.where_prec]
        return None, worth - (0.3 if fine.where_prec >= 4 else 0.0), f"{fine.place.name} lies in {coarse.place.name}"
    return f"{apart:.0f} km apart ({names})", 0.0, ""


def _two_towns(a: Location, b: Location) -> bool:
    """Two towns by name are two places, however near; a base or quarter may be told by its town."""
    return a.place.kind is b.place.kind is PlaceKind.TOWN and a.where_prec == b.where_prec == 1


def is_wide(location: Location) -> bool:
    """At sea, or across borders: no country to meet others in."""
    return location.place.country is None or location.where_prec == 7


def named_dead(report: Report) -> frozenset[str]:
    """Persons named in full among the targets of a report that tells of deaths."""
    if report.killed is None or report.killed.value.low < 1:
        return frozenset()
    return frozenset(cited.value.name for cited in report.targets if _is_person_name(cited.value.name))


def _is_person_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5:
        return False
    capital = words[0][:1].isupper() and words[-1].removeprefix("al-").removeprefix("el-")[:1].isupper()
    return (
        capital
        and name.replace("-", " ").replace("'", "").replace("’", "").replace(" ", "").isalpha()
        and _NO_PERSON.isdisjoint(name.lower().replace("-", " ").split())
    )


def words_of(names: Sequence[str]) -> frozenset[str]:
    """The words of names, in small letters, without those that tell nothing."""
    return _words(tuple(names))


def _sides(what: str, a: Side, b: Side, against: float) -> tuple[float, str]:
    if not a.names or not b.names:
        return 0.0, ""
    known = set(a.names) & set(b.names)
    if known:
        return 1.5, f"same {what} ({', '.join(sorted(known))})"
    shared = a.words & b.words
    if shared and 2 * len(shared) >= min(len(a.words), len(b.words)):
        return 1.0, f"{what}s share words ({', '.join(sorted(shared))})"
    countries = set(a.countries) & set(b.countries)
    if countries:
        return 0.5, f"{what}s of one country ({', '.join(sorted(countries))})"
    return (-against / 3 if a.vague or b.vague else -against), ""


@lru_cache(maxsize=65_536)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in re.findall(r"\w+", name.lower())) - _EMPTY_WORDS


def _figures(what: str, x: Count | None, y: Count | None) -> tuple[float, str]:
    if x is None or y is None:
        return 0.0, ""
    low, high = sorted((x.low, y.low))
    if x.low == y.low:
        return (1.5 if low >= 3 else 0.5), f"same figure of {what} ({low})"
    if low >= 5 and 4 * high <= 5 * low:  # a toll that rose a little; small figures are near each other by chance
        return 1.0, f"near figures of {what} ({low}, {high})"
    if (x.high is None and y.low >= x.low) or (y.high is None and x.low >= y.low):
        return 0.3, ""
    if high <= 2 * low or high - low <= 2:
        return 0.3, ""
    return (-1.5 if high > 5 * max(low, 1) and high - low > 5 else -0.3), ""


def distance_km(a: Location, b: Location) -> float:
    """Great-circle kilometres between two locations' points."""
    return between(a.latitude, a.longitude, b.latitude, b.longitude)
