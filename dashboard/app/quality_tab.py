"""How good the data are: who is covered when, how accurate this version reads, what was not read, placed or counted."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import accuracy, coverage, words
from dashboard.app.data import Shared
from dashboard.app.tables import cell
from dashboard.app.words import say


def draw(known: Shared) -> None:
    """The tab: coverage, accuracy, and what the map cannot show."""
    _coverage(known)
    _accuracy()
    _not_shown(known)


def _coverage(known: Shared) -> None:
    made = coverage.of(known.store.coverage())
    st.html(_title(say("Documents by source and week")))
    if len(made.rows) == 0:
        st.caption(say("No document says when it was published."))
        return
    st.altair_chart(coverage.chart(made), key="coverage", alt=coverage.told(made))
    st.caption(coverage.left_out(made))


def _accuracy() -> None:
    """What was measured of this version; the figures ship with it."""
    incidents, places = accuracy.tables()
    with st.expander(say("How accurately this version reads")):
        if not incidents and not places:
            st.caption(say("No figures come with this installation."))
            return
        st.caption(accuracy.note())
        left, right = st.columns([3, 2])
        left.html(_table(say("Incidents and their fields"), incidents))
        right.html(_table(say("Names of places"), places))


def _table(title: str, rows: list[dict[str, Any]]) -> str:
    """Rows of a name and figures between 0 and 1, as HTML."""
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    lines = []
    for row in rows:
        name, *figures = row.values()
        cells = "".join(f"<td>{'–' if figure is None else format(figure, '.3f')}</td>" for figure in figures)
        lines.append(f'<tr><th scope="row">{escape(str(name))}</th>{cells}</tr>')
    body = f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f'{_title(title)}<table class="im-fields im-accuracy">{body}</table>'


def _title(text: str) -> str:
    return f"<h5>{escape(text)}</h5>"


def _not_shown(known: Shared) -> None:
    """Documents not read, names no gazetteer knew, words that make no incident and why."""
    store = known.store
    problems, unresolved, counts = store.problems(), store.unresolved(), store.rejected_counts()
    st.caption(
        say(
            "{problems}, {names} not placed, {events} not counted as incidents. Filters do not apply here.",
            problems=words.plural(len(problems), "{count} problem", "{count} problems"),
            names=words.plural(len(unresolved), "{count} name", "{count} names"),
            events=words.plural(sum(counts.values()), "{count} event", "{count} events"),
        )
    )
    left, right = st.columns([3, 2])
    with left:
        st.html(_title(say("What went wrong")))
        rows = [
            {say("Where"): cell(p.where), say("Stage"): p.stage, say("What"): cell(p.message, 400)} for p in problems
        ]
        _frame_or_note(rows, say("Everything that was loaded could be read."), "problems")
    with right:
        st.html(_title(say("Names that no gazetteer knew")))
        names: list[dict[str, Any]] = [{say("Name"): cell(name), say("Mentions"): count} for name, count in unresolved]
        _frame_or_note(names, say("Every name of a place was found."), "unresolved")
    st.html(_title(say("Read as events, not counted as incidents")))
    if counts:
        st.caption(words.listed(f"{say(why)} {count:,}" for why, count in counts.items()))
    rejected = store.rejected()
    rows = [
        {
            say("Words"): cell(r.words),
            say("Why not"): say(r.why.value),
            say("Rule"): cell(r.rule),
            say("Article"): cell(r.title, 70),
        }
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
