"""Harm said in several words: "lost their lives", "beaten to death", "taken to hospital", "lost 30 men", "Killed: 4".

``by_phrase`` gives ``None`` where the word opens or closes no such phrase, so that the rules of single words go on.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.countable import UNSAID, Found, counts_people, head_of, whom_of, word_at
from dashboard.mentions.figures import Figure
from dashboard.mentions.harm import BE_LIKE, FORMS, HARM_NOUNS, is_person
from dashboard.mentions.harmed_objects import harmed_after
from dashboard.mentions.harmed_subjects import harmed_before, is_passive
from dashboard.mentions.tokens import PREPOSITIONS, Token
from dashboard.model import Count, CountKind

_LOSE = frozenset("lost lose loses losing".split())
_CLAIM = frozenset("claim claimed claims claiming cost costs costing took taken taking takes".split())
_HURTS = frozenset("injuries injury wounds burns".split())
_HAVE = frozenset(
    "have had has having suffer suffered suffers suffering sustain sustained sustaining receive received with".split()
)
_CARRIED = frozenset(
    "taken rushed brought sent admitted transferred airlifted moved carried transported evacuated ferried flown".split()
)
_CARRY = frozenset("took rushed brought carried ferried flew transported taking rushing sent sending".split())
_TO_DEATH = frozenset(
    "beat beaten beating beats hack hacked hacking stone stoned stoning stab stabbed stabbing burn burned burnt burning shoot shot "
    "shooting torture tortured torturing crush crushed crushing starve starved club clubbed clubbing bludgeon bludgeoned bludgeoning "
    "trample trampled trampling strangle strangled choke choked knife knifed blown pelted".split()
)
_CONDITIONS = frozenset("serious critical grave stable".split())
_STAY = BE_LIKE | {"remain", "remained", "remains", "still"}
_TREAT = frozenset("treated treating treat".split())
_BODY = frozenset(
    "leg legs arm arms shoulder stomach abdomen thigh knee foot feet hand hands hip waist face eye back neck".split()
)
_ABBREVIATED = {"kia": CountKind.KILLED, "wia": CountKind.INJURED}
_FAR = 9  # tokens between a verb and the "to death" or "to hospital" that belongs to it


def by_phrase(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found] | None:
    """The figures of the phrase that the word at ``at`` belongs to; empty where it names none."""
    low = tokens[at].low
    if word_at(tokens, at + 1) == ":" and _kind(low) is not None:
        return _labelled(tokens, at, figures)
    if low in {"lives", "life"}:
        return _lives(tokens, at, figures)
    if low in _LOSE:
        return _lost(tokens, at, figures)
    if low.startswith("succumb") and word_at(tokens, at + 1) == "to":
        return harmed_before(tokens, at, CountKind.KILLED, figures)
    if low == "death" and word_at(tokens, at - 1) == "to":
        return _to_death(tokens, at, figures)
    if low in {"hospital", "hospitals"}:
        return _to_hospital(tokens, at, figures)
    if low in _TREAT:
        return _treated(tokens, at, figures)
    if low in _HURTS:
        return _suffered(tokens, at, figures)
    if low in _ABBREVIATED:
        return _before(tokens, at, _ABBREVIATED[low], figures)
    if low == "condition" and word_at(tokens, at - 1) in _CONDITIONS:
        into = next((i for i in range(at - 2, max(0, at - 5), -1) if tokens[i].low == "in"), None)
        found = [] if into is None else harmed_before(tokens, into, CountKind.INJURED, figures)
        return [f for f in found if f.rule != "unnumbered" and not _of_them(tokens, f)]
    if low in _BODY:
        return _hit_in(tokens, at, figures)
    return None


def _kind(low: str) -> CountKind | None:
    """Whose label the word may be; "casualties" is of two kinds, and so of none."""
    if low in FORMS:
        return FORMS[low].kind if FORMS[low].past or low == "dead" else None
    kinds = HARM_NOUNS.get(low, ())
    return kinds[0] if len(kinds) == 1 else None


def _labelled(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "Killed: 4", "Fatalities: 6"."""
    kind = _kind(tokens[at].low)
    figure = next((f for f in figures if at + 2 <= f.first <= at + 3 and not f.indefinite), None)
    if kind is None or figure is None:
        return []
    return [Found(kind, figure.count, figure.first, figure.last, "noun", whom_of(tokens, figure))]


def _lives(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found] | None:
    """Reads "five people lost their lives" and "claimed the lives of 16"; "nine lives" is left to the nouns."""
    before = [token.low for token in tokens[max(0, at - 3) : at]]
    for back, word in enumerate(reversed(before), 1):
        if word in _LOSE:
            return harmed_before(tokens, at - back, CountKind.KILLED, figures)
    if word_at(tokens, at + 1) != "of" or _CLAIM.isdisjoint(before):
        return None if word_at(tokens, at + 1) != "of" else []
    return harmed_after(tokens, at + 1, CountKind.KILLED, figures)


def _lost(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "lost 30 men", "lost at least two soldiers": those of one's own who fell."""
    for figure in figures:
        if not at < figure.first <= at + 6 or figure.indefinite:
            continue
        between = [t.low for t in tokens[at + 1 : figure.first]]
        if len(between) > 1 and (between[-1] != "and" or not {"a", "an"} & set(between) or set(between) & PREPOSITIONS):
            break  # "lost a tank and two soldiers", but "lost contact with two"
        head = head_of(tokens, figure.last, len(tokens))
        if head is not None and is_person(tokens[head].low):
            return [Found(CountKind.KILLED, figure.count, figure.first, figure.last, "active", whom_of(tokens, figure))]
    return []


def _to_death(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "beat two drivers to death", "were hacked to death"; a court's sentence is none."""
    verb = next((i for i in range(at - 2, max(-1, at - 2 - _FAR), -1) if tokens[i].low in _TO_DEATH), None)
    if verb is None:
        return []
    if verb == at - 2 or is_passive(tokens, verb):
        return harmed_before(tokens, verb, CountKind.KILLED, figures)
    return harmed_after(tokens, verb, CountKind.KILLED, figures)


def _to_hospital(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "12 people were taken to hospital", "rushed five children to a nearby hospital"."""
    to = next((i for i in range(at - 1, max(0, at - 5), -1) if tokens[i].low in {"to", "in", "into"}), None)
    if to is None:
        return []
    stays = tokens[to].low == "in" and (word_at(tokens, to - 1) in _STAY or any(f.last == to - 1 for f in figures))
    if stays:
        found = harmed_before(tokens, to, CountKind.INJURED, figures)
    elif word_at(tokens, to - 1) in _CARRIED:
        found = harmed_before(tokens, to - 1, CountKind.INJURED, figures)
    else:
        verb = next((i for i in range(to - 1, max(-1, to - _FAR), -1) if tokens[i].low in _CARRY), None)
        found = [] if verb is None else harmed_after(tokens, verb, CountKind.INJURED, figures)
    return [
        f
        for f in found
        if f.rule != "unnumbered" and f.count.low > 0 and not (_are_dead(tokens, f) or _of_them(tokens, f))
    ]


def _of_them(tokens: Sequence[Token], found: Found) -> bool:
    """Reads "two of them", "three of the soldiers": already counted."""
    return word_at(tokens, found.last + 1) == "of" and word_at(tokens, found.last + 2) in {
        "them",
        "those",
        "whom",
        "the",
    }


def _treated(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "doctors treated 68 people", "14 people were treated for burns"."""
    if is_passive(tokens, at):
        found = harmed_before(tokens, at, CountKind.INJURED, figures)
    else:
        found = harmed_after(tokens, at, CountKind.INJURED, figures)
    return [
        f
        for f in found
        if f.rule != "unnumbered" and f.count.low > 0 and not (_are_dead(tokens, f) or _of_them(tokens, f))
    ]


def _are_dead(tokens: Sequence[Token], found: Found) -> bool:
    words = {token.low for token in tokens[found.first : found.last + 5]}
    return not words.isdisjoint({"bodies", "corpses", "dead", "killed"})


def _suffered(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found] | None:
    """Reads "four guards were found to have brain injuries", "left 30 people with burns"."""
    verb = next((i for i in range(at - 1, max(-1, at - 5), -1) if tokens[i].low in _HAVE), None)
    if verb is None or any(not t.is_word or t.low in PREPOSITIONS - {"with"} for t in tokens[verb:at]):
        return None
    if any(verb < f.first < at for f in figures):
        return None
    if {"not", "n't", "without", "never"} & {t.low for t in tokens[max(0, verb - 4) : verb]}:
        return []
    found = harmed_before(tokens, verb, CountKind.INJURED, figures)
    return [f for f in found if f.rule != "unnumbered"] or _who_has(tokens, verb)


def _who_has(tokens: Sequence[Token], verb: int) -> list[Found] | None:
    """Reads "left its driver with burns", "the driver suffered burns"."""
    before = tokens[verb - 1] if verb else None
    if before is None or not is_person(before.low):
        return None
    count = UNSAID if before.low.endswith("s") else Count(1, 1)
    return [Found(CountKind.INJURED, count, verb - 1, verb - 1, "unnumbered", (verb - 1, verb - 1))]


def _before(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[Found]:
    """Reads "2 civilians KIA"."""
    figure = next((f for f in reversed(figures) if f.last < at and at - f.last <= 4 and not f.indefinite), None)
    if figure is None or not counts_people(tokens, figure, at, kind):
        return []
    return [Found(kind, figure.count, figure.first, figure.last, "noun", whom_of(tokens, figure))]


def _hit_in(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> list[Found]:
    """Reads "was shot in the leg": hurt, and not said to be dead."""
    if word_at(tokens, at - 2) != "in" or word_at(tokens, at - 3) not in {"hit", "shot", "struck"}:
        return []
    verb = at - 3
    killed = any(t.low in FORMS and FORMS[t.low].kind is CountKind.KILLED for t in tokens)
    if killed or not is_passive(tokens, verb):
        return []
    return harmed_before(tokens, verb, CountKind.INJURED, figures)


def fatally(tokens: Sequence[Token], at: int) -> bool:
    """Reads "mortally wounded", "fatally shot": killed, whatever the verb says."""
    return word_at(tokens, at - 1) in {"fatally", "mortally"}


def adjective_of(tokens: Sequence[Token], at: int, kind: CountKind, figures: Sequence[Figure]) -> list[Found]:
    """Reads "45 injured people", "the two wounded soldiers": a figure right before, people right after."""
    figure = next((f for f in figures if f.last == at - 1 and not f.indefinite), None)
    head = head_of(tokens, at, len(tokens))
    if figure is None or head is None or not is_person(tokens[head].low):
        return []
    return [Found(kind, figure.count, figure.first, figure.last, "noun", (at, head))]


def themselves_too(tokens: Sequence[Token], at: int, figures: Sequence[Figure]) -> Count | None:
    """Reads "killing himself and two guards": the attacker too, as the text counts."""
    if word_at(tokens, at + 1) not in {"himself", "herself"} or word_at(tokens, at + 2) != "and":
        return None
    figure = next((f for f in figures if f.first == at + 3), None)
    if figure is None:
        return None
    high = figure.count.high
    return Count(figure.count.low + 1, None if high is None else high + 1)


__all__ = ["adjective_of", "by_phrase", "fatally", "themselves_too"]
