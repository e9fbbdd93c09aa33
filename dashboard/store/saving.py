"""Writing a batch of documents: one transaction, nothing twice, and the same incidents however the batches were cut.

After the batch's reports are in, all that links lead to from them are merged again (``linking`` says why that is enough).
Reports are always merged as the store gives them back, so that a fresh report and a stored one can never differ.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.model import Correction, CorrectionKind, Extract, Incident, Report
from dashboard.store import correcting, rereading, schema, sqlite
from dashboard.store.linking import (
    BlockKeys,
    Merge,
    Rules,
    add_chains,
    component,
    components,
    due,
    forget_chains,
    join_chains,
    no_longer_waiting,
    overdue,
)
from dashboard.store.loading import Shelf, chunks, document_row, next_key, revision_of
from dashboard.store.merged import Members, partition_checked, write_incidents
from dashboard.store.packing import pack, storable
from dashboard.store.readings import Rows, add_readings, insert_all
from dashboard.store.rows import Row, row_of
from dashboard.store.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence


TOGETHER = 2_000  # reports merged at once when all are: bounds what is in memory


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
        """Adds what is new of a batch, within the transaction of ``connection``, and merges all it reaches."""
        return self._add(connection, batch, rules, component)

    def add(self, connection: Connection, batch: Sequence[Extract], rules: Rules) -> Saved:
        """Adds what is new of a batch; reports of long chains may wait for more, or for ``settle``."""
        return self._add(connection, batch, rules, due)

    def _add(
        self,
        connection: Connection,
        batch: Sequence[Extract],
        rules: Rules,
        reached: Callable[[Connection, Sequence[int]], set[int]],
    ) -> Saved:
        fresh = _fresh(connection, batch)
        if not fresh:
            return Saved(unchanged=len(batch))
        revision = self._next_revision(connection)
        self._renew_blocks(connection, rules.block_keys)
        documents = _add_documents(connection, fresh)
        reports = _add_reports(connection, documents)
        self._add_blocks(connection, reports, rules.block_keys)
        add_readings(connection, documents)
        add_chains(connection, reports, rules, self._shelf)
        changed = self._merge(connection, reached(connection, reports), rules.merge, revision)
        self._end(connection, revision)
        return Saved(len(fresh), len(batch) - len(fresh), len(reports), changed)

    def settle(self, connection: Connection, rules: Rules) -> int | None:
        """Merges some chains that have reports waiting; gives how many incidents changed, None if none waits."""
        keys = overdue(connection, TOGETHER)
        if not keys:
            return None
        revision = self._next_revision(connection)
        changed = self._merge(connection, keys, rules.merge, revision)
        self._end(connection, revision)
        return changed

    def _next_revision(self, connection: Connection) -> int:
        revision = revision_of(connection)
        if revision != self._revision:  # somebody else has written meanwhile
            self._terms = Terms()
        return revision + 1

    def _end(self, connection: Connection, revision: int) -> None:
        """Writes what was coded, and tells readers."""
        self._terms.write(connection)
        set_revision(connection, revision)
        self._revision = revision

    def rebuild(self, connection: Connection, rules: Rules) -> int:
        """Makes all incidents anew, as the rules now are; gives how many differ from before."""
        revision = revision_of(connection) + 1
        self._terms = Terms()
        connection.execute(delete(schema.report_blocks))
        forget_chains(connection)
        every = connection.execute(select(schema.reports.c.key).order_by(schema.reports.c.key)).scalars().all()
        for chunk in chunks(every):
            self._add_blocks(connection, chunk, rules.block_keys)
            add_chains(connection, chunk, rules, self._shelf)
        changed = 0
        together: list[int] = []
        parts = components(connection)
        for number, part in enumerate(parts):
            together += part
            if len(together) >= TOGETHER or number == len(parts) - 1:
                changed += self._merge(connection, together, rules.merge, revision)
                together = []
        if changed:
            self._terms.write(connection)
            set_revision(connection, revision)
        return changed

    def correct(self, connection: Connection, correction: Correction, merge: Merge) -> None:
        """Merges anew what a correction just made or taken back speaks of."""
        revision = revision_of(connection) + 1
        self._terms = Terms()
        keys = correcting.keys_named(connection, correction)
        if correction.kind is CorrectionKind.JOIN:
            join_chains(connection, keys)
        self._merge(connection, component(connection, keys), merge, revision)
        self._end(connection, revision)

    def reread(self, connection: Connection, batch: Sequence[Extract], rules: Rules) -> Saved:
        """Puts what a newer reading makes of stored documents in the place of what an older one made of them."""
        revision = revision_of(connection) + 1
        self._terms = Terms()
        self._renew_blocks(connection, rules.block_keys)
        change = rereading.replaced(connection, [(extract, told_apart(extract.reports)) for extract in batch])
        set_revision(connection, revision)  # what was rejected or mentioned may differ where no report does
        self._revision = revision
        if not change.touched:
            return Saved(unchanged=change.unchanged)
        affected = component(connection, change.touched)
        self._shelf.forget(change.touched)
        rereading.write(connection, change)
        self._add_blocks(connection, change.kept, rules.block_keys)
        add_chains(connection, change.kept, rules, self._shelf)
        keys = component(connection, (affected | set(change.kept)) - set(change.gone)) - set(change.gone)
        changed = self._merge(connection, keys, rules.merge, revision, change)
        rereading.remove(connection, change)
        self._terms.write(connection)
        return Saved(change.documents, change.unchanged, len(change.kept), changed)

    def _renew_blocks(self, connection: Connection, block_keys: BlockKeys) -> None:
        """Makes all keys anew where an older version made them."""
        old = schema.meta.c.name == "blocks"
        if connection.execute(select(schema.meta.c.value).where(old)).scalar() is None:
            return
        connection.execute(delete(schema.report_blocks))
        for chunk in chunks(connection.execute(select(schema.reports.c.key)).scalars().all()):
            self._add_blocks(connection, chunk, block_keys)
        connection.execute(delete(schema.meta).where(old))

    def _add_blocks(self, connection: Connection, keys: Sequence[int], block_keys: BlockKeys) -> None:
        held = self._shelf.reports(connection, keys)
        texts = self._shelf.documents(connection, (document for _, document in held.values()))
        rows = [
            {"block": block, "report": key}
            for key, (report, document) in held.items()
            for block in sorted({storable(block) for block in block_keys(report, texts[document])})
        ]
        insert_all(connection, schema.report_blocks, rows)

    def _merge(
        self,
        connection: Connection,
        keys: Collection[int],
        merge: Merge,
        revision: int,
        change: rereading.Change = rereading.NOTHING,
    ) -> int:
        """Merges these reports, to which everything they may belong with must belong; gives how many incidents changed."""
        if not keys and not change.gone:
            return 0
        held = self._shelf.reports(connection, keys)
        texts = self._shelf.documents(connection, (document for _, document in held.values()))
        documents = {document.id: document for document in texts.values()}
        reports = sorted((report for report, _ in held.values()), key=lambda report: report.id)
        incidents = partition_checked(reports, merge(reports, documents, correcting.read(connection)))
        by_id = {report.id: key for key, (report, _) in held.items()}
        # incidents of before know their reports by the ids of before
        by_id = {**{name: key for name, key in change.old_names.items() if key in held}, **by_id}

        def code(kind: str, word: str) -> int:
            return self._terms.code(connection, kind, storable(word))

        def row(key: int, incident: Incident) -> Row:
            return row_of(key, incident, documents, code)

        no_longer_waiting(connection, held)
        return write_incidents(connection, incidents, Members(by_id, change.gone), revision, row)


def set_revision(connection: Connection, revision: int) -> None:
    """Tells readers that something changed."""
    connection.execute(insert(schema.revisions), [{"revision": revision, "token": secrets.token_hex(8)}])
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


def _add_reports(connection: Connection, documents: Sequence[tuple[int, Extract]]) -> list[int]:
    """Adds the reports; gives their keys."""
    first = next_key(connection, schema.reports)
    told = [(document, report) for document, extract in documents for report in told_apart(extract.reports)]
    rows: Rows = [
        {"key": key, "id": storable(report.id), "document": document, "packed": pack(report)}
        for key, (document, report) in enumerate(told, first)
    ]
    insert_all(connection, schema.reports, rows)
    return [row["key"] for row in rows]


def told_apart(reports: Sequence[Report]) -> list[Report]:
    """Reports of one document whose ids are the same get numbers, so that none is lost."""
    seen: Counter[str] = Counter()
    apart: list[Report] = []
    for report in reports:
        seen[report.id] += 1
        number = seen[report.id]
        apart.append(report if number == 1 else replace(report, id=f"{report.id}-{number}"))
    return apart
