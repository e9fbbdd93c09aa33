"""Who was harmed, said before the word of harm: "at least 12 people were killed", "five killed in blast"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.mentions.countable import (
    OWNERS,
    UNSAID,
    Found,
    clause_start,
    counts_people,
    head_of,
    is_part,
    joined_sum,
    whom_of,
    word_at,
)
from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import ACTIVE_ENDERS, BE_LIKE, EVERY_HARM, FORMS, is_person
from dashboard.mentions.tokens import PREPOSITIONS, Token, is_adverb
from dashboard.model import Count, CountKind


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Reads "were killed", "five killed in …", "the men killed on Monday"; not "killed five"."""
    back = at - 1
    while back >= 0 and (
        is_adverb(tokens[back])
        or tokens[back].low in {"not", "either", "both", "and", "or", "shot", "n't"}
        or tokens[back].low in EVERY_HARM
    ):
        back -= 1
    if word_at(tokens, back) in BE_LIKE:
        return True
    after = at + 1
    if word_at(tokens, after) in {'"', "”", "'", "’"}:
        after += 1
    while after < len(tokens) and (tokens[after].low in {"and", "or"} and word_at(tokens, after + 1) in FORMS):
        after += 2
    if word_at(tokens, after) == "down":  # "gunned down"
        after += 1
    if after < len(tokens) and is_adverb(tokens[after]) and word_at(tokens, after) != "about":
        after += 1
    word = word_at(tokens, after)
    if word in {"at", "about", "around", "up", "over", "between", "as", "more"} and opens_figure(tokens, after):
        return False
    return after >= len(tokens) or not tokens[after].is_word or word in ACTIVE_ENDERS or word in PREPOSITIONS


def opens_figure(tokens: Sequence[Token], at: int) -> bool:
    words = " ".join(token.low for token in tokens[at : at + 3])
    return (
        re.match(
            r"(?:at least|up to|as many as|more than|(?:about|around|over|between) (?:\d|an? |one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens|scores|hundred))",
            words,
        )
        is not None
    )


def harmed_before(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[Found]:
    """The figure before a passive: the nearest that counts people and is no share of another."""
    stop = clause_start(tokens, at)
    near = [f for f in figures if stop <= f.first and f.last < at]
    near = near or before_relative(tokens, stop, at, figures)
    for nearest in (*sums(near), *reversed(near)):
        figure = _share_of(tokens, near, nearest, at)
        if figure.count.high == 0 and _of_knowing(tokens, figure, at):
            continue
        share = is_part(tokens, figure) and not _later_fate(tokens, figure, at, kind)
        if share or not counts_people(tokens, figure, at, kind):
            continue
        count, first = with_earlier(tokens, near, figure, kind)
        if (
            first == figure.first
            and figure.indefinite
            and plural_verb(tokens, figure.last, at)
            and word_at(tokens, figure.first - 1) == "and"
        ):
            count = Count(2, 2)
        found = [Found(kind, shared_count(tokens, at, count), first, figure.last, "passive", whom_of(tokens, figure))]
        return [*found, *nobody_at_all(tokens, at, found[0])]
    if kind in {CountKind.CAPTURED, CountKind.MISSING}:
        return []
    return unnumbered_subject(tokens, stop, at, kind)


def _share_of(tokens: Sequence[Token], near: Sequence[Figure], figure: Figure, at: int) -> Figure:
    """Reads "seven of the nine soldiers were wounded": seven; "none of the nine was hurt": none."""
    start = figure.first - (word_at(tokens, figure.first - 1) == "the")
    if word_at(tokens, start - 1) != "of":
        return figure
    share = next((f for f in near if f.last == start - 2 and not f.indefinite), figure)
    return share if share.count.high == 0 or plural_verb(tokens, figure.last, at) else figure


def _of_knowing(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Reads "nobody knows how many were killed": nobody is the subject of another verb."""
    return any(
        t.low in {"knows", "know", "knew", "how", "whether", "if", "what", "claimed"}
        for t in tokens[figure.last + 1 : at]
    )


def _later_fate(tokens: Sequence[Token], figure: Figure, at: int, kind: CountKind) -> bool:
    """Reads "12 were wounded, two of whom later died": a share of those, and the first to be dead."""
    own = word_at(tokens, figure.last + 1) == "of" and at - figure.last <= 5 and kind is CountKind.KILLED
    return own and not any(t.low in FORMS and FORMS[t.low].kind is kind for t in tokens[: figure.first])


def before_relative(tokens: Sequence[Token], stop: int, at: int, figures: Sequence[Figure]) -> list[Figure]:
    """Reads "a cleric who had spoken up was killed": the subject stands before a clause that has a verb of its own."""
    if word_at(tokens, stop - 1) == "whom" and word_at(tokens, stop - 2) == "of":  # "two of whom later died"
        return [f for f in figures if f.last == stop - 3]
    if word_at(tokens, stop - 1) not in {"who", "whose", "which"} or word_at(tokens, at - 1) not in BE_LIKE:
        return []
    inner = [t.low for t in tokens[stop : at - 1]]
    told = any(low in BE_LIKE or low in {"had", "has", "have"} or low.endswith("ed") for low in inner)
    if not told and (word_at(tokens, stop - 1) != "who" or len(inner) > 1):  # "seven miners who were killed"
        return []
    heads = [f for f in figures if f.last < stop - 1 and head_of(tokens, f.last, stop - 1) in {stop - 2, stop - 3}]
    return heads[-1:]


def nobody_at_all(tokens: Sequence[Token], at: int, found: Found) -> list[Found]:
    """Reads "nobody was hurt" says that nobody was killed either."""
    if found.count.high != 0 or tokens[at].low not in {"hurt", "harmed", "injured"}:
        return []
    if any(t.low in FORMS and FORMS[t.low].kind is CountKind.KILLED for t in tokens):
        return []
    return [replace(found, kind=CountKind.KILLED)]


def with_earlier(tokens: Sequence[Token], near: Sequence[Figure], figure: Figure, kind: CountKind) -> tuple[Count, int]:
    """Reads "120 soldiers and a general": a figure with those joined to it by "and", and the first token of all."""
    count, first = figure.count, figure.first
    for other in reversed([f for f in near if f.last < figure.first]):
        if word_at(tokens, first - 1) in OWNERS:  # "a mother and her two children"
            first -= 1
        head = head_of(tokens, other.last, first)
        joint = first - 1 if word_at(tokens, first - 1) in {"and", ","} else None
        if word_at(tokens, first - 1) == "with" and word_at(tokens, first - 2) in {"along", "together"}:
            joint = first - 2
        if head is None and not other.indefinite:  # "the couple and their son"
            head = other.last
        if (
            head is None
            or joint is None
            or head + 1 not in {joint, joint - 1}
            or not counts_people(tokens, other, joint, kind)
        ):
            break
        if head + 1 == joint - 1 and (word_at(tokens, joint - 1) != "," or is_part(tokens, other)):
            break  # "seven dead, among them two officers, and 28 wounded": the comma ends what was a part of the seven
        if word_at(tokens, joint) == "," and first == figure.first:
            break
        count, first = joined_sum(other.count, count), other.first
    return count, first


def sums(figures: Sequence[Figure]) -> list[Figure]:
    """Reads "five civilians, three women and two children": the figure that the later ones add up to."""
    exact = [f for f in figures if f.exact and not f.indefinite]
    return [
        f for i, f in enumerate(exact) if len(exact) - i > 2 and f.count.low == sum(g.count.low for g in exact[i + 1 :])
    ]


def shared_count(tokens: Sequence[Token], at: int, count: Count) -> Count:
    """Reads "15 people were killed or wounded": at most 15 of each."""
    for joint, other in (
        (word_at(tokens, at + 1), word_at(tokens, at + 2)),
        (word_at(tokens, at - 1), word_at(tokens, at - 2)),
    ):
        if (
            joint in {"or", "and"}
            and other in FORMS
            and tokens[at].low in FORMS
            and FORMS[other].kind is not FORMS[tokens[at].low].kind
            and count.low
        ):
            return Count(0, count.high) if joint == "or" else UNSAID
    return count


def plural_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.low in {"were", "are", "have"} for token in tokens[start:end])


def unnumbered_subject(tokens: Sequence[Token], stop: int, at: int, kind: CountKind) -> list[Found]:
    """Reads "the commander was killed" is one; "civilians were hurt" at least one."""
    back = at - 1
    verbs = []
    while back >= stop and (
        tokens[back].low in BE_LIKE
        or is_adverb(tokens[back])
        or tokens[back].low
        in {"not", "n't", "have", "has", "had", "reportedly", "shot", "also", "and", "or", "confirmed"}
        or tokens[back].low in FORMS
    ):
        verbs.append(tokens[back].low)
        back -= 1
    if back < stop:
        return _who(tokens, stop - 1, verbs, at, kind)
    subject = tokens[back].low
    if not verbs:
        return _died(tokens, back, at, kind)
    if "not" in verbs or "n't" in verbs:
        return [Found(kind, Count(0, 0), at, at, "unnumbered")]
    if (
        subject in {"who", "that", "which", "it", "there", "to", "be", "by", "could", "would", "might", "may"}
        or not tokens[back].is_word
        or {"be", "being"} & set(verbs)
    ):
        return []
    if {"were", "are", "have"} & set(verbs):
        return [Found(kind, UNSAID, at, at, "unnumbered", (back, back))]
    single = tokens[back].capital or is_person(subject) or subject in {"he", "she"}
    return [Found(kind, Count(1, 1), at, at, "unnumbered", (back, back))] if single else []


def _who(tokens: Sequence[Token], who: int, verbs: Sequence[str], at: int, kind: CountKind) -> list[Found]:
    """Reads "those who have been killed", "the boy who was hurt"."""
    if word_at(tokens, who) != "who" or not {"was", "were", "been"} & set(verbs) or {"not", "n't"} & set(verbs):
        return []
    return [Found(kind, Count(1, 1) if "was" in verbs or "has" in verbs else UNSAID, at, at, "unnumbered")]


def _died(tokens: Sequence[Token], subject: int, at: int, kind: CountKind) -> list[Found]:
    """Reads "its driver died at the scene", "civilians died": a verb that needs no "was" before it."""
    if tokens[at].low not in {"died", "perished", "succumbed"} or not is_person(tokens[subject].low):
        return []
    plural = tokens[subject].low.endswith("s") or tokens[subject].low in {
        "people",
        "men",
        "women",
        "children",
        "police",
    }
    return [Found(kind, UNSAID if plural else Count(1, 1), at, at, "unnumbered", (subject, subject))]
