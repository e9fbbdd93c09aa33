"""The lexicon of actors: named bodies, states and the nouns for people, groups and things, read once and indexed.

Four files of ``data/lexicon`` and one of ``data/gazetteer`` are read: ``actors.toml`` (named bodies with aliases, kind,
country, source, guards), ``nouns.toml`` (generic nouns by class, and the words that bound a noun phrase),
``demonyms.toml`` (adjectives and peoples of countries) and ``countries.tsv`` (names and capitals).

An alias is kept as a tuple of *keys*, one per word (lower case, no apostrophes, no diacritics), so that "Kata'ib
Hezbollah", "Kataib-Hezbollah" and "KATAIB HEZBOLLAH" are one alias.
"""

from __future__ import annotations

import csv
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.model import ActorKind

# an abbreviation with dots, or a run of letters and digits with inner apostrophes
WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:['’ʿʾ‘`ʼ][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", ".,'’ʿʾ‘`ʼ")
_ACTOR_KEYS = frozenset({"name", "aliases", "kind", "country", "source", "needs", "forbids"})
# letters of an alias in a script that has capitals; a shorter one must be all capitals, or it would match ordinary words
SHORTEST = 3


# the word lists that the rules of phrases ask for
GRAMMAR = frozenset(
    {
        "adjectival",
        "armed_bodies",
        "calendar",
        "capital_only",
        "force_of",
        "rebellious",
        "refers_to_body",
        "refers_to_state",
        "times", "times_of_day",
        "tells_nothing", "breaks", "determiners", "hedges", "held", "locatives", "ly_nouns", "made", "members", "naming",
        "not_the_states",
        "of_person",
        "one_of_forces",
        "ordinals", "participles", "particles", "police",
        "portfolios", "prepositions", "quantities", "speech", "sponsors", "ties",
        "titles", "verb_modifiers", "verbal", "verbs",
    }
)  # fmt: skip


class Class(StrEnum):
    """What a generic noun names."""

    PEOPLE = "people"
    GROUP = "group"
    OFFICE = "office"
    ROLE = "role"
    ARMS = "arms"
    SHIP = "ship"
    FACILITY = "facility"
    OBJECT = "object"


class Form(StrEnum):
    """How a name stands for its owner."""

    BODY = "body"  # an organisation by its own name
    STATE = "state"  # a country by name
    ADJECTIVE = "adjective"  # "Israeli"
    PEOPLE = "people"  # "Israelis"
    CAPITAL = "capital"  # "Tehran", a government where it speaks
    BLOCK = "block"  # words that look like one of the above and are not


@dataclass(frozen=True, slots=True)
class Name:
    """One alias of one owner. ``upper`` asks for capitals in the text, ``lower`` does without any, ``spelt`` for these.

    ``needs`` and ``forbids`` are words of which one must, or none may, stand in the document: they tell homonyms apart.
    """

    keys: tuple[str, ...]
    owner: str
    form: Form
    kind: ActorKind | None
    country: str | None
    upper: bool = False
    lower: bool = False
    spelt: str = ""
    needs: frozenset[str] = frozenset()
    forbids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Noun:
    """A generic noun's class and the kind of actor it names, if any."""

    cls: Class
    kind: ActorKind | None


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Everything ``find_actors`` knows. ``names`` is indexed by first key, the longest alias first."""

    names: Mapping[str, tuple[Name, ...]]
    nouns: Mapping[str, Noun]
    grammar: Mapping[str, frozenset[str]]
    states: Mapping[str, str]
    adjectives: Mapping[str, str]
    ships: Mapping[str, str]


def key(word: str) -> str:
    """The form under which a word is compared: lower case, without apostrophes, dots or diacritics."""
    low = word.lower()
    if low.isascii() and low.isalnum():
        return low
    low = low.translate(_APOSTROPHES)
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low)
    return "".join(c for c in plain if not unicodedata.combining(c))


def keys(words: str) -> tuple[str, ...]:
    """The keys of each word of an alias."""
    return tuple(key(word) for word in WORD.findall(words))


def load(folder: Path | None = None) -> ActorTable:
    """Read the lexicon of actors; ``folder`` holds ``lexicon`` and ``gazetteer`` (default: the shipped data).

    Raises ``LexiconError`` naming the file and the entry at fault.
    """
    folder = folder or paths.data()
    actors, nouns = folder / "lexicon" / "actors.toml", folder / "lexicon" / "nouns.toml"
    table = _read(actors)
    countries = _countries(folder / "gazetteer" / "countries.tsv")
    demonyms = _read(folder / "lexicon" / "demonyms.toml").get("demonyms", {})
    names = [
        *_bodies(table, actors),
        *_offices(table, countries, actors),
        *_states(table, countries, demonyms),
        *_blocks(table),
    ]
    words, grammar, ships = _nouns(nouns)
    return ActorTable(
        names=_index(names),
        nouns=words,
        grammar=grammar,
        states={code: name for code, (name, _) in countries.items()},
        adjectives={code: forms[0] for code, forms in demonyms.items()},
        ships=ships,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path}: no such file; reinstall the package or point data at a whole folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not a TOML file: {error}") from error


def _bodies(table: Mapping[str, Any], path: Path) -> Iterable[Name]:
    sources = table.get("sources", {})
    for number, raw in enumerate(table.get("actor", ()), start=1):
        name = raw.get("name")
        where = f"{path}: actor {number} ({name})"
        if not isinstance(name, str) or not name.strip():
            raise LexiconError(f"{where}: needs a name")
        if unknown := set(raw) - _ACTOR_KEYS:
            raise LexiconError(f"{where}: unknown keys {sorted(unknown)}; known are {sorted(_ACTOR_KEYS)}")
        if raw.get("source") not in sources:
            raise LexiconError(f"{where}: source {raw.get('source')!r} is not in [sources]")
        kind = _kind(raw.get("kind"), where)
        country = raw.get("country")
        if country is not None and not re.fullmatch(r"[A-Z]{2}", country):
            raise LexiconError(f"{where}: country {country!r} is not an ISO 3166-1 alpha-2 code")
        needs, forbids = (frozenset(map(key, raw.get(field, ()))) for field in ("needs", "forbids"))
        for alias in dict.fromkeys((name, *raw.get("aliases", ()))):
            yield _alias(alias, where, owner=name, kind=kind, country=country, needs=needs, forbids=forbids)


def _offices(table: Mapping[str, Any], countries: Mapping[str, tuple[str, str]], path: Path) -> Iterable[Name]:
    """Services, ministries and seats of government that act for their state, under the state's name."""
    called: Mapping[str, str] = table.get("state_called", {})
    for number, raw in enumerate(table.get("office", ()), start=1):
        code = raw.get("state")
        where = f"{path}: office {number} ({code})"
        if code not in countries:
            raise LexiconError(f"{where}: state {code!r} is not in countries.tsv")
        for alias in raw.get("aliases", ()):
            needs = frozenset(map(key, raw.get("needs", ())))
            yield _alias(
                alias,
                where,
                owner=called.get(code, countries[code][0]),
                kind=ActorKind.STATE_FORCES,
                country=code,
                needs=needs,
            )


def _alias(alias: Any, where: str, **rest: Any) -> Name:
    if not isinstance(alias, str) or not keys(alias):
        raise LexiconError(f"{where}: alias {alias!r} has no word in it")
    letters = sum(c.isalpha() for c in alias)
    cased = alias.upper() != alias.lower()
    upper = cased and alias == alias.upper()
    if cased and letters < SHORTEST and not upper:
        raise LexiconError(f"{where}: alias {alias!r} is shorter than {SHORTEST} letters and not all capitals")
    spelt = alias if not upper and re.fullmatch(r"[A-Z]+[a-z]+[A-Z]\w*", alias) else ""  # "LeT" is not "Let"
    return Name(keys(alias), form=Form.BODY, upper=upper, lower=alias == alias.lower(), spelt=spelt, **rest)


def _kind(kind: Any, where: str) -> ActorKind | None:
    if kind is None:
        return None
    try:
        return ActorKind(kind)
    except ValueError:
        raise LexiconError(f"{where}: kind {kind!r} is none of {[k.value for k in ActorKind]}") from None


def _countries(path: Path) -> dict[str, tuple[str, str]]:
    """ISO code -> the country's usual name and its capital."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except FileNotFoundError:
        raise LexiconError(f"{path}: no such file; the names of states are read from it") from None
    try:
        return {row["iso"]: (row["name"], row["capital"]) for row in rows}
    except KeyError as missing:
        raise LexiconError(f"{path}: has no column {missing}") from None


def _states(
    table: Mapping[str, Any], countries: Mapping[str, tuple[str, str]], demonyms: Mapping[str, list[str]]
) -> Iterable[Name]:
    """Names, adjectives, peoples and capitals. A form that several countries share belongs to the first listed."""
    state = functools.partial(Name, kind=ActorKind.STATE_FORCES)
    called: Mapping[str, str] = table.get("state_called", {})
    seen: set[tuple[str, ...]] = set()
    shared = table.get("state_capitals_skipped", ())
    more: Mapping[str, list[str]] = table.get("state_names", {})
    adjectives: Mapping[str, list[str]] = table.get("state_adjectives", {})
    for code, (usual, capital) in countries.items():
        name = called.get(code, usual)
        for alias in dict.fromkeys((name, *more.get(code, ()))):
            upper = alias == alias.upper() and len(alias) <= SHORTEST + 2
            yield state(keys(alias), owner=name, form=Form.STATE, country=code, upper=upper)
        if capital and capital not in shared and keys(capital) != keys(name):
            yield state(keys(capital), owner=name, form=Form.CAPITAL, country=code)
        for position, word in enumerate((*demonyms.get(code, ()), *adjectives.get(code, ()))):
            if keys(word) in seen:
                continue
            seen.add(keys(word))
            if position > 0 and word.endswith("s") and word[:-1] in demonyms.get(code, ()):
                yield Name(keys(word), word, Form.PEOPLE, ActorKind.CIVILIANS, code)
            else:
                yield state(keys(word), owner=name, form=Form.ADJECTIVE, country=code)


def _blocks(table: Mapping[str, Any]) -> Iterable[Name]:
    for words in table.get("not_actors", {}).get("names", ()):
        yield Name(keys(words), owner=words, form=Form.BLOCK, kind=None, country=None)


def _nouns(path: Path) -> tuple[dict[str, Noun], dict[str, frozenset[str]], dict[str, str]]:
    table = _read(path)
    nouns: dict[str, Noun] = {}
    for number, raw in enumerate(table.get("noun", ()), start=1):
        where = f"{path}: noun list {number}"
        try:
            noun = Noun(Class(raw["class"]), _kind(raw.get("kind"), where))
            words = raw["words"].split()
        except (KeyError, ValueError, AttributeError) as error:
            raise LexiconError(f"{where}: needs a known class and words in one string: {error}") from error
        for word in words:
            if word in nouns:
                raise LexiconError(f"{where}: {word!r} stands in two lists")
            nouns[word] = noun
    grammar = {name: frozenset(words.split()) for name, words in table.get("grammar", {}).items()}
    if missing := GRAMMAR - grammar.keys():
        raise LexiconError(f"{path}: [grammar] lacks {sorted(missing)}")
    return nouns, grammar, table.get("ships", {})


def _index(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    """First key -> names, longest first; of two names of one form the earlier listed comes first."""
    index: dict[str, list[Name]] = {}
    for name in names:
        index.setdefault(name.keys[0], []).append(name)
    return {first: tuple(sorted(found, key=lambda n: -len(n.keys))) for first, found in index.items()}
