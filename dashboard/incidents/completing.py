"""What one story of a document lends another: the side behind a series, the weapon of the same hand, the name over a list item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY
from dashboard.incidents.kinds import GENERIC
from dashboard.incidents.linking import Story
from dashboard.model import Cited, Count, Report, Span, SubEventType

Draft = tuple[Story, Report]
SHARED = "shared by several places"
SERIAL = frozenset({"violence", "abduct", "weapons"})  # families whose single events can belong to a series
FAR = frozenset(
    {
        SubEventType.AIR_DRONE_STRIKE,
        SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK,
        SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED,
    }
)


def completed(evidence: Evidence, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what other drafts tell of them; each loan keeps the words it was read from."""
    drafts = [(story, _named_by_item(evidence, story, report)) for story, report in drafts]
    drafts = [(story, _side_of_series(story, report, drafts)) for story, report in drafts]
    drafts = [(story, _share_of_total(story, report, drafts)) for story, report in drafts]
    return [(story, _weapon_of_hand(story, report, drafts)) for story, report in drafts]


def _share_of_total(story: Story, report: Report, drafts: Sequence[Draft]) -> Report:
    """What is told of two towns together ("attacked A and B … at least 20 were killed in the two towns") is told of both."""
    for other, told in drafts:
        if other is story or other.frames[0].head.span != story.frames[0].head.span:
            continue
        report = replace(
            report, killed=report.killed or _shared(told.killed), injured=report.injured or _shared(told.injured)
        )
    return report


def _shared(total: Cited[Count] | None) -> Cited[Count] | None:
    return total if total is not None and total.rule.endswith(SHARED) else None


def _side_of_series(story: Story, report: Report, drafts: Sequence[Draft]) -> Report:
    """An attack without a hand, in a text that tells of a series by one side, is that side's."""
    if report.actors or story.family not in SERIAL or report.ongoing:
        return report
    for other, series in drafts:
        if other is story or not series.actors or not other.plural or not _serial(other, report, series):
            continue
        if _differ(report, series):
            continue
        actors = tuple(Cited(a.value, a.spans, "side of the series") for a in series.actors)
        return replace(report, actors=actors)
    return report


def _serial(other: Story, report: Report, series: Report) -> bool:
    """A series of "attacks" takes in every kind of violence; one of "air strikes" only its own."""
    triggers = [t for f in other.frames for t in f.triggers if FAMILY[t.frame] == "violence"]
    if other.family != "violence" or not triggers:
        return False
    return all(t.frame in GENERIC for t in triggers) or series.sub_event_type.value is report.sub_event_type.value


def _differ(report: Report, series: Report) -> bool:
    """Whom the series hits is not who is behind an attack on somebody else."""
    hit = {t.value.name for t in report.targets}
    return bool(hit & {a.value.name for a in series.actors})


def _weapon_of_hand(story: Story, report: Report, drafts: Sequence[Draft]) -> Report:
    """A series told without weapon takes the type of the one event of the same hand that names one."""
    triggers = [t for f in story.frames for t in f.triggers if FAMILY[t.frame] == "violence"]
    if (
        story.family != "violence"
        or any(t.weapon is not None or t.frame not in GENERIC for t in triggers)
        or not story.plural
    ):
        return report
    mine = {a.value.name for a in report.actors}
    kinds = {
        other.sub_event_type.value: other.sub_event_type
        for _, other in drafts
        if other is not report and other.sub_event_type.value in FAR and mine & {a.value.name for a in other.actors}
    }
    if len(kinds) != 1:
        return report
    kind = next(iter(kinds.values()))
    own = report.sub_event_type
    return replace(report, sub_event_type=Cited(kind.value, own.spans, f"{own.rule}; weapon of the same hand"))


def _named_by_item(evidence: Evidence, story: Story, report: Report) -> Report:
    """As in "- Tutor, bulk carrier. Hit on 12 June …": the item's opening name is what was hit."""
    if report.targets or story.family not in {"violence", "ground", "abduct"}:
        return report
    first = evidence.sentences[story.first]
    opening = evidence.opening(first)[0]
    if opening.index == first.index or any(t for t in evidence.triggers.get(opening.index, ())):
        return report
    here = evidence.actors_in(Span(opening.span.start, opening.span.end))
    if not here or here[0].span.start - opening.span.start > 4:
        return report
    return replace(report, targets=(Cited(here[0].actor, (here[0].span,), "item heading"),))
