"""Whom or what an event was done to: the patients of its triggers, by what kind of event it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.participants import BOTH_ACT, COUNTED, MEANS, cite, distinct, is_armed, ordered
from dashboard.incidents.where import Site
from dashboard.model import Actor, ActorMention, Cited, PlaceKind, Span, TriggerMention

MOST_TARGETS = 6
HARM = frozenset({"kill", "injure", "die"})  # they tell who was hurt; what was hit stands with the other verbs
NO_TARGET = MEANS | BOTH_ACT | {"protest", "war", "agreement", "die"}
_OWNED = re.compile(
    r"\s*(?:used|held|run|controlled|occupied|operated|owned|manned|belonging|linked|associated)?\s*(?:by|to|of|with)\s",
    re.IGNORECASE,
)
_ONTO = re.compile(r"\s*(?:(?:at|on|onto|into|toward|towards|against)\s+)?", re.IGNORECASE)
_ENDS_IN_AT = re.compile(r"\b(?:at|on|onto|into|against)$", re.IGNORECASE)
_PLAIN_SITE = re.compile(
    r"(?:\w+ ){0,3}(?:base|bases|outpost|post|garrison|field|camp|site|airfield|facility|crossing|position|compound|port|town|village|city|area)",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\b(?:its|their)\s+(?:own\s+)?$", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:the|a|an|at least|more than|some|about|around|several|two|three|up to|its|their|his|her|this|that|another)\s+",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"(?:to|of|and|or|in|on|at|by|for|with|from|down|up|the|a|an|its)\b", re.IGNORECASE)


def targets_of(
    evidence: Evidence, frames: Sequence[Frame], actors: Sequence[Cited[Actor]], site: Site | None
) -> tuple[Cited[Actor], ...]:
    """The targets, without those who did it. ``site`` names a base or crossing that sentences only call "the base"."""
    mine = {a.value.name for a in actors}
    family = frames[0].family
    if family == "ground":
        return distinct(_opponents(evidence, frames, mine) or _seized(evidence, frames, mine))[:MOST_TARGETS]
    if family == "weapons" and (owners := _opponents(evidence, frames, mine)):
        return distinct(owners)[:MOST_TARGETS]
    found = _by_verbs(evidence, frames, mine)
    if found and all(c.value.kind is None for c in found):
        found = _named_site(evidence, found, site) + _groups_hit(evidence, frames, mine)
    if not found or all(c.value.kind is None for c in found):
        found += _hurt(evidence, frames, mine)
    return distinct(found)[:MOST_TARGETS]


def _by_verbs(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """The first patient in the telling: of what was hit before who was hurt."""
    for frame in frames:
        for trigger in sorted(ordered(frame), key=lambda t: (t.frame in HARM, t.span.start)):
            if trigger.patient is None or trigger.frame in NO_TARGET:
                continue
            found = _beyond(evidence, trigger, mine) or _patients(evidence, trigger, mine)
            if found:
                return found
    return []


def _beyond(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    """As in "rockets were fired at |the base": what stands after the preposition, not the weapon."""
    if trigger.frame not in {"strike", "shoot", "launch"} or not trigger.rule.startswith("passive"):
        return []
    if not _ENDS_IN_AT.search(trigger.span.of(evidence.text)):
        return []
    end = evidence.sentences[trigger.sentence].span.end
    match = _ONTO.match(evidence.text, trigger.span.end, end)
    start = match.end() if match is not None else trigger.span.end
    if start >= end:
        return []
    here = [m for m in evidence.actors_in(Span(start, end)) if m.span.start - start < 30 and m.actor.name not in mine]
    return [cite(m, "aimed at") for m in here[:1] if m.rule != "arms"]


def _opponents(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """From whom ground or weapons were taken, whose drones were shot down."""
    for frame in frames:
        head = frame.head
        end = evidence.sentences[frame.sentence].span.end
        here = [m for m in evidence.actors_in(Span(head.span.end, end)) if is_armed(m)] if head.span.end < end else []
        found = [
            m
            for m in here
            if m.actor.name not in mine and not m.generic and m.rule != "demonym" and not _speaks(evidence, m)
        ]
        if found:
            return [cite(found[0], "whose it was")]
    return []


def _speaks(evidence: Evidence, mention: ActorMention) -> bool:
    return (
        re.match(
            r"\s+(?:said|says|told|confirmed|announced|reported)\b",
            evidence.text[mention.span.end : mention.span.end + 14],
        )
        is not None
    )


def _seized(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """Ground without an opponent: a site or thing is the target, a town is only the place."""
    found = _by_verbs(evidence, frames, mine)
    towns = [
        m.span
        for i, m in enumerate(evidence.places)
        if i in evidence.place_of and evidence.place_of[i].kind is not PlaceKind.SITE
    ]
    return [c for c in found if not any(c.spans[0].covers(t) or t.covers(c.spans[0]) for t in towns)]


def _named_site(evidence: Evidence, found: Sequence[Cited[Actor]], site: Site | None) -> list[Cited[Actor]]:
    """As in "The base" in an account of Al Asad air base is Al Asad air base."""
    if site is None or site.place.kind is not PlaceKind.SITE:
        return list(found)
    name = Actor(" ".join(site.mention.span.of(evidence.text).split()))
    return [
        Cited(name, (site.mention.span, *c.spans), "the place itself") if _PLAIN_SITE.fullmatch(c.value.said) else c
        for c in found
    ]


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
                cite(m, "whose it is")
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
        and not COUNTED.fullmatch(m.span.of(evidence.text))
    ]
    if owner := _owner_speaks(evidence, trigger, here):
        return owner
    here = [m for m in here if m.rule != "arms" or trigger.frame == "intercept"] or here
    plain = [m for m in here if m.rule != "demonym"]
    here = plain or here
    if here:
        return [cite(m, f"patient of {trigger.rule.split(';')[0]}") for m in here]
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


def _owner_speaks(evidence: Evidence, trigger: TriggerMention, here: Sequence[ActorMention]) -> list[Cited[Actor]]:
    """As in "the Forces said that four of their members were killed": the Forces were hit."""
    if not here or not here[0].generic or not trigger.by:
        return []
    if not _ITS_OWN.search(evidence.text, max(0, here[0].span.start - 12), here[0].span.start):
        return []
    who = [m for m in evidence.actors_in(trigger.by[0].spans[0]) if is_armed(m)]
    return [cite(m, "whose members they were") for m in who[:1]]


def _noun_phrase(words: str) -> str:
    words = words.strip(" ,;:\"“”'")
    words = re.split(r"\s+(?:in|on|at|near|of|from|with|who|which|that|during|by|for|after)\s+|,", words, maxsplit=1)[0]
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    fit = len(words.split()) <= 7 and _NO_NOUN.match(words) is None and re.search(r"[A-Za-z]{2}", words) is not None
    return words if fit else ""


def _hurt(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """Where no trigger names a target, those whom a count says were hurt."""
    for frame in frames:
        for count in evidence.counts.get(frame.sentence, ()):
            if count.whom is not None and frame.scope.covers(count.span):
                here = [m for m in evidence.actors_in(count.whom) if m.actor.name not in mine]
                if here:
                    return [cite(here[0], "who was hurt")]
                words = _noun_phrase(count.whom.of(evidence.text))
                if words:
                    return [Cited(Actor(words), (count.whom,), "who was hurt, as written")]
    return []
