"""Columns that numpy lacks: many short texts in one buffer, several words for each row, and rows as they lie in the store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dashboard.store.rows import FIXED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Mask: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.int32]
Indexes: TypeAlias = npt.NDArray[np.int64]


class Strings:
    """Many short texts in one buffer: a million cost their bytes, not a million objects."""

    def __init__(self, buffer: bytes, offsets: Indexes) -> None:
        self.buffer = buffer
        self.offsets = offsets

    @classmethod
    def of(cls, texts: Sequence[str]) -> Strings:
        encoded = [text.encode() for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
        return cls(b"".join(encoded), offsets)

    @classmethod
    def joined(cls, parts: Sequence[Strings]) -> Strings:
        starts = np.cumsum([0, *(len(part.buffer) for part in parts)])
        offsets = [part.offsets[:-1] + start for part, start in zip(parts, starts, strict=False)]
        return cls(b"".join(part.buffer for part in parts), np.concatenate([*offsets, starts[-1:]]))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> str:
        return self.buffer[self.offsets[row] : self.offsets[row + 1]].decode()

    def taken(self, rows: Indexes) -> Strings:
        """Those of the rows, in that order."""
        if len(rows) == len(self) and np.array_equal(rows, np.arange(len(self))):
            return self
        lengths = np.diff(self.offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        data = np.frombuffer(self.buffer, np.uint8)
        return Strings(data[stretches(self.offsets[rows], lengths)].tobytes(), offsets)


class Postings:
    """Several words for each row (its actors, say), as codes in the order of the rows."""

    def __init__(self, codes: Codes, offsets: Indexes, vocabulary: Sequence[str]) -> None:
        self.codes = codes
        self.offsets = offsets
        self.vocabulary = vocabulary

    @cached_property
    def rows(self) -> Codes:
        """The row of each code."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), np.diff(self.offsets))

    def of(self, row: int) -> Codes:
        """The codes of a row."""
        return self.codes[self.offsets[row] : self.offsets[row + 1]]

    def words(self, row: int) -> tuple[str, ...]:
        """The words of a row."""
        return tuple(self.vocabulary[code] for code in self.of(row))

    def having(self, wanted: Sequence[str]) -> Mask:
        """The rows that have any of the words."""
        hits = chosen(self.vocabulary, wanted)[self.codes]
        mask = np.zeros(len(self.offsets) - 1, np.bool_)
        mask[self.rows[hits]] = True
        return mask

    def counts(self, mask: Mask) -> Indexes:
        """How many of the rows have each word."""
        codes = self.codes if mask.all() else self.codes[mask[self.rows]]
        return np.bincount(codes, minlength=len(self.vocabulary))


@dataclass(frozen=True)
class Chunk:
    """Rows as stored: fixed fields (``rows.FIXED``), how many codes each has in all, the codes, ids and summaries."""

    key: Indexes
    fixed: npt.NDArray[Any]
    codes: Codes
    ids: Strings
    summaries: Strings


# ------------------------------------------------------------------------------------------------------------- chunks


def chunk_of(rows: Iterable[tuple[int, str, bytes, bytes, str]]) -> Chunk:
    """Rows of (key, id, fixed, codes, summary) as they lie in the store."""
    keys, ids, fixed, codes, summaries = tuple(zip(*rows, strict=True)) or ((), (), (), (), ())
    return Chunk(
        np.array(keys, np.int64),
        np.frombuffer(b"".join(fixed), FIXED),
        np.frombuffer(b"".join(codes), "<i4"),
        Strings.of(ids),
        Strings.of(summaries),
    )


def joined(parts: Sequence[Chunk]) -> Chunk:
    """The rows of all parts, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Chunk(
        np.concatenate([part.key for part in parts]),
        np.concatenate([part.fixed for part in parts]),
        np.concatenate([part.codes for part in parts]),
        Strings.joined([part.ids for part in parts]),
        Strings.joined([part.summaries for part in parts]),
    )


def sorted_by_key(chunk: Chunk) -> Chunk:
    if np.all(chunk.key[1:] > chunk.key[:-1]):
        return chunk
    return taken(chunk, np.argsort(chunk.key, kind="stable"))


def taken(chunk: Chunk, rows: Indexes) -> Chunk:
    actors, targets, publishers = (chunk.fixed[name].astype(np.int64) for name in ("actors", "targets", "publishers"))
    lengths = actors + targets + publishers
    starts = offsets(lengths)[:-1]
    return Chunk(
        chunk.key[rows],
        chunk.fixed[rows],
        chunk.codes[stretches(starts[rows], lengths[rows])],
        chunk.ids.taken(rows),
        chunk.summaries.taken(rows),
    )


# -------------------------------------------------------------------------------------------------------------- small


def offsets(lengths: Indexes) -> Indexes:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def stretches(starts: Indexes, lengths: Indexes) -> Indexes:
    """The indexes of many stretches one after the other: starts [5, 9], lengths [2, 1] -> [5, 6, 9]."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: Indexes = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return found


def without_repeats(postings: Postings) -> Postings:
    """Each word once a row: someone named as actor and as target counts once."""
    size = max(1, len(postings.vocabulary))
    pairs = np.unique(postings.rows.astype(np.int64) * size + postings.codes)
    lengths = np.bincount(pairs // size, minlength=len(postings.offsets) - 1)
    return Postings((pairs % size).astype(np.int32), offsets(lengths), postings.vocabulary)


def chosen(options: Sequence[str], wanted: Sequence[str]) -> Mask:
    """A table to look codes up in: whether each option is wanted. One more at the end, for the code -1, says no."""
    asked = set(wanted)
    return np.array([*(option in asked for option in options), False], np.bool_)
