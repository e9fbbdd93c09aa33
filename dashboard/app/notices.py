"""The counter, and the pages shown when there is nothing to count: an empty store, or one that cannot be used."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from dashboard.app import area_picker, words
from dashboard.app.narrowing import Narrow
from dashboard.app.selection import Selected
from dashboard.app.words import say
from dashboard.errors import DashboardError, SettingsError, StoreVersionError
from dashboard.store.frames import Counter

HOW_TO_LOAD: Final = "dashboard load FOLDER"


def counted(counter: Counter) -> str:
    """The honest counter: how many are on the map, and where each of the others is."""
    parts = []
    if counter.country_level:
        parts.append(f"<b>{counter.country_level:,}</b> country-level")
    if counter.without_place:
        parts.append(f"<b>{counter.without_place:,}</b> without place")
    if counter.total - counter.matching:
        parts.append(f"<b>{counter.total - counter.matching:,}</b> filtered out")
    rest = f": {', '.join(parts)}" if parts else ""
    shown = []
    if counter.undated:
        shown.append(f"{counter.undated:,} undated")
    if counter.background:
        shown.append(f"{counter.background:,} earlier or ongoing")
    if counter.area:
        shown.append(f"{counter.area:,} known by area only")
    quiet = f' <span class="quiet">Among those that match: {", ".join(shown)}.</span>' if shown else ""
    return (
        '<div class="im-top"><h1>Incident map</h1><p class="im-counter" role="status">'
        f"<b>{counter.on_map:,}</b> of <b>{counter.total:,}</b> incidents on the map{rest}.{quiet}</p></div>"
    )


def inside(narrow: Narrow, selected: Selected) -> str:
    """How many are certainly and how many only possibly in the area asked for, as HTML; "" where none is."""
    if narrow.area is None:
        return ""
    where = escape(area_picker.describe(narrow.area))
    certain = f"<b>{selected.certain:,}</b> {escape(say('certainly inside'))}"
    possible = f"<b>{selected.possible:,}</b> {escape(say('possibly'))}"
    told = certain if narrow.sure else f"{certain}, {possible}"
    return f'<p class="im-inside">{where}: {told}</p>'


def empty(store_url: str) -> None:
    """A store without incidents: how to fill it."""
    st.html('<div class="im-top"><h1>Incident map</h1></div>')
    st.info("The store is open and holds no incident yet.")
    st.markdown("Load articles, and this page shows them within a few seconds:")
    st.code(f"{HOW_TO_LOAD} --store {store_url}", language="bash")


def unusable(error: DashboardError) -> None:
    """A page that says what is wrong and what to do, in place of a traceback."""
    st.html('<div class="im-top"><h1>Incident map</h1></div>')
    st.error(words.markdown(str(error)))
    if isinstance(error, SettingsError):
        st.markdown("Correct the setting and reload this page.")
    elif isinstance(error, StoreVersionError):
        st.markdown("Update the program, or open the store with the version that wrote it.")
    else:
        st.markdown("To make a store from a folder of articles:")
        st.code(HOW_TO_LOAD, language="bash")
    st.button("Try again", key="again")
