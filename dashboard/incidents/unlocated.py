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
from dashboard.incidents.words import preposition
from dashboard.model import Place, PlaceKind, PlaceMention, PlaceRole

LOOK_BACK = 3  # sentences before in which the place around may stand
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.DISTRICT})
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
    plain = [
        (m, p)
        for m, p in here
        if not evidence.is_adjective(m, p)
        and evidence.stands_alone(m.span)
        and m.role not in {PlaceRole.ACTOR, PlaceRole.SOURCE}
        and preposition(evidence.text, m.span, evidence.sentences[m.sentence].span.start) not in {"", "'s"}
    ]
    chained = [p for m, p in plain if m.span.start >= mention.span.end and lies_in(evidence, m) is mention]
    if chained:
        return chained[0]
    beside = [p for m, p in plain if p.kind in WIDE] or [p for m, p in plain]
    if beside:
        return beside[0]
    return _before(evidence, mention) or _country(evidence, [p for _, p in here]) or (here[0][1] if here else None)


def _before(evidence: Evidence, mention: PlaceMention) -> Place | None:
    """The last place that the sentences just before name."""
    for index in range(mention.sentence - 1, max(-1, mention.sentence - 1 - LOOK_BACK), -1):
        found = evidence.places_in(evidence.sentences[index].span)
        if found:
            return found[-1][1]
    return None


def _country(evidence: Evidence, here: list[Place]) -> Place | None:
    """The country whose people the sentence, or else most of the text, speaks of."""
    countries = [p for p in here if p.kind is PlaceKind.COUNTRY]
    if countries:
        return countries[0]
    named = Counter(p.id for p in evidence.place_of.values() if p.kind is PlaceKind.COUNTRY)
    if not named:
        return None
    most = max(sorted(named), key=lambda name: named[name])
    return next(p for p in evidence.place_of.values() if p.id == most)
