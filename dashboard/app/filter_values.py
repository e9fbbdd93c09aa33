"""The filters' widgets as values: ``fill`` puts a link's filters into them, ``read`` gets them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.app.words import FIRST_STRONG, POP, mark, say
from dashboard.model import EventType, Factuality, SubEventType
from dashboard.store.filters import Filters

PREFIX: Final = "filter:"
COUNTED: Final = re.compile(r" · [\d,]+$")

# widget with a vocabulary of its own -> each code and its name on the page
VOCABULARIES: Final[Mapping[str, Mapping[str, str]]] = {
    "event_types": {kind.value: kind.value for kind in EventType},
    "sub_event_types": {kind.value: kind.value for kind in SubEventType},
    "factuality": {
        Factuality.REPORTED.value: mark("Reported"),
        Factuality.CLAIMED.value: mark("Claimed"),
        Factuality.DENIED.value: mark("Denied"),
    },
}

# widget -> (field of Filters, how the widget's value becomes the field's, the value that asks nothing)
_FIELDS: Final[Mapping[str, tuple[str, Callable[[Any], Any], Any]]] = {
    "words": ("words", lambda v: (v or "").strip(), ""),
    "event_types": ("event_types", lambda v: tuple(EventType(x) for x in v), []),
    "sub_event_types": ("sub_event_types", lambda v: tuple(SubEventType(x) for x in v), []),
    "actors": ("actors", tuple, []),
    "countries": ("countries", tuple, []),
    "publishers": ("publishers", tuple, []),
    "factuality": ("factuality", lambda v: tuple(Factuality(x) for x in v), []),
    "since": ("since", lambda v: v if isinstance(v, date) else None, None),
    "until": ("until", lambda v: v if isinstance(v, date) else None, None),
    "undated": ("include_undated", bool, True),
    "background": ("background", bool, True),
    "confidence": ("min_confidence", lambda v: (v or 0) / 100, 0),
}


def fill(filters: Filters) -> None:
    """Puts filters into the widgets, before any of them is drawn."""
    for name, (field, _, _) in _FIELDS.items():
        value = getattr(filters, field)
        if name == "confidence":
            value = round(value * 100)
        elif isinstance(value, tuple):
            value = [str(item) for item in value]
        st.session_state[PREFIX + name] = value


def code(name: str, option: Any) -> str:
    """The code of an option of a widget, which a browser may give back as it was shown: by its name, with its count."""
    bare = COUNTED.sub("", str(option)).strip(FIRST_STRONG + POP)
    known = VOCABULARIES.get(name, {})
    return bare if bare in known else next((code for code, shown in known.items() if say(shown) == bare), bare)


def ask(filters: Filters) -> None:
    """Asks for these filters at the next run, whatever the widgets say until then."""
    st.session_state["asked"] = filters


def read(before: Filters) -> Filters:
    """The filters that the widgets ask for; fields without a widget stay as they were."""
    asked: dict[str, Any] = {}
    for name, (field, convert, nothing) in _FIELDS.items():
        value = st.session_state.get(PREFIX + name, nothing)
        if isinstance(value, (list, tuple)):
            value = [code(name, item) for item in value]
        try:
            asked[field] = convert(value)
        except ValueError:  # an option of a page drawn before the vocabulary changed
            asked[field] = convert(nothing)
    return Filters(**asked, precision=before.precision, bounds=before.bounds)
