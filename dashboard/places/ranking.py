"""Which place is meant: all mentions of a document are resolved together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.model import Candidate, Document, Gazetteer, Place, PlaceKind, PlaceMention, Resolution
from dashboard.places import distance

_KIND_PRIOR = {PlaceKind.COUNTRY: 3.0, PlaceKind.REGION: 2.0, PlaceKind.WATER: 2.0, PlaceKind.PROVINCE: 1.2,
               PlaceKind.TOWN: 1.0, PlaceKind.DISTRICT: 0.4, PlaceKind.SITE: 1.0}  # fmt: skip


def resolve(document: Document, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """One resolution per place mention, in the same order; ``chosen`` is None where no gazetteer knows the name."""
    options = {m.text: gazetteer.lookup(m.text) for m in mentions}
    countries: Counter[str] = Counter()
    for mention in mentions:
        places = options[mention.text]
        if places and places[0].country:
            countries[places[0].country] += 3 if places[0].kind is PlaceKind.COUNTRY else 1
    return tuple(_resolution(m, options[m.text], countries) for m in mentions)


def _resolution(mention: PlaceMention, places: Sequence[Place], countries: Counter[str]) -> Resolution:
    total = sum(countries.values()) or 1
    rated = []
    for place in places:
        score = _KIND_PRIOR[place.kind] + place.population.bit_length() / 8
        reasons = [f"{place.kind}", f"{place.population:,} people"]
        share = countries[place.country or ""] / total
        if share:
            score += 2 * share
            reasons.append(f"{share:.0%} of the names lie in {place.country}")
        if mention.kind is place.kind:
            score += 1.5
            reasons.append(f"the words ask for a {place.kind}")
        if place.name == mention.text:
            score += 0.7
        rated.append((score, tuple(reasons), place))
    if not rated:
        return Resolution(mention)
    rated.sort(key=lambda r: (-r[0], r[2].id))
    candidates = tuple(Candidate(p, min(1.0, s / 8), r) for s, r, p in rated[:10])
    chosen = candidates[0].place
    latitude, longitude, radius = chosen.latitude, chosen.longitude, chosen.radius_km
    if (moved := mention.displacement) is not None:
        if moved.bearing is None:
            radius += moved.distance_km
        else:
            latitude, longitude = distance.offset(latitude, longitude, moved.distance_km, moved.bearing)
            radius = max(2.0, 0.25 * moved.distance_km)
    elif mention.near:
        radius = max(radius, 25.0)
    return Resolution(mention, chosen, candidates[0].score, candidates, latitude, longitude, radius)
