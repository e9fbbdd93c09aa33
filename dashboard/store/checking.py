"""Whether a store is sound: what the database itself finds, and what must hold between the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import func, select

from dashboard.model import Cited, Report, Span
from dashboard.store import schema, sqlite
from dashboard.store.packing import Chosen, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

T = TypeVar("T")

PAGE: Final = 5_000  # rows held in memory at once


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong, in plain words; nothing if the store is sound."""
    damage = sqlite.damage(connection)
    yield from damage
    if damage:
        return  # the rest would only stumble over it
    if sqlite.search_out_of_step(connection):
        yield "the index of words does not match the documents; load them into a new store"
    yield from _lonely(connection)
    yield from _memberships(connection)
    yield from _spans(connection)


def _lonely(connection: Connection) -> Iterator[str]:
    """Rows that must have a partner and have none."""
    reports, incidents, rows = schema.reports.c, schema.incidents.c, schema.frame_rows.c
    waits = reports.key.in_(select(schema.waiting.c.report))
    homeless = select(reports.id).where(reports.incident.is_(None), ~waits).order_by(reports.id)
    yield from (f"report {name} is in no incident" for name in connection.execute(homeless).scalars())
    held = select(reports.incident).where(reports.incident.is_not(None))
    empty = select(incidents.id).where(incidents.key.not_in(held)).order_by(incidents.id)
    yield from (f"incident {name} has no report" for name in connection.execute(empty).scalars())
    unseen = select(incidents.id).where(incidents.key.not_in(select(rows.incident))).order_by(incidents.id)
    yield from (f"incident {name} has no row for the page" for name in connection.execute(unseen).scalars())
    both = select(schema.redirects.c.id).where(schema.redirects.c.id.in_(select(incidents.id)))
    yield from (f"{name} is an incident and leads to another" for name in connection.execute(both).scalars())
    unread = select(func.count()).select_from(schema.documents)
    unread = unread.where(schema.documents.c.key.not_in(select(schema.readings.c.document)))
    if count := connection.execute(unread).scalar_one():
        yield f"{count} documents lack the record of how they were read"


def _memberships(connection: Connection) -> Iterator[str]:
    """Incidents whose own list of reports differs from the reports that point at them."""
    reports, incidents = schema.reports.c, schema.incidents.c
    last = 0
    while page := connection.execute(
        select(incidents.key, incidents.packed).where(incidents.key > last).order_by(incidents.key).limit(PAGE)
    ).all():
        held: dict[int, set[str]] = {}
        inside = (reports.incident > last) & (reports.incident <= page[-1].key)
        for incident, name in connection.execute(select(reports.incident, reports.id).where(inside)):
            held.setdefault(incident or 0, set()).add(name)
        for key, packed in page:
            chosen = _unpacked(Chosen, packed)
            if chosen is None:
                yield f"incident number {key} cannot be read back"
            elif set(chosen.reports) != held.get(key, set()):
                yield f"incident {chosen.id} and its reports disagree about who belongs to it"
        last = page[-1].key


def _spans(connection: Connection) -> Iterator[str]:
    """Reports that cite words outside their document's text."""
    reports, documents = schema.reports.c, schema.documents.c
    last = 0
    while page := connection.execute(
        select(reports.key, reports.packed, documents.id, documents.text)
        .join_from(schema.reports, schema.documents, documents.key == reports.document)
        .where(reports.key > last)
        .order_by(reports.key)
        .limit(PAGE)
    ).all():
        for key, packed, document, text in page:
            report = _unpacked(Report, packed)
            if report is None:
                yield f"report number {key} cannot be read back"
                continue
            if report.document != document:
                yield f"report {report.id} is filed under document {document} but tells of {report.document}"
            if any(span.end > len(text) for span in cited_spans(report)):
                yield f"report {report.id} cites words beyond the end of document {document}"
        last = page[-1].key


def _unpacked(kind: type[T], packed: str) -> T | None:
    try:
        return unpack(kind, packed)
    except (ValueError, TypeError, KeyError):
        return None


def cited_spans(report: Report) -> Iterable[Span]:
    """Every stretch of text a report stands on."""
    single: tuple[Cited[Any] | None, ...] = (
        report.sub_event_type,
        report.place,
        report.period,
        report.killed,
        report.injured,
        report.captured,
        report.count,
    )
    many: tuple[Cited[Any], ...] = (*report.claimed_by, *report.denied_by, *report.actors, *report.targets)
    yield from report.evidence
    for cited in (*single, *many):
        if cited is not None:
            yield from cited.spans
