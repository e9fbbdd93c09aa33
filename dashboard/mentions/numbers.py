"""Number phrases in news English: "at least 12", "between 3 and 5", "dozens of", "a", "no".

Round words follow RECORDS.md: dozens 24 and more, scores 40, hundreds 200, several and a few 3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.model import Count

_UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ROUND = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "several": 3, "many": 3, "numerous": 3}
_MORE = (
    "at least",
    "more than",
    "over",
    "no fewer than",
    "no less than",
    "not less than",
    "upwards of",
    "above",
    "well over",
)
_LESS = ("up to", "as many as", "at most", "fewer than", "less than", "no more than", "under")
_ABOUT = ("about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "close to", "another", "a total of",
          "all", "the", "these", "those", "their", "its", "his", "only", "just", "a further", "a record", "other", "exactly")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its text, lower-cased text, and place in the document."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """Tokens ``first`` to ``last`` (excluded) and what they say; ``article`` marks a mere "a" or "an"."""

    first: int
    last: int
    count: Count
    article: bool = False


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\w+(?:[-'’]\w+)*|[^\w\s]")


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The tokens of a stretch of text; ``offset`` is added to their places."""
    return [Word(m[0], m[0].lower(), m.start() + offset, m.end() + offset) for m in _token().finditer(text)]


def number_phrases(words: Sequence[Word]) -> list[NumberPhrase]:
    """All number phrases, the longest at each place, left to right."""
    found: list[NumberPhrase] = []
    at = 0
    while at < len(words):
        phrase = _between(words, at) or _phrase(words, at)
        if phrase is None:
            at += 1
        else:
            found.append(phrase)
            at = phrase.last
    return found


def _between(words: Sequence[Word], at: int) -> NumberPhrase | None:
    """ "between 3 and 5", "from 3 to 5", "three to five", "3-5", "two or three"."""
    start = at + (words[at].low in {"between", "from"})
    low = _plain(words, start)
    if low is None or low[1] >= len(words) or words[low[1]].low not in {"and", "to", "or", "-", "–"}:
        return None
    if words[low[1]].low == "and" and words[at].low != "between":
        return None
    high = _plain(words, low[1] + 1)
    if high is None or high[0] <= low[0]:
        return None
    return NumberPhrase(at, high[1], Count(low[0], high[0]))


def _phrase(words: Sequence[Word], at: int) -> NumberPhrase | None:
    for signs, bound in ((_MORE, "more"), (_LESS, "less"), (_ABOUT, "about")):
        for sign in signs:
            parts = sign.split()
            if [w.low for w in words[at : at + len(parts)]] == parts:
                inner = _bare(words, at + len(parts))
                if inner is not None and not inner.article:
                    return NumberPhrase(at, inner.last, _bounded(inner.count, bound))
    phrase = _bare(words, at)
    if phrase is None:
        return None
    after = [w.low for w in words[phrase.last : phrase.last + 2]]
    if after == ["or", "more"] or after == ["or", "so"]:
        return NumberPhrase(at, phrase.last + 2, _bounded(phrase.count, "more" if after[1] == "more" else "about"))
    return phrase


def _bounded(count: Count, bound: str) -> Count:
    if bound == "more":
        return Count(count.low, None)
    return Count(0, count.low) if bound == "less" else count


def _bare(words: Sequence[Word], at: int) -> NumberPhrase | None:
    if at >= len(words):
        return None
    word = words[at].low
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word == "a" and after in {"few", "dozen", "hundred", "thousand", "couple", "number", "handful", "score"}:
        worth = {"few": (3, None), "dozen": (12, 12), "hundred": (100, 100), "thousand": (1000, 1000), "couple": (2, 2)}
        low, high = worth.get(after, (3, None) if after != "score" else (20, 20))
        return NumberPhrase(at, _past_of(words, at + 2), Count(low, high))
    if word in {"a", "an"}:
        return NumberPhrase(at, at + 1, Count(1, 1), article=True)
    if word in {"no", "none"}:
        return NumberPhrase(at, at + 1, Count(0, 0))
    if word == "both":
        return NumberPhrase(at, at + 1, Count(2, 2))
    if word == "half" and after == "a":
        return NumberPhrase(at, at + 3, Count(6, 6)) if at + 2 < len(words) and words[at + 2].low == "dozen" else None
    if word in _ROUND:
        return NumberPhrase(at, _past_of(words, at + 1), Count(_ROUND[word], None))
    plain = _plain(words, at)
    return None if plain is None else NumberPhrase(at, _past_of(words, plain[1]), Count(plain[0], plain[0]))


def _past_of(words: Sequence[Word], at: int) -> int:
    return (
        at + 1
        if at < len(words) and words[at].low == "of" and words[at - 1].low in {*_ROUND, "couple", "number", "handful"}
        else at
    )


def _plain(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """A cardinal number in digits or words from token ``at``, and the token after it."""
    if at >= len(words):
        return None
    word = words[at].low
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,7}", word):
        value = int(word.replace(",", ""))
        scale = words[at + 1].low if at + 1 < len(words) else ""
        return (value * _SCALES[scale], at + 2) if scale in _SCALES else (value, at + 1)
    total, current, n = 0, -1, at
    while n < len(words):
        value = _word_value(words[n].low)
        if value is not None and current < 0:
            current = value
        elif words[n].low in _SCALES and current > 0:
            current *= _SCALES[words[n].low]
            total, current = (total + current, 0) if current >= 1000 else (total, current)
        elif value is not None and current >= 100 and current % 100 == 0:
            current += value
        elif (
            words[n].low == "and"
            and current >= 100
            and n + 1 < len(words)
            and _word_value(words[n + 1].low) is not None
        ):
            pass
        elif words[n].low == "dozen" and current > 0:
            return current * 12, n + 1
        else:
            break
        n += 1
    return None if current < 0 and not total else (total + max(current, 0), n)


def _word_value(word: str) -> int | None:
    """ "twelve" 12, "twenty-one" 21; ``None`` for other words."""
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    tens, dash, units = word.partition("-")
    return _TENS[tens] + _UNITS[units] if dash and tens in _TENS and units in _UNITS else None
