"""Who was harmed, said after the word of harm: "killed 12 people", "wounding a policeman and two civilians"."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.countable import (
    OWNERS,
    UNSAID,
    Found,
    counts_people,
    head_of,
    is_part,
    joined_sum,
    whom_of,
    word_at,
)
from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import ACTIVE_ENDERS, BE_LIKE, FORMS, MANY, THINGS, is_person
from dashboard.mentions.tokens import PREPOSITIONS, Token, is_adverb
from dashboard.model import Count, CountKind


def harmed_after(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[Found]:
    """The figure after an active verb, over an adverb, "dead" or a second verb ("killed and wounded")."""
    start = at + 1
    paired = False
    while start < len(tokens) and (
        is_adverb(tokens[start])
        or tokens[start].low in {"dead", "down", '"', "”", "“", "'", "’"}
        or (tokens[start].low in {"and", "or"} and word_at(tokens, start + 1) in FORMS)
        or tokens[start].low in FORMS
    ):
        paired = paired or (tokens[start].low in FORMS and FORMS[tokens[start].low].kind is not kind)
        start += 1
    figure = next((f for f in figures if at < f.first <= start + 1 and start <= f.last), None)
    if figure is not None and (
        figure.first <= start or word_at(tokens, start) in {"the", "a", "another", "him", "all", "his", "its"}
    ):
        if not counts_people(tokens, figure, len(tokens), kind):
            return []
        count, last = with_later(tokens, figures, figure, kind)
        return [Found(kind, UNSAID if paired else count, figure.first, last, "active", whom_of(tokens, figure))]
    if word_at(tokens, start) == "another" and (
        start + 1 >= len(tokens)
        or not tokens[start + 1].is_word
        or word_at(tokens, start + 1) in PREPOSITIONS | ACTIVE_ENDERS
    ):
        return [Found(kind, Count(1, 1), start, start, "active")]
    if kind in {CountKind.CAPTURED, CountKind.MISSING}:
        return []
    return unnumbered_object(tokens, at, start, kind)


def with_later(
    tokens: Sequence[Token], figures: Sequence[Figure], figure: Figure, kind: CountKind
) -> tuple[Count, int]:
    """Reads "killed a policeman and two civilians": the sum, and its last token."""
    count, last = figure.count, figure.last
    for other in (f for f in figures if f.first > figure.last):
        begins = other.first - (word_at(tokens, other.first - 1) in OWNERS)
        head = head_of(tokens, last, len(tokens))
        joint = _over_joint(tokens, (head if head is not None else last) + 1)
        if joint is None and _listed(tokens, figures, figure, other, head):
            joint = begins - 1
        if joint is None or begins != joint + 1:
            break
        end = head_of(tokens, other.last, len(tokens))
        if (
            end is None
            or not counts_people(tokens, other, len(tokens), kind)
            or word_at(tokens, end + 1) in {*BE_LIKE, "have", "has", "had"}
            or word_at(tokens, end + 1) in FORMS
        ):
            break
        count, last = joined_sum(count, other.count), other.last
    return count, last


_ANYBODY = frozenset("people persons civilians others villagers residents members fighters militants victims".split())
_AND = (("and",), (",", "and"), ("along", "with"), ("together", "with"), ("as", "well", "as"), (",", "along", "with"))


def _over_joint(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of what joins two groups of people at ``at``, if anything does."""
    for words in _AND:
        if tuple(token.low for token in tokens[at : at + len(words)]) == words:
            return at + len(words) - 1
    return None


def _listed(tokens: Sequence[Token], figures: Sequence[Figure], first: Figure, other: Figure, head: int | None) -> bool:
    """Is a comma the joint of a list ("a judge, his guard and a clerk"), not of a sum and its parts ("five, three women and …")?"""
    if head is None or word_at(tokens, head + 1) != "," or is_part(tokens, other):
        return False
    whole = head_of(tokens, first.last, len(tokens))
    if not first.indefinite and (whole is None or tokens[whole].low in _ANYBODY):
        return False
    later = next((f for f in figures if f.first > other.last), None)
    return later is not None and word_at(tokens, later.first - 1) in {"and", *OWNERS}


def unnumbered_object(tokens: Sequence[Token], at: int, start: int, kind: CountKind) -> list[Found]:
    if (
        start >= len(tokens)
        or not tokens[start].is_word
        or tokens[start].low in PREPOSITIONS | {"that", "when", "zone", "switch", "chain", "box", "list"}
    ):
        return []
    low = tokens[start].low
    if low in {"him", "her", "himself", "herself"}:
        return [Found(kind, Count(1, 1), at, at, "unnumbered", (start, start))]
    if low in {"them", "themselves", "people", "civilians"}:
        return [Found(kind, UNSAID, at, at, "unnumbered", (start, start))]
    head = head_of(tokens, start - 1, len(tokens))
    if head is None:
        return []
    words = tokens[start : head + 1]
    if any(word.low in THINGS for word in words[-1:]):
        return []
    last = words[-1]
    shouted = last.text.isupper() and len(last.text) > 3
    plural = last.low.endswith("s") and not last.low.endswith("ss") and (shouted or not last.capital)
    plural = plural or last.low in MANY or last.low.endswith("men")
    person = any(is_person(word.low) for word in words) or words[-1].capital
    if not person:
        return []
    count = UNSAID if plural else Count(1, 1)
    return [Found(kind, count, at, at, "unnumbered", (start, head))]
