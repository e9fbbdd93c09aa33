"""The tables, in SQLAlchemy Core; nothing here is SQLite's own.

    documents ─┬─ reports ── report_blocks, waiting          what each document tells; which reports to compare, to merge yet
               │     └────── incidents ── frame_rows         what is told once or often; its compact row for the page
               ├─ mentioned ── places                        every place a document names that was found on the ground
               ├─ unresolved, rejected, readings             what was not found, what was no incident, and why
               └─ problems, loads, terms, redirects, vanished, revisions, meta
    corrections ── corrected (ids of reports)                splits and joins made by hand

Integer keys tell rows apart inside one file and mean nothing outside it; ``id`` columns are what the world sees.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

APPLICATION: Final = "incident-dashboard"

tables = MetaData()

meta = Table("meta", tables, Column("name", String, primary_key=True), Column("value", String, nullable=False))

documents = Table(
    "documents",
    tables,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", String),
    Column("language", String, nullable=False),
    Column("publisher", Text),
    Column("url", Text),
    Column("retrieved", String),
)

incidents = Table(
    "incidents",
    tables,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("packed", Text, nullable=False),  # packing.pack of a stored.Chosen
)

# The compact row of an incident that frames are read from (rows.row_of). ``changed`` is the revision that wrote it, so that a frame can be brought up to date cheaply.
frame_rows = Table(
    "frame_rows",
    tables,
    Column("incident", Integer, ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
    Column("changed", Integer, nullable=False),
    Column("fixed", LargeBinary, nullable=False),
    Column("tail", LargeBinary, nullable=False),
    Index("frame_rows_changed", "changed"),
)

reports = Table(
    "reports",
    tables,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.key"), nullable=False, index=True),
    Column("incident", Integer, ForeignKey("incidents.key"), index=True),
    Column("packed", Text, nullable=False),  # packing.pack of the Report
    Column("chain", Integer, index=True),  # reports that links lead to from one another share it (linking.py)
)

report_blocks = Table(
    "report_blocks",
    tables,
    Column("block", String, primary_key=True),
    Column("report", Integer, ForeignKey("reports.key"), primary_key=True),
    Index("report_blocks_report", "report"),
    sqlite_with_rowid=False,
)

# Reports that are to be merged later in the load, with more of their chain (linking.due); a load that ends leaves none.
waiting = Table(
    "waiting",
    tables,
    Column("report", Integer, ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
)

corrections = Table(
    "corrections",
    tables,
    Column("key", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # model.CorrectionKind
    Column("made", String, nullable=False),  # ISO 8601, UTC
)

# Which reports a correction names, by id: a report may be gone, or not yet there.
corrected = Table(
    "corrected",
    tables,
    Column("correction", Integer, ForeignKey("corrections.key"), primary_key=True),
    Column("report", String, primary_key=True),
    Column("side", Integer, nullable=False),  # 0 or 1
    Index("corrected_report", "report"),
    sqlite_with_rowid=False,
)

# An incident's id that no longer is one: it leads to whichever incident now holds this report. ``incident`` is the key it had.
redirects = Table(
    "redirects",
    tables,
    Column("id", String, primary_key=True),
    Column("incident", Integer, nullable=False),
    Column("report", Integer, ForeignKey("reports.key"), nullable=False),
    Column("changed", Integer, nullable=False, index=True),
)

# Keys of incidents that are no more, so that frames can let go of them.
vanished = Table(
    "vanished",
    tables,
    Column("incident", Integer, primary_key=True),
    Column("changed", Integer, nullable=False, index=True),
)

# A random word for each revision, so that two stores, or two pasts of one, are never taken for each other (snapshot.py).
revisions = Table(
    "revisions", tables, Column("revision", Integer, primary_key=True), Column("token", String, nullable=False)
)

# Words that frames know by number: actors, countries, places, publishers, sub-event types.
terms = Table(
    "terms",
    tables,
    Column("kind", String, primary_key=True),
    Column("code", Integer, primary_key=True),
    Column("value", Text, nullable=False),
    Index("terms_value", "kind", "value", unique=True),
)

places = Table(
    "places",
    tables,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("radius_km", Float, nullable=False),
    Column("country", String),
)

mentioned = Table(
    "mentioned",
    tables,
    Column("document", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place", Integer, ForeignKey("places.key"), nullable=False),
    Column("role", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Index("mentioned_place", "place", "role"),
    sqlite_with_rowid=False,
)

unresolved = Table(
    "unresolved",
    tables,
    Column("document", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

rejected = Table(
    "rejected",
    tables,
    Column("document", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("rule", String, nullable=False),
    sqlite_with_rowid=False,
)

# How each document's places were read: zlib of packing.pack_all(Resolution, ...), and their roles in order.
readings = Table(
    "readings",
    tables,
    Column("document", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("resolutions", LargeBinary, nullable=False),
    Column("roles", Text, nullable=False),
)

# ``document`` is None for what could not be read at all; then ``place`` ("where" is a word of SQL's) tells the file.
problems = Table(
    "problems",
    tables,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.key"), index=True),
    Column("place", Text, nullable=False),
    Column("stage", String, nullable=False),
    Column("message", Text, nullable=False),
    Index("problems_once", "place", "stage", "message", unique=True),
)

loads = Table(
    "loads",
    tables,
    Column("key", Integer, primary_key=True),
    Column("started", String, nullable=False),  # ISO 8601, UTC
    Column("finished", String, nullable=False),
    Column("paths", Text, nullable=False),  # JSON list
    Column("report", Text, nullable=False),  # packing.pack of the LoadReport
)
