"""What a date in a text is read against: when it was written, and what the story has dated so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.mentions.timewords import WEEKDAYS
from dashboard.model import Period

SOON = 7  # days after the reference date up to which a day and month still mean this year (announcements)
OLD_STORY = 300  # days before the reference date from which a story's own year goes before the reference's
YEARS_BACK = 6  # years among which a weekday said with a day and month chooses
STORY = 120  # days a story told in the past goes on without naming the year again


@dataclass(frozen=True, slots=True)
class Clock:
    """``reference``: publication or dateline; ``anchor``: the story's last day; ``year``: the last year written out;
    ``years``: all years of the text; ``weekday``: the weekday said with a date; ``limit``: a range's last day; ``month``: that of writing,
    where the day is not known; ``day_first``: how the text writes dates in figures, if one of them tells;
    ``back``: "a week after" counts back from the anchor; ``era``: the story's last time, however rough.
    """

    reference: date | None
    anchor: date | None = None
    years: tuple[int, ...] = ()
    weekday: int | None = None
    limit: date | None = None
    month: Period | None = None
    day_first: bool | None = None
    back: bool = False
    era: Period | None = None

    def after(self, period: Period) -> Clock:
        """The clock once the story has reached a period."""
        return replace(self, anchor=period.last if period.precision <= 2 else self.anchor, era=period)

    def on_weekday(self, words: str) -> Clock:
        return replace(self, weekday=weekday_of(words))

    def not_after(self, limit: date) -> Clock:
        """For the start of a range: the latest such day not after its end."""
        return replace(self, reference=limit, limit=limit)

    def day_of_year(self, month: int, day: int) -> date | None:
        """A day and month without a year: the story's, or the latest not after the reference date and a few days more.

        Without reference, the year the text names if it names one only; else ``None``.
        """
        story = self._in_story(month, day)
        if story is not None:
            return story
        if self.reference is not None:
            latest = self.reference if self.limit else self.reference + timedelta(days=SOON)
            options = [
                at
                for year in range(latest.year, latest.year - (YEARS_BACK if self.weekday is not None else 3), -1)
                if (at := _date(year, month, day)) and at <= latest
            ]
            options = [at for at in options if self.weekday in {None, at.weekday()}] or options
            return options[0] if options else None
        return _date(self.only_year, month, day) if self.only_year is not None else None

    def day_of_month(self, day: int, months_back: int | None = None) -> date | None:
        """Reads "on the 12th": the latest such day not after the reference date, in the month of the story if it has one."""
        base = self.reference
        if base is None:
            return None
        if months_back is None and self.anchor is not None and self.anchor <= base:
            at = _date(self.anchor.year, self.anchor.month, day)
            if at is not None and at <= base:
                return at
        back = (0, 1) if months_back is None else (months_back,)
        months = [divmod(base.year * 12 + base.month - 1 - less, 12) for less in back]
        options = [at for year, month in months if (at := _date(year, month + 1, day)) is not None and at <= base]
        return options[0] if options else None

    @property
    def only_year(self) -> int | None:
        """The one year the text names, or else the year of writing."""
        if not self.years:
            return self.month.first.year if self.month is not None else None
        return self.years[0] if len(set(self.years)) == 1 else None

    def _in_story(self, month: int, day: int) -> date | None:
        """A history tells one year on and on: its year holds while the days run on from the last."""
        if self.anchor is None or self.limit is not None:
            return None
        if self.reference is not None and (self.reference - self.anchor).days < OLD_STORY:
            return None
        options = [
            at for year in (self.anchor.year, self.anchor.year + 1) if (at := _date(year, month, day)) is not None
        ]
        fitting = [at for at in options if -31 <= (at - self.anchor).days <= STORY]
        return fitting[0] if fitting else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_of(words: str) -> int | None:
    """Monday is 0."""
    first = re.match(r"[A-Za-z]+", words)
    return WEEKDAYS.get(first.group().lower()) if first else None


def precision_of(first: date, last: date) -> int:
    """UCDP's date_prec for a stretch of days: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    days = (last - first).days + 1
    if days == 1:
        return 1
    if days <= 6:
        return 2
    if days <= 8:
        return 3
    return 4 if days <= 31 else 5
