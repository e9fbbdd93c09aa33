"""The store: documents and the incidents read from them, in one database file.

    with Store.open("sqlite:///incidents.sqlite", create=True) as store:
        store.save(extracts, merge=merge, block_keys=block_keys)
        for incident in store.select(Filters(countries=("IQ",))):
            ...

One store may be used by many threads; one process writes at a time, any number may read meanwhile. Whatever the database
cannot do is a ``StoreError`` that says which file and what to do.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, Unpack

import numpy as np
from sqlalchemy import Connection, Engine, insert, select

from dashboard.errors import StoreError
from dashboard.model import PlaceRole, Problem
from dashboard.store import (
    asking,
    checking,
    correcting,
    frames,
    listing,
    loading,
    migrations,
    readings,
    saving,
    schema,
    search,
    snapshot,
    sqlite,
    terms,
)
from dashboard.store.columns import Indexes, chunk_of, joined
from dashboard.store.filters import Filters
from dashboard.store.linking import Given, Merge, Rules
from dashboard.store.packing import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from dashboard.model import Correction, Document, Extract, Incident, LoadReport

NOT_EVENTS = tuple(role for role in PlaceRole if role is not PlaceRole.EVENT)
FRAME_CHUNK = 50_000  # rows read at once: bounds the memory of reading, not of the frame


class Store:
    """Make one with ``Store.open``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = saving.Writer()
        self._frame: frames.Frame | None = None
        self._writing = threading.Lock()
        self._framing = threading.Lock()

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Self:
        """Opens the database a URL names (``sqlite:///incidents.sqlite``, or just a path).

        With ``create`` a missing file is made. Raises ``StoreError`` for a file that is missing or not ours, and
        ``StoreVersionError`` for one that a newer version wrote.
        """
        engine = sqlite.connect(url if "://" in url else f"sqlite:///{url}", create=create)
        try:
            migrations.prepare(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Gives the file free; with the last one its log is folded in."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------------------------------------------------------- writing

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the documents that are stored already: a load that goes on after a break need not read them again."""
        with sqlite.reading(self._engine) as connection:
            return saving.known(connection, ids)

    def save(self, batch: Sequence[Extract], **rules: Unpack[Given]) -> saving.Saved:
        """Adds what is new of a batch and merges it with what it belongs to: all of it, or, if anything fails, nothing.

        ``merge(reports, documents, corrections)`` makes incidents of reports; ``block_keys(report, document)``, ``linking(documents)``
        and ``met_by(key)`` tell which reports it may put together. ``linking.Rules`` says what they promise.
        """
        with self._writer_in_transaction() as (writer, connection):
            return writer.save(connection, batch, Rules(**rules))

    def add(self, batch: Sequence[Extract], **rules: Unpack[Given]) -> saving.Saved:
        """As ``save``, but reports of what very many tell of may wait to be merged, in no incident yet, until ``settle``."""
        with self._writer_in_transaction() as (writer, connection):
            return writer.add(connection, batch, Rules(**rules))

    def settle(self, **rules: Unpack[Given]) -> int:
        """Merges all that waits, also from a load that was broken off; gives how many incidents changed."""
        changed = 0
        some: int | None = 0
        while some is not None:
            changed += some
            with self._writer_in_transaction() as (writer, connection):
                some = writer.settle(connection, Rules(**rules))
        return changed

    def reread(self, batch: Sequence[Extract], **rules: Unpack[Given]) -> saving.Saved:
        """Puts new readings of stored documents in the place of the old ones: all of the batch, or, if anything fails, nothing.

        A report that is known again by its words keeps what was said of it, and ids of incidents lead on. ``documents`` of
        the answer counts those whose reports are not as they were.
        """
        with self._writer_in_transaction() as (writer, connection):
            return writer.reread(connection, batch, Rules(**rules))

    def rebuild(self, **rules: Unpack[Given]) -> int:
        """Makes all incidents anew from the stored reports, for when the rules have changed; gives how many differ.

        Ids that vanish lead to the incident that holds the report which led them.
        """
        with self._writer_in_transaction() as (writer, connection):
            return writer.rebuild(connection, Rules(**rules))

    def split(self, incident: str, reports: Sequence[str], *, merge: Merge) -> Correction:
        """Takes reports (ids, or their beginnings) out of an incident; they stay apart from its others whatever comes.

        Raises ``NoSuchIncident``, or ``CorrectionError`` for reports that are not its own or all it has.
        """
        with self._writer_in_transaction() as (writer, connection):
            made = correcting.split(connection, incident, reports)
            writer.correct(connection, made, merge)
        return made

    def join(self, one: str, other: str, *, merge: Merge) -> Correction:
        """Makes one incident of two; it stays one. Raises ``NoSuchIncident``, or ``CorrectionError`` if it is one already."""
        with self._writer_in_transaction() as (writer, connection):
            made = correcting.join(connection, one, other)
            writer.correct(connection, made, merge)
        return made

    def undo(self, number: int, *, merge: Merge) -> Correction:
        """Takes a correction back and merges anew what it spoke of. Raises ``CorrectionError`` if there is none."""
        with self._writer_in_transaction() as (writer, connection):
            made = correcting.undo(connection, number)
            writer.correct(connection, made, merge)
        return made

    def corrections(self) -> list[Correction]:
        """The splits and joins made by hand, the earliest first."""
        with sqlite.reading(self._engine) as connection:
            return correcting.read(connection)

    @contextmanager
    def _writer_in_transaction(self) -> Iterator[tuple[saving.Writer, Connection]]:
        with self._writing:
            try:
                with sqlite.writing(self._engine) as connection:
                    yield self._writer, connection
            except BaseException:
                self._writer = saving.Writer()  # what it has at hand may not have been kept
                raise

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keeps what could not be read; told again it stands there once, and goes when its document has been read."""
        with sqlite.writing(self._engine) as connection:
            readings.add_problems(connection, ((None, problem) for problem in problems))

    def log(self, report: LoadReport, *, paths: Sequence[str], started: datetime, finished: datetime) -> None:
        """Notes a load that has ended."""
        row = {"started": started.isoformat(), "finished": finished.isoformat(), "paths": json.dumps(list(paths))}
        with sqlite.writing(self._engine) as connection:
            connection.execute(insert(schema.loads), [{**row, "report": pack(report)}])

    # -------------------------------------------------------------------------------------------------------- reading

    def revision(self) -> int:
        """A number that grows with every change: cheap to ask again and again."""
        with sqlite.reading(self._engine) as connection:
            return loading.revision_of(connection)

    def identity(self) -> str:
        """A random word that stays this store's own, however it grows; a copy has it too."""
        with sqlite.reading(self._engine) as connection:
            return loading.first_token(connection)

    def incident(self, name: str) -> Incident:
        """The incident with this id, or with one it had before. Raises ``NoSuchIncident``."""
        with sqlite.reading(self._engine) as connection:
            key = loading.incident_key(connection, name)
            return loading.incidents_of(connection, [key], loading.Shelf())[0]

    def incident_key(self, name: str) -> int:
        """The key of the incident with this id, or with one it had before. Raises ``NoSuchIncident``."""
        with sqlite.reading(self._engine) as connection:
            return loading.incident_key(connection, name)

    def incidents(self, keys: Iterable[int]) -> Iterator[Incident]:
        """The incidents with these keys (``Frame.key``), in this order, a few hundred in memory at a time."""
        for chunk in loading.chunks(keys):
            with sqlite.reading(self._engine) as connection:
                found = loading.incidents_of(connection, chunk, loading.Shelf())
            yield from found

    def incidents_of_reports(self, reports: Iterable[str]) -> Iterator[Incident]:
        """The incidents that hold the reports with these ids, each once, by key."""
        with sqlite.reading(self._engine) as connection:
            keys = loading.incidents_holding(connection, reports)
        return self.incidents(keys)

    def select(self, filters: Filters | None = None) -> Iterator[Incident]:
        """The incidents that the filters keep, by first day, then id; the undated last."""
        filters = filters or Filters()
        frame = self.frame()
        mask = frame.mask(filters, self.matching(filters.words))
        return self.incidents(frame.in_order(mask))

    def document(self, name: str) -> Document:
        """The document with this id. Raises ``StoreError`` if there is none."""
        found = self.documents([name])
        if name not in found:
            raise StoreError(f"no document {name!r} is in the store")
        return found[name]

    def documents(self, ids: Iterable[str]) -> Mapping[str, Document]:
        """The documents with these ids, by id; ids that are not there are left out."""
        table = schema.documents
        found: dict[str, Document] = {}
        with sqlite.reading(self._engine) as connection:
            for chunk in loading.chunks(dict.fromkeys(ids)):
                for row in connection.execute(select(table).where(table.c.id.in_(chunk))):
                    found[row.id] = loading.document_of(row)
        return found

    def every_document(self) -> Iterator[Document]:
        """All documents in the order they were stored, a few hundred in memory at a time."""
        table = schema.documents
        last = 0
        while True:
            wanted = select(table).where(table.c.key > last).order_by(table.c.key).limit(loading.CHUNK)
            with sqlite.reading(self._engine) as connection:
                rows = connection.execute(wanted).all()
            if not rows:
                return
            yield from map(loading.document_of, rows)
            last = rows[-1].key

    def reading(self, document: str) -> loading.Reading:
        """How a document's places were read, with candidates, and what was no incident, and why."""
        with sqlite.reading(self._engine) as connection:
            return loading.reading_of(connection, document)

    def matching(self, words: str) -> Indexes | None:
        """The keys of the incidents that a search keeps, ascending; None if it asks for nothing. ``search`` has the language."""
        query = search.parse(words)
        if query.empty:
            return None
        keys: Indexes | None = None
        if not query.wordless:
            with sqlite.reading(self._engine) as connection:
                keys = np.array(sqlite.incidents_matching(connection, query), np.int64)
        return asking.narrowed(self.frame(), query, keys) if query.fields else keys

    def changed_since(self, revision: int) -> Indexes:
        """The keys of the incidents that were written after a revision, ascending."""
        table = schema.frame_rows.c
        wanted = select(table.incident).where(table.changed > revision).order_by(table.incident)
        with sqlite.reading(self._engine) as connection:
            return np.array(list(connection.execute(wanted).scalars()), np.int64)

    def with_documents(self, incidents: Iterable[Incident]) -> Iterator[tuple[Incident, Mapping[str, Document]]]:
        """Each incident with the documents of its reports, by id."""
        for chunk in loading.chunks(incidents):
            documents = self.documents(report.document for incident in chunk for report in incident.reports)
            yield from ((incident, documents) for incident in chunk)

    # --------------------------------------------------------------------------------------------------------- lists

    def mentioned_places(self, roles: Sequence[PlaceRole] = NOT_EVENTS) -> list[listing.MentionedPlace]:
        """The places that documents mention in one of the roles, those of most documents first."""
        with sqlite.reading(self._engine) as connection:
            return listing.mentioned_places(connection, tuple(roles))

    def places_in_texts(self, place: str, limit: int = listing.LIMIT) -> list[listing.PlaceInText]:
        """Where documents name the place with this id, the latest first."""
        with sqlite.reading(self._engine) as connection:
            return listing.places_in_texts(connection, place, limit)

    def sources(self) -> list[listing.SourceLine]:
        """All publishers with the number of their documents and reports."""
        with sqlite.reading(self._engine) as connection:
            return listing.sources(connection)

    def coverage(self) -> list[tuple[str | None, date | None, int]]:
        """How many documents each publisher published on each day; None where it is not said."""
        with sqlite.reading(self._engine) as connection:
            return listing.coverage(connection)

    def problems(self, limit: int = listing.LIMIT) -> list[Problem]:
        """What went wrong: first what could not be read at all, then the rest, the newest first."""
        with sqlite.reading(self._engine) as connection:
            return listing.problems(connection, limit)

    def unresolved(self, limit: int = listing.LIMIT) -> list[tuple[str, int]]:
        """Names no gazetteer knew, with the number of their mentions."""
        with sqlite.reading(self._engine) as connection:
            return listing.unresolved(connection, limit)

    def rejected(self, limit: int = listing.LIMIT) -> list[listing.RejectedEvent]:
        """What looked like an event and was none, of the documents saved last."""
        with sqlite.reading(self._engine) as connection:
            return listing.rejected(connection, limit)

    def rejected_counts(self) -> dict[str, int]:
        """How often each reason for being no incident was given."""
        with sqlite.reading(self._engine) as connection:
            return listing.rejected_counts(connection)

    def loads(self, limit: int = listing.LIMIT) -> list[listing.Load]:
        """The loads that have ended, the latest first."""
        with sqlite.reading(self._engine) as connection:
            return listing.loads(connection, limit)

    def totals(self) -> dict[str, int]:
        """How many documents, reports, incidents, ... the store holds."""
        with sqlite.reading(self._engine) as connection:
            return listing.totals(connection)

    def check(self) -> tuple[Problem, ...]:
        """What is wrong with the file; nothing if it is sound. Reads all of it."""
        where = str(self._engine.url.database)
        with sqlite.reading(self._engine) as connection:
            return tuple(Problem(where, "store", fault) for fault in checking.faults(connection))

    # ---------------------------------------------------------------------------------------------------------- frame

    def frame(self) -> frames.Frame:
        """All incidents as columns, brought up to date. Unchanged, it is the same object for every caller."""
        with self._framing:
            with sqlite.reading(self._engine) as connection:
                revision = loading.revision_of(connection)
                if self._frame is None:
                    self._frame = self._from_snapshot(connection, revision)
                if self._frame is None or self._frame.revision != revision:
                    self._frame = self._read_frame(connection, revision, self._frame)
            return self._frame

    def keep_snapshot(self) -> bool:
        """Leaves the present frame of a large store in a file beside it, to be read in its place; gives whether it lies there.

        A million incidents are read from it in a third of the time. It may be deleted at any time.
        """
        path = snapshot.path_of(self._engine.url.database)
        frame = self.frame()
        if path is None or len(frame) < snapshot.LEAST_ROWS:
            return False
        with sqlite.reading(self._engine) as connection:
            token = loading.token_of(connection, frame.revision)
        if token is None:
            return False
        made = snapshot.Snapshot(token, frame.revision, frame.chunk, frame.vocabulary)
        return snapshot.is_at(path, token) or snapshot.write(path, made)

    def _from_snapshot(self, connection: Connection, newest: int) -> frames.Frame | None:
        path = snapshot.path_of(self._engine.url.database)
        found = path and snapshot.read(
            path,
            lambda revision, token: revision <= newest and loading.token_of(connection, revision) == token,
        )
        return frames.Frame(found.revision, found.rows, found.vocabulary) if found else None

    def _read_frame(self, connection: Connection, revision: int, older: frames.Frame | None) -> frames.Frame:
        if older is not None and older.revision == revision:
            return older
        table = schema.frame_rows.c
        wanted = select(table.fixed, table.tail).order_by(table.incident)
        if older is not None:
            wanted = wanted.where(table.changed > older.revision)
        parts = [chunk_of(part) for part in sqlite.plain_rows(connection, wanted, FRAME_CHUNK)]
        fresh = joined(parts) if parts else chunk_of(())
        words = terms.read(connection)
        if older is None:
            return frames.Frame(revision, fresh, words)
        gone = schema.vanished.c
        removed = connection.execute(select(gone.incident).where(gone.changed > older.revision)).scalars().all()
        return older.updated(revision, np.array(removed, np.int64), fresh, words)
