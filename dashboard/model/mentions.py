"""What was found in a text, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.model.documents import Sentence
from dashboard.model.values import Actor, Count, Period
from dashboard.model.vocabulary import Assertion, PlaceKind, PlaceRole, SubEventType
from dashboard.model.words import Cited, Span


@dataclass(frozen=True, slots=True)
class Displacement:
    """How far from the named point, as in "30 km north of", and in which direction (degrees; None = unsaid)."""

    span: Span
    distance_km: float
    bearing: float | None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """``near`` marks "near X"; ``kind`` is what the words ask for ("Anbar province"); ``role`` as context shows it.

    ``part`` is the bearing of the part meant ("northern Iraq": 0 degrees), None where the whole place is.
    """

    span: Span
    sentence: int
    text: str
    kind: PlaceKind | None = None
    role: PlaceRole = PlaceRole.CONTEXT
    near: bool = False
    displacement: Displacement | None = None
    demonym: bool = False
    score: float = 1.0
    rule: str = "gazetteer"
    part: float | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A noun phrase that may act or be acted on; ``metonym`` marks a capital that stands for a government.

    ``acting`` is who acts where the mention is an agent, if the words for that differ: the jets of "Israeli jets" may
    be hit, but it is Israel that acts. ``agent`` is the one to use then.
    """

    span: Span
    sentence: int
    actor: Actor
    rule: str
    generic: bool = False
    metonym: bool = False
    acting: Actor | None = None

    @property
    def agent(self) -> Actor:
        """Who acts, where the mention is the agent of an event."""
        return self.acting or self.actor


@dataclass(frozen=True, slots=True)
class TimeMention:
    """``period`` is None where a relative date has no publication date to stand on; it then stays unknown."""

    span: Span
    sentence: int
    period: Period | None
    rule: str


class CountKind(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    MISSING = "missing"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class CountMention:
    """``total`` marks a sum over several events; ``whom`` the words of who was hurt, if the text says."""

    span: Span
    sentence: int
    kind: CountKind
    count: Count
    rule: str
    whom: Span | None = None
    part: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """Words that may report an event; ``entry`` is the lexicon entry; ``noun`` tells nouns from verbs.

    ``agent`` and ``patient`` are the stretches of the clause where who did it and to whom stand, if the form tells.
    ``frame`` is the kind of happening (attack, kill, capture, protest …); ``weapon`` the words that set the sub-event
    type; ``definite`` marks words that point back ("the attack"), ``relative`` those of a "which …" clause; ``strength`` below 1 needs other signs of violence.
    """

    span: Span
    sentence: int
    sub_event_type: SubEventType
    assertion: Assertion
    entry: str
    rule: str
    noun: bool = False
    clause: Span | None = None
    agent: Span | None = None
    patient: Span | None = None
    by: tuple[Cited[str], ...] = ()
    denied_by: tuple[Cited[str], ...] = ()
    background: bool = False
    ongoing: bool = False
    strength: float = 1.0
    frame: str = ""
    weapon: Span | None = None
    plural: bool = False
    definite: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one document, each kind in text order."""

    sentences: tuple[Sentence, ...]
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    triggers: tuple[TriggerMention, ...] = ()
