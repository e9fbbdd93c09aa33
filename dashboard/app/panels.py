"""The side panel: an overview, the incidents at one place, or one incident with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.app import article, basemap, data, map_view, words
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import Open
from dashboard.app.theme import TYPE_LOOKS, TYPES, icon
from dashboard.errors import DashboardError, NoSuchIncident
from dashboard.model import Cited, Document, Factuality, Incident, Report, Span
from dashboard.store.frames import Counter

LATEST: Final = 8  # incidents in the overview
LIST_PAGE: Final = 25  # incidents of a place shown at once
REPORTS_OPEN: Final = 1  # reports whose article is unfolded from the start

Opener = Callable[[Open | None], None]


def overview(known: Shared, chosen: Chosen, counter: Counter, areas: Sequence[map_view.Area], go: Opener) -> None:
    """What is asked for in numbers, and where to find what no pin can show."""
    if counter.matching == 0:
        st.info("No incident matches these filters. Clear some of them, or include undated ones.")
        return
    st.html(_bars(known, chosen))
    if areas or counter.without_place:
        st.html("<h5>Not at an exact place</h5>")
        with st.container(horizontal=True, gap="small"):
            for area in areas:
                label = f"{words.markdown(area.name)} · {sum(area.counts):,}"
                st.button(label, key=f"area:{area.code}", on_click=go, args=(Open("country", area.code),))
            if counter.without_place:
                label = f"Without place · {counter.without_place:,}"
                st.button(label, key="area:nowhere", on_click=go, args=(Open("nowhere"),))
    st.html("<h5>Latest</h5>")
    rows = data.newest_first(known.frame, chosen.rows, LATEST)
    for row in rows:
        _entry(known, int(row), go)


def _bars(known: Shared, chosen: Chosen) -> str:
    """Incidents by type as bars, with their markers: a legend that counts."""
    counts = [int((known.types[chosen.rows] == at).sum()) for at in range(len(TYPES))]
    most = max(counts) or 1
    rows = [
        f'<div class="im-bar">{icon(kind)}<span>{escape(kind.value)}</span>'
        f'<div><i style="width:{max(2, round(100 * n / most))}%;background:{TYPE_LOOKS[kind].colour}"></i></div><b>{n:,}</b></div>'
        for kind, n in zip(TYPES, counts, strict=True)
        if n
    ]
    return f'<div class="im-bars">{"".join(rows)}</div>'


def _entry(known: Shared, row: int, go: Opener) -> None:
    """One incident as a button: where and when, and the sentence that reports it."""
    frame = known.frame
    when = words.days(frame.first[row], frame.last[row], int(frame.date_prec[row]))
    where = frame.place_name(row) or "place unknown"
    line = words.markdown(words.clipped(frame.summary(row), 120))
    kind = frame.sub_event_type_of(row).value
    label = f"**{words.markdown(kind)}** · {words.markdown(where)} · {words.markdown(when)}  \n{line}"
    st.button(label, key=f"row:{frame.id(row)}", on_click=go, args=(Open("incident", frame.id(row)),), width="stretch")


def listing(known: Shared, chosen: Chosen, opened: Open, go: Opener) -> None:
    """The incidents at one point, in one country as a whole, or without a place."""
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


def incident(known: Shared, name: str, back: Open | None, go: Opener) -> None:
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
    _head("Incident", go, back)
    st.html(summary(found, documents))
    st.html(fields(found, documents))
    cited = {field for report in found.reports for field in article.citations(report)}
    st.html(article.legend(cited))
    ordered = sorted(found.reports, key=lambda r: r.id != found.lead.id)
    for number, report in enumerate(ordered):
        _report(report, documents.get(report.document), single=len(ordered) == 1, expanded=number < REPORTS_OPEN)
    st.html(_why(found))


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
        f'<p class="im-line">{escape(words.place(location, country))} · {escape(words.period(found.period))}</p>'
        f"<p>{''.join(badges)}</p>{quote}"
        f'<p class="im-quiet">{told} · confidence {found.confidence:.0%}</p></div>'
    )


def fields(found: Incident, documents: Mapping[str, Document]) -> str:
    """The fields as a table: the chosen value, the words it was read from, and what other reports say."""
    location = found.location
    values: list[tuple[str, str, str]] = [
        ("event type", found.sub_event_type.value, "sub_event_type"),
        ("place", _place_value(found), "place"),
        ("date", words.period(found.period), "date"),
        ("actors", words.names(found.actors), "actors"),
        ("targets", words.names(found.targets), "targets"),
        ("killed", words.number(found.killed), "killed"),
        ("injured", words.number(found.injured), "injured"),
    ]
    cited = article.citations(found.lead)
    more = ("captured", "count", "claimed by", "denied by")
    values += [(name, _plain(cited[name]), name) for name in more if name in cited]
    lead = documents.get(found.lead.document)
    rows = []
    for name, value, key in values:
        quotes = _quotes(cited.get(name, ()), lead, name)
        differing = found.disagreements.get(key) or found.disagreements.get(name)
        doubt = f'<div class="im-differ">reports differ: {escape(" / ".join(differing))}</div>' if differing else ""
        rows.append(f"<tr><th>{escape(name)}</th><td>{escape(value)}{doubt}</td><td>{quotes}</td></tr>")
    if location is not None:
        rows.append(
            f"<tr><th>coordinates</th><td>{location.latitude:.4f}, {location.longitude:.4f}</td>"
            f'<td class="im-quiet">{escape(location.place.id)}</td></tr>'
        )
    return f'<table class="im-fields"><tbody>{"".join(rows)}</tbody></table>'


def _place_value(found: Incident) -> str:
    if found.location is None:
        return words.place(None)
    return f"{words.place(found.location)} ({words.where(found.location)})"


def _plain(cited: Sequence[Cited[Any]]) -> str:
    shown = [words.number(c.value) if hasattr(c.value, "high") else str(c.value) for c in cited]
    return words.clean(", ".join(dict.fromkeys(shown)))


def _quotes(cited: Sequence[Cited[Any]], lead: Document | None, field: str) -> str:
    """The cited words themselves, each in the colour of its field."""
    if lead is None:
        return ""
    said = dict.fromkeys(" ".join(span.of(lead.text).split()) for c in cited for span in c.spans)
    return " ".join(
        f'<mark class="{article.css_class(field)}">{escape(words.clean(words.clipped(text, 60)))}</mark>'
        for text in list(said)[:4]
        if text
    )


def _why(found: Incident) -> str:
    """Why the reports are one incident, and what made the confidence."""
    parts = []
    if found.merged_because:
        items = "".join(f"<li>{escape(words.clean(reason))}</li>" for reason in found.merged_because)
        parts.append(f"<details><summary>Why these reports are one incident</summary><ul>{items}</ul></details>")
    reasons = found.lead.reasons
    if reasons:
        items = "".join(f"<li>{escape(words.clean(reason))}</li>" for reason in reasons)
        parts.append(f"<details><summary>What makes the confidence</summary><ul>{items}</ul></details>")
    parts.append(f'<p class="im-quiet">Incident {escape(found.id)}</p>')
    return f'<div class="im-why">{"".join(parts)}</div>'
