"""The two sides of an event, in words and kinds: what the rules of its type ask about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.words import ARMED, ATTACKERS, CIVILIANS, FORMER, OFF_DUTY, STATE, UNARMED
from dashboard.model import Actor, ActorKind, Cited, Place

NON_STATE = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})
OFFICIAL = frozenset({ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES})


@dataclass(frozen=True, slots=True)
class Parties:
    """What is known of the two sides, in words and kinds."""

    agents: tuple[Cited[Actor], ...]
    targets: tuple[Cited[Actor], ...]
    agent_words: str
    patient_words: str
    object_words: str = ""
    off_duty: bool = False
    lead_words: str = ""

    @property
    def agent_kinds(self) -> frozenset[ActorKind]:
        return frozenset(a.value.kind for a in self.agents if a.value.kind is not None)

    @property
    def target_kinds(self) -> frozenset[ActorKind]:
        return frozenset(a.value.kind for a in self.targets if a.value.kind is not None)

    @property
    def agent_is_state(self) -> bool:
        kinds = self.agent_kinds
        first = next((a.value.kind for a in self.agents if a.value.kind is not None), None)
        if kinds & NON_STATE and first not in OFFICIAL:  # "the army and allied fighters" take ground for the state
            return False
        return bool(kinds & OFFICIAL) or (
            not ATTACKERS.search(self.agent_words) and STATE.search(self.agent_words) is not None
        )

    def abroad(self, where: Place | None) -> bool:
        """Whether those who act are of another state than the one whose ground it is."""
        homes = {a.value.country for a in self.agents if a.value.kind is ActorKind.STATE_FORCES}
        if where is None or where.country is None or not homes or None in homes:
            return False
        return where.country not in homes

    @property
    def fight_each_other(self) -> bool:
        """Whether soldiers and rebels act together in one event with no third side: they act on each other."""
        return bool(self.agent_kinds & NON_STATE and self.agent_kinds & OFFICIAL and not self.targets)

    @property
    def agent_is_rebel(self) -> bool:
        if self.agent_kinds & (NON_STATE | OFFICIAL):
            return bool(self.agent_kinds & NON_STATE)
        return ATTACKERS.search(self.agent_words) is not None

    @property
    def target_is_armed(self) -> bool:
        if self.off_duty or any(FORMER.match(t.value.said) for t in self.targets):
            return False
        first = next(
            (t.value for t in self.targets if t.value.kind is not None and not UNARMED.fullmatch(t.value.said)), None
        )
        if first is not None and first.kind is ActorKind.EXTERNAL_FORCES and not self.agents:
            return False  # peacekeepers whom nobody known shot at were attacked
        if first is not None:
            return first.kind in NON_STATE | OFFICIAL
        return ARMED.search(self.patient_words) is not None

    @property
    def target_is_civil(self) -> bool:
        if ActorKind.CIVILIANS in self.target_kinds:
            return True
        return CIVILIANS.search(self.patient_words) is not None


def parties(
    evidence: Evidence, frames: Sequence[Frame], agents: Sequence[Cited[Actor]], targets: Sequence[Cited[Actor]]
) -> Parties:
    agent_words = _first_words(evidence, frames, "agent")
    patient_words = _first_words(evidence, frames, "patient")
    said = " ".join(a.value.said for a in agents)
    return Parties(
        tuple(agents),
        tuple(targets),
        f"{said} {agent_words}",
        f"{' '.join(t.value.said for t in targets)} {patient_words}",
        patient_words,
        any(OFF_DUTY.search(frame.scope.of(evidence.text)) for frame in frames),
    )


def _first_words(evidence: Evidence, frames: Sequence[Frame], side: str) -> str:
    """The words of one side in the first frame that names it."""
    for frame in frames:
        spans = [span for t in frame.triggers if (span := getattr(t, side)) is not None]
        if spans:
            return " ".join(span.of(evidence.text) for span in spans)
    return ""
