"""Words of a sentence with their offsets, and the small closed word classes that the grammar rules ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

# a word may carry inner hyphens, apostrophes and dots ("ex-soldier", "U.S.", "al-Asad's"); all else is one sign a token
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*(?:[-\w]*\w)?|\w+(?:[-'’]\w+)*|[^\w\s]")
# sentences whose tokens are kept: a long report's, so that each is taken apart once and not by every finder
SENTENCES = 1024
# short names in capitals that spell a small word
SHORT_NAMES = {"IS": "isis", "WHO": "w.h.o."}
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """``low`` is the lower-case word without a possessive ending; ``owner`` tells that it had one."""

    start: int
    end: int
    text: str
    low: str
    owner: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=SENTENCES)
def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, offsets counted in ``text``; kept for the other rules that read the sentence."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        if ("'" in word or "’" in word) and word[0].isalnum():
            bare = _POSSESSIVE.sub("", word)
            found.append(Token(first, last, word, (bare or word).lower().replace("’", "'"), bare != word))
        else:
            found.append(Token(first, last, word, word.lower().replace("’", "'")))
    if any(token.text in SHORT_NAMES for token in found):
        found = _with_names(found)
    return tuple(found)


def _with_names(found: list[Token]) -> list[Token]:
    """As in "IS attacked a base": a short name is no form of "be" nor a pronoun, unless the sentence is all in capitals."""
    words = [token for token in found if token.text[0].isalpha()]
    if sum(token.text.isupper() for token in words) * 2 > len(words):
        return found
    return [replace(token, low=SHORT_NAMES.get(token.text, token.low)) for token in found]


DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any no every each another both".split()
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens scores hundreds thousands "
    "several many few".split()
)
PREPOSITIONS = frozenset(
    "in on at by of to from against near with for into onto over under during after before since until between among "
    "around outside inside across through towards toward off along amid within without about via behind beside beyond".split()
)
BE = frozenset("is are was were be been being am 's 're".split())
HAVE = frozenset("has have had having".split())
GET = frozenset("get gets got getting".split())
MODALS = frozenset("will would shall should can could may might must cannot".split())
NEGATIONS = frozenset("not n't never no nobody none neither nor without".split())
SUBJECT_PRONOUNS = frozenset("i we you he she it they who which what there".split())
PRONOUNS = frozenset("it they he she we i you".split())
CONJUNCTIONS = frozenset("and or but nor yet".split())
# words that open a clause of their own
SUBORDINATORS = frozenset(
    "after before when while as because since although though if unless until whereas following amid that which who whom "
    "where whose once despite whether".split()
)
ADVERBS = frozenset(
    "also again then later reportedly allegedly already just now still soon only even not never once twice further today "
    "yesterday first all both apparently recently early late earlier meanwhile twice again".split()
)


def is_adverb(token: Token) -> bool:
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def is_number(token: Token) -> bool:
    return token.text[0].isdigit() or token.low in NUMBERS
