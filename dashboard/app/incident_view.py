"""One incident in the side panel: what, where, when, who, how many, how sure, and every report with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from dashboard.app import article, basemap, beside, corrections_box, data, evidence, highlight, matrix, session, words
from dashboard.app.data import Chosen, Shared
from dashboard.app.panels import Opener, entry, heading, origin
from dashboard.app.space import Circle
from dashboard.app.state import Open
from dashboard.app.theme import icon
from dashboard.app.words import say
from dashboard.errors import DashboardError, NoSuchIncident
from dashboard.model import Document, Factuality, Incident, Rejected, Report, Resolution
from dashboard.store.loading import Reading

REPORTS_OPEN: Final = 1  # reports whose article is unfolded from the start
REPORTS_AT_MOST: Final = 12  # reports shown before one asks for all: each brings its article
NEIGHBOURS: Final = 5  # incidents near the open one
REJECTED_AT_MOST: Final = 12  # events of an article that were not made incidents


def incident(known: Shared, chosen: Chosen, name: str, back: Open | None, go: Opener) -> None:
    """One incident: what, where, when, who, how many, how sure; every report with its article and citations."""
    try:
        found = known.store.incident(name)
        documents = known.store.documents([report.document for report in found.reports])
    except NoSuchIncident:
        heading("", go, back)
        st.warning(say("This link leads to an incident that is not in the store, or no longer."))
        return
    except DashboardError as error:
        heading("", go, back)
        st.error(words.markdown(str(error)))
        return
    heading(say("Incident"), go, back)
    _steps(known, chosen, data.row_of(known, found.id), back, go)
    _record(known, found, documents)
    corrections_box.draw(known, chosen, found, documents)
    _neighbours(known, chosen, data.row_of(known, found.id), go)


def _record(known: Shared, found: Incident, documents: Mapping[str, Document]) -> None:
    """The record itself: its fields, its reports side by side and one by one, why it is so, and how to cite it."""
    reports = sorted(found.reports, key=lambda report: report.id != found.lead.id)
    left = 0 if st.session_state.get("reports:all") == found.id else max(0, len(reports) - REPORTS_AT_MOST)
    reports = reports[: len(reports) - left]
    readings = {report.document: _reading(known, report.document) for report in reports}
    st.html(summary(found, documents))
    st.html(evidence.fields(found, documents))
    st.html(matrix.html(found, reports, documents) or "<span></span>")
    st.html(article.legend({field for report in reports for field in article.citations(report)}))
    for number, report in enumerate(reports):
        shown = documents.get(report.document)
        _report(report, shown, readings[report.document], single=len(reports) == 1, expanded=number < REPORTS_OPEN)
    if left:
        label = words.plural(left, "Show {count} more report", "Show {count} more reports")
        st.button(label, key="reports:more", on_click=_all_reports, args=(found.id,), width="stretch")
    st.html(evidence.why(found, _resolution(found, readings[found.lead.document])))
    with st.expander(say("Cite this incident")):
        st.code(evidence.citation(found, documents.get(found.lead.document)), language=None, wrap_lines=True)


def _all_reports(name: str) -> None:
    st.session_state["reports:all"] = name


def _steps(known: Shared, chosen: Chosen, row: int | None, back: Open | None, go: Opener) -> None:
    """The ways to the previous and the next incident of the list that this one was opened from, newest first."""
    if row is None:
        return
    rows = data.rows_of(known, chosen, back) if back is not None and back.kind != "mention" else chosen.rows
    found = beside.beside(known.frame, rows, row)
    if not found.position:
        st.caption(say("The filters leave this incident out."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        for label, key, to in ((say("← Previous"), "k", found.previous), (say("Next →"), "j", found.following)):
            name = known.frame.id(to) if to is not None else ""
            st.button(
                label,
                key=f"step:{key}",
                on_click=go,
                args=(Open("incident", name),),
                disabled=to is None,
                shortcut=key,
            )
        at, every = f"{found.position:,}", f"{found.total:,}"
        st.caption(say("{position} of {all}, newest first", position=at, all=every))


def _neighbours(known: Shared, chosen: Chosen, row: int | None, go: Opener) -> None:
    """What else the filters keep near by and about the same time."""
    found = beside.neighbours(known.frame, chosen.rows, row, NEIGHBOURS) if row is not None else []
    if row is None or not found:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="near"):
        km = f"{beside.NEAR_KM:.0f}"
        title = words.plural(
            beside.NEAR_DAYS, "Within {km} km and {count} day", "Within {km} km and {count} days", km=km
        )
        st.html(f"<h5>{escape(title)}</h5>", width="content")
        latitude, longitude = float(known.frame.latitude[row]), float(known.frame.longitude[row])
        here = Circle(round(latitude, 4), round(longitude, 4), beside.NEAR_KM)
        wish = replace(session.page().narrow, area=here)
        st.button(say("Only this circle"), key="near:only", on_click=session.narrow, args=(wish,), type="tertiary")
    for other in found:
        entry(known, other.row, go, say("{km} km, {when}", km=f"{other.km:,.0f}", when=_days_apart(other.days)))


def _days_apart(days: int) -> str:
    """How much later or earlier (negative) another incident was."""
    if days == 0:
        return say("same day")
    if days > 0:
        return words.plural(days, "{count} day later", "{count} days later")
    return words.plural(-days, "{count} day earlier", "{count} days earlier")


def _reading(known: Shared, document: str) -> Reading:
    """How a document was read; nothing where the store cannot tell."""
    try:
        return known.store.reading(document)
    except DashboardError:
        return Reading()


def _resolution(found: Incident, reading: Reading) -> Resolution | None:
    """How the lead report's place was read: the resolution whose mention its citation points at."""
    return None if found.lead.place is None else evidence.resolution_of(found.lead.place, reading.resolutions)


def _report(report: Report, document: Document | None, reading: Reading, *, single: bool, expanded: bool) -> None:
    if document is None:
        st.warning(say("The article of this report is not in the store."))
        return
    title = document.title or words.clipped(document.text.strip(), 60)
    line = f"**{words.markdown(words.apart(words.clipped(title, 90)))}** · {words.markdown(origin(document))}"
    with st.container(border=True) if single else st.expander(line, expanded=expanded):
        if single:
            st.markdown(line)
        link = words.safe_link(document.source.url)
        if link:
            st.link_button(say("Open the original"), link)
        not_made = reading.rejected[:REJECTED_AT_MOST]
        found = [*article.marks(report), *(article.Mark(r.span, article.REJECTED) for r in not_made)]
        found += [
            article.Mark(s, highlight.FIELD) for s in highlight.spans(document.text, session.page().filters.words)
        ]
        st.html(article.html(words.clean(document.text), found) + rejected(document, reading.rejected))


def rejected(document: Document, found: Sequence[Rejected]) -> str:
    """What looked like an event in an article and was not made an incident, with the reason, as HTML; "" for nothing."""
    if not found:
        return ""
    items = "".join(
        f'<li><q dir="auto">{escape(words.clean(words.clipped(" ".join(r.span.of(document.text).split()), 90)))}</q> '
        f'<span class="im-quiet">{escape(say(r.why.value))} · <bdi>{escape(words.clean(r.rule))}</bdi></span></li>'
        for r in found[:REJECTED_AT_MOST]
    )
    more = and_more(len(found) - REJECTED_AT_MOST)
    title = say("Not made an incident: {count}", count=len(found))
    return f'<details class="im-why im-rejected"><summary>{escape(title)}</summary><ul>{items}</ul>{more}</details>'


def and_more(left: int) -> str:
    """How many of a list are left out, as HTML; "" for none."""
    if left <= 0:
        return ""
    return f'<p class="im-quiet">{escape(words.plural(left, "and {count} more", "and {count} more"))}</p>'


def summary(found: Incident, documents: Mapping[str, Document]) -> str:
    """The headline as HTML: type, place, date, how it is told, and the sentence that reports it."""
    location = found.location
    country = basemap.country_name(location.place.country) if location and location.place.country else ""
    badges = [f'<span class="im-badge">{escape(say(found.event_type.value))}</span>']
    if found.factuality is not Factuality.REPORTED:
        badges.append(f'<span class="im-badge im-doubt">{escape(say(found.factuality.value))}</span>')
    if found.ongoing:
        badges.append(f'<span class="im-badge">{escape(say("ongoing"))}</span>')
    elif found.background:
        badges.append(f'<span class="im-badge">{escape(say("earlier event"))}</span>')
    reports = words.plural(len(found.reports), "{count} report", "{count} reports")
    told = f"{reports} {words.plural(found.sources, 'from {count} source', 'from {count} sources')}"
    sure = say("confidence {share}", share=f"{found.confidence:.0%}")
    lead = documents.get(found.lead.document)
    quote = ""
    if lead is not None:
        sentence = words.clean(found.lead.evidence[0].of(lead.text))
        quote = f'<blockquote dir="auto">{escape(words.clipped(" ".join(sentence.split()), 320))}</blockquote>'
    return (
        f'<div class="im-head"><h3>{icon(found.event_type, 20)} {escape(say(found.sub_event_type.value))}</h3>'
        f'<p class="im-line">{escape(words.place(location, country))} · {escape(words.exact_period(found.period))}</p>'
        f"<p>{''.join(badges)}</p>{quote}"
        f'<p class="im-quiet">{escape(told)} · {escape(sure)}</p></div>'
    )
