"""From one text and the places it names to its reports, with our own finders and no gazetteer."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from dashboard.incidents.assembling import Assembled, assemble
from dashboard.mentions import actors, counts, lexicon, sentences, times, triggers
from dashboard.model import (
    Candidate,
    Document,
    Mentions,
    Place,
    PlaceKind,
    PlaceMention,
    PlaceRole,
    Report,
    Resolution,
    Sentence,
    Source,
    Span,
    TriggerMention,
)

RADIUS = {
    PlaceKind.SITE: 2.0,
    PlaceKind.TOWN: 5.0,
    PlaceKind.DISTRICT: 30.0,
    PlaceKind.PROVINCE: 100.0,
    PlaceKind.REGION: 200.0,
    PlaceKind.COUNTRY: 500.0,
    PlaceKind.WATER: 400.0,
}


@cache
def events() -> lexicon.Lexicon:
    return lexicon.load()


@cache
def people() -> actors.ActorTable:
    return actors.load()


def document(text: str, published: str | None = None) -> Document:
    day = date.fromisoformat(published) if published else None
    return Document(Document.identify(text, given="t"), text, Source("t", "0" * 64), published=day)


def place(name: str, kind: PlaceKind, latitude: float, longitude: float, country: str | None) -> Place:
    return Place(f"test:{name}", name, kind, latitude, longitude, RADIUS[kind], country)


def find(text: str) -> tuple[TriggerMention, ...]:
    """The triggers of a text."""
    told = document(text)
    return triggers.find_triggers(told, sentences.split(told), events())


def tell(text: str, *places: Place, published: str | None = None, metonyms: tuple[str, ...] = ()) -> Assembled:
    """The assembled text; each place is found wherever its name stands, ``metonyms`` as names of governments."""
    told = document(text, published)
    split = sentences.split(told)
    found, resolved = [], []
    for start, end, where in sorted(_named(text, places), key=lambda hit: hit[0]):
        role = PlaceRole.ACTOR if where.name in metonyms else PlaceRole.CONTEXT
        near = text[:start].lower().endswith(("near ", "near the "))
        mention = PlaceMention(Span(start, end), _sentence(split, start), text[start:end], where.kind, role, near)
        found.append(mention)
        resolved.append(Resolution(mention, where, 1.0, (Candidate(where, 1.0),)))
    mentions = Mentions(
        split,
        tuple(found),
        actors.find_actors(told, split, people()),
        times.find_times(told, split),
        counts.find_counts(told, split),
        triggers.find_triggers(told, split, events()),
    )
    return assemble(told, mentions, resolved)


def _named(text: str, places: tuple[Place, ...]) -> list[tuple[int, int, Place]]:
    taken: list[tuple[int, int, Place]] = []
    for where in sorted(places, key=lambda p: -len(p.name)):
        for match in re.finditer(rf"\b{re.escape(where.name)}\b", text):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((match.start(), match.end(), where))
    return taken


def _sentence(split: tuple[Sentence, ...], at: int) -> int:
    return next(s.index for s in split if s.span.start <= at < s.span.end)


def one(told: Assembled) -> Report:
    """The only report of a text."""
    assert len(told.reports) == 1, [(r.sub_event_type.value, r.place and r.place.value.text) for r in told.reports]
    return told.reports[0]


def where(report: Report) -> str | None:
    return None if report.place is None else report.place.value.place.name
