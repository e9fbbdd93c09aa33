"""What one sentence tells: its triggers, grouped into frames, one frame an event.

Triggers of one sentence usually tell one event from several sides ("a blast hit the market, killing nine"). They part
where the words shift to another time or cause ("two days after …"), or where the kinds of happening do not belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.sphere import within
from dashboard.incidents.words import EXPLICIT_SHIFT, SHIFT
from dashboard.model import Assertion, Span, TriggerMention

SHIFTED_BY_PARTICIPLE = re.compile(r"^(?:participle|nominal)")  # "…, killing nine" goes on about the same
FACTS = frozenset({Assertion.REPORTED, Assertion.CLAIMED, Assertion.DENIED, Assertion.BACKGROUND})

# violence that may be done to things alone
ONLY_THINGS = frozenset({"damage", "effect", "attack", "raid", "beat"})
HARM = frozenset({"kill", "injure", "die"})  # they tell who was hurt; what was hit stands with the other verbs
# "… in 2022, and in 2017 …": a clause of its own that begins with another time
_AND_THEN = re.compile(r"(?:[,;]\s+(?:and|while|but)|;|\s(?:and|while|but))\s", re.IGNORECASE)
_OPENS = re.compile(r"(?:(?:in|on|at|over|during|the|early|late|later|earlier|then|again)\s)*", re.IGNORECASE)
_TO_ITS_TIME = 20  # characters from the conjunction to the time that opens the clause
# "…; M23 took the town", "…, and the rebels then took it": the next clause, with a subject of its own
_NEXT_CLAUSE = re.compile(
    r"(?:;|,?\s(?:and|while|but)\s)(?!.*(?:;|,?\s(?:and|while|but)\s))", re.IGNORECASE | re.DOTALL
)
OUTCOME = re.compile(r"^[^,;]*\b(?:after|following|amid)\s", re.IGNORECASE)

FAMILY: Mapping[str, str] = {
    **dict.fromkeys(
        "attack raid kill shoot target injure die beat damage effect retaliate air strike bomb blast shell launch suicide grenade chemical clash".split(),
        "violence",
    ),
    "sexual": "sexual",
    **dict.fromkeys("capture recapture transfer".split(), "ground"),
    "arrest": "arrest",
    "abduct": "abduct",
    **dict.fromkeys("protest riot disperse force-protest mob".split(), "crowd"),
    **dict.fromkeys("intercept disarm".split(), "weapons"),
    "destroy": "destroy",
    "agreement": "agreement",
    **dict.fromkeys("move base other".split(), "move"),
    "war": "war",
}
# a frame of the first family takes up triggers of the second within one clause chain: the greater event tells the less
ABSORBS: Mapping[str, frozenset[str]] = {
    "violence": frozenset({"destroy", "abduct", "weapons", "sexual"}),
    "ground": frozenset({"violence", "destroy", "weapons", "move"}),
    "crowd": frozenset({"violence", "arrest", "destroy"}),
    "abduct": frozenset({"violence", "destroy"}),
    "weapons": frozenset({"arrest", "destroy", "ground"}),
    "arrest": frozenset({"weapons"}),
    "agreement": frozenset({"violence", "move"}),
    "destroy": frozenset({"violence"}),
    "sexual": frozenset({"violence", "abduct"}),
    "move": frozenset(),
    "war": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One event as one sentence tells it. ``scope`` is the stretch of the sentence that is about it; ``subordinate`` marks
    what is only recalled beside the main event; ``parted`` that words ("after", "in response to") bound the scope.
    """

    triggers: tuple[TriggerMention, ...]
    sentence: int
    scope: Span
    family: str
    subordinate: bool = False
    parted: bool = False
    head: TriggerMention = field(init=False, compare=False)  # asked for by every pair of frames of a long text

    def __post_init__(self) -> None:
        """The trigger that leads is the first strong one of the frame's family."""
        own = [t for t in self.triggers if FAMILY[t.frame] == self.family] or list(self.triggers)
        object.__setattr__(self, "head", next((t for t in own if t.strength >= 1), own[0]))

    @property
    def strong(self) -> bool:
        return any(t.strength >= 1 for t in self.triggers)


def frames_of(evidence: Evidence, triggers: Iterable[TriggerMention]) -> tuple[Frame, ...]:
    """The frames of one sentence, in text order, from its factual triggers."""
    told = sorted(triggers, key=lambda t: t.span)
    groups: list[list[TriggerMention]] = []
    shifts: list[bool] = []
    for trigger in told:
        if not groups:
            groups.append([trigger])
            shifts.append(False)
            continue
        shifted = _shifted(evidence, groups[-1][-1], trigger) or _then_taken(evidence, groups[-1], trigger)
        home = _home(evidence, groups, shifts, trigger, shifted=shifted)
        if home is None:
            groups.append([trigger])
            shifts.append(shifted)
        else:
            groups[home].append(trigger)
    return tuple(_frame(evidence, g, groups, shifts, i) for i, g in enumerate(groups))


def _shifted(evidence: Evidence, before: TriggerMention, after: TriggerMention) -> bool:
    if before.span.end >= after.span.start:
        return False
    between = evidence.text[before.span.end : after.span.start]
    if EXPLICIT_SHIFT.search(between) or (before.frame == "retaliate" and before.noun):
        return True
    if not SHIFT.search(between) or _outcome_first(evidence, before, after, between):
        return False
    own = evidence.places_in(after.clause or after.span)
    theirs = evidence.places_in(before.clause or before.span)
    if own and {m.span for m, _ in own} != {m.span for m, _ in theirs}:
        return True
    return ";" not in between and after.noun


def _then_taken(evidence: Evidence, group: Sequence[TriggerMention], after: TriggerMention) -> bool:
    """As in "the army clashed with M23 at X; M23 took the town": fighting, then a capture by others, are two events."""
    before = group[-1]
    if FAMILY[after.frame] != "ground" or after.noun or after.agent is None or after.strength < 1:
        return False
    fought = before.frame == "clash" and not before.noun and before.agent is not None
    return fought and _next_clause(evidence, before, after) is not None


def _next_clause(evidence: Evidence, before: TriggerMention, after: TriggerMention) -> int | None:
    """Where the clause of ``after`` begins, if it goes on beside that of ``before`` with a subject of its own."""
    if after.agent is None or after.noun or not before.span.end <= after.agent.start < after.span.start:
        return None
    match = _NEXT_CLAUSE.search(evidence.text, before.span.end, after.agent.start)
    return None if match is None or SHIFT.search(evidence.text, match.end(), after.span.start) else match.start()


def _outcome_first(evidence: Evidence, before: TriggerMention, after: TriggerMention, between: str) -> bool:
    """As in "three people were killed after gunmen opened fire in the market": the harm first, then what did it."""
    by_someone = before.agent is not None and not evidence.counts_in(before.agent)  # those counted are the victims
    if before.frame not in HARM or by_someone or before.noun or FAMILY[after.frame] not in {"violence", "crowd"}:
        return False
    if OUTCOME.search(between) is None or evidence.places_in(before.clause or before.span):
        return False
    times = [t for t in evidence.times.get(before.sentence, ()) if t.period is not None]
    return len({t.period for t in times}) < 2


def _home(
    evidence: Evidence,
    groups: Sequence[Sequence[TriggerMention]],
    shifts: Sequence[bool],
    trigger: TriggerMention,
    *,
    shifted: bool,
) -> int | None:
    if shifted or _and_another(groups, trigger) or _elsewhere(evidence, groups[-1][-1], trigger):
        return None
    if _and_then(evidence, groups[-1][-1], trigger) is not None:
        return None
    family = FAMILY[trigger.frame]
    for at in range(len(groups) - 1, -1, -1):
        lead = _lead(groups[at])
        if lead == family or family in ABSORBS[lead] or lead in ABSORBS[family]:
            return at
        if shifts[at]:
            break
    return None


def _elsewhere(evidence: Evidence, before: TriggerMention, after: TriggerMention) -> bool:
    """As in "freed Rabia and Zumar, and drove them out of Kobani": each with places of its own, none inside another's."""
    if (
        (before.noun is not after.noun and before.strength < 1)
        or after.strength < 1
        or before.span.end >= after.span.start
    ):
        return False
    end = evidence.sentences[after.sentence].span.end
    mine = [p for _, p in evidence.places_in(Span(after.span.end, end))] if after.span.end < end else []
    theirs = [p for _, p in evidence.places_in(Span(before.span.end, after.span.start))]
    if not mine or not theirs or SHIFTED_BY_PARTICIPLE.search(after.rule):
        return False
    return not any(within(a, b) or within(b, a) for a in mine for b in theirs)


def _and_then(evidence: Evidence, before: TriggerMention, after: TriggerMention) -> int | None:
    """Where "|, and in 2017 a lorry bomb …" begins: a coordinated clause opened by another time than that of the first."""
    low, high = before.span.end, after.span.start
    if low >= high:
        return None
    times = [t for t in evidence.times.get(after.sentence, ()) if t.period is not None and t.span.end <= high]
    opening = [t for t in times if t.span.start > low]
    if not opening or len(opening) == len(times):
        return None  # the first clause must have a time of its own
    said = {t.period for t in times if t not in opening}
    for match in _AND_THEN.finditer(evidence.text, low, high):
        for time in opening:
            near = match.end() <= time.span.start <= match.end() + _TO_ITS_TIME and time.period not in said
            if near and _OPENS.fullmatch(evidence.text, match.end(), time.span.start) is not None:
                return match.start()
    return None


def _and_another(groups: Sequence[Sequence[TriggerMention]], trigger: TriggerMention) -> bool:
    """As in "air strikes and fighting": two nouns of two kinds are two events."""
    last = groups[-1][-1]
    if not (trigger.noun and last.noun) or last.sub_event_type is trigger.sub_event_type:
        return False
    plain = {"air", "clash", "shell", "abduct", "arrest", "blast", "protest"}
    return 0 < trigger.span.start - last.span.end <= 7 and {trigger.frame, last.frame} <= plain


def _lead(group: Sequence[TriggerMention]) -> str:
    """The family that leads a group: the one that absorbs the others, else the first."""
    group = [t for t in group if t.strength >= 1] or group
    main = [t for t in group if not (t.rule.startswith("reduced") and t.agent is None) and not t.relative] or list(
        group
    )
    families = [FAMILY[t.frame] for t in main]
    hurt = any(FAMILY[t.frame] == "violence" and t.frame not in ONLY_THINGS for t in main)
    if hurt and set(families) == {"violence", "destroy"}:
        return "violence"  # "torched houses and shot dead nine": people come first
    for family in families:
        if all(other == family or other in ABSORBS[family] for other in families):
            return family
    return families[0]


def _scope(evidence: Evidence, groups: Sequence[Sequence[TriggerMention]], shifts: Sequence[bool], at: int) -> Span:
    """The stretch of the sentence a group is about: all of it if alone; up to and from a shift; else its clauses."""
    whole = evidence.sentences[groups[at][0].sentence].span
    if len(groups) == 1:
        return whole
    start, end = whole.start, whole.end
    if shifts[at]:
        start = _shift_between(evidence, groups[at - 1][-1], groups[at][0])
    if at + 1 < len(groups) and shifts[at + 1]:
        end = _shift_between(evidence, groups[at][-1], groups[at + 1][0])
    start, end = _among_equals(groups, shifts, at, (start, end))
    if at and (turn := _and_then(evidence, groups[at - 1][-1], groups[at][0])) is not None:
        start = turn
    if at + 1 < len(groups) and (turn := _and_then(evidence, groups[at][-1], groups[at + 1][0])) is not None:
        end = turn
    if start != whole.start or end != whole.end:
        return Span(start, end)
    clauses = [t.clause or t.span for t in groups[at]]
    return Span(min(c.start for c in clauses), max(c.end for c in clauses))


def _among_equals(
    groups: Sequence[Sequence[TriggerMention]], shifts: Sequence[bool], at: int, bounds: tuple[int, int]
) -> tuple[int, int]:
    """Two groups of one kind in a row ("freed A, and drove them out of B") part where the second begins."""
    start, end = bounds
    if at and not shifts[at] and _lead(groups[at - 1]) == _lead(groups[at]):
        start = groups[at][0].span.start
    if at + 1 < len(groups) and not shifts[at + 1] and _lead(groups[at + 1]) == _lead(groups[at]):
        end = groups[at + 1][0].span.start
    return (start, end) if start < end else bounds


def _shift_between(evidence: Evidence, before: TriggerMention, after: TriggerMention) -> int:
    """Where the words turn to the other event; the later trigger's clause or itself where no word says so."""
    low, high = sorted((before.span.end, after.span.start))
    if (clause := _next_clause(evidence, before, after)) is not None:
        return clause
    for pattern in (EXPLICIT_SHIFT, SHIFT):
        match = pattern.search(evidence.text, low, high)
        if match is not None:
            return match.start()
    return after.span.start


def _frame(
    evidence: Evidence,
    group: Sequence[TriggerMention],
    groups: Sequence[Sequence[TriggerMention]],
    shifts: Sequence[bool],
    at: int,
) -> Frame:
    scope = _scope(evidence, groups, shifts, at)
    parted = any(shifts[at : at + 2])
    beside = at > 0 and _next_clause(evidence, groups[at - 1][-1], groups[at][0]) is not None
    return Frame(tuple(group), group[0].sentence, scope, _lead(group), shifts[at] and not beside, parted)
