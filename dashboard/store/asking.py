"""The operators of the search box: which rows of a frame have an actor, a place, a type, a country or a source so called.

Names match by whole words, whatever their case and accents; a star lets the last word go on. Types match by the
beginnings of words, so that "protest" finds "Protests".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.store import countries
from dashboard.store.columns import chosen
from dashboard.store.frames import EVENT_TYPE_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.store.columns import Indexes, Mask
    from dashboard.store.frames import Frame
    from dashboard.store.search import Asked, Query, Term


def narrowed(frame: Frame, query: Query, keys: Indexes | None) -> Indexes:
    """The keys of the rows that have all the fields asked for; of ``keys`` alone, where the words left only those."""
    mask = np.ones(len(frame), np.bool_)
    for asked in query.fields:
        found = _FIELDS[asked.field](frame, asked.term)
        mask &= ~found if asked.unwanted else found
    rows = frame.key[mask]
    return rows if keys is None else np.intersect1d(rows, keys, assume_unique=True)


def unmatched(frame: Frame, query: Query) -> tuple[Asked, ...]:
    """What is asked of a field that no incident has: a misspelt name, most likely."""
    return tuple(asked for asked in query.fields if not _FIELDS[asked.field](frame, asked.term).any())


def folded(text: str) -> str:
    """A text for comparing: without case, accents and differences of spacing."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


def named(options: Iterable[str], term: Term) -> list[str]:
    """Those of the options that have the words of the term."""
    found, every = _pattern(term), tuple(options)
    return [option for option, plain in zip(every, _folded(every), strict=True) if found.search(plain)]


@lru_cache(maxsize=32)
def _folded(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options folded; kept, since the names of a store are asked again and again."""
    return tuple(map(folded, options))


def _pattern(term: Term) -> re.Pattern[str]:
    end = "" if term.prefix else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(folded(term.text))}{end}")


def _actor(frame: Frame, term: Term) -> Mask:
    return frame.involved.having(named(frame.involved.vocabulary, term))


def _source(frame: Frame, term: Term) -> Mask:
    return frame.publishers.having(named(frame.publishers.vocabulary, term))


def _place(frame: Frame, term: Term) -> Mask:
    options = frame.vocabulary["place"]
    return _among(options, named(options, term))[frame.place]


def _country(frame: Frame, term: Term) -> Mask:
    codes = frame.vocabulary["country"]
    names = {code: countries.name_of(code) or code for code in codes}
    wanted = set(named(names.values(), term))
    hits = [code for code in codes if names[code] in wanted or code.casefold() == term.text.casefold()]
    return chosen(codes, hits)[frame.country]


def _type(frame: Frame, term: Term) -> Mask:
    begins = _pattern(type(term)(term.text, prefix=True))
    whole = [kind for kind in EVENT_TYPE_ORDER if begins.search(folded(kind.value))]
    options = frame.vocabulary["sub_event_type"]
    subs = [option for option in options if begins.search(folded(option))]
    return chosen(EVENT_TYPE_ORDER, whole)[frame.event_type] | chosen(options, subs)[frame.sub_event_type]


def _among(options: Sequence[str], wanted: Iterable[str]) -> Mask:
    """As ``chosen``, for tens of thousands of options."""
    kept = set(wanted)
    return np.array([*(option in kept for option in options), False], np.bool_)


_FIELDS: Final[Mapping[str, Callable[[Frame, Term], Mask]]] = {
    "actor": _actor,
    "place": _place,
    "type": _type,
    "country": _country,
    "source": _source,
}
