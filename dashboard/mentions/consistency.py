"""What one trigger is holds for those that hang on it: the dead of an accident, "the blast" of a factory, a raid to arrest.

Takes the triggers of one document in text order and gives them back, some set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.model import Assertion, TriggerMention

HURTS = frozenset({"kill", "injure", "die", "damage", "strike", "destroy", "effect"})
SEARCHES = frozenset({"attack", "raid"})
SHOTS = frozenset({"kill", "shoot", "blast", "clash", "air", "shell", "grenade", "suicide", "bomb"})
FACTS = frozenset({Assertion.REPORTED, Assertion.CLAIMED})


def consistent(triggers: Sequence[TriggerMention]) -> Iterable[TriggerMention]:
    """The triggers, with what hangs on a borrowed word borrowed too and searches that end in arrests left out."""
    seen: dict[str, bool] = {}  # entry -> was its last telling borrowed?
    here: list[TriggerMention] = []
    for trigger in triggers:
        if here and here[-1].sentence != trigger.sentence:
            here = []
        told = trigger
        if told.assertion in FACTS and (
            _told_by_borrowed(told, here) or (told.definite and seen.get(told.entry, False))
        ):
            told = replace(told, assertion=Assertion.OTHER, rule=f"{told.rule}; as what it hangs on")
        if told.noun:
            seen[told.entry] = told.assertion is Assertion.OTHER
        here.append(told)
        if not _search_for_arrest(told, triggers):
            yield told


def _told_by_borrowed(trigger: TriggerMention, before: Sequence[TriggerMention]) -> bool:
    """As in "an explosion at a paint factory, killing two": the subject is a borrowed event."""
    if trigger.noun or trigger.frame not in HURTS or trigger.agent is None:
        return False
    doers = [t for t in before if t.noun and trigger.agent.covers(t.span)]
    return bool(doers) and all(t.assertion is Assertion.OTHER for t in doers)


def _search_for_arrest(trigger: TriggerMention, every: Sequence[TriggerMention]) -> bool:
    """As in "raided a house and arrested five": one event, the arrest."""
    if trigger.frame not in SEARCHES or not trigger.entry.startswith(("attack", "raid")):
        return False
    frames = {t.frame for t in every if t.sentence == trigger.sentence and t.assertion in FACTS}
    return "arrest" in frames and not frames & SHOTS
