"""A gazetteer of a few dozen places, written for the tests, so that no test waits for the full build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.model import Document, PlaceKind, PlaceMention, Resolution, Sentence, Source, Span
from dashboard.places import build, ranking
from dashboard.places.offline import OfflineGazetteer
from dashboard.places.sources import ALIAS, DEMONYM, PRIMARY, SHORT, Entry

if TYPE_CHECKING:
    from pathlib import Path

K = PlaceKind


def place(
    identity,
    name,
    kind,
    point,
    country,
    people=0,
    radius=3.0,
    *,
    aliases=(),
    people_words=(),
    short=(),
    admin=None,
    curated=False,
):
    names = [
        (name, PRIMARY),
        *((a, PRIMARY if curated else ALIAS) for a in aliases),
        *((d, DEMONYM) for d in people_words),
        *((s, SHORT) for s in short),
    ]
    return Entry(identity, name, kind, *point, radius, country, admin, people, tuple(names), curated=curated)


ENTRIES = (
    place("geonames:99237", "Iraq", K.COUNTRY, (33.0, 44.0), "IQ", 38_000_000, 450, aliases=("العراق", "Ирак"), people_words=("Iraqi", "Iraqis")),
    place("geonames:163843", "Syria", K.COUNTRY, (35.0, 38.0), "SY", 17_000_000, 290, people_words=("Syrian",)),
    place("geonames:6252001", "United States", K.COUNTRY, (39.76, -98.5), "US", 327_000_000, 2100, aliases=("U.S.", "USA", "America"), people_words=("American",)),
    place("geonames:3017382", "France", K.COUNTRY, (46.0, 2.0), "FR", 67_000_000, 500, people_words=("French",)),
    place("geonames:99592", "Al Anbar", K.PROVINCE, (33.0, 42.0), "IQ", 1_500_000, 200, aliases=("Anbar", "Anbar Province"), admin="IQ.01"),
    place("geonames:4736286", "Texas", K.PROVINCE, (31.5, -99.3), "US", 29_000_000, 660, short=("Tex.", "TX"), admin="US.TX"),
    place("geonames:98182", "Baghdad", K.TOWN, (33.34, 44.40), "IQ", 7_200_000, 16, aliases=("بغداد",), admin="IQ.07"),
    place("geonames:99072", "Mosul", K.TOWN, (36.335, 43.119), "IQ", 1_739_800, 8, aliases=("Al Mawsil", "الموصل"), admin="IQ.15"),
    place("geonames:94824", "Hit", K.TOWN, (33.6416, 42.8251), "IQ", 57_000, 2, admin="IQ.01"),
    place("geonames:172955", "Ar Raqqah", K.TOWN, (35.95, 39.01), "SY", 531_952, 4, aliases=("Raqqa",)),
    place("geonames:170794", "Dayr az Zawr", K.TOWN, (35.336, 40.141), "SY", 242_565, 3, aliases=("Deir ez-Zor",)),
    place("geonames:2988507", "Paris", K.TOWN, (48.853, 2.349), "FR", 2_138_551, 9, admin="FR.11"),
    place("geonames:4717560", "Paris", K.TOWN, (33.661, -95.556), "US", 24_782, 2, admin="US.TX"),
    place("geonames:4684888", "Dallas", K.TOWN, (32.783, -96.807), "US", 1_300_000, 7, admin="US.TX"),
    place("geonames:4140963", "Washington", K.TOWN, (38.895, -77.036), "US", 689_545, 5, admin="US.DC"),
    place("geonames:2643743", "London", K.TOWN, (51.509, -0.126), "GB", 8_961_989, 18, admin="GB.ENG"),
    place("geonames:6058560", "London", K.TOWN, (42.983, -81.233), "CA", 346_765, 4, admin="CA.08"),
    place("overlay:al-asad-air-base", "Al Asad air base", K.SITE, (33.7856, 42.4412), "IQ", 0, 5, aliases=("Al Asad", "Ain al-Asad"), curated=True),
    place("overlay:red-sea", "Red Sea", K.WATER, (20.3, 38.5), None, 0, 1100, curated=True),
)  # fmt: skip


def make(folder: Path) -> OfflineGazetteer:
    return OfflineGazetteer.open(build.build(folder / "small.sqlite", entries=ENTRIES))


def document(text: str, url: str | None = None) -> Document:
    return Document(Document.identify(text), text, Source("test", "0" * 64, url=url))


def whole(text: str) -> tuple[Sentence, ...]:
    return (Sentence(Span(0, len(text)), 0, 0),) if text else ()


def mention(text: str, name: str, **more) -> PlaceMention:
    start = text.index(name)
    return PlaceMention(Span(start, start + len(name)), 0, name, **more)


def resolve(gazetteer, text: str, *names: str, url: str | None = None, **more) -> tuple[Resolution, ...]:
    return ranking.resolve(document(text, url), [mention(text, name, **more) for name in names], gazetteer)
