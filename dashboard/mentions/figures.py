"""Figures in words or digits, with what they are figures of: "at least 12 people", "between 3 and 5", "dozens of".

The readings of vague words are those of the record format: "dozens" is 24 or more, "scores" 40, "hundreds" 200,
"several" and "a few" 3; "up to n" is 0 to n, "about n" is n, "more than n" is n or more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.timewords import MONTHS
from dashboard.mentions.tokens import Token
from dashboard.model import Count

LARGEST = 10_000_000  # a figure beyond it counts no people
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SMALL = {word: number for number, word in enumerate(_UNITS.split())}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "lakh": 100_000, "crore": 10_000_000}
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "several": 3, "few": 3, "handful": 3, "many": 3,
    "numerous": 3, "multiple": 2, "countless": 3,
}  # fmt: skip
_TOGETHER = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d)?)k")
_NOBODY = frozenset("no none nobody zero".split())
_OPEN_BELOW = (
    ("at", "least"),
    ("more", "than"),
    ("over",),
    ("upwards", "of"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("not", "less", "than"),
    ("exceeding",),
    ("above",),
    ("past",),
)
_OPEN_ABOVE = (
    ("up", "to"),
    ("as", "many", "as"),
    ("fewer", "than"),
    ("less", "than"),
    ("under",),
    ("at", "most"),
    ("no", "more", "than"),
)
_ROUGHLY = frozenset(
    "about around some nearly almost approximately roughly exactly only just another further additional all these those other the total of close".split()
)
_NTH = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_AFTER_NTH = frozenset(
    "was is died dies succumbed in on at and later has had wounded injured killed hurt dead seriously critically".split()
)
_UNKNOWN = frozenset("unknown unconfirmed undisclosed unspecified undetermined".split())  # "an unknown number of"
_ROUGHLY_ADJECTIVE = frozenset("estimated reported confirmed additional further".split())
# what follows a figure that counts no people and no events
UNITS = frozenset(
    "year years day days week weeks month months hour hours minute minutes second seconds km kilometre kilometres kilometer kilometers "
    "mile miles metre metres meter meters m feet foot inch inches kg tonne tonnes ton tons pound pounds dollar dollars euro euros "
    "percent per % am pm a.m p.m a.m. p.m. gmt utc mm calibre cent caliber degree degrees o'clock storey story acre acres hectare hectares "
    "barrel barrels mph kph knot knots nautical sq square time times".split()
)
# "a mother of five", "a woman of 70": how many she has, or her years
_OF_AN_AGE = frozenset(
    "mother father parent parents widow widower couple grandmother grandfather man woman boy girl child youth teenager pensioner pupil student".split()
)
NUMBER_NOUNS = frozenset(
    "number numbers page chapter article section tower hall unit brigade division battalion regiment route highway street floor".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``first`` and ``last`` are the indexes of its first and last token; ``indefinite`` marks a bare "a" or "an"."""

    first: int
    last: int
    count: Count
    indefinite: bool = False
    exact: bool = False


def find_figures(tokens: Sequence[Token]) -> tuple[Figure, ...]:
    """All figures of a sentence in order; dates, ages, clock times, sums of money and measures are left out."""
    found: list[Figure] = []
    at = 0
    while at < len(tokens):
        figure = _figure(tokens, at)
        if figure is None:
            at += 1
            continue
        if found and found[-1].last >= figure.first:  # the "many" of "as many as 70"
            found.pop()
        if _counts(tokens, figure):
            found.append(figure)
        at = figure.last + 1
    return tuple(found)


def _figure(tokens: Sequence[Token], at: int) -> Figure | None:
    low = tokens[at].low
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in {"a", "an"} and after in _ROUGHLY_ADJECTIVE and _one(_low(tokens, at + 2)) is not None:
        return None  # "an estimated 25"
    if low == "no" and after in {"fewer", "less", "more"}:
        return None
    if low in {"a", "an", "the"} and _low(tokens, at + 2) in {"couple", "pair"} and _low(tokens, at + 3) != "of":
        return Figure(at, at + 2, Count(2, 2), exact=True)  # "an elderly couple"
    if low in _NOBODY:
        return Figure(at, at + (after == "one"), Count(0, 0)) if low != "no" or after != "longer" else None
    if low in {"no-one", "nobody"}:
        return Figure(at, at, Count(0, 0))
    if low == "both" or (low in {"a", "the"} and after in _TOGETHER and not tokens[at + 1].owner):
        count = _TOGETHER.get(after, 2) if low != "both" else 2
        return Figure(at, at + (low != "both"), Count(count, count), exact=True)
    if low in {"a", "an"} and after in {"few", "handful"}:
        return Figure(at, at + 1, Count(3, None))
    if low == "a" and after == "number" and _low(tokens, at + 2) == "of":
        return Figure(at, at + 1, Count(3, None))
    if (
        low in {"a", "an"}
        and after in _NTH
        and (at + 2 >= len(tokens) or _low(tokens, at + 2) in _AFTER_NTH or not tokens[at + 2].is_word)
    ):
        return Figure(at, at + 1, Count(1, 1))  # "and a third succumbed to his wounds"
    if low in {"a", "an"} and after in _UNKNOWN and _low(tokens, at + 2) == "number":
        return Figure(at, at + 2, Count(0, None))
    if low in {"tens", "hundreds"} and after == "of" and _low(tokens, at + 2) == "thousands":
        return _modified(tokens, Figure(at, at + 2, Count(20_000 if low == "tens" else 200_000, None)))
    if low == "tens" and after == "of":
        return Figure(at, at, Count(20, None))
    if (
        low in _VAGUE
        and not (low == "few" and _low(tokens, at - 1) in {"next", "past", "last"})
        and _low(tokens, at - 1) not in {"how", "so"}
    ):
        return Figure(at, at, Count(_VAGUE[low], None))
    read = _number(tokens, at)
    if read is None:
        return Figure(at, at, Count(1, 1), indefinite=True) if low in {"a", "an"} else None
    value, last = read
    if value > LARGEST:
        return None
    return _modified(tokens, _ranged(tokens, Figure(at, last, Count(value, value), exact=True)))


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A plain number from ``at`` on, and its last token: "1,200", "twenty-five", "two hundred and ten", "a dozen"."""
    first = _one(tokens[at].low)
    if first is None:
        return _rounded(tokens, at)
    value, last = first, at
    if _spaced(tokens, at):  # "1 200", as much of the world writes it
        value, last = 1000 * value + int(tokens[at + 1].text), at + 1
    while True:
        word = _low(tokens, last + 1)
        if word in _POWERS:
            value, last = value * _POWERS[word], last + 1
        elif word == "dozen":
            value, last = value * 12, last + 1
        elif (
            value >= 100
            and word == "and"
            and value % 100 == 0
            and (more := _one(_low(tokens, last + 2))) is not None
            and more < 100
            and not tokens[at].low.isdigit()
        ):
            value, last = value + more, last + 2
        elif (
            (more := _one(word)) is not None
            and not word[0].isdigit()
            and more < value
            and value >= 20
            and value % 10 == 0
            and tokens[at].low in {*_TENS, *_SMALL}
        ):
            value, last = value + more, last + 1
        else:
            return value, last


def _rounded(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Reads "a dozen", "half a dozen", "a score of", "1.5 million", "2.5k", and its last token."""
    low, power = tokens[at].low, _low(tokens, at + 1)
    if low in {"a", "half"} and power in {"dozen", "hundred", "thousand", "million"}:
        return {"dozen": 12, **_POWERS}[power] // (2 if low == "half" else 1), at + 1
    if low == "a" and power == "score" and _low(tokens, at + 2) == "of":
        return 20, at + 1
    if low == "half" and power == "a" and _low(tokens, at + 2) == "dozen":
        return 6, at + 2
    if power in _POWERS and re.fullmatch(r"\d{1,3}\.\d{1,2}", low):
        return round(float(low) * _POWERS[power]), at + 1
    short = _THOUSANDS.fullmatch(low)
    if short is not None:
        return round(float(short.group(1)) * 1000), at
    return (12, at) if low == "dozen" else None


def _spaced(tokens: Sequence[Token], at: int) -> bool:
    """Is this the first group of a numeral with a space in it: one to three digits, one space, three digits?"""
    if at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end + 1:
        return False
    head, tail = tokens[at].text, tokens[at + 1].text
    return head.isdecimal() and len(head) <= 3 and head[0] != "0" and tail.isdecimal() and len(tail) == 3


def _one(word: str) -> int | None:
    """One word or numeral; decimals, ordinals, codes and clock times are none. "1,20,000" is grouped as in India."""
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 9 else None
    parts = word.split(",")
    grouped = all(len(p) == 3 for p in parts[1:]) or (len(parts[-1]) == 3 and all(len(p) == 2 for p in parts[1:-1]))
    if len(parts) > 1 and all(p.isdecimal() and p.isascii() for p in parts) and grouped:
        return int("".join(parts)) if len(word) < 13 else None
    if word in _SMALL:
        return _SMALL[word]
    if word in _TENS:
        return _TENS[word]
    tens, dash, rest = word.partition("-")
    if dash and tens in _TENS and rest in _SMALL:
        return _TENS[tens] + _SMALL[rest]
    return None


def _ranged(tokens: Sequence[Token], figure: Figure) -> Figure:
    """Reads "3 to 5", "3-5", "between 3 and 5", "three or four"."""
    between = _low(tokens, figure.first - 1) == "between"
    if _low(tokens, figure.first - 1) == "from":  # "rose from 30 to 47": two figures
        return figure
    joins = {"to", "or", "-", "–", "and"} if between else {"to", "or", "-", "–"}
    if _low(tokens, figure.last + 1) in joins and figure.last + 2 < len(tokens):
        second = _number(tokens, figure.last + 2)
        if second is not None and second[0] > figure.count.low:
            first = figure.first - between
            return Figure(first, second[1], Count(figure.count.low, second[0]), exact=True)
    if _low(tokens, figure.last + 1) == "or" and _low(tokens, figure.last + 2) == "more":
        return Figure(figure.first, figure.last + 2, Count(figure.count.low, None))
    return figure


def _modified(tokens: Sequence[Token], figure: Figure) -> Figure:
    """The words before the figure that open or close it: "at least", "up to", "about"."""
    first = figure.first
    while (
        first > 0
        and tokens[first - 1].low in _ROUGHLY
        and (tokens[first - 1].low != "of" or _low(tokens, first - 2) == "total")
    ):
        first -= 1
    if _low(tokens, first - 1) in _ROUGHLY_ADJECTIVE and _low(tokens, first - 2) in {"a", "an"}:
        first -= 2  # "an estimated 25"
    for phrases, open_below in ((_OPEN_ABOVE, False), (_OPEN_BELOW, True)):
        for phrase in phrases:
            start = first - len(phrase)
            if start >= 0 and tuple(token.low for token in tokens[start:first]) == phrase:
                if phrase[-1] == "than" and phrase[0] != "no" and _low(tokens, start - 1) in {"no", "not"}:
                    continue
                if open_below:
                    return Figure(start, figure.last, Count(figure.count.low, None))
                high = figure.count.high if figure.count.high is not None else figure.count.low
                return Figure(start, figure.last, Count(0, high))
    return Figure(
        first if tokens[first].low not in {"the", "of", "total"} else figure.first,
        figure.last,
        figure.count,
        exact=figure.exact,
    )


def _counts(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether the figure counts things, and is no date, age, measure, name or rank."""
    after, before = _low(tokens, figure.last + 1), _low(tokens, figure.first - 1)
    text = tokens[figure.last].text
    if after in UNITS and not (after in {"m", "times", "time"} and figure.indefinite):
        return False
    if figure.indefinite:
        return True
    bare = text.isdigit()
    if bare and (after.rstrip(".") in MONTHS or before.rstrip(".") in MONTHS) and tokens[figure.last].end > 0:
        dated = _low(tokens, figure.first - 2)[:1].isdigit()  # "on 12 May 14 people died"
        return not (_is_month(tokens, figure.last + 1) or (_is_month(tokens, figure.first - 1) and not dated))
    if (
        bare
        and len(text) == 4
        and 1900 <= int(text) < 2100
        and before in {"in", "of", "since", "during", "by", "until", ",", "and", "to", "from", "the", ""}
    ):
        return False
    if bare and before == "," and after == "," and tokens[figure.first - 2].capital:  # "John Doe, 42, of …"
        return False
    if figure.first == 0 and bare and after in {".", ")"}:  # the number of an item
        return False
    if before == "not":  # "two, not three"
        return False
    if before == "of" and _low(tokens, figure.first - 2) in _OF_AN_AGE:
        return False
    if before in {"$", "€", "£", "no", "aged", "age", "nos", "#", "mi", "group", "channel"} | NUMBER_NOUNS:
        return False
    if bare and before in {"and", "or", ","} and _is_age(tokens, figure.first):
        return False
    clock = before == ":" and _low(tokens, figure.first - 2)[:1].isdigit()
    if before == "." or (after == ":" and bare) or (before in {"-", "/"} and _tied(tokens, figure.first)) or clock:
        return False
    return not (after in {"-", "/"} and figure.last + 2 < len(tokens) and tokens[figure.last + 2].text[0].isdigit())


def _tied(tokens: Sequence[Token], at: int) -> bool:
    """Is the sign before the figure part of it ("14-15"), and no dash with spaces ("KANO (Wire) - At least 21 people")?"""
    return at > 1 and tokens[at - 1].end == tokens[at].start


def _is_age(tokens: Sequence[Token], at: int) -> bool:
    """Reads the later ages of "two boys, aged 11 and 13"."""
    back = at - 1
    while back > 0 and (tokens[back].low in {"and", "or", ","} or tokens[back].text.isdigit()):
        back -= 1
    return tokens[back].low in {"aged", "ages"}


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].low.rstrip(".") in MONTHS and tokens[at].capital
