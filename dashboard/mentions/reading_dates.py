"""One time expression -> the days it means."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dashboard.mentions.clock import Clock, precision_of, weekday_of
from dashboard.mentions.timewords import FIXED_DAYS, MONTHS, NUMBERS, SEASONS, before
from dashboard.model import Period

_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3}
FIRST_YEAR = 1800
_DAY = timedelta(days=1)


def read_core(kind: str, words: str, ahead: str, clock: Clock) -> Period | None:
    """The days that ``words`` of a ``kind`` mean, with the words ``ahead`` of them; ``None`` if nothing tells."""
    try:
        return _READERS[kind](words, ahead.lower(), clock)
    except (ValueError, OverflowError):  # 31 February, or before the first year: no day
        return None


def _span(first: date, last: date, precision: int | None = None) -> Period:
    return Period(first, last, precision or precision_of(first, last))


def _day(at: date | None) -> Period | None:
    return None if at is None else Period(at, at, 1)


def _iso(words: str, _ahead: str, _clock: Clock) -> Period | None:
    return _day(date.fromisoformat(words))


def _numeric(words: str, _ahead: str, clock: Clock) -> Period | None:
    """18/10/2023 is clear; 10/11/2023 is not, unless the text's other dates or the day of writing tell which part is the day."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", words))
    if year < 100:
        year += 2000
        if clock.reference is None or not 0 <= clock.reference.year - year <= 1:
            return None
    if first == second or first > 12 or second > 12:
        return _day(date(year, second, first) if first > 12 or first == second else date(year, first, second))
    if clock.day_first is not None:
        return _day(date(year, second, first) if clock.day_first else date(year, first, second))
    if clock.reference is None:
        return None
    past = [at for at in (date(year, second, first), date(year, first, second)) if at <= clock.reference]
    return _day(past[0]) if len(past) == 1 else None


def _ordinal(words: str, _ahead: str, clock: Clock) -> Period | None:
    """Reads "the 12th", "the 12th of last month"."""
    day = int(re.findall(r"\d+", words)[0])
    low = words.lower()
    return _day(clock.day_of_month(day, 1 if "last" in low else 0 if "this" in low else None))


def _calendar(words: str, _ahead: str, clock: Clock) -> Period | None:
    """Reads "18 and 19 October 2023", "Oct. 3-5", "4 FEB 90"."""
    named = re.search(
        r"[A-Za-z]{3,}",
        re.sub(
            r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:and|the|of|to|or|until|through|till)\b", " ", words, flags=re.IGNORECASE
        ),
    )
    if named is None:
        return None
    month = MONTHS[named.group().lower()]
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    year = (
        numbers.pop() if len(numbers) > 1 and (numbers[-1] > 31 or re.search(r"[A-Z]{3}\.?\s+\d\d$", words)) else None
    )
    if year is not None and year < 100:
        year += 1900 if year > 40 else 2000
    if year is not None:
        days = [date(year, month, day) for day in numbers]
    else:
        days = [at for day in numbers if (at := clock.day_of_year(month, day)) is not None]
    return _span(min(days), max(days)) if days else None


def _month(words: str, ahead: str, clock: Clock) -> Period | None:
    month = MONTHS[re.split(r"[ .,]", words)[0].lower()]
    written = re.search(r"\d{4}", words)
    year = int(written.group()) if written else _year_of_month(month, ahead, clock)
    if year is None:
        return None
    return _part(date(year, month, 1), date(year, month, monthrange(year, month)[1]), ahead)


def _year_of_month(month: int, ahead: str, clock: Clock) -> int | None:
    """The latest such month that has begun; "last March", said in March, is a year older."""
    if before(r"next ").search(ahead):
        return None
    if clock.reference is None:
        return clock.only_year
    year = clock.reference.year if month <= clock.reference.month else clock.reference.year - 1
    return year - 1 if before(r"last ").search(ahead) and month == clock.reference.month else year


def _part(first: date, last: date, ahead: str) -> Period:
    """A month or year narrowed by the words before it: early, mid, late, the start or end of."""
    days = (last - first).days + 1
    counted = before(r"(first|second|third|fourth|last|final) (week|half|days|quarter) of(?: the)?[ -]").search(ahead)
    if counted is not None and days > 31:
        months = {"half": 6, "quarter": 3}.get(counted.group(2), 0)
        at = _ORDER.get(counted.group(1), 0) * months
        if not months or at >= 12:
            return _span(first, last)
        return _span(
            first.replace(month=at + 1), last.replace(month=at + months, day=monthrange(last.year, at + months)[1])
        )
    if counted is not None and counted.group(2) != "quarter":
        which, unit = counted.group(1), counted.group(2)
        if unit == "half":
            middle = first + timedelta(days=14 if days > 27 else days // 2)
            return _span(first, middle) if which == "first" else _span(middle + _DAY, last)
        if which in {"last", "final"}:
            return _span(last - 6 * _DAY, last)
        begins = first + timedelta(weeks=_ORDER[which])
        return _span(begins, begins + 6 * _DAY)
    days = (last - first).days
    third = timedelta(days=round(days / 3))
    if before(r"(?:early(?: in| this| last)?|(?:the )?(?:start|beginning) of)(?: the)?[ -]").search(ahead):
        return _span(first, first + third - _DAY)
    if before(r"(?:mid|(?:the )?middle of)(?: the)?[ -]").search(ahead):
        return _span(first + third, first + 2 * third - _DAY)
    if before(r"(?:late(?: in| this| last)?|(?:the )?end of)(?: the)?[ -]").search(ahead):
        return _span(first + 2 * third, last)
    return _span(first, last)


def _year(words: str, ahead: str, _clock: Clock) -> Period | None:
    year = int(words)
    if year < FIRST_YEAR:
        return None
    part = _part(date(year, 1, 1), date(year, 12, 31), ahead)
    return Period(part.first, part.last, 5)


def _weekday(words: str, ahead: str, clock: Clock) -> Period | None:
    """The latest such day not after the reference date; "last" is before it, "next" after it."""
    weekday = weekday_of(words)
    if clock.reference is None or weekday is None:
        return clock.month if clock.reference is None else None
    back = (clock.reference.weekday() - weekday) % 7
    if before(r"next |the coming ").search(ahead):
        return _day(clock.reference + timedelta(days=7 - back if back else 7))
    if back == 0 and before(r"last ").search(ahead):
        back = 7
    return _day(clock.reference - timedelta(days=back))


def _season(words: str, ahead: str, clock: Clock) -> Period | None:
    start = SEASONS[words.split(maxsplit=1)[0].lower()]
    written = re.search(r"\d{4}", words)
    if written:
        year = int(written.group())
    elif clock.reference is None:
        return None
    else:
        year = clock.reference.year
        if date(year, start, 1) > clock.reference:
            year -= 1
        if before(r"last ").search(ahead) and _season_end(year, start) >= clock.reference:
            year -= 1
    return _span(date(year, start, 1), _season_end(year, start), 5)


def _season_end(year: int, start: int) -> date:
    year, month = (year + 1, 2) if start == 12 else (year, start + 2)
    return date(year, month, monthrange(year, month)[1])


def _fixed(words: str, _ahead: str, clock: Clock) -> Period | None:
    low = words.lower().replace("’", "'")
    if low.startswith("thanksgiving"):
        return _day(_thanksgiving(clock))
    return _day(clock.day_of_year(*FIXED_DAYS[low]))


def _thanksgiving(clock: Clock) -> date | None:
    """The fourth Thursday of November (5 U.S.C. 6103), the latest not after the reference date."""
    if clock.reference is None:
        return None
    days = [
        date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
        for year in (clock.reference.year, clock.reference.year - 1)
    ]
    return next(day for day in days if day <= clock.reference or day == days[-1])


def _ago(words: str, ahead: str, clock: Clock) -> Period | None:
    """Reads "three days ago" counts from the reference date, "three days later" from the story's last day."""
    low = words.lower()
    if low.endswith("before yesterday"):
        return None if clock.reference is None else _day(clock.reference - 2 * _DAY)
    from_now = low.endswith("ago")
    parts = low.split()
    number = _number(parts[0])
    unit = next(
        (
            p.rstrip("s")
            for p in parts
            if p.rstrip("s") in {"hour", "minute", "moment", "day", "night", "week", "fortnight", "month", "year"}
        ),
        "",
    )
    base = clock.reference if from_now else _story_day(unit, clock)
    if base is None or (parts[-1] == "before" and before(r"for ").search(ahead)):
        return None
    if unit in {"hour", "minute", "moment"}:
        return _day(base) if not from_now or (number or 99) <= 12 else _span(base - _DAY, base)
    if number is None:
        return _some_days(base, parts[0]) if from_now and unit == "day" else None
    later = parts[-1] in {"later", "after", "afterward", "afterwards"}
    sign = 1 if later is not clock.back else -1
    return _shifted(base, sign * number, unit, exact=not from_now or number == 1)


def _story_day(unit: str, clock: Clock) -> date | None:
    """From where "four years later" counts: from a month or year too, if the story was there last; days only from a day."""
    rough = {"month": 4, "year": 5}.get(unit)
    if rough is None or clock.era is None or clock.era.precision > rough or clock.back:
        return clock.anchor
    return clock.era.last


def _some_days(now: date, how_many: str) -> Period | None:
    """Reads "a few days ago", "several days ago", "a couple of days ago": two days to six, the range of precision 2."""
    return _span(now - (3 if how_many == "couple" else 6) * _DAY, now - 2 * _DAY, 2)


def _shifted(base: date, steps: int, unit: str, *, exact: bool) -> Period | None:
    """``steps`` units from a day; weeks and more are rough unless a story counts them out."""
    if unit in {"day", "night"}:
        return _day(base + steps * _DAY)
    if unit == "fortnight":
        unit, steps = "week", 2 * steps
    if unit == "week":
        at = base + timedelta(weeks=steps)
        return _day(at) if exact else _span(at - 3 * _DAY, at + 3 * _DAY, 3)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + steps
        year, month = divmod(months, 12)
        return _span(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))
    return Period(date(base.year + steps, 1, 1), date(base.year + steps, 12, 31), 5)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _past(words: str, _ahead: str, clock: Clock) -> Period | None:
    """Reads "the past three days": up to the reference date."""
    if clock.reference is None:
        return None
    *_, number, unit = words.lower().split()
    if unit == "day":
        return _span(clock.reference - _DAY, clock.reference)
    count = _number(number) or 1
    days = {
        "hours": max(1, round(count / 24)),
        "days": count,
        "weeks": 7 * count,
        "months": 30 * count,
        "years": 365 * count,
    }
    return _span(clock.reference - timedelta(days=days[unit]), clock.reference)


def _anchored(words: str, _ahead: str, clock: Clock) -> Period | None:
    """Reads "the next day", "that night", "the week before": from the story's last day."""
    if clock.anchor is None:
        return None
    low = words.lower().split()
    unit = next(p for p in low if p in {"day", "night", "morning", "afternoon", "evening", "week", "month", "year"})
    step = (
        1 if {"next", "following", "after"} & set(low) else -1 if {"previous", "preceding", "before"} & set(low) else 0
    )
    if unit == "week":
        return week_of(clock.anchor + timedelta(weeks=step))
    if unit in {"month", "year"}:
        return _shifted(clock.anchor, step, unit, exact=True)
    return _day(clock.anchor + step * _DAY)


def week_of(at: date) -> Period:
    monday = at - timedelta(days=at.weekday())
    return Period(monday, monday + 6 * _DAY, 3)


def _relative(words: str, ahead: str, clock: Clock) -> Period | None:
    low = re.sub(r"\s+", " ", words.lower())
    if low.endswith("in the day"):
        return _day(clock.anchor or clock.reference)
    now = clock.reference
    if low.endswith(" week of the month"):
        return _week_of_month(low.split()[0], clock)
    if now is None:
        return _around(low, clock)
    if low in {"yesterday", "last night"}:
        return _day(now - _DAY)
    if low == "overnight" or low.endswith("the night"):
        return _span(now - _DAY, now)
    which, unit = low.split()[0], low.split()[-1]
    if " of the " in low:
        first = (
            week_of(now).first if unit == "week" else now.replace(day=1) if unit == "month" else date(now.year, 1, 1)
        )
        return _span(first, min(now, first + {"week": 1, "month": 9, "year": 30}[unit] * _DAY))
    if unit == "weekend":
        back = (now.weekday() - 5) % 7
        saturday = now - timedelta(days=back if which == "this" or back > 1 or which != "last" else back + 7)
        return _span(saturday, saturday + _DAY)
    if unit not in {"week", "month", "year"}:
        return _day(now)
    if which == "next":
        return None
    if which == "past" or (which == "last" and before(r"(?:over|in|during|within|for) the ").search(ahead)):
        return _span(now - {"week": 7, "month": 30, "year": 365}[unit] * _DAY, now)
    return _whole(now, unit, previous=which != "this", ahead=ahead)


def _week_of_month(which: str, clock: Clock) -> Period | None:
    """Reads "in the last week of the month": of the month the story has come to, else of that of writing."""
    era = clock.era
    at = era.last if era is not None and era.precision <= 4 else clock.reference
    if at is None:
        return None
    first = at.replace(day=1)
    return _part(first, first.replace(day=monthrange(at.year, at.month)[1]), f"the {which} week of the ")


def _around(low: str, clock: Clock) -> Period | None:
    """Reads "today" on a page of which only the month is known."""
    vague = clock.month is None or low.rsplit(maxsplit=1)[-1] in {"week", "weekend", "month", "year"}
    return None if vague else clock.month


def _whole(now: date, unit: str, *, previous: bool, ahead: str) -> Period:
    """The current or the previous week, month or year; the current one ends today."""
    if unit == "week":
        week = week_of(now - timedelta(weeks=1) if previous else now)
        return week if previous else _span(week.first, now, 3)
    if unit == "month":
        first = (now.replace(day=1) - _DAY).replace(day=1) if previous else now.replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1]) if previous else now
    else:
        first = date(now.year - previous, 1, 1)
        last = date(first.year, 12, 31) if previous else now
    whole = _part(first, last, ahead) if (last - first).days > 9 else _span(first, last)
    return Period(whole.first, whole.last, max(whole.precision, 4 if unit == "month" else 5))


_READERS: Mapping[str, Callable[[str, str, Clock], Period | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _calendar,
    "month_day": _calendar,
    "ordinal": _ordinal,
    "month": _month,
    "weekday": _weekday,
    "season": _season,
    "fixed": _fixed,
    "ago": _ago,
    "past": _past,
    "anchored": _anchored,
    "relative": _relative,
    "year": _year,
}
