"""Who did it and to whom, as cited actors, from the argument stretches of an event's triggers and from claims beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.words import ARMED, ARMS
from dashboard.model import Actor, ActorKind, ActorMention, Cited, Span, TriggerMention

MOST_TARGETS = 6
BOTH_ACT = frozenset({"clash", "war", "agreement", "riot"})
# frames whose patient is the means, not the target
MEANS = frozenset({"launch", "grenade", "blast", "suicide"})
NOT_AGENT = frozenset("against with from near of in at for between among over after to".split())
_COUNTED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|several|some|others?|\d+)", re.IGNORECASE
)
_MEMBERS = re.compile(
    r"\b(?:fighters?|members?|forces|men|gunmen|militants|units?|soldiers|troops|group|party|elements|rebels|supporters|wing|branch|army|"
    r"navy|guards?|insurgents|police|commander|pilots?|jets|warplanes|planes|aircraft|hundreds|dozens|scores|thousands|number|crowd|band)\s+"
    r"(?:of|from|belonging to|loyal to|led by|linked to|with)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$|\bled by\s+(?:the\s+)?$|\bof\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\b(?:terrorist|terror|suicide|militant)$", re.IGNORECASE)
_OWNED = re.compile(
    r"\s*(?:used|held|run|controlled|occupied|operated|owned|manned|belonging|linked|associated)?\s*(?:by|to|of|with)\s",
    re.IGNORECASE,
)
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
            return _distinct(named)
    claimed = _claimants(evidence, sorted({f.sentence for f in frames} | set(also)))
    if claimed:
        return claimed
    for frame in frames:
        found = _agents(evidence, frame)
        if found:
            return _distinct(found)
    return ()


def _generic(actor: Actor) -> bool:
    return actor.name[:1].islower() or actor.name[:1].isdigit()


def _agents(evidence: Evidence, frame: Frame) -> list[Cited[Actor]]:
    found: list[Cited[Actor]] = []
    for trigger in _ordered(frame):
        if trigger.agent is None:
            continue
        found += [
            Cited(m.agent, (m.span,), f"agent of {trigger.rule.split(';')[0]}")
            for m in _acting(evidence, trigger, trigger.agent)
        ]
        if trigger.frame in BOTH_ACT and trigger.patient is not None:
            found += [_cited(m, "both sides of a clash") for m in evidence.actors_in(trigger.patient) if _armed(m)]
        if found:
            break
    return found


def _ordered(frame: Frame) -> list[TriggerMention]:
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
        or _COUNTED.fullmatch(words)
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


def _armed(mention: ActorMention) -> bool:
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
                return (_cited(here[0] if after else (groups or here)[-1], rule),)
    return ()


def targets_of(evidence: Evidence, frames: Sequence[Frame], actors: Sequence[Cited[Actor]]) -> tuple[Cited[Actor], ...]:
    """The patients of the triggers: actors, people and things in the stretch, without those who did it."""
    mine = {a.value.name for a in actors}
    found: list[Cited[Actor]] = []
    for frame in frames:
        for trigger in _ordered(frame):
            if found:
                break
            if trigger.patient is None or trigger.frame in MEANS | {"protest", "war", "agreement", "die"}:
                continue
            if trigger.frame in BOTH_ACT:
                continue
            found += _patients(evidence, trigger, mine)
        if found:
            break
    if found and all(c.value.kind is None for c in found):
        found += _groups_hit(evidence, frames, mine)
    if not found or all(c.value.kind is None for c in found):
        found += _hurt(evidence, frames, mine)
    return _distinct(found)[:MOST_TARGETS]


def _groups_hit(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """Where only things were named ("facilities used by the militia"): whose they are, and whom other sentences name."""
    found: list[Cited[Actor]] = []
    for frame in frames:
        for trigger in frame.triggers:
            if trigger.patient is None or trigger.frame in MEANS:
                continue
            end = evidence.sentences[trigger.sentence].span.end
            owner = _OWNED.match(evidence.text, trigger.patient.end, end)
            stretch = trigger.patient if owner is None else Span(trigger.patient.start, min(end, owner.end() + 60))
            found += [
                _cited(m, "whose it is")
                for m in evidence.actors_in(stretch)
                if m.actor.kind is not None
                and m.actor.name not in mine
                and not m.generic
                and (owner is None or m.span.start <= owner.end() + 25)
            ]
    return found[:3]


def _patients(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    patient = trigger.patient
    assert patient is not None  # noqa: S101  # the caller asked
    here = [
        m
        for m in evidence.actors_in(patient)
        if m.actor.name not in mine
        and evidence.stands_alone(m.span)
        and not _COUNTED.fullmatch(m.span.of(evidence.text))
    ]
    plain = [m for m in here if m.rule != "demonym"]
    here = plain or here
    if here:
        return [_cited(m, f"patient of {trigger.rule.split(';')[0]}") for m in here]
    words = _noun_phrase(patient.of(evidence.text))
    if (
        any(t.span.overlaps(patient) for t in evidence.times.get(trigger.sentence, ()))
        or not words
        or words.lower() in {"it", "them", "him", "her", "us"}
    ):
        return []
    start = evidence.text.find(words, patient.start, patient.end)
    span = Span(start, start + len(words)) if start >= 0 else patient
    return [Cited(Actor(words), (span,), f"patient of {trigger.rule.split(';')[0]}, as written")]


_LEAD = re.compile(
    r"^(?:the|a|an|at least|more than|some|about|around|several|two|three|up to|its|their|his|her|this|that|another)\s+",
    re.IGNORECASE,
)


def _noun_phrase(words: str) -> str:
    words = words.strip(" ,;:\"“”'")
    words = re.split(r"\s+(?:in|on|at|near|of|from|with|who|which|that|during|by|for|after)\s+|,", words, maxsplit=1)[0]
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    return (
        words
        if len(words.split()) <= 7
        and words.lower() not in {"the", "a", "an", "its"}
        and re.search(r"[A-Za-z]{2}", words)
        else ""
    )


def _hurt(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """Where no trigger names a target, those whom a count says were hurt."""
    for frame in frames:
        for count in evidence.counts.get(frame.sentence, ()):
            if count.whom is not None and frame.scope.covers(count.span):
                here = [m for m in evidence.actors_in(count.whom) if m.actor.name not in mine]
                if here:
                    return [_cited(here[0], "who was hurt")]
                words = _noun_phrase(count.whom.of(evidence.text))
                if words:
                    return [Cited(Actor(words), (count.whom,), "who was hurt, as written")]
    return []


def _cited(mention: ActorMention, rule: str) -> Cited[Actor]:
    actor = mention.actor
    if mention.rule == "demonym":  # "an Israeli raid": the state, not the adjective
        actor = replace(actor, written="")
    return Cited(actor, (mention.span,), rule)


def _distinct(found: Iterable[Cited[Actor]]) -> tuple[Cited[Actor], ...]:
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


def armed_words(text: str) -> bool:
    return ARMED.search(text) is not None


def is_arms(text: str) -> bool:
    return ARMS.search(text) is not None
