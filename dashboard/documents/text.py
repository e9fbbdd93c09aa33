"""``.txt``: the whole file is the article."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.documents.decoding import decode
from dashboard.documents.making import content_of, documents_of, title_line
from dashboard.errors import ReadError
from dashboard.model import Document, Problem
from dashboard.plugins import Input


def read_text(source: Input) -> Iterator[Document | Problem]:
    """One document; its text is the file's, to the letter; its title the first line, if that reads like one."""
    raw = content_of(source)
    text = decode(raw)
    if not text.strip():
        raise ReadError("the file holds nothing but blanks")
    yield from documents_of(source, text, {"title": title_line(text)}, raw=raw, where=source.location)
