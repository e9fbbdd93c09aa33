"""Reasons as records hold them, in English, told in the page's language: why a place, a merging, a confidence. Pure.

Records keep the words in which a reason was given. Another language knows them by their form; a reason of no known form is
told as it stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dashboard.app import basemap, language, words
from dashboard.app.words import mark, say

LESS: Final = mark("less so than others: {reason}")
FORMS: Final = (
    # what makes the confidence: ``incidents.confidence``
    mark("place named"),
    mark("only a province, country or wider area named"),
    mark("place from another sentence"),
    mark("no place said"),
    mark("a strike, shelling or a bomb"),
    mark("casualties said"),
    mark("told first"),
    mark("an event word with its form"),
    mark("only weak event words"),
    mark("told in several sentences"),
    mark("date said"),
    mark("who acted said"),
    mark("who or what was hit said"),
    mark("recalled as background"),
    mark("only claimed"),
    mark("only denied"),
    mark("of no kind of its own"),
    # why reports are one incident: ``incidents.likeness``, ``incidents.merging``
    mark("joined by hand"),
    mark("the same words in copies of one text"),
    mark("the same person killed ({name})"),
    mark("same type ({kind})"),
    mark("types alike ({kind}, {other_kind})"),
    mark("same day ({when})"),
    mark("dates overlap (from {when})"),
    mark("one day apart ({when})"),
    mark("same place ({name})"),
    mark("same area ({name})"),
    mark("neighbouring towns ({name})"),
    mark("{km} km apart ({name})"),
    mark("{name} lies in {other}"),
    mark("same actor ({name})"),
    mark("same target ({name})"),
    mark("actors share words ({name})"),
    mark("targets share words ({name})"),
    mark("actors of one country ({name})"),
    mark("targets of one country ({name})"),
    mark("same figure of killed ({count})"),
    mark("same figure of injured ({count})"),
    mark("near figures of killed ({count})"),
    mark("near figures of injured ({count})"),
    # what speaks for a place: ``places.reasons``
    LESS,
    mark("another spelling of {name}"),
    mark("the only place of that name"),
    mark("{count} people"),
    mark("other names of the text lie in {country}"),
    mark("other names of the text lie in the same waters"),
    mark("other names lie in the same province"),
    mark("another name lies close by"),
    mark("other names lie close by"),
    mark("other names lie in the region"),
    mark("other names lie within 700 km"),
    mark("the text names what contains it"),
    mark("the text names what it contains"),
    mark("the words ask for another kind"),
    mark("the words ask for a {kind}"),
    mark("its usual name"),
    mark("the text puts {name} here, and no list has a place of that name inside it"),
    mark("close to where the document comes from"),
    mark("in the region where the document comes from"),
    mark("the most populous of that name"),
    mark("a place of our own list"),
    mark("the province around it bears its name"),
)


def told(reason: str) -> str:
    """A reason in the page's language."""
    plain = words.clean(reason)
    if language.current() is language.ENGLISH:
        return plain
    if plain in FORMS or say(plain) != plain:  # a kind of place is a reason, too
        return say(plain)
    for form, pattern in _patterns():
        found = pattern.fullmatch(plain)
        if found:
            return say(form, **{name: _value(name, value) for name, value in found.groupdict().items()})
    return words.apart(plain)


def _value(name: str, value: str) -> str:
    """A part of a reason: kinds, countries and reasons within reasons have names of their own in the language."""
    if name == "reason":
        return told(value)
    if name == "country":
        return basemap.country_name(value)
    return say(value) if name.endswith("kind") else words.apart(value)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms that have something put in, as they are recognised; what is put in has a letter or a digit."""
    holed = (form for form in FORMS if "{" in form)
    return tuple((form, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(form)))) for form in holed)
