"""Reading back what was saved: documents, reports, incidents, and how a document's places were read."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Connection, func, select

from dashboard.errors import NoSuchIncident
from dashboard.model import (
    Assertion,
    Document,
    Incident,
    PlaceRole,
    Problem,
    Rejected,
    Report,
    Resolution,
    Source,
    Span,
)
from dashboard.store import schema
from dashboard.store.packing import Chosen, unpack, unpack_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")

CHUNK: Final = 500  # values in one IN (...): well below every database's limit
SHELF: Final = 20_000  # documents a load keeps at hand: about 60 MB of news
REPORTS: Final = 50_000  # reports: 4 KB each, 200 MB at most; merging long chains reads most of them again and again


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document's places were read, and what was no incident: the answer to "why is this pin here"."""

    resolutions: tuple[Resolution, ...] = ()
    roles: tuple[PlaceRole, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    problems: tuple[Problem, ...] = ()


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most ``size``."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def revision_of(connection: Connection) -> int:
    """How many batches have changed the store."""
    return int(connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == "revision")).scalar_one())


def first_token(connection: Connection) -> str:
    """The random word of the oldest revision that has one: it names the store, however it grows."""
    table = schema.revisions.c
    return str(connection.execute(select(table.token).order_by(table.revision).limit(1)).scalar_one())


def token_of(connection: Connection, revision: int) -> str | None:
    """The random word of a revision; None if this store never had it, or had it before there were tokens."""
    table = schema.revisions.c
    return connection.execute(select(table.token).where(table.revision == revision)).scalar()


# ----------------------------------------------------------------------------------------------------------- documents


def document_row(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "id": document.id,
        "origin": source.origin,
        "sha256": source.sha256,
        "title": document.title,
        "text": document.text,
        "published": document.published and document.published.isoformat(),
        "language": document.language,
        "publisher": source.publisher,
        "url": source.url,
        "retrieved": source.retrieved and source.retrieved.isoformat(),
    }


def document_of(row: Any) -> Document:
    """The document of a row of ``documents``."""
    retrieved = date.fromisoformat(row.retrieved) if row.retrieved else None
    return Document(
        id=row.id,
        text=row.text,
        source=Source(row.origin, row.sha256, row.publisher, row.url, retrieved),
        title=row.title,
        published=date.fromisoformat(row.published) if row.published else None,
        language=row.language,
    )


class Shelf:
    """Documents and reports by key, read once and kept at hand up to a limit."""

    def __init__(self, limit: int = SHELF, reports: int = REPORTS) -> None:
        self._limit = limit
        self._reports_limit = reports
        self._documents: OrderedDict[int, Document] = OrderedDict()
        self._reports: OrderedDict[int, tuple[Report, int]] = OrderedDict()

    def reports(self, connection: Connection, keys: Iterable[int]) -> dict[int, tuple[Report, int]]:
        """Reports and the keys of their documents, by key."""
        table = schema.reports.c
        found, missing = _at_hand(self._reports, keys)
        for chunk in chunks(missing):
            rows = connection.execute(select(table.key, table.packed, table.document).where(table.key.in_(chunk)))
            found |= {key: (unpack(Report, packed), document) for key, packed, document in rows}
        _keep(self._reports, found, self._reports_limit)
        return found

    def holds(self, key: int) -> bool:
        """Is a report at hand?"""
        return key in self._reports

    def forget(self, keys: Iterable[int]) -> None:
        """Reports that are about to change or go."""
        for key in keys:
            self._reports.pop(key, None)

    def documents(self, connection: Connection, keys: Iterable[int]) -> dict[int, Document]:
        """Documents by key."""
        found, missing = _at_hand(self._documents, keys)
        for chunk in chunks(missing):
            rows = connection.execute(select(schema.documents).where(schema.documents.c.key.in_(chunk)))
            found |= {row.key: document_of(row) for row in rows}
        _keep(self._documents, found, self._limit)
        return found


def _at_hand(shelf: OrderedDict[int, T], keys: Iterable[int]) -> tuple[dict[int, T], list[int]]:
    found: dict[int, T] = {}
    missing: list[int] = []
    for key in dict.fromkeys(keys):
        if key in shelf:
            found[key] = shelf[key]
        else:
            missing.append(key)
    return found, missing


def _keep(shelf: OrderedDict[int, T], used: Mapping[int, T], limit: int) -> None:
    for key, value in used.items():
        shelf[key] = value
        shelf.move_to_end(key)
    while len(shelf) > limit:
        shelf.popitem(last=False)


def reading_of(connection: Connection, document: str) -> Reading:
    """How the document with this id was read; an empty reading if it is not in the store."""
    key = connection.execute(select(schema.documents.c.key).where(schema.documents.c.id == document)).scalar()
    stored = connection.execute(select(schema.readings).where(schema.readings.c.document == key)).first()
    if stored is None:
        return Reading()
    r, p = schema.rejected.c, schema.problems.c
    rejected = connection.execute(select(r.start, r.end, r.why, r.rule).where(r.document == key).order_by(r.position))
    problems = connection.execute(select(p.place, p.stage, p.message).where(p.document == key).order_by(p.key))
    return Reading(
        unpack_all(Resolution, zlib.decompress(stored.resolutions).decode()),
        tuple(PlaceRole(role) for role in stored.roles.split()),
        tuple(Rejected(Span(start, end), Assertion(why), rule) for start, end, why, rule in rejected),
        tuple(Problem(*problem) for problem in problems),
    )


# ----------------------------------------------------------------------------------------------------------- incidents


def incidents_of(connection: Connection, keys: Sequence[int], shelf: Shelf) -> list[Incident]:
    """The incidents with these keys, in this order."""
    table, held = schema.incidents.c, schema.reports.c
    found: dict[int, Incident] = {}
    for chunk in chunks(keys):
        members = connection.execute(select(held.key).where(held.incident.in_(chunk))).scalars()
        reports = {report.id: report for report, _ in shelf.reports(connection, members).values()}
        for key, packed in connection.execute(select(table.key, table.packed).where(table.key.in_(chunk))):
            found[key] = unpack(Chosen, packed).incident(reports)
    return [found[key] for key in keys if key in found]


def incident_key(connection: Connection, name: str) -> int:
    """The key of an incident by its id, or by one it had before it was merged. Raises ``NoSuchIncident``."""
    key = connection.execute(select(schema.incidents.c.key).where(schema.incidents.c.id == name)).scalar()
    if key is None:
        old = select(schema.redirects.c.report).where(schema.redirects.c.id == name).scalar_subquery()
        key = connection.execute(select(schema.reports.c.incident).where(schema.reports.c.key == old)).scalar()
    if key is None:
        raise NoSuchIncident(f"no incident {name!r} is in the store; `dashboard list` shows those that are")
    return int(key)


def incidents_holding(connection: Connection, reports: Iterable[str]) -> list[int]:
    """The keys of the incidents that hold the reports with these ids, ascending."""
    column = schema.reports.c
    found: set[int] = set()
    for chunk in chunks(reports):
        wanted = select(column.incident).where(column.id.in_(chunk), column.incident.is_not(None))
        found.update(connection.execute(wanted).scalars())
    return sorted(found)


def next_key(connection: Connection, table: Any) -> int:
    """The first key above all in use; whoever writes holds the lock, so nobody else takes it."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one()) + 1
