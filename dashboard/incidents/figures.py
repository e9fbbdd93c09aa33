"""Dates and casualties of an event, from the sentences that tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.model import Cited, Count, CountKind, CountMention, Period, SentenceKind, Span, TimeMention

# later figures of the same account widen the range if they are within this factor of the first; beyond it they count
# something else (all the dead of a war, one family of them). Set on our own texts of rising tolls.
SAME_TOLL = 2.5
_SOME = Count(1, None)  # casualties without a number
SHORT = 30  # characters between two figures that only a comma joins
LONG = 90  # characters between two figures of one sentence that are still added up
_ATTACKERS = frozenset(["attackers", "attacker", "assailants", "assailant", "bombers", "bomber"])
# a time outside the trigger's clause counts if it opens the sentence or stands this close, in characters
OPENING, BESIDE = 30, 60
_SAID = frozenset(
    "said told announced confirmed reported added says reporters condemned announces confirms condemns reports denounced".split()
)
_SAID_BEFORE = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_SAID))})\b,?(?: (?:to )?(?:reporters|journalists|parliament|the media|state media|local media|[A-Z]\w+(?: news)?))?"
    r"(?: (?:in|at|through|via|during) (?:an?|the|its|his|her|their) (?:\w+ ){0,3}(?:statement|report|briefing|conference|communiqu[eé]|speech|interview|bulletin|"
    r"message|post|release|address|update|letter))?(?: (?:in|from) [A-Z]\w+)?(?: by (?:telephone|phone|email))?|"
    r"(?:statement|report|communiqu[eé]|bulletin|press release|video|briefing)(?: (?:issued|released|published|dated|sent|posted|circulated|made public))?)"
    r"(?: (?:late|early|earlier|also|again))?(?: (?:on|of|in|late|early|later|this|last|the)){0,3}\s$",
)
# figures that come on top of those before them
_MORE = re.compile(r"(?:another|further|additional|\w+ (?:other|more))\b", re.IGNORECASE)
_MORE_AFTER = re.compile(
    r"\s+(?:more|others?|further|additional)\b(?! than)|[^.;]{0,50}?\balso (?:died|lost|killed|dead|perished|wounded|injured|hurt)",
    re.IGNORECASE,
)
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = re.compile(rf"an? ({'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_HAD_BEFORE = re.compile(r"\b(?:which|who|that|whose|where)\b(?: \w+){0,3} had\b")
_ALSO = re.compile(r"\balso$", re.IGNORECASE)
# between two figures of one sentence: they come from two mouths or times, and are not to be added
_APART = re.compile(
    r"\b(?:said|says|told|put|puts|counted|counts|according|report\w*|claim\w*|earlier|later|first|initially|rose|risen|from|but|while|whereas|though|although|or|including|among|of them|of whom)\b|[;:]",
    re.IGNORECASE,
)


def own_time(evidence: Evidence, frame: Frame) -> TimeMention | None:
    """The time expression of the frame's scope nearest its head; ``None`` if the sentence gives none."""
    here = [t for t in evidence.times.get(frame.sentence, ()) if frame.scope.covers(t.span)]
    if evidence.dateline is not None:
        here = [t for t in here if not evidence.dateline.covers(t.span)]
    head = frame.head
    here = [
        t
        for t in here
        if t.rule != "clock" and not reported_time(evidence, t) and not _recalled(evidence, head.span, t)
    ]
    if not here:
        return None
    clause = head.clause or frame.scope
    start = evidence.sentences[frame.sentence].span.start
    close = [t for t in here if clause.covers(t.span)]
    others = [t.clause for t in frame.triggers if t.clause is not None]  # "were killed when men stormed |A on Monday"
    close = close or [t for t in here if any(each.covers(t.span) for each in others)]
    close = close or [t for t in here if t.span.start - start < OPENING or abs(t.span.start - head.span.end) < BESIDE]
    if not close:
        return None
    resolved = [t for t in close if t.period is not None] or close
    return min(resolved, key=lambda t: (_turns(evidence, head.span, t), abs(t.span.start - head.span.start), t.span))


def _turns(evidence: Evidence, head: Span, time: TimeMention) -> bool:
    """Does another clause begin between the two ("shops shut on |Sunday| as families buried the dead of a |blast|")?"""
    low, high = sorted((head, time.span))
    return low.end < high.start and _TURN.search(evidence.text, low.end, high.start) is not None


# words that turn to another clause
_TURN = re.compile(r"\b(?:as|after|when|while|because|how)\b|;", re.IGNORECASE)


def _recalled(evidence: Evidence, head: Span, time: TimeMention) -> bool:
    """As in "destroyed a launcher from which rockets had been fired on Thursday": the day of what was before."""
    return _HAD_BEFORE.search(evidence.text[head.end : max(head.end, time.span.start)]) is not None


def only_time(evidence: Evidence, frame: Frame) -> TimeMention | None:
    """The one time of a sentence that tells of nothing else, however far from its verb ("fired at crowds who had broken
    into the hall on Tuesday").
    """
    if not frame.scope.covers(evidence.sentences[frame.sentence].span):
        return None
    if any(t not in frame.triggers for t in evidence.triggers.get(frame.sentence, ())):
        return None
    head = frame.head.span
    here = [
        t
        for t in evidence.times.get(frame.sentence, ())
        if not reported_time(evidence, t) and not _recalled(evidence, head, t)
    ]
    here = [t for t in here if evidence.dateline is None or not evidence.dateline.covers(t.span)]
    return here[0] if len(here) == 1 and here[0].period is not None else None


def reported_time(evidence: Evidence, time: TimeMention) -> bool:
    """Is the time that of a statement ("said on Monday", "said in a statement on Monday", "today announced"), not of the event?"""
    if evidence.text[time.span.end : time.span.end + 2] in {"'s", "’s"}:  # "condemned Monday's attack"
        return False
    start = max(evidence.sentences[time.sentence].span.start, time.span.start - 90)
    if _SAID_BEFORE.search(evidence.text[start : time.span.start]) is not None:
        return True
    after = evidence.text[time.span.end : time.span.end + 24].lower().split()
    return bool(after) and after[0] in _SAID and evidence.text[time.span.end : time.span.end + 1] != ","


def casualties(evidence: Evidence, spans: Sequence[Span], kind: CountKind) -> Cited[Count] | None:
    """The killed (injured, captured) of the event whose sentences are given: the first account, widened by later ones."""
    here = {(c.span, c.kind): c for span in spans for c in evidence.counts_in(span)}
    found = [c for c in here.values() if c.kind is kind and not c.total]
    found.sort(key=lambda c: c.span)
    found = [c for c in found if not _of_attackers(evidence, c)] or found
    found = [c for c in found if not _in_heading(evidence, c)] or found  # a headline may sum up several places
    spoken = [c for c in found if not c.part] or found
    if not spoken:
        return None
    whole = _summed(evidence, spoken)
    hurt = [t for t in whole if t.count.low > 0]
    numbered = [t for t in hurt if t.count != _SOME]
    named = [t for t in numbered if t.rule != "unnumbered"]
    first = next(iter(named or numbered or hurt or whole))
    same = [t for t in numbered or hurt or whole if _same_toll(t.count, first.count)]
    same = [t for t in same if t.rule != "unnumbered"] or same
    return Cited(_range(first.count, [t.count for t in same]), tuple(s for t in same for s in t.spans), first.rule)


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of one account, with the words of all that was added up to it."""

    count: Count
    spans: tuple[Span, ...]
    rule: str


def _summed(evidence: Evidence, counts: Sequence[CountMention]) -> list[_Told]:
    """The figures with what is told on top of one added to it ("killed a judge … five others also died")."""
    told: list[_Told] = []
    last: CountMention | None = None
    added: set[Count] = set()
    for mention in counts:
        if last is None or last.count.low == 0 or not _on_top(evidence, last, mention):
            told.append(_Told(mention.count, (mention.span,), mention.rule))
            last = mention
        elif mention.count not in added:  # told twice, it is added once
            added.add(mention.count)
            before = told[-1]
            told[-1] = _Told(joined_sum(before.count, mention.count), (*before.spans, mention.span), before.rule)
    return told


def _on_top(evidence: Evidence, before: CountMention, count: CountMention) -> bool:
    text = evidence.text
    if _SOME in {before.count, count.count} or count.rule == "toll":
        return False
    if _MORE.match(text, count.span.start, count.span.end) or _MORE_AFTER.match(
        text, count.span.end, count.span.end + 60
    ):
        here = [c for c in evidence.counts.get(count.sentence, ()) if c.span.start < count.span.start]
        return all(c.kind is count.kind for c in here)  # "three died and 20 others were hurt": other than the dead
    nth = _NTH.match(text, count.span.start, count.span.end + 12)
    if nth is not None:  # "two were hurt … a third man"
        return _ORDINALS.index(nth.group(1).lower()) + 1 == before.count.low
    if before.sentence == count.sentence:
        if any(before.span.end <= t.span.start < count.span.start for t in evidence.times.get(count.sentence, ())):
            return False  # "killed 121, and in 2017 a lorry bomb left 600 dead"
        between = text[before.span.end : count.span.start]
        if between.count(",") == 1 and len(between) < SHORT and _APART.search(between) is None:
            return _whom(evidence, before) != _whom(evidence, count)  # "7 soldiers killed, 3 rebels killed"
        return " and " in f" {between} " and _APART.search(between) is None and len(between) < LONG
    return _ALSO.search(text[max(0, count.span.start - 6) : count.span.start].rstrip()) is not None


def _in_heading(evidence: Evidence, count: CountMention) -> bool:
    return evidence.sentences[count.sentence].kind in {SentenceKind.TITLE, SentenceKind.HEADING}


def joined_sum(a: Count, b: Count) -> Count:
    return Count(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)


def _whom(evidence: Evidence, count: CountMention) -> str:
    return "" if count.whom is None else count.whom.of(evidence.text).lower()


def _of_attackers(evidence: Evidence, count: CountMention) -> bool:
    """As in "Dozens of attackers were killed": the attackers' own dead, no part of the toll where others are counted."""
    words = evidence.text[count.span.start : count.span.end + 40].lower().replace(",", " ").split()
    return bool(_ATTACKERS & set(words[:5]))


def _same_toll(a: Count, b: Count) -> bool:
    low, high = sorted((max(a.low, 1), max(b.low, 1)))
    return high / low <= SAME_TOLL


def _range(first: Count, counts: Sequence[Count]) -> Count:
    low = min(c.low for c in counts)
    highs = [c.high for c in counts]
    if first.high is None or any(h is None for h in highs):
        return Count(first.low, None) if first.high is None else Count(low, None)
    return Count(low, max(h for h in highs if h is not None))


def event_count(evidence: Evidence, frames: Sequence[Frame]) -> Cited[int] | None:
    """How many events a record stands for: the number before the trigger ("12 strikes"); 1 for one; ``None`` if unsaid."""
    for frame in frames:
        for c in evidence.counts.get(frame.sentence, ()):
            if c.kind is CountKind.EVENTS and frame.scope.covers(c.span) and c.count.high == c.count.low:
                return Cited(c.count.low, (c.span,), c.rule)
    head = frames[0].head
    if head.noun and not head.plural:
        return Cited(1, (head.span,), "one event")
    return Cited(1, (head.span,), "one event") if not head.noun else None


def period(time: TimeMention | None) -> Cited[Period] | None:
    return None if time is None or time.period is None else Cited(time.period, (time.span,), time.rule)
