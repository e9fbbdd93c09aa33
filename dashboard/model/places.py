"""Places on the ground, what a name may mean, and where an event happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dashboard.model.mentions import PlaceMention
from dashboard.model.vocabulary import PlaceKind
from dashboard.model.words import Span


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
class Rival:
    """The candidate that came second. ``lead``: by how much it lost, in log odds; ``turning``: the kinds of evidence,
    each with its part of the lead, without which it would have been chosen (empty where they were equal).
    """

    place: Place
    lead: float
    turning: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A place mention, what it may mean, and what was chosen. The point is the chosen place's, or offset from it.

    ``part`` is the latitude, longitude and radius (km) of the part the words name ("northern Iraq"), None otherwise.
    ``rival`` is what else might have been chosen, None where the name has one candidate.
    """

    mention: PlaceMention
    chosen: Place | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    part: tuple[float, float, float] | None = None
    rival: Rival | None = None

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
