"""What each place mention does in the text: where an event happened, a government, a source, a dateline, or only named."""

from __future__ import annotations

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.words import preposition
from dashboard.model import PlaceMention, PlaceRole, Report, Span

# prepositions (and being the object) that say where something goes on; measured on sentences with an event and its place,
# more than a third of the names after each of them are the place
HAPPENING = frozenset(
    "in at near over into off outside inside across around along through throughout within to object".split()
)


def roles_of(evidence: Evidence, reports: tuple[Report, ...]) -> tuple[PlaceRole, ...]:
    """One role per place mention, in order."""
    used = {span for report in reports if report.place is not None for span in report.place.spans}
    return tuple(_role(evidence, mention, used) for mention in evidence.places)


def _role(evidence: Evidence, mention: PlaceMention, used: set[Span]) -> PlaceRole:
    if any(span.overlaps(mention.span) for span in used):
        return PlaceRole.EVENT
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return PlaceRole.DATELINE
    if mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}:
        return mention.role
    if mention.demonym or not evidence.stands_alone(mention.span):
        return PlaceRole.CONTEXT
    return PlaceRole.EVENT if is_locative(evidence, mention) else PlaceRole.CONTEXT


def is_locative(evidence: Evidence, mention: PlaceMention) -> bool:
    start = evidence.sentences[mention.sentence].span.start
    return preposition(evidence.text, mention.span, start) in HAPPENING
