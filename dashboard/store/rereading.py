"""Documents read anew by a newer reader: its reports take the places of the older ones, with what people said of them.

A report is known again by its id, else by its words: of the reports of one document, those of one type that share most of
their evidence. It keeps its key then, so that the ids of incidents lead on and corrections follow. What is read no more goes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, bindparam, delete, select, update

from dashboard.model import Extract, Report, Span
from dashboard.store import correcting, schema
from dashboard.store.loading import chunks, next_key
from dashboard.store.packing import pack, storable, unpack
from dashboard.store.readings import Rows, add_readings, insert_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_SHARED: Final = 0.3  # of two reports' evidence (intersection over union), for them to be one report read twice
SAME_TYPE: Final = 1.0  # more than any overlap, so that types are told apart where a sentence tells of two events


@dataclass(slots=True)
class Change:
    """What reading documents anew changes: rows of reports by what becomes of them, and the keys they concern."""

    documents: int = 0
    unchanged: int = 0
    extracts: list[tuple[int, Extract]] = field(default_factory=list)
    altered: Rows = field(default_factory=list)
    added: Rows = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    old_names: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str | None] = field(default_factory=dict)

    @property
    def kept(self) -> list[int]:
        """Reports that are there afterwards and were not, or were other."""
        return [row["_key"] for row in self.altered] + [row["key"] for row in self.added]

    @property
    def touched(self) -> list[int]:
        """All reports that are new, changed or going."""
        return [*self.kept, *self.gone]


NOTHING: Final = Change()


def replaced(connection: Connection, batch: Sequence[tuple[Extract, Sequence[Report]]]) -> Change:
    """What is to change for documents read anew, each with its reports told apart; those that are not stored are left out."""
    change = Change()
    keys = _document_keys(connection, [extract.document.id for extract, _ in batch])
    stored = _reports_of(connection, keys.values())
    number = next_key(connection, schema.reports)
    for extract, told in batch:
        document = keys.get(extract.document.id)
        if document is None:
            continue
        change.extracts.append((document, extract))
        before = len(change.touched)
        number = _compare(change, document, stored[document], told, number)
        if len(change.touched) == before:
            change.unchanged += 1
        else:
            change.documents += 1
    readings = change.extracts
    _forget_readings(connection, [document for document, _ in readings])
    if readings:
        add_readings(connection, readings)
    return change


def write(connection: Connection, change: Change) -> None:
    """Writes new and changed reports, and lets corrections follow them."""
    for chunk in chunks(change.touched):
        connection.execute(delete(schema.report_blocks).where(schema.report_blocks.c.report.in_(chunk)))
    if change.altered:
        # by a detour, for a report may take the id that another one of its document gives up
        table = schema.reports
        query = update(table).where(table.c.key == bindparam("_key"))
        connection.execute(
            query.values(id=bindparam("id")), [{"_key": r["_key"], "id": f"?{r['_key']}"} for r in change.altered]
        )
        for chunk in chunks(change.gone):
            connection.execute(update(table).where(table.c.key.in_(chunk)).values(id="?" + table.c.id))
        connection.execute(query.values(id=bindparam("id"), packed=bindparam("packed")), change.altered)
    insert_all(connection, schema.reports, change.added)
    correcting.renamed(connection, change.renamed)


def remove(connection: Connection, change: Change) -> None:
    """Takes out the reports that are read no more; ids of incidents that led to them lead nowhere."""
    for chunk in chunks(change.gone):
        connection.execute(delete(schema.redirects).where(schema.redirects.c.report.in_(chunk)))
        connection.execute(delete(schema.reports).where(schema.reports.c.key.in_(chunk)))


def _compare(
    change: Change, document: int, before: Sequence[tuple[int, str, Report]], told: Sequence[Report], number: int
) -> int:
    """Notes what becomes of a document's reports; gives the next free key."""
    pairs = _paired([report for _, _, report in before], told)
    taken = set(pairs.values())
    for at, report in enumerate(told):
        packed, name = pack(report), storable(report.id)
        if at not in pairs:
            change.added.append({"key": number, "id": name, "document": document, "packed": packed})
            number += 1
            continue
        key, old_packed, old = before[pairs[at]]
        if packed != old_packed:
            change.altered.append({"_key": key, "id": name, "packed": packed})
            change.old_names[old.id] = key
            if name != old.id:
                change.renamed[old.id] = name
    for at, (key, _, old) in enumerate(before):
        if at not in taken:
            change.gone.append(key)
            change.renamed[old.id] = None
    return number


def _paired(before: Sequence[Report], told: Sequence[Report]) -> dict[int, int]:
    """Which older report each newer one is, by their places in the lists; the most alike first."""
    names = {report.id: at for at, report in enumerate(before)}
    pairs = {at: names[storable(report.id)] for at, report in enumerate(told) if storable(report.id) in names}
    taken = set(pairs.values())
    alike = sorted(
        (-_alike(old, new), i, j)
        for i, new in enumerate(told)
        if i not in pairs
        for j, old in enumerate(before)
        if j not in taken
    )
    for points, i, j in alike:
        if -points >= LEAST_SHARED and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _alike(old: Report, new: Report) -> float:
    one, other = _letters(old.evidence), _letters(new.evidence)
    shared = len(one & other) / len(one | other)
    if shared < LEAST_SHARED:
        return 0.0
    return shared + (SAME_TYPE if old.sub_event_type.value == new.sub_event_type.value else 0.0)


def _letters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _document_keys(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    table = schema.documents.c
    found: dict[str, int] = {}
    for chunk in chunks(names):
        found |= dict(connection.execute(select(table.id, table.key).where(table.id.in_(chunk))).all())
    return found


def _reports_of(connection: Connection, documents: Iterable[int]) -> defaultdict[int, list[tuple[int, str, Report]]]:
    """Key, packed form and report of the stored reports, by the key of their document."""
    table = schema.reports.c
    found: defaultdict[int, list[tuple[int, str, Report]]] = defaultdict(list)
    for chunk in chunks(documents):
        wanted = select(table.document, table.key, table.packed).where(table.document.in_(chunk)).order_by(table.key)
        for document, key, packed in connection.execute(wanted):
            found[document].append((key, packed, unpack(Report, packed)))
    return found


def _forget_readings(connection: Connection, documents: Sequence[int]) -> None:
    tables: Sequence[Any] = (
        schema.mentioned,
        schema.unresolved,
        schema.rejected,
        schema.readings,
        schema.problems,
    )
    for chunk in chunks(documents):
        for table in tables:
            connection.execute(delete(table).where(table.c.document.in_(chunk)))
