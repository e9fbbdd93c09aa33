"""Time that plays: a window of one day, week or month moves over the map, step by step, until it is stopped or ends."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from dashboard.app import filter_values, session, words
from dashboard.app.timeline import Timeline
from dashboard.app.words import say
from dashboard.model import Period
from dashboard.store.filters import Filters

STEP_SECONDS: Final = 1.2  # long enough to see where things happen, also at a million incidents


@dataclass(frozen=True, slots=True)
class Play:
    """What is played: the windows that have any incident, which of them is shown, and the filters from before."""

    windows: tuple[tuple[date, date], ...]
    at: int
    before: Filters
    shown: float

    @property
    def window(self) -> tuple[date, date]:
        return self.windows[self.at]


def windows(made: Timeline, step: str, asked: Filters) -> tuple[tuple[date, date], ...]:
    """The steps from the first to the last bar, empty ones too, within the dates asked for."""
    starts = sorted({day.date() for day in made.rows["start"]})
    found: list[tuple[date, date]] = []
    day = starts[0] if starts else None
    while day is not None and day <= starts[-1]:
        following = _following(day, step)
        last = following - timedelta(days=1)
        if (asked.since is None or last >= asked.since) and (asked.until is None or day <= asked.until):
            found.append((day, last))
        day = following
    return tuple(found)


def _following(day: date, step: str) -> date:
    if step == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if step == "week" else 1)


def button(made: Timeline, step: str) -> None:
    """Starts playing the steps of the timeline; nothing to play, no button."""
    if st.session_state.get("playing"):
        st.button(say("■ Stop"), key="play", on_click=stop)
        return
    found = windows(made, step, session.page().filters)
    if len(found) > 1:
        st.button(
            say("▶ Play"), key="play", on_click=start, args=(found,), help=say("One step after the other, on the map.")
        )


def start(found: tuple[tuple[date, date], ...]) -> None:
    """Shows the first window."""
    st.session_state["playing"] = Play(found, 0, session.page().filters, time.monotonic())
    _show()


def stop() -> None:
    """Stays where it is: what was seen there may be looked at. What has no date comes back."""
    play: Play | None = st.session_state.pop("playing", None)
    session.act()
    if play is not None:
        filter_values.ask(replace(session.page().filters, include_undated=play.before.include_undated))


def banner() -> None:
    """What is shown now, and the way to stop; stands above the map while time plays."""
    play: Play | None = st.session_state.get("playing")
    if play is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="playing-now", width="content"):
        first, last = play.window
        shown = say("Playing: {when}", when=words.period(Period(first, last, 1)))
        st.html(f'<p class="im-inside" role="status"><b>{shown}</b></p>', width="content")
        st.button(say("■ Stop"), key="stop", on_click=stop)


def _show() -> None:
    play: Play = st.session_state["playing"]
    session.act()
    first, last = play.window
    filter_values.ask(replace(play.before, since=first, until=last, include_undated=False))


@st.fragment(run_every=STEP_SECONDS)
def tick() -> None:
    """Goes on to the next window when this one has been seen; after the last one all is as it was before."""
    play: Play | None = st.session_state.get("playing")
    if play is None or time.monotonic() - play.shown < STEP_SECONDS * 0.8:
        return
    if play.at + 1 < len(play.windows):
        st.session_state["playing"] = replace(play, at=play.at + 1, shown=time.monotonic())
        _show()
    else:
        del st.session_state["playing"]
        session.act()
        filter_values.ask(play.before)
    st.rerun()
