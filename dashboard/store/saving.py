"""Writing a batch of documents: one transaction, nothing twice, and the same incidents however the batches were cut.

After the batch's reports are in, all that links lead to from them are merged again (``linking`` says why that is enough).
Reports are always merged as the store gives them back, so that a fresh report and a stored one can never differ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from dashboard.model import Extract, Incident, Report
from dashboard.store import schema, sqlite
from dashboard.store.linking import BlockKeys, Rules, add_links, component
from dashboard.store.loading import Shelf, chunks, document_row, next_key, revision_of
from dashboard.store.merged import partition_checked, write_incidents
from dashboard.store.packing import pack, storable, unpack
from dashboard.store.readings import Rows, add_readings, insert_all
from dashboard.store.rows import Row, row_of
from dashboard.store.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a batch did: new documents, those already there, new reports, incidents written anew."""

    documents: int = 0
    unchanged: int = 0
    reports: int = 0
    incidents: int = 0


class Writer:
    """Saves batches, keeping at hand what the next one will ask for again. Of one transaction that failed, make a new one."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._terms = Terms()
        self._revision = -1

    def save(self, connection: Connection, batch: Sequence[Extract], rules: Rules) -> Saved:
        """Adds what is new of a batch, within the transaction of ``connection``."""
        fresh = _fresh(connection, batch)
        if not fresh:
            return Saved(unchanged=len(batch))
        revision = revision_of(connection)
        if revision != self._revision:  # somebody else has written meanwhile
            self._terms = Terms()
        revision += 1
        documents = _add_documents(connection, fresh)
        reports = _add_reports(connection, documents, rules.block_keys)
        add_readings(connection, documents)
        changed = self._merge(connection, reports, rules, revision)
        self._terms.write(connection)
        set_revision(connection, revision)
        self._revision = revision
        return Saved(len(fresh), len(batch) - len(fresh), len(reports), changed)

    def _merge(self, connection: Connection, fresh: Sequence[int], rules: Rules, revision: int) -> int:
        if not fresh:
            return 0
        add_links(connection, fresh, rules, self._shelf)
        held = self._shelf.reports(connection, component(connection, fresh))
        texts = self._shelf.documents(connection, (document for _, document in held.values()))
        documents = {document.id: document for document in texts.values()}
        reports = sorted((report for report, _ in held.values()), key=lambda report: report.id)
        incidents = partition_checked(reports, rules.merge(reports, documents))
        by_id = {report.id: key for key, (report, _) in held.items()}

        def code(kind: str, word: str) -> int:
            return self._terms.code(connection, kind, storable(word))

        def row(key: int, incident: Incident) -> Row:
            return row_of(key, incident, documents, code)

        return write_incidents(connection, incidents, by_id, revision, row)


def set_revision(connection: Connection, revision: int) -> None:
    """Tells readers that something changed."""
    connection.execute(update(schema.meta).where(schema.meta.c.name == "revision").values(value=str(revision)))


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the documents that are already stored."""
    column = schema.documents.c.id
    return {
        name for chunk in chunks(ids) for name in connection.execute(select(column).where(column.in_(chunk))).scalars()
    }


def _fresh(connection: Connection, batch: Sequence[Extract]) -> list[Extract]:
    """The first extract of each document that is not stored yet."""
    by_id: dict[str, Extract] = {}
    for extract in batch:
        by_id.setdefault(extract.document.id, extract)
    stored = known(connection, by_id)
    return [extract for name, extract in by_id.items() if name not in stored]


# ------------------------------------------------------------------------------------------------ what documents bring


def _add_documents(connection: Connection, fresh: Sequence[Extract]) -> list[tuple[int, Extract]]:
    first = next_key(connection, schema.documents)
    numbered = list(enumerate(fresh, first))
    rows = [{"key": key, **document_row(extract.document)} for key, extract in numbered]
    rows = [{name: storable(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows]
    connection.execute(insert(schema.documents), rows)
    sqlite.index_documents(connection, [{name: row[name] for name in ("key", "title", "text")} for row in rows])
    return numbered


def _add_reports(connection: Connection, documents: Sequence[tuple[int, Extract]], block_keys: BlockKeys) -> list[int]:
    """Adds the reports and their block keys; gives the keys of the reports."""
    key = next_key(connection, schema.reports)
    rows: Rows = []
    blocks: Rows = []
    for document, extract in documents:
        for report in _told_apart(extract.reports):
            packed = pack(report)
            rows.append({"key": key, "id": report.id, "document": document, "packed": packed})
            keys = sorted({storable(block) for block in block_keys(unpack(Report, packed))})
            blocks += [{"block": block, "report": key} for block in keys]
            key += 1
    insert_all(connection, schema.reports, rows)
    insert_all(connection, schema.report_blocks, blocks)
    return [row["key"] for row in rows]


def _told_apart(reports: Sequence[Report]) -> list[Report]:
    """Reports of one document whose ids are the same get numbers, so that none is lost."""
    seen: Counter[str] = Counter()
    apart: list[Report] = []
    for report in reports:
        seen[report.id] += 1
        number = seen[report.id]
        apart.append(report if number == 1 else replace(report, id=f"{report.id}-{number}"))
    return apart
