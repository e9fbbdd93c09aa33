"""Exporting what the filters keep: a file for other programs, one that opens as a page, or a brief to print."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import streamlit as st

from dashboard.app import brief, language, protecting, sheet_page
from dashboard.app.data import Chosen, Shared
from dashboard.app.protecting import Pair, Protection
from dashboard.app.telling import About
from dashboard.app.words import mark, plural, say
from dashboard.errors import DashboardError
from dashboard.store import export
from dashboard.store.frames import Frame

Make = Callable[[Iterator[Pair], About], str]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: what it is called, its ending, its type for browsers, how many incidents it may hold, and who makes it."""

    name: str
    note: str
    ending: str
    mime: str
    most: int
    make: Make


def _written(form: str) -> Make:
    def make(pairs: Iterator[Pair], _: About) -> str:
        out = io.StringIO(newline="")
        export.FORMATS[form](pairs, out)
        return out.getvalue()

    return make


MANY: Final = 20_000  # of one line each: ten seconds, of protected ones twenty; more is for ``dashboard export``
SOME: Final = 3_000  # on one page: what a browser lists and draws at ease
FORMS: Final = {
    "html": Form(mark("Page that opens offline"), mark("map, list and evidence in one HTML file"), "html", "text/html", SOME, sheet_page.html),
    "brief": Form(mark("Brief to print"), mark("HTML with numbered sources"), "brief.html", "text/html", SOME, lambda p, a: brief.html(brief.make(p, a))),
    "markdown": Form(mark("Brief as Markdown"), mark("the same as text"), "md", "text/markdown", SOME, lambda p, a: brief.markdown(brief.make(p, a))),
    "csv": Form(mark("CSV"), mark("one row an incident; no cell runs as a formula"), "csv", "text/csv", MANY, _written("csv")),
    "geojson": Form(mark("GeoJSON"), mark("for QGIS and other maps"), "geojson", "application/geo+json", MANY, _written("geojson")),
    "jsonl": Form(mark("JSON Lines"), mark("with all reports and their citations"), "jsonl", "application/jsonl", MANY, _written("jsonl")),
    "kml": Form(mark("KML"), mark("with time, for Google Earth"), "kml", "application/vnd.google-earth.kml+xml", MANY, _written("kml")),
    "acled": Form(mark("ACLED columns"), mark("CSV in ACLED's 31 columns"), "acled.csv", "text/csv", MANY, _written("acled")),
    "ged": Form(mark("UCDP GED columns"), mark("CSV in UCDP GED's columns"), "ged.csv", "text/csv", MANY, _written("ged")),
}  # fmt: skip


def draw(known: Shared, chosen: Chosen, asked: tuple[str, ...]) -> None:
    """The window's content; nothing is written before the button is pressed."""
    count = len(chosen.rows)
    st.caption(plural(count, "{count} incident matches the filters now.", "{count} incidents match the filters now."))
    name = st.radio(
        say("Kind of file"),
        list(FORMS),
        key="export:form",
        format_func=lambda key: say(FORMS[key].name),
        captions=[say(form.note) for form in FORMS.values()],
    )
    graphic = st.toggle(
        say("Leave out graphic sentences"),
        key="export:graphic",
        help=say("Sentences that say what was done to bodies are covered, by a list of words."),
    )
    places = st.toggle(
        say("Blunt exact places"),
        key="export:places",
        help=say("Coordinates to a tenth of a degree, the radius raised accordingly. Names of places stay."),
    )
    form = FORMS[name or "html"]
    held = min(count, form.most)
    if held < count:
        st.info(
            say(
                "This kind of file takes the latest {most}; filter further, or use `dashboard export` for all.",
                most=f"{held:,}",
            )
        )
    about = About(datetime.now(tz=UTC).date(), asked, held, count, Protection(graphic, places))
    here = language.current()

    def made() -> bytes:
        with language.speaking(here):  # in a thread of the server, which knows no session
            return content(known, chosen, form, about)

    st.download_button(
        say("Download"),
        made,
        file_name=f"incidents.{form.ending}",
        mime=form.mime,
        key="export:go",
        type="primary",
        on_click="ignore",
        disabled=count == 0,
    )


def latest(frame: Frame, chosen: Chosen, count: int) -> list[int]:
    """The keys of the latest chosen incidents by first day, in order; the undated at the end, as far as there is room."""
    keys = frame.in_order(chosen.mask)
    dated = len(keys) - int(np.count_nonzero(frame.date_prec[chosen.rows] == 0))
    return keys[max(0, dated - count) : min(len(keys), max(dated, count))]


def content(known: Shared, chosen: Chosen, form: Form, about: About) -> bytes:
    """The file: incidents by first day, then id. Made when it is asked for, so that opening the window costs nothing."""
    try:
        keys = latest(known.frame, chosen, about.held)
        pairs = known.store.with_documents(known.store.incidents(keys))
        return form.make(protecting.protected(pairs, about.protection), about).encode("utf-8", "replace")
    except DashboardError as error:
        return f"{error}\n".encode()
