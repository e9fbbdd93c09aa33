"""The page's language: which one a session reads, and its texts from the catalogue in ``locale/``.

Texts stand in the code in English and go through ``words.say``, ``words.plural`` or ``words.mark``. Each translation is a
gettext catalogue, ``locale/<code>/LC_MESSAGES/dashboard.po`` with the compiled ``.mo`` beside it (``make texts``), read once.
Names of countries, months and the plural rules' names come from CLDR through Babel.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DOMAIN: Final = "dashboard"
FOLDER: Final = Path(__file__).resolve().parent / "locale"
KEY: Final = "language"  # in the session
PARAMETER: Final = "lang"  # in the page's address

# A number of each plural category of CLDR that the language has; the categories have one form each in the catalogue.
_SAMPLES: Final = {
    "en": {"one": 1, "other": 2},
    "ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100},
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the page: its code (ISO 639-1), its own name, and which way it runs ("ltr" or "rtl")."""

    code: str
    name: str
    direction: str = "ltr"

    @property
    def from_right(self) -> bool:
        return self.direction == "rtl"


ENGLISH: Final = Language("en", "English")
LANGUAGES: Final[Mapping[str, Language]] = {"en": ENGLISH, "ar": Language("ar", "العربية", "rtl")}

_now: ContextVar[Language | None] = ContextVar("language", default=None)


def wanted(asked: str, browser: str | None) -> Language:
    """The language of a page: what its address asks for, else the first that the browser prefers, else English."""
    return LANGUAGES.get(asked) or LANGUAGES.get((browser or "").partition("-")[0].lower()) or ENGLISH


def current() -> Language:
    """The language of this run.

    A run of the whole page says it with ``use``. A fragment or a callback may run in a thread of its own before that:
    there the session knows. A thread never serves two sessions, so what was found once stands.
    """
    found = _now.get()
    if found is None:
        found = _of_session()
        if found is None:
            return ENGLISH
        _now.set(found)
    return found


def use(language: Language) -> None:
    """Makes this the language of the current thread's run."""
    _now.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """A stretch of work in this language, for what runs outside of a session's own thread."""
    token = _now.set(language)
    try:
        yield
    finally:
        _now.reset(token)


def _of_session() -> Language | None:
    """What the session of this thread has kept; None outside of any session."""
    import streamlit as st  # noqa: PLC0415  # texts are also made where no page is: in tests and in exports
    from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: PLC0415

    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    found: Language | None = st.session_state.get(KEY)
    return found


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The texts of a language, read once; English needs none. Raises ``OSError`` if a catalogue is not installed."""
    if code == ENGLISH.code:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(FOLDER), [code])


def forms(one: str, many: str) -> dict[str, str]:
    """A text with a number in the current language by CLDR's plural category, for a script in the browser."""
    code = current().code
    texts = catalogue(code)
    return {name: texts.ngettext(one, many, number) for name, number in _SAMPLES[code].items()}


def country(code: str, otherwise: str) -> str:
    """A country's name by ISO 3166-1 alpha-2 code; ``otherwise`` is its English name."""
    language = current()
    return otherwise if language is ENGLISH else countries(language.code).get(code, otherwise)


@cache
def countries(code: str) -> Mapping[str, str]:
    """CLDR's names of countries and territories in a language."""
    from babel.core import Locale  # noqa: PLC0415  # its data are read when a language first needs them

    return MappingProxyType(dict(Locale.parse(code).territories))


def opening() -> str:
    """The first tag of a page in the current language."""
    now = current()
    return f'<html lang="{now.code}" dir="{now.direction}">'


def month(number: int, *, short: bool = False) -> str:
    """The name of a month, counted from 1, as it stands in a date."""
    return months(current().code, short=short)[number - 1]


@cache
def calendar(code: str) -> Mapping[str, Any]:
    """The names of a language's months and days as d3's time formats want them (d3-time-format, ``timeFormatLocale``)."""
    from babel.dates import get_day_names  # noqa: PLC0415  # as above

    week = (6, 0, 1, 2, 3, 4, 5)  # from Sunday
    days, short = (get_day_names(width, locale=code) for width in ("wide", "abbreviated"))
    return {
        "dateTime": "%-d %b %Y %H:%M",
        "date": "%-d %b %Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [days[day] for day in week],
        "shortDays": [short[day] for day in week],
        "months": list(months(code, short=False)),
        "shortMonths": list(months(code, short=True)),
    }


@cache
def months(code: str, *, short: bool) -> tuple[str, ...]:
    """CLDR's names of the months in a language."""
    from babel.dates import get_month_names  # noqa: PLC0415  # as above

    names = get_month_names("abbreviated" if short else "wide", locale=code)
    return tuple(names[number] for number in range(1, 13))
