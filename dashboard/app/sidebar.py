"""The filters as a person sees them, each option with the number of incidents that it would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import streamlit as st

from dashboard.app import area_picker, basemap, data, search_box, session, words
from dashboard.app.data import Shared
from dashboard.app.filter_values import COUNTED, PREFIX, ask
from dashboard.app.state import PageState
from dashboard.app.words import say
from dashboard.errors import DashboardError
from dashboard.model import EVENT_TYPES, Factuality, Location
from dashboard.store.filters import Filters

OPTIONS_AT_MOST: Final = 2_000  # of the most frequent actors or sources offered in one list

RECENT: Final = {"Last 24 h": 1, "7 days": 7, "30 days": 30}  # name -> days before the newest one

FACTUALITY_NAMES: Final = {
    Factuality.REPORTED: "Reported",
    Factuality.CLAIMED: "Claimed",
    Factuality.DENIED: "Denied",
}


def draw(known: Shared, page: PageState, counts: Mapping[str, Mapping[str, int]]) -> None:
    """All filters with the number of incidents that each option would leave."""
    filters = page.filters
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html("<h5>Filters</h5>", width="content")
        st.button("Clear", key="clear", on_click=session.clear, disabled=filters.empty and page.narrow.empty)
    search_box.draw(known)
    _types(filters, counts)
    _many("Actor or target", "actors", counts.get("actor", {}))
    _many("Country", "countries", counts.get("country", {}), basemap.country_name)
    area_picker.draw(page.narrow, _location(known, page), session.narrow)
    _time(data.span(known.frame))
    _many("Source", "publishers", counts.get("publisher", {}))
    _pills("Factuality", "factuality", counts.get("factuality", {}), list(Factuality), FACTUALITY_NAMES)
    st.toggle("Earlier and ongoing events", key=PREFIX + "background", help="Recalled for context, drawn paler.")
    st.slider("Confidence at least", 0, 100, key=PREFIX + "confidence", step=5, format="%d %%")


def _location(known: Shared, page: PageState) -> Location | None:
    """Where the open incident is, if one is open and has a place."""
    if page.opened is None or page.opened.kind != "incident":
        return None
    try:
        return known.store.incident(page.opened.key).location
    except DashboardError:
        return None


def _types(filters: Filters, counts: Mapping[str, Mapping[str, int]]) -> None:
    _pills("Event type", "event_types", counts.get("event_type", {}), list(EVENT_TYPES))
    wanted = {str(sub) for kind in filters.event_types for sub in EVENT_TYPES[kind]}
    subs = counts.get("sub_event_type", {})
    _many("Sub-event type", "sub_event_types", {k: n for k, n in subs.items() if not wanted or k in wanted})


def _time(span: tuple[date, date] | None) -> None:
    low, high = span or (date(1900, 1, 1), date(2100, 1, 1))
    low, high = min([low, *_dates()]), max([high, *_dates()])
    left, right = st.columns(2)
    left.date_input("From", key=PREFIX + "since", min_value=low, max_value=high, format="YYYY-MM-DD")
    right.date_input("To", key=PREFIX + "until", min_value=low, max_value=high, format="YYYY-MM-DD")
    st.toggle("Include undated", key=PREFIX + "undated")
    if span is not None:
        _recent(min(span[1], datetime.now(tz=UTC).date()))


def _recent(newest: date) -> None:
    """The last days, counted back from the newest day of the store: "now" would be empty in an archive."""
    with st.container(horizontal=True, gap="small", key="recent"):
        for name, days in RECENT.items():
            st.button(say(name), key=f"recent:{days}", on_click=_last, args=(newest, days), type="tertiary")
    st.caption(say("Counted back from {day}, the newest day here.", day=words.day(newest)))


def _last(newest: date, days: int) -> None:
    """Dates have no hours: the last 24 hours are the newest day and the one before."""
    session.act()
    ask(replace(session.page().filters, since=newest - timedelta(days=days), until=None))


def _dates() -> list[date]:
    chosen = (st.session_state.get(PREFIX + name) for name in ("since", "until"))
    return [day for day in chosen if isinstance(day, date)]


def _keep(name: str, known: Sequence[str]) -> list[str]:
    """The chosen options without their counts, put back so that a changed count does not lose them."""
    chosen = [COUNTED.sub("", str(item)) for item in st.session_state.get(PREFIX + name) or []]
    chosen = [item for item in dict.fromkeys(chosen) if item in set(known)]
    st.session_state[PREFIX + name] = chosen
    return chosen


def _many(label: str, name: str, counts: Mapping[str, int], named: Callable[[str], str] = str) -> None:
    """A list to choose several of, each option with its count."""
    chosen = [COUNTED.sub("", str(item)) for item in st.session_state.get(PREFIX + name) or []]
    options = list(dict.fromkeys([*list(counts)[:OPTIONS_AT_MOST], *chosen]))
    _keep(name, options)
    st.multiselect(
        label,
        options,
        key=PREFIX + name,
        format_func=lambda option: f"{named(option)} · {counts.get(option, 0):,}",
        placeholder=f"any of {len(counts):,}" if counts else "none",
    )


def _pills(
    label: str, name: str, counts: Mapping[str, int], options: Sequence[str], named: Mapping[Any, str] | None = None
) -> None:
    """A few options to switch on and off, each with its count."""
    known = [str(option) for option in options]
    shown = dict(zip(known, ((named or {}).get(option, str(option)) for option in options), strict=True))
    _keep(name, known)
    st.pills(
        label,
        known,
        key=PREFIX + name,
        selection_mode="multi",
        format_func=lambda option: f"{shown[option]} · {counts.get(option, 0):,}",
    )
