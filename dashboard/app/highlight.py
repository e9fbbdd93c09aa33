"""The words of a search in the texts it found, so that a reader sees why a card or an article is there. Pure.

Words are compared as the store's index compares them: whole, whatever their case and accents (``unicode61`` with
``remove_diacritics``, sqlite.org/fts5.html, 4.3.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from dashboard.app import words
from dashboard.model import Span
from dashboard.store import search
from dashboard.store.search import Term

FIELD: Final = "searched"  # the field that marks of searched words carry in an article
HITS_AT_MOST: Final = 200  # in one text
STYLE: Final = """
mark.im-f-searched { background: color-mix(in srgb, #f2c200 28%, transparent); box-shadow: inset 0 -2px 0 #b08900; }
.im-fields td, .im-line, .im-matrix td, .im-why li, .im-badge, .im-inside, .st-key-panel .stMarkdown p, input,
[class*="st-key-row-"] button p { unicode-bidi: plaintext; text-align: start; }
"""
"""Each line of a document's text runs as its own first letter does, whatever the page's direction."""

_TOKEN: Final = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")


def spans(text: str, asked: str) -> tuple[Span, ...]:
    """Where the wanted words of a search stand in a text, in order and without overlap."""
    terms = [(_folded_tokens(term.text), term) for term in search.parse(asked).wanted]
    terms = [(tokens, term) for tokens, term in terms if tokens]
    if not terms:
        return ()
    tokens = [(match.start(), match.end(), _folded(match.group())) for match in _TOKEN.finditer(text)]
    found: list[Span] = []
    for at, (start, _, _) in enumerate(tokens):
        length = max((len(wanted) for wanted, term in terms if _stands(tokens, at, wanted, term)), default=0)
        if length and (not found or start >= found[-1].end):
            found.append(Span(start, tokens[at + length - 1][1]))
            if len(found) == HITS_AT_MOST:
                break
    return tuple(found)


def markdown(text: str, asked: str) -> str:
    """A text for a button's label with the searched words marked; everything else is shown as it is."""
    line = " ".join(text.split())
    parts, last = [], 0
    for span in spans(line, asked):
        parts.append(words.markdown_part(line[last : span.start]))
        parts.append(f":yellow-background[{words.markdown_part(line[span.start : span.end])}]")
        last = span.end
    return "".join([*parts, words.markdown_part(line[last:])])


def _stands(tokens: Sequence[tuple[int, int, str]], at: int, wanted: Sequence[str], term: Term) -> bool:
    here = [token for _, _, token in tokens[at : at + len(wanted)]]
    if len(here) < len(wanted) or here[:-1] != list(wanted[:-1]):
        return False
    return here[-1].startswith(wanted[-1]) if term.prefix else here[-1] == wanted[-1]


def _folded_tokens(text: str) -> list[str]:
    return [_folded(match.group()) for match in _TOKEN.finditer(text)]


def _folded(token: str) -> str:
    """Without case and accents, as the index folds them: marks of Latin, Greek and Cyrillic letters only."""
    parts = unicodedata.normalize("NFKD", token.casefold())
    return "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f")
