"""The timeline under the map: all that the other filters keep, the stretch that is filtered by, and time that plays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from dashboard.app import playing, session, timeline
from dashboard.app.clusters import Bools
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import Open
from dashboard.app.words import say
from dashboard.store.filters import Filters


def draw(known: Shared, chosen: Chosen) -> None:
    """The chart with its controls. Brushing a stretch sets the dates, the dates of the filters are a brushed stretch."""
    frame = known.frame
    rows = np.flatnonzero(undated_or_any_day(known, chosen))
    first, precision = frame.first[rows], frame.date_prec[rows]
    page = session.page()
    usual = timeline.usual_step(first)
    with st.container(horizontal=True, vertical_alignment="center", key="time-head"):
        step = _step(page.by, usual)
        made = timeline.count(first, precision, frame.event_type[rows], step)
        playing.button(made, step)
        if made.undated:
            label = say("Undated · {count}", count=f"{made.undated:,}")
            st.button(label, key="time:undated", on_click=session.go, args=(Open("undated"),), type="tertiary")
    session.keep(replace(page, by="" if step == usual else step))
    if len(made.rows) == 0:
        st.info(say("None of these incidents has a date of this precision."))
    else:
        _chart(made, chosen.filters)
    st.caption(_left_out(made))


def undated_or_any_day(known: Shared, chosen: Chosen) -> Bools:
    """The rows that all filters but those of time keep."""
    timeless = replace(chosen.filters, since=None, until=None, include_undated=True)
    return chosen.mask if timeless == chosen.filters else known.frame.mask(timeless, chosen.keys)


def _step(by: str, usual: str) -> str:
    chosen = st.segmented_control(
        say("Step"),
        timeline.STEPS,
        default=by or usual,
        key=f"step:{by or usual}",
        label_visibility="collapsed",
        format_func=lambda step: say(timeline.STEP_NAMES[step]),
    )
    return str(chosen or by or usual)


def _chart(made: timeline.Timeline, asked: Filters) -> None:
    brushed = (asked.since, asked.until)
    chart = timeline.chart(made, brushed)
    event = st.altair_chart(chart, key="chart", on_select="rerun", selection_mode=["stretch"], alt=timeline.told(made))
    found = timeline.stretch(event)
    before = st.session_state.get("stretch")
    st.session_state["stretch"] = found
    if found in (before, brushed):
        return
    if found is not None:
        session.between(*found)
    elif before == brushed:  # the brush was wiped away, and the dates were the brush's
        session.between(None, None)


def _left_out(made: timeline.Timeline) -> str:
    parts = []
    if made.undated:
        parts.append(say("{count} undated", count=f"{made.undated:,}"))
    if made.vague:
        parts.append(say("{count} dated too vaguely for this step", count=f"{made.vague:,}"))
    left = say("Left out: {what}.", what=" · ".join(parts)) if parts else say("Nothing is left out.")
    return f"{left} {say('Counted at the first day of each period. Drag over the bars to filter by date.')}"
