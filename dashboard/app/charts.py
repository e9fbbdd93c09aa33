"""Cross-filter charts: how many incidents there are by type, actor, pair, country, source and factuality. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.app.clusters import Bools, Ints
from dashboard.app.words import plural, say
from dashboard.store.columns import Postings, stretches
from dashboard.store.frames import Frame

BARS_AT_MOST: Final = 8  # of one chart; the filters have all of them


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a chart: what it is, its count under all other filters, and whether it is filtered by."""

    option: str
    count: int
    on: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The largest options of one field, and in words what the bars leave out."""

    name: str
    bars: tuple[Bar, ...]
    left_out: str


def chart(name: str, counts: Mapping[str, int], picked: tuple[str, ...], silent: str = "") -> Chart:
    """The chart of a facet. ``counts`` are its options, the largest first; ``silent`` says which rows say nothing of it."""
    shown = list(counts)[:BARS_AT_MOST]
    shown += [option for option in picked if option not in shown]
    bars = tuple(Bar(option, counts.get(option, 0), option in picked) for option in shown)
    others = len(counts) - sum(option in counts for option in shown)
    notes = []
    if others > 0:
        notes.append(plural(others, "{count} smaller one", "{count} smaller ones"))
    if silent:
        notes.append(silent)
    return Chart(name, bars, say("Left out: {what}.", what=" · ".join(notes)) if notes else say("Nothing is left out."))


def pairs(frame: Frame, mask: Bools) -> dict[tuple[str, str], int]:
    """How many incidents have each pair of an actor and whom it acted against, the largest first; ties by name."""
    codes = _pair_codes(frame.actors, frame.targets, mask)
    size = len(frame.targets.vocabulary)
    numbers, counts = np.unique(codes, return_counts=True)
    if len(numbers) > BARS_AT_MOST * 4:  # all that may be shown, with those of the same count
        least = np.partition(counts, -BARS_AT_MOST * 2)[-BARS_AT_MOST * 2]
        numbers, counts = numbers[counts >= least], counts[counts >= least]
    words, others = frame.actors.vocabulary, frame.targets.vocabulary
    found = {(words[n // size], others[n % size]): int(c) for n, c in zip(numbers.tolist(), counts, strict=True)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _pair_codes(actors: Postings, targets: Postings, mask: Bools) -> Ints:
    """Every pair of every row as one number: the actor's code times the number of names, plus the target's."""
    many = np.diff(targets.offsets)
    rows = actors.rows
    kept = mask[rows] & (many[rows] > 0)
    rows, left = rows[kept], actors.codes[kept].astype(np.int64)
    right = targets.codes[stretches(targets.offsets[rows], many[rows])].astype(np.int64)
    return np.repeat(left, many[rows]) * len(targets.vocabulary) + right


def without(postings: Postings, rows: Ints) -> int:
    """How many of the rows have none of these words."""
    return int(np.count_nonzero(np.diff(postings.offsets)[rows] == 0))


def without_pair(frame: Frame, rows: Ints) -> int:
    """How many of the rows lack an actor or whom it acted against."""
    both = (np.diff(frame.actors.offsets)[rows] > 0) & (np.diff(frame.targets.offsets)[rows] > 0)
    return int(len(rows) - np.count_nonzero(both))
