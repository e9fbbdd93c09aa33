"""Whom or what an event was done to: the patients of its triggers, by what kind of event it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY, HARM, Frame
from dashboard.incidents.participants import FORCE, MEANS, distinct, is_armed, not_denied, ordered, standing_in
from dashboard.incidents.patients import (
    AS_WRITTEN,
    ATTACKERS,
    PLACE_WORDS,
    acted_on,
    aimed_at,
    cite_hit,
    noun_phrase,
    patients,
    subjects_hurt,
)
from dashboard.incidents.where import Site
from dashboard.model import Actor, ActorKind, ActorMention, Cited, PlaceKind, Span, TriggerMention

MOST_TARGETS = 12
_OWNED = re.compile(
    r"\s*(?:used|held|run|controlled|occupied|operated|owned|manned|belonging|linked|associated)?\s*(?:by|to|of|with)\s",
    re.IGNORECASE,
)
_ANYONE = re.compile(
    r"(?:[\w-]+ )?(?:people|others?|persons?|man|men|woman|women|victims?|lives|dead|bodies|casualties)"
)
_PLAIN_SITE = re.compile(
    r"(?:\w+ ){0,3}(?:base|bases|outpost|post|garrison|field|camp|site|airfield|facility|crossing|position|compound|port|town|village|city|area)",
    re.IGNORECASE,
)


def targets_of(
    evidence: Evidence, frames: Sequence[Frame], actors: Sequence[Cited[Actor]], site: Site | None
) -> tuple[Cited[Actor], ...]:
    """The targets, without those who did it. ``site`` names a base or crossing that sentences only call "the base"."""
    mine = {a.value.name for a in actors}
    family = frames[0].family
    frames = not_denied(frames)
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
    return distinct(_telling(evidence, found) if family == "violence" else found)[:MOST_TARGETS]


def _telling(evidence: Evidence, found: Sequence[Cited[Actor]]) -> list[Cited[Actor]]:
    """The most telling of what was found: things, bodies and people by name or trade; else "people"; else towns."""
    found = [c for c in found if not _only_where(evidence, c)] or list(found)
    for dull in (_ANYONE, PLACE_WORDS):
        found = [c for c in found if not dull.fullmatch(c.value.said)] or list(found)
    return list(found)


def _only_where(evidence: Evidence, cited: Cited[Actor]) -> bool:
    """Is the target no more than the name of a place that is no base or building ("the massacre of |X|")?"""
    if cited.value.kind is not None:
        return False
    span = cited.spans[0]
    return any(
        place.kind is not PlaceKind.SITE
        and mention.span.end == span.end
        and mention.span.start - span.start <= len("north-eastern ")
        for mention, place in evidence.places_in(span)
    )


def _crowd(evidence: Evidence, frames: Sequence[Frame]) -> list[Cited[Actor]]:
    """The demonstrators on whom police or soldiers turned: whom a trigger says, else who is said to have marched."""
    for frame in frames:
        for trigger in sorted(ordered(frame), key=lambda t: t.frame not in FORCE):
            stretches = [s for s in (trigger.patient, trigger.span, trigger.agent) if s is not None]
            here = [m for s in stretches for m in standing_in(evidence, trigger.sentence, s)]
            crowd = [m for m in here if m.actor.kind in {ActorKind.PROTESTERS, ActorKind.RIOTERS}]
            if crowd:
                return [cite_hit(evidence, crowd[0], "on whom force was used")]
    people: list[ActorMention] = []
    for trigger in (t for frame in frames for t in frame.triggers if t.frame == "protest"):
        stretch = trigger.agent or (trigger.patient if trigger.rule.startswith("reduced") else None)
        if stretch is not None:
            people += standing_in(evidence, trigger.sentence, stretch)
    return [cite_hit(evidence, m, "who marched") for m in people if m.actor.kind is ActorKind.CIVILIANS][:1]


def _by_verbs(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """The first patient in the telling of what was hit; who was hurt in it is asked for apart.

    A known kind of thing or people comes before words of no known kind.
    """
    written: list[Cited[Actor]] = []
    for frame in frames:
        for trigger in sorted(ordered(frame), key=lambda t: (FAMILY[t.frame] != frame.family, t.span.start)):
            entered = frame.family == "violence" and FAMILY[trigger.frame] == "ground"
            if trigger.frame in HARM or (entered and _whom_they_hurt(frame)):
                continue  # whom they shot, not the camp they entered
            if trigger.noun and _verb_has_it(frame, trigger):
                continue
            found = aimed_at(evidence, trigger, mine) or acted_on(evidence, trigger, mine)
            if found:
                more = _and_more(evidence, frame, trigger, mine)
                if AS_WRITTEN not in found[0].rule:
                    return found + more
                written = written or found + more
    return written


def _whom_they_hurt(frame: Frame) -> bool:
    return any(t.frame in HARM and t.patient is not None for t in frame.triggers)


def _and_more(evidence: Evidence, frame: Frame, first: TriggerMention, mine: set[str]) -> list[Cited[Actor]]:
    """What further verbs of the sentence hit: "struck two depots; |destroyed| a radar and |damaged| a bridge"."""
    found: list[Cited[Actor]] = []
    for trigger in frame.triggers:
        told = trigger.span.start > first.span.start and trigger.frame in {"damage", "effect", "destroy", "strike"}
        if told and trigger.patient is not None and trigger.rule.startswith("active") and trigger.entry != "rob":
            found += [c for c in patients(evidence, trigger, mine) if AS_WRITTEN not in c.rule]
    return found


def _verb_has_it(frame: Frame, noun: TriggerMention) -> bool:
    """Whether the noun is the subject of a verb that names what was hit ("a strike |hit| a car on the road")."""
    end = (noun.clause or noun.span).end
    return any(
        not t.noun and t.frame not in HARM and t.patient and noun.span.end <= t.span.start < end for t in frame.triggers
    )


def _by_harm(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    for frame in frames:
        for trigger in ordered(frame):
            if trigger.frame not in HARM:
                continue
            whole = trigger.patient is not None
            found = patients(evidence, trigger, mine) if whole else subjects_hurt(evidence, trigger)
            if found:
                return found
    return []


def _opponents(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """From whom ground or weapons were taken, whose drones were shot down."""
    for frame in frames:
        head = frame.head
        end = evidence.sentences[frame.sentence].span.end
        here = [m for m in evidence.actors_in(Span(head.span.end, end)) if is_armed(m)] if head.span.end < end else []
        found = [
            m
            for m in here
            if m.actor.name not in mine
            and not m.generic
            and m.rule != "demonym"
            and not _speaks(evidence, m)
            and not _names_a_place(evidence, m)
        ]
        if found:
            return [cite_hit(evidence, found[0], "whose it was")]
    return []


def _names_a_place(evidence: Evidence, mention: ActorMention) -> bool:
    """Whether a country's bare name only says where ("a crossing with |Egypt|"), not from whom ("from |Egypt|")."""
    bare = mention.rule == "state" and mention.span.of(evidence.text) == mention.actor.name
    return bare and not evidence.text[max(0, mention.span.start - 8) : mention.span.start].rstrip().endswith("from")


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
    found = [c for c in found if not PLACE_WORDS.fullmatch(c.value.said)]
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
                cite_hit(evidence, m, "whose it is")
                for m in evidence.actors_in(stretch)
                if m.actor.kind is not None
                and m.actor.name not in mine
                and not m.generic
                and m.rule != "demonym"
                and not (m.rule == "state" and m.span.of(evidence.text) == m.actor.name)
                and (owner is None or m.span.start <= owner.end() + 25)
            ]
    return found[:3]


def _hurt(evidence: Evidence, frames: Sequence[Frame], mine: set[str]) -> list[Cited[Actor]]:
    """Where no trigger names a target, those whom a count says were hurt."""
    for frame in frames:
        for count in evidence.counts.get(frame.sentence, ()):
            if count.whom is not None and frame.scope.covers(count.span):
                here = [m for m in evidence.actors_in(count.whom) if m.actor.name not in mine]
                if here and ATTACKERS.fullmatch(here[0].actor.said):
                    continue
                if here:
                    return [cite_hit(evidence, here[0], "who was hurt")]
                words = noun_phrase(count.whom.of(evidence.text))
                if words:
                    return [Cited(Actor(words), (count.whom,), "who was hurt, as written")]
    return []
