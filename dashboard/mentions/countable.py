"""What the rules of ``counts`` share: a figure of harm, the noun a figure counts, the clause a word stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import BE_LIKE, BREAKS, EVENT_NOUNS, FORMS, MUNITIONS, THINGS, is_person
from dashboard.mentions.tokens import DETERMINERS, PREPOSITIONS, Token
from dashboard.model import Count, CountKind

REACH = 14  # tokens between a word of harm and the subject's figure; longer subjects are rare in news
OWNERS = frozenset("his her its their".split())
UNSAID = Count(1, None)  # harm without a figure


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of harm: token indexes of its words, and of those who were harmed."""

    kind: CountKind
    count: Count
    first: int
    last: int
    rule: str
    whom: tuple[int, int] | None = None
    part: bool = False


def word_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def head_of(tokens: Sequence[Token], last: int, end: int) -> int | None:
    """The head noun of what a figure counts: the last word before a preposition, verb or sign."""
    head = None
    for at in range(last + 1, min(end, last + 7, len(tokens))):
        token = tokens[at]
        if token.low == "of" and head is None:
            continue
        if (
            not token.is_word
            or token.low in PREPOSITIONS
            or token.low in BREAKS
            or token.low in BE_LIKE
            or token.low in FORMS
            or token.low in {"have", "has", "had", "and", "or", "said"}
        ):
            break
        if token.low in DETERMINERS and head is not None:
            break
        head = at
    return head


def counts_people(tokens: Sequence[Token], figure: Figure, end: int, kind: CountKind) -> bool:
    head = head_of(tokens, figure.last, end)
    if head is None:  # "12 were killed"
        return not figure.indefinite
    low = tokens[head].low
    if low in THINGS or low in MUNITIONS or low in EVENT_NOUNS:
        return False
    if figure.indefinite or kind is CountKind.CAPTURED:
        return any(is_person(token.low) for token in tokens[figure.last + 1 : head + 1])
    return True


def whom_of(tokens: Sequence[Token], figure: Figure) -> tuple[int, int] | None:
    head = head_of(tokens, figure.last, len(tokens))
    if head is None:
        return None
    last = head
    if word_at(tokens, head + 1) == "of" and head + 2 < len(tokens):  # "members of the group"
        more = head_of(tokens, head + 1, len(tokens))
        last = more if more is not None else head
    return figure.last + 1, last


def harms_people(tokens: Sequence[Token], found: Found) -> bool:
    """Are people named as those harmed ("neutralised 11 militants"), and no threats, posts or jobs?"""
    if found.whom is None:
        return False
    words = [t.low for t in tokens[found.whom[0] : found.whom[1] + 1]]
    heads = words[: words.index("of")] if "of" in words[1:] else words
    return bool(words) and (is_person(heads[-1]) or words[-1] in {"them", "him"})


def joined_sum(a: Count, b: Count) -> Count:
    return Count(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """Back to the last break: a semicolon, a subordinating word, or another word of harm that is no pair to this one."""
    start = max(0, at - REACH)
    closed = False  # within brackets that close before the word of harm ("members of the Front (FPR) were killed")
    for back in range(at - 1, start - 1, -1):
        low = tokens[back].low
        if low in {")", "("}:
            closed, was = low == ")", closed
            if low == "(" and not was:
                return back + 1
        elif not closed and _breaks(tokens, back, at):
            return back + 1
    return start


def _breaks(tokens: Sequence[Token], back: int, at: int) -> bool:
    """Does another clause end with the word at ``back``?"""
    low = tokens[back].low
    if low == "as" and "many" in {word_at(tokens, back - 1), word_at(tokens, back + 1)}:  # "as many as 12"
        return False
    if low in {";", ":", "—", "–"} or (low in BREAKS and back < at - 1):
        return True
    if low not in FORMS or back >= at - 2:
        return False
    between = {t.low for t in tokens[back + 1 : at]}
    return bool({"were", "was"} & between) or "and" in between or low == "and"


def is_part(tokens: Sequence[Token], figure: Figure) -> bool:
    before = word_at(tokens, figure.first - 1)
    after = (
        (word_at(tokens, figure.last + 1), word_at(tokens, figure.last + 2)) if before in {",", "(", "–", "—"} else ()
    )
    return (
        before in {"including", "includes", "include", "included", "among"}
        or after in {("of", "them"), ("of", "whom"), ("of", "those")}
        or (before == "them" and word_at(tokens, figure.first - 2) == "among")
        or (before == "whom" and word_at(tokens, figure.first - 2) == "of")
    )


def single_person(tokens: Sequence[Token], start: int) -> bool:
    """Reads "the killing of the movement's leader"."""
    head = head_of(tokens, start - 1, len(tokens))
    if head is None or tokens[start].low not in {"the", "its", "his", "their", "her"}:
        return False
    words = tokens[start : head + 1]
    return any(is_person(word.low) for word in words) and not (words[-1].low.endswith("s") and not words[-1].capital)
