"""The side panel: an overview, the incidents at one place, or one incident with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.app import article, basemap, beside, data, evidence, map_view, sidebar, words
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import Open
from dashboard.app.theme import icon
from dashboard.errors import DashboardError, NoSuchIncident
from dashboard.model import Document, Factuality, Incident, Report, Resolution, Span
from dashboard.store.frames import Counter

LATEST: Final = 8  # incidents in the overview
LIST_PAGE: Final = 25  # incidents of a place shown at once
REPORTS_OPEN: Final = 1  # reports whose article is unfolded from the start

NEIGHBOURS: Final = 5  # incidents near the open one

Opener = Callable[[Open | None], None]


def overview(known: Shared, chosen: Chosen, counter: Counter, areas: Sequence[map_view.Area], go: Opener) -> None:
    """What is asked for in numbers, and where to find what no pin can show."""
    if counter.matching == 0:
        st.info("No incident matches these filters. Take some of them back, or include undated ones.")
        st.button("Clear all filters", key="clear-all", on_click=sidebar.clear)
        return
    if areas or counter.without_place or counter.undated:
        st.html("<h5>Not at an exact place, or undated</h5>")
        with st.container(horizontal=True, gap="small"):
            for area in areas:
                label = f"{words.markdown(area.name)} · {sum(area.counts):,}"
                st.button(label, key=f"area:{area.code}", on_click=go, args=(Open("country", area.code),))
            if counter.without_place:
                label = f"Without place · {counter.without_place:,}"
                st.button(label, key="area:nowhere", on_click=go, args=(Open("nowhere"),))
            if counter.undated:
                st.button(f"Undated · {counter.undated:,}", key="area:undated", on_click=go, args=(Open("undated"),))
    st.html("<h5>Latest</h5>")
    rows = data.newest_first(known.frame, chosen.rows, LATEST)
    for row in rows:
        _entry(known, int(row), go)


def _entry(known: Shared, row: int, go: Opener, note: str = "") -> None:
    """One incident as a button: where and when, a note, and the sentence that reports it."""
    frame = known.frame
    when = words.days(frame.first[row], frame.last[row], int(frame.date_prec[row]))
    where = frame.place_name(row) or "place unknown"
    line = words.markdown(words.clipped(frame.summary(row), 120))
    kind = frame.sub_event_type_of(row).value
    note = f" · {words.markdown(note)}" if note else ""
    label = f"**{words.markdown(kind)}** · {words.markdown(where)} · {words.markdown(when)}{note}  \n{line}"
    st.button(label, key=f"row:{frame.id(row)}", on_click=go, args=(Open("incident", frame.id(row)),), width="stretch")


def listing(known: Shared, chosen: Chosen, opened: Open, go: Opener) -> None:
    """The incidents at one point, in one country as a whole, without a place, or without a date."""
    rows = data.rows_of(known, chosen, opened)
    rows = data.newest_first(known.frame, rows, len(rows))
    title, note = _title(known, opened, rows)
    _head(title, go)
    st.caption(f"{words.plural(len(rows), 'incident')}{note}")
    if len(rows) == 0:
        st.info("None of them matches the filters now.")
    shown = st.session_state.get("listed", {}).get(str(opened), LIST_PAGE)
    for row in rows[:shown]:
        _entry(known, int(row), go)
    if len(rows) > shown:
        more = {str(opened): shown + LIST_PAGE}
        st.button(
            f"Show {min(LIST_PAGE, len(rows) - shown)} more",
            key="more",
            on_click=lambda: st.session_state.update(listed=more),
            width="stretch",
        )


def _title(known: Shared, opened: Open, rows: Any) -> tuple[str, str]:
    if opened.kind == "nowhere":
        return "Without place", "; the articles do not say where"
    if opened.kind == "undated":
        return "Undated", "; the articles do not say when"
    if opened.kind == "country":
        return basemap.country_name(opened.key), " somewhere in the country; no exact place given"
    name = known.frame.place_name(int(rows[0])) if len(rows) else None
    return name or "This place", " at this place"


def _head(title: str, go: Opener, back: Open | None = None) -> None:
    """The panel's heading with its ways out."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="panel-head"
    ):
        if back is not None:
            st.button("← Back to the list", key="back", on_click=go, args=(back,), type="tertiary")
        else:
            st.html(f"<h5>{escape(title)}</h5>", width="content")
        st.button("✕", key="close", on_click=go, args=(None,), help="Close", type="tertiary")


def mention(known: Shared, key: str, go: Opener) -> None:
    """A mentioned place: each article that names it, with the sentence."""
    found = known.store.places_in_texts(key, LIST_PAGE)
    documents = known.store.documents([place.document for place in found])
    name = next((p.span.of(documents[p.document].text) for p in found if p.document in documents), "This place")
    _head(words.clean(name), go)
    st.caption("No incident is placed here by these sentences; the articles name the place.")
    for place in found:
        document = documents.get(place.document)
        if document is None:
            continue
        with st.container(border=True):
            st.markdown(f"**{words.markdown(words.clipped(place.title, 90))}** · {words.markdown(_origin(document))}")
            first, last = place.sentence.start, place.sentence.end
            inside = Span(place.span.start - first, place.span.end - first)
            st.html(article.html(words.clean(document.text[first:last]), [article.Mark(inside, "place")]))
            st.caption(f"as {place.role.value}")
            link = words.safe_link(document.source.url)
            if link:
                st.link_button("Open the original", link)
    if not found:
        st.info("No article in the store names this place.")


# ---------------------------------------------------------------------------------------------------------- incident


def incident(known: Shared, chosen: Chosen, name: str, back: Open | None, go: Opener) -> None:
    """One incident: what, where, when, who, how many, how sure; every report with its article and citations."""
    try:
        found = known.store.incident(name)
        documents = known.store.documents([report.document for report in found.reports])
    except NoSuchIncident:
        _head("", go, back)
        st.warning("This link leads to an incident that is not in the store, or no longer.")
        return
    except DashboardError as error:
        _head("", go, back)
        st.error(words.markdown(str(error)))
        return
    row = data.row_of(known, found.id)
    _head("Incident", go, back)
    _steps(known, chosen, row, back, go)
    st.html(summary(found, documents))
    st.html(evidence.fields(found, documents))
    cited = {field for report in found.reports for field in article.citations(report)}
    st.html(article.legend(cited))
    ordered = sorted(found.reports, key=lambda r: r.id != found.lead.id)
    for number, report in enumerate(ordered):
        _report(report, documents.get(report.document), single=len(ordered) == 1, expanded=number < REPORTS_OPEN)
    st.html(evidence.why(found, _resolution(known, found)))
    with st.expander("Cite this incident"):
        st.code(evidence.citation(found, documents.get(found.lead.document)), language=None, wrap_lines=True)
    _neighbours(known, chosen, row, go)


def _steps(known: Shared, chosen: Chosen, row: int | None, back: Open | None, go: Opener) -> None:
    """The ways to the previous and the next incident of the list that this one was opened from, newest first."""
    if row is None:
        return
    rows = data.rows_of(known, chosen, back) if back is not None and back.kind != "mention" else chosen.rows
    found = beside.beside(known.frame, rows, row)
    if not found.position:
        st.caption("The filters leave this incident out.")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        for label, key, to in (("← Previous", "k", found.previous), ("Next →", "j", found.following)):
            name = known.frame.id(to) if to is not None else ""
            st.button(
                label,
                key=f"step:{key}",
                on_click=go,
                args=(Open("incident", name),),
                disabled=to is None,
                shortcut=key,
            )
        st.caption(f"{found.position:,} of {found.total:,}, newest first")


def _neighbours(known: Shared, chosen: Chosen, row: int | None, go: Opener) -> None:
    """What else the filters keep near by and about the same time."""
    found = beside.neighbours(known.frame, chosen.rows, row, NEIGHBOURS) if row is not None else []
    if not found:
        return
    st.html(f"<h5>Within {beside.NEAR_KM:.0f} km and {beside.NEAR_DAYS} days</h5>")
    for other in found:
        when = f"{words.plural(abs(other.days), 'day')} {'later' if other.days > 0 else 'earlier'}"
        _entry(known, other.row, go, f"{other.km:,.0f} km, {when if other.days else 'same day'}")


def _resolution(known: Shared, found: Incident) -> Resolution | None:
    """How the lead report's place was read: the resolution whose mention its citation points at."""
    place = found.lead.place
    if place is None:
        return None
    try:
        reading = known.store.reading(found.lead.document)
    except DashboardError:
        return None
    return evidence.resolution_of(place, reading.resolutions)


def _report(report: Report, document: Document | None, *, single: bool, expanded: bool) -> None:
    if document is None:
        st.warning("The article of this report is not in the store.")
        return
    title = document.title or words.clipped(document.text.strip(), 60)
    line = f"**{words.markdown(words.clipped(title, 90))}** · {words.markdown(_origin(document))}"
    box = st.container(border=True) if single else st.expander(line, expanded=expanded)
    with box:
        if single:
            st.markdown(line)
        link = words.safe_link(document.source.url)
        if link:
            st.link_button("Open the original", link)
        text = words.clean(document.text)
        st.html(article.html(text, article.marks(report)))


def _origin(document: Document) -> str:
    parts = [document.source.publisher or document.source.origin]
    parts.append(words.day(document.published) if document.published else "undated")
    return words.clipped(" · ".join(parts), 90)


def summary(found: Incident, documents: Mapping[str, Document]) -> str:
    """The headline as HTML: type, place, date, how it is told, and the sentence that reports it."""
    location = found.location
    country = basemap.country_name(location.place.country) if location and location.place.country else ""
    badges = [f'<span class="im-badge">{escape(found.event_type.value)}</span>']
    if found.factuality is not Factuality.REPORTED:
        badges.append(f'<span class="im-badge im-doubt">{escape(found.factuality.value)}</span>')
    if found.ongoing:
        badges.append('<span class="im-badge">ongoing</span>')
    elif found.background:
        badges.append('<span class="im-badge">earlier event</span>')
    told = f"{words.plural(len(found.reports), 'report')} from {words.plural(found.sources, 'source')}"
    lead = documents.get(found.lead.document)
    quote = ""
    if lead is not None:
        sentence = words.clean(found.lead.evidence[0].of(lead.text))
        quote = f'<blockquote dir="auto">{escape(words.clipped(" ".join(sentence.split()), 320))}</blockquote>'
    return (
        f'<div class="im-head"><h3>{icon(found.event_type, 20)} {escape(found.sub_event_type.value)}</h3>'
        f'<p class="im-line">{escape(words.place(location, country))} · {escape(words.exact_period(found.period))}</p>'
        f"<p>{''.join(badges)}</p>{quote}"
        f'<p class="im-quiet">{told} · confidence {found.confidence:.0%}</p></div>'
    )
