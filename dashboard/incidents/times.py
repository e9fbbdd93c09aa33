"""When the event was: its own words, else those of the page and the story so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.figures import OPENING, only_time, reported_time
from dashboard.incidents.frames import FACTS
from dashboard.incidents.linking import Story
from dashboard.incidents.words import WEEKS_BEFORE
from dashboard.model import Sentence, SentenceKind, TimeMention

FOLLOWS = 2  # sentences after an event in which its day may be said by itself
_TOOK_PLACE = re.compile(
    r"(?:(?:The|This) (?:\w+ )?(?:incident|event|violence|attack|killings?|shooting|raid|accident|crime|episode|assault)|It|This|All this)\b[^.;]{0,60}"
    r"\b(?:took place|happened|occurred|was carried out|came)\b"
)
_AS_REPORTED = re.compile(r"(?:As r|R)eported (?:by .{3,40} )?on $")
_HAD_DONE = re.compile(r"(?: that)? (?:it|they|he|she|its \w+|their \w+|his \w+) (?:ha[ds]|have) (?:\w+ )?$")
LENDS = 3  # coarsest precision of a time that an event of another paragraph takes over: a week, no month
_LABEL = re.compile(r"[A-Z][A-Z' -]{2,30}:\s")
_HEADINGS = frozenset({SentenceKind.TITLE, SentenceKind.HEADING})
OPENING_LINES, SHORT = 4, 14  # where a list's period stands: among the first lines, in a line of few words


def time_of(evidence: Evidence, story: Story, stories: Sequence[Story]) -> TimeMention | None:
    """The story's own time; else the paragraph's opening, an earlier story of the same paragraph, the lead; never the
    publication date.
    """
    own = [t.time for t in story.tellings if t.time is not None]
    resolved = [t for t in own if t.period is not None]
    if resolved:
        return min(resolved, key=lambda t: (t.period.precision if t.period else 9, t.span))
    if own:
        return own[0]
    first = evidence.sentences[_first_told(evidence, story)]
    if story.family == "war" or (story.plural and not story.tellings[0].site):
        return None
    for frame in story.frames:
        if (time := only_time(evidence, frame)) is not None:
            return time
    if (time := _told_after(evidence, story)) is not None:
        return time
    if _recalled(story) or WEEKS_BEFORE.match(first.span.of(evidence.text)):
        return None  # what is recalled was not when the page's events were
    for sentence in evidence.opening(first):
        here = [
            t
            for t in evidence.times.get(sentence.index, ())
            if t.period is not None
            and not (_dateline(evidence, t) or reported_time(evidence, t) or _since(evidence, t))
        ]
        if here:
            return min(here, key=lambda t: (t.period.precision > 2 if t.period else True, t.span))
    if first.heading is not None and evidence.times.get(first.heading):
        return evidence.times[first.heading][0]
    listed = _period_of_list(evidence, first)
    if _labelled(evidence, first):
        return listed
    return _just_now(evidence, story) or _from_stories(evidence, story, stories) or listed or _period_of_page(evidence)


def _period_of_page(evidence: Evidence) -> TimeMention | None:
    """The stretch of time that a first sentence without event gives the whole page ("Over the past day, troops went on …")."""
    first = next((s for s in evidence.sentences if s.kind is SentenceKind.BODY), None)
    if first is None or any(t.assertion in FACTS for t in evidence.triggers.get(first.index, ())):
        return None
    for time in evidence.times.get(first.index, ()):
        if time.period is not None and time.rule in {"past", "range"} and time.span.start - first.span.start < OPENING:
            return time
    return None


def _labelled(evidence: Evidence, sentence: Sentence) -> bool:
    """Does a name in capitals head the paragraph ("BANNU: Two men …")? Such briefs have nothing to do with each other."""
    opening = evidence.opening(sentence)[0].span.of(evidence.text)
    return _LABEL.match(opening) is not None


def _just_now(evidence: Evidence, story: Story) -> TimeMention | None:
    """As in "Police have arrested a man, the ministry said on Wednesday": news in the perfect is as old as its telling."""
    for frame in story.frames:
        head = frame.head
        for time in evidence.times.get(frame.sentence, ()):  # "As reported on 5 May, …": a note has no better day
            start = evidence.sentences[frame.sentence].span.start
            if _AS_REPORTED.match(evidence.text[start : time.span.start]) and time.period is not None:
                return time
            if _HAD_DONE.match(evidence.text, time.span.end, head.span.start) and time.period is not None:
                return time  # "said on Friday it had retaken the palace"
        before = evidence.text[max(0, head.span.start - 30) : head.span.start].lower().split()
        if head.noun or not {"has", "have"} & set(before[-3:]):
            continue
        said = [t for t in evidence.times.get(frame.sentence, ()) if reported_time(evidence, t)]
        if len(said) == 1 and said[0].period is not None and said[0].period.precision == 1:
            return said[0]
    return None


def _recalled(story: Story) -> bool:
    return all(t.background for frame in story.frames for t in frame.triggers)


def _told_after(evidence: Evidence, story: Story) -> TimeMention | None:
    """The time of "The incident took place on …", said of the event in one of the next sentences."""
    for sentence in evidence.sentences[story.last : story.last + 1 + FOLLOWS]:
        if (
            any(t.assertion in FACTS for t in evidence.triggers.get(sentence.index, ()))
            or sentence.heading != evidence.sentences[story.last].heading
        ):
            continue
        if _TOOK_PLACE.match(sentence.span.of(evidence.text)) is None:
            continue
        for time in evidence.times.get(sentence.index, ()):
            if time.period is not None and not reported_time(evidence, time):
                return time
    return None


def _first_told(evidence: Evidence, story: Story) -> int:
    """The first sentence below the headings that tells the event; the heading where none does."""
    told = [t.frame.sentence for t in story.tellings]
    return min([at for at in told if evidence.sentences[at].kind not in _HEADINGS] or told)


def _period_of_list(evidence: Evidence, first: Sentence) -> TimeMention | None:
    """The time that a short opening line gives a whole list ("Period covered: 4 to 10 March", "Situation report, 11 May")."""
    if first.kind is not SentenceKind.ITEM and not _after_list(evidence, first):
        return None
    for sentence in evidence.sentences[: min(first.index, OPENING_LINES)]:
        words = sentence.span.of(evidence.text).split()
        if sentence.kind is SentenceKind.ITEM or len(words) > SHORT or evidence.triggers.get(sentence.index):
            continue
        for time in evidence.times.get(sentence.index, ()):
            if time.period is not None and not reported_time(evidence, time):
                return time
    return None


def _after_list(evidence: Evidence, sentence: Sentence) -> bool:
    """Does the paragraph follow right on the items of a list?"""
    opening = evidence.opening(sentence)[0].index
    return opening > 0 and evidence.sentences[opening - 1].kind is SentenceKind.ITEM


def _since(evidence: Evidence, time: TimeMention) -> bool:
    """As in "not paid |since January|": the length of a state, not the day of an event."""
    return time.rule == "since" or evidence.text[
        max(0, time.span.start - 6) : time.span.end
    ].lower().lstrip().startswith(("since", "until"))


def _dateline(evidence: Evidence, time: TimeMention) -> bool:
    return evidence.dateline is not None and evidence.dateline.covers(time.span)


def _from_stories(evidence: Evidence, story: Story, stories: Sequence[Story]) -> TimeMention | None:
    """The latest earlier story with a time in this section; a list item takes the lead's."""
    before = [s for s in stories if s.first < story.first and s is not story and not _recalled(s)]
    item = evidence.sentences[story.first].kind is SentenceKind.ITEM
    if story.tellings[0].frame.subordinate:
        return None
    for other in before if item else reversed(before):
        for telling in other.tellings:
            time = telling.time or only_time(evidence, telling.frame)
            if time is None or time.rule == "since":
                continue
            near = evidence.sentences[other.last].paragraph == evidence.sentences[story.first].paragraph
            if time.period is not None and time.period.precision > LENDS and not near:
                continue
            if time.period is not None and not telling.frame.subordinate:
                return time
    return None
