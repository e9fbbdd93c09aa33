"""Writing merged incidents over those that their reports were in before; ids that vanish lead to their successors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from dashboard.model import Incident
from dashboard.store import schema
from dashboard.store.loading import chunks, next_key
from dashboard.store.packing import Chosen, pack, unpack
from dashboard.store.readings import Rows, insert_all
from dashboard.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.model import Report

RowMaker = Callable[[int, Incident], Row]  # from an incident and its key


def partition_checked(reports: Sequence[Report], incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents, by id. Raises ``ValueError`` unless each report stands in exactly one of them."""
    ordered = sorted(incidents, key=lambda incident: incident.id)
    placed = sorted(report.id for incident in ordered for report in incident.reports)
    if placed != sorted(report.id for report in reports):
        raise ValueError("merge must give every report back in exactly one incident")
    return ordered


@dataclass(frozen=True, slots=True)
class Members:
    """The reports that were merged: keys by id; ``leaving`` are the keys of those about to go, which were left out."""

    keys: Mapping[str, int]
    leaving: Sequence[int] = ()


def write_incidents(
    connection: Connection, merged: Sequence[Incident], members: Members, revision: int, row: RowMaker
) -> int:
    """Writes what differs from before and gives how many incidents did; also those that leaving reports were in."""
    reports, leaving = members.keys, members.leaving
    before = _before(connection, (*reports.values(), *leaving))
    _update(connection, schema.reports, "key", [{"_key": key, "incident": None} for key in leaving])
    keys: dict[str, int] = {name: key for name, (key, _) in before.items()}
    number = next_key(connection, schema.incidents)
    fresh: Rows = []
    altered: Rows = []
    rows: Rows = []
    for incident in merged:
        packed = pack(Chosen.of(incident))
        if incident.id not in before:
            keys[incident.id] = number
            number += 1
            fresh.append({"key": keys[incident.id], "id": incident.id, "packed": packed})
        elif before[incident.id][1] != packed:
            altered.append({"_key": keys[incident.id], "packed": packed})
        else:
            continue
        made = row(keys[incident.id], incident)
        rows.append({"incident": keys[incident.id], "changed": revision, "fixed": made.fixed, "tail": made.tail})
    insert_all(connection, schema.incidents, fresh)
    _update(connection, schema.incidents, "key", altered)
    _delete(connection, schema.frame_rows, "incident", [row["_key"] for row in altered])
    insert_all(connection, schema.frame_rows, rows)
    moves = [
        {"_key": reports[report.id], "incident": keys[incident.id]}
        for incident in merged
        for report in incident.reports
    ]
    _move(connection, moves)
    gone = {name: before[name] for name in before.keys() - {incident.id for incident in merged}}
    _redirect(connection, gone, reports, revision)
    _delete(connection, schema.redirects, "id", [row["id"] for row in fresh])  # an id that has come back leads nowhere
    return len(rows) + len(gone)


def _before(connection: Connection, reports: Iterable[int]) -> dict[str, tuple[int, str]]:
    """Key and content of the incidents that the reports were in, by id."""
    table, held = schema.incidents.c, schema.reports.c
    found: dict[str, tuple[int, str]] = {}
    for chunk in chunks(reports):
        inside = select(held.incident).where(held.key.in_(chunk), held.incident.is_not(None))
        stored = connection.execute(select(table.id, table.key, table.packed).where(table.key.in_(inside)))
        found |= {name: (key, packed) for name, key, packed in stored}
    return found


def _redirect(
    connection: Connection, gone: Mapping[str, tuple[int, str]], reports: Mapping[str, int], revision: int
) -> None:
    """Lets the ids of incidents that are no more lead to the report that led them, and removes the incidents."""
    rows: Rows = []
    for name, (key, packed) in sorted(gone.items()):
        old = unpack(Chosen, packed)
        heir = next((reports[report] for report in (old.lead, *old.reports) if report in reports), None)
        if heir is not None:  # else nothing is left of it
            rows.append({"id": name, "incident": key, "report": heir, "changed": revision})
    insert_all(connection, schema.redirects, rows)
    keys = [key for key, _ in gone.values()]
    for table, column in ((schema.vanished, "incident"), (schema.frame_rows, "incident"), (schema.incidents, "key")):
        _delete(connection, table, column, keys)
    insert_all(connection, schema.vanished, [{"incident": key, "changed": revision} for key in keys])


def _move(connection: Connection, moves: Rows) -> None:
    """Puts reports into their incidents; those that are there already are left alone."""
    _update(connection, schema.reports, "key", moves)


def _update(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    if rows:
        columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "_key"}
        connection.execute(update(table).where(table.c[key] == bindparam("_key")).values(columns), rows)


def _delete(connection: Connection, table: Table, key: str, values: Iterable[Any]) -> None:
    for chunk in chunks(values):
        connection.execute(delete(table).where(table.c[key].in_(chunk)))
