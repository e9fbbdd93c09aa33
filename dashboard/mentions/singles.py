"""Single people said without a figure beside others: "the mayor and his driver", "a mother and her two children".

They count one each where "and" or a comma joins them to somebody else; alone they are left to the rules of subject and
object, which know better whether one person or a post is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.countable import OWNERS, head_of, word_at
from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import BE_LIKE, FORMS, MANY, is_person
from dashboard.mentions.tokens import Token
from dashboard.model import Count

_JOINTS = frozenset({"and", ",", "with"})
_ONE = Count(1, 1)


def with_singles(tokens: Sequence[Token], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with one of one for each single person of a row, in order."""
    opens = {f.first for f in figures}
    taken = {i for f in figures for i in range(f.first, f.last + 1)}
    found = list(figures)
    for at, token in enumerate(tokens):
        if at in taken:
            continue
        if token.low == "another" and (at + 1 == len(tokens) or word_at(tokens, at + 1) in BE_LIKE | {*FORMS}):
            found.append(Figure(at, at, _ONE))
        elif token.low in OWNERS or token.low == "the":
            head = _person(tokens, at)
            if head is not None and _in_row(tokens, at, head, opens):
                found.append(Figure(at, at, _ONE, indefinite=True))
    return tuple(sorted(found, key=lambda f: f.first))


def _person(tokens: Sequence[Token], at: int) -> int | None:
    head = head_of(tokens, at, min(len(tokens), at + 5))
    if head is None or tokens[head].owner or not is_person(tokens[head].low) or tokens[head].low in MANY:
        return None
    plural = tokens[head].low.endswith("s") and not tokens[head].low.endswith("ss")
    return None if plural else head


def _in_row(tokens: Sequence[Token], at: int, head: int, opens: set[int]) -> bool:
    before, after = word_at(tokens, at - 1), word_at(tokens, head + 1)
    if before in {"and", "with"} or (before == "," and after in {"and", ","}):
        return at >= 2
    following = word_at(tokens, head + 2)
    return after in _JOINTS and (following in OWNERS | {"the"} or head + 2 in opens)
