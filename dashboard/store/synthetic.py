"""Stores of invented incidents, to measure with: as many as asked, spread as real ones are, the same for the same seed.

Incidents gather around the towns of ``TOWNS`` and the villages about them, a few make most of the total, some are known to
their country only, some have no date. Everything is written by the very functions that a load uses, but in bulk and
without merging.
"""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Final

from dashboard.errors import StoreError
from dashboard.model import (
    EVENT_TYPES,
    Actor,
    ActorKind,
    Cited,
    Count,
    Document,
    Factuality,
    Incident,
    Location,
    Period,
    Place,
    PlaceKind,
    Report,
    Resolution,
    Source,
    Span,
    SubEventType,
)
from dashboard.store import migrations, schema, sqlite
from dashboard.store.loading import document_row, next_key
from dashboard.store.packing import Chosen, pack, pack_all
from dashboard.store.readings import Rows, insert_all
from dashboard.store.rows import row_of
from dashboard.store.saving import set_revision
from dashboard.store.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

BATCH: Final = 5_000  # incidents in one transaction
PER_DOCUMENT: Final = 4
VILLAGES: Final = 400  # about each town
SPREAD_DEGREES: Final = 0.35
FIRST_DAY: Final = date(2015, 1, 1)
DAYS: Final = 3_650

# Name, country, latitude, longitude: towns of the world's conflict areas, rounded to a hundredth of a degree.
TOWNS: Final = (
    ("Mosul", "IQ", 36.34, 43.13),
    ("Baghdad", "IQ", 33.34, 44.40),
    ("Kirkuk", "IQ", 35.47, 44.39),
    ("Aleppo", "SY", 36.20, 37.16),
    ("Idlib", "SY", 35.93, 36.63),
    ("Deir ez-Zor", "SY", 35.34, 40.14),
    ("Raqqa", "SY", 35.95, 39.01),
    ("Gaza", "PS", 31.50, 34.47),
    ("Khan Yunis", "PS", 31.34, 34.30),
    ("Jenin", "PS", 32.46, 35.30),
    ("Tyre", "LB", 33.27, 35.20),
    ("Sanaa", "YE", 15.35, 44.21),
    ("Hodeidah", "YE", 14.80, 42.95),
    ("Marib", "YE", 15.46, 45.33),
    ("Kabul", "AF", 34.53, 69.17),
    ("Kunduz", "AF", 36.73, 68.87),
    ("Quetta", "PK", 30.18, 67.00),
    ("Peshawar", "PK", 34.01, 71.58),
    ("Donetsk", "UA", 48.02, 37.80),
    ("Bakhmut", "UA", 48.59, 38.00),
    ("Kharkiv", "UA", 49.99, 36.23),
    ("Kherson", "UA", 46.64, 32.62),
    ("Khartoum", "SD", 15.59, 32.53),
    ("El Fasher", "SD", 13.63, 25.35),
    ("Mogadishu", "SO", 2.04, 45.34),
    ("Kismayo", "SO", -0.36, 42.55),
    ("Mekelle", "ET", 13.50, 39.47),
    ("Goma", "CD", -1.68, 29.22),
    ("Beni", "CD", 0.49, 29.47),
    ("Maiduguri", "NG", 11.85, 13.16),
    ("Gao", "ML", 16.27, -0.04),
    ("Djibo", "BF", 14.10, -1.63),
    ("Diffa", "NE", 13.32, 12.61),
    ("Bambari", "CF", 5.76, 20.67),
    ("Pemba", "MZ", -12.97, 40.52),
    ("Sittwe", "MM", 20.15, 92.90),
    ("Lashio", "MM", 22.93, 97.75),
    ("Cucuta", "CO", 7.89, -72.50),
    ("Culiacan", "MX", 24.80, -107.39),
    ("Port-au-Prince", "HT", 18.54, -72.34),
)
ACTORS: Final = (
    ("Army", ActorKind.STATE_FORCES),
    ("Police", ActorKind.STATE_FORCES),
    ("Air Force", ActorKind.STATE_FORCES),
    ("Front", ActorKind.REBEL_GROUP),
    ("Liberation Movement", ActorKind.REBEL_GROUP),
    ("Brigades", ActorKind.POLITICAL_MILITIA),
    ("Village Guard", ActorKind.IDENTITY_MILITIA),
    ("Demonstrators", ActorKind.PROTESTERS),
)
PUBLISHERS: Final = tuple(f"{town} {paper}" for town, *_ in TOWNS for paper in ("Post", "Herald", "Wire"))


@dataclass(frozen=True, slots=True)
class _Made:
    """An invented incident, and the one document that reports it (shared by ``PER_DOCUMENT`` incidents)."""

    document: Document
    incidents: tuple[Incident, ...]


def make_store(url: str, incidents: int, *, seed: int = 1) -> None:
    """Fills a new or empty store with so many invented incidents. Raises ``StoreError`` if it holds any already."""
    engine = sqlite.connect(url if "://" in url else f"sqlite:///{url}", create=True)
    try:
        migrations.prepare(engine, create=True)
        with sqlite.reading(engine) as connection:
            if next_key(connection, schema.documents) > 1:
                raise StoreError(f"{engine.url.database}: it holds documents already; name a file that does not exist")
        _fill(engine, _invent(random.Random(seed), incidents))
    finally:
        engine.dispose()


def _fill(engine: Engine, made: Iterator[_Made]) -> None:
    writer = _Bulk()
    while batch := list(islice(made, BATCH // PER_DOCUMENT)):
        with sqlite.writing(engine) as connection:
            writer.add(connection, batch)


class _Bulk:
    """Writes rows with keys counted from 1."""

    def __init__(self) -> None:
        self._terms = Terms()
        self._document = 0
        self._incident = 0
        self._revision = 0
        self._no_places = zlib.compress(pack_all(Resolution, ()).encode())

    def add(self, connection: Connection, batch: list[_Made]) -> None:
        documents: Rows = []
        reports: Rows = []
        incidents: Rows = []
        rows: Rows = []
        self._revision += 1
        for made in batch:
            self._document += 1
            documents.append({"key": self._document, **document_row(made.document)})
            texts = {made.document.id: made.document}
            for incident in made.incidents:
                self._incident += 1
                key, report = self._incident, incident.lead
                row = row_of(key, incident, texts, lambda kind, word: self._terms.code(connection, kind, word))
                incidents.append({"key": key, "id": incident.id, "packed": pack(Chosen.of(incident))})
                reports.append({"key": key, "id": report.id, "document": self._document, "incident": key})
                reports[-1] |= {"packed": pack(report), "chain": key}
                rows.append({"incident": key, "changed": self._revision, "fixed": row.fixed, "tail": row.tail})
        insert_all(connection, schema.documents, documents)
        sqlite.index_documents(
            connection, [{name: row[name] for name in ("key", "title", "text")} for row in documents]
        )
        insert_all(connection, schema.incidents, incidents)
        insert_all(connection, schema.frame_rows, rows)
        insert_all(connection, schema.reports, reports)
        readings = [{"document": row["key"], "resolutions": self._no_places, "roles": ""} for row in documents]
        insert_all(connection, schema.readings, readings)
        self._terms.write(connection)
        set_revision(connection, self._revision)


# ------------------------------------------------------------------------------------------------------------ inventing


def _invent(rng: random.Random, count: int) -> Iterator[_Made]:
    places = [_village(rng, number, town) for town in TOWNS for number in range(VILLAGES)]
    countries = {country: _country(country, latitude, longitude) for _, country, latitude, longitude in TOWNS}
    left = count
    while left > 0:
        size = min(PER_DOCUMENT, left)
        left -= size
        yield _article(rng, places, countries, size)


def _village(rng: random.Random, number: int, town: tuple[str, str, float, float]) -> Place:
    name, country, latitude, longitude = town
    if number == 0:
        return Place(f"made:{name}", name, PlaceKind.TOWN, latitude, longitude, 5.0, country)
    north, east = rng.gauss(0, SPREAD_DEGREES), rng.gauss(0, SPREAD_DEGREES)
    identity = f"made:{name}:{number}"
    return Place(identity, f"{name} {number}", PlaceKind.TOWN, latitude + north, longitude + east, 3.0, country)


def _country(code: str, latitude: float, longitude: float) -> Place:
    return Place(f"made:{code}", code, PlaceKind.COUNTRY, latitude, longitude, 400.0, code)


def _article(rng: random.Random, places: list[Place], countries: dict[str, Place], size: int) -> _Made:
    town = min(rng.randrange(len(TOWNS)), rng.randrange(len(TOWNS)))  # the first towns have the most
    published = FIRST_DAY + timedelta(days=int(DAYS * rng.random() ** 0.7))  # more of late
    told: list[tuple[str, Place]] = []
    for _ in range(size):
        place = places[town * VILLAGES + int(VILLAGES * rng.random() ** 3)]  # a few villages have the most
        place = countries[place.country or ""] if rng.random() < 0.04 else place
        killed = int(rng.paretovariate(1.2)) - 1
        told.append(
            (f"{killed} people were killed near {place.name} on {published - timedelta(rng.randrange(4))}.", place)
        )
    text = " ".join(sentence for sentence, _ in told)
    publisher = PUBLISHERS[min(rng.randrange(len(PUBLISHERS)), rng.randrange(len(PUBLISHERS)))]
    title = f"Reports from {TOWNS[town][0]}, {published}"
    name = sha256(f"{rng.getrandbits(64)}".encode()).hexdigest()[:24]
    document = Document(name, text, Source(f"made/{name}.txt", "0" * 64, publisher), title, published)
    incidents: list[Incident] = []
    start = 0
    for number, (sentence, place) in enumerate(told):
        span = Span(start, start + len(sentence))
        incidents.append(_incident(rng, f"{name}-{number}", span, place, document))
        start = span.end + 1
    return _Made(document, tuple(incidents))


def _incident(rng: random.Random, name: str, span: Span, place: Place, document: Document) -> Incident:
    spans = (span,)
    kind = rng.choice(rng.choice(tuple(EVENT_TYPES.values())))
    words = span.of(document.text).split()
    killed = Count(int(words[0]), int(words[0]))
    day = date.fromisoformat(words[-1].rstrip("."))
    period = Period(day, day, 1) if rng.random() < 0.95 else None
    location = None
    if rng.random() < 0.97:
        exact = place.kind is PlaceKind.TOWN
        location = Location(place.name, place, place.latitude, place.longitude, place.radius_km, 2 if exact else 6)
    actors = tuple(_actor(rng, place.country or "") for _ in range(rng.randrange(3)))
    targets = tuple(_actor(rng, place.country or "") for _ in range(rng.randrange(2)))
    factuality = rng.choices(tuple(Factuality), (80, 15, 5))[0]
    background, confidence = rng.random() < 0.1, round(rng.betavariate(5, 2), 3)
    report = Report(
        id=f"r{name}",
        document=document.id,
        sub_event_type=Cited(SubEventType(kind), spans, "invented"),
        evidence=spans,
        factuality=factuality,
        background=background,
        actors=tuple(Cited(actor, spans, "invented") for actor in actors),
        targets=tuple(Cited(actor, spans, "invented") for actor in targets),
        place=Cited(location, spans, "invented") if location else None,
        period=Cited(period, spans, "invented") if period else None,
        killed=Cited(killed, spans, "invented"),
        confidence=confidence,
    )
    return Incident(
        id=f"i{name}",
        reports=(report,),
        lead=report,
        factuality=factuality,
        period=period,
        location=location,
        actors=actors,
        targets=targets,
        killed=killed,
        background=background,
        confidence=confidence,
    )


def _actor(rng: random.Random, country: str) -> Actor:
    name, kind = rng.choice(ACTORS)
    return Actor(f"{country} {name}", kind, country)
