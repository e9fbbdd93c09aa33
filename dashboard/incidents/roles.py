"""What each place mention does in the text: where an event happened, a government, a source, a dateline, or only named."""

from __future__ import annotations

from dashboard.incidents import sitevotes
from dashboard.incidents.evidence import Evidence
from dashboard.model import PlaceMention, PlaceRole, Report, Span

HAPPENING = -0.4  # log odds above which something happened at a name; best of F1 by halves, see BENCHMARKS.md


def roles_of(evidence: Evidence, reports: tuple[Report, ...]) -> tuple[PlaceRole, ...]:
    """One role per place mention, in order."""
    used = {report.place.spans[0] for report in reports if report.place is not None}
    happening = {
        candidate.mention.span
        for sentence in evidence.by_sentence
        for candidate, odds in sitevotes.happening(evidence, sentence)
        if odds > HAPPENING
    }
    return tuple(_role(evidence, mention, used, happening) for mention in evidence.places)


def _role(evidence: Evidence, mention: PlaceMention, used: set[Span], happening: set[Span]) -> PlaceRole:
    if any(span.overlaps(mention.span) for span in used):
        return PlaceRole.EVENT
    if evidence.dateline is not None and evidence.dateline.covers(mention.span):
        return PlaceRole.DATELINE
    if mention.role in {PlaceRole.ACTOR, PlaceRole.SOURCE}:
        return mention.role
    return PlaceRole.EVENT if mention.span in happening else PlaceRole.CONTEXT
