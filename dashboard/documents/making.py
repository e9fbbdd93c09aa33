"""What readers have in common: from the parts of an article to a ``Document``, and what is wrong with the parts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from dashboard.errors import ReadError
from dashboard.model import Document, Problem, Source
from dashboard.plugins import Input

STAGE = "read"
BYTES_A_CHARACTER = 4  # of UTF-8 and UTF-16 at most
LONGEST_TITLE = 160  # characters of a first line that may still be a headline
_LONE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_OF_THE_PAGE = re.compile(
    r"(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:?\s.*\d|(?:dated?|source|by):\s", re.IGNORECASE
)


def content_of(source: Input) -> bytes:
    """All bytes of a file; raises ReadError when there are more than a document may have."""
    most = source.max_characters * BYTES_A_CHARACTER
    with source.open() as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise ReadError(too_long(source.max_characters))
    if not content:
        raise ReadError("the file is empty")
    return content


def too_long(most: int) -> str:
    return f"it is longer than the {most:,} characters a document may have; split it, or raise max_characters"


def title_line(text: str) -> str:
    """The first line, if it reads like a headline: short, no full stop, and set apart or followed by a longer line.

    A line that says when or by whom a page was published is none.
    """
    first, _, rest = text.lstrip("\ufeff\r\n \t").partition("\n")
    line = first.strip()
    if _OF_THE_PAGE.match(line):
        return ""
    if not line or len(line) > LONGEST_TITLE or not rest.strip() or line.endswith((".", ",", ";", ":")):
        return ""
    following = rest.split("\n", 1)[0].strip()
    return line if not following or len(following) > 1.5 * len(line) else ""


def documents_of(
    source: Input, text: str, given: Mapping[str, Any], *, raw: bytes, where: str, identity: str = ""
) -> Iterator[Document | Problem]:
    """One document, after a problem for each of its parts that is wrong and was left out.

    ``given`` may hold title, published, source, url and language; ``where`` names file and line in problems;
    ``identity`` is the id that a JSONL line brought along. Raises ReadError where the text itself is unusable.
    """
    if len(text) > source.max_characters:
        raise ReadError(too_long(source.max_characters))
    title, publisher, url, language, published = (
        _LONE.sub("�", _words(given, name)) for name in ("title", "source", "url", "language", "published")
    )
    day, wrong = day_of(published)
    problems = [wrong] if wrong else []
    if url and not _is_address(url):
        problems.append(f"url {url[:80]!r} is not an absolute http or https address; it was left out")
        url = ""
    if language and not _LANGUAGE.match(language):
        problems.append(f"language {language[:20]!r} is not a language code such as 'en'; taken as {source.language!r}")
        language = ""
    yield from (Problem(where, STAGE, problem) for problem in problems)
    clean = _LONE.sub("\N{REPLACEMENT CHARACTER}", text)  # half a surrogate pair is no character; offsets stay
    yield Document(
        id=Document.identify(clean, title, day.isoformat() if day else "", publisher, url, identity),
        text=clean,
        source=Source(identity or where, hashlib.sha256(raw).hexdigest(), publisher or None, url or None),
        title=title,
        published=day,
        language=language or source.language,
    )


def day_of(value: str) -> tuple[date | None, str]:
    """The day of an ISO 8601 date or time as written, and what is wrong with it if it is none."""
    if not value:
        return None, ""
    if not _DAY.match(value):
        return None, f"published {value[:40]!r} is not a date like 2024-01-31 or 2024-01-31T09:30:00Z; it was left out"
    try:
        return datetime.fromisoformat(value).date(), ""
    except ValueError:
        return None, f"published {value!r}: there is no such day or time; it was left out"


def _words(given: Mapping[str, Any], name: str) -> str:
    """The value as one line of text; None and nested values are as if not given."""
    value = given.get(name)
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
