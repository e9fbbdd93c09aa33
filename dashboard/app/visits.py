"""What has come since the last visit: the browser keeps, in a cookie of this machine, up to where a person has seen the store.

A visit ends when nobody has looked for half an hour, so that a reload or a second tab is none of its own. The cookie
holds where the visit before ended (revision, second) and where this one is; the map's script keeps it up to date.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from dashboard.app import session, words
from dashboard.app.clusters import Ints
from dashboard.app.data import Shared
from dashboard.app.narrowing import Narrow
from dashboard.app.words import plural, say

ENDS_AFTER: Final = 30 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Visit:
    """Up to which revision of the store the visit before this one got, and when it ended (seconds since 1970)."""

    revision: int
    ended: int

    @property
    def when(self) -> str:
        moment = datetime.fromtimestamp(self.ended, tz=UTC)
        return f"{words.day(moment.date())}, {moment:%H:%M} UTC"


def read(cookie: str, now: int, newest: int) -> Visit | None:
    """The visit before this one, by the cookie; None if there was none or it saw another store.

    The cookie's four numbers: revision and end of the visit before, revision and time last seen.
    """
    try:
        before, ended, seen, at = (int(part) for part in cookie.split("."))
    except ValueError:
        return None
    found = Visit(seen, at) if now - at > ENDS_AFTER else Visit(before, ended)
    return found if 0 <= found.revision <= newest and 0 < found.ended <= now else None


def last(known: Shared) -> Visit | None:
    """The visit before this one; looked up once a session."""
    if "visit-before" not in st.session_state:
        given = st.context.cookies.get(cookie_name(known), "")
        st.session_state["visit-before"] = read(given, int(time.time()), known.frame.revision)
    found: Visit | None = st.session_state["visit-before"]
    return found


def cookie_name(known: Shared) -> str:
    """A name for this store, several of which may be served from one machine; looked up once a session."""
    if "visit-store" not in st.session_state:
        st.session_state["visit-store"] = f"incident-map-{known.store.identity()}"
    return str(st.session_state["visit-store"])


def note(known: Shared) -> dict[str, str | int]:
    """What the map's script writes into the cookie, but for the time."""
    before = last(known)
    start = f"{before.revision}.{before.ended}" if before else f"{known.frame.revision}.0"
    return {"name": cookie_name(known), "start": start, "revision": known.frame.revision}


def fresh(known: Shared, revision: int) -> Ints:
    """The keys of the incidents that are new or changed since a revision; kept until the store changes."""
    before: tuple[int, int, Ints] | None = st.session_state.get("fresh")
    if before and before[:2] == (revision, known.frame.revision):
        return before[2]
    found = known.store.changed_since(revision)
    st.session_state["fresh"] = (revision, known.frame.revision, found)
    return found


def button(known: Shared, narrow: Narrow) -> None:
    """How many incidents are new since the last visit, and a click that shows only those; nothing where none is."""
    if narrow.after is not None:
        st.button(say("✕ Only what is new"), key="visit", on_click=_ask, args=(None,), width="stretch")
        return
    before = last(known)
    count = len(fresh(known, before.revision)) if before else 0
    if before is None or not count:
        return
    label = plural(
        count,
        "{count} incident new or changed since your last visit, {when}",
        "{count} incidents new or changed since your last visit, {when}",
        when=before.when,
    )
    st.button(words.markdown(label), key="visit", on_click=_ask, args=(before.revision,), width="stretch")


def _ask(after: int | None) -> None:
    narrow = session.page().narrow
    session.narrow(Narrow(narrow.area, narrow.sure, narrow.pair, after))
