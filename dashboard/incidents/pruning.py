"""What is no record of its own: totals whose parts are listed, and vague tellings beside a full one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.linking import Story
from dashboard.incidents.sphere import distance, within
from dashboard.incidents.where import FINENESS
from dashboard.model import Assertion, EventType, Place, PlaceKind, Rejected, Report, SentenceKind, SubEventType

Draft = tuple[Story, Report]
VIOLENT = frozenset({EventType.EXPLOSIONS, EventType.BATTLES, EventType.VIOLENCE_AGAINST_CIVILIANS})
OFFSHORE_KM = 1500.0  # "off Yemen" takes in the seas around
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.PROVINCE})


def prune(evidence: Evidence, drafts: Sequence[Draft]) -> tuple[list[Draft], tuple[Rejected, ...]]:
    """The drafts to keep, parts completed from their total, and the totals as ``SUMMARY``."""
    totals = {i: parts for i in range(len(drafts)) if (parts := _parts(evidence, drafts, i))}
    kept: list[Draft] = []
    for i, (story, report) in enumerate(drafts):
        if i in totals:
            continue
        above = next((drafts[t][1] for t, parts in totals.items() if i in parts), None)
        kept.append((story, _completed(report, above)))
    summaries = tuple(
        Rejected(drafts[i][1].evidence[0], Assertion.SUMMARY, "its parts are told one by one") for i in totals
    )
    return kept, summaries


def _parts(evidence: Evidence, drafts: Sequence[Draft], at: int) -> tuple[int, ...]:
    """The drafts that are parts of draft ``at``, if it is a total."""
    story, report = drafts[at]
    many = report.count is not None and report.count.value > 1
    if report.ongoing or story.inherited or (report.place is None and not many):
        return ()
    site = None if report.place is None else report.place.value.place
    if site is not None and site.kind not in WIDE:
        return ()
    parts = []
    for i, (other, part) in enumerate(drafts):
        if i == at or part.place is None or not _same_kind(story, report, part) or other.first <= story.first:
            continue
        inner = part.place.value.place
        finer = site is None or (FINENESS[inner.kind] > FINENESS[site.kind] and _inside(story, inner, site))
        if finer and _same_time(report, part) and _same_side(report, part):
            parts.append(i)
    items = sum(evidence.sentences[drafts[i][0].first].kind is SentenceKind.ITEM for i in parts)
    if site is None and len(parts) < 2:
        return ()
    plural = any(f.head.plural for f in story.frames)
    if len(parts) >= 2 and (many or plural or items >= 2 or not report.background):
        return tuple(parts)
    return tuple(parts) if parts and many else ()


def _same_kind(story: Story, total: Report, part: Report) -> bool:
    """A string of "attacks" sums up violence of every kind."""
    if part.sub_event_type.value is total.sub_event_type.value:
        return True
    return story.plural and total.sub_event_type.value is SubEventType.ATTACK and part.event_type in VIOLENT


def _inside(story: Story, inner: Place, outer: Place) -> bool:
    if within(inner, outer):
        return True
    at_sea = inner.kind is PlaceKind.WATER and story.site is not None and story.site.how == "off"
    return at_sea and distance(inner, outer) < OFFSHORE_KM


def _same_time(total: Report, part: Report) -> bool:
    if total.period is None or part.period is None:
        return True
    a, b = total.period.value, part.period.value
    return a.first <= b.last and b.first <= a.last


def _same_side(total: Report, part: Report) -> bool:
    a, b = {c.value.name for c in total.actors}, {c.value.name for c in part.actors}
    return not a or not b or bool(a & b)


def _completed(report: Report, total: Report | None) -> Report:
    if total is None:
        return report
    return replace(
        report,
        actors=report.actors or total.actors,
        period=report.period or total.period,
        targets=report.targets or total.targets,
    )
