"""Numbered steps from an empty file to the present schema. A step, once released, never changes.

A file carries the name of this application and the number of the last step in its ``meta`` table. Files of other
programs, and files of a newer version of this one, are refused rather than touched.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from dashboard.errors import StoreError, StoreVersionError
from dashboard.store import linking, schema, sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _first_tables(connection: Connection) -> None:
    schema.tables.create_all(connection)
    sqlite.create_search(connection)
    connection.execute(
        insert(schema.meta),
        [
            {"name": "application", "value": schema.APPLICATION},
            {"name": "version", "value": "0"},
            {"name": "revision", "value": "0"},
        ],
    )


def _chains_and_corrections(connection: Connection) -> None:
    """Splits and joins by hand; the number of its chain at each report instead of a table of all links."""
    schema.corrections.create(connection, checkfirst=True)
    schema.corrected.create(connection, checkfirst=True)
    if "chain" in {column["name"] for column in inspect(connection).get_columns("reports")}:
        return
    connection.execute(text("ALTER TABLE reports ADD COLUMN chain INTEGER"))
    connection.execute(text("CREATE INDEX ix_reports_chain ON reports (chain)"))
    linking.forget_chains(connection)
    for pair in connection.execute(text("SELECT one, other FROM report_links")).all():
        linking.join_chains(connection, list(pair))
    connection.execute(text("DROP TABLE report_links"))


def _vanished(connection: Connection) -> None:
    """Keys of incidents that are no more, also where no id leads on from them."""
    schema.vanished.create(connection, checkfirst=True)


def _revisions(connection: Connection) -> None:
    """A token for the present revision, and for each from now on."""
    schema.revisions.create(connection, checkfirst=True)
    present = select(schema.meta.c.value).where(schema.meta.c.name == "revision")
    token = secrets.token_hex(8)
    connection.execute(
        insert(schema.revisions), [{"revision": int(connection.execute(present).scalar_one()), "token": token}]
    )


def _waiting(connection: Connection) -> None:
    """Reports that a load is yet to merge. Keys of sentences are of another form now: the next writer makes all keys anew."""
    schema.waiting.create(connection, checkfirst=True)
    if connection.execute(select(schema.reports.c.key).limit(1)).first():
        connection.execute(insert(schema.meta), [{"name": "blocks", "value": "old"}])


MIGRATIONS: Final[Sequence[tuple[int, Callable[[Connection], None]]]] = (
    (1, _first_tables),
    (2, _chains_and_corrections),
    (3, _vanished),
    (4, _revisions),
    (5, _waiting),
)
VERSION: Final = MIGRATIONS[-1][0]


def prepare(engine: Engine, *, create: bool) -> None:
    """Brings the file to the present version.

    Raises ``StoreError`` for a file that is not ours, or is empty and must not be filled, and ``StoreVersionError`` for one that a newer
    version wrote.
    """
    with sqlite.reading(engine) as connection:
        found = _version(connection, engine)
    if found == VERSION:
        return
    if found == 0 and not create:
        raise StoreError(f"{engine.url.database}: the file is empty; load documents into it with `dashboard load PATH`")
    sqlite.use_wal(engine)
    with sqlite.writing(engine) as connection:
        found = _version(connection, engine)  # another process may have been faster
        for number, step in MIGRATIONS:
            if number > found:
                step(connection)
        _set_version(connection)


def _version(connection: Connection, engine: Engine) -> int:
    """The number of the last step the file has seen; 0 for an empty file."""
    present = set(inspect(connection).get_table_names())
    if not present:
        return 0
    where = engine.url.database
    not_ours = StoreError(f"{where}: this database belongs to another program; choose another file with --store")
    if not {"meta", "documents", "reports", "incidents"} <= present:
        raise not_ours
    columns = {column["name"] for column in inspect(connection).get_columns("meta")}
    if not {"name", "value"} <= columns:
        raise not_ours
    told = dict(connection.execute(select(schema.meta.c.name, schema.meta.c.value)).all())
    if told.get("application") != schema.APPLICATION or not told.get("version", "").isdigit():
        raise not_ours
    version = int(told["version"])
    if version > VERSION:
        raise StoreVersionError(
            f"{where}: it was written by a newer version of the dashboard (store version {version}; this one knows "
            f"up to {VERSION}); update the dashboard, or choose another file with --store"
        )
    return version


def _set_version(connection: Connection) -> None:
    connection.execute(update(schema.meta).where(schema.meta.c.name == "version").values(value=str(VERSION)))
