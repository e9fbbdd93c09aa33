"""Where the event happened: which place mention, how exactly, and how wide the circle of uncertainty is.

The words decide first (clause, preposition, apposition), then fineness: "in Karrada, a district of Baghdad" is Karrada.
Capitals standing for governments, places of origin and datelines are never the place unless nothing else is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dashboard.incidents.chains import finer_name, lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.sphere import distance, offset, part_of, within
from dashboard.incidents.surroundings import is_called_area, is_elsewhere, is_label
from dashboard.incidents.words import preposition
from dashboard.model import Cited, Location, Place, PlaceKind, PlaceMention, PlaceRole, Span

# Scores of the ways a place can stand to a trigger; set on our own sentences, only their order matters.
SCORES = {
    "in": 3.0, "at": 3.2, "near": 3.0, "off": 3.0, "outside": 3.0, "inside": 3.0, "around": 2.8, "over": 2.6, "across": 2.6,
    "along": 2.6, "within": 2.6, "on": 2.4, "object": 2.6, "throughout": 2.6, ",": 1.6, "and": 1.6, "including": 1.8, "through": 2.0, "between": 1.3, "border": 2.8,
    "to": 1.0, "into": 2.2, "toward": 1.2, "towards": 1.2, "against": 0.6, "upon": 1.5, "targeting": 2.0, "by": 0.3, "beyond": 1.0,
    "above": 1.5, "amid": 0.5, "label": 3.4, "from": 0.2, "with": -1.0, "about": -0.5, "'s": 0.2, "for": -0.5, "under": 0.0, "via": 0.5, "onto": 1.5,
}  # fmt: skip
BARE = -1.5  # no preposition: a subject ("Washington said"); modifiers and objects are told apart in ``_bare``
SAME_CLAUSE = 1.5
AFTER_TRIGGER = 0.6
PER_WORD = 0.02
LEAST = 1.0  # below it a mention is not where the event was
NEAR_KM = 25.0  # UCDP: "near" is within about 25 km
SPEAKERS = 2.2
FINER_LESS = 1.8  # a finer name may stand this much worse and still be the place
PRECISION = {
    PlaceKind.SITE: 1, PlaceKind.TOWN: 1, PlaceKind.DISTRICT: 3, PlaceKind.PROVINCE: 4, PlaceKind.REGION: 5, PlaceKind.COUNTRY: 6,
    PlaceKind.WATER: 7,
}  # fmt: skip
FINENESS = {
    PlaceKind.SITE: 6, PlaceKind.TOWN: 5, PlaceKind.DISTRICT: 4, PlaceKind.WATER: 3, PlaceKind.PROVINCE: 3, PlaceKind.REGION: 2,
    PlaceKind.COUNTRY: 1,
}  # fmt: skip
_PART = re.compile(r"\b(?:north|south|east|west|centr)\w*[\s-]*(?:\w+ern\s+)?$", re.IGNORECASE)
_COORDINATE = re.compile(
    r"^\s*(?:,|\band\b|\bor\b|\bas well as\b)(?:\s*(?:,|\band\b|\bor\b))?\s*(?:then )?(?:in |at |near |on |the |also |nearby |towns? of |cities of |"
    r"city of |villages? of |port city of |port of )*$|"
    r"^ on \w+day(?: \w+)? and (?:in |at |near |on )?$|"
    r"^(?:\s*,\s*(?:and |or )?|\s+(?:and|or)\s+)(?:one |another |two |others )?(?:at|in|near|on) (?:a |an |the )?(?:[a-z-]+ ){1,4}(?:in|at|near|of) $",
    re.IGNORECASE,
)
_VICINITY = re.compile(r"\b(?:vicinity|surroundings|environs|neighbou?rhood) of (?:the )?$")
_DIRECTION = re.compile(r"\b(?:north|south|east|west)\w*[\s-]?\w* of (?:the )?$", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|told|says|announced|spoke|warned|added|reported|according)\b")
_RIVERS = re.compile(r"\b(?:river|canal|lake|highway|road|border|corridor)\b", re.IGNORECASE)


_BORDER = re.compile(
    r"\b(?:border|frontier|boundary)(?: \w+)? (?:between|of) (?:the )?$|\b(?:border|frontier|boundary) (?:\w+ )?between (?:the )?(?:[A-Z][\w'’-]+ ){1,4}and (?:the )?$"
)
_CROSSING = re.compile(
    r"\b(?:crossing|border|talks|road|highway|railway|line|match|treaty|pact)(?: \w+)? between (?:the )?(?:[A-Z][\w'’-]+ ){0,4}(?:and (?:the )?)?$"
)
AT_SEA = re.compile(r"\b(?:nautical|nm|nmi)\b", re.IGNORECASE)
LABEL = 3.4
COUNTRYSIDE_KM = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """A place chosen for an event; ``rank`` tells how sure: the words' score."""

    mention: PlaceMention
    place: Place
    rank: float
    how: str

    @property
    def precision(self) -> int:
        return where_prec(self)


def sites_of(evidence: Evidence, frame: Frame) -> tuple[Site, ...]:
    """The event's own places as its sentence gives them: mostly one; several where the words list them; none if unsaid."""
    scored = [
        s
        for m, p in evidence.places_in(frame.scope)
        if (s := _score(evidence, frame, m, p)) is not None and s.rank >= LEAST
    ]
    if not scored:
        return ()
    best = max(scored, key=lambda s: (s.rank, _fineness(evidence, s), -s.mention.span.start))
    if best.how == "border":
        return (best,)
    best = _finest(evidence, best, scored)
    if best.how == "between":  # "between A and B" is one stretch, not two places
        return (best,)
    return _with_coordinates(evidence, best, scored)


def _fineness(evidence: Evidence, site: Site) -> int:
    """How small the place is; a name called a region is one, whatever town shares it ("the region of Puno")."""
    own = FINENESS[site.place.kind]
    return min(own, FINENESS[PlaceKind.PROVINCE]) if is_called_area(evidence, site.mention) else own


def _score(evidence: Evidence, frame: Frame, mention: PlaceMention, place: Place) -> Site | None:
    sentence = evidence.sentences[mention.sentence]
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return None
    if any(t.span.overlaps(mention.span) for t in frame.triggers) or not evidence.stands_alone(mention.span):
        return None
    if _belongs_to_another(evidence, frame, mention):
        return None
    how = preposition(evidence.text, mention.span, sentence.span.start)
    if _VICINITY.search(evidence.text, sentence.span.start, mention.span.start):
        how = "near"
    if mention.near:
        how = "near"
    if mention.displacement is not None:  # "38 nautical miles west of Hodeidah"
        how = "off" if AT_SEA.search(mention.displacement.span.of(evidence.text)) else "near"
    if is_label(evidence, mention):
        return Site(mention, place, LABEL, "near" if how == "near" else "label")
    if is_elsewhere(evidence, mention, place):
        return None
    before = evidence.text[max(sentence.span.start, mention.span.start - 70) : mention.span.start]
    if _BORDER.search(before) is not None:
        how = "border"
    elif _CROSSING.search(before) is not None:
        return None
    if how == "near" and _near_another(evidence, mention):
        return None
    head = frame.head
    rank = SCORES.get(how, BARE)
    if how == "'s" and place.kind is PlaceKind.COUNTRY:
        rank = -1.5
    if (mention.role is PlaceRole.SOURCE and how not in {"in", "at", "near"}) or (
        how in {"", "against"} and mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}
    ):
        rank = -2.0
    elif how == "" or _apposed(evidence, mention, place):
        rank = _bare(evidence, frame, mention, place)
        if rank < LEAST and _apposed(evidence, mention, place):
            rank = 1.4
    elif how == "from" and (frame.family in {"ground", "abduct", "move"} or head.frame == "disarm"):
        rank = 2.4
    elif how == "against" and place.kind in {PlaceKind.SITE, PlaceKind.TOWN, PlaceKind.DISTRICT}:
        rank = 2.0
    if how == "," and _after_origin(evidence, mention):
        return None
    if how in {",", "and"} and not _goes_on(evidence, mention) and not _apposed(evidence, mention, place):
        rank = BARE
    if rank < LEAST:
        return None
    if _speakers_place(evidence, frame, mention):
        rank -= SPEAKERS
    clauses = [t.clause for t in frame.triggers if t.clause is not None]
    if any(c.covers(mention.span) for c in clauses):
        rank += SAME_CLAUSE
    if mention.span.start >= head.span.end:
        rank += AFTER_TRIGGER
    gap = max(mention.span.start - head.span.end, head.span.start - mention.span.end, 0)
    return Site(mention, place, rank - PER_WORD * gap / 6, how or "bare")


def _apposed(evidence: Evidence, mention: PlaceMention, place: Place) -> bool:
    """As in "The base that was attacked, Al Asad, …": a name between commas."""
    if place.kind not in {PlaceKind.SITE, PlaceKind.TOWN}:
        return False
    before = evidence.text[max(0, mention.span.start - 2) : mention.span.start]
    return before.startswith(",") and evidence.text[mention.span.end : mention.span.end + 1] == ","


def _belongs_to_another(evidence: Evidence, frame: Frame, mention: PlaceMention) -> bool:
    """As in "arrested over an attack on X": X is where the attack was, not the arrest."""
    for trigger in evidence.triggers.get(frame.sentence, ()):
        if trigger in frame.triggers or trigger.patient is None or not trigger.noun:
            continue
        if trigger.patient.covers(mention.span) and not any(
            t.patient is not None and t.patient.start == trigger.patient.start for t in frame.triggers
        ):
            return True
    return False


_UNKNOWN_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|of) (?:the )?(?:[a-z-]+ ){0,3}[A-Z][\w'’-]+(?: [\w'’-]+){0,2}, (?:in )?(?:the )?$"
)


def _goes_on(evidence: Evidence, mention: PlaceMention) -> bool:
    """Does a comma or "and" continue from another place ("Bela, Balochistan"; "Homs and Hama")?"""
    before = [
        m
        for m in evidence.places_of(mention.sentence)
        if m.span.end <= mention.span.start and mention.span.start - m.span.end < 40
    ]
    start = evidence.sentences[mention.sentence].span.start
    if not before and _UNKNOWN_BEFORE.search(evidence.text, start, mention.span.start):
        return True  # a small place that no gazetteer knows, then the larger one that does
    return (
        bool(before)
        and mention.sentence == before[-1].sentence
        and not re.search(r"\b(?:that|which|who|but)\b", evidence.text[before[-1].span.end : mention.span.start])
    )


def _speakers_place(evidence: Evidence, frame: Frame, mention: PlaceMention) -> bool:
    """As in "In Israel, the minister said the campaign …": where it was said, not where it was."""
    head = frame.head
    if mention.span.end > head.span.start or (head.clause is not None and head.clause.covers(mention.span)):
        return False
    return _SAID.search(evidence.text, mention.span.end, head.span.start) is not None


def _after_origin(evidence: Evidence, mention: PlaceMention) -> bool:
    """As in "fired from southern Lebanon, north of |Shebaa": still the place of origin."""
    before = [m for m in evidence.places_of(mention.sentence) if m.span.end <= mention.span.start]
    start = evidence.sentences[mention.sentence].span.start
    return bool(before) and preposition(evidence.text, before[-1].span, start) == "from"


def _near_another(evidence: Evidence, mention: PlaceMention) -> bool:
    """As in "the airfield at Tiyas near |Palmyra": the second name only says where the first lies."""
    before = [m for m in evidence.places_of(mention.sentence) if m.span.end < mention.span.start]
    return (
        bool(before)
        and re.fullmatch(r",? near (?:the )?", evidence.text[before[-1].span.end : mention.span.start]) is not None
    )


_CALLED = re.compile(r"\s+(?:called|calls|said|says|described|describes|considers|regards|sees)\b")


def _bare(evidence: Evidence, frame: Frame, mention: PlaceMention, place: Place) -> float:
    """A name without preposition: the object ("captured Kidal"), the passive subject, a modifier ("the Homs bombing")."""
    if mention.role is PlaceRole.ACTOR or _CALLED.match(evidence.text, mention.span.end):
        return BARE
    for trigger in frame.triggers:
        patient = trigger.patient
        if trigger.rule.startswith("undergoes") and patient is not None and patient.covers(mention.span):
            return 2.4
        if patient is not None and patient.covers(mention.span):
            return (
                2.2
                if place.kind is not PlaceKind.COUNTRY or trigger.frame in {"strike", "bomb", "capture", "recapture"}
                else 0.0
            )
        if trigger.noun and 0 <= trigger.span.start - mention.span.end <= 14:
            return 1.2 if place.kind is not PlaceKind.COUNTRY else 0.0
    return BARE


def _finest(evidence: Evidence, best: Site, scored: list[Site]) -> Site:
    """The finer place that stands beside the best one and lies in it ("in Bela, Balochistan"; "in Iraq, near Mosul")."""
    if best.place.kind is PlaceKind.WATER and best.mention.displacement is None:
        for other in scored:  # "in the Gulf of Aden, 60 nautical miles south-east of Aden"
            if (
                other.how == "off"
                and other.mention.displacement is not None
                and abs(other.mention.span.start - best.mention.span.start) < 120
            ):
                return other
    named = {s.mention.span: s for s in scored}
    inner = lies_in(evidence, best.mention)
    if inner is not None and inner.span in named:  # "the Kafr Souseh area of Damascus"
        return _finest(evidence, named[inner.span], [s for s in scored if s is not best])
    for other in sorted(scored, key=lambda s: -_fineness(evidence, s)):
        if _fineness(evidence, other) <= _fineness(evidence, best):
            break
        if best.place.kind is PlaceKind.WATER and _DIRECTION.search(evidence.text[: other.mention.span.start][-24:]):
            continue  # "in the Red Sea, southwest of Hodeidah" is at sea
        if (
            other.rank >= best.rank - FINER_LESS
            and SCORES.get(other.how, 1.6) >= 1.6
            and (within(other.place, best.place) or _round_about(evidence, other, best))
            and lies_in(evidence, other.mention) is not best.mention
        ):
            return other
    return best


def _round_about(evidence: Evidence, inner: Site, outer: Site) -> bool:
    """A town's name used for the land around it ("northern Aleppo", "the Idlib countryside") takes in the towns there."""
    if inner.place.country != outer.place.country or distance(inner.place, outer.place) > COUNTRYSIDE_KM:
        return False
    span = outer.mention.span
    before = evidence.text[max(0, span.start - 24) : span.start]
    return (
        _fineness(evidence, outer) < FINENESS[outer.place.kind]
        or re.search(r"\b(?:north|south|east|west|rural)\w*[\s-](?:\w+ern )?$", before, re.IGNORECASE) is not None
    )


def _with_coordinates(evidence: Evidence, best: Site, scored: list[Site]) -> tuple[Site, ...]:
    """The best place and those listed with it ("in Homs and Hama", "at A, at B and at C")."""
    ordered = sorted(scored, key=lambda s: s.mention.span)
    found = [best]
    at = ordered.index(best)
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(ordered):
            a, b = sorted((ordered[here].mention.span, ordered[here + step].mention.span))
            between = evidence.text[a.end : b.start]
            other = ordered[here + step]
            area = is_called_area(evidence, other.mention) and other.place.kind is PlaceKind.TOWN
            if area or not _joined(between) or within(other.place, best.place) or within(best.place, other.place):
                if within(best.place, other.place) or within(other.place, ordered[here].place):
                    here += step
                    continue
                break
            if abs(FINENESS[other.place.kind] - FINENESS[best.place.kind]) <= 2:
                found.append(other)
            here += step
    distinct = {site.place.id: site for site in sorted(found, key=lambda s: s.mention.span, reverse=True)}
    return tuple(sorted(distinct.values(), key=lambda s: s.mention.span))


def _joined(between: str) -> bool:
    return _COORDINATE.match(between) is not None


def where_prec(site: Site) -> int:
    """UCDP GED's precision of the place as the words give it."""
    kind = site.place.kind
    prec = PRECISION[kind]
    if site.place.kind is PlaceKind.WATER and _RIVERS.search(site.place.name):
        prec = 5
    if prec == 1 and (site.how == "near" or site.mention.near or site.mention.displacement is not None):
        prec = 2
    if (prec in {3, 4} and site.how == "near") or (prec <= 4 and site.how == "between") or site.how == "border":
        prec = 5
    if site.how == "off":
        prec = 7
    return prec


def location(evidence: Evidence, site: Site) -> Cited[Location]:
    """The place of a report: the resolved point, moved by a stated distance and bearing, with its radius."""
    place, mention = site.place, site.mention
    latitude, longitude, radius = place.latitude, place.longitude, place.radius_km
    prec = where_prec(site)
    spans: tuple[Span, ...] = (mention.span,)
    text = mention.span.of(evidence.text)
    moved = mention.displacement
    if moved is not None:
        spans = (moved.span, mention.span) if moved.span != mention.span else spans
        if moved.bearing is not None:
            latitude, longitude = offset(latitude, longitude, moved.distance_km, moved.bearing)
            radius = max(5.0, moved.distance_km * 0.3)
        else:
            radius = max(radius, moved.distance_km)
        prec = 7 if prec == 7 else 2
    elif prec == 2:
        radius = max(radius, NEAR_KM)
    before = evidence.text[max(0, mention.span.start - 24) : mention.span.start]
    if moved is None and place.kind in {PlaceKind.COUNTRY, PlaceKind.PROVINCE} and (part := _PART.search(before)):
        start = mention.span.start - len(part.group())
        text, prec = evidence.text[start : mention.span.end], 5
        spans = (Span(start, mention.span.end),)
        latitude, longitude, radius = part_of(place, part.group().strip().lower())
    if site.how == "border" and (line := _on_border(evidence, site)) is not None:
        return line
    inner = finer_name(evidence, mention)
    if inner is not None:
        text, spans = inner.span.of(evidence.text), (inner.span, *spans)
    return Cited(
        Location(" ".join(text.split()), place, latitude, longitude, radius, prec), spans, f"place: {site.how}"
    )


_THE_BORDER = re.compile(r"(?:border|frontier|boundary) (?:\w+ )?(?:between|of)", re.IGNORECASE)


def _on_border(evidence: Evidence, site: Site) -> Cited[Location] | None:
    """A point on the border named by its two sides: between their middles, by their sizes; in neither country."""
    sides = [
        (m, p)
        for m, p in evidence.places_in(evidence.sentences[site.mention.sentence].span)
        if abs(m.span.start - site.mention.span.start) <= 60 and p.kind is site.place.kind
    ]
    words = list(_THE_BORDER.finditer(evidence.text, max(0, site.mention.span.start - 70), site.mention.span.start))
    if len(sides) < 2 or not words:
        return None
    (_, a), (last, b) = sides[0], sides[1]
    share = a.radius_km / (a.radius_km + b.radius_km)
    latitude = a.latitude + (b.latitude - a.latitude) * share
    longitude = a.longitude + (b.longitude - a.longitude) * share
    span = Span(words[-1].start(), last.span.end)
    text = " ".join(span.of(evidence.text).split())
    place = replace(
        a, id=f"{a.id}|{b.id}", name=f"{a.name}–{b.name} border", kind=PlaceKind.REGION, country=None, admin=None,
        latitude=latitude, longitude=longitude, population=0,
    )  # fmt: skip
    radius = min(a.radius_km, b.radius_km)
    return Cited(Location(text, place, latitude, longitude, radius, 5), (span,), "place: border")
