"""Events between two places: on the border of two countries, on the road from one town to another ("the A–B highway")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import distance
from dashboard.model import Cited, Location, Place, PlaceKind, PlaceMention, Span

LINE = 5  # where_prec of what lies between two points, as UCDP GED has it
SHORTEST_KM = 5.0  # radius of a stretch, at the least
LONGEST_KM = 1500.0  # between two ends; no road is named by towns farther apart, one of them is read wrongly
BESIDE = 60  # characters within which the two sides of a border are named
_BORDER = re.compile(
    r"\b(?:border|frontier|boundary)(?: \w+)? (?:between|of) (?:the )?$|\b(?:border|frontier|boundary) (?:\w+ )?between (?:the )?(?:[A-Z][\w'’-]+ ){1,4}and (?:the )?$"
)
_PACT = re.compile(
    r"\b(?:crossing|border|talks|match|treaty|pact)(?: \w+)? between (?:the )?(?:[A-Z][\w'’-]+ ){0,4}(?:and (?:the )?)?$"
)
_WAR = re.compile(
    r"\b(?:wars?|conflicts?|fighting|clash(?:es)?|tensions?|hostilities|ceasefire|truce|disputes?|relations|ties)(?: \w+)? between (?:the )?"
    r"(?:[A-Z][\w'’-]+ ){0,4}(?:and (?:the )?)?$"
)
_THE_BORDER = re.compile(r"(?:border|frontier|boundary) (?:\w+ )?(?:between|of)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?P<road>\b(?:road|highway|route|railway|motorway|line|track)s?(?:,? [a-z]+)? )?\bbetween (?:[a-z]+ ){0,4}$"
)
_AND = re.compile(r"^(?:,? [a-z]+){0,2},? and (?:[a-z]+ ){0,4}$")
_ROAD_FROM = re.compile(r"\b(?:road|highway|route|railway|motorway|line|track)(?: [a-z]+)? from (?:[a-z]+ ){0,3}$")
_TO = re.compile(r"^ to (?:[a-z]+ ){0,3}$")
# "the road linking A and B", "a highway that connects A with B"
_ROAD_JOINS = re.compile(
    r"\b(?:road|highway|route|railway|motorway|line|track|axis|corridor|expressway)s?(?:,? (?:that|which))? "
    r"(?:link|links|linking|connect|connects|connecting|join|joins|joining) (?:[a-z]+ ){0,4}$"
)
_JOINED = re.compile(r"^(?:,? [a-z]+){0,2},? (?:and|to|with) (?:[a-z]+ ){0,4}$")
# "the A-B road", "the A–B–C highway", "the A to B railway"
_DASH = re.compile(r"^(?:\s?[-‐‑–—]\s?| to )$")
_ROAD_AFTER = re.compile(
    r"^(?:[-‐‑–—][A-Z][\w'’]+)?(?: [a-z]+)? (?:road|highway|route|railway|motorway|railroad|expressway|axis|corridor|line|stretch)\b",
    re.IGNORECASE,
)
_POINTS = frozenset({PlaceKind.SITE, PlaceKind.TOWN, PlaceKind.DISTRICT})

Side = tuple[PlaceMention, Place]


def on_border(before: str) -> bool:
    """Do the words before a name put something on a border that it is a side of?"""
    return _BORDER.search(before) is not None


def is_party(before: str, place: Place | None) -> bool:
    """Do they only name it as a side: of talks, a match or a crossing, or of a war if it is a country?"""
    if on_border(before):
        return False
    country = place is not None and place.kind is PlaceKind.COUNTRY
    return _PACT.search(before) is not None or (country and _WAR.search(before) is not None)


def ends(evidence: Evidence, mention: PlaceMention) -> tuple[Side, Side] | None:
    """The two places that the mention is one of, if the words mean what lies between them."""
    sentence = evidence.sentences[mention.sentence].span
    names = evidence.places_in(sentence)
    for one, two in pairwise(names):
        if mention.span not in {one[0].span, two[0].span} or not _is_stretch(evidence.text, sentence.start, one, two):
            continue
        if distance(one[1], two[1]) <= LONGEST_KM:
            return one, two
    return None


def _is_stretch(text: str, start: int, one: Side, two: Side) -> bool:
    before = text[max(start, one[0].span.start - 70) : one[0].span.start]
    gap = text[one[0].span.end : two[0].span.start]
    if _ROAD_FROM.search(before) is not None:
        return _TO.match(gap) is not None
    if _ROAD_JOINS.search(before) is not None:
        return _JOINED.match(gap) is not None
    if _DASH.match(gap) is not None:
        after = text[two[0].span.end : two[0].span.end + 40]
        return one[1].kind in _POINTS and two[1].kind in _POINTS and _ROAD_AFTER.match(after) is not None
    between = _BETWEEN.search(before)
    if between is None or _AND.match(gap) is None:
        return False
    return between["road"] is not None or (one[1].kind in _POINTS and two[1].kind in _POINTS)


def stretch(evidence: Evidence, mention: PlaceMention) -> Cited[Location] | None:
    """The middle of the stretch between two places, half of it as radius; None where the words name no two ends."""
    sides = ends(evidence, mention)
    if sides is None:
        return None
    (first, a), (last, b) = sides
    span = Span(first.span.start, last.span.end)
    country = a.country if a.country == b.country else None
    place = _point(a, b, 0.5, f"{a.name}–{b.name}", country)
    return _located(evidence, span, place, max(SHORTEST_KM, distance(a, b) / 2))


def border(evidence: Evidence, mention: PlaceMention, place: Place) -> Cited[Location] | None:
    """A point on the border named by its two sides: between their middles, by their sizes; in neither country."""
    sides = [
        (m, p)
        for m, p in evidence.places_in(evidence.sentences[mention.sentence].span)
        if abs(m.span.start - mention.span.start) <= BESIDE and p.kind is place.kind
    ]
    words = list(_THE_BORDER.finditer(evidence.text, max(0, mention.span.start - 70), mention.span.start))
    if len(sides) < 2 or not words:
        return None
    (_, a), (last, b) = sides[0], sides[1]
    span = Span(words[-1].start(), last.span.end)
    share = a.radius_km / (a.radius_km + b.radius_km)
    place = _point(a, b, share, f"{a.name}–{b.name} border", None)
    return _located(evidence, span, place, min(a.radius_km, b.radius_km))


def _point(a: Place, b: Place, share: float, name: str, country: str | None) -> Place:
    """What lies that share of the way from one place to the other."""
    return replace(
        a, id=f"{a.id}|{b.id}", name=name, kind=PlaceKind.REGION, country=country, admin=None, population=0,
        latitude=a.latitude + (b.latitude - a.latitude) * share,
        longitude=a.longitude + (b.longitude - a.longitude) * share,
    )  # fmt: skip


def _located(evidence: Evidence, span: Span, place: Place, radius: float) -> Cited[Location]:
    text = " ".join(span.of(evidence.text).split())
    return Cited(Location(text, place, place.latitude, place.longitude, radius, LINE), (span,), "place: between")
