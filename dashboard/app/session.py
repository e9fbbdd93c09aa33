"""What a session remembers between its runs, and how that and the browser's address keep to each other.

The URL is the truth at the first run and after the browser's back button; the widgets are the truth otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.app import area_picker, filter_values, language, map_view, state
from dashboard.app.narrowing import Narrow
from dashboard.app.state import Open, PageState
from dashboard.app.words import mark, say
from dashboard.store.filters import Filters

LOOK_ONLY: Final = ("at",)  # the parameter that panning changes
TAB_NAMES: Final = {
    "list": mark("List"),
    "charts": mark("Charts"),
    "timeline": mark("Timeline"),
    "sources": mark("Sources"),
    "unread": mark("Data quality"),
}
# what a person has done so far shows in these, and in the filters' own widgets
DOINGS: Final = ("acts", "asked", "clicks", "order", "shown-as", "mentions", "lines", "streets", "looks")


def speak() -> None:
    """Settles the language of this run, before anything is said: by the address, else by what the browser prefers."""
    found = language.wanted(st.query_params.get(language.PARAMETER, ""), st.context.locale)
    st.session_state[language.KEY] = found
    language.use(found)


def page() -> PageState:
    """The state of this run."""
    found: PageState = st.session_state["page"]
    return found


def keep(changed: PageState) -> None:
    """Makes this the state from now on."""
    st.session_state["page"] = changed


def act() -> None:
    """Notes that a person has done something: what comes with an old address now is no step of the browser's history."""
    st.session_state["acts"] = st.session_state.get("acts", 0) + 1


def restore() -> PageState:
    """The state of this run: from the URL at first and after "back", else from the widgets."""
    params = _params()
    written = st.session_state.get("written")
    if written is None or _history_moved(params, written):
        found = PageState.from_url(params)
        filter_values.fill(found.filters)
        area_picker.fill(found.narrow)
        st.session_state["tabs"] = say(TAB_NAMES[found.tab])
        st.session_state["written"] = params
        if written is not None or found.position is not None:
            look_at(found)
    else:
        found = page()
        asked: Filters | None = st.session_state.pop("asked", None)
        if asked is not None:
            filter_values.fill(asked)
            found = replace(found, filters=asked)
        found = replace(found, filters=filter_values.read(found.filters), tab=_tab())
    st.session_state.pop("store-moved", None)
    keep(found)
    return found


def _history_moved(params: dict[str, list[str]], written: dict[str, list[str]]) -> bool:
    """Whether the URL changed by the browser's history: it differs from ours, and nobody has done anything on the page.

    A click may arrive with the URL of a moment ago, before the browser knew the last one; so may the page's own look
    for news. Neither is a step back.
    """
    if state.same(params, written, but=LOOK_ONLY) or st.session_state.get("store-moved"):
        return False
    return _fingerprint() == st.session_state.get("fingerprint")


def _params() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _tab() -> str:
    shown = st.session_state.get("tabs")
    return next((key for key, name in TAB_NAMES.items() if say(name) == shown), state.TABS[0])


def _fingerprint() -> str:
    """What a person has done so far: it stands still when only the browser's history moved."""
    now: PageState | None = st.session_state.get("page")
    more = tuple(st.session_state.get(name) for name in DOINGS)
    return repr((now and filter_values.read(now.filters), now and now.opened, now and now.narrow, _tab(), more))


def write_url() -> None:
    """Tells the browser of a new state, as a step of its history; a mere pan is no step, so the map's frame writes that.

    While time plays nothing is written: each step of it would be one of the history's.
    """
    if not st.session_state.get("playing"):
        params = page().to_url()
        if not state.same(_params(), params, but=LOOK_ONLY):
            st.query_params.from_dict(params)
        st.session_state["written"] = {k: [v] if isinstance(v, str) else v for k, v in params.items()}
    st.session_state["fingerprint"] = _fingerprint()


# --------------------------------------------------------------------------------------------------- what people ask for


def go(what: Open | None) -> None:
    """Opens something in the panel; an incident opened from a list is brought into view."""
    act()
    keep(page().opening(what))
    reveal(what)
    if what is not None and what.kind == "incident":
        st.session_state["show"] = what.key


def reveal(what: Open | None) -> None:
    """Asks the browser to bring the panel into view: on a narrow screen it stands below the map."""
    if what is not None:
        st.session_state["reveal"] = st.session_state.get("reveal", 0) + 1


def narrow(wish: Narrow) -> None:
    """Asks for this beside the filters."""
    act()
    before = page().narrow.area
    keep(replace(page(), narrow=wish))
    box = area_picker.box(wish.area)
    if box is not None and wish.area != before:
        look(box=box)


def everywhere(box: tuple[float, float, float, float] | None) -> None:
    """Asks for no area any more, and sends the map to what then matches, if that is anywhere."""
    wish = replace(page().narrow, area=None, sure=False)
    narrow(wish)
    area_picker.fill(wish)
    if box is not None:
        look(box=box)


def clear() -> None:
    """Asks nothing any more, of what has no widget either."""
    narrow(Narrow())
    area_picker.fill(Narrow())
    filter_values.ask(Filters())


def between(first: date | None, last: date | None) -> None:
    """Sets the dates from a brushed stretch of the timeline, or none, at the next run."""
    act()
    filter_values.ask(replace(page().filters, since=first, until=last))
    st.rerun()


# ------------------------------------------------------------------------------------------------------ where to look


def look_at(wish: PageState) -> None:
    """Sends the map to where a link says."""
    if wish.position is not None:
        here = wish.position
        look(center=(here.latitude, here.longitude), zoom=here.zoom)


def look(**where: Any) -> None:
    """Sends the map somewhere, at its next drawing."""
    number = st.session_state.get("looks", 0) + 1
    st.session_state["looks"] = number
    st.session_state["look"] = map_view.Look(number, **where)
