"""What a capitalised word may be besides a place: an ordinary word, a given name, a surname.

The knowledge is data/lexicon/words.tsv.gz (see data/lexicon/make_words.py), read when first asked for.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from typing import NamedTuple

from dashboard import paths
from dashboard.errors import LexiconError

COMMON_GIVEN = 2.0  # log10 of a name's share among ten million people: about one in 100,000
TITLES = frozenset(
    "mr mrs ms miss mister dr prof professor president minister secretary sen senator rep representative gov governor "
    "judge justice gen general col colonel maj major lt lieutenant capt captain sgt sergeant cpl corporal pvt officer "
    "detective det chief sheriff mayor coach sir lord lady dame king queen prince princess sheikh sheik imam ayatollah "
    "pope father fr rev reverend pastor bishop archbishop cardinal rabbi sister brother attorney spokesman spokeswoman "
    "spokesperson director councilman councilwoman councilor councillor commissioner superintendent deputy trooper "
    "congressman congresswoman chairman chairwoman chancellor premier ambassador admiral adm marshal inspector cmdr "
    "commander emir sultan mullah maulana mufti hajji abu umm author singer actor actress editor analyst economist "
    "quarterback pitcher guard striker goalkeeper defender midfielder forward trustee alderman selectman uncle aunt auntie "
    "grandma grandpa grandmother grandfather nurse chef deacon juror umpire referee skipper teammate drummer".split()
)


class Word(NamedTuple):
    """Zipf frequency as an ordinary word; log10 share as a given name and a surname; 0 = none."""

    ordinary: float
    given: float
    surname: float


NO_WORD = Word(0.0, 0.0, 0.0)


@cache
def _table() -> dict[str, Word]:
    path = paths.data() / "lexicon" / "words.tsv.gz"
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error}); reinstall the package") from error
    found = {}
    for line in lines:
        word, *figures = line.split("\t")
        ordinary, given, surname = (int(f) / 10 for f in figures)
        found[word] = Word(ordinary, given, surname)
    return found


def know(word: str) -> Word:
    """What is known of a word, whatever its capitals."""
    return _table().get(word.lower(), NO_WORD)


_PERSON = re.compile(
    r"\b([^\W\d_a-z][^\W\d_]*\.?)[ \xa0]+((?:[A-Z]\.?[ \xa0]+|[“\"‘'][A-Z][^\W\d_]+[”\"’'][ \xa0]+|(?:al|el|bin|ben|bint|van|von|de|la|"
    r"del|della|di|da)[- ]){0,2})([^\W\d_a-z](?:[^\W\d_]|['’-][^\W\d_])*)"
)

_FURTHER = re.compile(r"[ \xa0][aeAE][a-z][- ]([^\W\d_a-z](?:[^\W\d_])+)")  # "Abu Baqir al-Saadi"


_ARTICLES = frozenset("al el de la the as ar".split())


class Persons(NamedTuple):
    """Names in small letters that a text gives to persons."""

    surnames: frozenset[str]
    given: frozenset[str]


def people(text: str) -> Persons:
    """The names of persons the text names in full or with a title: "Chiquita Raquel Henry", "Mr Henry"."""
    found, firsts = set(), set()
    at = 0
    while match := _PERSON.search(text, at):
        first, last = match.group(1), match.group(3)
        if first.lower() in _ARTICLES:
            at = match.end(1)
            continue
        title = is_title(first)
        if (title or know(first).given >= COMMON_GIVEN) and not know(last).ordinary > 5.2:
            found.add(last.lower().removesuffix("'s").removesuffix("’s"))
            if further := _FURTHER.match(text, match.end()):
                found.add(further.group(1).lower())
            if not title and know(last).surname >= COMMON_GIVEN:
                firsts.add(first.lower())
        at = match.start(3)
    return Persons(frozenset(found), frozenset(firsts))


def is_title(word: str) -> bool:
    return word.rstrip(".").lower() in TITLES
