"""What stands around a day and makes it another stretch of days: "Friday last week", "for a third day on Friday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dashboard.mentions.clock import Clock, precision_of, weekday_of
from dashboard.mentions.reading_dates import read_core, week_of
from dashboard.mentions.timewords import COUNTED, before
from dashboard.model import Period

_DAY = timedelta(days=1)


def within_last(kind: str, words: str, ahead: str, frame: str, clock: Clock) -> Period | None:
    """Reads "Friday last week", "5 November last year": a day or month within another time."""
    if clock.reference is None:
        return None
    which, unit = frame.lower().split()[0], frame.lower().split()[-1]
    if which not in {"this", "last", "previous", "past"}:
        return None
    if unit == "week":
        weekday = weekday_of(words)
        monday = week_of(clock.reference - timedelta(weeks=which != "this")).first
        if weekday is None:
            return None
        day = monday + timedelta(days=weekday)
        return Period(day, day, 1)
    year = clock.reference.year - (which != "this")
    inside = replace(clock, reference=date(year, 12, 31), anchor=None, limit=date(year, 12, 31))
    return read_core(kind, words, ahead, inside)


def for_days(period: Period | None, ahead: str) -> Period | None:
    """The days around a day: "for a third day on |Friday", "in the week to |10 March", "in the night to |Sunday"."""
    if period is None or period.precision != 1:
        return period
    counted = before(
        rf"for (?:a|the) ({'|'.join(COUNTED)})(?: (?:straight|consecutive|successive|running))? (?:day|night)(?: running| in a row)?,?(?: on)? "
    ).search(ahead)
    if counted is not None:
        first = period.first - (COUNTED[counted.group(1).lower()] - 1) * _DAY
        return Period(first, period.last, precision_of(first, period.last))
    if before(r"the night (?:in)?to ").search(ahead):
        return Period(period.first - _DAY, period.last, 2)
    if before(r"week (?:of|beginning|starting|from)(?: on)?(?: the)? ").search(ahead):
        return Period(period.first, period.last + 6 * _DAY, 3)
    if before(r"week (?:to|ending|ended|up to|until)(?: on)?(?: the)? ").search(ahead):
        return Period(period.first - 6 * _DAY, period.last, 3)
    return period
