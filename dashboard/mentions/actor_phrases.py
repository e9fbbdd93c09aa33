"""Noun phrases around a generic noun.

From a head noun ("fighters", "ministry", "tanker", "base") the phrase is walked to the left over what may stand before
a noun (numbers, adjectives, known names, capitals) up to a word that cannot, and to the right over a name in apposition
("group Kataib Hezbollah"), a naming ("calling itself X") or a tie ("fighters of Yemen's Houthi movement").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form, Noun
from dashboard.mentions.actor_words import Hit, Words, capital_run, long_name, shouted_run
from dashboard.model import ActorKind

# words of no class of their own that one phrase may hold before its head: four keeps "oil pump jack" and "Navy special
# warfare operator" whole, and stops a run of unknown words from being swallowed
ORDINARY = 4
REACH = 7  # words a tie may span to the right: "of the political wing of the X movement"
NAMED = frozenset({Class.GROUP, Class.PEOPLE, Class.SHIP, Class.ROLE, Class.ARMS, Class.OFFICE})
TIED = frozenset({Class.GROUP, Class.PEOPLE, Class.ROLE, Class.OFFICE})


class Step(Enum):
    """What a word is to the phrase on its right."""

    STOP = auto()
    NAME = auto()
    NUMBER = auto()
    HEDGE = auto()
    PROPER = auto()
    ORDINARY = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` .. ``last`` with their ``head``; ``core`` is the first word that is written (no hedge).

    ``names`` are the known names in it, the nearest to the head first; ``apposed`` a known body, or the first and last
    word of an unknown name, that says who the head is.
    """

    first: int
    core: int
    head: int
    last: int
    noun: Noun
    names: tuple[Hit, ...] = ()
    proper: tuple[int, ...] = ()
    apposed: Hit | tuple[int, int] | None = None


def around(words: Words, head: int, noun: Noun, table: ActorTable) -> Phrase:
    """The noun phrase of the head noun at ``head``."""
    return _rightwards(words, _leftwards(words, head, noun, table), table)


# ---------------------------------------------------------------------------------------------------------- leftwards


def _leftwards(words: Words, head: int, noun: Noun, table: ActorTable) -> Phrase:
    index, first, core, budget = head - 1, head, head, ORDINARY
    names: list[Hit] = []
    proper: list[int] = []
    while index >= 0 and words.joined[index] and (step := _step(words, index, first, table)) is not Step.STOP:
        hit = words.hit[index]
        budget -= step is Step.ORDINARY
        if budget < 0:
            break
        if hit is not None:
            names.append(hit)
            index = hit.first
        elif step is Step.PROPER:
            proper.append(index)
        first = index
        core = core if step is Step.HEDGE else first
        index -= 1
    return Phrase(first, core, head, head, noun, tuple(names), tuple(proper))


def _step(words: Words, index: int, first: int, table: ActorTable) -> Step:
    """What the word at ``index`` is to a phrase that so far begins at ``first``, the word behind it."""
    word, hit, grammar = words.keys[index], words.hit[index], table.grammar
    if hit is not None:
        return Step.STOP if hit.name.form is Form.BLOCK else Step.NAME
    if word in grammar["determiners"] or (word in grammar["breaks"] and not words.hyphen[index]):
        return Step.STOP
    if _tells_when(words, index, table):
        return Step.STOP
    if word in grammar["hedges"]:
        return Step.HEDGE
    if word.isdigit() and index and words.capital[index - 1] and words.keys[index - 1] in grammar["calendar"]:
        return Step.STOP  # "May 26 two men": a day, not a number of men
    if word in grammar["quantities"] or word.isdigit() or words.hyphen[index]:
        return Step.NUMBER
    if words.capital[index] and index > 0 and not words.flat:
        return Step.STOP if _place_before_number(words, index, table) else Step.PROPER
    fits = _may_precede(words, index, table) and not _before_number(words, index, first, table)
    return Step.ORDINARY if fits else Step.STOP


def _tells_when(words: Words, index: int, table: ActorTable) -> bool:
    """As in "last |month| officers", "hours |later| militants", "Sunday |night| gunmen", and not "|night| watchmen"."""
    word, grammar = words.keys[index], table.grammar
    before = words.keys[index - 1] if index and words.joined[index - 1] else ""
    if words.hyphen[index] or (index and words.hyphen[index - 1]):
        return False  # "three-month-old"
    if word in grammar["times"]:
        return True
    dated = before in grammar["calendar"] or before in grammar["ordinals"] or before in {"that", "same"}
    return dated and word in grammar["times_of_day"]


def _may_precede(words: Words, index: int, table: ActorTable) -> bool:
    """Whether an ordinary word at ``index`` reads as part of the noun phrase to its right."""
    word, grammar = words.keys[index], table.grammar
    if index and words.hyphen[index - 1]:
        return True  # "Turkey-backed"
    if word in grammar["verbal"] or word in grammar["verb_modifiers"]:
        return _after_opening(words, index, table)
    if word in grammar["participles"]:
        return True
    if word in grammar["verbs"]:
        return False
    if word.endswith("ly") and word not in grammar["ly_nouns"]:
        return words.keys[index + 1] in grammar["participles"] and words.keys[index + 1] not in grammar["verbal"]
    return word in table.nouns or not (len(word) > 4 and word.endswith(("ed", "ing")))


def _place_before_number(words: Words, index: int, table: ActorTable) -> bool:
    """As in "in |Nyala| two youths", "in |Nyala| 12 people": the number begins the phrase, the name says where."""
    behind, grammar = words.keys[index + 1], table.grammar
    before = words.keys[index - 1] if index and words.joined[index - 1] else ""
    return behind in grammar["quantities"] or (behind.isdigit() and before in grammar["prepositions"])


def _before_number(words: Words, index: int, first: int, table: ActorTable) -> bool:
    """Whether a number or a hedge stands right behind, before which an ordinary word is a verb ("smuggle 45 migrants")."""
    behind, grammar = words.keys[index + 1], table.grammar
    if words.keys[index] in grammar["ordinals"] or words.hyphen[index] or words.hyphen[index + 1]:
        return False
    return first == index + 1 and (behind in grammar["quantities"] or behind in grammar["hedges"] or behind.isdigit())


def _after_opening(words: Words, index: int, table: ActorTable) -> bool:
    """Whether the word before ``index`` opens a noun phrase, so that a verb's form at ``index`` must be a modifier."""
    if index == 0 or not words.joined[index - 1]:
        return False
    before, grammar = words.keys[index - 1], table.grammar
    return (
        before in grammar["determiners"]
        or before in grammar["quantities"]
        or (before in grammar["prepositions"] and before != "to")
        or before.isdigit()
        or (words.hit[index - 1] is not None and (words.owner[index - 1] or _adjective(words, index - 1)))
    )


def _adjective(words: Words, index: int) -> bool:
    hit = words.hit[index]
    return hit is not None and hit.name.form is Form.ADJECTIVE


# --------------------------------------------------------------------------------------------------------- rightwards


def _rightwards(words: Words, phrase: Phrase, table: ActorTable) -> Phrase:
    after, grammar, cls = phrase.head + 1, table.grammar, phrase.noun.cls
    if after >= len(words) or not words.joined[phrase.head] or words.owner[phrase.head]:
        return phrase
    if cls is Class.FACILITY and not phrase.names and not phrase.proper:
        return replace(phrase, last=_numbered(words, phrase.head))
    if cls is Class.GROUP and words.capital[phrase.head] and phrase.proper:
        return replace(phrase, last=long_name(words, phrase.head, table))
    if cls in NAMED:
        named = _name_from(words, after, phrase.noun, table)
        if named is None and words.keys[after] in grammar["naming"]:
            named = next(
                (n for start in _naming(words, after) if (n := _name_from(words, start, phrase.noun, table))), None
            )
        if isinstance(named, tuple) and cls in {Class.GROUP, Class.SHIP}:
            named = named[0], long_name(words, named[1], table)
        if named is not None:
            return replace(phrase, last=named.last if isinstance(named, Hit) else named[1], apposed=named)
    if cls in TIED and words.keys[after] in grammar["ties"]:
        return _tied(words, phrase, table)
    return phrase


def _numbered(words: Words, head: int) -> int:
    """The last word of a facility whose name follows it: "Tower 22", "Hotel Siyad", "Port Sudan"."""
    last = head
    while (
        words.capital[head]
        and not words.flat
        and last + 1 < len(words)
        and words.joined[last]
        and not words.owner[last]
    ):
        follows = words.capital[last + 1] or words.keys[last + 1].isdigit()
        if not follows or last - head > 2:
            break
        last += 1
    return last


def _naming(words: Words, after: int) -> Iterator[int]:
    """Where a name may begin behind "called", "known as", "calling itself", "using the name"."""
    if words.keys[after] == "using" and "name" not in words.keys[after : after + 4]:
        return
    yield from range(after + 1, min(after + 5, len(words)))


def _name_from(words: Words, start: int, noun: Noun, table: ActorTable) -> Hit | tuple[int, int] | None:
    """A known body or a run of unknown capitals that begins at ``start`` and may name what ``noun`` says."""
    hit = words.hit[start]
    if hit is not None:
        return hit if hit.first == start and hit.name.form is Form.BODY else None
    several = noun.cls in {Class.OFFICE, Class.ARMS}
    if noun.cls is Class.PEOPLE:  # "gunman Omar Salih", but not "troops Monday"
        word, forces = words.keys[start - 1], noun.kind is ActorKind.STATE_FORCES
        several = word not in table.grammar["one_of_forces"] if forces else word.endswith(("s", "men"))
    if words.keys[start] in table.ships:
        several = False
    if words.flat:
        end = shouted_run(words, start, table) if noun.cls is Class.ROLE else 0
    else:
        end = 0 if several else capital_run(words, start, table)
    return (start, end - 1) if end else None


def _tied(words: Words, phrase: Phrase, table: ActorTable) -> Phrase:
    """Extend over "of X", "loyal to X", "linked to X", where X holds a known body, a state, capitals or a noun."""
    grammar, index = table.grammar, phrase.head + 1
    stop = min(len(words), index + REACH)
    of = words.keys[index] == "of"
    while index < stop and (words.keys[index] in grammar["ties"] or words.keys[index] in {"to", "with", "by"}):
        if not words.joined[index]:
            return phrase
        index += 1
    if of and (named := _named_behind_of(words, index, phrase.noun, table)):
        return replace(phrase, last=named[1], apposed=named)
    end, states = phrase.head, list(phrase.names)
    while index < stop and words.joined[index - 1] and not _ends_tie(words, index, table):
        hit, noun = words.hit[index], table.nouns.get(words.keys[index])
        if hit is not None and hit.name.form is Form.BODY:
            return replace(phrase, last=_with_group(words, hit, table), apposed=hit)
        if hit is not None:
            states.append(hit)
            end, index = hit.last, hit.last
        elif noun is not None or words.capital[index]:
            end = index
        index += 1
        if noun is not None and noun.cls is not Class.ROLE and not _head_follows(words, index, table):
            break
    return replace(phrase, last=end, names=tuple(dict.fromkeys(states))) if of else phrase


def _named_behind_of(words: Words, index: int, noun: Noun, table: ActorTable) -> tuple[int, int] | None:
    """An unknown name behind "of": the body of "rebels of the Azra Front", the person of "Secretary of State Ann Roe"."""
    if index < len(words) and words.keys[index] in table.grammar["determiners"] and words.joined[index]:
        index += 1
    if index >= len(words) or words.flat:
        return None
    if noun.cls is Class.ROLE:
        start = index
        while start < len(words) and words.keys[start] in table.grammar["portfolios"] and words.joined[start]:
            start += 1
        end = capital_run(words, start, table) if start > index else 0
        return (start, end - 1) if end else None
    end = capital_run(words, index, table) if noun.kind in {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA} else 0
    return (index, long_name(words, end - 1, table)) if end else None


def _ends_tie(words: Words, index: int, table: ActorTable) -> bool:
    word, grammar = words.keys[index], table.grammar
    if words.hit[index] is not None or words.capital[index] or word in grammar["determiners"] or word == "of":
        return False
    past = (
        len(word) > 4
        and word.endswith(("ed", "ing"))
        and word not in grammar["participles"]
        and word not in table.nouns
    )
    return past or word in grammar["breaks"] or word in grammar["verbs"]


def _with_group(words: Words, hit: Hit, table: ActorTable) -> int:
    """The last word of a body's name, its "group" or "movement" included."""
    after = hit.last + 1
    noun = table.nouns.get(words.keys[after]) if after < len(words) and words.joined[hit.last] else None
    return after if noun is not None and noun.cls is Class.GROUP else hit.last


def _head_follows(words: Words, index: int, table: ActorTable) -> bool:
    """Whether the next word is a noun too, so that the one before was its modifier ("police station")."""
    return index < len(words) and words.joined[index - 1] and words.keys[index] in table.nouns
