"""The counter, and the pages shown when there is nothing to count: an empty store, or one that cannot be used."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import Final

import streamlit as st

from dashboard.app import telling, words
from dashboard.app.narrowing import Narrow
from dashboard.app.selection import Selected
from dashboard.app.words import mark, say
from dashboard.errors import DashboardError, SettingsError, StoreMissingError, StoreVersionError
from dashboard.store.frames import Counter
from dashboard.store.store import Store

TITLE: Final = mark("Incident map")
HOW_TO_LOAD: Final = "dashboard load FOLDER"


def counted(counter: Counter) -> str:
    """The honest counter: how many are on the map, and where each of the others is."""
    parts = [
        say(text, count=f"<b>{count:,}</b>")
        for text, count in (
            (mark("{count} country-level"), counter.country_level),
            (mark("{count} without place"), counter.without_place),
            (mark("{count} filtered out"), counter.total - counter.matching),
        )
        if count
    ]
    shown = [
        say(text, count=f"{count:,}")
        for text, count in (
            (mark("{count} undated"), counter.undated),
            (mark("{count} earlier or ongoing"), counter.background),
            (mark("{count} known by area only"), counter.area),
        )
        if count
    ]
    on_map, every = f"<b>{counter.on_map:,}</b>", f"<b>{counter.total:,}</b>"
    told = say("{count} of {all} incidents on the map", count=on_map, all=every)
    rest = say("; the others: {what}", what=words.listed(parts)) if parts else ""
    among = say("Among those that match: {what}.", what=words.listed(shown))
    quiet = f' <span class="quiet">{among}</span>' if shown else ""
    return f'<div class="im-top">{_title()}<p class="im-counter" role="status">{told}{rest}.{quiet}</p></div>'


def _title() -> str:
    return f"<h1>{escape(say(TITLE))}</h1>"


def inside(narrow: Narrow, selected: Selected) -> str:
    """How many are certainly and how many only possibly in the area asked for, as HTML; "" where none is."""
    if narrow.area is None:
        return ""
    where = escape(telling.area(narrow.area))
    certain = say("{count} certainly inside", count=f"<b>{selected.certain:,}</b>")
    possible = say("{count} possibly", count=f"<b>{selected.possible:,}</b>")
    told = certain if narrow.sure else words.listed((certain, possible))
    return f'<p class="im-inside">{where}: {told}</p>'


def empty(store_url: str) -> None:
    """A store without incidents: how to fill it."""
    st.html(f'<div class="im-top">{_title()}</div>')
    st.info(say("The store is open and holds no incident yet."))
    st.markdown(say("Load articles, and this page shows them within a few seconds:"))
    st.code(f"{HOW_TO_LOAD} --store {store_url}", language="bash")


def unusable(error: DashboardError, store_url: str = "") -> None:
    """A page that says what is wrong and what to do, in place of a traceback; ``store_url`` is the store's, where that is known."""
    st.html(f'<div class="im-top">{_title()}</div>')
    st.error(words.markdown(str(error)))
    if isinstance(error, SettingsError):
        st.markdown(say("Correct the setting and reload this page."))
    elif isinstance(error, StoreVersionError):
        st.markdown(say("Update the program, or open the store with the version that wrote it."))
    else:
        st.markdown(say("To make a store from a folder of articles:"))
        st.code(HOW_TO_LOAD, language="bash")
    if isinstance(error, StoreMissingError) and store_url:
        st.button(say("Make an empty store here"), key="make", on_click=_make, args=(store_url,))
    st.button(say("Try again"), key="again")


def _make(store_url: str) -> None:
    """Makes the file, so that articles can be read in the page; what keeps it from being made is the next run's error."""
    with suppress(DashboardError):
        Store.open(store_url, create=True).close()
