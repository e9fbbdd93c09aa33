"""The page: state in, map first, then the panel, the tabs and the filters.

The map is drawn before anything else so that a filter click shows there first; filters are drawn last because
counting their options takes longest. Panning and zooming rerun only the map.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.app import (
    article,
    charts_tab,
    data,
    highlight,
    incident_view,
    keys,
    language,
    map_pane,
    notices,
    panels,
    playing,
    quality_tab,
    selection,
    session,
    sidebar,
    tables,
    telling,
    theme,
    time_tab,
    windows,
)
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import PageState
from dashboard.app.windows import Window
from dashboard.app.words import mark, say
from dashboard.errors import DashboardError
from dashboard.settings import Settings
from dashboard.store.frames import Counter

POLL_SECONDS: Final = 3  # how often a page asks whether the store has changed


def main() -> None:
    """Draws the page once; Streamlit calls it at each interaction."""
    session.speak()
    st.set_page_config(page_title=say("Incident map"), page_icon="🗺️", layout="wide")
    _dress()
    settings: Settings | None = None
    try:
        settings = Settings.load()
        known = data.current(settings.store_url)
    except DashboardError as error:
        notices.unusable(error, settings.store_url if settings else "")
        return
    if len(known.frame) == 0:
        notices.empty(settings.store_url)
        tools = {"read": _reading(known, settings)}
        windows.buttons(tools)
        windows.draw(tools)
        _poll(settings, known.frame.revision)
        return
    page = session.restore()
    selected = selection.select(known, page, st.session_state.get("view"))
    chosen = selected.chosen
    counter = known.frame.counter(chosen.mask)
    head = st.container(key="head", horizontal=True)
    left, right = st.columns([62, 38], gap="small")
    with head:
        st.html(notices.counted(counter) + notices.inside(page.narrow, selected))
        playing.banner()
        exporting = Window(
            mark("Export"),
            mark("Export what the filters keep"),
            "export_window",
            (known, chosen, telling.asked(page)),
            "small",
        )
        tools = {"read": _reading(known, settings), "export": exporting}
        windows.buttons(tools)
        if not windows.draw(tools):
            keys.button()
    with left, st.container(key="map"):
        map_pane.draw(known, selected, settings)
    with right, st.container(key="panel"):
        _panel(known, chosen, counter, page)
    counts = known.frame.option_counts(page.filters, chosen.keys)
    _tabs(known, chosen, counts)
    with st.sidebar:
        sidebar.draw(known, page, counts)
    session.write_url()
    if st.session_state.get("playing"):
        playing.tick()
    _poll(settings, known.frame.revision)


def _dress() -> None:
    """The page's style, and its language for programs that read aloud."""
    here = language.current()
    rules = (theme.STYLE, windows.STYLE, article.style(), highlight.STYLE, theme.turned(here.direction))
    st.html(f"<style>{''.join(rules)}</style>")
    with st.container(key="language"):
        told = f"Object.assign(document.documentElement, {{ lang: '{here.code}', dir: '{here.direction}' }});"
        st.html(f"<script>{told}</script>", unsafe_allow_javascript=True)


def _reading(known: Shared, settings: Settings) -> Window:
    return Window(mark("Read an article"), mark("Read an article"), "reading_window", (settings, known.store))


def _panel(known: Shared, chosen: Chosen, counter: Counter, page: PageState) -> None:
    opened = page.opened
    if opened is None:
        panels.overview(known, chosen, counter, data.areas(known, chosen), session.go)
    elif opened.kind == "mention":
        panels.mention(known, opened.key, session.go)
    elif opened.kind == "incident":
        incident_view.incident(known, chosen, opened.key, page.came_from, session.go)
    else:
        panels.listing(known, chosen, opened, session.go)


def _tabs(known: Shared, chosen: Chosen, counts: charts_tab.Counts) -> None:
    names = list(session.TAB_NAMES)
    tabs = dict(
        zip(
            names,
            st.tabs([say(name) for name in session.TAB_NAMES.values()], key="tabs", on_change="rerun"),
            strict=True,
        )
    )
    for name, tab in tabs.items():
        if tab.open:
            with tab:
                _tab(name, known, chosen, counts)


def _tab(name: str, known: Shared, chosen: Chosen, counts: charts_tab.Counts) -> None:
    if name == "list":
        tables.listing(known, chosen, session.go)
    elif name == "timeline":
        time_tab.draw(known, chosen)
    elif name == "charts":
        charts_tab.draw(known, chosen, counts)
    elif name == "sources":
        tables.sources(known, chosen)
    elif name == "unread":
        quality_tab.draw(known)


@st.fragment(run_every=POLL_SECONDS)
def _poll(settings: Settings, revision: int) -> None:
    """Draws the page anew when the store has changed; everything else stays as it is."""
    try:
        now = data.current(settings.store_url).frame.revision
    except DashboardError:
        return
    if now != revision:
        st.session_state["store-moved"] = True
        st.rerun()
