"""What can be switched on over the map, behind one button: hexagons, mentioned places, lines, one's own GeoJSON, streets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime import get_instance

from dashboard.app import actor_lines, geojson, hexes, map_view, session, theme, words
from dashboard.app.clusters import View
from dashboard.app.data import Chosen, Shared
from dashboard.app.map_view import Scene
from dashboard.app.words import mark, say
from dashboard.errors import ReadError
from dashboard.settings import Settings

SHOWN: Final = {"markers": mark("Markers"), "hex": mark("Hexagons")}


def draw(settings: Settings) -> None:
    """The switches; what they say goes into the link, but for what belongs to this machine alone."""
    page = session.page()  # told at each run: a closed list is not there yet to hear of it when a link opens the page
    st.session_state.update({"shown-as": page.show or "markers", "mentions": page.mentions, "lines": page.lines})
    with st.popover(say("Layers"), key="layers-open"):
        st.segmented_control(
            say("Incidents as"),
            list(SHOWN),
            key="shown-as",
            format_func=lambda key: say(SHOWN[key]),
            on_change=_changed,
            required=True,
            help=say(
                "Each hexagon holds the incidents placed in it: the stronger its colour, the more. Hover to count."
            ),
        )
        st.toggle(
            say("Mentioned places"),
            key="mentions",
            on_change=_changed,
            help=say("Every other place that the articles name."),
        )
        st.toggle(
            say("Lines from the actor's country"),
            key="lines",
            on_change=_changed,
            help=say("To where it acted abroad, by the country that the lexicon gives an actor."),
        )
        host = urlsplit(settings.tiles or map_view.STREETS["url"]).netloc
        st.toggle(
            say("Street map (online)"),
            key="streets",
            help=say("Asks {host} for pictures, and only while it is on.", host=host),
        )
        _overlay()


def _changed() -> None:
    get = st.session_state.get
    page = session.page()
    session.keep(
        replace(
            page,
            show="hex" if get("shown-as") == "hex" else "",
            mentions=bool(get("mentions")),
            lines=bool(get("lines")),
        )
    )
    st.session_state["moved"] = True


def _overlay() -> None:
    st.file_uploader(
        say("Your own GeoJSON over the map"),
        ["geojson", "json"],
        key="overlay:file",
        on_change=_brought,
        max_upload_size=theme.UPLOAD_MB,
        help=say("Shown to you alone, for this visit. Nothing of it is stored."),
    )
    wrong = st.session_state.get("overlay:wrong")
    if wrong:
        st.error(words.markdown(wrong))


def _brought() -> None:
    file = st.session_state.get("overlay:file")
    for left in ("overlay:wrong", "overlay"):
        st.session_state.pop(left, None)
    if file is None:
        return
    try:
        shapes = geojson.read(file.getvalue(), words.clean(file.name))
    except ReadError as error:
        st.session_state["overlay:wrong"] = str(error)
        return
    plain = [[shape.kind, shape.name, shape.runs] for shape in shapes]
    st.session_state["overlay"] = json.dumps(plain, separators=(",", ":")).encode()


def data(known: Shared, chosen: Chosen, view: View, scene: Scene) -> dict[str, Any]:
    """What the layers that are on show of a view, as plain data for the map's script."""
    page = session.page()
    found: dict[str, Any] = {}
    if page.show == "hex":
        made = hexes.bins(known.points, chosen.rows, known.types, view)
        found["hexes"] = [[one.latitude, one.longitude, list(one.counts)] for one in made]
        found["radius"] = hexes.RADIUS_PX
    if page.lines:
        made_lines = actor_lines.lines(known.frame, known.points, chosen.rows, scene.clusters)
        found["lines"] = [[line.country, line.start, line.end, line.count] for line in made_lines]
    overlay: bytes | None = st.session_state.get("overlay")
    if overlay is not None:
        url = get_instance().media_file_mgr.add(overlay, "application/json", "incident-map-overlay")
        found["overlay"] = f"../..{url}"
    return found


def streets(settings: Settings) -> Mapping[str, str] | None:
    """The tile server and its credit, while street tiles are switched on."""
    if not st.session_state.get("streets"):
        return None
    if settings.tiles:
        credit = say("Tiles from {host}", host=urlsplit(settings.tiles).netloc or settings.tiles)
        return {"url": settings.tiles, "attribution": credit}
    return dict(map_view.STREETS)
