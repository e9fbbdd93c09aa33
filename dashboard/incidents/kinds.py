"""ACLED's sub-event type of an event, from its triggers, weapons, who acts and who or what is acted on.

Steps: the most telling trigger names the type; then actors and targets refine what words alone leave open (an "attack"
on soldiers is a clash, a "seizure" of a town is territory, of weapons disrupted use, of people an arrest or abduction).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FAMILY, HARM, Frame
from dashboard.incidents.sides import NON_STATE, OFFICIAL, Parties
from dashboard.incidents.words import (
    ACCUSED,
    ARMED,
    ARMS,
    ATTACKERS,
    CEDED,
    CIVILIANS,
    DEMONSTRATING,
    DEMONSTRATORS,
    EACH_OTHER,
    FIRED,
    FLYING,
    HANDED_OVER,
    HOMES,
    HURT_BY,
    LEFT_OVER,
    LYNCHED,
    MANNED,
    MINES,
    MOB,
    OFFICES,
    POISON,
    PROTESTERS,
    PROTESTS,
    RAIDERS,
    SETTLERS,
    SHIPS,
    SHOT,
    TERRITORY,
    THROWN,
    VEHICLES,
    VIOLENT_CROWD,
)
from dashboard.model import ActorKind, Cited, Place, PlaceKind, Span, SubEventType, TriggerMention

S = SubEventType
TAKEN = frozenset({S.NON_STATE_ACTOR_OVERTAKES_TERRITORY, S.GOVERNMENT_REGAINS_TERRITORY})
LEFT = frozenset({S.CHANGE_TO_GROUP_ACTIVITY, S.AGREEMENT})
FROM_AFAR = frozenset({S.AIR_DRONE_STRIKE, S.SHELLING_ARTILLERY_MISSILE_ATTACK, S.REMOTE_EXPLOSIVE_LANDMINE_IED})
HARMED = HARM | {"beat", "shoot"}
_FIRED = frozenset({"launch", "air", "shell", "strike"})
_SOME_OF = re.compile(
    r"(?:(?:about |around |nearly |almost |at least )?(?!all)(?:\d[\d,]*|\w+|\w+-\w+) of\b|most\b|some\b|many\b|several\b)",
    re.IGNORECASE,
)
GENERIC = frozenset({"attack", "raid", "kill", "injure", "die", "target", "beat", "damage", "effect", "retaliate"})
# how telling a trigger's frame is, the higher the more; a weapon beside it adds WITH_WEAPON
TELLING = {
    "suicide": 9, "chemical": 8, "grenade": 7, "shell": 6, "air": 6, "bomb": 5, "blast": 5, "strike": 4, "launch": 4, "clash": 3,
    "shoot": 2, "capture": 4, "recapture": 5, "transfer": 6, "force-protest": 6, "disperse": 5, "riot": 4, "mob": 4, "protest": 3,
    "disarm": 3, "intercept": 3, "abduct": 3, "arrest": 3, "sexual": 5, "destroy": 2, "agreement": 3, "base": 3, "move": 2, "other": 2,
}  # fmt: skip
WITH_WEAPON = 2
LIGHT_BEFORE = re.compile(
    r"\b(launch\w*|carr(?:y|ies|ied|ying) out|beg[aiu]n\w*|start\w*|continu\w*|renew\w*|resum\w*|intensif\w*|conduct\w*|stag(?:e|ed|es|ing)|"
    r"mount(?:ed|s|ing)?|execut\w*|perform\w*|unleash\w*|initiat\w*|ke(?:ep|pt) up|wag(?:e|ed|ing)|commit\w*|suffer\w*)"
    r" (?:(?!that\b|which\b|who\b|to\b|against\b|in\b|on\b)[\w’'-]+ ){0,7}$",
    re.IGNORECASE,
)
LIGHT_AFTER = re.compile(
    r"s? (?:that |which )?(?:also |later |first )?(took place|occurred|happened|broke out|erupted|continued|began|started|followed|came|unfolded|raged)\b"
)


def sub_type(
    evidence: Evidence, frames: Sequence[Frame], sides: Parties, where: Place | None
) -> Cited[SubEventType] | None:
    """The type and the trigger words it was read from; ``None`` where the words tell of no event after all.

    ``where`` is the event's place, if known: an army that takes a town abroad regains nothing, and at sea ships are taken.
    """
    lead = _lead(frames)
    sides = replace(sides, lead_words=lead.span.of(evidence.text))
    if lead.patient is not None:
        sides = replace(sides, object_words=lead.patient.of(evidence.text))
    found = (
        _ground(evidence, lead, sides, where) if frames[0].family == "ground" else _refined(frames, lead, sides, where)
    )
    if found is None:
        return None
    found = _as_the_sentences_tell(evidence, frames, found)
    spans = [lead.span] + [t.span for f in frames for t in f.triggers if t is not lead]
    if lead.weapon is not None:
        spans.insert(1, lead.weapon)
    spans += [span for f in frames for t in f.triggers if t.noun for span in _light_verbs(evidence, t)]
    return Cited(found, tuple(dict.fromkeys(spans)), f"{lead.entry}: {lead.rule}")


def _as_the_sentences_tell(evidence: Evidence, frames: Sequence[Frame], found: SubEventType) -> SubEventType:
    """What words beside the event's own change: ground left without a fight, shells with gas, a march that turned violent."""
    told = " ".join(evidence.sentences[i].span.of(evidence.text) for i in sorted({f.sentence for f in frames}))
    fought = any(FAMILY[t.frame] == "violence" for f in frames for t in f.triggers)
    if found in TAKEN and not fought and HANDED_OVER.search(told):
        return S.NON_VIOLENT_TRANSFER_OF_TERRITORY
    if found in FROM_AFAR and POISON.search(told):
        return S.CHEMICAL_WEAPON
    if found in LEFT and not fought and CEDED.search(told):
        return S.NON_VIOLENT_TRANSFER_OF_TERRITORY
    if (
        found is S.PROTEST_WITH_INTERVENTION
        and HURT_BY.search(told)
        and any(t.frame == "injure" for f in frames for t in f.triggers)
    ):
        return S.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if found is S.REMOTE_EXPLOSIVE_LANDMINE_IED and THROWN.search(told):
        return S.GRENADE
    if found is S.ARRESTS and DEMONSTRATING.search(told):
        return S.PROTEST_WITH_INTERVENTION
    if found is S.PEACEFUL_PROTEST and VIOLENT_CROWD.search(told):
        return S.VIOLENT_DEMONSTRATION
    return found


def _light_verbs(evidence: Evidence, noun: TriggerMention) -> list[Span]:
    """The verb that only lends the noun its tense ("|launched| a new offensive", "the attack |took place|")."""
    clause = noun.clause or noun.span
    before = LIGHT_BEFORE.search(evidence.text, max(clause.start, noun.span.start - 80), noun.span.start)
    after = LIGHT_AFTER.match(evidence.text, noun.span.end)
    return [Span(m.start(1), m.end(1)) for m in (before, after) if m is not None]


def _suicide(frames: Sequence[Frame], lead: TriggerMention) -> bool:
    """A blast that a later sentence lays to a suicide bomber."""
    if lead.frame not in {"blast", "kill", "attack"} or (
        lead.weapon is not None and lead.sub_event_type is not S.REMOTE_EXPLOSIVE_LANDMINE_IED
    ):
        return False
    return any(t.sub_event_type is S.SUICIDE_BOMB for f in frames for t in f.triggers)


def _weight(trigger: TriggerMention) -> float:
    if trigger.frame == "strike" and trigger.sub_event_type is S.ATTACK:  # by a bullet: as if it said "shot"
        return TELLING["shoot"]
    return TELLING.get(trigger.frame, 1) + (WITH_WEAPON if trigger.weapon is not None else 0) * (
        trigger.strength >= 1 or trigger.weapon is not None
    )


def _lead(frames: Sequence[Frame]) -> TriggerMention:
    """The most telling trigger of the first frame that has one; later frames speak only where the first are generic."""
    hurt = any(t.frame in HARMED for t in frames[0].triggers)
    for frame in frames:
        if hurt and frame.family == "destroy" and frames[0].family == "violence":
            continue  # who kills and then loots has attacked
        own = [t for t in frame.triggers if FAMILY[t.frame] == frame.family]
        telling = [t for t in own if t.frame not in GENERIC or t.weapon is not None]
        if telling:
            return max(telling, key=lambda t: (_weight(t), -t.span.start))
    return frames[0].head


def _refined(frames: Sequence[Frame], lead: TriggerMention, sides: Parties, where: Place | None) -> SubEventType:
    family = frames[0].family
    if family == "violence":
        return _violence(frames, lead, sides)
    if family == "crowd":
        return _crowd(frames, lead, sides)
    if family == "destroy" and MOB.search(sides.agent_words) and not DEMONSTRATORS.search(sides.agent_words):
        return S.MOB_VIOLENCE
    if family == "destroy" and (
        PROTESTERS.search(sides.agent_words) or sides.agent_kinds & {ActorKind.PROTESTERS, ActorKind.RIOTERS}
    ):
        return S.VIOLENT_DEMONSTRATION
    if family == "weapons" and lead.frame == "intercept" and _fought(lead, sides):
        return S.ARMED_CLASH
    if family == "weapons" and lead.frame == "intercept" and _SOME_OF.match(sides.object_words):
        through = [t for t in frames[0].triggers if t.frame in _FIRED and not t.noun and t.span.start < lead.span.start]
        if through:  # "launched 90 drones, 71 of which were shot down": the rest came through
            return through[0].sub_event_type
    officials = OFFICES.search(sides.agent_words) is not None  # of a body that rules: "the group's police"
    by_gunmen = sides.agent_kinds & NON_STATE and ATTACKERS.search(sides.agent_words)
    if family == "arrest" and by_gunmen and not lead.noun and not officials:
        return S.ABDUCTION_FORCED_DISAPPEARANCE
    at_sea = where is not None and where.kind is PlaceKind.WATER
    if family == "abduct" and VEHICLES.match(sides.object_words) and not sides.target_kinds and not at_sea:
        return S.LOOTING_PROPERTY_DESTRUCTION
    if family == "abduct" and any(t.frame == "destroy" for f in frames for t in f.triggers):
        people = CIVILIANS.search(sides.object_words) or ARMED.search(sides.object_words)
        return lead.sub_event_type if people or sides.target_kinds else S.LOOTING_PROPERTY_DESTRUCTION
    if family == "war":
        return S.ARMED_CLASH
    return lead.sub_event_type


def _violence(frames: Sequence[Frame], lead: TriggerMention, sides: Parties) -> SubEventType:
    if EACH_OTHER.search(sides.object_words):
        return S.ARMED_CLASH
    left_over = lead.frame == "blast" and LEFT_OVER.search(sides.agent_words)
    if left_over or (lead.frame == "strike" and not lead.noun and MINES.match(sides.object_words)):
        return S.REMOTE_EXPLOSIVE_LANDMINE_IED
    if lead.frame == "air":  # bombs dropped from the air are no planted bombs
        return S.AIR_DRONE_STRIKE
    crowd_hit = ActorKind.PROTESTERS in sides.target_kinds or any(
        words.search(sides.patient_words) for words in (PROTESTERS, PROTESTS)
    )
    by_hand = lead.frame in {"shoot", "kill", "attack", "injure", "die"} and lead.weapon is None
    if crowd_hit and by_hand and sides.agent_is_state:
        return S.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if _suicide(frames, lead):
        return S.SUICIDE_BOMB
    if lead.frame == "damage" and lead.weapon is None:
        return S.LOOTING_PROPERTY_DESTRUCTION
    by_bullet = lead.frame == "strike" and lead.sub_event_type is S.ATTACK
    if by_bullet or (lead.weapon is None and lead.frame in GENERIC | {"shoot", "strike"}):
        return _unarmed_words(frames, lead, sides)
    if lead.frame == "bomb" and lead.weapon is None and sides.agent_is_rebel:
        return S.REMOTE_EXPLOSIVE_LANDMINE_IED
    if lead.entry == "bombing" and lead.weapon is None and sides.agent_is_state:
        return S.AIR_DRONE_STRIKE
    if lead.frame == "launch" and lead.weapon is None:
        return S.ARMED_CLASH if sides.target_is_armed else S.ATTACK
    crowd = {ActorKind.PROTESTERS, ActorKind.RIOTERS} & (sides.agent_kinds | sides.target_kinds)
    if lead.frame == "clash" and (crowd or PROTESTERS.search(sides.agent_words)):
        return S.VIOLENT_DEMONSTRATION
    return lead.sub_event_type


def _fought(lead: TriggerMention, sides: Parties) -> bool:
    """Manned aircraft shot down, or armed people "neutralised", are a fight and no seizure of weapons."""
    if MANNED.search(sides.patient_words):
        return True
    neutralised = sides.lead_words.lower().startswith("neutrali")
    return neutralised and lead.patient is not None and bool(sides.target_kinds & (NON_STATE | OFFICIAL))


def _by_a_mob(sides: Parties) -> bool:
    """A crowd that takes the law into its own hands: on civilians, or on whom it takes for thieves and the like."""
    if LYNCHED.match(sides.lead_words):
        return True
    if SHOT.match(sides.lead_words):
        return False
    mob = MOB.search(sides.agent_words) is not None and not sides.agent_kinds & OFFICIAL
    return mob and (not sides.target_is_armed or ACCUSED.search(sides.patient_words) is not None)


def _unarmed_words(frames: Sequence[Frame], lead: TriggerMention, sides: Parties) -> SubEventType:
    """No weapon is named: who stands against whom decides."""
    if _by_a_mob(sides):
        names = {t.frame for f in frames for t in f.triggers}
        things_alone = "destroy" in names and not names & HARMED and ActorKind.CIVILIANS not in sides.target_kinds
        return S.LOOTING_PROPERTY_DESTRUCTION if things_alone else S.MOB_VIOLENCE
    if (
        lead.frame == "attack"
        and not lead.noun
        and RAIDERS.search(sides.agent_words)
        and HOMES.search(sides.patient_words)
    ):
        return S.ARRESTS
    if lead.frame in {"strike", "attack", "shoot"} and not lead.noun:  # "sent |drones| at the base"
        for means, kind in ((FLYING, S.AIR_DRONE_STRIKE), (FIRED, S.SHELLING_ARTILLERY_MISSILE_ATTACK)):
            if means.match(sides.object_words):
                return kind
    if lead.frame == "strike" and lead.sub_event_type is not S.ATTACK and not sides.agent_is_rebel:
        return S.AIR_DRONE_STRIKE
    if any(t.frame == "clash" for f in frames for t in f.triggers) or sides.fight_each_other:
        return S.ARMED_CLASH
    if sides.target_is_armed and not (sides.target_kinds and sides.target_kinds <= {ActorKind.CIVILIANS}):
        return S.ARMED_CLASH
    return S.ATTACK


def _ground(evidence: Evidence, lead: TriggerMention, sides: Parties, where: Place | None) -> SubEventType | None:
    if "attempt" in lead.rule:
        return S.ARMED_CLASH
    if lead.frame == "transfer":
        return S.NON_VIOLENT_TRANSFER_OF_TERRITORY
    words = lead.patient.of(evidence.text) if lead.patient is not None else ""
    place = lead.patient is not None and bool(evidence.places_in(lead.patient))
    scope = Span(lead.span.start, (lead.clause or lead.span).end)
    land = place or TERRITORY.search(words) is not None or (not words and bool(evidence.places_in(scope)))
    if lead.frame == "recapture":
        rebels = sides.agent_is_rebel and not sides.agent_is_state
        invaders = sides.abroad(where) and not _helps_the_state(evidence, sides)
        return S.NON_STATE_ACTOR_OVERTAKES_TERRITORY if rebels or invaders else S.GOVERNMENT_REGAINS_TERRITORY
    head = words.split(" of ")[0].rstrip(" ,.").rpartition(" ")[2]
    if ARMS.search(words) and not place and TERRITORY.fullmatch(head) is None:
        return S.DISRUPTED_WEAPONS_USE
    if SHIPS.search(words) or (not words and where is not None and where.kind is PlaceKind.WATER):
        return S.ABDUCTION_FORCED_DISAPPEARANCE
    if not TERRITORY.search(words) and (ActorKind.CIVILIANS in sides.target_kinds or CIVILIANS.search(words)):
        return S.ARRESTS if sides.agent_is_state else S.ABDUCTION_FORCED_DISAPPEARANCE
    if not land and ARMED.search(words):
        return S.ARRESTS if sides.agent_is_state else S.ABDUCTION_FORCED_DISAPPEARANCE
    if not land and not (lead.noun and evidence.places_in(lead.clause or lead.span)):
        return None
    regained = sides.agent_is_state and not sides.abroad(where)
    return S.GOVERNMENT_REGAINS_TERRITORY if regained else S.NON_STATE_ACTOR_OVERTAKES_TERRITORY


def _helps_the_state(evidence: Evidence, sides: Parties) -> bool:
    """Whether a foreign force frees ground for the state there: rebels hold it, or are the only foes the text knows."""
    if sides.target_kinds & (NON_STATE | OFFICIAL):
        return not sides.target_kinds & OFFICIAL
    known = {m.actor.kind for here in evidence.actors.values() for m in here if not m.generic}
    return bool(known & NON_STATE)


def _crowd(frames: Sequence[Frame], lead: TriggerMention, sides: Parties) -> SubEventType:
    names = {t.frame for f in frames for t in f.triggers}
    if "suicide" in names and HARM & names:  # the crowd is only whom the bomber struck
        return S.SUICIDE_BOMB
    if "force-protest" in names or (
        {"kill", "shoot", "die"} & names and not {"riot", "mob"} & names and sides.agent_is_state
    ):
        return S.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if "disperse" in names and {"kill", "die", "shoot"} & names and not {"riot", "mob"} & names:
        return S.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if "mob" in names:
        return S.MOB_VIOLENCE
    if {"riot", "destroy", "clash"} & names:
        if "protest" not in names and SETTLERS.search(sides.agent_words):
            return S.MOB_VIOLENCE
        armed = (sides.agent_kinds | sides.target_kinds) & NON_STATE
        crowd = PROTESTERS.search(sides.agent_words) or "protest" in names
        return S.ARMED_CLASH if armed and not crowd else S.VIOLENT_DEMONSTRATION
    if "disperse" in names or "arrest" in names:
        return S.PROTEST_WITH_INTERVENTION
    if "attack" in names:
        return S.VIOLENT_DEMONSTRATION
    return lead.sub_event_type if lead.frame in {"protest", "disperse"} else S.PEACEFUL_PROTEST
