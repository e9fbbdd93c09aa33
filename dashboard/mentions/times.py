"""Dates in a text -> TimeMentions.

    absolute    "18 October 2023", "Oct. 18", "between 3 and 5 May", "in March 2024", "2023-10-18", "in 2015"
    publication "on Tuesday", "yesterday", "last week", "three days ago": against the publication date
    anchored    "two days later", "the next day", "the same day": against the last day the text named before
    joined      "from Monday to Wednesday": two dates and the word between them are one period

A day and month without a year take the year that the paragraph named, else the one that puts them nearest before
publication. What has nothing to stand on is a mention with ``period`` None: the publication date itself is never an
answer. The rules are those of English news style (AP and Reuters style books: a bare weekday is within seven days).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dashboard.mentions import calendar_words as cal
from dashboard.model import Document, Period, Sentence, SentenceKind, Span, TimeMention

DATELINE_REACH = 80  # characters from a sentence's start within which a dateline ends in a dash

_MONTH = (
    r"(?:January|Jan\.?|February|Feb\.?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|August|Aug\.?|"
    r"September|Sept\.?|Sep\.|October|Oct\.?|November|Nov\.?|December|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|JAN\.?|FEB\.?|MAR\.|APR\.?|AUG\.?|SEPT?\.?|OCT\.?|NOV\.?|DEC\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_AND = r"\s?(?:-|–|—|/|and|to|or|through|until)\s?"
_PART = (
    r"(?:(?:in |on |at |the )?(?:early|mid|late|beginning of|start of|middle of|end of|first half of|second half of))"
)
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(cal.NUMBERS, key=len, reverse=True)) + r")"
_HOURS = r"(?:\s(?:early\s)?(?:morning|afternoon|evening|night|noon|dawn|overnight))?"


@dataclass(frozen=True, slots=True)
class _Context:
    """What a date may stand on: publication (or the page's own full date), the day named last, the paragraph's year."""

    published: date | None
    last: date | None = None
    year: int | None = None


Reader = Callable[[re.Match[str], _Context], Period | None]


def find_times(document: Document, sentences: Sequence[Sentence]) -> tuple[TimeMention, ...]:
    """The document's dates in text order; ``rule`` "dateline" marks the date of the page's own dateline."""
    base = document.published or _page_date(document, sentences)
    found: list[TimeMention] = []
    last: date | None = None
    year: int | None = None
    paragraph = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, year = sentence.paragraph, None
        words = sentence.span.of(document.text)
        if not _worth_reading().search(words):
            continue
        here: list[TimeMention] = []
        for start, end, rule, reader, match in _matches(words):
            context = _Context(base, last, year)
            period = _safely(reader, match, context)
            span = Span(sentence.span.start + start, sentence.span.start + end)
            here.append(TimeMention(span, sentence.index, period, rule))
            if period is not None:
                last = period.last if period.precision <= 2 else last
                year = period.first.year if re.search(_YEAR, match[0]) else year
        found += _datelines(_joined(here, document.text), sentence, words)
    return tuple(found)


def _safely(reader: Reader, match: re.Match[str], context: _Context) -> Period | None:
    """What the words mean; ``None`` for dates that no calendar has ("31 June") or that have nothing to stand on."""
    try:
        return reader(match, context)
    except (ValueError, OverflowError):
        return None


def _page_date(document: Document, sentences: Sequence[Sentence]) -> date | None:
    """A full date that stands alone, as a heading or in the dateline of the first sentences, tells the page's day."""
    for sentence in sentences[:4]:
        words = sentence.span.of(document.text)
        for _, end, _, reader, match in _matches(words):
            alone = len(match[0]) >= len(words) - 12 or (
                end < DATELINE_REACH and re.match(r"\W{0,3}\s?(?:\([^)]{1,30}\)\s?)?[-–—]", words[end:])
            )
            if alone and re.search(_YEAR, match[0]):
                period = _safely(reader, match, _Context(None))
                if period is not None and period.precision == 1:
                    return period.first
    return None


def _datelines(times: list[TimeMention], sentence: Sentence, words: str) -> list[TimeMention]:
    if sentence.index > 3 or sentence.kind not in {SentenceKind.BODY, SentenceKind.BYLINE}:
        return times
    dash = re.search(r"\s[-–—]{1,2}\s|\s?[–—]\s?", words[:DATELINE_REACH])
    if dash is None or not words[:2].strip()[:1].isupper():
        return times
    edge = sentence.span.start + dash.start()
    return [replace(t, rule="dateline") if t.span.end <= edge else t for t in times]


def _joined(times: list[TimeMention], text: str) -> list[TimeMention]:
    """ "from Monday to Wednesday", "between 3 May and 5 June": one period from the first day to the last."""
    joined: list[TimeMention] = []
    for time in times:
        before = joined[-1] if joined else None
        if before is not None and before.period and time.period and before.period.first <= time.period.last:
            between = text[before.span.end : time.span.start].strip().lower()
            opening = text[max(0, before.span.start - 10) : before.span.start].lower()
            ranged = between in {"to", "until", "through", "-", "–", "till"} or (
                between == "and" and re.search(r"\b(?:between|both) (?:on )?$", opening)
            )
            if ranged and before.period.precision <= 5:
                whole = Span(before.span.start, time.span.end)
                period = cal.period(before.period.first, time.period.last)
                joined[-1] = TimeMention(whole, time.sentence, period, "range")
                continue
        joined.append(time)
    return joined


# -------------------------------------------------------------------------------------------------------- the patterns


@cache
def _worth_reading() -> re.Pattern[str]:
    return re.compile(
        r"\d|" + _WEEKDAY + "|" + _MONTH + r"|(?i:yesterday|today|tonight|tomorrow|overnight|later|earlier|weekend|ago|"
        r"last |this |next |past |same day|following day|previous day|day before|recent)"
    )


def _matches(words: str) -> list[tuple[int, int, str, Reader, re.Match[str]]]:
    """All patterns' matches, the earliest and longest first, none inside another."""
    found = [
        (match.start(), -match.end(), n, rule, reader, match)
        for n, (rule, pattern, reader) in enumerate(_patterns())
        for match in pattern.finditer(words)
    ]
    kept: list[tuple[int, int, str, Reader, re.Match[str]]] = []
    edge = -1
    for start, end, _, rule, reader, match in sorted(found, key=lambda f: f[:3]):
        if start >= edge:
            kept.append((start, -end, rule, reader, match))
            edge = -end
    return kept


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], Reader], ...]:
    table: tuple[tuple[str, str, Reader], ...] = (
        ("ISO date", r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)", _iso),
        ("numeric date", r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})\b", _numeric),
        (
            "day and month",
            rf"\b(?:{_WEEKDAY},?\s)?(?:the\s)?(?P<d>{_DAY})(?:(?:,\s?(?:{_DAY}))*{_AND}(?P<e>{_DAY}))?\s(?:of\s)?(?P<m>{_MONTH})"
            rf"(?:,?\s(?P<y>{_YEAR}))?(?![\w%])",
            _day_month,
        ),
        (
            "month and day",
            rf"\b(?:{_WEEKDAY},?\s)?(?P<m>{_MONTH})\s(?P<d>{_DAY})(?:(?:,\s?{_DAY})*{_AND}(?P<e>{_DAY}))?(?:(?:,\s?|\s)(?P<y>{_YEAR}))?"
            r"(?![\w:%]|,\d{3})",
            _day_month,
        ),
        ("month", rf"\b(?:(?P<p>{_PART})[\s-])?(?P<m>{_MONTH})(?:,?\s|\s(?:of\s)?)(?P<y>{_YEAR})\b", _month_year),
        (
            "month",
            rf"(?:\b(?P<p>{_PART})[\s-]|\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Dd]uring|[Tt]his|[Uu]ntil|[Ff]rom)\s)(?P<m>{_MONTH})\b(?!\s\d)",
            _month,
        ),
        ("season", rf"(?i:\b(?P<s>spring|summer|autumn|fall|winter)\sof\s(?P<y>{_YEAR})\b)", _season),
        (
            "year",
            rf"(?:\b(?P<p>{_PART})[\s-]|\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|[Uu]ntil|[Ff]rom|[Bb]y|[Ss]ummer)\s|\()(?P<y>{_YEAR})(?![\w%-]|,\d)",
            _year,
        ),
        (
            "weekday",
            rf"(?:(?i:(?P<q>last|next|this|overnight(?:\s(?:on|into|from))?|night of|(?:early|late)(?:\son)?)\s))?\b(?P<w>{_WEEKDAY})s?(?P<h>{_HOURS})\b",
            _weekday,
        ),
        ("weekend", r"(?i:\b(?:over|at|during|on|this|last|the)\s(?:the\s)?(?:past\s|last\s)?weekend\b)", _weekend),
        (
            "day word",
            r"(?i:\b(?:the day before yesterday|yesterday|today|tonight|tomorrow|overnight|last night|this (?:morning|afternoon|evening)))\b",
            _day_word,
        ),
        ("ago", rf"(?i:\b(?P<n>{_NUMBER})(?:\sof)?\s(?P<u>day|week|month|year)s?\sago\b)", _ago),
        (
            "last or this",
            r"(?i:\b(?P<q>last|this|the past|the last|earlier this|late last|early this|later this|previous)\s(?P<u>week|month|year)\b)",
            _last_or_this,
        ),
        (
            "recent days",
            r"(?i:\b(?:in|over|during)\s(?:recent|the (?:past|last) few)\s(?P<u>days|weeks|months)\b)",
            _recent,
        ),
        (
            "from the story's day",
            rf"(?i:\b(?:(?P<n>{_NUMBER})\s(?P<u>day|week|month|year)s?\s(?P<r>later|earlier|before|after(?:ward|wards))\b(?!\sthe)"
            r"|(?:the\s)?(?P<s>next|following|previous|same)\s(?:day|morning|night|evening)\b|(?P<t>that (?:same )?day|the day before|hours (?:later|earlier))))",
            _from_story,
        ),
    )
    return tuple((rule, re.compile(pattern), reader) for rule, pattern, reader in table)


# ------------------------------------------------------------------------------------------------------------ readings


def _iso(match: re.Match[str], _: _Context) -> Period:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return cal.period(day, day)


def _numeric(match: re.Match[str], _: _Context) -> Period | None:
    """Only if one order is possible: 25/10/2023 is, 3/4/2023 is not."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a == b or b > 12 or a > 12:
        day, month = (a, b) if a > 12 or a == b else (b, a)
        return cal.period(date(year, month, day), date(year, month, day))
    return None


def _number_of(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _day_month(match: re.Match[str], context: _Context) -> Period | None:
    month, first = cal.month_of(match["m"]), _number_of(match["d"])
    last = _number_of(match["e"]) if match["e"] else first
    if match["y"]:
        year = int(match["y"])
    elif context.year is not None:
        year = context.year
    elif context.published is not None:
        year = cal.year_for(month, first, context.published)
    else:
        return None
    if last < first:  # "30 and 1 May": not a range of this month
        return None
    return cal.period(date(year, month, first), date(year, month, last))


def _part_of(match: re.Match[str]) -> str:
    words = (match["p"] or "").lower()
    for part, signs in (
        ("early", ("early", "beginning", "start", "first")),
        ("mid", ("mid",)),
        ("late", ("late", "end", "second")),
    ):
        if any(sign in words for sign in signs):
            return part
    return ""


def _month_year(match: re.Match[str], _: _Context) -> Period:
    return cal.whole_month(int(match["y"]), cal.month_of(match["m"]), _part_of(match))


def _month(match: re.Match[str], context: _Context) -> Period | None:
    month = cal.month_of(match["m"])
    if match[0].lower().startswith("last") and context.published is not None:
        return cal.whole_month(context.published.year - (month >= context.published.month), month)
    if context.year is not None:
        return cal.whole_month(context.year, month, _part_of(match))
    if context.published is None:
        return None
    return cal.whole_month(cal.year_for(month, 1, context.published), month, _part_of(match))


def _season(match: re.Match[str], _: _Context) -> Period:
    return cal.season(int(match["y"]), match["s"].lower())


def _year(match: re.Match[str], _: _Context) -> Period:
    return cal.whole_year(int(match["y"]), _part_of(match))


def _weekday(match: re.Match[str], context: _Context) -> Period | None:
    if context.published is None:
        return None
    weekday, said = cal.weekday_of(match["w"]), (match["q"] or "").lower()
    day = cal.latest_weekday(weekday, context.published, before=said == "last")
    if said == "next":
        day += 7 * cal.DAY
    if said.startswith("overnight") or "overnight" in (match["h"] or ""):
        return cal.period(day - cal.DAY, day)
    return cal.period(day, day)


def _weekend(_: re.Match[str], context: _Context) -> Period | None:
    return None if context.published is None else cal.weekend_before(context.published)


def _day_word(match: re.Match[str], context: _Context) -> Period | None:
    today = context.published
    if today is None:
        return None
    word = match[0].lower()
    if word == "overnight":
        return cal.period(today - cal.DAY, today)
    back = {"the day before yesterday": 2, "yesterday": 1, "last night": 1, "tomorrow": -1}.get(word, 0)
    return cal.period(today - back * cal.DAY, today - back * cal.DAY)


def _count_of(words: str) -> int:
    return int(words) if words.isdigit() else cal.NUMBERS[words.lower()]


def _moved(day: date, number: int, unit: str) -> Period:
    """``number`` units before the day: exact for days, as vague as the unit for longer ones."""
    if unit == "day":
        return cal.period(day - number * cal.DAY, day - number * cal.DAY)
    if unit == "week":
        return cal.week_of(day - number * 7 * cal.DAY)
    return cal.months_before(day, number) if unit == "month" else cal.whole_year(day.year - number)


def _ago(match: re.Match[str], context: _Context) -> Period | None:
    if context.published is None:
        return None
    vague = match["n"].lower() in {"few", "several"}
    period = _moved(context.published, _count_of(match["n"]), match["u"].lower())
    return Period(period.first, context.published, max(period.precision, 3)) if vague else period


def _last_or_this(match: re.Match[str], context: _Context) -> Period | None:
    today = context.published
    if today is None:
        return None
    said, unit = match["q"].lower(), match["u"].lower()
    if said in {"the past", "the last"}:
        days = {"week": 6, "month": 30, "year": 364}[unit]
        return Period(today - days * cal.DAY, today, {"week": 3, "month": 4, "year": 5}[unit])
    back = 0 if "this" in said else 1
    if unit == "week":
        week = cal.week_of(today - 7 * back * cal.DAY)
        return Period(week.first, min(week.last, today) if back == 0 else week.last, 3)
    return cal.months_before(today, back) if unit == "month" else cal.whole_year(today.year - back)


def _recent(match: re.Match[str], context: _Context) -> Period | None:
    if context.published is None:
        return None
    days, precision = {"days": (6, 3), "weeks": (28, 4), "months": (120, 5)}[match["u"].lower()]
    return Period(context.published - days * cal.DAY, context.published, precision)


def _from_story(match: re.Match[str], context: _Context) -> Period | None:
    anchor = context.last or context.published
    if anchor is None:
        return None
    if match["n"]:
        back = match["r"].lower() in {"earlier", "before"}
        return _moved(anchor, _count_of(match["n"]) * (1 if back else -1), match["u"].lower())
    said = (match["s"] or match["t"]).lower()
    step = {"next": 1, "following": 1, "previous": -1, "the day before": -1}.get(said, 0)
    return cal.period(anchor + step * cal.DAY, anchor + step * cal.DAY)
