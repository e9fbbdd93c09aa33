"""What speaks for and against a place named in a sentence being where an event happened, as names of cues for the vote.

``of_sentence`` are the cues that the sentence gives whatever the event; ``of_trigger`` those of the name beside one event's
words. Cues are forms of the language (the preposition, small words beside the name, sides and distances) and kinds of
place and happening: none is a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from dashboard.incidents.chains import lies_in
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY, Frame
from dashboard.incidents.passage import PLACE, Passage, read
from dashboard.incidents.sphere import within
from dashboard.incidents.surroundings import is_bound_for, is_called_area, is_elsewhere, is_label, is_owner
from dashboard.incidents.words import LOCATIVE, preposition
from dashboard.model import Place, PlaceMention, Sentence, TriggerMention

LOCATIVE_OR_LISTED = LOCATIVE | {",", "and", "object"}
NEIGHBOURS = 8  # names on either side that one is compared with; a list of thousands must not cost their square
LONGEST = 60  # words between a name and an event that are looked at
EVENTS = 40  # words for events of one sentence that are looked at
LATELY, SOON = range(3, 7), range(3, 5)  # which words before and after a name are cues wherever they stand
LISTED = 40  # characters between two names of a list
_STOPS = re.compile(r"\b(?:that|which|who|but|said)\b")
# a small place that no gazetteer knows, then the larger one that does
_UNKNOWN_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|of) (?:the )?(?:[a-z-]+ ){0,3}[A-Z][\w'’-]+(?: [\w'’-]+){0,2}, (?:in )?(?:the )?$"
)
_NEW_SUBJECT = re.compile(r"\b(?:what|which|that|because|as|whom|how|why|when|if|whether|while|where|than) $")
# verbs before which a bare name is one who acts or speaks
ACTS = frozenset(
    "was is are were did does do has had have will would can could may might must should said says denied denies wants wanted "
    "called calls sees saw described describes accused accuses blamed blames warned warns vowed insists insisted".split()
)
WORDS_APART = (0, 1, 2, 4, 7, 12, 20)  # edges of the bins of distances
# small words that turn a sentence to something else, or onward, between an event and a place
TURNS = frozenset(
    ', ; ( " “ who whom whose which that where when after before while since during following as but and from to by with into near of '
    "for in against said told including".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be where something happened; ``place`` is None where no gazetteer knows it."""

    mention: PlaceMention
    place: Place | None
    how: str
    cues: tuple[str, ...]

    @property
    def kind(self) -> str:
        return "unknown" if self.place is None else self.place.kind.value


@dataclass(frozen=True, slots=True)
class Setting:
    """One sentence with its candidates, in text order."""

    passage: Passage
    candidates: tuple[Candidate, ...]


def setting(evidence: Evidence, index: int) -> Setting:
    """The candidates of a sentence with the cues it gives; worked out once for each sentence of a document."""
    known = evidence.settings.get(index)
    if isinstance(known, Setting):
        return known
    sentence = evidence.sentences[index]
    passage = read(evidence.text, sentence.span, evidence.places_of(index))
    names = _names(evidence, sentence)
    made = Setting(passage, tuple(_candidate(evidence, passage, names, at) for at in range(len(names))))
    evidence.settings[index] = made
    return made


def _names(evidence: Evidence, sentence: Sentence) -> list[tuple[PlaceMention, Place | None]]:
    """The place names of a sentence that can be somewhere; None for those that no gazetteer knows."""
    every = [(evidence.places[i], evidence.place_of.get(i)) for i in evidence.by_sentence.get(sentence.index, ())]
    return [
        (mention, place)
        for mention, place in every
        if not mention.demonym and (place is None or not evidence.is_adjective(mention, place))
    ]


def _candidate(
    evidence: Evidence, passage: Passage, names: list[tuple[PlaceMention, Place | None]], at: int
) -> Candidate:
    mention, place = names[at]
    how = governor(evidence, mention)
    kind = "unknown" if place is None else place.kind.value
    cues = _beside(passage, mention, how, kind)
    cues += [f"place={min(3, at)}", f"to come={min(3, len(names) - 1 - at)}", f"places={min(5, len(names))}"]
    if len(names) == 1:
        cues += ["alone", f"alone|{how}"]
    near = names[max(0, at - NEIGHBOURS) : at] + names[at + 1 : at + 1 + NEIGHBOURS]
    cues += _among(evidence, mention, place, near)
    cues += _said_of(evidence, passage, mention, place)
    if how == "" and passage.after(mention.span.end) in ACTS:
        cues.append("subject")
    return Candidate(mention, place, how, tuple(cues))


def governor(evidence: Evidence, mention: PlaceMention) -> str:
    """The preposition over a name; "," and "and" only where they go on from a name before ("Bela, Balochistan")."""
    start = evidence.sentences[mention.sentence].span.start
    how = preposition(evidence.text, mention.span, start)
    if _NEW_SUBJECT.search(evidence.text, start, mention.span.start):
        return ""
    if how not in {",", "and"} or _UNKNOWN_BEFORE.search(evidence.text, start, mention.span.start):
        return how
    before = [
        m
        for m in evidence.places_of(mention.sentence)
        if not m.demonym and 0 <= mention.span.start - m.span.end < LISTED
    ]
    return how if before and not _STOPS.search(evidence.text, before[-1].span.end, mention.span.start) else ""


def _beside(passage: Passage, mention: PlaceMention, how: str, kind: str) -> list[str]:
    """The words on both sides of the name."""
    start, end = mention.span.start, mention.span.end
    before, after = passage.before(start), passage.after(end)
    return [
        "any", f"how={how}", f"before={before}", f"second before={passage.before(start, 2)}",
        f"two before={passage.before(start, 2)} {before}", f"after={after}", f"second after={passage.after(end, 2)}",
        f"two after={after} {passage.after(end, 2)}", f"kind={kind}", f"how|kind={how}|{kind}", f"role={mention.role.value}",
        *sorted({f"lately={passage.before(start, n)}" for n in LATELY}), *sorted({f"soon={passage.after(end, n)}" for n in SOON}),
    ]  # fmt: skip


def _among(
    evidence: Evidence, mention: PlaceMention, place: Place | None, others: list[tuple[PlaceMention, Place | None]]
) -> list[str]:
    """How the name stands to the names beside it: around them, inside them, in a row from small to large."""
    found = []
    inner = lies_in(evidence, mention)
    if inner is not None:
        found += ["outer", "outer of a known" if evidence.is_resolved(inner) else "outer of an unknown"]
    following = next((m for m, _ in others if m.span.start >= mention.span.end), None)
    if following is not None and lies_in(evidence, following) is mention:
        found.append("inner")
    if place is not None:
        finer = [m for m, p in others if p is not None and within(p, place) and not within(place, p)]
        located = [m for m in finer if governor(evidence, m) in LOCATIVE_OR_LISTED]
        found.append(f"finer={min(2, len(located))}")
        if any(p is not None and within(place, p) for _, p in others):
            found.append("wider")
    return found


def _said_of(evidence: Evidence, passage: Passage, mention: PlaceMention, place: Place | None) -> list[str]:
    """What the words round the name make of it."""
    found = [f"words before={_apart(len(passage.between(passage.starts[0], mention.span.start)))}"]
    text, start = evidence.text, evidence.sentences[mention.sentence].span.start
    lead = text[start : mention.span.start]
    told = {
        "near": mention.near,
        "so far from": mention.displacement is not None,
        "part of": mention.part is not None,
        "label": is_label(evidence, mention),
        "elsewhere": is_elsewhere(evidence, mention),
        "bound for": is_bound_for(evidence, mention),
        "owner": place is not None and is_owner(evidence, mention, place),
        "area": place is not None and is_called_area(evidence, mention),
        "dateline": evidence.dateline is not None and evidence.dateline.covers(mention.span),
        "part of a word": not evidence.stands_alone(mention.span),
        "quoted": lead.count('"') % 2 == 1 or lead.count("“") > lead.count("”"),
    }
    return found + [name for name, holds in told.items() if holds]


def _apart(words: int) -> int:
    return bisect_right(WORDS_APART, words)


def of_trigger(
    evidence: Evidence, frame: Frame, trigger: TriggerMention, passage: Passage, candidate: Candidate
) -> list[str]:
    """The cues of a name beside the words of one event."""
    span, how, kind = candidate.mention.span, candidate.how, candidate.kind
    side = "after" if span.start >= trigger.span.end else "before" if span.end <= trigger.span.start else "in"
    low, high = min(trigger.span.end, span.end), max(trigger.span.start, span.start)
    between = passage.between(low, high)[:LONGEST] if side != "in" else ()
    family = FAMILY[trigger.frame]
    found = [
        f"side={side}", f"apart={side}|{_apart(len(between))}", f"side|how={side}|{how}", f"side|kind={side}|{kind}",
        f"family={family}", f"family|how={family}|{how}", f"family|kind={family}|{kind}",
        f"noun|side|how={trigger.noun}|{side}|{how}", f"names between={side}|{min(3, between.count(PLACE))}",
    ]  # fmt: skip
    found += [f"between {side}={word}" for word in sorted(TURNS.intersection(between))]
    inside = trigger.clause is not None and trigger.clause.covers(span)
    found += [f"clause={inside}", f"clause|side={inside}|{side}", f"clause|how={inside}|{how}"]
    hit = trigger.patient is not None and trigger.patient.covers(span)
    found += [f"patient={hit}", f"patient|how={hit}|{how}", f"patient|kind={hit}|{kind}"]
    if trigger.agent is not None and trigger.agent.covers(span):
        found += ["agent", f"agent|how={how}"]
    found.append(f"scope={frame.scope.covers(span)}")
    found += [name for name, holds in (("definite", trigger.definite), ("relative", trigger.relative)) if holds]
    return found + _of_others(evidence, frame, trigger, candidate)


def others_of(evidence: Evidence, frame: Frame) -> list[TriggerMention]:
    """The words for other events in a frame's sentence; the first ``EVENTS``, which is all in any ordinary sentence."""
    own = {id(trigger) for trigger in frame.triggers}
    return [t for t in evidence.triggers.get(frame.sentence, ())[:EVENTS] if id(t) not in own]


def _of_others(evidence: Evidence, frame: Frame, trigger: TriggerMention, candidate: Candidate) -> list[str]:
    """Whether the name rather belongs to other words for an event."""
    span = candidate.mention.span
    others = others_of(evidence, frame)
    found = []
    if any(o.patient is not None and o.patient.covers(span) for o in others):
        found.append("another's patient")
    clause = trigger.clause
    outside = clause is not None and not clause.covers(span)
    if outside and any(o.clause is not None and o.clause != clause and o.clause.covers(span) for o in others):
        found.append("another's clause")
    low, high = min(trigger.span.end, span.end), max(trigger.span.start, span.start)
    between = [o for o in others if low <= o.span.start and o.span.end <= high]
    found.append(f"events between={min(2, len(between))}")
    return found
