"""Everything that is SQLite's own: connecting, transactions, full-text search, integrity. PostgreSQL would get a sibling.

WAL lets readers work while a load writes; with ``synchronous=NORMAL`` a killed process loses nothing that was committed
and leaves the file sound (sqlite.org/pragma.html#pragma_synchronous: in WAL mode only a power failure can lose the last
transactions, and even that never corrupts).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Select, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from dashboard.errors import StoreError, StoreMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.store.search import Query, Term

BUSY_SECONDS: Final = 15.0  # how long a writer waits for another one's batch before it gives up
CACHE_KIB: Final = 65_536
LOG_PAGES: Final = (
    8_000  # of 4 KiB, after which the log is folded into the file: a page that many batches change is written once
)

# What SQLite says, in lower case, and what a person should hear.
_IN_WORDS: Final[Sequence[tuple[str, str]]] = (
    ("file is not a database", "it is not an incident store; choose another file with --store"),
    ("database or disk is full", "the disk is full; free some space and load again: what was stored before is kept"),
    ("readonly database", "it may not be written to; check its permissions and those of its folder"),
    ("unable to open", "it cannot be opened; check that its folder exists and may be written to"),
    ("database is locked", "another load is writing to it; wait until that has finished, then try again"),
    ("malformed", "it is damaged; restore a copy, or delete it and load the documents again"),
    ("disk i/o error", "the disk cannot be read or written; check the disk and its free space"),
)


def connect(url: str, *, create: bool) -> Engine:
    """An engine for the file the URL names. Raises ``StoreError`` if it is missing and must not be made."""
    parsed = _make_url(url)
    path = parsed.database or ""
    if path != ":memory:" and not path.startswith("file:"):
        file = Path(path)
        if not path or file.is_dir():
            raise StoreError(f"{url}: this is a folder; give the path of a file, such as {file / 'incidents.sqlite'}")
        if not create and not file.exists():
            raise StoreMissingError(f"{file}: there is no store yet; make one with `dashboard load PATH --store {url}`")
        if create:
            _make_folder(file.parent)
        elif not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
            parsed = _read_only(parsed, file)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url}: this is no database URL; write sqlite:///FILE, or just the file's path") from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"{url}: only SQLite can hold a store so far; write sqlite:///FILE, or just the file's path")
    return parsed


def _read_only(url: URL, file: Path) -> URL:
    """The URL of a file on a disk that may only be read. Without a log beside it, SQLite must be told not to make one."""
    log = file.with_name(file.name + "-wal")
    quiet = {} if log.exists() and log.stat().st_size else {"immutable": "1"}
    return url.set(database=f"file:{quote(str(file))}", query={"mode": "ro", "uri": "true", **quiet})


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: the folder for the store cannot be made ({error.strerror})") from error


def _prepare(connection: Any, _: Any) -> None:
    """Transactions are ours to begin, so that a writer takes its lock at once and never has to give up half-way."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is kept, or nothing."""
    with speaking(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads: all its queries see the same state, whatever a load writes meanwhile."""
    with speaking(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def speaking(engine: Engine) -> Iterator[None]:
    """Turns what the database says into a ``StoreError`` that says which file and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(in_words(engine, error)) from error


def in_words(engine: Engine, error: DBAPIError) -> str:
    said = str(error.orig)
    plain = next((words for sign, words in _IN_WORDS if sign in said.lower()), said)
    return f"{engine.url.database}: {plain}"


def plain_rows(connection: Connection, wanted: Select[Any], size: int) -> Iterator[Sequence[Any]]:
    """The rows of a query in lists of ``size``, as the driver gives them: for millions, where wrapping each costs too much."""
    query = wanted.compile(connection.engine, compile_kwargs={"literal_binds": True})
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(query))
        while rows := cursor.fetchmany(size):
            yield rows
    finally:
        cursor.close()


def use_wal(engine: Engine) -> None:
    """Write-ahead logging is a property of the file; it is set once, outside any transaction."""
    with speaking(engine):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()


# ----------------------------------------------------------------------------------------------------- full-text search


def create_search(connection: Connection) -> None:
    """An index over titles and texts that keeps no copy of them; words match whatever their accents and case."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE documents_words USING fts5("
            "title, text, content='documents', content_rowid='key', tokenize=\"unicode61 remove_diacritics 2\")"
        )
    )


def index_documents(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Adds documents (``key``, ``title``, ``text``) to the index."""
    if rows:
        connection.execute(text("INSERT INTO documents_words(rowid, title, text) VALUES (:key, :title, :text)"), rows)


def incidents_matching(connection: Connection, query: Query) -> list[int]:
    """Keys of the incidents that a matching document reports, ascending."""
    if query.wanted:
        found = connection.execute(
            text(
                "SELECT DISTINCT reports.incident FROM documents_words "
                "CROSS JOIN reports ON reports.document = documents_words.rowid "
                "WHERE documents_words MATCH :words AND reports.incident IS NOT NULL ORDER BY 1"
            ),
            {"words": _expression(query)},
        )
    else:  # FTS5 cannot say "not" alone
        found = connection.execute(
            text(
                "SELECT DISTINCT incident FROM reports WHERE incident IS NOT NULL AND document NOT IN "
                "(SELECT rowid FROM documents_words WHERE documents_words MATCH :words) ORDER BY 1"
            ),
            {"words": _any_of(query.unwanted)},
        )
    return list(found.scalars())


def _expression(query: Query) -> str:
    """The query in FTS5's language (sqlite.org/fts5.html, 3): every term a quoted string, so that no sign has a meaning."""
    wanted = " AND ".join(map(_quoted, query.wanted))
    return f"({wanted}) NOT ({_any_of(query.unwanted)})" if query.unwanted else wanted


def _any_of(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_quoted, terms))


def _quoted(term: Term) -> str:
    doubled = term.text.replace('"', '""')
    return f'"{doubled}"*' if term.prefix else f'"{doubled}"'


# ------------------------------------------------------------------------------------------------------------ integrity


def damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong: pages, indexes, references between tables, the index of words."""
    said = [str(line) for line in connection.execute(text("PRAGMA integrity_check")).scalars() if line != "ok"]
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        said.append(f"row {row} of {table} refers to a row of {parent} that is not there")
    return said


def search_out_of_step(connection: Connection) -> bool:
    """Whether the index of words differs from the documents. Needs a transaction that may write; it writes nothing."""
    try:
        connection.execute(text("INSERT INTO documents_words(documents_words, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError:
        return True
    return False
