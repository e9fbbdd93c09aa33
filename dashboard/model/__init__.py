"""The records that pass between stages; this package imports nothing of ours.

Every record is a frozen dataclass. Offsets are half-open code-point offsets into ``Document.text``; coordinates are
WGS 84 degrees; distances are kilometres; periods are whole days, both ends included.

    Document -> Mentions -> Resolution -> Report -> Incident

A ``Report`` is **one** document's account of an event; an ``Incident`` is the event itself, made from one or more
reports. They are two types so that merging can be neither forgotten nor done twice.
"""

from dashboard.model.corrections import Correction, CorrectionKind
from dashboard.model.documents import Document, Problem, Sentence, SentenceKind, Source
from dashboard.model.incidents import Extract, Incident, LoadReport, Rejected, Report
from dashboard.model.mentions import (
    ActorMention,
    CountKind,
    CountMention,
    Displacement,
    Mentions,
    PlaceMention,
    TimeMention,
    TriggerMention,
)
from dashboard.model.places import Candidate, Gazetteer, Location, NameHit, NameScanner, Place, Resolution, Rival
from dashboard.model.values import Actor, Count, Period
from dashboard.model.vocabulary import (
    EVENT_TYPES,
    ActorKind,
    Assertion,
    EventType,
    Factuality,
    PlaceKind,
    PlaceRole,
    SubEventType,
)
from dashboard.model.words import Cited, Span

__all__ = [
    "EVENT_TYPES",
    "Actor",
    "ActorKind",
    "ActorMention",
    "Assertion",
    "Candidate",
    "Cited",
    "Correction",
    "CorrectionKind",
    "Count",
    "CountKind",
    "CountMention",
    "Displacement",
    "Document",
    "EventType",
    "Extract",
    "Factuality",
    "Gazetteer",
    "Incident",
    "LoadReport",
    "Location",
    "Mentions",
    "NameHit",
    "NameScanner",
    "Period",
    "Place",
    "PlaceKind",
    "PlaceMention",
    "PlaceRole",
    "Problem",
    "Rejected",
    "Report",
    "Resolution",
    "Rival",
    "Sentence",
    "SentenceKind",
    "Source",
    "Span",
    "SubEventType",
    "TimeMention",
    "TriggerMention",
]
