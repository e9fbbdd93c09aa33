"""Harm said by a noun or adjective: "12 dead", "no casualties", "the death of three soldiers", "the toll rose to 12"."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.countable import UNSAID, Found, counts_people, single_person, whom_of, word_at
from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import BE_LIKE, BREAKS, DEEDS, FORMS, HARM_NOUNS
from dashboard.mentions.harmed_objects import harmed_after
from dashboard.mentions.harmed_subjects import harmed_before, with_earlier
from dashboard.mentions.tokens import PREPOSITIONS, Token
from dashboard.model import Count, CountKind

_WITHOUT = frozenset("without no not any further causing cause caused inflicting reporting serious immediate".split())
_MOSTLY = frozenset("mostly mainly most many all including among largely".split())
_FIGURES = frozenset(
    "figure figures toll tolls count counts estimate estimates list lists report reports details".split()
)
_PUT = frozenset(
    "put puts putting placed stood stands rose risen rises climbed climbs grew grown raised lowered revised cut increased jumped reached estimated".split()
)


LONG_TOLL = 40  # tokens from "the number of people killed" to "has climbed to 37", an event told between them


def by_dead(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "12 dead", "left 12 people dead", "two soldiers were dead"; not "the dead", "shot dead five" (an active)."""
    if word_at(tokens, at - 1) == "shot":
        forward = harmed_after(tokens, at, CountKind.KILLED, figures)
        return forward or harmed_before(tokens, at, CountKind.KILLED, figures)
    figure = next((f for f in reversed(figures) if f.last < at and at - f.last <= 6 and not f.indefinite), None)
    if figure is not None and figure.count.high == 0 and word_at(tokens, at - 1) == "the":
        return []  # "nobody has counted the dead"
    if figure is None or any(t.low in BREAKS or t.low == ";" for t in tokens[figure.last + 1 : at]):
        return []
    comma = next((i for i in range(figure.last + 1, at) if tokens[i].low == ","), None)
    if comma is not None and word_at(tokens, comma + 1) not in _MOSTLY:  # "36 people, mostly herders, dead"
        return []
    if any(t.low in FORMS for t in tokens[figure.last + 1 : at]) or not counts_people(
        tokens, figure, at, CountKind.KILLED
    ):
        return []
    near = [f for f in figures if f.last <= figure.last]
    count, first = with_earlier(tokens, near, figure, CountKind.KILLED)  # "left 14 fighters and three bystanders dead"
    return [Found(CountKind.KILLED, count, first, figure.last, "noun", whom_of(tokens, figure))]


def by_recount(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "… a toll of 89 dead, and a monitor counted 116", "put the figure at 34"."""
    for figure in figures:
        end = figure.last + 1
        bare = end >= len(tokens) or not tokens[end].is_word or word_at(tokens, end) in {"dead", "deaths", "and"}
        if at < figure.first <= at + 5 and bare and not figure.indefinite:
            return [Found(CountKind.KILLED, figure.count, figure.first, figure.last, "toll")]
    return []


def by_noun(tokens: Sequence[Token], at: int, kinds: tuple[CountKind, ...], figures: Sequence[Figure]) -> list[Found]:
    """Reads "12 deaths", "no casualties", "the death of three soldiers", "minor injuries", "loss of life"."""
    low = tokens[at].low
    if word_at(tokens, at + 1) in _FIGURES:  # "no casualty figures were given"
        return []
    before = next((f for f in reversed(figures) if f.last < at and at - f.last <= 4), None)
    if low == "wounds" and before is not None and before.count.high != 0:
        return []  # "three bullet wounds" are one person's
    if before is not None and (before.count.high == 0 or (len(kinds) == 1 and not before.indefinite)):
        between = tokens[before.last + 1 : at]
        if all(t.is_word and t.low not in PREPOSITIONS - {"of"} and t.low not in BE_LIKE for t in between):
            return [Found(kind, before.count, before.first, before.last, "noun") for kind in kinds]
    near = [token.low for token in tokens[max(0, at - 3) : at]]
    if near[-1:] in (["avoid"], ["avoided"]) or (
        {"without", "no", "not"} & set(near)
        and all(
            word in _WITHOUT for word in near[max(i for i, w in enumerate(near) if w in {"without", "no", "not"}) :]
        )
    ):
        return [Found(kind, Count(0, 0), at, at, "noun") for kind in kinds]
    if len(kinds) > 1 or low == "injury":
        return []
    if word_at(tokens, at + 1) == "of" and low in DEEDS:
        figure = next((f for f in figures if at + 2 <= f.first <= at + 3), None)
        if figure is not None and counts_people(tokens, figure, len(tokens), kinds[0]):
            return [Found(kinds[0], figure.count, figure.first, figure.last, "noun", whom_of(tokens, figure))]
        named = (
            at + 2 < len(tokens)
            and (tokens[at + 2].capital or single_person(tokens, at + 2))
            and kinds[0] is CountKind.KILLED
            and low != "deaths"
        )
        count = UNSAID if low.endswith("s") and low != "loss" else Count(1, 1)
        return [Found(kinds[0], count, at, at, "unnumbered", (at + 2, at + 2))] if named else []
    if low in {"injuries", "wounds"} and word_at(tokens, at - 1) not in {"his", "her", "their", "of", "from", "to"}:
        return [Found(kinds[0], UNSAID, at, at, "unnumbered")]
    return []


def by_count_of(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found] | None:
    """Reads "put the injured at 284", "fatalities stood at 19", "raised the dead to 20": a figure behind its verb."""
    low = tokens[at].low
    people = low in {"dead", "injured", "wounded", "missing"} and word_at(tokens, at - 1) == "the"
    if not people and low not in {"fatalities", "deaths", "injuries"}:
        return None
    reach = tokens[max(0, at - 3) : at + 9]
    verb = any(t.low in _PUT for t in reach)
    kind = FORMS[low].kind if low in FORMS else HARM_NOUNS[low][0]
    for figure in figures:
        if verb and at < figure.first <= at + 8 and word_at(tokens, figure.first - 1) in {"at", "to", "from"}:
            last = _after_from(tokens, figure, figures)
            return [Found(kind, last.count, last.first, last.last, "toll")]
    return None


def _after_from(tokens: Sequence[Token], figure: Figure, figures: Sequence[Figure]) -> Figure:
    """Reads "from 95 to 84": the second of the two."""
    after = next((f for f in figures if f.first == figure.last + 2 and word_at(tokens, figure.last + 1) == "to"), None)
    return after if after is not None and word_at(tokens, figure.first - 1) == "from" else figure


def by_toll(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "the death toll rose to 12", "a toll of 89", "the number of wounded climbed from 20 to 31"."""
    reach = tokens[at : at + 16]
    lows = [token.low for token in reach]
    kind = CountKind.KILLED
    if lows[0] in {"number", "count", "tally"}:
        named = [FORMS[low].kind for low in lows[2:6] if low in FORMS] or [
            HARM_NOUNS[low][0] for low in lows[2:6] if low in HARM_NOUNS
        ]
        if not named:
            return []
        kind = named[0]
    for figure in figures:
        lead = figure.first - 1
        if figure.indefinite or figure.first <= at or figure.first > at + LONG_TOLL:
            continue
        if any(t.low in {";", "."} for t in tokens[at : figure.first]):
            break
        if figure.first > at + 15 and (
            word_at(tokens, lead) not in {"to", "at"} or word_at(tokens, lead - 1) not in _PUT
        ):
            continue  # "the number of people killed when … has climbed to 37"
        if word_at(tokens, lead) in {
            "to",
            "at",
            "as",
            "of",
            "is",
            "was",
            "reached",
            "hit",
            "passed",
            "topped",
            "stands",
            "past",
            "above",
            ":",
            "exceeded",
            "surpassed",
        }:
            return [Found(kind, figure.count, figure.first, figure.last, "toll")]
    return []
