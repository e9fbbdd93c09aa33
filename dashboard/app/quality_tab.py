"""How good the data are: who is covered when, how accurate this version reads, what was not read, placed or counted."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import paths
from dashboard.app import coverage, words
from dashboard.app.data import Shared
from dashboard.app.tables import cell
from dashboard.app.words import say

BENCHMARKS: Final = "BENCHMARKS.md"
ACCURACY: Final = "\n### Incidents"  # where the part begins that is shown; it ends with the chapter


def draw(known: Shared) -> None:
    """The tab: coverage, accuracy, and what the map cannot show."""
    _coverage(known)
    _accuracy()
    _not_shown(known)


def _coverage(known: Shared) -> None:
    made = coverage.of(known.store.coverage())
    st.html(_title("Documents by source and week"))
    if len(made.rows) == 0:
        st.caption(say("No document says when it was published."))
        return
    st.altair_chart(coverage.chart(made), key="coverage", alt=coverage.told(made))
    st.caption(coverage.left_out(made))


def _accuracy() -> None:
    """What was measured with this version, as its own file says."""
    with st.expander(say("How accurately this version reads")):
        text = accuracy()
        if text:
            st.markdown(text)
        else:
            st.caption(
                say(
                    "The figures stand in {file}, which is part of the source and not of this installation.",
                    file=BENCHMARKS,
                )
            )


def accuracy() -> str:
    """The part of BENCHMARKS.md on accuracy, one level down; "" where there is no such file beside the package."""
    try:
        text = (paths.PACKAGE.parent / BENCHMARKS).read_text("utf-8")
    except OSError:
        return ""
    part = "".join(text.partition(ACCURACY)[1:]).partition("\n## ")[0]
    return part.replace("\n### ", "\n##### ").strip()


def _title(text: str) -> str:
    return f"<h5>{escape(say(text))}</h5>"


def _not_shown(known: Shared) -> None:
    """Documents not read, names no gazetteer knew, words that make no incident and why."""
    store = known.store
    problems, unresolved, counts = store.problems(), store.unresolved(), store.rejected_counts()
    st.caption(
        say(
            "{problems}, {names} not placed, {events} not counted as incidents. Filters do not apply here.",
            problems=words.plural(len(problems), "problem"),
            names=words.plural(len(unresolved), "name"),
            events=words.plural(sum(counts.values()), "event"),
        )
    )
    left, right = st.columns([3, 2])
    with left:
        st.html(_title("What went wrong"))
        rows = [{"Where": cell(p.where), "Stage": p.stage, "What": cell(p.message, 400)} for p in problems]
        _frame_or_note(rows, say("Everything that was loaded could be read."), "problems")
    with right:
        st.html(_title("Names that no gazetteer knew"))
        names: list[dict[str, Any]] = [{"Name": cell(name), "Mentions": count} for name, count in unresolved]
        _frame_or_note(names, say("Every name of a place was found."), "unresolved")
    st.html(_title("Read as events, not counted as incidents"))
    if counts:
        st.caption(", ".join(f"{why} {count:,}" for why, count in counts.items()))
    rejected = store.rejected()
    rows = [
        {"Words": cell(r.words), "Why not": r.why.value, "Rule": cell(r.rule), "Article": cell(r.title, 70)}
        for r in rejected
    ]
    _frame_or_note(rows, say("None."), "rejected")


def _frame_or_note(rows: list[dict[str, Any]], nothing: str, key: str) -> None:
    if rows:
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, width="stretch", key=key, height=min(320, 38 + 35 * len(rows))
        )
    else:
        st.caption(nothing)
