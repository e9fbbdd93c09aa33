"""Splits and joins made by hand: kept by the ids of reports, so that they outlive the incidents they were made on."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from dashboard.errors import CorrectionError
from dashboard.model import Correction, CorrectionKind
from dashboard.store import schema
from dashboard.store.loading import Shelf, chunks, incident_key, incidents_of, next_key
from dashboard.store.readings import Rows, insert_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.model import Incident


def read(connection: Connection) -> list[Correction]:
    """All corrections, the earliest first."""
    table, named = schema.corrections.c, schema.corrected.c
    sides: defaultdict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for number, side, report in connection.execute(select(named.correction, named.side, named.report)):
        sides[number][side].append(report)
    return [
        Correction(
            row.key,
            CorrectionKind(row.kind),
            tuple(sorted(sides[row.key][0])),
            tuple(sorted(sides[row.key][1])),
            datetime.fromisoformat(row.made),
        )
        for row in connection.execute(select(table.key, table.kind, table.made).order_by(table.key))
    ]


def split(connection: Connection, incident: str, names: Sequence[str]) -> Correction:
    """Notes that these reports of the incident are not of the event that its others tell of.

    A report may be named by the beginning of its id. Raises ``NoSuchIncident`` or ``CorrectionError``.
    """
    held = _incident(connection, incident)
    every = [report.id for report in held.reports]
    out = {_one_of(every, name, held.id) for name in names}
    rest = [name for name in every if name not in out]
    if not out or not rest:
        raise CorrectionError(f"incident {held.id}: name some of its {len(every)} reports, but not all of them")
    return _add(connection, CorrectionKind.SPLIT, (sorted(out), rest))


def join(connection: Connection, one: str, other: str) -> Correction:
    """Notes that two incidents are one. Raises ``NoSuchIncident`` or ``CorrectionError``."""
    first, second = _incident(connection, one), _incident(connection, other)
    if first.id == second.id:
        raise CorrectionError(f"{one} and {other} are one incident already ({first.id})")
    sides = ([report.id for report in held.reports] for held in (first, second))
    return _add(connection, CorrectionKind.JOIN, tuple(sides))


def undo(connection: Connection, number: int) -> Correction:
    """Takes a correction back. Raises ``CorrectionError`` if there is none of that number."""
    found = next((correction for correction in read(connection) if correction.number == number), None)
    if found is None:
        raise CorrectionError(f"there is no correction {number}; `dashboard corrections` lists those that are")
    connection.execute(delete(schema.corrected).where(schema.corrected.c.correction == number))
    connection.execute(delete(schema.corrections).where(schema.corrections.c.key == number))
    return found


def keys_named(connection: Connection, correction: Correction) -> list[int]:
    """The keys of the reports that a correction names, as far as they are stored."""
    column = schema.reports.c
    found: list[int] = []
    for chunk in chunks((*correction.one, *correction.other)):
        found += connection.execute(select(column.key).where(column.id.in_(chunk))).scalars()
    return found


def renamed(connection: Connection, names: Mapping[str, str | None]) -> None:
    """Lets corrections follow reports to their new ids; a report that is no more (None) leaves them."""
    if not names:
        return
    changed = []
    for correction in read(connection):
        one, other = (
            tuple(dict.fromkeys(new for name in side if (new := names.get(name, name)) is not None))
            for side in (correction.one, correction.other)
        )
        if (one, other) != (correction.one, correction.other):
            changed.append((correction, one, tuple(name for name in other if name not in one)))
    for correction, one, other in changed:
        connection.execute(delete(schema.corrected).where(schema.corrected.c.correction == correction.number))
        if one and other:
            insert_all(connection, schema.corrected, _rows(correction.number, (one, other)))
        else:
            connection.execute(delete(schema.corrections).where(schema.corrections.c.key == correction.number))


def joined_keys(connection: Connection, reports: Iterable[int]) -> list[list[int]]:
    """For each join that names one of the reports: the keys of all it names that are stored."""
    column, named = schema.reports.c, schema.corrected.c
    numbers: set[int] = set()
    for chunk in chunks(reports):
        wanted = (
            select(named.correction)
            .join_from(schema.corrected, schema.reports, column.id == named.report)
            .join(schema.corrections, schema.corrections.c.key == named.correction)
            .where(column.key.in_(chunk), schema.corrections.c.kind == CorrectionKind.JOIN.value)
        )
        numbers.update(connection.execute(wanted).scalars())
    return [
        keys_named(connection, correction)
        for correction in read(connection)
        if numbers and correction.number in numbers
    ]


def _incident(connection: Connection, name: str) -> Incident:
    return incidents_of(connection, [incident_key(connection, name)], Shelf())[0]


def _one_of(every: Sequence[str], name: str, incident: str) -> str:
    found = [report for report in every if report == name] or [r for r in every if name and r.startswith(name)]
    if len(found) != 1:
        said = "several reports begin" if found else "no report begins"
        raise CorrectionError(f"incident {incident}: {said} with {name!r}; `dashboard show {incident}` lists them")
    return found[0]


def _add(connection: Connection, kind: CorrectionKind, sides: Sequence[Sequence[str]]) -> Correction:
    number = next_key(connection, schema.corrections)
    made = datetime.now(UTC).replace(microsecond=0)
    connection.execute(insert(schema.corrections), [{"key": number, "kind": kind.value, "made": made.isoformat()}])
    insert_all(connection, schema.corrected, _rows(number, sides))
    return Correction(number, kind, tuple(sides[0]), tuple(sides[1]), made)


def _rows(number: int, sides: Sequence[Sequence[str]]) -> Rows:
    return [{"correction": number, "side": side, "report": name} for side, names in enumerate(sides) for name in names]
