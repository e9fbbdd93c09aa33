"""A columnar snapshot of all incidents: what the page filters, counts and draws, fast at a million of them.

    frame = store.frame()                       # cheap when nothing changed; the same object for everyone
    keys = store.matching(filters.words)        # None when no words are asked for
    mask = frame.mask(filters, keys)            # bool per row
    frame.counter(mask), frame.option_counts(filters, keys)
    frame.latitude[mask], frame.event_type[mask], frame.id(row), frame.summary(row), frame.actors.words(row)

Rows are in the order of ``key``. Columns are numpy arrays that must not be written to; words are numbers into ``vocabulary``.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.model import EVENT_TYPES, EventType, SubEventType
from dashboard.store.columns import (
    Chunk,
    Codes,
    Indexes,
    Mask,
    Postings,
    chosen,
    joined,
    offsets,
    stretches,
    without_repeats,
)
from dashboard.store.rows import BACKGROUND, FACTUALITIES, FIXED, ONGOING, UNDATED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.store.filters import Bounds, Filters

EVENT_TYPE_ORDER: Final = tuple(EVENT_TYPES)  # ``Frame.event_type`` counts in this order
COUNTRY_LEVEL: Final = 6  # where_prec
PRECISIONS: Final = 8  # 0 (no place) to 7
OPTIONS: Final = 1000  # of a facet: more than a list on a page can hold


@dataclass(frozen=True, slots=True)
class Counter:
    """The honest counter. ``total`` is all the store holds, ``matching`` what the filters keep; the rest parts ``matching``.

    ``on_map`` + ``country_level`` + ``without_place`` == ``matching``; ``undated``, ``background`` and ``area`` (province or
    wider, sea) are counted among them.
    """

    total: int
    matching: int
    on_map: int
    country_level: int
    without_place: int
    undated: int
    background: int
    area: int


class Frame:
    """All incidents, a column for each field. Make it with ``Store.frame``."""

    def __init__(self, revision: int, rows: Chunk, vocabulary: Mapping[str, Sequence[str]]) -> None:
        self.revision = revision
        self.vocabulary = vocabulary
        self.chunk = rows
        fixed = rows.fixed
        column = {name: np.ascontiguousarray(fixed[name]) for name in FIXED.names or ()}
        self.key: Indexes = column["key"]
        self.latitude: npt.NDArray[np.float64] = column["latitude"]  # NaN: no place
        self.longitude: npt.NDArray[np.float64] = column["longitude"]
        self.radius_km: npt.NDArray[np.float32] = column["radius_km"]
        self.where_prec: npt.NDArray[np.uint8] = column["where_prec"]  # 0: no place
        self.confidence: npt.NDArray[np.float32] = column["confidence"]
        self.first = _days(column["first"])  # datetime64[D], NaT: undated
        self.last = _days(column["last"])
        self.date_prec: npt.NDArray[np.uint8] = column["date_prec"]  # 0: undated
        self.killed_low: Codes = column["killed_low"]  # -1: not said
        self.killed_high: Codes = column["killed_high"]  # -1: open, or not said
        self.injured_low: Codes = column["injured_low"]
        self.injured_high: Codes = column["injured_high"]
        self.reports: Codes = column["reports"]
        self.sources: Codes = column["sources"]
        self.sub_event_type: npt.NDArray[np.int16] = column["sub_event_type"]  # into vocabulary["sub_event_type"]
        self.event_type = _event_types(vocabulary["sub_event_type"])[self.sub_event_type]  # into EVENT_TYPE_ORDER
        self.country: npt.NDArray[np.int16] = column["country"]  # into vocabulary["country"], -1: none
        self.place: Codes = column["place"]  # into vocabulary["place"], -1: none
        self.factuality: npt.NDArray[np.uint8] = column["factuality"]  # into rows.FACTUALITIES
        self.background: Mask = column["flags"] & BACKGROUND > 0
        self.ongoing: Mask = column["flags"] & ONGOING > 0
        self.actors, self.targets, self.involved, self.publishers = self._postings(column)

    def _postings(self, column: Mapping[str, Any]) -> tuple[Postings, Postings, Postings, Postings]:
        codes = self.chunk.codes()
        actors, targets, publishers = (column[name].astype(np.int64) for name in ("actors", "targets", "publishers"))
        starts = offsets(actors + targets + publishers)[:-1]
        names, houses = self.vocabulary["actor"], self.vocabulary["publisher"]

        def part(start: Indexes, lengths: Indexes, words: Sequence[str]) -> Postings:
            return Postings(codes[stretches(start, lengths)], offsets(lengths), words)

        both = part(starts, actors + targets, names)
        return (
            part(starts, actors, names),
            part(starts + actors, targets, names),
            without_repeats(both),
            part(starts + actors + targets, publishers, houses),
        )

    def __len__(self) -> int:
        return len(self.key)

    # --------------------------------------------------------------------------------------------------- single rows

    def id(self, row: int) -> str:
        """The id of a row's incident."""
        return self.chunk.texts(row)[0]

    def summary(self, row: int) -> str:
        """The first sentence that reports a row's incident."""
        return self.chunk.texts(row)[1]

    def row_of(self, key: int) -> int | None:
        """The row of an incident's key."""
        row = int(np.searchsorted(self.key, key))
        return row if row < len(self) and self.key[row] == key else None

    def place_name(self, row: int) -> str | None:
        """The name of the place a row was put on."""
        code = int(self.place[row])
        return None if code == UNKNOWN else self.vocabulary["place"][code]

    def country_code(self, row: int) -> str | None:
        """The country (ISO 3166-1 alpha-2) of that place."""
        code = int(self.country[row])
        return None if code == UNKNOWN else self.vocabulary["country"][code]

    def sub_event_type_of(self, row: int) -> SubEventType:
        return SubEventType(self.vocabulary["sub_event_type"][int(self.sub_event_type[row])])

    def event_type_of(self, row: int) -> EventType:
        return EVENT_TYPE_ORDER[int(self.event_type[row])]

    # ------------------------------------------------------------------------------------------------------ selecting

    def mask(self, filters: Filters, keys: Indexes | None = None) -> Mask:
        """The rows that the filters keep. ``keys`` are those that match ``filters.words`` (``Store.matching``), if asked."""
        return _all_of(self._conditions(filters, keys).values(), len(self))

    def _conditions(self, filters: Filters, keys: Indexes | None) -> dict[str, Mask]:
        """One mask for each thing asked, by the facet it belongs to."""
        asked: dict[str, Mask] = {}
        words = self.vocabulary
        if filters.event_types:
            asked["event_type"] = chosen(EVENT_TYPE_ORDER, filters.event_types)[self.event_type]
        if filters.sub_event_types:
            asked["sub_event_type"] = chosen(words["sub_event_type"], filters.sub_event_types)[self.sub_event_type]
        if filters.factuality:
            asked["factuality"] = chosen(FACTUALITIES, filters.factuality)[self.factuality]
        if filters.countries:
            asked["country"] = chosen(words["country"], filters.countries)[self.country]
        if filters.precision:
            asked["precision"] = np.isin(np.arange(PRECISIONS), filters.precision)[self.where_prec]
        if filters.actors:
            asked["actor"] = self.involved.having(filters.actors)
        if filters.publishers:
            asked["publisher"] = self.publishers.having(filters.publishers)
        return asked | self._bounds(filters, keys)

    def _bounds(self, filters: Filters, keys: Indexes | None) -> dict[str, Mask]:
        """One mask for each thing asked that is no facet."""
        asked: dict[str, Mask] = {}
        if not filters.background:
            asked["background"] = ~(self.background | self.ongoing)
        if filters.min_confidence > 0:
            asked["confidence"] = self.confidence >= np.float32(filters.min_confidence)
        if filters.since or filters.until or not filters.include_undated:
            asked["time"] = self._in_time(filters)
        if filters.bounds:
            asked["bounds"] = self._within(filters.bounds)
        if keys is not None:
            asked["words"] = np.isin(self.key, keys, assume_unique=True)
        return asked

    def _in_time(self, filters: Filters) -> Mask:
        dated = self.date_prec > 0
        mask = dated.copy()
        if filters.since:
            mask &= self.last >= np.datetime64(filters.since, "D")
        if filters.until:
            mask &= self.first <= np.datetime64(filters.until, "D")
        return mask | ~dated if filters.include_undated else mask

    def _within(self, box: Bounds) -> Mask:
        mask = (self.latitude >= box.south) & (self.latitude <= box.north)
        if box.east - box.west >= 360:
            return mask
        west, east = (box.west + 180) % 360 - 180, (box.east + 180) % 360 - 180
        if west <= east:
            return mask & (self.longitude >= west) & (self.longitude <= east)
        return mask & ((self.longitude >= west) | (self.longitude <= east))

    def in_order(self, mask: Mask) -> list[int]:
        """The keys of a mask's rows by first day, then id; the undated last. The order does not depend on the store's past."""
        rows = np.flatnonzero(mask)
        days = self.first[rows].astype(np.int64)  # NaT is the least number there is
        days[np.isnat(self.first[rows])] = np.iinfo(np.int64).max
        ids = np.array([self.id(int(row)) for row in rows], np.str_)
        return [int(key) for key in self.key[rows[np.lexsort((ids, days))]]]

    # ------------------------------------------------------------------------------------------------------- counting

    def option_counts(self, filters: Filters, keys: Indexes | None = None) -> dict[str, dict[str, int]]:
        """For each facet, how many incidents each option would keep, with the facet's own filter lifted.

        Facets: event_type, sub_event_type, actor, country, factuality, publisher, precision ("0" to "7"). Options with none
        are left out, unless they are chosen. Most frequent first, then by name; at most ``OPTIONS`` a facet.
        """
        asked = self._conditions(filters, keys)
        whole = _all_of(asked.values(), len(self))
        words = self.vocabulary
        facets: dict[str, tuple[Sequence[str], Callable[[Mask], Indexes], Sequence[Any]]] = {
            "event_type": (EVENT_TYPE_ORDER, _counting(self.event_type, 6), filters.event_types),
            "sub_event_type": (
                words["sub_event_type"],
                _counting(self.sub_event_type, len(words["sub_event_type"])),
                filters.sub_event_types,
            ),
            "actor": (words["actor"], self.involved.counts, filters.actors),
            "country": (words["country"], _counting(self.country, len(words["country"])), filters.countries),
            "factuality": (FACTUALITIES, _counting(self.factuality, len(FACTUALITIES)), filters.factuality),
            "publisher": (words["publisher"], self.publishers.counts, filters.publishers),
            "precision": (
                [str(number) for number in range(PRECISIONS)],
                _counting(self.where_prec, PRECISIONS),
                [str(number) for number in filters.precision],
            ),
        }
        counted: dict[str, dict[str, int]] = {}
        for facet, (options, count, picked) in facets.items():
            others = [mask for name, mask in asked.items() if name != facet]
            mask = _all_of(others, len(self)) if facet in asked else whole
            counted[facet] = _ranked(options, count(mask), picked)
        return counted

    def counter(self, mask: Mask) -> Counter:
        """The numbers of the honest counter for the rows of a mask."""
        precision = np.bincount(self.where_prec[mask], minlength=PRECISIONS)
        matching, nowhere, country = int(precision.sum()), int(precision[0]), int(precision[COUNTRY_LEVEL])
        return Counter(
            total=len(self),
            matching=matching,
            on_map=matching - nowhere - country,
            country_level=country,
            without_place=nowhere,
            undated=int(np.count_nonzero(self.date_prec[mask] == 0)),
            background=int(np.count_nonzero((self.background | self.ongoing)[mask])),
            area=int(precision[[4, 5, 7]].sum()),
        )

    # ---------------------------------------------------------------------------------------------------- keeping up

    def updated(self, revision: int, gone: Indexes, fresh: Chunk, vocabulary: Mapping[str, Sequence[str]]) -> Frame:
        """The frame at a later revision: without the keys in ``gone``, with ``fresh`` rows instead of older ones."""
        stays = np.flatnonzero(~np.isin(self.key, np.concatenate([gone, fresh.key])))
        return Frame(revision, joined([self.chunk.taken(stays), fresh]).sorted_by_key(), vocabulary)


# -------------------------------------------------------------------------------------------------------------- small


def _days(numbers: Codes) -> npt.NDArray[np.datetime64]:
    days = numbers.astype("datetime64[D]")
    days[numbers == UNDATED] = np.datetime64("NaT")
    return days


def _event_types(sub_event_types: Sequence[str]) -> npt.NDArray[np.int8]:
    order = [EVENT_TYPE_ORDER.index(SubEventType(name).event_type) for name in sub_event_types]
    return np.array(order, np.int8)


def _all_of(masks: Iterable[Mask], size: int) -> Mask:
    whole = np.ones(size, np.bool_)
    for mask in masks:
        whole &= mask
    return whole


def _counting(codes: npt.NDArray[Any], size: int) -> Callable[[Mask], Indexes]:
    """Counts the codes of a mask's rows; the code -1 (none) is not counted."""
    return lambda mask: np.bincount(codes[mask].astype(np.int64) + 1, minlength=size + 1)[1:]


def _ranked(options: Sequence[str], counts: Indexes, chosen: Sequence[str]) -> dict[str, int]:
    """The options with their counts, the most frequent first, then by name: at most ``OPTIONS``, and all that are chosen."""
    codes = np.flatnonzero(counts)
    if len(codes) > OPTIONS:
        least = np.partition(counts[codes], -OPTIONS)[-OPTIONS]
        more, as_many = codes[counts[codes] > least], codes[counts[codes] == least]
        first = nsmallest(OPTIONS - len(more), as_many.tolist(), key=lambda code: options[code])
        codes = np.append(more, first)
    found = {str(options[code]): int(counts[code]) for code in codes.tolist()}
    for option in chosen:
        found.setdefault(str(option), int(counts[options.index(option)]) if option in options else 0)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
