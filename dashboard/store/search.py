"""What a person types into the search box, as a query that can never be a syntax error.

convoy bombed          both words, anywhere in title or text
"car bomb"             the words side by side
hodeida*               words that begin so
-exercise              not in the document
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# A quoted phrase (closed or not), or anything without spaces; a minus before it excludes.
_PIECE: Final = re.compile(r'(?P<minus>-?)(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')
_WORD: Final = re.compile(r"\w")
MAX_TERMS: Final = 32  # more than anyone types; keeps a pasted article from becoming a query of thousands of terms


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; ``prefix``: the last may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``wanted`` and none of ``unwanted``; with nothing wanted, all documents but the unwanted."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.wanted and not self.unwanted


def parse(text: str) -> Query:
    """The query that a text asks for. Signs without a letter or digit ask nothing."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for piece in _PIECE.finditer(text.replace("\0", " ")):
        phrase = piece["phrase"]
        words = phrase if phrase is not None else piece["word"]
        if not _WORD.search(words):
            continue
        prefix = phrase is None and words.endswith("*")
        (unwanted if piece["minus"] else wanted).append(Term(words.rstrip("*") if prefix else words, prefix))
    return Query(tuple(wanted[:MAX_TERMS]), tuple(unwanted[:MAX_TERMS]))
