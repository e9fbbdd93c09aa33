"""Noun or verb? English strikes, attacks, raids, fires and battles are both; the words around tell."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.tokens import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    Token,
    is_adverb,
    is_number,
)

OBJECT_PRONOUNS = frozenset("it them him her us me themselves itself himself".split())
BEFORE_NOUN = PREPOSITIONS - {"to"}
FOLLOWS_NOUN = PREPOSITIONS | BE | HAVE | MODALS | CONJUNCTIONS


def is_noun(tokens: Sequence[Token], i: int, verb_feature: str | None = None) -> bool:
    """Does the word at ``i`` stand as a noun? ``verb_feature`` is set when the lexicon asks about it as a verb."""
    low = tokens[i].low
    if verb_feature in {"past", "participle"}:
        return False
    if verb_feature == "ing" or (verb_feature is None and low.endswith("ing")):
        return _gerund_is_noun(tokens, i)
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None:
        return after is None or not (after.low in DETERMINERS or is_number(after))
    if before.low in MODALS | SUBJECT_PRONOUNS | {"to", "n't", "not", "did", "do", "does", "'ll"} and not before.owner:
        return before.low == "to" and _noun_after_to(tokens, i)
    if before.owner or before.low in DETERMINERS or before.low in BEFORE_NOUN:
        return True
    if is_number(before) and low.endswith("s"):
        return True  # "200 pounds", "three strikes"
    if after is None or not after.is_word:
        return True
    if after.low in OBJECT_PRONOUNS or after.low in DETERMINERS or (is_number(after) and not after.text[0].isdigit()):
        return False
    if after.low in FOLLOWS_NOUN or after.low in {"that", "which", "who"}:
        return not _plural_subject_before(tokens, i)
    if after.text[0].isdigit() or after.low == "at":
        return False
    if is_adverb(before) and before.low not in ADVERBS:
        return False
    return not (_plural_subject_before(tokens, i) or (low.endswith("s") and before.capital and after.capital))


def _noun_after_to(tokens: Sequence[Token], i: int) -> bool:
    """As in "in response to attacks" against "began to attack": a plural after "to" is a noun."""
    return tokens[i].low.endswith("s") and not tokens[i].low.endswith("ss")


def _gerund_is_noun(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.low == "of":
        return True
    if before is not None and before.low == "of" and after is not None and after.low in FOLLOWING_VERBS:
        return True  # "years of shelling left …"
    if before is None:
        return after is None or after.low in PREPOSITIONS
    if before.owner or (before.low in DETERMINERS and before.low not in {"all", "both"}):
        return True
    if before.low in BE or before.text == "," or before.low in CONJUNCTIONS:
        return before.low in CONJUNCTIONS and (
            after is None or after.low in PREPOSITIONS | CONJUNCTIONS or not after.is_word
        )
    if before.low.endswith("s") and not before.low.endswith(("ss", "us", "is")) and not is_number(before):
        return False  # "soldiers fighting in the hills"
    return after is None or not after.is_word or after.low in FOLLOWS_NOUN - {"at"}


def _plural_subject_before(tokens: Sequence[Token], i: int) -> bool:
    """A base form after a plural noun is a verb ("rebels attack"), a third person after a singular one too ("drone hits")."""
    before, low = tokens[i - 1], tokens[i].low
    if low.endswith("s") and not low.endswith("ss"):
        return False
    return (
        before.low.endswith(("s", "men", "people", "police"))
        and not before.low.endswith(("ss", "us", "is"))
        and not before.owner
    )


def stands_as_adjective(tokens: Sequence[Token], i: int, feature: str) -> bool:
    """As in "the wounded soldiers", "targeted strikes", "an attacking force": no report of its own."""
    if feature not in {"past", "participle", "ing"} or i == 0 or i + 1 >= len(tokens):
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if (
        before.low == "the"
        and feature != "ing"
        and (not after.is_word or after.low in PREPOSITIONS | BE | HAVE | MODALS)
    ):
        return True  # "the injured were taken to …"
    if (
        not after.is_word
        or after.low in PREPOSITIONS | DETERMINERS | CONJUNCTIONS
        or is_number(after)
        or is_adverb(after)
    ):
        return False
    return (
        before.low in DETERMINERS - {"that", "all", "both", "each"}
        or is_number(before)
        or (before.low in BEFORE_NOUN and feature != "ing")
    )


FOLLOWING_VERBS = frozenset(
    "hit left took came struck began broke fell went led brought sent killed comes came follows leaves marks kills wounds injures "
    "erupt erupts rage rages flare flares break breaks resume resumes spread spreads intensify escalate grow grew mount mounts "
    "descend descends turn turns enter enters rock rocks rip rips tear tears shake shakes strike strikes wound injure trigger triggers "
    "rang rings spark sparks prompt prompts force forces block blocks paralyse paralyses disrupt disrupts halt halts sweep sweeps swept subside "
    "subsides ease eases die dies met meet meets happened occurred took followed lasted ended started continued continues appeared seemed left ripped tore rocked shook targets "
    "hits claims claimed cost costs set put made did does do took remains remain drew draw brings bring cause causes".split()
)


def modifies_noun(tokens: Sequence[Token], i: int) -> bool:
    """As in "attack drones", "strike assessments", "a protest leader": the word only tells what kind of thing the next one is."""
    if i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if not after.is_word or after.capital or after.text[0].isdigit() or tokens[i].owner or is_adverb(after):
        return False
    if after.low in FOLLOWS_NOUN | DETERMINERS | FOLLOWING_VERBS | SUBJECT_PRONOUNS | ADVERBS or is_number(after):
        return False
    if after.low in {
        "after",
        "as",
        "when",
        "while",
        "if",
        "because",
        "than",
        "more",
        "less",
        "last",
        "this",
        "next",
        "not",
        "ago",
        "alone",
        "involving",
    }:
        return False
    return not after.low.endswith(("ed", "ing", "ly"))
