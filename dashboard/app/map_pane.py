"""The map on the page: drawn into one standing frame, and what clicks, pans and switches on it change.

Panning and zooming rerun only this; a click reruns the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.app import (
    area_picker,
    basemap,
    clicks,
    clusters,
    data,
    divisions,
    layers,
    map_view,
    session,
    theme,
    visits,
)
from dashboard.app.data import Shared
from dashboard.app.selection import Selected
from dashboard.app.space import Circle, Division, InView, Outline
from dashboard.app.state import Open, PageState, Position
from dashboard.app.words import say
from dashboard.settings import Settings

MAP_HEIGHT: Final = 640  # the style sheet fits it to the window; this is what browsers without styles would show
FIRST_SHARE: Final = 0.9  # of the incidents that the first view shows: outliers must not zoom it out to the world
VIEWS_ON_THE_WAY: Final = 3  # a map may tell of this many views before it is where it was sent


@st.fragment
def draw(known: Shared, selected: Selected, settings: Settings) -> None:
    """The map; panning, zooming and layers rerun only this."""
    if st.session_state.pop("clicked", False):
        st.rerun()
    chosen = selected.drawn
    _controls(known, chosen, settings)
    page = session.page()
    view = st.session_state.get("view")
    if view is None:
        box = area_picker.box(page.narrow.area) or _fitting(known, chosen, FIRST_SHARE)
        if page.position is None and box is not None:
            session.look(box=box)
        view = map_view.expected(st.session_state.get("look"))
    marked = data.marked(known, page.opened)
    _bring_into_view(marked, view)
    parts = data.scene(known, chosen, view, marked)
    parts = replace(
        parts,
        look=st.session_state.get("look"),
        streets=layers.streets(settings),
        layers=layers.data(known, chosen, view, parts),
        at=str(page.position) if page.position else "",
        reveal=st.session_state.get("reveal", 0),
        pick=bool(st.session_state.get("pick")),
        area=_edge(page),
        visit=visits.note(known),
    )
    if page.show == "hex":
        parts = replace(parts, clusters=())
    if page.mentions:
        parts = replace(parts, mentions=data.mentions(known, view))
    st_folium(
        map_view.base_map(basemap.assets(), basemap.names()),
        key="folium",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=list(map_view.RETURNED),
        feature_group_to_add=map_view.feature_group(map_view.scene(parts)),
        on_change=_on_map,
    )
    st.html(theme.legend(data.counts_by_type(known, selected.chosen)))
    if st.session_state.pop("moved", False):
        session.write_url()


def _on_map() -> None:
    """What a click or a pan on the map changes; runs before the page is drawn again."""
    value = st.session_state.get("folium")
    click, seen = clicks.read_click(value, st.session_state.get("clicks", 0))
    st.session_state["clicks"] = seen
    page = session.page()
    view = clicks.read_view(value)
    if view is not None and view != st.session_state.get("view"):
        st.session_state["view"] = view
        page = _moved_to(page, Position(*clicks.center(value), view.zoom))
        if isinstance(page.narrow.area, InView):  # what is asked for has moved with the map
            st.session_state["clicked"] = True
    if click is not None and click.kind == "pick":
        st.session_state["pick"] = False
        area = area_picker.picked(click.latitude, click.longitude)
        page = replace(page, narrow=replace(page.narrow, area=area))
        st.session_state["clicked"] = True
    elif click is not None:
        page = page.opening(_opened_by(click))
        session.reveal(page.opened)
        st.session_state["clicked"] = True
    session.keep(page)


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
        session.look(center=(marked.latitude, marked.longitude), zoom=max(view.zoom, 6))


def _edge(page: PageState) -> map_view.Edge | None:
    """The edge of the area that is asked for, where it has one to be drawn."""
    area = page.narrow.area
    if isinstance(area, Circle):
        return map_view.Edge(center=(area.latitude, area.longitude), km=area.km)
    if isinstance(area, Division):
        return map_view.Edge(rings=divisions.rings(area.id))
    return map_view.Edge(rings=area.rings) if isinstance(area, Outline) else None


def _fitting(known: Shared, chosen: data.Chosen, share: float = 0.98) -> tuple[float, float, float, float] | None:
    rows = chosen.rows
    return clusters.fitting(known.frame.latitude[rows], known.frame.longitude[rows], share)


def _controls(known: Shared, chosen: data.Chosen, settings: Settings) -> None:
    """What stands above the map: below, it would be out of sight on a low screen."""
    with st.container(horizontal=True, key="layers", vertical_alignment="center"):
        if st.button(say("Fit to results"), key="fit"):
            box = _fitting(known, chosen)
            if box is not None:
                session.look(box=box)
        layers.draw(settings)
