"""The side panel: an overview, the incidents at one place, or a mentioned place; ``incident_view`` has the incident."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from dashboard.app import (
    article,
    basemap,
    clusters,
    data,
    highlight,
    map_view,
    selection,
    session,
    telling,
    visits,
    words,
)
from dashboard.app.data import Chosen, Shared
from dashboard.app.state import Open
from dashboard.app.words import say
from dashboard.model import Document, Span
from dashboard.store.frames import COUNTRY_LEVEL, Counter, Frame

LATEST: Final = 8  # incidents in the overview
AREAS_SHOWN: Final = 7  # countries in the overview before one asks for all of them
LIST_PAGE: Final = 25  # incidents of a place shown at once

Opener = Callable[[Open | None], None]


def overview(known: Shared, chosen: Chosen, counter: Counter, areas: Sequence[map_view.Area], go: Opener) -> None:
    """What is asked for in numbers, and where to find what no pin can show."""
    if counter.matching == 0:
        _nothing(known)
        return
    if areas or counter.without_place or counter.undated:
        st.html(f"<h5>{escape(say('Not at an exact place, or undated'))}</h5>")
        with st.container(horizontal=True, gap="small"):
            every = len(areas) <= AREAS_SHOWN + 1 or st.session_state.get("areas:all")
            for area in areas if every else areas[:AREAS_SHOWN]:
                label = f"{words.markdown(area.name)} · {sum(area.counts):,}"
                st.button(label, key=f"area:{area.code}", on_click=go, args=(Open("country", area.code),))
            if not every:
                more = words.plural(len(areas) - AREAS_SHOWN, "{count} more country", "{count} more countries")
                st.button(more, key="areas:more", type="tertiary", on_click=_all_areas)
            if counter.without_place:
                label = say("Without place · {count}", count=f"{counter.without_place:,}")
                st.button(label, key="area:nowhere", on_click=go, args=(Open("nowhere"),))
            if counter.undated:
                label = say("Undated · {count}", count=f"{counter.undated:,}")
                st.button(label, key="area:undated", on_click=go, args=(Open("undated"),))
    visits.button(known, session.page().narrow)
    st.html(f"<h5>{escape(say('Latest'))}</h5>")
    rows = data.newest_first(known.frame, chosen.rows, LATEST)
    for row in rows:
        entry(known, int(row), go)


def _nothing(known: Shared) -> None:
    """What is asked for where nothing matches, and a click to ask for less."""
    page = session.page()
    told = [f"- {words.markdown(line)}" for line in telling.asked(page)]
    st.info("\n".join([say("No incident matches."), "", *told]))
    with st.container(horizontal=True, gap="small"):
        st.button(say("Clear all filters"), key="clear-all", on_click=session.clear)
        if page.narrow.area is not None and len(rows := selection.everywhere(known, page).rows):
            label = words.plural(len(rows), "Everywhere: {count} incident", "Everywhere: {count} incidents")
            box = clusters.fitting(known.frame.latitude[rows], known.frame.longitude[rows])
            st.button(label, key="everywhere", on_click=session.everywhere, args=(box,))


def _all_areas() -> None:
    st.session_state["areas:all"] = True


def entry(known: Shared, row: int, go: Opener, note: str = "") -> None:
    """One incident as a button: where and when, a note, and the sentence that reports it."""
    frame = known.frame
    when = words.days(frame.first[row], frame.last[row], int(frame.date_prec[row]))
    where = _where(frame, row)
    line = highlight.markdown(words.clipped(frame.summary(row), 120), session.page().filters.words)
    kind = say(frame.sub_event_type_of(row).value)
    note = f" · {words.markdown(note)}" if note else ""
    label = f"**{words.markdown(kind)}** · {words.markdown(where)} · {words.markdown(when)}{note}  \n{line}"
    st.button(label, key=f"row:{frame.id(row)}", on_click=go, args=(Open("incident", frame.id(row)),), width="stretch")


def _where(frame: Frame, row: int) -> str:
    """The place's name; of what is known to its country only, the country's."""
    country = frame.country_code(row)
    if country and frame.where_prec[row] == COUNTRY_LEVEL:
        return basemap.country_name(country)
    name = frame.place_name(row)
    return words.apart(words.clean(name)) if name else say("place unknown")


def listing(known: Shared, chosen: Chosen, opened: Open, go: Opener) -> None:
    """The incidents at one point, in one country as a whole, without a place, or without a date."""
    rows = data.rows_of(known, chosen, opened)
    rows = data.newest_first(known.frame, rows, len(rows))
    title, note = _title(known, opened, rows)
    heading(title, go)
    st.caption(note)
    if len(rows) == 0:
        st.info(say("None of them matches the filters now."))
    shown = st.session_state.get("listed", {}).get(str(opened), LIST_PAGE)
    for row in rows[:shown]:
        entry(known, int(row), go)
    if len(rows) > shown:
        more = {str(opened): shown + LIST_PAGE}
        st.button(
            words.plural(min(LIST_PAGE, len(rows) - shown), "Show {count} more", "Show {count} more"),
            key="more",
            on_click=lambda: st.session_state.update(listed=more),
            width="stretch",
        )


def _title(known: Shared, opened: Open, rows: Any) -> tuple[str, str]:
    """The heading of a list, and how many there are with a word about why they are together."""
    count = len(rows)
    if opened.kind == "nowhere":
        return say("Without place"), words.plural(
            count, "{count} incident; the articles do not say where", "{count} incidents; the articles do not say where"
        )
    if opened.kind == "undated":
        return say("Undated"), words.plural(
            count, "{count} incident; the articles do not say when", "{count} incidents; the articles do not say when"
        )
    if opened.kind == "country":
        return basemap.country_name(opened.key), words.plural(
            count,
            "{count} incident somewhere in the country; no exact place given",
            "{count} incidents somewhere in the country; no exact place given",
        )
    name = known.frame.place_name(int(rows[0])) if count else None
    return name or say("This place"), words.plural(count, *map_view.HERE)


def heading(title: str, go: Opener, back: Open | None = None) -> None:
    """The panel's heading with its ways out."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="panel-head"
    ):
        if back is not None:
            st.button(say("← Back to the list"), key="back", on_click=go, args=(back,), type="tertiary")
        else:
            st.html(f"<h5>{escape(title)}</h5>", width="content")
        st.button("✕", key="close", on_click=go, args=(None,), help=say("Close"), type="tertiary")


def mention(known: Shared, key: str, go: Opener) -> None:
    """A mentioned place: each article that names it, with the sentence."""
    found = known.store.places_in_texts(key, LIST_PAGE)
    documents = known.store.documents([place.document for place in found])
    name = next((p.span.of(documents[p.document].text) for p in found if p.document in documents), say("This place"))
    heading(words.clean(name), go)
    st.caption(say("No incident is placed here by these sentences; the articles name the place."))
    for place in found:
        document = documents.get(place.document)
        if document is None:
            continue
        with st.container(border=True):
            st.markdown(
                f"**{words.markdown(words.apart(words.clipped(place.title, 90)))}** · {words.markdown(origin(document))}"
            )
            first, last = place.sentence.start, place.sentence.end
            inside = Span(place.span.start - first, place.span.end - first)
            st.html(article.html(words.clean(document.text[first:last]), [article.Mark(inside, "place")]))
            st.caption(say("as {role}", role=say(place.role.value)))
            link = words.safe_link(document.source.url)
            if link:
                st.link_button(say("Open the original"), link)
    if not found:
        st.info(say("No article in the store names this place."))


def origin(document: Document) -> str:
    """Who published an article, and when."""
    parts = [document.source.publisher or document.source.origin]
    parts.append(words.apart(words.day(document.published) if document.published else say("undated")))
    return " · ".join([words.apart(words.clean(words.clipped(parts[0], 70))), *parts[1:]])
