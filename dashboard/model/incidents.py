"""One document's reports, the incidents made of them, and what a load did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.model.documents import Document, Problem
from dashboard.model.mentions import Mentions
from dashboard.model.places import Location, Resolution
from dashboard.model.values import Actor, Count, Period
from dashboard.model.vocabulary import Assertion, EventType, Factuality, PlaceRole, SubEventType
from dashboard.model.words import Cited, Span


@dataclass(frozen=True, slots=True)
class Rejected:
    """Words that look like an event but make no incident, and why (an Assertion, but for the first four)."""

    span: Span
    why: Assertion
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document's account of one event. ``place`` cites the words of the place; None = the text does not say."""

    id: str
    document: str
    sub_event_type: Cited[SubEventType]
    evidence: tuple[Span, ...]
    factuality: Factuality = Factuality.REPORTED
    claimed_by: tuple[Cited[str], ...] = ()
    denied_by: tuple[Cited[str], ...] = ()
    background: bool = False
    ongoing: bool = False
    actors: tuple[Cited[Actor], ...] = ()
    targets: tuple[Cited[Actor], ...] = ()
    place: Cited[Location] | None = None
    period: Cited[Period] | None = None
    killed: Cited[Count] | None = None
    injured: Cited[Count] | None = None
    captured: Cited[Count] | None = None
    count: Cited[int] | None = None
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a report needs the sentence that reports it")
        if not 0 <= self.confidence <= 1:
            raise ValueError("confidence is 0 to 1")

    @property
    def event_type(self) -> EventType:
        return self.sub_event_type.value.event_type


@dataclass(frozen=True, slots=True)
class Extract:
    """All that was made of one document: what `dashboard extract` prints. ``roles`` go with ``resolutions``."""

    document: Document
    mentions: Mentions
    resolutions: tuple[Resolution, ...] = ()
    roles: tuple[PlaceRole, ...] = ()
    reports: tuple[Report, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """The event itself, from one or more reports. Chosen values stand in a report; nothing is averaged.

    ``lead`` is the report whose values are shown; ``killed`` and ``injured`` span all reports' figures;
    ``disagreements`` maps a field to the values the reports give; ``sources`` counts publishers, copies once.
    """

    id: str
    reports: tuple[Report, ...]
    lead: Report
    factuality: Factuality
    period: Period | None = None
    location: Location | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    background: bool = False
    ongoing: bool = False
    sources: int = 1
    confidence: float = 0.5
    disagreements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merged_because: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.lead not in self.reports:
            raise ValueError("an incident's lead must be one of its reports")

    @property
    def sub_event_type(self) -> SubEventType:
        return self.lead.sub_event_type.value

    @property
    def event_type(self) -> EventType:
        return self.lead.event_type


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: counts and seconds per stage, problems, names no gazetteer knew."""

    documents: int = 0
    unchanged: int = 0
    reports: int = 0
    incidents: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unresolved: Mapping[str, int] = field(default_factory=dict)
