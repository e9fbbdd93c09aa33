"""The shapes of time expressions in English news, as one pattern, and the words inside them.

Patterns find the cores ("18 and 19 October", "Tuesday night", "two days later"); what stands before a core ("since",
"early", "last") is read from the text in front of it. Each alternative is bounded, so that matching is linear.
"""

from __future__ import annotations

import re
from functools import cache

_MONTH_NAMES = "January February March April May June July August September October November December".split()
_MONTH_SHORTS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MONTHS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name.lower(): number for number, name in enumerate(_MONTH_SHORTS, 1)}
MONTHS["sept"] = 9
_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAYS = {name.lower(): number for number, name in enumerate(_DAY_NAMES)}
WEEKDAYS |= {name[:3].lower(): number for number, name in enumerate(_DAY_NAMES)} | {"tues": 1, "thurs": 3, "thur": 3}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month; of the northern half
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1}
FIXED_DAYS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
}
COUNTED = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# Attacks that go by their day and month; the year is general knowledge, for texts published since.
NAMED_DAYS = {(10, 7): 2023, (9, 11): 2001}
NAMED_AFTER = re.compile(
    r"\s+(?:terror(?:ist)? |cross-border |surprise |Hamas(?:-led)? )?(?:attacks?|massacre|assault|onslaught)\b"
)

_months = "|".join(
    sorted(
        (*_MONTH_NAMES, *map(str.upper, _MONTH_NAMES)),
        key=len,
        reverse=True,
    )
)
_shorts = "|".join(f"{name}|{name.upper()}" for name in ("Sept", *_MONTH_SHORTS) if name != "May")
MONTH = rf"(?:(?:{_months})\b|(?:{_shorts})\b\.?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|ST|ND|RD|TH)?"
YEAR = r"(?:1[89]\d\d|20\d\d)(?![\d,.]?\d|\s?(?:hrs|hours|h)\b)"
_JOIN = r"(?:\s*[-–—/&]\s*|\s*,\s*(?:and\s+)?|\s+(?:and|to|or|until|through|till|AND|TO|THROUGH|UNTIL)\s+(?:the\s+)?)"
_DAYS = rf"{DAY}(?:{_JOIN}{DAY}){{0,5}}"
_days = "|".join((*_DAY_NAMES, *map(str.upper, _DAY_NAMES), *"Mon Tue Tues Wed Thu Thur Thurs Fri".split()))
_PART = r"(?:\s+(?i:morning|afternoon|evening|night|midnight|midday|noon))?"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|several|few|couple of)"
_UNIT = r"(?:hour|minute|day|night|week|fortnight|month|year)"

_CORES = (
    ("iso", r"\b(?:19|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?!\d)"),
    ("numeric", r"(?<![\d/.-])\d{1,2}(?:([/.-])\d{1,2}\1(?:19|20)\d\d|/\d{1,2}/\d\d)(?![\d/])"),
    ("day_month", rf"(?<![\d.,/])\b{_DAYS}(?:\s+(?:of\s+)?|-){MONTH}(?:,?\s+(?:of\s+)?{YEAR}|-{YEAR}|(?<=[A-Z])\s+\d\d(?!\d))?"),
    ("month_day", rf"\b{MONTH}\s+(?:the\s+)?{_DAYS}(?![\d%]|[,.]\d)\b(?:,?\s+(?:of\s+)?{YEAR})?"),
    ("ordinal", r"(?<=\b[Oo]n )the \d{1,2}(?:st|nd|rd|th)\b(?=\s*(?:[,.;)]|and\b|when\b|after\b|while\b|as\b|at\b|in\b|near\b|by\b|of (?:this|last) month\b|this month\b|$))(?:\s+(?:of\s+)?(?:this|last)\s+month)?"),
    ("month", rf"\b{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?"),
    ("weekday", rf"\b(?:{_days})\b{_PART}"),
    ("season", rf"\b(?i:spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?{YEAR})?"),
    ("fixed", r"\b(?:New Year[’']s (?:Day|Eve)|Christmas (?:Day|Eve)|Boxing Day|Thanksgiving(?: Day)?)\b"),
    ("ago", rf"\b(?i:{_COUNT}\s+{_UNIT}s?\s+(?:ago|earlier|later|before|after|prior|afterwards?|previously)|(?:hours|minutes|moments)\s+(?:later|earlier|before|after)|(?:the\s+)?day\s+before\s+yesterday)\b"),
    ("past", r"\b(?i:(?:the\s+)?(?:past|last|previous|preceding)\s+(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|24|48|72)\s+(?:hours|days|weeks|months|years)|(?:the\s+)?past\s+day)\b"),
    ("anchored", r"\b(?i:(?:the|that)\s+(?:very\s+)?(?:next|following|previous|same|preceding)\s+(?:day|night|morning|afternoon|evening|week|month|year)|that\s+(?:day|night|morning|afternoon|evening|week|month|year)|the\s+(?:day|night|evening|week|month|year)\s+(?:before|after)(?=\s*[,.;:]|\s*$))\b"),
    ("relative", r"\b(?i:(?:first|second|third|last|final)\s+week\s+of\s+the\s+month|(?:earlier\s+)?today|tonight|yesterday|overnight|(?:during|through|throughout)\s+the\s+night(?!\s+(?:from|to|of|between|on)\b)|(?:earlier|later)\s+in\s+the\s+day|last\s+night|this\s+(?:morning|afternoon|evening)|(?:this|last|past|next|previous)\s+(?:week|weekend|month|year)|(?:over|at|during|on)\s+the\s+weekend|(?:the\s+)?(?:start|beginning)\s+of\s+the\s+(?:week|month|year))\b"),
    ("year", rf"(?<![\d/.,$€£-])\b{YEAR}\b"),
)  # fmt: skip


# Each core holds one of these, in small letters: a quick look before the slow one.
_MONTH_CUES = tuple(name.lower() for name in _MONTH_SHORTS)
_CUES = {
    "iso": ("-0", "-1"),
    "numeric": ("/", ".", "-"),
    "day_month": _MONTH_CUES,
    "month_day": _MONTH_CUES,
    "ordinal": ("on the ",),
    "month": _MONTH_CUES,
    "weekday": ("day", "mon", "tue", "wed", "thu", "fri"),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "fixed": ("year", "christmas", "boxing", "thanksgiving"),
    "ago": ("ago", "later", "earlier", "before", "after", "prior", "previously"),
    "past": ("past", "last", "previous", "preceding"),
    "anchored": ("next", "following", "previous", "same", "preceding", "that", "before", "after"),
    "relative": (
        "today",
        "night",
        "yesterday",
        "this",
        "last",
        "past",
        "next",
        "previous",
        "weekend",
        "in the day",
        "of the",
    ),
    "year": ("18", "19", "20"),
}


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((name, _CUES[name], re.compile(source)) for name, source in _CORES)


def find_cores(text: str, start: int, end: int) -> list[tuple[str, re.Match[str]]]:
    """The cores in ``text[start:end]``, in order, with their kinds; of two that overlap, the first, then the earlier kind."""
    low = text[start:end].lower()
    found = [
        (match.start(), order, name, match)
        for order, (name, cues, pattern) in enumerate(_patterns())
        if any(cue in low for cue in cues)
        for match in pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda each: each[:2])
    kept: list[tuple[str, re.Match[str]]] = []
    reached = start
    for at, _, name, match in found:
        if at >= reached:
            kept.append((name, match))
            reached = match.end()
    return kept


@cache
def before(source: str) -> re.Pattern[str]:
    """A pattern for the words that end right before a core."""
    return re.compile(rf"(?:^|[\s(“\"])(?:{source})$", re.IGNORECASE)


@cache
def between(source: str) -> re.Pattern[str]:
    """A pattern for all that stands between two cores."""
    return re.compile(source, re.IGNORECASE)
