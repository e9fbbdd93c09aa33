"""Values as people read them, and text made safe for where it is shown. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from dashboard.model import Actor, Count, Location, Period

NOT_SAID: Final = "not said"
PRECISION: Final = {
    1: "exact place",
    2: "near a named place",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "somewhere in a wider region",
    6: "somewhere in the country",
    7: "at sea or in the air",
}

_MARKDOWN = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def say(text: str, **values: Any) -> str:
    """One text of the page, in the page's language; ``values`` are put into its ``{braces}``.

    Every fixed text that a reader sees goes through here or through ``plural``, so that a translation has one door.
    """
    return text.format(**values) if values else text


def markdown(text: str) -> str:
    """Text that markdown shows as it is, on one line: for labels of buttons and expanders.

    CommonMark lets every ASCII punctuation mark be escaped; Streamlit's own colours, icons and formulas begin with one.
    """
    return markdown_part(" ".join(text.split()))


def markdown_part(text: str) -> str:
    """The same for a part of a line, with its blanks as they are."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


def clean(text: str) -> str:
    """Text without control characters and without marks that turn the direction of what follows it."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)


def clipped(text: str, length: int) -> str:
    """At most ``length`` characters, with an ellipsis where some are left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def safe_link(url: str | None) -> str | None:
    """The URL if it is absolute http or https; everything else is not a link."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def number(count: Count | None) -> str:
    """A figure in words: "3", "3–6", "at least 5", "up to 10"; "not said" for None."""
    if count is None:
        return NOT_SAID
    return figures(count.low, -1 if count.high is None else count.high)


def figures(low: int, high: int) -> str:
    """The same for bare figures, where ``low`` -1 means not said and ``high`` -1 open."""
    if low < 0:
        return ""
    if high < 0:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"up to {high:,}" if low == 0 else f"{low:,}–{high:,}"


def day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def period(value: Period | None) -> str:
    """A period as precise as it is known: a day, a stretch, a month, a year."""
    if value is None:
        return "date unknown"
    first, last = value.first, value.last
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


DATE_PRECISION: Final = {2: "to a few days", 3: "to a week", 4: "to a month", 5: "to a year"}


def exact_period(value: Period | None) -> str:
    """The same with how exactly it is known, where that is not to the day: "October 2023 (known to a month)"."""
    if value is None or value.precision not in DATE_PRECISION:
        return period(value)
    return f"{period(value)} (known {DATE_PRECISION[value.precision]})"


def days(first: Any, last: Any, precision: int) -> str:
    """The same for a frame's columns (datetime64[D], NaT where unknown)."""
    if precision == 0 or np.isnat(first):
        return "date unknown"
    return period(Period(first.astype(object), last.astype(object), precision))


def names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(clean(actor.name) for actor in actors) or NOT_SAID


def place(location: Location | None, country: str = "") -> str:
    """As in "Fallujah, Iraq": the place and the country's name, said once."""
    if location is None:
        return "place unknown"
    name = clean(location.place.name)
    return f"{name}, {country}" if country and country != name else name


def where(location: Location) -> str:
    """How exactly the place is known: in words, with the radius."""
    radius = f"{location.radius_km:,.0f}" if location.radius_km >= 1 else "less than 1"
    return f"{PRECISION[location.where_prec]}, within about {radius} km"


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 incident", "2 incidents"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
