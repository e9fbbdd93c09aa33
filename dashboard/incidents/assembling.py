"""Mentions and places of one document -> its reports: the door ``assemble``.

evidence   mentions joined with their resolved places, by sentence
frames     the factual triggers of a sentence, grouped: one frame an event
stories    frames of many sentences that tell one event, its place taken from the page where the sentence has none
reports    a story's values, each citing its words: type, actors, targets, place, date, figures, factuality
pruning    totals whose parts are listed, and what the rules find to be no event after all, are set aside
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.incidents.completing import completed
from dashboard.incidents.confidence import confidence
from dashboard.incidents.evidence import Evidence, gather
from dashboard.incidents.factuality import Account, account_of
from dashboard.incidents.figures import casualties, event_count, period
from dashboard.incidents.frames import Frame
from dashboard.incidents.kinds import sub_type
from dashboard.incidents.linking import Story
from dashboard.incidents.participants import actors_of
from dashboard.incidents.pruning import prune
from dashboard.incidents.roles import roles_of
from dashboard.incidents.sides import parties
from dashboard.incidents.stories import build
from dashboard.incidents.targets import targets_of
from dashboard.incidents.times import time_of
from dashboard.incidents.where import location
from dashboard.model import (
    Assertion,
    Cited,
    Count,
    CountKind,
    Document,
    Mentions,
    PlaceRole,
    Rejected,
    Report,
    Resolution,
    SentenceKind,
    Span,
    SubEventType,
)


@dataclass(frozen=True, slots=True)
class Assembled:
    """What one document tells; ``roles`` go with the document's place mentions, one each, in order."""

    reports: tuple[Report, ...]
    rejected: tuple[Rejected, ...]
    roles: tuple[PlaceRole, ...]


def assemble(document: Document, mentions: Mentions, resolutions: Sequence[Resolution]) -> Assembled:
    """The reports of one document in text order, what was rejected and why, and the role of each place mention.

    ``resolutions`` go with ``mentions.places``; raises ``ValueError`` where their numbers differ.
    """
    evidence = gather(document, mentions, resolutions)
    stories, rejected = build(evidence)
    drafts = [(story, report) for story in stories if (report := _report(evidence, story, stories)) is not None]
    dropped = tuple(
        Rejected(
            story.frames[0].head.clause or story.frames[0].head.span,
            Assertion.OTHER,
            "no object that makes it an event",
        )
        for story in stories
        if not any(story is kept for kept, _ in drafts)
    )
    kept, summaries = prune(evidence, completed(evidence, drafts))
    reports = tuple(
        sorted((_finish(evidence, story, report) for story, report in kept), key=lambda r: (r.evidence, r.id))
    )
    every = tuple(sorted({*rejected, *dropped, *summaries}, key=lambda r: (r.span, r.why)))
    return Assembled(reports, every, roles_of(evidence, reports))


def _report(evidence: Evidence, story: Story, stories: Sequence[Story]) -> Report | None:
    every = _in_order(evidence, story)
    if story.site is None and _only_named(evidence, story):
        return None
    actors = actors_of(evidence, every, story.also)
    targets = targets_of(evidence, every, actors, story.site)
    sides = parties(evidence, every, actors, targets)
    kind = sub_type(evidence, every, sides, None if story.site is None else story.site.place)
    if kind is None:
        return None
    spans = tuple(sorted({evidence.sentences[i].span for i in _sentences(evidence, story)}))
    scopes = _count_scopes(evidence, story)
    account: Account = account_of(evidence, story, stories)
    place = None if story.site is None else location(evidence, story.site)
    return Report(
        id=_identity(evidence.document, kind, spans[0], "" if place is None else place.value.place.id),
        document=evidence.document.id,
        sub_event_type=kind,
        evidence=spans,
        factuality=account.factuality,
        claimed_by=account.claimed_by,
        denied_by=account.denied_by,
        background=account.background,
        ongoing=story.family == "war",
        actors=actors,
        targets=targets,
        place=place,
        period=period(time_of(evidence, story, stories)),
        killed=_share(casualties(evidence, scopes, CountKind.KILLED), story, stories),
        injured=_share(casualties(evidence, scopes, CountKind.INJURED), story, stories),
        captured=casualties(evidence, scopes, CountKind.CAPTURED),
        count=event_count(evidence, every),
    )


def _share(total: Cited[Count] | None, story: Story, stories: Sequence[Story]) -> Cited[Count] | None:
    """What one of several places has of a total that they share ("in A and B … 20 dead"): at least one."""
    if total is None or total.value.low == 0:
        return total
    first = (story.frames[0].sentence, story.frames[0].head.span)
    beside = [s for s in stories if s is not story and (s.frames[0].sentence, s.frames[0].head.span) == first]
    if story.site is None or not any(s.site is not None and s.site != story.site for s in beside):
        return total
    return replace(total, value=Count(1, None), rule=f"{total.rule}; shared by several places")


def _only_named(evidence: Evidence, story: Story) -> bool:
    """Is the event only named, nowhere and on no day ("fighting between the army and the rebels since November")?"""
    if story.family != "violence" or story.also or any(not f.head.noun for f in story.frames):
        return False
    if any(c.kind is CountKind.EVENTS for c in evidence.counts.get(story.first, ())):
        return False
    return all(t.period is None or t.period.precision > 2 for t in story.tellings)


def _in_order(evidence: Evidence, story: Story) -> list[Frame]:
    """The frames as a reader weighs them: the body before headings, the told before the recalled, then text order."""
    own = story.frames[0].subordinate

    def key(frame: Frame) -> tuple[bool, bool, int]:
        heading = evidence.sentences[frame.sentence].kind in {SentenceKind.TITLE, SentenceKind.HEADING}
        return heading, frame.subordinate and not own, frame.sentence

    return sorted(story.frames, key=key)


def _sentences(evidence: Evidence, story: Story) -> list[int]:
    own = {t.frame.sentence for t in story.tellings} | set(story.also)
    if story.site is not None and story.site.how == "heading":
        first = story.site.mention.sentence
        if evidence.sentences[first].kind is SentenceKind.ITEM:
            own.add(first)
    return sorted(own)


def _count_scopes(evidence: Evidence, story: Story) -> list[Span]:
    """Where the event's figures may stand: its frames' scopes, and the whole of the sentences that only follow up."""
    return [f.scope for f in story.frames] + [evidence.sentences[i].span for i in story.also]


def _identity(document: Document, kind: Cited[SubEventType], evidence: Span, place: str) -> str:
    """Stable: the document, the type and its words, where the telling begins, and the place."""
    whole = f"{document.id}|{kind.value.value}|{kind.spans[0].start}|{evidence.start}|{place}"
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def _finish(evidence: Evidence, story: Story, report: Report) -> Report:
    del evidence
    score, reasons = confidence(
        report, strong=any(f.strong for f in story.frames), inherited=story.inherited, lead=story.number == 0
    )
    return replace(report, confidence=score, reasons=reasons)
