"""The frame as it was when the store was last opened, in a file beside it: read in a moment where a million rows take seconds.

    {"token": …, "revision": …, "layout": …, "rows": …, "bytes": …, "sum": …, "vocabulary": …}     one line of JSON
    fixed fields, offsets and bytes of the tails, as they lie in memory (little-endian)

It is no part of the store: what is not whole, of another layout, or of a revision that this store never had (each has a token
of its own) is passed over, and the file may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.store.columns import Chunk, Tails
from dashboard.store.rows import FIXED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LEAST_ROWS: Final = 50_000  # fewer are read from the store in less than half a second
SUFFIX: Final = ".frame"
LAYOUT: Final = repr(FIXED.descr)
HEAD_LIMIT: Final = 64_000_000  # bytes of the first line; a store's words are some megabytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows and words as they were at a revision."""

    token: str
    revision: int
    rows: Chunk
    vocabulary: Mapping[str, Sequence[str]]


def path_of(database: str | None) -> Path | None:
    """Where the snapshot of a store lies; None for one that is no plain file."""
    if not database or database == ":memory:" or database.startswith("file:"):
        return None
    return Path(database + SUFFIX)


def write(path: Path, snapshot: Snapshot) -> bool:
    """Writes it whole or not at all, readable for who may read the store; gives whether it could be written."""
    tails = snapshot.rows.tails
    parts = (snapshot.rows.fixed.tobytes(), tails.offsets.astype("<i8").tobytes(), tails.buffer)
    head = {
        "token": snapshot.token,
        "revision": snapshot.revision,
        "layout": LAYOUT,
        "rows": len(snapshot.rows.fixed),
        "bytes": len(tails.buffer),
        "sum": _sum(parts),
        "vocabulary": snapshot.vocabulary,
    }
    made: Path | None = None
    try:
        mode = Path(str(path).removesuffix(SUFFIX)).stat().st_mode & 0o666
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as out:
            made = Path(out.name)
            out.write(json.dumps(head, ensure_ascii=True).encode() + b"\n")
            for part in parts:
                out.write(part)
        made.chmod(mode)
        os.replace(made, path)  # noqa: PTH105  # the one that overwrites on every system
    except OSError:  # a disk that is full or may only be read: the store does without
        if made is not None:
            with suppress(OSError):
                made.unlink(missing_ok=True)
        return False
    return True


def is_at(path: Path, token: str) -> bool:
    """Does the file hold the revision of this token? Only its first line is looked at."""
    try:
        with path.open("rb") as source:
            return bool(json.loads(source.readline(HEAD_LIMIT))["token"] == token)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def read(path: Path, known: Callable[[int, str], bool]) -> Snapshot | None:
    """The snapshot, if it is whole and ``known(revision, token)`` says that the store had it."""
    try:
        with path.open("rb") as source:
            head = json.loads(source.readline(HEAD_LIMIT))
            if head["layout"] != LAYOUT or not known(int(head["revision"]), str(head["token"])):
                return None
            rows, size = int(head["rows"]), int(head["bytes"])
            fixed = source.read(rows * FIXED.itemsize)
            offsets = source.read(8 * (rows + 1))
            buffer = source.read(size)
            if source.read(1) or head["sum"] != _sum((fixed, offsets, buffer)):
                return None
        vocabulary = {str(kind): tuple(map(str, found)) for kind, found in head["vocabulary"].items()}
        tails = Tails(buffer, np.frombuffer(offsets, "<i8"))
        return Snapshot(head["token"], head["revision"], Chunk(np.frombuffer(fixed, FIXED), tails), vocabulary)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _sum(parts: Sequence[bytes]) -> int:
    total = 0
    for part in parts:
        total = zlib.crc32(part, total)
    return total
