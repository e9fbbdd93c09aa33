"""A sentence as a row of words, as the vote on places reads it: each place's name is one word, other names and figures
are known by their shape only, small words are themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.model import PlaceMention, Span

PLACE, PEOPLE = "PLACE", "PEOPLE"  # a place's name; a word for its people ("Iraqi")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec)$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """``words`` of one sentence and where each starts; "^" and "$" stand for what lies outside."""

    starts: tuple[int, ...]
    words: tuple[str, ...]

    def before(self, position: int, number: int = 1) -> str:
        """The word that stands ``number`` words before a position."""
        at = bisect_left(self.starts, position) - number
        return self.words[at] if at >= 0 else "^"

    def after(self, position: int, number: int = 1) -> str:
        """The word that stands ``number`` words after a position."""
        at = bisect_left(self.starts, position) + number - 1
        return self.words[at] if at < len(self.words) else "$"

    def between(self, first: int, last: int) -> tuple[str, ...]:
        return self.words[bisect_left(self.starts, first) : bisect_left(self.starts, last)]


def read(text: str, sentence: Span, names: Sequence[PlaceMention]) -> Passage:
    """The passage of a sentence; ``names`` are its place mentions in text order."""
    starts: list[int] = []
    words: list[str] = []
    at = sentence.start
    for name in names:
        _add(text, at, name.span.start, starts, words)
        if name.span.start >= at:
            starts.append(name.span.start)
            words.append(PEOPLE if name.demonym else PLACE)
            at = name.span.end
    _add(text, at, sentence.end, starts, words)
    return Passage(tuple(starts), tuple(words))


def _add(text: str, start: int, end: int, starts: list[int], words: list[str]) -> None:
    for match in _WORD.finditer(text, start, end):
        starts.append(match.start())
        words.append(_shape(match.group()))


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "#"
    if not word[0].isupper():
        return word.lower()
    return "Day" if _DAY.match(word) else "Month" if _MONTH.match(word) else "Name"
