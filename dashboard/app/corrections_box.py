"""Correcting the merging by hand: split a report off, join with another incident, take either back."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import Final

import streamlit as st

from dashboard.app import beside, data, session, words
from dashboard.app.data import Chosen, Shared
from dashboard.app.panels import origin
from dashboard.app.words import say
from dashboard.errors import DashboardError
from dashboard.model import Correction, CorrectionKind, Document, Incident

REPORTS_AT_MOST: Final = 30  # of one incident that may be ticked
NEAR_AT_MOST: Final = 12  # incidents near by that are offered for joining

Documents = Mapping[str, Document]


def draw(known: Shared, chosen: Chosen, found: Incident, documents: Documents) -> None:
    """Folded away: what may be corrected about this incident, and what has been."""
    with st.expander(say("Correct the merging")):
        wrong = st.session_state.pop("correction:wrong", None)
        if wrong:
            st.error(words.markdown(wrong))
        if len(found.reports) > 1:
            _split(known, found, documents)
        _join(known, chosen, found)
        _undo(known, found)


def _split(known: Shared, found: Incident, documents: Documents) -> None:
    st.caption(say("Reports of another event:"))
    picked = [
        report.id
        for report in found.reports[:REPORTS_AT_MOST]
        if st.checkbox(words.markdown(_label(documents.get(report.document))), key=f"split:{report.id}")
    ]
    possible = 0 < len(picked) < len(found.reports)
    if st.button(say("Split off"), key=f"split-off:{found.id}", disabled=not possible):
        _do(lambda: _pipeline().split(known.store, found.id, picked))


def _label(document: Document | None) -> str:
    if document is None:
        return say("article missing")
    return words.clipped(words.clean(f"{origin(document)}: {document.title or document.text.strip()}"), 80)


def _join(known: Shared, chosen: Chosen, found: Incident) -> None:
    row = data.row_of(known, found.id)
    near = beside.neighbours(known.frame, chosen.rows, row, NEAR_AT_MOST) if row is not None else []
    labels = {known.frame.id(other.row): _line(known, other.row) for other in near}
    choice = st.selectbox(
        say("The same event as"),
        list(labels),
        index=None,
        key=f"join:{found.id}",
        format_func=lambda name: labels.get(name, name),
        placeholder=say("choose one near by, or type an incident's id"),
        accept_new_options=True,
    )
    if st.button(say("Join with it"), key=f"join-with:{found.id}", disabled=not choice) and choice:
        _do(lambda: _pipeline().join(known.store, found.id, choice.strip()))


def _line(known: Shared, row: int) -> str:
    frame = known.frame
    when = words.days(frame.first[row], frame.last[row], int(frame.date_prec[row]))
    return words.clipped(words.clean(f"{say(frame.sub_event_type_of(row).value)}, {when}: {frame.summary(row)}"), 90)


def _undo(known: Shared, found: Incident) -> None:
    """The corrections that name one of these reports, each with a way back."""
    ours = {report.id for report in found.reports}
    for made in of_reports(known.store.corrections(), ours):
        told = say("split off by hand") if made.kind is CorrectionKind.SPLIT else say("joined by hand")
        day = words.day(made.made.date()) if made.made else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{told} · {day}", width="content")
            if st.button(say("Take back"), key=f"undo:{made.number}", type="tertiary"):
                _do(partial(_take_back, known, made.number))


def _take_back(known: Shared, number: int) -> None:
    _pipeline().undo(known.store, number)


def _pipeline() -> ModuleType:
    """All that reads texts comes with it, and few who look at incidents correct one."""
    return importlib.import_module("dashboard.pipeline")


def of_reports(made: Sequence[Correction], reports: set[str]) -> list[Correction]:
    """Those of the corrections that name any of the reports."""
    return [correction for correction in made if reports & {*correction.one, *correction.other}]


def _do(change: Callable[[], object]) -> None:
    """Makes a change in the store and draws the page anew; what cannot be done is said in its place."""
    session.act()
    try:
        with st.spinner(say("Merging anew …")):
            change()
    except DashboardError as error:
        st.session_state["correction:wrong"] = str(error)
    st.rerun()
