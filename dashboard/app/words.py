"""Values as people read them, and text made safe for where it is shown. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from dashboard.app import language
from dashboard.model import Actor, Count, Location, Period, PlaceKind

_MARKDOWN = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_LETTER = re.compile(r"[^\W\d_]")
FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def say(text: str, **values: Any) -> str:
    """One text of the page, in the page's language; ``values`` are put into its ``{braces}``.

    Every fixed text that a reader sees goes through here or through ``plural``, so that a translation has one door.
    """
    now = language.current()
    told = language.catalogue(now.code).gettext(text) if text else ""
    if not values:
        return told
    return told.format(**(_apart(values) if now.from_right else values))


def plural(count: int, one: str, many: str, **values: Any) -> str:
    """A text with a number in it, in the form that the page's language has for it: "1 incident", "2 incidents".

    ``{count}`` in either text is the number; a form may do without it, as Arabic's for one and for two.
    """
    now = language.current()
    told = language.catalogue(now.code).ngettext(one, many, count)
    return told.format(count=f"{count:,}", **(_apart(values) if now.from_right else values))


def mark(text: str) -> str:
    """The text itself: says that it is one of the page's, where it stands in a table; ``say`` it where it is shown."""
    return text


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """The same for both forms of a text with a number, for ``plural``."""
    return one, many


def apart(text: str) -> str:
    """A name or a figure in a line of the page's language, kept from turning the direction of its neighbours.

    Only a page that runs from right to left needs it. Not for HTML, which has ``bdi``.
    """
    if not text or FIRST_STRONG in text or not language.current().from_right:
        return text
    return f"{FIRST_STRONG}{text}{POP}"


def bdi(text: str) -> str:
    """The same as HTML: text of the page, with names in it, that does not turn its neighbours."""
    return f'<bdi dir="{language.current().direction}">{escape(text)}</bdi>'


def _apart(values: dict[str, Any]) -> dict[str, Any]:
    """The values with those apart that have letters which run from left to right."""
    return {name: apart(v) if isinstance(v, str) and _runs_right(v) else v for name, v in values.items()}


def _runs_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in _LETTER.findall(text))


NOT_SAID: Final = mark("not said")
PRECISION: Final = {
    1: mark("exact place"),
    2: mark("near a named place"),
    3: mark("somewhere in the district"),
    4: mark("somewhere in the province"),
    5: mark("somewhere in a wider region"),
    6: mark("somewhere in the country"),
    7: mark("at sea or in the air"),
}


def markdown(text: str) -> str:
    """Text that markdown shows as it is, on one line: for labels of buttons and expanders.

    CommonMark lets every ASCII punctuation mark be escaped; Streamlit's own colours, icons and formulas begin with one.
    """
    return markdown_part(" ".join(text.split()))


def markdown_part(text: str) -> str:
    """The same for a part of a line, with its blanks as they are."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


def clean(text: str) -> str:
    """Text without control characters and without marks that turn the direction of what follows it.

    Isolates as ``apart`` makes them stay: nothing gets out of them, whoever has put them there.
    """
    if _INVISIBLE.search(text) is None:
        return text
    kept, last = [], 0
    for found in _ISOLATED.finditer(text):
        kept += [_visible(text[last : found.start()]), FIRST_STRONG, _visible(found[1]), POP]
        last = found.end()
    return "".join([*kept, _visible(text[last:])])


def _visible(text: str) -> str:
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)


def clipped(text: str, length: int) -> str:
    """At most ``length`` characters, with an ellipsis where some are left out; what was kept ``apart`` stays so."""
    if len(text) <= length:
        return text
    kept = text[: length - 1].rstrip() + "…"
    return kept + POP * (kept.count(FIRST_STRONG) - kept.count(POP))


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
        return say(NOT_SAID)
    return figures(count.low, -1 if count.high is None else count.high)


def figures(low: int, high: int) -> str:
    """The same for bare figures, where ``low`` -1 means not said and ``high`` -1 open."""
    if low < 0:
        return ""
    if high < 0:
        return say("at least {count}", count=f"{low:,}")
    if low == high:
        return f"{low:,}"
    return say("up to {count}", count=f"{high:,}") if low == 0 else f"{low:,}–{high:,}"


def day(value: date) -> str:
    return f"{value.day} {language.month(value.month, short=True)} {value.year}"


def period(value: Period | None) -> str:
    """A period as precise as it is known: a day, a stretch, a month, a year."""
    if value is None:
        return say("date unknown")
    first, last = value.first, value.last
    if first == last:
        return day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{language.month(first.month)} {first.year}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


DATE_PRECISION: Final = {
    2: mark("{when} (known to a few days)"),
    3: mark("{when} (known to a week)"),
    4: mark("{when} (known to a month)"),
    5: mark("{when} (known to a year)"),
}


def exact_period(value: Period | None) -> str:
    """The same with how exactly it is known, where that is not to the day: "October 2023 (known to a month)"."""
    if value is None or value.precision not in DATE_PRECISION:
        return period(value)
    return say(DATE_PRECISION[value.precision], when=period(value))


def days(first: Any, last: Any, precision: int) -> str:
    """The same for a frame's columns (datetime64[D], NaT where unknown)."""
    if precision == 0 or np.isnat(first):
        return period(None)
    return period(Period(first.astype(object), last.astype(object), precision))


def names(actors: tuple[Actor, ...]) -> str:
    return listed(apart(clean(actor.name)) for actor in actors) or say(NOT_SAID)


def listed(parts: Iterable[str]) -> str:
    """Several things in a row: "a, b, c"."""
    return say(", ").join(parts)


def place(location: Location | None, country: str = "") -> str:
    """As in "Fallujah, Iraq": the place and the country's name, said once."""
    if location is None:
        return say("place unknown")
    if country and location.place.kind is PlaceKind.COUNTRY:
        return country
    return in_country(clean(location.place.name), country)


def in_country(name: str, country: str) -> str:
    """The same of two names; either may be missing."""
    return listed(apart(part) for part in dict.fromkeys((name, country)) if part)


def where(location: Location) -> str:
    """How exactly the place is known: in words, with the radius."""
    radius = f"{location.radius_km:,.0f}" if location.radius_km >= 1 else say("less than 1")
    return say("{precision}, within about {km} km", precision=say(PRECISION[location.where_prec]), km=radius)
