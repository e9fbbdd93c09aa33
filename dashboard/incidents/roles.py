"""What each place mention does in the text: where an event happened, a government, a source, a dateline, or only named."""

from __future__ import annotations

import re

from dashboard.incidents.chains import lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import within
from dashboard.incidents.words import preposition
from dashboard.model import PlaceMention, PlaceRole, Report, Span

# prepositions (and being the object) that say where something goes on; measured on sentences with an event and its place,
# more than a third of the names after each of them are the place
HAPPENING = frozenset(
    "in at near over into off outside inside across around along through throughout within to object".split()
)


def roles_of(evidence: Evidence, reports: tuple[Report, ...]) -> tuple[PlaceRole, ...]:
    """One role per place mention, in order."""
    used = {report.place.spans[0] for report in reports if report.place is not None}
    found: list[PlaceRole] = []
    for index, mention in enumerate(evidence.places):
        role = _role(evidence, mention, used)
        if role is PlaceRole.CONTEXT and index and found[-1] is PlaceRole.EVENT and _listed(evidence, index):
            role = PlaceRole.EVENT
        found.append(role)
    return tuple(found)


def _role(evidence: Evidence, mention: PlaceMention, used: set[Span]) -> PlaceRole:
    if any(span.overlaps(mention.span) for span in used):
        return PlaceRole.EVENT
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return PlaceRole.DATELINE
    if mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}:
        return mention.role
    if mention.demonym or not evidence.stands_alone(mention.span):
        return PlaceRole.CONTEXT
    inner = lies_in(evidence, mention)
    if inner is not None and (is_locative(evidence, inner) or any(span.overlaps(inner.span) for span in used)):
        return PlaceRole.CONTEXT
    return PlaceRole.EVENT if is_locative(evidence, mention) else PlaceRole.CONTEXT


def _listed(evidence: Evidence, index: int) -> bool:
    """As in "in Rome, Naples and Turin": a name that goes on a list of equals."""
    before, mention = evidence.places[index - 1], evidence.places[index]
    if before.sentence != mention.sentence or mention.demonym:
        return False
    between = evidence.text[before.span.end : mention.span.start]
    if re.fullmatch(r",? and (?:the |in )?|, ", between) is None:
        return False
    inner, outer = evidence.place_of.get(index - 1), evidence.place_of.get(index)
    if between == ", " and (inner is None or outer is None):
        return False
    return inner is None or outer is None or not within(inner, outer)


def is_locative(evidence: Evidence, mention: PlaceMention) -> bool:
    start = evidence.sentences[mention.sentence].span.start
    return preposition(evidence.text, mention.span, start) in HAPPENING
