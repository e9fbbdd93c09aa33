"""Reports and documents made for tests of merging: short to write, sound by default."""

from datetime import date

from dashboard.model import (
    Actor,
    Cited,
    Count,
    Document,
    Factuality,
    Location,
    Period,
    Place,
    PlaceKind,
    Report,
    Source,
    Span,
    SubEventType,
)

HERE = (Span(0, 5),)
STRIKE = SubEventType.AIR_DRONE_STRIKE
TOWNS = {
    "Ardo": Place("t:1", "Ardo", PlaceKind.TOWN, 33.0, 44.0, 3.0, "IQ", "IQ.1"),
    "Belo": Place("t:2", "Belo", PlaceKind.TOWN, 33.05, 44.05, 3.0, "IQ", "IQ.1"),
    "Camp Ardo": Place("t:3", "Camp Ardo", PlaceKind.SITE, 33.04, 44.04, 2.0, "IQ", "IQ.1"),
    "Farna": Place("t:4", "Farna", PlaceKind.TOWN, 36.0, 41.0, 3.0, "IQ", "IQ.2"),
    "Iraq": Place("t:5", "Iraq", PlaceKind.COUNTRY, 33.0, 44.0, 448.0, "IQ"),
    "Dune province": Place("t:6", "Dune province", PlaceKind.PROVINCE, 33.1, 44.2, 80.0, "IQ", "IQ.1"),
}
PRECISION = {PlaceKind.COUNTRY: 6, PlaceKind.PROVINCE: 4}


def document(name: str, text: str = "", published: date | None = None, publisher: str | None = None) -> Document:
    return Document(name, text or f"text of {name}", Source(name, "0", publisher=publisher), published=published)


def report(
    name: str,
    town: str | None = "Ardo",
    day: int | tuple[int, int] | None = 10,
    *,
    kind: SubEventType = STRIKE,
    actors: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    killed: int | tuple[int, int | None] | None = None,
    document: str | None = None,
    factuality: Factuality = Factuality.REPORTED,
    background: bool = False,
    ongoing: bool = False,
    evidence: tuple[Span, ...] = HERE,
    confidence: float = 0.5,
) -> Report:
    """A report called ``name`` in a document of the same name; ``day`` of January 2024, one or a pair."""
    place = TOWNS[town] if town else None
    days = (day, day) if isinstance(day, int) else day
    length = days[1] - days[0] if days else 0
    low, high = killed if isinstance(killed, tuple) else (killed, killed)
    return Report(
        name,
        document or name,
        Cited(kind, HERE, "test"),
        evidence,
        factuality=factuality,
        background=background,
        ongoing=ongoing,
        actors=tuple(Cited(Actor(a), HERE, "test") for a in actors),
        targets=tuple(Cited(Actor(t), HERE, "test") for t in targets),
        place=Cited(
            Location(place.name, place, place.latitude, place.longitude, place.radius_km, PRECISION.get(place.kind, 1)),
            HERE,
            "test",
        )
        if place
        else None,
        period=Cited(
            Period(date(2024, 1, days[0]), date(2024, 1, days[1]), 1 if length == 0 else 2 if length < 6 else 3),
            HERE,
            "test",
        )
        if days
        else None,
        killed=None if low is None else Cited(Count(low, high), HERE, "test"),
        confidence=confidence,
    )
