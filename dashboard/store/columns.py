"""Columns that numpy lacks: many short stretches of bytes in one buffer, several words for each row, and rows as they lie in the store."""

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


class Tails:
    """A stretch of bytes for each row, in one buffer: a million cost their bytes, not a million objects."""

    def __init__(self, buffer: bytes, offsets: Indexes) -> None:
        self.buffer = buffer
        self.offsets = offsets

    @classmethod
    def of(cls, tails: Sequence[bytes]) -> Tails:
        return cls(b"".join(tails), offsets(np.fromiter(map(len, tails), np.int64, len(tails))))

    @classmethod
    def joined(cls, parts: Sequence[Tails]) -> Tails:
        lengths = [np.diff(part.offsets) for part in parts]
        return cls(b"".join(part.buffer for part in parts), offsets(np.concatenate(lengths)))

    def __getitem__(self, row: int) -> bytes:
        return self.buffer[self.offsets[row] : self.offsets[row + 1]]

    def taken(self, rows: Indexes) -> Tails:
        """Those of the rows, in that order; cheap where the rows form few runs."""
        view = memoryview(self.buffer)
        starts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        ends = np.append(starts[1:], len(rows))[: len(starts)]
        runs = zip(self.offsets[rows[starts]].tolist(), self.offsets[rows[ends - 1] + 1].tolist(), strict=True)
        return Tails(b"".join(view[start:end] for start, end in runs), offsets(np.diff(self.offsets)[rows]))


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
    """Rows as they are stored: the fixed fields (``rows.FIXED``), and for each row its codes and its texts."""

    fixed: npt.NDArray[Any]
    tails: Tails

    @property
    def key(self) -> Indexes:
        key: Indexes = self.fixed["key"]
        return key

    def codes(self) -> Codes:
        """The codes of all rows, one after the other."""
        data = np.frombuffer(self.tails.buffer, np.uint8)
        return data[stretches(self.tails.offsets[:-1], 4 * self._code_counts())].view("<i4")

    def _code_counts(self) -> Indexes:
        actors, targets, publishers = (
            self.fixed[name].astype(np.int64) for name in ("actors", "targets", "publishers")
        )
        return actors + targets + publishers

    def texts(self, row: int) -> tuple[str, str]:
        """Id and summary of a row."""
        fixed = self.fixed[row]
        codes = int(fixed["actors"]) + int(fixed["targets"]) + int(fixed["publishers"])
        name, _, summary = self.tails[row][4 * codes :].decode().partition("\n")
        return name, summary

    def taken(self, rows: Indexes) -> Chunk:
        """These rows, in this order."""
        return Chunk(self.fixed[rows], self.tails.taken(rows))

    def sorted_by_key(self) -> Chunk:
        """The rows in the order of their keys."""
        key = self.key
        return self if np.all(key[1:] > key[:-1]) else self.taken(np.argsort(key, kind="stable"))


def chunk_of(rows: Iterable[Sequence[bytes]]) -> Chunk:
    """Rows of (fixed, tail) as they lie in the store."""
    fixed, tails = tuple(zip(*rows, strict=True)) or ((), ())
    return Chunk(np.frombuffer(b"".join(fixed), FIXED), Tails.of(tails))


def joined(parts: Sequence[Chunk]) -> Chunk:
    """The rows of all parts, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Chunk(np.concatenate([part.fixed for part in parts]), Tails.joined([part.tails for part in parts]))


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
    pairs = np.sort(postings.rows.astype(np.int64) * size + postings.codes)
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]  # np.unique takes ten times as long
    lengths = np.bincount(pairs // size, minlength=len(postings.offsets) - 1)
    return Postings((pairs % size).astype(np.int32), offsets(lengths), postings.vocabulary)


def chosen(options: Sequence[str], wanted: Sequence[str]) -> Mask:
    """A table to look codes up in: whether each option is wanted. One more at the end, for the code -1, says no."""
    table = np.zeros(len(options) + 1, np.bool_)
    for word in wanted:
        if word in options:
            table[options.index(word)] = True
    return table
