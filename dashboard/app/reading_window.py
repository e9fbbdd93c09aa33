"""Reading in the page: paste a text or drop files, see what would be made of them, and only then save."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard import documents, pipeline
from dashboard.app import foreseen, theme, words
from dashboard.app.windows import KEPT
from dashboard.app.words import listed, mark, plural, say
from dashboard.errors import DashboardError
from dashboard.model import Document, Extract, Incident, Problem
from dashboard.pipeline import Engine, Preview
from dashboard.settings import Settings
from dashboard.store.store import Store

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

FILES_AT_MOST: Final = 20
MEGABYTES: Final = theme.UPLOAD_MB  # of one file
DOCUMENTS_AT_MOST: Final = 200  # about three seconds of reading; folders are for ``dashboard load``
PROBLEMS_SHOWN: Final = 20
SUFFIXES: Final = ("txt", "md", "jsonl")
SEEN: Final = KEPT + "seen"  # in the session: the last preview
PASTED: Final = mark("pasted text")
FIELDS: Final = ("text", "title", "source", "published", "url")


@dataclass(frozen=True, slots=True)
class Seen:
    """A preview, and which of its documents the store held when it was made; ``saved`` is what came of saving it."""

    preview: Preview
    stored: frozenset[str]
    saved: str = ""


def draw(settings: Settings, store: Store) -> None:
    """The window's content."""
    st.caption(
        say(
            "Nothing is saved before you say so. At most {files} files of {size} MB and {documents} articles at once.",
            files=FILES_AT_MOST,
            size=MEGABYTES,
            documents=DOCUMENTS_AT_MOST,
        )
    )
    _form(settings, store)
    seen: Seen | None = st.session_state.get(SEEN)
    if seen is not None:
        _result(seen, store)


def _form(settings: Settings, store: Store) -> None:
    st.text_area(
        say("Text of an article"),
        key="read:text",
        height=120,
        max_chars=settings.max_characters,
        placeholder=say("Paste it here"),
    )
    first, second, third, fourth = st.columns(4)
    first.text_input(say("Title"), key="read:title", max_chars=300)
    second.text_input(say("Source"), key="read:source", max_chars=200)
    third.date_input(
        say("Published"), value=None, key="read:published", format="YYYY-MM-DD", min_value=date(1900, 1, 1)
    )
    fourth.text_input(say("Link"), key="read:url", max_chars=2000, placeholder="https://")
    st.file_uploader(
        say("Or files: text, Markdown, or JSON Lines"),
        type=list(SUFFIXES),
        accept_multiple_files=True,
        key="read:files",
        max_upload_size=MEGABYTES,
    )
    if st.button(say("Read"), key="read:go", type="primary"):
        st.session_state[SEEN] = _read(settings, store)


# ----------------------------------------------------------------------------------------------------------- reading


def _read(settings: Settings, store: Store) -> Seen | None:
    """What would be made of the text and the files; None, with a word about it, where there is nothing to read."""
    found = list(islice(_given(settings), DOCUMENTS_AT_MOST + 1))
    if not found:
        st.info(say("Paste a text or choose a file first."))
        return None
    if len(found) > DOCUMENTS_AT_MOST:
        found = [*found[:DOCUMENTS_AT_MOST], _too_many(found[-1])]
    bar = st.progress(0.0, say("Reading"))
    try:
        engine, alone = _engine(replace(settings, strict=False, workers=1))
        with alone:
            preview = pipeline.preview(found, engine, lambda done: _tell(bar, done / len(found)))
        stored = store.known(whole.document.id for whole in preview.extracts)
    except DashboardError as error:
        st.error(words.markdown(str(error)))
        return None
    finally:
        bar.empty()
    return Seen(preview, frozenset(stored))


def _tell(bar: DeltaGenerator, done: float) -> None:
    bar.progress(done, say("Reading"))


def _given(settings: Settings) -> Iterator[Document | Problem]:
    """The documents of the text and of the files, each file's own trouble kept from the rest."""
    asked = {name: st.session_state.get(f"read:{name}") or "" for name in FIELDS}
    text = str(asked.pop("text"))
    if text.strip():
        yield from documents.read_words(
            say(PASTED), text, {name: str(value) for name, value in asked.items()}, settings
        )
    files = st.session_state.get("read:files") or []
    for file in files[:FILES_AT_MOST]:
        yield from documents.read_bytes(file.name, file.getvalue(), settings)
    for file in files[FILES_AT_MOST:]:
        yield Problem(
            file.name, "read", say("more than {files} files at once; read it afterwards", files=FILES_AT_MOST)
        )


def _too_many(item: Document | Problem) -> Problem:
    where = item.where if isinstance(item, Problem) else item.source.origin
    message = say("more than {count} articles at once; load them with `dashboard load`", count=DOCUMENTS_AT_MOST)
    return Problem(where, "read", message)


@st.cache_resource(show_spinner=False, max_entries=1)
def _engine(_settings: Settings) -> tuple[Engine, threading.Lock]:
    """What reading needs, opened when somebody first reads, and shared; it reads for one session at a time."""
    return Engine.open(_settings), threading.Lock()


# ------------------------------------------------------------------------------------------------------------ showing


def _result(seen: Seen, store: Store) -> None:
    _problems(seen.preview.problems)
    extracts = seen.preview.extracts
    if not extracts:
        return
    fresh = [whole for whole in extracts if whole.document.id not in seen.stored]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status">{seen.saved or _told(seen, fresh)}</p>', width="stretch")
        if fresh and not seen.saved:
            st.button(say("Save"), key="read:save", type="primary", on_click=_save, args=(seen, fresh, store))
    whole = _picked(extracts, seen.stored)
    told = sorted(_told_by(seen, whole), key=lambda incident: incident.lead.evidence[0].start)
    left, right = st.columns(2)
    with left:
        st.html(foreseen.text(whole))
    with right:
        st.html(foreseen.incidents(told, whole))
        st.html(foreseen.pins(whole) or "<span></span>")
        st.html(foreseen.rejected(whole) or "<span></span>")


def _told_by(seen: Seen, whole: Extract) -> list[Incident]:
    return [i for i in seen.preview.incidents if any(report.document == whole.document.id for report in i.reports)]


def _told(seen: Seen, fresh: list[Extract]) -> str:
    """In one line: how many articles and incidents, and whether they are there already."""
    extracts = seen.preview.extracts
    if not fresh:
        return plural(len(extracts), "Already there: {count} article.", "Already there: {count} articles.")
    parts = [
        plural(len(fresh), "{count} new article", "{count} new articles"),
        plural(len(seen.preview.incidents), "{count} incident", "{count} incidents"),
    ]
    if len(extracts) > len(fresh):
        parts.insert(1, plural(len(extracts) - len(fresh), "{count} already there", "{count} already there"))
    left = sum(len(whole.rejected) for whole in extracts)
    parts.append(plural(left, "{count} not made an incident", "{count} not made incidents"))
    return f"{listed(parts)}."


def _picked(extracts: tuple[Extract, ...], stored: frozenset[str]) -> Extract:
    """The article to show: the one, or one of a list."""
    if len(extracts) == 1:
        return extracts[0]
    by_id = {whole.document.id: whole for whole in extracts}

    def named(name: str) -> str:
        document = by_id[name].document
        title = words.clipped(words.clean(document.title or " ".join(document.text.split())), 70)
        note = (
            say("already there")
            if name in stored
            else plural(len(by_id[name].reports), "{count} incident", "{count} incidents")
        )
        return f"{words.apart(title)} · {words.apart(words.clean(document.source.origin))} · {note}"

    chosen = st.selectbox(say("Article"), list(by_id), key="read:which", format_func=named)
    return by_id.get(chosen or "", extracts[0])


def _problems(found: Iterable[Problem]) -> None:
    found = list(found)
    if not found:
        return
    lines = [f"- **{words.markdown(p.where)}**: {words.markdown(p.message)}" for p in found[:PROBLEMS_SHOWN]]
    if len(found) > PROBLEMS_SHOWN:
        left = len(found) - PROBLEMS_SHOWN
        lines.append(f"- {plural(left, 'and {count} more', 'and {count} more')}")
    st.warning("\n".join(lines))


def _save(seen: Seen, fresh: list[Extract], store: Store) -> None:
    """Keeps the new ones; what another session has saved meanwhile is passed over."""
    try:
        saved = pipeline.save(store, fresh)
    except DashboardError as error:
        st.session_state[SEEN] = replace(seen, saved=words.clean(str(error)))
        return
    told = say(
        "Saved: {articles}, {incidents}.",
        articles=plural(saved.documents, "{count} article", "{count} articles"),
        incidents=plural(saved.incidents, "{count} incident", "{count} incidents"),
    )
    if saved.unchanged:
        told += " " + plural(saved.unchanged, "Already there: {count} article.", "Already there: {count} articles.")
    stored = seen.stored | {whole.document.id for whole in fresh}
    st.session_state[SEEN] = Seen(seen.preview, stored, told)
