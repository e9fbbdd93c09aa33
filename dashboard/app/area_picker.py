"""The area in the filters: what is in view, around a point, a named place, or an outline that somebody brings."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.app import basemap, data, divisions, geojson, outlines, space, theme, words
from dashboard.app.narrowing import Narrow
from dashboard.app.space import Area, Circle, Country, Division, InView, Outline
from dashboard.app.state import PageState
from dashboard.app.words import mark, plural, say
from dashboard.errors import ReadError
from dashboard.model import Location, Place, PlaceKind

USUAL_KM: Final = 50
CHOICES_AT_MOST: Final = 8  # places of one name to choose from
KINDS: Final = {
    "": mark("Everywhere"),
    "view": mark("Only what is in view"),
    "point": mark("Around a point"),
    "place": mark("A named place"),
    "outline": mark("An outline (GeoJSON)"),
}

Ask = Callable[[Narrow], None]


def kind_of(area: Area | None) -> str:
    """Which of ``KINDS`` an area is of."""
    if area is None:
        return ""
    if isinstance(area, InView):
        return "view"
    if isinstance(area, Outline):
        return "outline"
    return "place" if isinstance(area, Country | Division) or area.name else "point"


def fill(narrow: Narrow) -> None:
    """Puts what a link asks for into the widgets, before any of them is drawn."""
    st.session_state["area:kind"] = kind_of(narrow.area)
    st.session_state["area:sure"] = narrow.sure
    st.session_state["area:name"] = _name(narrow.area)
    for left in ("pick", "area:found", "area:choice", "area:wrong", "area:cut"):
        st.session_state.pop(left, None)


def _name(area: Area | None) -> str:
    if isinstance(area, Country):
        return basemap.country_name(area.code)
    known = divisions.known(area.id) if isinstance(area, Division) else None
    if known:
        return known.name
    return area.name if isinstance(area, Circle) else ""


def box(area: Area | None) -> tuple[float, float, float, float] | None:
    """West, south, east, north of an area, for the map to go there; None for the view itself."""
    if isinstance(area, Country):
        known = basemap.countries().get(area.code)
        return known.box if known else None
    if isinstance(area, Outline | Division):
        around = area.outline.box if isinstance(area, Division) else area.box
        return around.west, around.south, around.east, around.north
    if isinstance(area, Circle):
        high = area.km / space.DEGREE_KM
        wide = high / max(0.05, math.cos(math.radians(area.latitude)))
        south, north = max(-84.0, area.latitude - high), min(84.0, area.latitude + high)
        return area.longitude - wide, south, area.longitude + wide, north
    return None


def picked(latitude: float, longitude: float) -> Circle:
    """The circle around a point that was clicked on the map."""
    return Circle(round(latitude, 4), round(longitude, 4), float(st.session_state.get("area:km") or USUAL_KM))


def draw(narrow: Narrow, opened: Location | None, ask: Ask) -> None:
    """The choice of an area, and below it what that kind of area needs. ``opened`` is where the open incident is."""
    if narrow.area is not None or st.session_state.get("area:kind") == "view":
        st.session_state["area:kind"] = kind_of(narrow.area)
    st.selectbox(
        say("Area"),
        list(KINDS),
        key="area:kind",
        format_func=lambda kind: say(KINDS[kind]),
        on_change=_kind_changed,
        args=(ask,),
    )
    kind = st.session_state["area:kind"]
    if kind == "point":
        _point(narrow.area, opened, ask)
    elif kind == "place":
        _place(narrow.area, ask)
    elif kind == "outline":
        _outline(narrow.area, ask)
    if narrow.area is not None and not isinstance(narrow.area, Country):
        st.session_state["area:sure"] = narrow.sure
        st.toggle(
            say("Only what is certainly inside"),
            key="area:sure",
            on_change=lambda: ask(replace(_now(), sure=bool(st.session_state["area:sure"]))),
            help=say("A place is known to within a radius: certainly inside is what lies there with its whole circle."),
        )


def _now() -> Narrow:
    page: PageState = st.session_state["page"]
    return page.narrow


def _kind_changed(ask: Ask) -> None:
    kind = st.session_state["area:kind"]
    for left in ("area:found", "area:choice", "area:wrong", "area:cut"):
        st.session_state.pop(left, None)
    st.session_state["area:name"] = ""
    st.session_state["pick"] = kind == "point"
    ask(replace(_now(), area=InView() if kind == "view" else None))


def _point(area: Area | None, opened: Location | None, ask: Ask) -> None:
    _reach(area, ask)
    if st.session_state.get("pick"):
        st.caption(say("Now click on the map."))
    else:
        st.button(say("Pick on the map"), key="area:pick", on_click=lambda: st.session_state.update(pick=True))
    if opened is not None:
        here = Circle(opened.latitude, opened.longitude, float(st.session_state.get("area:km") or USUAL_KM))
        st.button(say("Around the open incident"), key="area:here", on_click=_around, args=(here, ask))


def _around(circle: Circle, ask: Ask) -> None:
    st.session_state["pick"] = False
    ask(replace(_now(), area=circle))


def _reach(area: Area | None, ask: Ask) -> None:
    """How far a circle reaches; a number that is no distance is left alone."""
    if isinstance(area, Circle):
        st.session_state["area:km"] = float(area.km)
    elif "area:km" not in st.session_state:
        st.session_state["area:km"] = float(USUAL_KM)

    def changed() -> None:
        now = _now()
        if isinstance(now.area, Circle):
            ask(replace(now, area=replace(now.area, km=float(st.session_state["area:km"]))))

    st.number_input(say("Kilometres around"), 0.1, space.LARGEST_KM, key="area:km", on_change=changed, format="%g")


def _place(area: Area | None, ask: Ask) -> None:
    st.text_input(say("Place"), key="area:name", placeholder="Anbar", on_change=_named, args=(ask,))
    found: list[Place] = st.session_state.get("area:found") or []
    if len(found) > 1:
        st.selectbox(
            say("Which one"),
            range(len(found)),
            key="area:choice",
            format_func=lambda at: _told(found[at]),
            on_change=lambda: ask(replace(_now(), area=of_place(found[st.session_state["area:choice"]]))),
        )
    elif st.session_state.get("area:wrong"):
        st.caption(say("The place index does not know that name."))
    if isinstance(area, Circle):
        _reach(area, ask)
        st.caption(say("A circle as large as such a place usually is; its borders are not known."))
    elif isinstance(area, Division):
        st.caption(say("The outline is good to about a kilometre. It shows who holds land, not who owns it."))


def _named(ask: Ask) -> None:
    name = (st.session_state.get("area:name") or "").strip()
    index = data.gazetteer()
    found = list(index.lookup(name))[:CHOICES_AT_MOST] if index is not None and name else []
    st.session_state["area:found"] = found
    st.session_state["area:choice"] = 0
    st.session_state["area:wrong"] = bool(name) and not found
    ask(replace(_now(), area=of_place(found[0]) if found else None))


def of_place(place: Place) -> Area:
    """The area of a named place: a country's is what lies in it, a division's its outline where that is known, and
    another one's the circle that its kind reaches.
    """
    if place.kind is PlaceKind.COUNTRY and place.country:
        return Country(place.country)
    number = divisions.number(place.id)
    if divisions.known(number):
        return Division(number)
    country = basemap.country_name(place.country) if place.country else ""
    name = ", ".join(part for part in (place.name, country) if part)[: space.NAME_AT_MOST]
    return Circle(round(place.latitude, 4), round(place.longitude, 4), float(f"{place.radius_km:.4g}"), name)


def _told(place: Place) -> str:
    country = basemap.country_name(place.country) if place.country else ""
    where = words.in_country(words.clean(place.name), country)
    if divisions.known(divisions.number(place.id)):
        return say("{where} ({kind}, its outline)", where=where, kind=say(place.kind.value))
    return say("{where} ({kind}, {km} km)", where=where, kind=say(place.kind.value), km=f"{place.radius_km:,.0f}")


def _outline(area: Area | None, ask: Ask) -> None:
    st.file_uploader(
        say("GeoJSON with areas"),
        ["geojson", "json"],
        key="area:file",
        on_change=_brought,
        args=(ask,),
        max_upload_size=theme.UPLOAD_MB,
    )
    wrong = st.session_state.get("area:wrong")
    if wrong:
        st.error(words.markdown(str(wrong)))
    if isinstance(area, Outline):
        corners = sum(map(len, area.rings))
        st.caption(
            plural(corners, "{count} corner; it fits into a link.", "{count} corners; that many fit into a link.")
        )
        if cut := st.session_state.get("area:cut"):
            st.caption(
                say(
                    "The file has {corners}. To fit, edges were moved by up to {km} km, and parts smaller than that left out.",
                    corners=plural(cut[0], "{count} corner", "{count} corners"),
                    km=f"{cut[1]:,.2g}",
                )
            )


def _brought(ask: Ask) -> None:
    file = st.session_state.get("area:file")
    for left in ("area:wrong", "area:cut"):
        st.session_state.pop(left, None)
    if file is None:
        return ask(replace(_now(), area=None))
    name = words.clean(file.name)
    try:
        rings = geojson.rings(geojson.read(file.getvalue(), name))
    except ReadError as error:
        st.session_state["area:wrong"] = str(error)
        return ask(replace(_now(), area=None))
    if not rings:
        st.session_state["area:wrong"] = say("{file} has no areas, only points or lines.", file=name)
        return ask(replace(_now(), area=None))
    simple, moved = outlines.simplified(rings)
    if moved:
        st.session_state["area:cut"] = sum(map(len, rings)), moved * space.DEGREE_KM
    name = name.rpartition(".")[0][: space.NAME_AT_MOST]
    return ask(replace(_now(), area=Outline(simple, name)))
