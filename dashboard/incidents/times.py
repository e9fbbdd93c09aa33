"""When the event was: its own words, else those of the page and the story so far."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.figures import only_time, reported_time
from dashboard.incidents.linking import Story
from dashboard.model import Sentence, SentenceKind, TimeMention

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
    return _from_stories(evidence, story, stories) or _period_of_list(evidence, first)


def _first_told(evidence: Evidence, story: Story) -> int:
    """The first sentence below the headings that tells the event; the heading where none does."""
    told = [t.frame.sentence for t in story.tellings]
    return min([at for at in told if evidence.sentences[at].kind not in _HEADINGS] or told)


def _period_of_list(evidence: Evidence, first: Sentence) -> TimeMention | None:
    """The time that a short opening line gives a whole list ("Period covered: 4 to 10 March", "Situation report, 11 May")."""
    if first.kind is not SentenceKind.ITEM:
        return None
    for sentence in evidence.sentences[: min(first.index, OPENING_LINES)]:
        words = sentence.span.of(evidence.text).split()
        if sentence.kind is SentenceKind.ITEM or len(words) > SHORT or evidence.triggers.get(sentence.index):
            continue
        for time in evidence.times.get(sentence.index, ()):
            if time.period is not None and not reported_time(evidence, time):
                return time
    return None


def _since(evidence: Evidence, time: TimeMention) -> bool:
    """As in "not paid |since January|": the length of a state, not the day of an event."""
    return evidence.text[max(0, time.span.start - 6) : time.span.end].lower().lstrip().startswith(("since", "until"))


def _dateline(evidence: Evidence, time: TimeMention) -> bool:
    return evidence.dateline is not None and evidence.dateline.covers(time.span)


def _from_stories(evidence: Evidence, story: Story, stories: Sequence[Story]) -> TimeMention | None:
    """The latest earlier story with a time in this section; a list item takes the lead's."""
    before = [s for s in stories if s.first < story.first and s is not story]
    item = evidence.sentences[story.first].kind is SentenceKind.ITEM
    if story.tellings[0].frame.subordinate:
        return None
    for other in before if item else reversed(before):
        for telling in other.tellings:
            time = telling.time or only_time(evidence, telling.frame)
            if time is not None and time.period is not None and not telling.frame.subordinate:
                return time
    return None
