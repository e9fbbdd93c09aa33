"""The words of many fields of life found in a text in one pass: a look-up by first word instead of a search per field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\b\w+")
Words = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """``index`` leads from a word to the phrases that begin with it, the longest first, each with its field."""

    index: Mapping[str, tuple[tuple[str, str], ...]]

    def find(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Each field -> its phrases as they stand in ``text`` (lower case), none overlapping another of its field."""
        found: dict[str, list[str]] = {}
        free: dict[str, int] = {}  # where a field's last phrase ended
        for match in _WORD.finditer(text):
            start = match.start()
            for phrase, name in self.index.get(match.group(), ()):
                if start < free.get(name, 0) or not text.startswith(phrase, start):
                    continue
                end = start + len(phrase)
                if text[end : end + 1].isalnum() or text[end : end + 1] == "_":
                    continue
                found.setdefault(name, []).append(phrase)
                free[name] = end
        return {name: tuple(phrases) for name, phrases in found.items()}


@lru_cache(maxsize=4)
def fields(words: Words) -> Fields:
    """The finder of ``words``: pairs of a field's name and its phrases in lower case."""
    index: dict[str, list[tuple[str, str]]] = {}
    for name, phrases in words:
        for phrase in phrases:
            first = _WORD.match(phrase)
            if first is not None:
                index.setdefault(first.group(), []).append((phrase, name))
    return Fields({word: tuple(sorted(found, key=lambda f: (-len(f[0]), f))) for word, found in index.items()})
