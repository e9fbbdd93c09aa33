"""The records that pass between stages; this module imports nothing of ours.

Every record is a frozen dataclass. Offsets are half-open code-point offsets into ``Document.text``; coordinates are
WGS 84 degrees; distances are kilometres; periods are whole days, both ends included.

    Document -> Mentions -> Resolution -> Report -> Incident

A ``Report`` is **one** document's account of an event; an ``Incident`` is the event itself, made from one or more
reports. They are two types so that merging can be neither forgotten nor done twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

# ------------------------------------------------------------------------------------------------------------- words


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """A value, the words it was read from, and the name of the rule that read it."""

    value: T
    spans: tuple[Span, ...]
    rule: str

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"{self.rule}: a cited value needs at least one span")


# --------------------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from.

    ``origin`` is the input's own id (JSONL) or the file's path as loaded; ``sha256`` is that of the raw bytes read.
    """

    origin: str
    sha256: str
    publisher: str | None = None
    url: str | None = None
    retrieved: date | None = None

    def __post_init__(self) -> None:
        if self.url is not None:
            parts = urlsplit(self.url)
            if parts.scheme not in {"http", "https"} or not parts.netloc:
                raise ValueError(f"a source's url must be absolute http or https, not {self.url!r}")


@dataclass(frozen=True, slots=True)
class Document:
    """An article. ``text`` is kept exactly as read; ``id`` is a digest, so that reading twice gives one document."""

    id: str
    text: str
    source: Source
    title: str = ""
    published: date | None = None
    language: str = "en"

    @staticmethod
    def identify(
        text: str, title: str = "", published: str = "", publisher: str = "", url: str = "", given: str = ""
    ) -> str:
        """The digest of what makes a document: its words and who published them when, not the path it lay at.

        ``given`` is the id that a JSONL line brought along; two lines with two ids are two documents.
        """
        whole = json.dumps([text, title, published, publisher, url, given], ensure_ascii=False)
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, said for people: which document, at which stage, what, and what to do."""

    where: str
    stage: str
    message: str


class SentenceKind(StrEnum):
    """What part of the page a sentence stands in; headings, bylines and boilerplate make no incident alone."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph`` counts from 0; ``heading`` is the index of the heading sentence it stands under, if any."""

    span: Span
    index: int
    paragraph: int
    kind: SentenceKind = SentenceKind.BODY
    heading: int | None = None


# ------------------------------------------------------------------------------------------------------- vocabulary


class SubEventType(StrEnum):
    """ACLED's 25 sub-event types (ACLED codebook)."""

    GOVERNMENT_REGAINS_TERRITORY = "Government regains territory"
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "Excessive force against protesters"
    PROTEST_WITH_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_DRONE_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING_ARTILLERY_MISSILE_ATTACK = "Shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE_LANDMINE_IED = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION_FORCED_DISAPPEARANCE = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP_ACTIVITY = "Change to group/activity"
    DISRUPTED_WEAPONS_USE = "Disrupted weapons use"
    HEADQUARTERS_OR_BASE_ESTABLISHED = "Headquarters or base established"
    LOOTING_PROPERTY_DESTRUCTION = "Looting/property destruction"
    NON_VIOLENT_TRANSFER_OF_TERRITORY = "Non-violent transfer of territory"
    OTHER = "Other"

    @property
    def event_type(self) -> EventType:
        """The ACLED event type this sub-event type belongs to."""
        return _EVENT_TYPE_OF[self]


class EventType(StrEnum):
    """ACLED's six event types."""

    BATTLES = "Battles"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    EXPLOSIONS = "Explosions/Remote violence"
    VIOLENCE_AGAINST_CIVILIANS = "Violence against civilians"
    STRATEGIC_DEVELOPMENTS = "Strategic developments"


_S, _E = SubEventType, EventType
EVENT_TYPES: Mapping[EventType, tuple[SubEventType, ...]] = {
    _E.BATTLES: (_S.GOVERNMENT_REGAINS_TERRITORY, _S.NON_STATE_ACTOR_OVERTAKES_TERRITORY, _S.ARMED_CLASH),
    _E.PROTESTS: (_S.EXCESSIVE_FORCE_AGAINST_PROTESTERS, _S.PROTEST_WITH_INTERVENTION, _S.PEACEFUL_PROTEST),
    _E.RIOTS: (_S.VIOLENT_DEMONSTRATION, _S.MOB_VIOLENCE),
    _E.EXPLOSIONS: (
        _S.CHEMICAL_WEAPON,
        _S.AIR_DRONE_STRIKE,
        _S.SUICIDE_BOMB,
        _S.SHELLING_ARTILLERY_MISSILE_ATTACK,
        _S.REMOTE_EXPLOSIVE_LANDMINE_IED,
        _S.GRENADE,
    ),
    _E.VIOLENCE_AGAINST_CIVILIANS: (_S.SEXUAL_VIOLENCE, _S.ATTACK, _S.ABDUCTION_FORCED_DISAPPEARANCE),
    _E.STRATEGIC_DEVELOPMENTS: (
        _S.AGREEMENT,
        _S.ARRESTS,
        _S.CHANGE_TO_GROUP_ACTIVITY,
        _S.DISRUPTED_WEAPONS_USE,
        _S.HEADQUARTERS_OR_BASE_ESTABLISHED,
        _S.LOOTING_PROPERTY_DESTRUCTION,
        _S.NON_VIOLENT_TRANSFER_OF_TERRITORY,
        _S.OTHER,
    ),
}
_EVENT_TYPE_OF = {sub: event for event, subs in EVENT_TYPES.items() for sub in subs}


class Factuality(StrEnum):
    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"


class Assertion(StrEnum):
    """How the text stands to a trigger. All but the first three and BACKGROUND make no incident."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"
    BACKGROUND = "background"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    SUMMARY = "summary"
    STATEMENT = "statement"
    EXERCISE = "exercise"
    OTHER = "other"


class ActorKind(StrEnum):
    """ACLED's actor types (the `inter` codes 1-8, in order)."""

    STATE_FORCES = "State forces"
    REBEL_GROUP = "Rebel group"
    POLITICAL_MILITIA = "Political militia"
    IDENTITY_MILITIA = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    EXTERNAL_FORCES = "External/Other forces"


class PlaceKind(StrEnum):
    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    WATER = "water"


class PlaceRole(StrEnum):
    """What a place does in the text: an event happened there, it stands for a government, a source, a dateline."""

    EVENT = "event"
    ACTOR = "actor"
    SOURCE = "source"
    DATELINE = "dateline"
    CONTEXT = "context"


# ------------------------------------------------------------------------------------------------------ time, numbers


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days, both ends included. ``precision`` is UCDP's date_prec: 1 day, 2 2-6 days, 3 week, 4 month, 5 year."""

    first: date
    last: date
    precision: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period's first day {self.first} must not be after its last {self.last}")
        if not 1 <= self.precision <= 5:
            raise ValueError("a period's precision is 1 to 5; an unknown date is None, not a Period")


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """A figure as the text gives it: ``high`` is None where it is open ("at least 5")."""

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a count needs 0 <= low <= high, not {self.low}..{self.high}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts or is acted on; ``name`` is canonical where the lexicon knows it, else as written.

    ``name`` is for filtering and merging ("Islamic State"); ``written`` keeps the document's own words ("Daesh
    fighters") for the record's JSON and for display beside its article. Two actors with one name are equal.
    """

    name: str
    kind: ActorKind | None = None
    country: str | None = None
    written: str = field(default="", compare=False)

    @property
    def said(self) -> str:
        """The document's own words for it; the name where none are kept."""
        return self.written or self.name


# ---------------------------------------------------------------------------------------------------------- mentions


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


# ------------------------------------------------------------------------------------------------------------ places


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the ground. ``radius_km`` says how far the truth may lie from the point; (0, 0) never means unknown.

    ``country`` is ISO 3166-1 alpha-2, None at sea and across borders; ``admin`` a first-level code such as "IQ.01".
    ``prominence`` says how well known it is, as log2 of an equivalent number of inhabitants; 0 where nobody said.
    """

    id: str
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    country: str | None = None
    admin: str | None = None
    population: int = 0
    prominence: float = 0.0

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"{self.id}: {self.latitude}, {self.longitude} is not on the globe")
        if self.radius_km <= 0:
            raise ValueError(f"{self.id}: radius_km must be above 0")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, how well it fits here (0..1), and why."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A place mention, what it may mean, and what was chosen. The point is the chosen place's, or offset from it.

    ``part`` is the latitude, longitude and radius (km) of the part the words name ("northern Iraq"), None otherwise.
    """

    mention: PlaceMention
    chosen: Place | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    part: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        if self.chosen is not None and all(c.place != self.chosen for c in self.candidates):
            raise ValueError(f"{self.mention.text}: what is chosen must be one of the candidates")


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event happened: the words, the place they mean, the point drawn, and how sure.

    ``where_prec`` is UCDP GED's: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 region, 6 country, 7 sea.
    """

    text: str
    place: Place
    latitude: float
    longitude: float
    radius_km: float
    where_prec: int

    def __post_init__(self) -> None:
        if not 1 <= self.where_prec <= 7:
            raise ValueError("where_prec is 1 to 7")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A stretch of text that is a name in the gazetteer, and what is known of the name (not yet of the place).

    ``people`` is log2 of the most populous place so called, ``primary_people`` of those whose usual name it is;
    ``places`` how many there are (at most 255); ``ordinary`` its Zipf frequency as an ordinary word, ``given`` and
    ``surname`` log10 of its share among ten million people (0 = none); ``primary``: some place's usual name;
    ``short``: only an abbreviation ("Tex."); ``demonym``: only a word for people ("Iraqis"); ``curated``: a name of our
    own list of conflict-area places; ``country``: the country (ISO 3166-1) it may name, or whose people.
    """

    span: Span
    kinds: frozenset[PlaceKind]
    people: int = 0
    primary_people: int = 0
    places: int = 1
    ordinary: float = 0.0
    given: float = 0.0
    surname: float = 0.0
    primary: bool = True
    short: bool = False
    demonym: bool = False
    curated: bool = False
    country: str | None = None


class NameScanner(Protocol):
    """Finds the gazetteer's names in a text; it does not judge whether a place is meant."""

    def scan(self, text: str) -> Sequence[NameHit]:
        """All known names, by start, longest first at one start; they may overlap."""
        ...


class Gazetteer(Protocol):
    """What a name may mean. Lookup and ranking stay apart: this one only knows, it does not choose."""

    def lookup(self, name: str) -> Sequence[Place]:
        """The places that go by this name, the likeliest first; empty if none."""
        ...


# --------------------------------------------------------------------------------------------------------- incidents


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
