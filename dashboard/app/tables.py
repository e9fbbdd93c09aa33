"""The tables under the map: the list and the sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.app import basemap, language, words
from dashboard.app.beside import UNDATED_LAST
from dashboard.app.clusters import Ints
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import Open
from dashboard.app.words import mark, mark_plural, say
from dashboard.store.frames import Frame
from dashboard.store.rows import FACTUALITIES

ROWS_AT_MOST: Final = 500  # in the list at once: the browser sorts what it has
ORDERS: Final = (
    mark("Latest first"),
    mark("Earliest first"),
    mark("Most killed"),
    mark("Most sources"),
    mark("Most certain"),
    mark("Least certain"),
)
HEADS: Final = (
    mark("Date"),
    mark("Sub-event type"),
    mark("Place"),
    mark("Country"),
    mark("Actors"),
    mark("Targets"),
    mark("Killed"),
    mark("Injured"),
    mark("Told as"),
    mark("As dated"),
    mark("Sources"),
    mark("Confidence"),
    mark("Summary"),
)
TOLD_BY: Final = mark_plural(
    "{count} source; an incident that several tell of counts for each.",
    "{count} sources; an incident that several tell of counts for each.",
)
UNNAMED: Final = mark_plural(
    "{count} incident comes from articles that name no publisher.",
    "{count} incidents come from articles that name no publisher.",
)
WITHOUT_ROWS: Final = ("Date", "Sub-event type", "Place", "Summary")  # heads of an empty list
CELL: Final = 200  # characters in one cell of a table


def listing(known: Shared, chosen: Chosen, go: Callable[[Open | None], None]) -> None:
    """The incidents as a table; a click on a cell opens its row."""
    frame = known.frame
    left, right = st.columns([1, 3], vertical_alignment="center")
    order = (
        left.selectbox(say("Order"), ORDERS, key="order", label_visibility="collapsed", format_func=say) or ORDERS[0]
    )
    rows = ordered(frame, chosen.rows, order, ROWS_AT_MOST)
    if len(chosen.rows) > len(rows):
        first, every = f"{len(rows):,}", f"{len(chosen.rows):,}"
        told = say("The first {count} of {all}; filter to see others. Click a row to open it.", count=first, all=every)
    else:
        told = words.plural(
            len(rows), "{count} incident. Click a row to open it.", "{count} incidents. Click a row to open it."
        )
    right.caption(told)

    def picked() -> None:
        at = clicked_row(st.session_state.get("table"))
        if at is not None and at < len(rows):
            go(Open("incident", frame.id(int(rows[at]))))

    st.dataframe(
        table(frame, rows),
        key="table",
        on_select=picked,
        selection_mode="single-cell",
        hide_index=True,
        width="stretch",
        height=420,
        placeholder="–",
        column_config=_columns(),
    )


def _columns() -> dict[str, Any]:
    """How the columns of the list are shown, by their heads."""
    least = say("The least that is reported; empty: not said.")
    dates = "YYYY-MM-DD" if language.current().from_right else "D MMM YYYY"  # months are named in the browser's English
    return {
        say("Date"): st.column_config.DateColumn(format=dates, help=say("First day; undated incidents have none.")),
        say("Killed"): st.column_config.NumberColumn(format="%d", help=least),
        say("Injured"): st.column_config.NumberColumn(format="%d", help=least),
        say("Confidence"): st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1, width="small"),
        say("Actors"): st.column_config.TextColumn(width="medium"),
        say("Targets"): st.column_config.TextColumn(width="medium"),
        say("Summary"): st.column_config.TextColumn(width="large"),
    }


def clicked_row(event: Any) -> int | None:
    """The row of a cell click in what Streamlit keeps of a table; None if no cell is selected."""
    try:
        cells = event["selection"]["cells"]
        return int(cells[0][0]) if cells else None
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def ordered(frame: Frame, rows: Ints, order: str, limit: int) -> Ints:
    """The first ``limit`` of the rows in one of ``ORDERS``; undated ones come last when ordering by date."""
    day = np.where(frame.date_prec[rows] > 0, frame.first[rows].astype(np.int64), -UNDATED_LAST)
    first = _first_key(frame, rows, day, order)
    if limit < len(rows):  # sorting a million rows to show some hundred is slow; ties are kept for the sort to settle
        kept = np.flatnonzero(first <= np.partition(first, limit - 1)[limit - 1])
        rows, first, day = rows[kept], first[kept], day[kept]
    found: Ints = rows[np.lexsort((-day, first))[:limit]]
    return found


def _first_key(frame: Frame, rows: Ints, day: Ints, order: str) -> np.ndarray[Any, np.dtype[Any]]:
    """What an order looks at first; the later day decides among equals."""
    if order == "Latest first":
        return -day
    if order == "Earliest first":
        return np.where(day == -UNDATED_LAST, UNDATED_LAST, day)
    if order == "Most killed":
        return -frame.killed_low[rows].astype(np.int64)
    if order == "Most sources":
        return -frame.sources[rows].astype(np.int64)
    return frame.confidence[rows] if order == "Least certain" else -frame.confidence[rows]


def table(frame: Frame, rows: Ints) -> pd.DataFrame:
    """The rows as they are shown: one line per incident."""
    heads = {head: say(head) for head in HEADS}
    records = [dict(zip(heads.values(), _cells(frame, row), strict=True)) for row in map(int, rows)]
    made = pd.DataFrame.from_records(records, columns=None if records else [heads[head] for head in WITHOUT_ROWS])
    whole = {heads[head]: "Int64" for head in ("Killed", "Injured") if heads[head] in made}
    return made.astype(whole)


def _cells(frame: Frame, row: int) -> tuple[Any, ...]:
    """One incident, in the order of ``HEADS``."""
    code, told = frame.country_code(row), say(FACTUALITIES[int(frame.factuality[row])].value)
    return (
        frame.first[row].astype("datetime64[ms]"),
        say(frame.sub_event_type_of(row).value),
        cell(frame.place_name(row)),
        basemap.country_name(code) if code else "",
        cell(words.listed(frame.actors.words(row))),
        cell(words.listed(frame.targets.words(row))),
        _figure(frame.killed_low[row]),
        _figure(frame.injured_low[row]),
        say("{told}, earlier", told=told) if frame.background[row] else told,
        words.days(frame.first[row], frame.last[row], int(frame.date_prec[row])),
        int(frame.sources[row]),
        round(float(frame.confidence[row]), 2),
        cell(frame.summary(row)),
    )


def _figure(low: Any) -> int | None:
    return int(low) if low >= 0 else None


def sources(known: Shared, chosen: Chosen) -> None:
    """Who reports: the incidents that are asked for, and all documents of the store, by publisher."""
    frame = known.frame
    counts = dict(zip(frame.publishers.vocabulary, frame.publishers.counts(chosen.mask).tolist(), strict=True))
    lines = known.store.sources()
    rows = [
        {
            say("Source"): words.clipped(words.clean(line.publisher or say(words.NOT_SAID)), CELL),
            say("Incidents that match"): counts.get(line.publisher or "", 0),
            say("Documents"): line.documents,
            say("… that report an incident"): line.reporting,
            say("First"): str(line.first or ""),
            say("Last"): str(line.last or ""),
        }
        for line in lines[:ROWS_AT_MOST]
    ]
    without = int((np.diff(frame.publishers.offsets)[chosen.rows] == 0).sum())
    told = words.plural(len(lines), *TOLD_BY)
    if without:
        told += " " + words.plural(without, *UNNAMED)
    st.caption(told)
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="sources")


def cell(text: str | None, length: int = CELL) -> str:
    """A text as one cell shows it: on one line, without control characters, not too long."""
    return words.clipped(words.clean(" ".join((text or "").split())), length)
