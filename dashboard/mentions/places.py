"""Where a document names places: every stretch the gazetteer knows, put to a vote of the words around it.

Steps: names the scanner knows -> evidence for and against each -> the best reading without overlaps -> what the words
around it ask for (kind, nearness, distance, role).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from dashboard.model import (
    Displacement,
    Document,
    NameHit,
    NameScanner,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Sentence,
    Span,
)

ACCEPT = 0.5  # evidence above which a name is a place

_BEFORE_PLACE = re.compile(
    r"\b(?:in|near|at|from|to|outside|around|across|inside|throughout|toward|towards|into|within|over|between|north of|"
    r"south of|east of|west of|northwest of|northeast of|southwest of|southeast of|(?:town|city|village|capital|province|"
    r"district|region|state|county|port|suburb|island|island) of|central|northern|southern|eastern|western|downtown|"
    r"north-?eastern|north-?western|south-?eastern|south-?western|neighbou?ring|off)\s+(?:the\s+)?$"
)
_BEFORE_PERSON = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|prof|professor|president|minister|secretary|sen|senator|rep|gov|governor|judge|justice|gen|"
    r"general|col|colonel|maj|major|lt|lieutenant|capt|captain|sgt|sergeant|officer|detective|chief|sheriff|mayor|coach|"
    r"sir|lord|lady|king|queen|prince|princess|sheikh|imam|ayatollah|pope|father|rev|reverend|attorney|spokesman|"
    r"spokeswoman|spokesperson|director|councilman|councilwoman|commissioner|superintendent)\.?\s+(?:[A-Z][\w.'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_KIND_WORDS = {
    "province": PlaceKind.PROVINCE, "governorate": PlaceKind.PROVINCE, "state": PlaceKind.PROVINCE,
    "oblast": PlaceKind.PROVINCE, "district": PlaceKind.DISTRICT, "county": PlaceKind.DISTRICT,
    "parish": PlaceKind.DISTRICT, "region": PlaceKind.REGION, "valley": PlaceKind.REGION, "city": PlaceKind.TOWN,
    "town": PlaceKind.TOWN, "village": PlaceKind.TOWN, "river": PlaceKind.WATER, "lake": PlaceKind.WATER,
    "sea": PlaceKind.WATER, "strait": PlaceKind.WATER, "base": PlaceKind.SITE, "airport": PlaceKind.SITE,
    "camp": PlaceKind.SITE, "crossing": PlaceKind.SITE,
}  # fmt: skip
_AFTER_KIND = re.compile(r"^\s+(?:air\s+)?([a-z]+)\b", re.IGNORECASE)
_OF_KIND = re.compile(r"\b([a-z]+) of (?:the )?$", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:near|close to|around|outside(?: of)?|in the vicinity of|not far from)\s+(?:the\s+)?(?:(?:town|city|village|district) of\s+)?$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>km|kilomet(?:er|re)s?|miles?|mi|nautical miles?|nm)\s*(?:\([^)]{0,30}\)\s*)?"
    r"(?:(?:to the\s+)?(?P<way>north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?\s+)?"
    r"(?:of|from|off|outside|away from)\s+(?:the\s+)?(?:(?:town|city|village|port|coast) of\s+)?$",
    re.IGNORECASE,
)
_BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
_KM = {"k": 1.0, "m": 1.609344, "n": 1.852}


def find_places(document: Document, sentences: Sequence[Sentence], scanner: NameScanner) -> tuple[PlaceMention, ...]:
    """All place mentions of the document, in text order; each lies inside one sentence."""
    text = document.text
    starts = [s.span.start for s in sentences]
    best: list[tuple[float, NameHit]] = []
    for hit in scanner.scan(text):
        score = _evidence(text, hit)
        if score > ACCEPT:
            best.append((score, hit))
    best.sort(key=lambda b: (-(b[1].span.end - b[1].span.start), -b[0], b[1].span.start))
    taken: list[tuple[float, NameHit]] = []
    used: set[int] = set()
    for score, hit in best:
        cover = range(hit.span.start, hit.span.end)
        if used.isdisjoint(cover):
            used.update(cover)
            taken.append((score, hit))
    found = []
    for score, hit in sorted(taken, key=lambda b: b[1].span):
        at = bisect.bisect_right(starts, hit.span.start) - 1
        if at >= 0 and sentences[at].span.covers(hit.span):
            found.append(_mention(text, sentences[at], hit, score))
    return tuple(found)


def _evidence(text: str, hit: NameHit) -> float:
    start, end = hit.span.start, hit.span.end
    words = text[start:end]
    before, after = text[max(0, start - 60) : start], text[end : end + 30]
    if hit.short:
        return 0.9 if re.search(r"[A-Z][\w.'-]*,\s+$", before) else 0.0
    if hit.demonym:
        return 0.6
    score = 0.3 + 0.02 * max(hit.primary_people, hit.people - 4)
    if PlaceKind.COUNTRY in hit.kinds or PlaceKind.PROVINCE in hit.kinds:
        score += 0.4
    if _BEFORE_PLACE.search(before):
        score += 0.4
    if " " in words:
        score += 0.1
    if hit.ordinary:
        score -= 0.12 * hit.ordinary
    if _BEFORE_PERSON.search(before):
        score -= 0.8
    if re.match(r"\s+[A-Z][a-z]+", after) and not re.match(
        r"\s+(?:[Pp]rovince|County|[Cc]ity|[Dd]istrict|Governorate)", after
    ):
        score -= 0.3
    if re.search(r"[A-Z][a-z]+\s+$", before):
        score -= 0.4
    if hit.given or hit.surname:
        score -= 0.15
    return score


def _mention(text: str, sentence: Sentence, hit: NameHit, score: float) -> PlaceMention:
    start, end = hit.span.start, hit.span.end
    before, after = text[max(sentence.span.start, start - 90) : start], text[end : min(sentence.span.end, end + 40)]
    kind = None
    if (match := _AFTER_KIND.match(after)) or (match := _OF_KIND.search(before)):
        kind = _KIND_WORDS.get(match.group(1).lower())
    displacement = None
    if match := _DISTANCE.search(before):
        way = (match["way"] or "").lower().replace("-", "")
        where = start - len(before)
        displacement = Displacement(Span(where + match.start(), where + match.end()), float(match["n"]) * _KM[match["unit"][0].lower()],
                                    float(_BEARINGS[way]) if way else None)  # fmt: skip
    return PlaceMention(hit.span, sentence.index, hit.span.of(text), kind, PlaceRole.CONTEXT, bool(_NEAR.search(before)),
                        displacement, hit.demonym, min(1.0, max(0.0, score)), "gazetteer")  # fmt: skip
