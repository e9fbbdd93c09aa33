"""Small places that no list knows, told apart: where only the place around is known, two names may share a point and yet be two."""

from __future__ import annotations

from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.utils import default_process

from dashboard.incidents.chains import AREAS
from dashboard.incidents.sphere import UNLOCATED
from dashboard.incidents.where import FINENESS, Site
from dashboard.model import PlaceKind

ALIKE = 50.0  # per cent of letters in common from which two names are spellings of one


def are_apart(a: Site, b: Site) -> bool:
    """Are they two small places, one of which no list knows ("the village of |Kombala" beside "a market in |Dindima")?"""
    one, other = sorted((a, b), key=_is_unlisted, reverse=True)
    if not _is_unlisted(one):
        return False
    if _is_unlisted(other):
        return one.mention.text.casefold() != other.mention.text.casefold()
    if one.mention.kind is None or one.place.id.partition(UNLOCATED)[0] == other.place.id:
        return False  # a bare unknown name may be a person's; a quarter of the town, or somewhere around it, is no other place
    return FINENESS[other.place.kind] >= FINENESS[PlaceKind.TOWN]


def _is_unlisted(site: Site) -> bool:
    """Does the name only stand on the province, region or country around it, which bears another name?"""
    if site.inner is not None:
        return True
    if site.place.kind not in AREAS or site.mention.kind is not None:
        return False
    return partial_ratio(site.mention.text, site.place.name, processor=default_process) < ALIKE
