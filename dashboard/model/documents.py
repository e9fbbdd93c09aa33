"""Articles, their sources and their sentences."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from dashboard.model.words import Span


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from.

    ``origin`` is the input's own id (JSONL) or the file's path as loaded; ``sha256`` is that of the raw bytes read.
    """

    origin: str
    sha256: str
    publisher: str | None = None
    url: str | None = None
    retrieved: date | None = None

    def __post_init__(self) -> None:
        if self.url is not None:
            parts = urlsplit(self.url)
            if parts.scheme not in {"http", "https"} or not parts.netloc:
                raise ValueError(f"a source's url must be absolute http or https, not {self.url!r}")


@dataclass(frozen=True, slots=True)
class Document:
    """An article. ``text`` is kept exactly as read; ``id`` is a digest, so that reading twice gives one document."""

    id: str
    text: str
    source: Source
    title: str = ""
    published: date | None = None
    language: str = "en"

    @staticmethod
    def identify(
        text: str, title: str = "", published: str = "", publisher: str = "", url: str = "", given: str = ""
    ) -> str:
        """The digest of what makes a document: its words and who published them when, not the path it lay at.

        ``given`` is the id that a JSONL line brought along; two lines with two ids are two documents.
        """
        whole = json.dumps([text, title, published, publisher, url, given], ensure_ascii=False)
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, said for people: which document, at which stage, what, and what to do."""

    where: str
    stage: str
    message: str


class SentenceKind(StrEnum):
    """What part of the page a sentence stands in; headings, bylines and boilerplate make no incident alone."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph`` counts from 0; ``heading`` is the index of the heading sentence it stands under, if any."""

    span: Span
    index: int
    paragraph: int
    kind: SentenceKind = SentenceKind.BODY
    heading: int | None = None
