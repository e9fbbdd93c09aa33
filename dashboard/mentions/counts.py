"""How many were killed, injured, captured or missing, and how many events a word stands for.

Each word of harm ("killed", "wounding", "dead", "toll") looks for its figure where English puts it:

    passive     "at least 12 people were killed", "five killed in blast"      the figure before it
    active      "killed 12 people and wounded 30", "killing a police officer" the figure after it
    nominal     "the death of three soldiers", "12 dead", "no casualties"     beside it
    toll        "the death toll rose to 12"                                   after "to", "at", "of"

Harm without a figure is [1, open], or 1 where a single person is named. Rules, as ``CountMention.rule`` names them:
``passive`` ``active`` ``noun`` ``toll`` ``part`` (a share: "including three children") ``other`` ("and two other men") ``events`` ``unnumbered``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.mentions.countable import OWNERS, UNSAID, Found, counts_people, harms_people, is_part, whom_of, word_at
from dashboard.mentions.figures import Figure, find_figures
from dashboard.mentions.harm import (
    ACTIVE_ENDERS,
    BARE,
    BE_LIKE,
    DEEDS,
    DOUBTFUL,
    EVENT_NOUNS,
    EVERY_HARM,
    FORMS,
    HARM_NOUNS,
    MUNITIONS,
    UNREAL,
    Form,
)
from dashboard.mentions.harm_nouns import by_count_of, by_dead, by_noun, by_recount, by_toll
from dashboard.mentions.harm_phrases import adjective_of, by_phrase, fatally, themselves_too
from dashboard.mentions.harmed_objects import harmed_after
from dashboard.mentions.harmed_subjects import harmed_before, is_passive
from dashboard.mentions.singles import with_singles
from dashboard.mentions.timewords import MONTHS
from dashboard.mentions.tokens import DETERMINERS, PREPOSITIONS, Token, tokenise
from dashboard.model import Count, CountKind, CountMention, Document, Sentence, SentenceKind, Span

WAR_TOLL = 20_000  # from here on a figure is the sum of a war or disaster, not of an event
_SKIPPED = frozenset({SentenceKind.BYLINE, SentenceKind.BOILERPLATE})
_MONTHS = "|".join((*(name for name in MONTHS if len(name) > 3), "may"))
_SUMMED = re.compile(
    r"\b(?:since (?:the (?:start|beginning|outbreak|war|conflict|uprising|offensive|campaign|fighting)|(?:\w+ ){0,2}(?:19|20)\d\d(?!, when)|\w+ began)"
    rf"|(?:killed|died|injured|wounded|perished|dead)(?: \w+){{0,3}} since (?:(?:early|mid|late|last) )?(?:\d{{1,2}} )?(?:{_MONTHS})\b(?!, when)|in the first (?:\w+ )?(?:days|weeks?|months?|year)\b(?! of)"
    r"|so far (?:this|in|since)|this year|(?:every|each|per) (?:year|month|week|day)|annually|(?<!time )in (?:the|a) (?:year|decade|months?)\b|in total|overall|altogether"
    r"|(?:past|last) (?:\w+ )?(?:weeks|months|years?)|bringing (?:the|to)\b.{0,30}\b(?:total|number|toll))\b",
    re.IGNORECASE,
)

_MONTH_OF = re.compile(rf"\b(?:{_MONTHS}) $", re.IGNORECASE)


def find_counts(document: Document, sentences: Sequence[Sentence]) -> tuple[CountMention, ...]:
    """The figures of the document in text order."""
    found: list[CountMention] = []
    for sentence in sentences:
        if sentence.kind not in _SKIPPED:
            found.extend(_of_sentence(document.text, sentence))
    return tuple(found)


def _of_sentence(text: str, sentence: Sentence) -> Iterator[CountMention]:
    tokens = tokenise(text, sentence.span.start, sentence.span.end)
    lows = {token.low for token in tokens}
    if not (lows & EVERY_HARM or lows & EVENT_NOUNS or lows & MUNITIONS):
        return
    figures = find_figures(tokens)
    found = [*_harm(tokens, with_singles(tokens, figures)), *_events(tokens, figures)]
    summed = any(
        not _MONTH_OF.search(text, max(sentence.span.start, match.start() - 12), match.start())
        for match in _SUMMED.finditer(text, sentence.span.start, sentence.span.end)
    )
    found = [_own_side(tokens, each) for each in found]
    for one in sorted(_best(found), key=lambda each: (each.first, each.last, each.kind)):
        whom = None if one.whom is None else Span(tokens[one.whom[0]].start, tokens[one.whom[1]].end)
        span = Span(tokens[one.first].start, tokens[one.last].end)
        total = (
            (summed or one.count.low >= WAR_TOLL)
            and one.kind is not CountKind.EVENTS
            and one.count.low > 1
            and not one.part
        )
        yield CountMention(span, sentence.index, one.kind, one.count, one.rule, whom, one.part, total)


def _own_side(tokens: Sequence[Token], one: Found) -> Found:
    """Reads "no casualties on our side", and a number unknown: a share of the harm, and at least one."""
    if one.count == Count(0, None):
        return replace(one, count=UNSAID)
    near = [token.low for token in tokens[one.last + 1 : one.last + 7]]
    if any(a == "among" and b in {"the", "those"} for a, b in pairwise(near[:5])) and one.rule in {"passive", "noun"}:
        return replace(one, part=True)  # "two policemen were among those killed"
    if word_at(tokens, one.first - 1) == "the" and "who" in near[:4] and one.count.low > 1 and one.rule == "passive":
        return replace(one, part=True)  # "the names of the 30 Britons who died": some of those told before, or all
    if near[:1] == ["of"] and near[1:2] in (["those"], ["the"]) and near[2:3] and near[2] in FORMS:
        return replace(one, part=True)  # "eight of those killed were children"
    own = any(a in {"on", "to", "among", "in"} and b in {"our", "friendly"} for a, b in pairwise(near))
    return replace(one, part=True) if own and one.count.high == 0 else one


def _best(found: Sequence[Found]) -> Sequence[Found]:
    """One reading of each figure and kind; what has a figure goes before what has none in the same words."""
    chosen: dict[tuple[CountKind, int], Found] = {}
    for one in found:
        key = (one.kind, one.first)
        if key not in chosen or (chosen[key].rule == "unnumbered" and one.rule != "unnumbered"):
            chosen[key] = one
    numbered = {one.kind for one in chosen.values() if one.rule != "unnumbered" and one.count.low > 0}
    return [
        one for one in chosen.values() if one.count != UNSAID or one.rule != "unnumbered" or one.kind not in numbered
    ]


# -------------------------------------------------------------------------------------------------------------- harm


def _harm(tokens: Sequence[Token], figures: Sequence[Figure]) -> Iterator[Found]:
    taken: dict[CountKind, set[int]] = {}
    wholes: list[Found] = []
    for at, token in enumerate(tokens):
        found = _at(tokens, at, token, figures)
        for one in found:
            used = taken.setdefault(one.kind, set())
            if one.first in used:
                continue
            used.add(one.first)
            wholes.append(one)
    yield from wholes
    if wholes:
        yield from _parts(tokens, figures, wholes, taken)
        yield from _others(tokens, figures, wholes)


def _at(tokens: Sequence[Token], at: int, token: Token, figures: Sequence[Figure]) -> list[Found]:
    low = token.low
    phrase = by_phrase(tokens, at, figures)
    if phrase is not None:
        return phrase
    if word_at(tokens, at + 1) == "of" and low in DEEDS:
        found = by_noun(tokens, at, (DEEDS[low],), figures)
        return found if low not in DOUBTFUL else [one for one in found if harms_people(tokens, one)]
    if low in {"toll", "tolls"} or (low in {"number", "count", "tally"} and word_at(tokens, at + 1) == "of"):
        return by_toll(tokens, at, figures)
    if (counted := by_count_of(tokens, at, figures)) is not None:
        return counted
    if low in HARM_NOUNS and not (low == "wounds" and any(f.first == at + 1 for f in figures)):
        return by_noun(tokens, at, HARM_NOUNS[low], figures)
    if low in {"counted", "counts", "put", "recorded"} and any(
        t.low in {"toll", "dead", "deaths", "killed"} for t in tokens[:at]
    ):
        return by_recount(tokens, at, figures)
    if low in {"unharmed", "unhurt", "uninjured"} or (low == "safe" and word_at(tokens, at - 1) in BE_LIKE):
        return [Found(each, Count(0, 0), at, at, "noun") for each in (CountKind.KILLED, CountKind.INJURED)]
    form = FORMS.get(low)
    if form is None or _is_negated_or_other(tokens, at, form.kind):
        return []
    return _by_form(tokens, at, form, figures)


def _by_form(tokens: Sequence[Token], at: int, form: Form, figures: Sequence[Figure]) -> list[Found]:
    """The figures of a verb of harm or of its participle as an adjective."""
    low, kind = tokens[at].low, form.kind
    if low in {"injured", "wounded", "missing"} and _stands_for_people(tokens, at):
        return [Found(kind, UNSAID, at, at, "unnumbered")]
    if fatally(tokens, at):
        kind = CountKind.KILLED
    if low in {"died", "dies", "die", "dying", "perished"}:
        return harmed_before(tokens, at, kind, figures)
    if low == "dead":
        return by_dead(tokens, at, figures)
    if low in {"injured", "wounded"} and (found := adjective_of(tokens, at, kind, figures)):
        return found
    if form.past and is_passive(tokens, at):
        return harmed_before(tokens, at, kind, figures)
    if (count := themselves_too(tokens, at, figures)) is not None:
        return [Found(kind, count, at + 3, at + 3, "active")]
    found = harmed_after(tokens, at, kind, figures)
    return found if low not in DOUBTFUL else [one for one in found if harms_people(tokens, one)]


def _stands_for_people(tokens: Sequence[Token], at: int) -> bool:
    """Reads "the wounded were …": an adjective without its noun."""
    ends = at + 1 >= len(tokens) or not tokens[at + 1].is_word
    after = word_at(tokens, at + 1) in ACTIVE_ENDERS | PREPOSITIONS | BE_LIKE
    return word_at(tokens, at - 1) in {"the", "those"} and (ends or after)


def _is_negated_or_other(tokens: Sequence[Token], at: int, kind: CountKind) -> bool:
    """Reads "captured" and "seized" take towns as often as people; "missing" may be a verb; "injured" an adjective's noun."""
    if (
        kind is CountKind.CAPTURED
        and word_at(tokens, at + 1) in {"on", "the"}
        and word_at(tokens, at + 2) in {"camera", "video", "film"}
    ):
        return True
    if (
        tokens[at].low in BARE
        and word_at(tokens, at - 1) in UNREAL
        and word_at(tokens, at - 2) not in {"managed", "able"}
    ):
        return True  # "plotted to kill", "could kill"
    if tokens[at].low == "wound" and word_at(tokens, at + 1) in {"up", "down", "its", "their"}:
        return True  # "the talks wound up"
    return kind is CountKind.MISSING and word_at(tokens, at + 1) in {"the", "a", "an", "from"}


def _parts(
    tokens: Sequence[Token], figures: Sequence[Figure], wholes: Sequence[Found], taken: Mapping[CountKind, set[int]]
) -> Iterator[Found]:
    """Reads "…, including three children", "two of them women": a share of the nearest figure before."""
    for figure in figures:
        whole = max((w for w in wholes if w.first < figure.first), key=lambda w: w.first, default=wholes[0])
        if not figure.indefinite and is_part(tokens, figure) and figure.first not in taken.get(whole.kind, set()):
            yield replace(
                whole,
                count=figure.count,
                first=figure.first,
                last=figure.last,
                rule="part",
                part=True,
                whom=whom_of(tokens, figure),
            )


def _others(tokens: Sequence[Token], figures: Sequence[Figure], wholes: Sequence[Found]) -> Iterator[Found]:
    """Reads "killed a commander, who …, and two other men", "23 dead in one clinic and four more in another"."""
    taken = {i for whole in wholes for i in range(whole.first, whole.last + 1)}
    for figure in figures:
        before = [w for w in wholes if w.last < figure.first and w.count.low > 0]
        if figure.first in taken or not before or is_part(tokens, figure):
            continue
        whole = before[-1]
        if _is_other(tokens, figure, whole):
            first, last, whom = figure.first, figure.last, whom_of(tokens, figure)
            yield replace(whole, count=figure.count, first=first, last=last, rule="other", whom=whom)


def _is_other(tokens: Sequence[Token], figure: Figure, whole: Found) -> bool:
    """Is a figure without harm of its own one more of those harmed before, with no other deed between?"""
    span = range(whole.last + 1, figure.first)
    named = {
        i for i in span if tokens[i].low in BE_LIKE and word_at(tokens, i - 1) == "who"
    }  # "a man, who was known as …"
    between = [tokens[i] for i in span if i not in named and tokens[i].low not in {"said", "reported", "added"}]
    deeds = [t for t in between if t.low.endswith(("ing", "ed")) or t.low in BE_LIKE]
    if any(not (t.low in FORMS and FORMS[t.low].kind is whole.kind) and t.low != "named" for t in deeds):
        return False
    joined = word_at(tokens, figure.first - 1) == "and"
    after, then = word_at(tokens, figure.last + 1), word_at(tokens, figure.last + 2)
    if figure.indefinite:  # "killed the mayor of the town, 71, and his grandson"
        return joined and word_at(tokens, figure.first) in OWNERS and whole.rule == "active"
    if after in {"others", "more"}:
        return figure.last + 2 >= len(tokens) or not tokens[figure.last + 2].is_word or then in PREPOSITIONS
    if joined and after in {"in", "at", "near", "outside"}:  # "killed 14 people in a bakery and nine in a school"
        return True
    return joined and after == "other" and counts_people(tokens, figure, len(tokens), whole.kind)


# ------------------------------------------------------------------------------------------------------------ events


def _events(tokens: Sequence[Token], figures: Sequence[Figure]) -> Iterator[Found]:
    """Reads "12 strikes", "three separate attacks", "41 drones were shot down", "intercepted two missiles"."""
    for figure in figures:
        if figure.indefinite:
            continue
        at = _event_noun(tokens, figure)
        if at is not None:
            yield Found(CountKind.EVENTS, figure.count, figure.first, figure.last, "events")
            continue
        head = next(
            (i for i in range(figure.last + 1, min(len(tokens), figure.last + 5)) if tokens[i].low in MUNITIONS), None
        )
        if head is not None and _downed(tokens, figure, head):
            yield Found(CountKind.EVENTS, figure.count, figure.first, figure.last, "events")


def _event_noun(tokens: Sequence[Token], figure: Figure) -> int | None:
    """The event noun a figure counts, up to three words further on; not "12 attack helicopters"."""
    for at in range(figure.last + 1, min(len(tokens), figure.last + 5)):
        low = tokens[at].low
        if (
            not tokens[at].is_word
            or low in PREPOSITIONS
            or low in BE_LIKE
            or low in FORMS
            or low in DETERMINERS
            or low in {"and", "or"}
        ):
            return None
        after = word_at(tokens, at + 1)
        if low in EVENT_NOUNS and after not in EVENT_NOUNS:
            plural = low.endswith("s")
            ends = (
                at + 1 >= len(tokens)
                or not tokens[at + 1].is_word
                or after in PREPOSITIONS | BE_LIKE
                or after.endswith("ed")
            )
            return at if plural or (ends and figure.count == Count(1, 1)) else None
    return None


def _downed(tokens: Sequence[Token], figure: Figure, head: int) -> bool:
    after = " ".join(token.low for token in tokens[head + 1 : head + 6])
    before = " ".join(token.low for token in tokens[max(0, figure.first - 3) : figure.first])
    down = r"(?:shot down|brought down|intercepted|downed|destroyed|destroying|intercepting|downing|shooting down|knocked down|neutralised|neutralized)"
    passive = re.match(rf"(?:(?:was|were|had been|have been|been|being)\s+)?(?:\w+ly )?{down}\b", after)
    return passive is not None or re.search(rf"\b{down}$", before) is not None
