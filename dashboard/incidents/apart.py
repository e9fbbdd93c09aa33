"""Small places that no list knows, told apart: where only the place around is known, two names may share a point and yet be two."""

from __future__ import annotations

from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.utils import default_process

from dashboard.incidents.sphere import UNLOCATED
from dashboard.incidents.where import FINENESS, Site
from dashboard.model import PlaceKind

ALIKE = 50.0  # per cent of letters in common from which two names are spellings of one


def are_apart(a: Site, b: Site) -> bool:
    """Are they two small places, one of which no list knows ("the village of |Kombala" beside "a market in |Dindima")?"""
    unlisted = _is_unlisted(a), _is_unlisted(b)
    if all(unlisted):
        return a.mention.text.casefold() != b.mention.text.casefold()
    other, listed = (a, b) if unlisted[0] else (b, a)
    said = other.mention.kind is not None  # "the village of |Kombala"; a bare unknown name may be a person's
    if other.place.id.partition(UNLOCATED)[0] == listed.place.id:
        return False  # a quarter of the town, or somewhere around it
    return any(unlisted) and said and FINENESS[listed.place.kind] >= FINENESS[PlaceKind.TOWN]


def _is_unlisted(site: Site) -> bool:
    """Does the name only stand on the province, region or country around it, which bears another name?"""
    if site.inner is not None or site.place.kind not in {PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY}:
        return site.inner is not None
    return (
        site.mention.kind is None
        and partial_ratio(site.mention.text, site.place.name, processor=default_process) < ALIKE
    )
