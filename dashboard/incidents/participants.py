"""Who did it and to whom, as cited actors, from the argument stretches of an event's triggers and from claims beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.model import Actor, ActorKind, ActorMention, Cited, Span, TriggerMention

BOTH_ACT = frozenset({"clash", "war", "agreement", "riot"})
# frames whose patient is the means, not the target
MEANS = frozenset({"launch", "grenade", "blast", "suicide"})
NOT_AGENT = frozenset("against with from near of in at for between among over after to".split())
COUNTED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|several|some|others?|\d+)", re.IGNORECASE
)
_MEMBERS = re.compile(
    r"\b(?:fighters?|members?|forces|men|gunmen|militants|units?|soldiers|troops|group|party|elements|rebels|supporters|wing|branch|army|"
    r"navy|guards?|insurgents|police|commander|pilots?|jets|warplanes|planes|aircraft|hundreds|dozens|scores|thousands|number|crowd|band)\s+"
    r"(?:of|from|belonging to|loyal to|led by|linked to|with)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$|\bled by\s+(?:the\s+)?$|\bof\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\b(?:terrorist|terror|suicide|militant)$", re.IGNORECASE)
_OWN = re.compile(r"^(?:its|their|it|they|he|his)\b", re.IGNORECASE)
GROUPS = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
THINGS = frozenset({"arms", "facility", "object"})  # rules of actor mentions that cannot act
CLAIM = re.compile(
    r"claim(?:ed|s)? (?:\w+ )?responsibility|(?:has|have|had) claimed|claimed (?:the|it|both|dual|this)|said (?:that )?it (?:was behind|had (?:\w+ )?(?:carried|attacked|"
    r"fired|launched|launch|sent|hit|struck|killed|targeted|bombed|shelled|done))|said (?:that )?(?:it was responsible|its (?:fighters|men|forces|members|"
    r"drones|missiles)|two of its members|they had|their fighters)|took responsibility|was behind|were behind|admitted|acknowledged the (?:strike|attack|raid|killing)",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|held|holds|attributed (?:\w+ ){0,4}to|suspected|pointed the finger at|believed to be|believes that)\b",
    re.IGNORECASE,
)
NO_CLAIM = re.compile(r"\bno (?:group|one|organi[sz]ation|party)\b|\bnobody\b|\bhas not\b|\bdid not\b", re.IGNORECASE)


def actors_of(evidence: Evidence, frames: Sequence[Frame], also: Sequence[int] = ()) -> tuple[Cited[Actor], ...]:
    """The agents: those the triggers' arguments name, strongest form first; else who claimed it; else who is blamed."""
    for frame in frames:
        found = _agents(evidence, frame)
        named = [c for c in found if not _generic(c.value)]
        if named:
            return distinct(named)
    claimed = _claimants(evidence, sorted({f.sentence for f in frames} | set(also)))
    if claimed:
        return claimed
    for frame in frames:
        found = _agents(evidence, frame)
        if found:
            return distinct(found)
    return ()


def _generic(actor: Actor) -> bool:
    return actor.name[:1].islower() or actor.name[:1].isdigit()


def _agents(evidence: Evidence, frame: Frame) -> list[Cited[Actor]]:
    found: list[Cited[Actor]] = []
    for trigger in ordered(frame):
        if trigger.agent is None:
            continue
        found += [
            Cited(m.agent, (m.span,), f"agent of {trigger.rule.split(';')[0]}")
            for m in _acting(evidence, trigger, trigger.agent)
        ]
        if trigger.frame in BOTH_ACT and trigger.patient is not None:
            found += [cite(m, "both sides of a clash") for m in evidence.actors_in(trigger.patient) if is_armed(m)]
        if found:
            break
    return found


def ordered(frame: Frame) -> list[TriggerMention]:
    own = [t for t in frame.triggers if t is not frame.head]
    return [frame.head, *own]


def _acting(evidence: Evidence, trigger: TriggerMention, agent: Span) -> list[ActorMention]:
    """The mentions of the agent's stretch that act, joined ones ("A and B") together."""
    here = [m for m in evidence.actors_in(agent) if _can_act(evidence, m)]
    if not here or all(m.generic for m in here):
        here = _speakers(evidence, trigger, agent) or here
    if trigger.rule.startswith(("passive", "reduced")):
        return _joined(evidence, here)
    kept: list[ActorMention] = []
    for mention in here:
        if _inside_phrase(evidence, mention, agent, kept):
            continue
        kept.append(mention)
    return kept


def _inside_phrase(evidence: Evidence, mention: ActorMention, agent: Span, kept: Sequence[ActorMention]) -> bool:
    """Does the mention hang on a preposition after the subject's head ("a drone over the army's |camp")?"""
    before = evidence.text[agent.start : mention.span.start]
    comma = before.rfind(",")
    last = before[comma + 1 :] if comma >= 0 and comma < len(before) - 2 else before
    found = re.findall(r"[\w'’-]+", last.lower())
    hung = [w for w in found if w in NOT_AGENT]
    if not hung:
        return False
    return not (_MEMBERS.search(last) and not kept)


def _can_act(evidence: Evidence, mention: ActorMention) -> bool:
    words = mention.span.of(evidence.text)
    if (
        _ADJECTIVE.search(words)
        or mention.rule in THINGS
        or not evidence.stands_alone(mention.span)
        or COUNTED.fullmatch(words)
    ):
        return False
    return not (mention.rule == "ship" and mention.actor.kind is None and words[:1].islower())


def _speakers(evidence: Evidence, trigger: TriggerMention, agent: Span) -> list[ActorMention]:
    """As in "The army said its troops …", "… that it had …": the one who speaks is the one who acts."""
    if not _OWN.match(agent.of(evidence.text)):
        return []
    return [m for cited in trigger.by for m in evidence.actors_in(cited.spans[0]) if not m.generic][-1:]


def _joined(evidence: Evidence, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    kept = list(mentions[:1])
    for mention in mentions[1:]:
        between = evidence.text[kept[-1].span.end : mention.span.start].strip(" ,")
        if between not in {"and", "", "or", "'s", "’s", "and the", "the"}:
            break
        kept.append(mention)
    return kept


def is_armed(mention: ActorMention) -> bool:
    return mention.actor.kind in {
        ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.EXTERNAL_FORCES,
        ActorKind.RIOTERS,
    }  # fmt: skip


def _claimants(evidence: Evidence, sentences: Sequence[int]) -> tuple[Cited[Actor], ...]:
    """Who says they did it, or is blamed for it, in the sentences of the event."""
    for rule, pattern in (("claim of responsibility", CLAIM), ("blame", BLAME)):
        for index in sentences:
            span = evidence.sentences[index].span
            match = pattern.search(evidence.text, span.start, span.end)
            if match is None or NO_CLAIM.search(evidence.text, span.start, span.end):
                continue
            after = rule == "blame" or "by" in evidence.text[match.end() : match.end() + 4]
            if after and match.end() >= span.end:
                continue
            side = Span(match.end(), span.end) if after else Span(span.start, max(match.start(), span.start + 1))
            here = [m for m in evidence.actors_in(side) if m.actor.kind not in {ActorKind.CIVILIANS, None}]
            if here:
                groups = [m for m in here if m.actor.kind in GROUPS]
                return (cite(here[0] if after else (groups or here)[-1], rule),)
    return ()


def cite(mention: ActorMention, rule: str) -> Cited[Actor]:
    actor = mention.actor
    if mention.rule == "demonym":  # "an Israeli raid": the state, not the adjective
        actor = replace(actor, written="")
    return Cited(actor, (mention.span,), rule)


def distinct(found: Iterable[Cited[Actor]]) -> tuple[Cited[Actor], ...]:
    seen: dict[str, Cited[Actor]] = {}
    for cited in found:
        key = cited.value.name.lower()
        if key in seen:
            old = seen[key]
            spans = tuple(sorted({*old.spans, *cited.spans}))
            seen[key] = Cited(old.value, spans, old.rule)
        else:
            seen[key] = cited
    return tuple(seen.values())
