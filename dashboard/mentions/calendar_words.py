"""The words of dates in English news, and the arithmetic that turns them into periods."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.model import Period

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        1,
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 3, "several": 3}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

DAY = timedelta(days=1)
AHEAD = timedelta(
    days=4
)  # a date without a year may lie this far after publication ("will meet on 3 May"), else last year


def month_of(word: str) -> int:
    """1 to 12 for a month's name or its abbreviation; ``ValueError`` for other words."""
    plain = word.lower().rstrip(".")
    for number, name in enumerate(MONTHS, 1):
        if len(plain) >= 3 and name.startswith(plain):
            return number
    raise ValueError(f"{word!r} is no month")


def weekday_of(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    plain = word.lower().rstrip(".")
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(plain[:3]))


def period(first: date, last: date) -> Period:
    """The period with UCDP's date_prec for its length: 1 day, 2 to 6 days, a week, a month, longer."""
    days = (last - first).days + 1
    precision = 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    return Period(first, last, precision)


def whole_month(year: int, month: int, part: str = "") -> Period:
    """A month, or its ``early`` (1-10), ``mid`` (11-20) or ``late`` (21-end) part."""
    end = date(year + month // 12, month % 12 + 1, 1) - DAY
    spans = {"early": (1, 10), "mid": (11, 20), "late": (21, end.day)}
    first, last = spans.get(part, (1, end.day))
    return Period(date(year, month, first), date(year, month, last), 4)


def whole_year(year: int, part: str = "") -> Period:
    """A year, or its ``early`` (to April), ``mid`` (May to August) or ``late`` part; precision 5 all the same."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    return Period(date(year, first, 1), whole_month(year, last).last, 5)


def season(year: int, name: str) -> Period:
    """A northern season; a winter begins in the December of its year."""
    first, last = SEASONS[name]
    return Period(date(year, first, 1), whole_month(year + (last < first), last).last, 5)


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, that the day lies in."""
    monday = day - DAY * day.weekday()
    return Period(monday, monday + 6 * DAY, 3)


def weekend_before(day: date) -> Period:
    """The Saturday and Sunday that ended last, or that ``day`` is part of."""
    saturday = day - DAY * ((day.weekday() - 5) % 7)
    return period(saturday, min(saturday + DAY, day) if day.weekday() == 5 else saturday + DAY)


def latest_weekday(weekday: int, day: date, *, before: bool = False) -> date:
    """The latest such day not after ``day``; with ``before`` it must lie before it."""
    back = (day.weekday() - weekday) % 7
    return day - DAY * (7 if before and back == 0 else back)


def year_for(month: int, day: int, anchor: date) -> int:
    """The year that puts a day and month nearest before the anchor, a few days after it at most."""
    for year in (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 2, anchor.year - 3, anchor.year - 4):
        try:
            if date(year, month, day) <= anchor + AHEAD:
                return year
        except ValueError:  # 29 February
            continue
    return anchor.year


def months_before(day: date, months: int) -> Period:
    """The calendar month so many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    return whole_month(index // 12, index % 12 + 1)
