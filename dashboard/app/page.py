"""The page: state in, map first, then the panel, the tabs and the filters.

The map is drawn before anything else so that a filter click shows there first; filters are drawn last because
counting their options takes longest. Panning and zooming rerun only the map.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit_folium import st_folium

from dashboard.app import (
    article,
    basemap,
    clicks,
    clusters,
    data,
    incident_view,
    keys,
    map_view,
    notices,
    panels,
    sidebar,
    state,
    tables,
    theme,
)
from dashboard.app.state import Open, PageState, Position
from dashboard.errors import DashboardError
from dashboard.settings import Settings
from dashboard.store.filters import Filters

MAP_HEIGHT: Final = 640  # the style sheet fits it to the window; this is what browsers without styles would show
URL_SETTLES_SECONDS: Final = 1.0  # the browser knows a new URL after some milliseconds; nobody goes back so soon
POLL_SECONDS: Final = 3  # how often a page asks whether the store has changed
FIRST_SHARE: Final = 0.9  # of the incidents that the first view shows: outliers must not zoom it out to the world
VIEWS_ON_THE_WAY: Final = 3  # a map may tell of this many views before it is where it was sent
LOOK_ONLY: Final = ("at",)  # the parameter that panning changes
TAB_NAMES: Final = {"list": "List", "timeline": "Timeline", "sources": "Sources", "unread": "Not read or placed"}


def main() -> None:
    """Draws the page once; Streamlit calls it at each interaction."""
    st.set_page_config(page_title="Incident map", page_icon="🗺️", layout="wide")
    st.html(f"<style>{theme.STYLE}{article.style()}</style>")
    try:
        settings = Settings.load()
        known = data.current(settings.store_url)
    except DashboardError as error:
        notices.unusable(error)
        return
    if len(known.frame) == 0:
        notices.empty(settings.store_url)
        _poll(settings, known.frame.revision)
        return
    page = _restore()
    chosen = data.choose(known, page.filters)
    counter = known.frame.counter(chosen.mask)
    head = st.container(key="head", horizontal=True)
    left, right = st.columns([62, 38], gap="small")
    with head:
        st.html(notices.counted(counter))
        keys.button()
    with left, st.container(key="map"):
        _map(known, chosen, settings)
    with right, st.container(key="panel"):
        _panel(known, chosen, counter, page)
    _tabs(known, chosen)
    with st.sidebar:
        counts = known.frame.option_counts(page.filters, chosen.keys)
        sidebar.draw(page.filters, counts, data.span(known.frame))
    _write_url()
    _poll(settings, known.frame.revision)


# --------------------------------------------------------------------------------------------------------------- state


def _restore() -> PageState:
    """The state of this run: from the URL at first and after "back", else from the widgets."""
    params = _params()
    written = st.session_state.get("written")
    if written is None or _history_moved(params, written):
        page = PageState.from_url(params)
        sidebar.fill(page.filters)
        st.session_state["tabs"] = TAB_NAMES[page.tab]
        st.session_state["mentions"] = page.mentions
        st.session_state["written"] = params
        st.session_state["written_at"] = 0.0
        if written is not None or page.position is not None:
            _look_at(page)
    else:
        page = st.session_state["page"]
        asked: Filters | None = st.session_state.pop("asked", None)
        if asked is not None:
            sidebar.fill(asked)
            page = replace(page, filters=asked)
        page = replace(page, filters=sidebar.read(page.filters), tab=_tab())
    st.session_state["page"] = page
    return page


def _history_moved(params: dict[str, list[str]], written: dict[str, list[str]]) -> bool:
    """Whether the URL changed by the browser's history: it differs from ours, and nobody has done anything on the page.

    A click may arrive with the URL of a moment ago, before the browser knew the last one; that is no going back.
    """
    if (
        state.same(params, written, but=LOOK_ONLY)
        or time.monotonic() - st.session_state["written_at"] < URL_SETTLES_SECONDS
    ):
        return False
    return _fingerprint() == st.session_state.get("fingerprint")


def _params() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _tab() -> str:
    shown = st.session_state.get("tabs")
    return next((key for key, name in TAB_NAMES.items() if name == shown), state.TABS[0])


def _fingerprint() -> str:
    """What a person has done so far: it stands still when only the browser's history moved."""
    page: PageState | None = st.session_state.get("page")
    more = tuple(st.session_state.get(name) for name in ("asked", "clicks", "order", "mentions", "streets", "looks"))
    return repr((page and sidebar.read(page.filters), page and page.opened, _tab(), more))


def _write_url() -> None:
    """Tells the browser of a new state, as a step of its history; a mere pan is no step, so the map's frame writes that."""
    params = st.session_state["page"].to_url()
    if not state.same(_params(), params, but=LOOK_ONLY):
        st.query_params.from_dict(params)
        st.session_state["written_at"] = time.monotonic()
    st.session_state["written"] = {k: [v] if isinstance(v, str) else v for k, v in params.items()}
    st.session_state["fingerprint"] = _fingerprint()


def _go(what: Open | None) -> None:
    """Opens something in the panel; an incident opened from a list is brought into view."""
    page: PageState = st.session_state["page"]
    st.session_state["page"] = page.opening(what)
    _reveal(what)
    if what is not None and what.kind == "incident":
        st.session_state["show"] = what.key


def _reveal(what: Open | None) -> None:
    """Asks the browser to bring the panel into view: on a narrow screen it stands below the map."""
    if what is not None:
        st.session_state["reveal"] = st.session_state.get("reveal", 0) + 1


def _between(first: date, last: date) -> None:
    """Sets the dates from a brushed stretch of the timeline, at the next run."""
    page: PageState = st.session_state["page"]
    sidebar.ask(replace(page.filters, since=first, until=last))
    st.rerun()


# ----------------------------------------------------------------------------------------------------------------- map


def _look_at(page: PageState) -> None:
    if page.position is not None:
        here = page.position
        _look(center=(here.latitude, here.longitude), zoom=here.zoom)


def _look(**where: Any) -> None:
    number = st.session_state.get("looks", 0) + 1
    st.session_state["looks"] = number
    st.session_state["look"] = map_view.Look(number, **where)


@st.fragment
def _map(known: data.Shared, chosen: data.Chosen, settings: Settings) -> None:
    """The map; panning, zooming and layers rerun only this."""
    if st.session_state.pop("clicked", False):
        st.rerun()
    _layers(chosen, known)
    page: PageState = st.session_state["page"]
    view = st.session_state.get("view")
    if view is None:
        rows = chosen.rows
        box = clusters.fitting(known.frame.latitude[rows], known.frame.longitude[rows], share=FIRST_SHARE)
        if page.position is None and box is not None:
            _look(box=box)
        view = map_view.expected(st.session_state.get("look"))
    marked = data.marked(known, page.opened)
    _bring_into_view(marked, view)
    parts = data.scene(known, chosen, view, marked)
    parts = replace(
        parts,
        look=st.session_state.get("look"),
        streets=_streets(settings),
        at=str(page.position) if page.position else "",
        reveal=st.session_state.get("reveal", 0),
    )
    if page.mentions:
        parts = replace(parts, mentions=data.mentions(known, view))
    st_folium(
        map_view.base_map(basemap.assets()),
        key="folium",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=list(map_view.RETURNED),
        feature_group_to_add=map_view.feature_group(map_view.scene(parts)),
        on_change=_on_map,
    )
    st.html(theme.legend(data.counts_by_type(known, chosen)))
    if st.session_state.pop("moved", False):
        _write_url()


def _on_map() -> None:
    """What a click or a pan on the map changes; runs before the page is drawn again."""
    value = st.session_state.get("folium")
    click, seen = clicks.read_click(value, st.session_state.get("clicks", 0))
    st.session_state["clicks"] = seen
    page: PageState = st.session_state["page"]
    view = clicks.read_view(value)
    if view is not None and view != st.session_state.get("view"):
        st.session_state["view"] = view
        page = _moved_to(page, Position(*clicks.center(value), view.zoom))
    if click is not None:
        page = page.opening(_opened_by(click))
        _reveal(page.opened)
        st.session_state["clicked"] = True
    st.session_state["page"] = page


def _moved_to(page: PageState, here: Position) -> PageState:
    """The state with the map looking elsewhere. Where a ``Look`` has sent it is no move of a person's, nor is the way there."""
    look: map_view.Look | None = st.session_state.get("look")
    if look is not None and st.session_state.get("arrived") != look.number:
        waited = st.session_state.get("waited", 0) + 1
        there = look.arrives(here.latitude, here.longitude, here.zoom)
        st.session_state["waited"] = 0 if there else waited
        if there or waited > VIEWS_ON_THE_WAY:
            st.session_state["arrived"] = look.number
            st.session_state["home"] = here if look.box is not None else None
        if there and look.box is not None and page.position is not None:
            page = replace(page, position=None)
            st.session_state["moved"] = True
        return page
    if look is None and page.position is None and "home" not in st.session_state:
        st.session_state["home"] = here  # nothing to fit to: the map opened where it always opens
    if here.near(page.position) or (page.position is None and here.near(st.session_state.get("home"))):
        return page
    st.session_state["moved"] = True
    return replace(page, position=here)


def _opened_by(click: clicks.Click) -> Open:
    if click.kind == "point":
        return Open("incident", click.key)
    if click.kind == "area":
        return Open("country", click.key)
    if click.kind == "mention":
        return Open("mention", click.key)
    return Open.at(click.latitude, click.longitude)


def _bring_into_view(marked: map_view.Chosen, view: clusters.View) -> None:
    """Moves the map to an incident that was opened from a list, if it is not in view."""
    if st.session_state.pop("show", None) is None or marked.latitude is None or marked.longitude is None:
        return
    inside = view.south < marked.latitude < view.north and view.west < marked.longitude < view.east
    if not inside:
        _look(center=(marked.latitude, marked.longitude), zoom=max(view.zoom, 6))


def _layers(chosen: data.Chosen, known: data.Shared) -> None:
    """What can be switched on over the map, above it: below, it would be out of sight on a low screen."""
    with st.container(horizontal=True, key="layers", vertical_alignment="center"):
        if st.button("Fit to results", key="fit"):
            box = clusters.fitting(known.frame.latitude[chosen.rows], known.frame.longitude[chosen.rows])
            if box is not None:
                _look(box=box)
        st.toggle(
            "Mentioned places", key="mentions", on_change=_moved, help="Every other place that the articles name."
        )
        st.toggle(
            "Street map (online)", key="streets", help="Asks a tile server for pictures, and only while it is on."
        )


def _moved() -> None:
    """The switches of the map belong to the link too."""
    page: PageState = st.session_state["page"]
    st.session_state["page"] = replace(page, mentions=bool(st.session_state.get("mentions")))
    st.session_state["moved"] = True


def _streets(settings: Settings) -> dict[str, str] | None:
    if not st.session_state.get("streets"):
        return None
    if settings.tiles:
        return {"url": settings.tiles, "attribution": f"Tiles from {urlsplit(settings.tiles).netloc or settings.tiles}"}
    return dict(map_view.STREETS)


# ---------------------------------------------------------------------------------------------------------- the others


def _panel(known: data.Shared, chosen: data.Chosen, counter: Any, page: PageState) -> None:
    opened = page.opened
    if opened is None:
        panels.overview(known, chosen, counter, data.areas(known, chosen), _go)
    elif opened.kind == "mention":
        panels.mention(known, opened.key, _go)
    elif opened.kind == "incident":
        incident_view.incident(known, chosen, opened.key, page.came_from, _go)
    else:
        panels.listing(known, chosen, opened, _go)


def _tabs(known: data.Shared, chosen: data.Chosen) -> None:
    tabs = st.tabs(list(TAB_NAMES.values()), key="tabs", on_change="rerun")
    if tabs[0].open:
        with tabs[0]:
            tables.listing(known, chosen, _go)
    if tabs[1].open:
        with tabs[1]:
            by = tables.over_time(known, chosen, st.session_state["page"].by, _between)
            st.session_state["page"] = replace(st.session_state["page"], by=by)
    if tabs[2].open:
        with tabs[2]:
            tables.sources(known, chosen)
    if tabs[3].open:
        with tabs[3]:
            tables.unread(known)


@st.fragment(run_every=POLL_SECONDS)
def _poll(settings: Settings, revision: int) -> None:
    """Draws the page anew when the store has changed; everything else stays as it is."""
    try:
        now = data.current(settings.store_url).frame.revision
    except DashboardError:
        return
    if now != revision:
        st.rerun()
