"""The filters as a person sees them, each option with the number of incidents that it would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.app import area_picker, basemap, data, language, search_box, session, words
from dashboard.app.data import Shared
from dashboard.app.filter_values import PREFIX, VOCABULARIES, ask, code
from dashboard.app.state import PageState
from dashboard.app.words import mark, say
from dashboard.errors import DashboardError
from dashboard.model import EVENT_TYPES, Factuality, Location
from dashboard.store.filters import Filters

OPTIONS_AT_MOST: Final = 2_000  # of the most frequent actors or sources offered in one list

RECENT: Final = {mark("Last 24 h"): 1, mark("7 days"): 7, mark("30 days"): 30}  # name -> days before the newest one


def draw(known: Shared, page: PageState, counts: Mapping[str, Mapping[str, int]]) -> None:
    """All filters with the number of incidents that each option would leave."""
    filters = page.filters
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(f"<h5>{escape(say('Filters'))}</h5>", width="content")
        st.button(say("Clear"), key="clear", on_click=session.clear, disabled=filters.empty and page.narrow.empty)
    search_box.draw(known)
    _types(filters, counts)
    _many(say("Actor or target"), "actors", counts.get("actor", {}))
    _many(say("Country"), "countries", counts.get("country", {}), basemap.country_name)
    area_picker.draw(page.narrow, _location(known, page), session.narrow)
    _time(data.span(known.frame))
    _many(say("Source"), "publishers", counts.get("publisher", {}))
    _pills(say("Factuality"), "factuality", counts.get("factuality", {}), list(Factuality))
    st.toggle(
        say("Earlier and ongoing events"), key=PREFIX + "background", help=say("Recalled for context, drawn paler.")
    )
    st.slider(say("Confidence at least"), 0, 100, key=PREFIX + "confidence", step=5, format="%d %%")
    st.html(_languages(page))


def _languages(page: PageState) -> str:
    """The page in each language: links, since another language is another page of the same state."""
    here = language.current()
    shown = []
    for one in language.LANGUAGES.values():
        told = f'lang="{one.code}" dir="{one.direction}"'
        query = urlencode(replace(page, lang=one.code).to_url(), doseq=True)
        link = f'<a href="?{escape(query)}" hreflang="{one.code}" {told}>{escape(one.name)}</a>'
        shown.append(f'<b aria-current="true" {told}>{escape(one.name)}</b>' if one is here else link)
    return f'<nav class="im-languages" aria-label="{escape(say("Language"))}">{" · ".join(shown)}</nav>'


def _location(known: Shared, page: PageState) -> Location | None:
    """Where the open incident is, if one is open and has a place."""
    if page.opened is None or page.opened.kind != "incident":
        return None
    try:
        return known.store.incident(page.opened.key).location
    except DashboardError:
        return None


def _types(filters: Filters, counts: Mapping[str, Mapping[str, int]]) -> None:
    _pills(say("Event type"), "event_types", counts.get("event_type", {}), list(EVENT_TYPES))
    wanted = {str(sub) for kind in filters.event_types for sub in EVENT_TYPES[kind]}
    subs = counts.get("sub_event_type", {})
    _many(say("Sub-event type"), "sub_event_types", {k: n for k, n in subs.items() if not wanted or k in wanted}, say)


def _time(span: tuple[date, date] | None) -> None:
    low, high = span or (date(1900, 1, 1), date(2100, 1, 1))
    low, high = min([low, *_dates()]), max([high, *_dates()])
    left, right = st.columns(2)
    left.date_input(say("From"), key=PREFIX + "since", min_value=low, max_value=high, format="YYYY-MM-DD")
    right.date_input(say("To"), key=PREFIX + "until", min_value=low, max_value=high, format="YYYY-MM-DD")
    st.toggle(say("Include undated"), key=PREFIX + "undated")
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
    chosen = [code(name, item) for item in st.session_state.get(PREFIX + name) or []]
    chosen = [item for item in dict.fromkeys(chosen) if item in set(known)]
    st.session_state[PREFIX + name] = chosen
    return chosen


def _many(label: str, name: str, counts: Mapping[str, int], named: Callable[[str], str] = words.apart) -> None:
    """A list to choose several of, each option with its count."""
    chosen = [code(name, item) for item in st.session_state.get(PREFIX + name) or []]
    options = list(dict.fromkeys([*list(counts)[:OPTIONS_AT_MOST], *chosen]))
    _keep(name, options)
    st.multiselect(
        label,
        options,
        key=PREFIX + name,
        format_func=lambda option: f"{named(option)} · {counts.get(option, 0):,}",
        placeholder=say("any of {count}", count=f"{len(counts):,}") if counts else say("none"),
    )


def _pills(label: str, name: str, counts: Mapping[str, int], options: Sequence[str]) -> None:
    """A few options to switch on and off, each with its count."""
    known = [str(option) for option in options]
    shown = VOCABULARIES[name]
    _keep(name, known)
    st.pills(
        label,
        known,
        key=PREFIX + name,
        selection_mode="multi",
        format_func=lambda option: f"{say(shown[option])} · {counts.get(option, 0):,}",
    )
