"""Where the lexicon's words stand in a sentence: the longest pattern at each word, read as noun or verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.mentions.lexicon import Pattern
from dashboard.mentions.reading import is_noun, modifies_noun, stands_as_adjective
from dashboard.mentions.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    Token,
    is_adverb,
)

GAP_LONGEST = 4  # words that a ``*`` may span; five let unrelated objects in on our example sentences
# verb forms of the lexicon that English also uses as nouns, beyond the lexicon's own nouns
NOUNS_TOO = frozenset(
    "fire fires target targets launch launches shell shells bomb bombs mortar mortars rally rallies picket riot riots storm storms "
    "hit hits wound wounds torch intercept defect defects surrender surrenders knife hammer hammers batter rake rakes gut guts pound pounds wreck wrecks blockade blockades damage shot shots hold holds find finds take takes seize fight fights march marches".split()
)

NEVER_BEFORE_VERBS = DETERMINERS | (PREPOSITIONS - {"to"})
TITLES = frozenset("mr mrs ms dr prof gen col sgt lt capt rev".split())
SEASONS = frozenset("last this next each every early late in".split())  # "last fall" is autumn


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at tokens ``first`` .. ``last`` (half open); ``noun`` after reading."""

    first: int
    last: int
    pattern: Pattern
    noun: bool
    feature: str

    @property
    def gap(self) -> tuple[int, int] | None:
        """The words that an inner ``*`` stands for: what was shot down, set on fire …"""
        words = self.pattern.words
        if None not in words[:-1]:
            return None
        before = words.index(None)
        return (self.first + before, self.last - (len(words) - before - 1))


def matches_of(tokens: Sequence[Token], index: Mapping[str, tuple[Pattern, ...]]) -> Iterator[Match]:
    """The patterns of ``index`` (by first word) found in the tokens of one sentence, in text order."""
    at = 0
    while at < len(tokens):
        best: Match | None = None
        for pattern in index.get(tokens[at].low, ()):
            last = _end(tokens, at, pattern)
            if last is None:
                continue
            match = _read(tokens, at, last, pattern, index)
            if match is not None and (best is None or _rank(match) > _rank(best)):
                best = match
        if best is None:
            at += 1
            continue
        yield best
        at = best.last if None not in best.pattern.words else at + 1


def _rank(match: Match) -> tuple[int, bool, int]:
    """The longer match wins, then the one without a gap, then the one with more words of its own."""
    return match.last, None not in match.pattern.words, len(match.pattern.words)


def _end(tokens: Sequence[Token], at: int, pattern: Pattern) -> int | None:
    """Where the pattern that starts at ``at`` ends, or ``None``; a gap crosses no stop, semicolon, dash or "by"."""
    here = at + 1
    words = pattern.words
    k = 1
    while k < len(words):
        word = words[k]
        if word is None:
            if k + 1 == len(words):
                return here
            ahead = _skip(tokens, here, words[k + 1] or frozenset())
            if ahead is None:
                return None
            here, k = ahead, k + 1
            continue
        if here >= len(tokens) or tokens[here].low not in word:
            return None
        here += 1
        k += 1
    return here


def _skip(tokens: Sequence[Token], here: int, word: frozenset[str]) -> int | None:
    for ahead in range(here, min(here + GAP_LONGEST + 1, len(tokens))):
        if tokens[ahead].text in {".", ";", "—", "“", "”"} or tokens[ahead].low == "by":
            return None
        if tokens[ahead].low in word:
            return ahead
    return None


def _read(
    tokens: Sequence[Token], at: int, last: int, pattern: Pattern, index: Mapping[str, tuple[Pattern, ...]]
) -> Match | None:
    """The match if its part of speech fits the words around it."""
    if len(pattern.words) > 1 and pattern.noun and (modifies_noun(tokens, last - 1) or _is_name(tokens, at)):
        return None
    if len(pattern.words) > 1:
        if pattern.feature == "base" and tokens[at].low in NOUNS_TOO and _names_a_thing(tokens, at):
            return None
        if (
            pattern.feature in {"base", "s"}
            and at
            and (tokens[at - 1].low in NEVER_BEFORE_VERBS or tokens[at - 1].owner)
        ):
            return None  # "the exchange came after …", "the army's advance to …"
        if pattern.feature in {"base", "s"} and at + 1 < len(tokens) and tokens[at + 1].low == "of":
            return None  # "the 2400 block of Main Street"
        return Match(at, last, pattern, pattern.noun, pattern.feature)
    if _is_name(tokens, at):
        return None
    if pattern.noun:
        if tokens[at].low == "fall" and at and tokens[at - 1].low in SEASONS:
            return None
        plain = is_noun(tokens, at) and not modifies_noun(tokens, at)
        return Match(at, last, pattern, noun=True, feature="noun") if plain else None
    if _has_noun(tokens[at].low, index) and is_noun(tokens, at, verb_feature=pattern.feature):
        return None
    if at + 1 < len(tokens) and tokens[at + 1].low == "of" and not tokens[at].low.startswith(("die", "dying")):
        return None  # "a shot of cash", "the storm of 1953"
    if stands_as_adjective(tokens, at, pattern.feature):
        return None
    return Match(at, last, pattern, noun=False, feature=pattern.feature)


def _names_a_thing(tokens: Sequence[Token], at: int) -> bool:
    """As in "a kitchen |fire at the mill": a base form after a singular noun is no verb."""
    if not at or not tokens[at - 1].is_word:
        return False
    before = tokens[at - 1]
    governs = MODALS | SUBJECT_PRONOUNS | CONJUNCTIONS | {"to", "not", "n't", "did", "do", "does"}
    if before.low in governs or is_adverb(before):
        return False
    return not before.low.endswith(("s", "men", "people", "police", "army"))


def _has_noun(form: str, index: Mapping[str, tuple[Pattern, ...]]) -> bool:
    """Is the form of a verb also a noun ("strikes"), so that the words around must tell?"""
    return form in NOUNS_TOO or form.endswith("ing") or any(p.noun and len(p.words) == 1 for p in index.get(form, ()))


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """A capital inside a sentence of small words: part of a name ("Samarra Barrage", "Operation Desert Strike")."""
    if tokens[at].text == "March" and (_is_digit(tokens, at - 1) or _is_digit(tokens, at + 1)):
        return True
    if at == 0 or not tokens[at].capital:
        return False
    before = tokens[at - 1]
    if before.text == "." and at > 1 and tokens[at - 2].low in TITLES:
        return True
    if not before.is_word or before.text[0].isdigit():
        return False
    words = [t for t in tokens if t.is_word and len(t.text) > 3 and t is not tokens[0]]
    return sum(not t.capital for t in words) * 3 >= len(words)


def _is_digit(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].text[0].isdigit()
