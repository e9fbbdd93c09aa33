"""Places that the text names and no gazetteer knows: they lie somewhere in the place around them.

"Two farmers were shot in Kombala, Bauchi state": the event is at Kombala, drawn as wide as the state. The stand-in bears
the small name and the point, kind and radius of the larger place, so that two unknown villages stay two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dashboard.incidents.chains import lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import UNLOCATED
from dashboard.incidents.words import GOALS, LOCATIVE, SOURCES, preposition
from dashboard.model import Place, PlaceKind, PlaceMention, PlaceRole

LOOK_BACK = 3  # sentences before in which the place around may stand
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.DISTRICT})
WHERE = LOCATIVE | GOALS | SOURCES
LABEL_ENDS = frozenset({",", ":", "(", "–", "—", "-"})  # "Baghdad, 7 February. …"
AROUND_TOWN_KM = 50.0  # an unknown village beside a town's name is taken to lie this near


def around(evidence: Evidence, mention: PlaceMention) -> Place | None:
    """A stand-in for an unknown name, as wide as the place it lies in; None where the text names no place at all."""
    outer = _outer(evidence, mention)
    if outer is None:
        return None
    name = " ".join(mention.text.split())
    radius = outer.radius_km if outer.kind in WIDE else max(outer.radius_km, AROUND_TOWN_KM)
    kind = outer.kind if outer.kind in WIDE else PlaceKind.DISTRICT
    return replace(
        outer, id=f"{outer.id}{UNLOCATED}{name.lower()}", name=name, kind=kind, radius_km=radius, population=0
    )


def _outer(evidence: Evidence, mention: PlaceMention) -> Place | None:
    here = [
        (evidence.places[i], evidence.place_of[i])
        for i in evidence.by_sentence.get(mention.sentence, ())
        if i in evidence.place_of
    ]
    plain = [(m, p) for m, p in here if _says_where(evidence, m, p)]
    chained = [p for m, p in here if m.span.start >= mention.span.end and lies_in(evidence, m) is mention]
    if chained:
        return chained[0]
    beside = [p for m, p in plain if p.kind in WIDE] or [p for m, p in plain]
    if beside:
        return beside[0]
    return _before(evidence, mention) or _country(evidence)


def _says_where(evidence: Evidence, mention: PlaceMention, place: Place) -> bool:
    """Whether a name says where something is, rather than who did or owns it: behind a preposition, or as a label."""
    if evidence.is_adjective(mention, place) or not evidence.stands_alone(mention.span):
        return False
    if mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}:
        return False
    start = evidence.sentences[mention.sentence].span.start
    opens = not any(map(str.isalnum, evidence.text[start : mention.span.start]))
    labels = opens and evidence.text[mention.span.end : mention.span.end + 2].strip()[:1] in LABEL_ENDS
    return labels or preposition(evidence.text, mention.span, start) in WHERE


def _before(evidence: Evidence, mention: PlaceMention) -> Place | None:
    """The last place that the sentences just before name as where something is."""
    for index in range(mention.sentence - 1, max(-1, mention.sentence - 1 - LOOK_BACK), -1):
        found = [each for each in evidence.places_in(evidence.sentences[index].span) if _says_where(evidence, *each)]
        if found:
            return found[-1][1]
    return None


def _country(evidence: Evidence) -> Place | None:
    """The country that most of the names that say where something is name or lie in."""
    where = [
        p
        for i, p in evidence.place_of.items()
        if p.country is not None and _says_where(evidence, evidence.places[i], p)
    ]
    lands = {p.country: p for p in where if p.kind is PlaceKind.COUNTRY}
    named = Counter(p.country for p in where if p.country in lands)
    if not named:
        return None
    return lands[min(named, key=lambda country: (-named[country], country or ""))]
