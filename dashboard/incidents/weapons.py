"""What the weapons say for or against one event told twice: a strike is no car bomb, but a bombing may be a suicide bombing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.incidents.frames import FAMILY, Frame
from dashboard.incidents.kinds import GENERIC
from dashboard.incidents.words import ATTACKERS
from dashboard.model import SubEventType, TriggerMention

# Points as those of linking.
OTHER_WEAPON, OTHER_BLAST, OTHER_HANDS = -2.0, -0.3, -4.0
_BOMB, _SUICIDE = SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED, SubEventType.SUICIDE_BOMB
_FAR = frozenset({SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK, SubEventType.AIR_DRONE_STRIKE})
BLASTS = _FAR | {_BOMB, _SUICIDE}
_DEFINITE = re.compile(r"(?:the|these|those|its|their|his|both)\b", re.IGNORECASE)
_ANY_BOMB = frozenset({"bombing", "blast", "bomb"})  # entries that do not tell how a bomb went off


def weapon_points(text: str, frame: Frame, story: Sequence[Frame]) -> float:
    """0 where the weapons agree or one side names none; less where they differ."""
    if (_by_hand(text, frame) and _from_afar(story)) or (_from_afar([frame]) and any(_by_hand(text, f) for f in story)):
        return OTHER_HANDS
    here = [t for t in frame.triggers if names_kind(t)]
    told = [t for f in story for t in f.triggers if names_kind(t)]
    mine, theirs = {t.sub_event_type for t in here}, {t.sub_event_type for t in told}
    if not mine or not theirs or mine & theirs or _only_how([*here, *told]):
        return 0.0
    if (
        mine <= BLASTS
        and theirs <= BLASTS
        and any(t.frame in {"blast", "bomb", "strike", "shell"} for t in frame.triggers)
        and frame.head.definite
    ):
        return OTHER_BLAST
    return OTHER_WEAPON


def _by_hand(text: str, frame: Frame) -> bool:
    """As in "two gunmen opened fire on passengers": new people act, and no missile, shell or aircraft has a part in it."""
    agents = [t.agent.of(text) for t in frame.triggers if t.agent is not None]
    return any(ATTACKERS.search(words) and not _DEFINITE.match(words) for words in agents) and not any(
        t.sub_event_type in _FAR or t.weapon is not None for t in frame.triggers
    )


def _from_afar(frames: Sequence[Frame]) -> bool:
    """Does every telling that says how it was done speak of missiles, shells or aircraft?"""
    how = [
        t for f in frames for t in f.triggers if t.weapon is not None or names_kind(t) or t.frame in {"shoot", "attack"}
    ]
    return bool(how) and all(t.sub_event_type in _FAR for t in how)


def _only_how(triggers: Sequence[TriggerMention]) -> bool:
    """As in "the bombing of the church … a couple blew themselves up": a bomb of no known kind, and how it went off."""
    if {t.sub_event_type for t in triggers} != {_BOMB, _SUICIDE}:
        return False
    return all(t.entry in _ANY_BOMB for t in triggers if t.sub_event_type is _BOMB)


def names_kind(trigger: TriggerMention) -> bool:
    """Does the trigger itself name a kind of event that keeps apart from others?"""
    if FAMILY[trigger.frame] == "crowd":
        return trigger.frame in {"riot", "mob", "force-protest"}
    if FAMILY[trigger.frame] == "ground":
        return trigger.strength >= 1 and trigger.patient is not None
    if FAMILY[trigger.frame] != "violence":
        return False
    return trigger.weapon is not None or trigger.frame not in GENERIC | {"shoot", "launch", "strike", "clash"}
