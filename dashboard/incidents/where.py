"""Where the event happened: which place mention, how exactly, and how wide the circle of uncertainty is.

A fitted vote (sitecues, sitevotes) tells how likely each name of the sentence is the place; the likeliest is taken, or the
finer one that lies in it, with those that the words list beside it ("in Homs and Hama"). A name that no gazetteer knows
may win too: it then stands somewhere in the place around it (unlocated). Datelines are never taken here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dashboard.incidents import areas, lines, sitevotes
from dashboard.incidents.chains import finer_name, lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.sitecues import Candidate
from dashboard.incidents.sphere import UNLOCATED, distance, part_of, within
from dashboard.incidents.surroundings import is_called_area, is_elsewhere, is_label, is_owner
from dashboard.incidents.unlocated import around
from dashboard.model import Cited, Location, Place, PlaceKind, PlaceMention, PlaceRole, Span

LEAST = (
    -1.0
)  # log odds above which a name is where the event was; by halves, F1 of incidents is best here, that of sentences flat
LABEL = 1.0  # least log odds of a name that opens its sentence as a label; none stands in the corpus of the vote
FINER_LESS = 2.0  # a finer name may have this much lower odds and still be the place
LISTED_LESS = 3.5  # so may one that the words list beside the place
PLAINLY_LISTED_LESS = 5.0  # and one of its own kind with nothing but a comma or "and" between
LISTED_APART = 50  # characters between two names of a list
STRETCH_APART = 90  # characters from a stretch's end to the name that a distance on it is measured from
TOWN_KM = 5.0  # radius of a town that "near" had widened
QUARTER_KM = 7.0  # no quarter of a city in the overlay is wider, and hardly a district of a country is as small
NEAR_KM = 25.0  # UCDP: "near" is within about 25 km
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
_PLAIN = re.compile(r"\s*,?\s*(?:and|or)?\s*")
_PLAIN_AND = re.compile(r"\s*,?\s(?:and|or)\s")
_UNIT_AFTER = re.compile(
    r"\s(?:regions?|provinces?|states?|districts?|count(?:y|ies)|territor(?:y|ies)|governorates?|oblasts?|departments?|prefectures?|municipalit(?:y|ies))\b",
    re.IGNORECASE,
)
_THE_TOWN = re.compile(
    r"(?:the|that) (?:town|village|city|base|area|settlement|locality|camp|post|position)\b(?! of\b)", re.IGNORECASE
)
_LIES_IN = re.compile(r"\b(?:in|of)\s")
_AND = re.compile(r"\b(?:and|or|as well as)\b")
_TURN = re.compile(
    r"[;.:]|\b(?:who|which|that|where|when|after|before|while|since|from|near|towards?|between|but|km|kilometers|kilometres|miles|said|told|based)\b"
)
_CALLED = re.compile(r"\s+(?:called|calls|said|says|described|describes|considers|regards|sees)\b")
_VICINITY = re.compile(r"\b(?:vicinity|surroundings|environs|neighbou?rhood) of (?:the )?$")
_DIRECTION = re.compile(r"\b(?:north|south|east|west)\w*[\s-]?\w* of (?:the )?$", re.IGNORECASE)
_RIVERS = re.compile(r"\b(?:river|canal|lake|highway|road|border|corridor)\b", re.IGNORECASE)


AT_SEA = re.compile(r"\b(?:nautical|nm|nmi)\b", re.IGNORECASE)
COUNTRYSIDE_KM = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """A place chosen for an event; ``rank`` is its log odds. ``inner`` is the name meant where only the place around is known."""

    mention: PlaceMention
    place: Place
    rank: float
    how: str
    inner: PlaceMention | None = None

    @property
    def precision(self) -> int:
        return where_prec(self)


def sites_of(evidence: Evidence, frame: Frame) -> tuple[Site, ...]:
    """The event's own places as its sentence gives them: mostly one; several where the words list them; none if unsaid."""
    every = [
        site
        for candidate, odds in sitevotes.odds(evidence, frame)
        if (site := _site(evidence, frame, candidate, odds)) is not None
    ]
    scored = [site for site in every if site.rank >= LEAST]
    if not scored:
        meant = _known_town(evidence, frame)
        return () if meant is None else (meant,)
    best = max(scored, key=lambda s: (s.rank, _fineness(evidence, s), -s.mention.span.start))
    if best.how == "border":
        return (best,)
    best = _finest(evidence, _located_by(evidence, best, every), scored)
    if best.how == "between":  # "between A and B" is one stretch, not two places
        return (_at_a_distance(best, every) or best,)
    return _with_coordinates(evidence, best, every)


def _known_town(evidence: Evidence, frame: Frame) -> Site | None:
    """As in "clashed around X; the rebels took |the town": the last town named in the sentence before the clause."""
    taken = frame.head.patient
    if (
        not frame.parted
        or frame.family != "ground"
        or taken is None
        or _THE_TOWN.match(taken.of(evidence.text)) is None
    ):
        return None
    start = evidence.sentences[frame.sentence].span.start
    for mention, place in reversed(evidence.places_in(Span(start, max(start, frame.scope.start)))):
        if place.kind in {PlaceKind.TOWN, PlaceKind.SITE} and mention.displacement is None:
            radius = min(place.radius_km, TOWN_KM) if mention.near else place.radius_km
            return Site(replace(mention, near=False), replace(place, radius_km=radius), LEAST, "the town")
    return None


def _at_a_distance(stretch: Site, every: list[Site]) -> Site | None:
    """The point of the stretch that the words measure out ("on the A–B road, 15 kilometres south of |B")."""
    end = stretch.mention.span.end
    return next(
        (s for s in every if s.mention.displacement is not None and 0 < s.mention.span.start - end <= STRETCH_APART),
        None,
    )


def _fineness(evidence: Evidence, site: Site) -> int:
    """How small the place is; a name called a region is one, whatever town shares it ("the region of Puno")."""
    own = FINENESS[site.place.kind if site.inner is None else PlaceKind.TOWN]
    return min(own, FINENESS[PlaceKind.PROVINCE]) if is_called_area(evidence, site.mention) else own


def _site(evidence: Evidence, frame: Frame, candidate: Candidate, odds: float) -> Site | None:
    """The candidate as a place of the event; None where the words rule it out."""
    mention = candidate.mention
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return None
    if any(t.span.overlaps(mention.span) for t in frame.triggers):
        return None
    ends = lines.ends(evidence, mention)
    if ends is None and not evidence.stands_alone(mention.span):
        return None
    if frame.parted and not frame.scope.covers(mention.span):
        return None
    start = evidence.sentences[mention.sentence].span.start
    before = evidence.text[max(start, mention.span.start - 70) : mention.span.start]
    how = _how(evidence, candidate, before, on_the_way=ends is not None)
    if is_label(evidence, mention):
        how, odds = (how if how in {"near", "off"} else "label"), max(odds, LABEL)
    elif (
        (mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE} and how not in {"in", "at", "near"})
        or (candidate.place is not None and is_owner(evidence, mention, candidate.place))
        or (is_elsewhere(evidence, mention) and not _is_hit(frame, mention))
        or lines.is_party(before, candidate.place)
        or (how == "bare" and _CALLED.match(evidence.text, mention.span.end) is not None)
        or _belongs_to_another(evidence, frame, mention)
    ):
        return None
    if how in {"off", "between"}:
        odds = max(odds, LABEL)  # a distance at sea, or a stretch of road, is named for little else
    if candidate.place is not None:
        return Site(mention, areas.meant(evidence, mention, candidate.place), odds, how)
    outer = around(evidence, mention)
    return None if outer is None else Site(mention, outer, odds, how, inner=mention)


def _belongs_to_another(evidence: Evidence, frame: Frame, mention: PlaceMention) -> bool:
    """As in "arrested over an attack on X": X is where the attack was, not the arrest."""
    own = {t.patient.start for t in frame.triggers if t.patient is not None}
    return any(
        t.noun and t.patient is not None and t.patient.covers(mention.span) and t.patient.start not in own
        for t in evidence.triggers.get(frame.sentence, ())
        if t not in frame.triggers
    )


def _is_hit(frame: Frame, mention: PlaceMention) -> bool:
    """As in "attacked a court in X": what sits there is what was attacked."""
    return any(t.patient is not None and t.patient.covers(mention.span) for t in frame.triggers)


def _how(evidence: Evidence, candidate: Candidate, before: str, *, on_the_way: bool) -> str:
    """The way the words put the event to the name: its preposition, "near", "off" at sea, "border"."""
    moved = candidate.mention.displacement
    if moved is not None:  # "38 nautical miles west of Hodeidah"
        return "off" if AT_SEA.search(moved.span.of(evidence.text)) else "near"
    if lines.on_border(before):
        return "border"
    if on_the_way:
        return "between"
    return "near" if candidate.mention.near or _VICINITY.search(before) else candidate.how or "bare"


def _located_by(evidence: Evidence, best: Site, every: list[Site]) -> Site:
    """As in "the airfield at Tiyas near |Palmyra": a name after "near" may only say where the one before it lies."""
    inner = lies_in(evidence, best.mention) if best.how == "near" else None
    if inner is None:
        return best
    return next((s for s in every if s.mention is inner and s.rank >= best.rank - LISTED_LESS), best)


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


def _with_coordinates(evidence: Evidence, best: Site, every: list[Site]) -> tuple[Site, ...]:
    """The best place and those listed with it ("in Homs and Hama", "A and B in X, and C in Y"), past names that hold them."""
    ordered = _heads(evidence, best, sorted(every, key=lambda s: s.mention.span))
    found = [best]
    at = next(i for i, (site, _) in enumerate(ordered) if site is best)
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(ordered):
            other = ordered[here + step][0]
            low, high = sorted((here, here + step))
            between = evidence.text[ordered[low][1] : ordered[high][0].mention.span.start]
            nested = _PLAIN_AND.fullmatch(between) is None and (_nested(other, best) or _nested(best, other))
            area = is_called_area(evidence, other.mention) and other.place.kind is PlaceKind.TOWN
            if not area and not nested and _joined(ordered[here][0], other, between):
                if _alike(evidence, best, other, between):
                    found.append(other)
            elif not (_nested(best, other) or _nested(other, ordered[here][0])):
                break
            here += step
    distinct = {site.place.id: site for site in sorted(found, key=lambda s: s.mention.span, reverse=True)}
    return tuple(sorted(distinct.values(), key=lambda s: s.mention.span))


def _heads(evidence: Evidence, best: Site, ordered: list[Site]) -> list[tuple[Site, int]]:
    """The names that a list may count, each with the end of its words, which take in what holds it ("Lope in Zemio |district")."""
    found: list[tuple[Site, int]] = []
    holder: Site | None = None
    for at, site in enumerate(ordered):
        inside = at > 0 and site is not best and _holds(evidence, ordered[at - 1], site)
        if inside or (site is not best and holder is not None and _beside(evidence, holder, site, found[-1])):
            holder = site
            called = _UNIT_AFTER.match(evidence.text, site.mention.span.end)
            found[-1] = (found[-1][0], site.mention.span.end if called is None else called.end())
        else:
            holder = None
            found.append((site, site.mention.span.end))
    return found


def _beside(evidence: Evidence, holder: Site, site: Site, head: tuple[Site, int]) -> bool:
    """Is it one more area that the names before lie in ("A, B and C in X and |Y")?"""
    kind = FINENESS[holder.place.kind]
    wide = FINENESS[site.place.kind] == kind < _fineness(evidence, head[0]) and site.inner is None
    return wide and _PLAIN_AND.fullmatch(evidence.text[head[1] : site.mention.span.start]) is not None


def _holds(evidence: Evidence, inner: Site, outer: Site) -> bool:
    """Do the words say that the first of two names in a row lies in the second?"""
    gap = evidence.text[inner.mention.span.end : outer.mention.span.start]
    stands_on = inner.place.id.startswith(f"{outer.place.id}{UNLOCATED}")
    return (stands_on or _LIES_IN.search(gap) is not None) and lies_in(evidence, outer.mention) is inner.mention


def _nested(inner: Site, outer: Site) -> bool:
    """Does one place hold the other? Of two towns, or two unknown names, neither does, however near they lie."""
    if inner.inner is not None and outer.inner is not None:
        return False
    return FINENESS[inner.place.kind] > FINENESS[outer.place.kind] and within(inner.place, outer.place)


def _alike(evidence: Evidence, best: Site, other: Site, between: str) -> bool:
    less = abs(_fineness(evidence, other) - _fineness(evidence, best))
    plain = less == 0 and _PLAIN.fullmatch(between) is not None
    return other.rank >= best.rank - (PLAINLY_LISTED_LESS if plain else LISTED_LESS) and less <= 2


def _joined(one: Site, other: Site, between: str) -> bool:
    """Do the words list the two side by side, or say "and" between two names that may both be the place?"""
    if _COORDINATE.match(between) is not None:
        return True
    likely = one.rank >= LEAST and other.rank >= LEAST
    return (
        likely and len(between) <= LISTED_APART and _AND.search(between) is not None and _TURN.search(between) is None
    )


def _is_quarter(place: Place) -> bool:
    """A quarter of a city is as exact as a town; GeoNames' divisions without a known area are as small, and are districts."""
    known = not place.id.startswith("geonames:") and UNLOCATED not in place.id
    return place.kind is PlaceKind.DISTRICT and known and place.radius_km <= QUARTER_KM


def where_prec(site: Site) -> int:
    """UCDP GED's precision of the place as the words give it."""
    kind = site.place.kind
    prec = 1 if _is_quarter(site.place) else PRECISION[kind]
    if site.place.kind is PlaceKind.WATER and _RIVERS.search(site.place.name):
        prec = 5
    if prec == 1 and (site.how == "near" or site.mention.near or site.mention.displacement is not None):
        prec = 2
    if prec == 3 and site.how == "near" and site.mention.kind is None and site.place.kind is PlaceKind.DISTRICT:
        return 3 if site.inner is not None else 2  # a name without "district" after "near" is a town's
    if (prec in {3, 4} and site.how == "near") or (prec <= 4 and site.how == "between") or site.how == "border":
        prec = 5
    if site.how == "off":
        prec = 7
    return prec


def location(evidence: Evidence, site: Site) -> Cited[Location]:
    """The place of a report: the resolved point, which a stated distance and bearing have moved already, with its radius."""
    place, mention = site.place, site.mention
    latitude, longitude, radius = place.latitude, place.longitude, place.radius_km
    prec = where_prec(site)
    spans: tuple[Span, ...] = (mention.span,)
    text = mention.span.of(evidence.text)
    moved = mention.displacement
    if moved is not None:
        spans = (moved.span, mention.span) if moved.span != mention.span else spans
        prec = 7 if prec == 7 else 2
    elif prec == 2:
        radius = max(radius, NEAR_KM)
    before = evidence.text[max(0, mention.span.start - 24) : mention.span.start]
    if moved is None and place.kind in {PlaceKind.COUNTRY, PlaceKind.PROVINCE} and (part := _PART.search(before)):
        start = mention.span.start - len(part.group())
        text, prec = evidence.text[start : mention.span.end], 5
        spans = (Span(start, mention.span.end),)
        latitude, longitude, radius = part_of(place, part.group().strip().lower())
    if site.how == "border" and (line := lines.border(evidence, mention, place)) is not None:
        return line
    if site.how == "between" and (line := lines.stretch(evidence, mention)) is not None:
        return line
    inner = finer_name(evidence, mention)
    if inner is not None and site.inner is None:
        text, spans = inner.span.of(evidence.text), (inner.span, *spans)
    radius = radius if moved is not None else areas.at_least(radius, prec)
    return Cited(
        Location(" ".join(text.split()), place, latitude, longitude, radius, prec), spans, f"place: {site.how}"
    )
