"""Names in a row from small to large: "in Bayaa, a quarter of western Baghdad", "Kafr Shams in the Deraa countryside".

The first name is where it was; what follows only says where that lies. The small one may be unknown to the gazetteer:
then the large one gives the point and the small one the words.
"""

from __future__ import annotations

import re

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import within
from dashboard.incidents.words import LOCATIVE, preposition
from dashboard.model import PlaceKind, PlaceMention

AREAS = frozenset({PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY})
LONGEST = 60  # characters between the two names of a chain
# "the West Bank city of Jericho": the town is the second name
_NAMES_TOWN = re.compile(
    r"\s+(?:[a-z-]+ )?(?:city|town|village|capital|hamlet|settlement|camp|port|stronghold|enclave) (?:called |named |of )(?:the )?"
)
# a comma, "in", "of" or a short apposition, but no "and", no verb of happening and no stop
_CHAIN = re.compile(
    r"(?:,|\s+(?:town|village|area|district|neighbou?rhood|city|region|quarter|camp|suburb|countryside|locality|province|governorate|county|"
    r"municipality|commune|hamlet|settlement|ward|state|local government area|lga))?"
    r"(?:,?\s+(?:(?:an?|the|located|situated|just|about|some|\d+|km|kilometers|kilometres|miles|north|south|east|west|northern|southern|eastern|"
    r"western|central|north-?eastern|north-?western|south-?eastern|south-?western|northeast|northwest|southeast|southwest|rural|remote|capital|"
    r"town|village|area|district|neighbou?rhood|city|region|quarter|camp|suburb|suburbs|countryside|outskirts|locality|part|parts|province|"
    r"governorate|county|municipality|commune|border|port|its|\w+-held|\w+-controlled|restive|volatile|edge|edges|fringes|heart|centre|center|middle|foot|on|at|of|in|from|near|inside)\s+)*)?\s*",
    re.IGNORECASE,
)


def lies_in(evidence: Evidence, mention: PlaceMention) -> PlaceMention | None:
    """The name before ``mention`` that lies in it, if the two stand in a chain."""
    before = [m for m in evidence.places_of(mention.sentence) if m.span.end <= mention.span.start and not m.demonym]
    if not before:
        return None
    inner = before[-1]
    between = evidence.text[inner.span.end : mention.span.start]
    if not 0 < len(between) <= LONGEST or (re.fullmatch(r"\s*,?\s*(?:and|or)?\s*", between) and "," not in between):
        return None
    if not re.search(r"[,a-z]", between) or re.search(r"\b(?:and|or)\b", between) or _CHAIN.fullmatch(between) is None:
        return None
    return None if _NAMES_TOWN.fullmatch(between) and _is_wider(evidence, inner, mention) else inner


def _is_wider(evidence: Evidence, one: PlaceMention, other: PlaceMention) -> bool:
    """Does ``one`` hold ``other``, as far as both are known? A quarter may be called a village of its city."""
    known = {id(evidence.places[i]): evidence.place_of.get(i) for i in evidence.by_sentence.get(one.sentence, ())}
    wide, small = known.get(id(one)), known.get(id(other))
    if wide is None:
        return False
    return wide.kind in AREAS if small is None else within(small, wide) and wide.radius_km > small.radius_km


def finer_name(evidence: Evidence, mention: PlaceMention) -> PlaceMention | None:
    """An unresolved name just before ``mention`` that lies in it and is governed like a place."""
    inner = lies_in(evidence, mention)
    if inner is None:
        return None
    if evidence.is_resolved(inner) or not evidence.stands_alone(inner.span):
        return None
    how = preposition(evidence.text, inner.span, evidence.sentences[inner.sentence].span.start)
    return inner if how in LOCATIVE | {"object", "to", "into", "and", ",", ""} else None
