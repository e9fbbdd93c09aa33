"""Text -> every stretch that is a name in the index. It finds; whether a place is meant is decided elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard.model import NameHit, Span
from dashboard.places import index, keys

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST_GAP = 4  # signs between two words of one name
_MARKS = keys.MARKS
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{_MARKS}](?!s\b)[^\W_]+)*")
_INNER = re.compile(r"^(?:['’]s )?(?:[ \t\xa0]?[-‐‑–]?\n?[ \t\xa0]?|\. |\.)$")
_PARTICLES = frozenset(
    "of the and de la le du des d da do dos das del di el al ar as ash at ad az an on upon under sur en aux au am an der "
    "den bei by in im ez ed e y i".split()
)
_FILLERS = frozenset(
    "air military naval oil gas refugee border army power nuclear deconfliction industrial economic".split()
)
_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_HEBREW_PREFIXES = ("וב", "וה", "ב", "ל", "מ", "ה", "ו")


_KIND_WORDS = frozenset(
    "base airbase camp crossing airport airfield province governorate district region river strait sea gulf bay corridor "
    "field field valley canal dam prison garrison junction checkpoint square neighborhood neighbourhood mountains hills "
    "peninsula islands island desert port oblast refinery plant bridge zone basin delta lake heights triangle city capital".split()
)


class Token(NamedTuple):
    start: int
    end: int
    key: str
    opens: bool  # may begin a name
    closes: bool  # may end one


class IndexScanner:
    """Scans texts against the index's keys. Stateless but for a cache; the result depends on the text alone."""

    def __init__(self, digests: np.ndarray, facts: np.ndarray) -> None:
        self._digests = digests
        self._facts = facts

    def scan(self, text: str) -> Sequence[NameHit]:
        """All stretches that are names, by start, longest first at one start; they may overlap."""
        spans, numbers = _stretches(text)
        if not spans:
            return ()
        wanted = np.array(numbers, dtype=np.uint64)
        at = np.searchsorted(self._digests, wanted)
        at[at == len(self._digests)] = 0
        hits = np.flatnonzero(self._digests[at] == wanted).tolist()
        return tuple(_hit(spans[i], int(self._facts[at[i]])) for i in hits)


def _tokens(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        first = word[0]
        cased = first.isupper() or first.istitle()
        scriptless = not cased and not first.islower() and first.isalpha()
        low = keys.word_key(word)
        if low:
            opens = (
                cased
                or scriptless
                or (first in "aeʿ" and low in {"al", "el", "as", "ar", "ash", "an", "at", "ad", "az"})
            )
            found.append(Token(match.start(), match.end(), low, opens, cased or scriptless or not word.islower()))
    return found


def _stretches(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The stretches to look up, and the digests of their keys, by start and falling length."""
    tokens = _tokens(text)
    spans: list[tuple[int, int]] = []
    numbers: list[int] = []
    for i, token in enumerate(tokens):
        if not token.opens:
            continue
        key, ends = "", []
        last = token
        for j in range(i, min(i + keys.LONGEST, len(tokens))):
            current = tokens[j]
            if j > i and not (current.start - last.end <= WIDEST_GAP and _INNER.match(text[last.end : current.start])):
                break
            if not (
                current.closes
                or current.opens
                or current.key in _PARTICLES
                or current.key in _KIND_WORDS
                or current.key in _FILLERS
            ):
                break
            key += current.key
            last = current
            if current.closes or (j > i and current.key in _KIND_WORDS):
                ends.append((current.end, key))
        for end, name in reversed(ends):
            spans.append((token.start, end))
            numbers.append(_digest(name))
        if ends and text[token.start] >= "\u0590":
            _without_prefix(text, token, spans, numbers)
    return spans, numbers


def _without_prefix(text: str, token: Token, spans: list[tuple[int, int]], numbers: list[int]) -> None:
    """Arabic and Hebrew write "in", "and", "to", "the" onto the word: "ببغداد" is "in Baghdad"."""
    word = text[token.start : token.end]
    for prefix in _ARABIC_PREFIXES if "\u0600" <= word[0] <= "\u06ff" else _HEBREW_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            spans.append((token.start + len(prefix), token.end))
            numbers.append(_digest(keys.word_key(word[len(prefix) :])))


@lru_cache(maxsize=65_536)
def _digest(key: str) -> int:
    return keys.digest(key)


def _hit(span: tuple[int, int], fact: int) -> NameHit:
    kinds, flags = index.part(fact, index.KIND_BITS), index.part(fact, index.FLAGS)
    return NameHit(
        Span(*span),
        frozenset(kind for bit, kind in enumerate(index.KINDS) if kinds >> bit & 1),
        people=index.part(fact, index.PEOPLE),
        primary_people=index.part(fact, index.PRIMARY_PEOPLE),
        places=index.part(fact, index.COUNT),
        ordinary=index.part(fact, index.ORDINARY) / 10,
        given=index.part(fact, index.GIVEN) / 10,
        surname=index.part(fact, index.SURNAME) / 10,
        primary=bool(flags & 1),
        short=flags & 0b11011 == 0b10,
        demonym=flags & 0b11111 == 0b100,
        curated=bool(flags & 16),
        country=index.country_of(index.part(fact, index.COUNTRY)),
    )
