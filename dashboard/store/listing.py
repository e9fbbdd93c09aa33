"""What the store knows beside incidents: mentioned places, sources, what was not read, not found, or no incident."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import case, func, select

from dashboard.model import Assertion, LoadReport, PlaceKind, PlaceRole, Problem, Span
from dashboard.store import schema
from dashboard.store.packing import unpack

if TYPE_CHECKING:
    from sqlalchemy import Connection

LIMIT: Final = 1000  # rows of a list nobody reads to its end


@dataclass(frozen=True, slots=True)
class MentionedPlace:
    """A place that documents name; ``documents`` is how many do, ``mentions`` how often in all."""

    id: str
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    country: str | None
    documents: int
    mentions: int


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """Where one document names a place: the words, their sentence, and what the place does there."""

    document: str
    title: str
    publisher: str | None
    published: str | None
    role: PlaceRole
    span: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publisher (None: not said), its documents, those of them that report an incident, and its reports."""

    publisher: str | None
    documents: int
    reporting: int
    reports: int
    first: date | str | None
    last: date | str | None


@dataclass(frozen=True, slots=True)
class Load:
    """A load that has ended."""

    started: datetime
    finished: datetime
    paths: tuple[str, ...]
    report: LoadReport


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """Words that look like an event but make no incident."""

    document: str
    title: str
    span: Span
    why: Assertion
    rule: str
    words: str


def mentioned_places(connection: Connection, roles: tuple[PlaceRole, ...]) -> list[MentionedPlace]:
    """The places mentioned in one of the roles, those of most documents first."""
    m, p = schema.mentioned.c, schema.places.c
    documents, mentions = func.count(m.document.distinct()), func.count()
    counted = (
        select(m.place, documents.label("documents"), mentions.label("mentions"))
        .where(m.role.in_([role.value for role in roles]))
        .group_by(m.place)
        .subquery()
    )
    columns = (p.id, p.name, p.kind, p.latitude, p.longitude, p.radius_km, p.country)
    found = connection.execute(
        select(*columns, counted.c.documents, counted.c.mentions)
        .join_from(counted, schema.places, p.key == counted.c.place)
        .order_by(counted.c.documents.desc(), p.id)
    )
    return [MentionedPlace(row.id, row.name, PlaceKind(row.kind), *row[3:]) for row in found]


def places_in_texts(connection: Connection, place: str, limit: int = LIMIT) -> list[PlaceInText]:
    """Where documents name the place with this id (``Place.id``), the latest first, the undated last."""
    m, d = schema.mentioned.c, schema.documents.c
    key = select(schema.places.c.key).where(schema.places.c.id == place).scalar_subquery()
    found = connection.execute(
        select(d.id, d.title, d.publisher, d.published, m.role, m.start, m.end, m.sentence_start, m.sentence_end)
        .join_from(schema.mentioned, schema.documents, d.key == m.document)
        .where(m.place == key)
        .order_by(d.published.is_(None), d.published.desc(), d.id, m.start)
        .limit(limit)
    )
    return [
        PlaceInText(*row[:4], PlaceRole(row.role), Span(row.start, row.end), Span(row.sentence_start, row.sentence_end))
        for row in found
    ]


def sources(connection: Connection) -> list[SourceLine]:
    """All publishers, the one with most documents first."""
    d, r = schema.documents.c, schema.reports.c
    told = select(r.document, func.count().label("reports")).group_by(r.document).subquery()
    count = func.coalesce(func.sum(told.c.reports), 0)
    found = connection.execute(
        select(
            d.publisher, func.count(), func.count(told.c.document), count, func.min(d.published), func.max(d.published)
        )
        .join_from(schema.documents, told, told.c.document == d.key, isouter=True)
        .group_by(d.publisher)
        .order_by(func.count().desc(), d.publisher)
    )
    return [SourceLine(*row) for row in found]


def coverage(connection: Connection) -> list[tuple[str | None, date | None, int]]:
    """How many documents each publisher (None: not said) published on each day (None: not said)."""
    d = schema.documents.c
    found = connection.execute(select(d.publisher, d.published, func.count()).group_by(d.publisher, d.published))
    return [
        (publisher, date.fromisoformat(published[:10]) if published else None, count)
        for publisher, published, count in found
    ]


def problems(connection: Connection, limit: int = LIMIT) -> list[Problem]:
    """What went wrong, the newest first; documents that could not be read at all come before the others."""
    p = schema.problems.c
    unread_first = case((p.document.is_(None), 0), else_=1)
    found = connection.execute(select(p.place, p.stage, p.message).order_by(unread_first, p.key.desc()).limit(limit))
    return [Problem(*row) for row in found]


def unresolved(connection: Connection, limit: int = LIMIT) -> list[tuple[str, int]]:
    """Names that look like places and that no gazetteer knew, with the number of mentions, the most frequent first."""
    name = schema.unresolved.c.name
    found = connection.execute(
        select(name, func.count()).group_by(name).order_by(func.count().desc(), name).limit(limit)
    )
    return [(word, count) for word, count in found]


def rejected(connection: Connection, limit: int = LIMIT) -> list[RejectedEvent]:
    """What was no incident, of the documents saved last."""
    r, d = schema.rejected.c, schema.documents.c
    found = connection.execute(
        select(d.id, d.title, r.start, r.end, r.why, r.rule, d.text)
        .join_from(schema.rejected, schema.documents, d.key == r.document)
        .order_by(r.document.desc(), r.position)
        .limit(limit)
    )
    return [
        RejectedEvent(name, title, Span(start, end), Assertion(why), rule, text[start:end])
        for name, title, start, end, why, rule, text in found
    ]


def rejected_counts(connection: Connection) -> dict[str, int]:
    """How often each reason for being no incident was given."""
    why = schema.rejected.c.why
    found = connection.execute(select(why, func.count()).group_by(why).order_by(func.count().desc(), why))
    return dict(found.all())


def loads(connection: Connection, limit: int = LIMIT) -> list[Load]:
    """The loads that have ended, the latest first."""
    table = schema.loads
    found = connection.execute(select(table).order_by(table.c.key.desc()).limit(limit))
    return [
        Load(
            datetime.fromisoformat(row.started),
            datetime.fromisoformat(row.finished),
            tuple(json.loads(row.paths)),
            unpack(LoadReport, row.report),
        )
        for row in found
    ]


def totals(connection: Connection) -> dict[str, int]:
    """How many rows of each kind the store holds."""
    tables = {
        "documents": schema.documents,
        "reports": schema.reports,
        "incidents": schema.incidents,
        "mentioned": schema.mentioned,
        "unresolved": schema.unresolved,
        "rejected": schema.rejected,
        "problems": schema.problems,
    }
    return {
        name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in tables.items()
    }
