"""Whom or what an event was done to: the patients of its triggers, by what kind of event it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY, Frame
from dashboard.incidents.participants import (
    BOTH_ACT,
    COUNTED,
    FORCE,
    MEANS,
    cite,
    distinct,
    is_armed,
    is_victim,
    ordered,
    standing_in,
)
from dashboard.incidents.where import Site
from dashboard.model import Actor, ActorKind, ActorMention, Cited, PlaceKind, Span, TriggerMention

MOST_TARGETS = 12
BLASTS = MEANS - {"launch"}
HARM = frozenset({"kill", "injure", "die"})  # they tell who was hurt; what was hit stands with the other verbs
NO_TARGET = MEANS | BOTH_ACT | {"protest", "war", "agreement", "die"}
_OWNED = re.compile(
    r"\s*(?:used|held|run|controlled|occupied|operated|owned|manned|belonging|linked|associated)?\s*(?:by|to|of|with)\s",
    re.IGNORECASE,
)
_DETERMINER = r"\s+(?:(?:the|a|an|its|their|his|her|two|three|several)\s+)?$"
_TOWARDS = re.compile(r"\b(?:at|into|on|onto|upon|against|toward|towards|among|through)" + _DETERMINER, re.IGNORECASE)
# where a bomb goes off is what it was meant for
_BESIDE = re.compile(
    r"\b(?:in|inside|outside|near|beside|amid|under|beneath|behind|over|(?:in|at the) (?:front|gates?|entrance|door) (?:of|to)|next to|close to)"
    + _DETERMINER,
    re.IGNORECASE,
)
# words for a place that tell less than what stands or who lives there, and for whom nothing is known
_PLACE_WORDS = re.compile(
    r"(?:[\w'’-]+ ){0,2}(?:town|towns|city|cities|village|villages|area|areas|district|districts|province|region|department|state|"
    r"neighbou?rhood|suburb|suburbs|quarter|road|highway|street|territory|country|outskirts|county|municipality|township)(?: of .*)?"
)
_ANYONE = re.compile(
    r"(?:[\w-]+ )?(?:people|others?|persons?|man|men|woman|women|victims?|lives|dead|bodies|casualties)"
)
_ENDS_IN_AT = re.compile(r"\b(?:at|on|onto|into|against)$", re.IGNORECASE)
_PLAIN_SITE = re.compile(
    r"(?:\w+ ){0,3}(?:base|bases|outpost|post|garrison|field|camp|site|airfield|facility|crossing|position|compound|port|town|village|city|area)",
    re.IGNORECASE,
)
# "a drone |struck| a post": the event's words end in a verb
_STRUCK = re.compile(r".*(?:ruck|hit|ed)\s+(?:(?:the|a|an|its|their)\s+)?", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r"\s*(?:,|;|and|, and|as well as)\s+(?:and\s+)?(?:(?:the|a|an)\s+)?", re.IGNORECASE)
_SPEAKERS = frozenset({"office", "role", "person", "name", "demonym", "metonym"})
_ATTACKERS = re.compile(r"(?:\w+ )?(?:attackers?|assailants?|bombers?|hijackers?|kidnappers?)", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|reported|added|announced)(?: that)?\b", re.IGNORECASE)
_HANGS = re.compile(
    r"\b(?:in|at|on|near|from|by|who|which|that|suspected|accused|during|after|before|while|as|for|about|to|over|outside|inside)\b",
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
        return distinct(owners + _by_verbs(evidence, frames, mine))[:MOST_TARGETS]
    by_force = family == "crowd" and any(a.value.kind is ActorKind.STATE_FORCES for a in actors)
    if by_force and (crowd := _crowd(evidence, frames)):
        return distinct(crowd)[:MOST_TARGETS]
    if (
        family == "crowd"
        and not by_force
        and not any(t.frame in {"riot", "mob", "suicide"} for f in frames for t in f.triggers)
    ):
        return ()  # a protest is against something, but does nothing to it
    found = _by_verbs(evidence, frames, mine)
    if found and all(c.value.kind is None for c in found):
        found = _named_site(evidence, found, site) + _groups_hit(evidence, frames, mine)
    if family != "crowd" and all(c.value.kind is None or _ANYONE.fullmatch(c.value.said) for c in found):
        found += _by_harm(evidence, frames, mine) or _hurt(evidence, frames, mine)
        found = [c for i, c in enumerate(found) if not any(c.spans[0].overlaps(b.spans[0]) for b in found[:i])]
    return distinct(_telling(found) if family == "violence" else found)[:MOST_TARGETS]


def _telling(found: Sequence[Cited[Actor]]) -> list[Cited[Actor]]:
    """The most telling of what was found: things, bodies and people by name or trade; else towns; else "people"."""
    for dull in (_ANYONE, _PLACE_WORDS):
        found = [c for c in found if not dull.fullmatch(c.value.said)] or list(found)
    return list(found)


def _crowd(evidence: Evidence, frames: Sequence[Frame]) -> list[Cited[Actor]]:
    """The demonstrators on whom police or soldiers turned: whom a trigger says, else who is said to have marched."""
    for frame in frames:
        for trigger in sorted(ordered(frame), key=lambda t: t.frame not in FORCE):
            stretches = [s for s in (trigger.patient, trigger.span, trigger.agent) if s is not None]
            here = [m for s in stretches for m in standing_in(evidence, trigger.sentence, s)]
            crowd = [m for m in here if m.actor.kind in {ActorKind.PROTESTERS, ActorKind.RIOTERS}]
            if crowd:
                return [cite(crowd[0], "on whom force was used")]
    return []


def _by_verbs(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """The first patient in the telling of what was hit; who was hurt in it is asked for apart."""
    for frame in frames:
        for trigger in sorted(ordered(frame), key=lambda t: (FAMILY[t.frame] != frame.family, t.span.start)):
            if trigger.frame in HARM:
                continue
            if trigger.noun and _verb_has_it(frame, trigger):
                continue
            found = _aimed_at(evidence, trigger, mine) or _acted_on(evidence, trigger, mine)
            if found:
                return found + _and_more(evidence, frame, trigger, mine)
    return []


def _and_more(evidence: Evidence, frame: Frame, first: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    """What further verbs of the sentence hit: "struck two depots; |destroyed| a radar and |damaged| a bridge"."""
    found: list[Cited[Actor]] = []
    for trigger in frame.triggers:
        told = trigger.span.start > first.span.start and trigger.frame in {"damage", "effect", "destroy", "strike"}
        if told and trigger.patient is not None and trigger.rule.startswith("active"):
            found += [c for c in _patients(evidence, trigger, mine) if "as written" not in c.rule]
    return found


def _verb_has_it(frame: Frame, noun: TriggerMention) -> bool:
    """Whether the noun is the subject of a verb that names what was hit ("a strike |hit| a car on the road")."""
    end = (noun.clause or noun.span).end
    return any(
        not t.noun and t.frame not in HARM and t.patient and noun.span.end <= t.span.start < end for t in frame.triggers
    )


def _acted_on(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    if trigger.frame in {"intercept", "disarm"}:  # "|downed a drone|": all one phrase
        here = standing_in(evidence, trigger.sentence, trigger.span)
        if arms := [cite(m, "in the event's words") for m in here if m.rule == "arms"]:
            return arms
    if trigger.patient is None or trigger.frame in NO_TARGET - BLASTS:
        return _subjects_hurt(evidence, trigger)
    if trigger.frame not in BLASTS:
        return _patients(evidence, trigger, mine)
    if trigger.noun or not trigger.rule.startswith(("active", "passive")):
        return []
    here = standing_in(evidence, trigger.sentence, trigger.patient)  # "blew up |a bridge|", not "set off |a bomb|"
    return _patients(evidence, trigger, mine) if here and here[0].rule != "arms" else []


def _subjects_hurt(evidence: Evidence, trigger: TriggerMention) -> list[Cited[Actor]]:
    """Civilians who stand as the subject of a violent verb without an object: they suffered it."""
    if trigger.agent is None:
        return []
    here = standing_in(evidence, trigger.sentence, trigger.agent)
    return [cite(m, "subject who suffered") for m in here if is_victim(trigger, m)][:2]


def _by_harm(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    for frame in frames:
        for trigger in ordered(frame):
            if trigger.frame not in HARM:
                continue
            whole = trigger.patient is not None
            found = _patients(evidence, trigger, mine) if whole else _subjects_hurt(evidence, trigger)
            if found:
                return found
    return []


def _aimed_at(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    """As in "rockets were fired at |the base", "a bomb went off outside |a shop": what stands behind the preposition."""
    means = trigger.frame in MEANS | {"shell", "air", "bomb", "chemical"}
    passive = trigger.frame in {"strike", "shoot"} and trigger.rule.startswith("passive")
    at = _ENDS_IN_AT.search(trigger.span.of(evidence.text)) is not None
    if not means and not (passive and at) and not _only_arms(evidence, trigger):
        return []
    end = min(evidence.sentences[trigger.sentence].span.end, (trigger.clause or trigger.span).end)
    if trigger.span.end >= end:
        return []
    here = standing_in(evidence, trigger.sentence, Span(trigger.span.end, end))
    towns: list[Cited[Actor]] = []
    for mention in here:
        if mention.rule in {"arms", "demonym"} or mention.actor.name in mine or mention.span.start < trigger.span.end:
            continue
        before = evidence.text[max(trigger.span.end - 8, 0) : mention.span.start]
        if trigger.noun and _STRUCK.fullmatch(evidence.text, trigger.span.end - 5, mention.span.start):
            return [cite(mention, "what it struck")]
        beside = trigger.frame in BLASTS and _BESIDE.search(before) is not None
        if not beside and _TOWARDS.search(before) is None:
            continue
        if not _PLACE_WORDS.fullmatch(mention.actor.said):
            return [cite(mention, "aimed at")]
        towns.append(cite(mention, "aimed at"))
    return towns[:1]


def _only_arms(evidence: Evidence, trigger: TriggerMention) -> bool:
    """Whether the verb's object is what was sent and not what was hit: "sent |drones| at the base"."""
    if trigger.frame not in {"strike", "shoot", "attack"} or trigger.noun or trigger.patient is None:
        return False
    here = standing_in(evidence, trigger.sentence, trigger.patient)
    return bool(here) and all(m.rule == "arms" for m in here)


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
                and m.rule != "demonym"
                and not (m.rule == "state" and m.span.of(evidence.text) == m.actor.name)
                and (owner is None or m.span.start <= owner.end() + 25)
            ]
    return found[:3]


def _patients(evidence: Evidence, trigger: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    patient = trigger.patient
    assert patient is not None  # noqa: S101  # the caller asked
    said = [m.end() for m in _SAID.finditer(evidence.text, patient.start, patient.end)]
    if said:  # "the ministry said that |two people| were killed": who speaks is not who was hit
        if said[-1] >= patient.end - 1:
            return []
        patient = Span(said[-1], patient.end)
    here = [
        m
        for m in standing_in(evidence, trigger.sentence, patient)
        if m.actor.name not in mine
        and evidence.stands_alone(m.span)
        and not COUNTED.fullmatch(m.span.of(evidence.text))
        and not (trigger.frame in HARM and _ATTACKERS.fullmatch(m.actor.said))
    ]
    if owner := _owner_speaks(evidence, trigger, here):
        return owner
    arms = [m for m in here if m.rule == "arms"]
    if trigger.noun or trigger.frame in MEANS | {
        "air",
        "bomb",
        "chemical",
    }:  # "a salvo of rockets": the means, not whom they hit
        here = [m for m in here if m.rule != "arms"]
        if not here and (arms or (trigger.weapon is not None and trigger.weapon.overlaps(patient))):
            return []
    plain = [m for m in here if m.rule != "demonym"]
    here = _objects(evidence, plain or here)
    here += _listed(evidence, trigger, here)
    if here:
        return [cite(m, f"patient of {trigger.rule.split(';')[0]}") for m in here]
    words = _noun_phrase(patient.of(evidence.text))
    if (
        any(t.span.overlaps(patient) for t in evidence.times.get(trigger.sentence, ()))
        or not words
        or COUNTED.fullmatch(words)
        or words.lower() in {"it", "they", "them", "him", "her", "us", "themselves", "himself"}
    ):
        return []
    start = evidence.text.find(words, patient.start, patient.end)
    span = Span(start, start + len(words)) if start >= 0 else patient
    return [Cited(Actor(words), (span,), f"patient of {trigger.rule.split(';')[0]}, as written")]


def _listed(evidence: Evidence, trigger: TriggerMention, kept: Sequence[ActorMention]) -> list[ActorMention]:
    """What a list goes on with behind the object: "destroyed a depot, |two trucks| and |a bridge|"."""
    found: list[ActorMention] = []
    last = kept[-1] if kept else None
    for mention in evidence.actors.get(trigger.sentence, ()):
        if last is None or mention.span.start < last.span.end:
            continue
        if _COMMA.fullmatch(evidence.text, last.span.end, mention.span.start) is None or mention.rule in _SPEAKERS:
            break
        if (
            evidence.text[mention.span.end : mention.span.end + 12]
            .lstrip()
            .startswith(("said", "says", "told", "were", "was"))
        ):
            break
        found.append(mention)
        last = mention
    return found


def _objects(evidence: Evidence, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The first mention and those beside it; what a preposition or a clause hangs on them is no object."""
    kept = list(mentions[:1])
    for mention in mentions[1:]:
        between = evidence.text[kept[-1].span.end : mention.span.start]
        if _HANGS.search(between):
            break
        kept.append(mention)
    return kept


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
                if here and _ATTACKERS.fullmatch(here[0].actor.said):
                    continue
                if here:
                    return [cite(here[0], "who was hurt")]
                words = _noun_phrase(count.whom.of(evidence.text))
                if words:
                    return [Cited(Actor(words), (count.whom,), "who was hurt, as written")]
    return []
