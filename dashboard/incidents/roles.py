"""What each place mention does in the text: where an event happened, a government, a source, a dateline, or only named."""

from __future__ import annotations

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.words import LOCATIVE, preposition
from dashboard.model import PlaceMention, PlaceRole, Report, Span

HAPPENING = LOCATIVE - {"by", "beyond", "above", "amid"}


def roles_of(evidence: Evidence, reports: tuple[Report, ...]) -> tuple[PlaceRole, ...]:
    """One role per place mention, in order."""
    used = {span for report in reports if report.place is not None for span in report.place.spans}
    told = {index for index, group in evidence.triggers.items() if group}
    return tuple(_role(evidence, mention, used, told) for mention in evidence.places)


def _role(evidence: Evidence, mention: PlaceMention, used: set[Span], told: set[int]) -> PlaceRole:
    if any(span.overlaps(mention.span) for span in used):
        return PlaceRole.EVENT
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return PlaceRole.DATELINE
    if mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}:
        return mention.role
    del told
    return PlaceRole.CONTEXT


def is_locative(evidence: Evidence, mention: PlaceMention) -> bool:
    start = evidence.sentences[mention.sentence].span.start
    return preposition(evidence.text, mention.span, start) in HAPPENING
