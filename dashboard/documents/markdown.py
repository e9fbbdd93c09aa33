"""``.md``: an article, with or without YAML front matter (title, published, source, url, language) between ``---`` lines.

The text is what follows the front matter, without the blank lines around it and else to the letter; Markdown's marks stay,
since offsets must point into what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from dashboard.documents.decoding import decode
from dashboard.documents.making import STAGE, content_of, documents_of, title_line
from dashboard.errors import ReadError
from dashboard.model import Document, Problem
from dashboard.plugins import Input

LONGEST_FRONT_MATTER = 65_536  # characters; a page's, not a data file's
_FENCE = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENS = re.compile(r"\A\s*---[ \t]*\r?\n")
_HEADING = re.compile(r"\A#{1,2}[ \t]+(\S[^\n]*?)[ \t#]*\r?\n")


def read_markdown(source: Input) -> Iterator[Document | Problem]:
    """One document. Broken front matter is a problem and what it says is lost; the article is still read."""
    raw = content_of(source)
    text = decode(raw)
    given: Mapping[str, Any] = {}
    match = _FENCE.match(text)
    if match:
        given, wrong = _front_matter(match.group(1))
        text = text[match.end() :]
    else:
        wrong = "front matter opens with --- but is never closed" if _OPENS.match(text) and ":" in text[:200] else ""
    if wrong:
        yield Problem(source.location, STAGE, f"{wrong}; the article was read without it")
    body = text.strip()
    if not body:
        raise ReadError("there is no article, only front matter" if match else "the file holds nothing but blanks")
    heading = _HEADING.match(body)
    title = given.get("title") or (heading.group(1) if heading else title_line(body))
    yield from documents_of(source, body, {**given, "title": title}, raw=raw, where=source.location)


def _front_matter(block: str) -> tuple[Mapping[str, Any], str]:
    """Its fields, all as text (so that an impossible date is told apart from a broken block), and what is wrong."""
    if len(block) > LONGEST_FRONT_MATTER:
        return {}, f"front matter is longer than {LONGEST_FRONT_MATTER:,} characters"
    try:
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  # BaseLoader makes nothing but text, lists, dicts
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" in line {line + 2}" if line is not None else ""
        return {}, f"front matter is not YAML{where}"
    if fields is None or fields == "":
        return {}, ""
    return (fields, "") if isinstance(fields, dict) else ({}, "front matter is not a list of fields like `title: …`")
