"""Small invented documents and reports for tests of the store, and the plainest merge that keeps its promise."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from hashlib import sha256

from dashboard.model import (
    Actor,
    ActorKind,
    Assertion,
    Candidate,
    Cited,
    Count,
    Document,
    Extract,
    Factuality,
    Incident,
    Location,
    Mentions,
    Period,
    Place,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Problem,
    Rejected,
    Report,
    Resolution,
    Sentence,
    Source,
    Span,
    SubEventType,
)

TOWNS = {
    "Qarat": Place("made:1", "Qarat", PlaceKind.TOWN, 33.5, 42.5, 5.0, "IQ"),
    "Sefira": Place("made:2", "Sefira", PlaceKind.TOWN, 36.1, 37.4, 5.0, "SY"),
    "Norland": Place("made:3", "Norland", PlaceKind.COUNTRY, -20.0, 179.5, 300.0, "NL"),
}
DAY = date(2024, 3, 1)


def document(text: str, *, origin: str = "a.txt", publisher: str | None = "Daily Post", **more: object) -> Document:
    url = more.pop("url", None)
    source = Source(origin, sha256(text.encode("utf-8", "replace")).hexdigest(), publisher, url)
    return Document(Document.identify(text, given=origin), text, source, **more)


def report(about: Document, start: int = 0, end: int | None = None, **more: object) -> Report:
    """A report that stands on text[start:end]; ``town``, ``day``, ``killed``, ``actors``, ``targets`` in plain values."""
    spans = (Span(start, end or len(about.text)),)
    town, day, killed = more.pop("town", "Qarat"), more.pop("day", DAY), more.pop("killed", None)
    kind = more.pop("kind", SubEventType.ATTACK)
    place = TOWNS.get(town)
    prec = 6 if place and place.kind is PlaceKind.COUNTRY else 1
    name = sha256(repr((about.id, start, end, town, day, kind)).encode()).hexdigest()[:24]
    return Report(
        id=more.pop("id", name),
        document=about.id,
        sub_event_type=Cited(kind, spans, "test"),
        evidence=spans,
        place=Cited(Location(town, place, place.latitude, place.longitude, place.radius_km, prec), spans, "test")
        if place
        else None,
        period=Cited(Period(day, day, 1), spans, "test") if day else None,
        killed=Cited(killed, spans, "test") if killed else None,
        actors=tuple(Cited(Actor(actor, ActorKind.REBEL_GROUP), spans, "test") for actor in more.pop("actors", ())),
        targets=tuple(Cited(Actor(actor), spans, "test") for actor in more.pop("targets", ())),
        **more,
    )


def extract(about: Document, *reports: Report, **more: object) -> Extract:
    sentence = Sentence(Span(0, len(about.text)), 0, 0)
    return Extract(about, Mentions((sentence,)), reports=reports, **more)


def resolution(about: Document, word: str, place: Place | None, role: PlaceRole = PlaceRole.CONTEXT) -> Resolution:
    start = about.text.index(word)
    mention = PlaceMention(Span(start, start + len(word)), 0, word, role=role)
    if place is None:
        return Resolution(mention)
    other = Place("made:9", word, PlaceKind.TOWN, 1.0, 2.0, 3.0, "XX")
    return Resolution(mention, place, 0.8, (Candidate(place, 0.8, ("near the others",)), Candidate(other, 0.1)))


def corpus(seed: int, size: int) -> list[Extract]:
    """Documents that tell of few events, so that many reports belong together and chains form across days."""
    rng = random.Random(seed)
    made = []
    for number in range(size):
        text = f"Report {number}: gunmen attacked a convoy near Qarat, and {rng.randrange(9)} people died; café closed."
        about = document(text, origin=f"{number}.txt", publisher=rng.choice(["Post", "Herald", None]))
        told = [
            report(
                about,
                start,
                start + 9,
                town=rng.choice([*TOWNS, ""]),
                day=rng.choice([None, *(DAY + timedelta(days=3 * step) for step in range(12))]),
                kind=rng.choice([SubEventType.ATTACK, SubEventType.ARMED_CLASH]),
                killed=rng.choice([None, Count(2, 2), Count(5, None)]),
                actors=rng.sample(["Army", "Front", "Guard"], rng.randrange(3)),
                targets=rng.sample(["Police", "Front"], rng.randrange(2)),
                factuality=rng.choice(list(Factuality)),
                background=rng.random() < 0.2,
                confidence=round(rng.random(), 3),
            )
            for start in range(rng.randrange(4))
        ]
        made.append(
            extract(
                about,
                *told,
                resolutions=(
                    resolution(about, "Qarat", TOWNS["Qarat"], PlaceRole.EVENT),
                    resolution(about, "café", None),
                ),
                rejected=(Rejected(Span(0, 6), Assertion.PLANNED, "test"),),
                problems=(Problem(about.source.origin, "places", "odd"),) if number % 5 == 0 else (),
            )
        )
    return made


def block_keys(told: Report, _document: Document | None = None) -> tuple[str, ...]:
    """Two reports share a key when kind and place are the same and their days are at most three apart."""
    if told.place is None or told.period is None:
        return ()
    day = told.period.value.first.toordinal()
    where = f"{told.sub_event_type.value}|{told.place.value.place.id}"
    return (f"{where}|{day}", f"{where}|{day + 3}")


def merge(reports, documents, corrections=()) -> tuple[Incident, ...]:
    """One incident of all reports that shared keys link, however long the chain."""
    leader = {told.id: told.id for told in reports}

    def root(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    first: dict[str, str] = {}
    for told in sorted(reports, key=lambda told: told.id):
        for key in block_keys(told):
            one, other = sorted((root(first.setdefault(key, told.id)), root(told.id)))
            leader[other] = one
    groups = defaultdict(list)
    for told in sorted(reports, key=lambda told: told.id):
        groups[root(told.id)].append(told)
    return tuple(_incident(group, documents) for group in groups.values())


def _incident(group: list[Report], documents) -> Incident:
    lead = max(group, key=lambda told: (told.confidence, told.id))
    figures = [told.killed.value for told in group if told.killed]
    return Incident(
        id=f"i{group[0].id}",
        reports=tuple(group),
        lead=lead,
        factuality=lead.factuality,
        period=lead.period.value if lead.period else None,
        location=lead.place.value if lead.place else None,
        actors=tuple(dict.fromkeys(actor.value for told in group for actor in told.actors)),
        targets=tuple(dict.fromkeys(actor.value for told in group for actor in told.targets)),
        killed=Count(min(figure.low for figure in figures), None) if figures else None,
        background=lead.background,
        sources=len({documents[told.document].source.publisher for told in group}),
        confidence=lead.confidence,
        disagreements={"killed": tuple(sorted({str(f) for f in figures}))} if len(set(figures)) > 1 else {},
        merged_because=("same kind, place and days",) if len(group) > 1 else (),
    )
