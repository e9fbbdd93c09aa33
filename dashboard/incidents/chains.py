"""Names in a row from small to large: "in Bayaa, a quarter of western Baghdad", "Kafr Shams in the Deraa countryside".

The first name is where it was; what follows only says where that lies. The small one may be unknown to the gazetteer:
then the large one gives the point and the small one the words.
"""

from __future__ import annotations

import re

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.words import LOCATIVE, preposition
from dashboard.model import PlaceMention

LONGEST = 60  # characters between the two names of a chain
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
    return inner


def finer_name(evidence: Evidence, mention: PlaceMention) -> PlaceMention | None:
    """An unresolved name just before ``mention`` that lies in it and is governed like a place."""
    inner = lies_in(evidence, mention)
    if inner is None:
        return None
    if evidence.is_resolved(inner) or not evidence.stands_alone(inner.span):
        return None
    how = preposition(evidence.text, inner.span, evidence.sentences[inner.sentence].span.start)
    return inner if how in LOCATIVE | {"object", "to", "into", "and", ",", ""} else None
