"""What a person types into the search box, as a query that can never be a syntax error.

convoy bombed          both words, anywhere in title or text
"car bomb"             the words side by side
hodeida*               words that begin so
-exercise              not in the document
actor:Houthis          a side of the incident is called so; with quotes: actor:"Islamic State"
place:Mosul            its place is called so
type:strike            its event type or sub-event type has a word that begins so
country:Iraq           its country, by name or by code (country:IQ)
source:Reuters         a publisher that reports it
-source:Reuters        the reverse; each of these takes a minus

What looks like an operator and is none is searched as words, and ``oddities`` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

FIELDS: Final = ("actor", "place", "type", "country", "source")
MAX_TERMS: Final = 32  # more than anyone types; keeps a pasted article from becoming a query of thousands of terms

# A quoted phrase (closed or not), or anything without spaces; a minus before it excludes, a field's name asks there.
_PIECE: Final = re.compile(
    rf"(?P<minus>-?)(?:(?P<field>{'|'.join(FIELDS)}):)?"
    r'(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))',
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w")
_OPERATOR: Final = re.compile(r"-?(?P<name>[^\W\d_]{2,20}):(?P<value>[^\s/]?)")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; ``prefix``: the last may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that a field of the incident must have, or with ``unwanted`` must not have."""

    field: str
    term: Term
    unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``wanted`` and none of ``unwanted`` in a document, and all of ``fields`` in the incident.

    With nothing wanted, all documents but the unwanted.
    """

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    fields: tuple[Asked, ...] = ()

    @property
    def empty(self) -> bool:
        return self.wordless and not self.fields

    @property
    def wordless(self) -> bool:
        """Whether no word of a document is asked for."""
        return not self.wanted and not self.unwanted


@dataclass(frozen=True, slots=True)
class Oddity:
    """A part of a query that may not do what was meant: "unknown" names no field, "bare" asks for nothing in it."""

    why: Literal["unknown", "bare"]
    name: str


def parse(text: str) -> Query:
    """The query that a text asks for. Signs without a letter or digit ask nothing."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    fields: list[Asked] = []
    for piece in _PIECE.finditer(text.replace("\0", " ")):
        phrase = piece["phrase"]
        words = phrase if phrase is not None else piece["word"]
        if not _WORD.search(words):
            continue
        prefix = phrase is None and words.endswith("*")
        term = Term(words.rstrip("*") if prefix else words, prefix)
        if piece["field"]:
            fields.append(Asked(piece["field"].lower(), term, bool(piece["minus"])))
        elif phrase is not None or not _bare(words):
            (unwanted if piece["minus"] else wanted).append(term)
    return Query(tuple(wanted[:MAX_TERMS]), tuple(unwanted[:MAX_TERMS]), tuple(fields[:MAX_TERMS]))


def oddities(text: str) -> tuple[Oddity, ...]:
    """What looks like an operator and is none ("actress:x"), and operators with nothing after them ("actor: x")."""
    found: list[Oddity] = []
    for piece in _PIECE.finditer(text.replace("\0", " ")):
        like = None if piece["field"] or piece["phrase"] is not None else _OPERATOR.match(piece["word"])
        if like is None or "//" in piece["word"]:
            continue
        name = like["name"].lower()
        if _bare(piece["word"]):
            found.append(Oddity("bare", name))
        elif like["value"] and name not in FIELDS:
            found.append(Oddity("unknown", name))
    return tuple(dict.fromkeys(found))


def _bare(word: str) -> bool:
    """Whether a word is a field's name and its colon, and nothing else."""
    return word.endswith(":") and word[:-1].lower() in FIELDS
