"""Noun phrases around a generic noun, and whom each names.

From a head noun ("fighters", "ministry", "tanker", "base") the phrase is walked to the left over what may stand before
a noun (numbers, adjectives, known names, capitals) up to a word that cannot, and to the right over a name in apposition
("group Kataib Hezbollah"), a naming ("calling itself X") or a tie ("fighters of Yemen's Houthi movement").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form, Noun
from dashboard.mentions.actor_words import Hit, Words, capital_run
from dashboard.model import Actor, ActorKind

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


def _step(words: Words, index: int, first: int, table: ActorTable) -> Step:  # noqa: PLR0911 - one line a kind of word
    """What the word at ``index`` is to a phrase that so far begins at ``first``, the word behind it."""
    word, hit, grammar = words.keys[index], words.hit[index], table.grammar
    if hit is not None:
        return Step.STOP if hit.name.form is Form.BLOCK else Step.NAME
    if word in grammar["determiners"] or (word in grammar["breaks"] and not words.hyphen[index]):
        return Step.STOP
    if word in grammar["hedges"]:
        return Step.HEDGE
    if word.isdigit() and index and words.capital[index - 1] and words.keys[index - 1] in grammar["breaks"]:
        return Step.STOP  # "May 26 two men": a day, not a number of men
    if word in grammar["quantities"] or word.isdigit() or words.hyphen[index]:
        return Step.NUMBER
    if words.capital[index] and index > 0 and not words.shouted:
        return Step.PROPER
    fits = _may_precede(words, index, table) and not _before_number(words, index, first, table)
    return Step.ORDINARY if fits else Step.STOP


def _may_precede(words: Words, index: int, table: ActorTable) -> bool:
    """Whether an ordinary word at ``index`` reads as part of the noun phrase to its right."""
    word, grammar = words.keys[index], table.grammar
    if word in grammar["verbal"] or word in grammar["verb_modifiers"]:
        return _after_opening(words, index, table)
    if word in grammar["participles"]:
        return True
    if word in grammar["verbs"]:
        return False
    if word.endswith("ly") and word not in grammar["ly_nouns"]:
        return words.keys[index + 1] in grammar["participles"] and words.keys[index + 1] not in grammar["verbal"]
    return not (len(word) > 4 and word.endswith(("ed", "ing")))


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
        or (words.hit[index - 1] is not None and words.hit[index - 1] is not words.hit[index])
    )


# --------------------------------------------------------------------------------------------------------- rightwards


def _rightwards(words: Words, phrase: Phrase, table: ActorTable) -> Phrase:
    after, grammar = phrase.head + 1, table.grammar
    if after >= len(words) or not words.joined[phrase.head] or words.owner[phrase.head]:
        return phrase
    if phrase.noun.cls in NAMED:
        named = _name_from(words, after, phrase.noun, table)
        if named is None and words.keys[after] in grammar["naming"]:
            named = next(
                (n for start in _naming(words, after) if (n := _name_from(words, start, phrase.noun, table))), None
            )
        if named is not None:
            return replace(phrase, last=named.last if isinstance(named, Hit) else named[1], apposed=named)
    if phrase.noun.cls in TIED and words.keys[after] in grammar["ties"]:
        return _tied(words, phrase, table)
    return phrase


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
    several = noun.cls in {Class.OFFICE, Class.ARMS} or (
        noun.cls is Class.PEOPLE and noun.kind is not ActorKind.CIVILIANS
    )
    if words.keys[start] in table.ships:
        several = False
    end = 0 if several or words.shouted else capital_run(words, start, table)
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


def _ends_tie(words: Words, index: int, table: ActorTable) -> bool:
    word, grammar = words.keys[index], table.grammar
    if words.hit[index] is not None or words.capital[index] or word in grammar["determiners"]:
        return False
    return (word in grammar["breaks"] and word != "of") or word in grammar["verbs"]


def _with_group(words: Words, hit: Hit, table: ActorTable) -> int:
    """The last word of a body's name, its "group" or "movement" included."""
    after = hit.last + 1
    noun = table.nouns.get(words.keys[after]) if after < len(words) and words.joined[hit.last] else None
    return after if noun is not None and noun.cls is Class.GROUP else hit.last


def _head_follows(words: Words, index: int, table: ActorTable) -> bool:
    """Whether the next word is a noun too, so that the one before was its modifier ("police station")."""
    return index < len(words) and words.joined[index - 1] and words.keys[index] in table.nouns


# ------------------------------------------------------------------------------------------------------- whom it names


def actor(words: Words, phrase: Phrase, table: ActorTable) -> tuple[Actor, str, bool]:
    """The actor that a phrase names, the rule that read it, and whether it is generic."""
    if isinstance(phrase.apposed, Hit):
        return _of_known(words, phrase, phrase.apposed, table)
    if phrase.apposed is not None:
        return _of_unknown(words, phrase, phrase.apposed, table)
    people = words.hit[phrase.head]
    said, kind = words.said(phrase.core, phrase.last), phrase.noun.kind
    if people is not None:
        return Actor(people.name.owner, kind, people.name.country, said), "demonym", False
    owners = _owners(words, phrase, table)
    found = _of_one(words, phrase, owners) or _of_many(words, phrase, owners, table)
    if found is not None:
        return found
    country = next((owner.name.country for owner in owners if owner is not None), None)
    return Actor(said, kind, country, said), phrase.noun.cls.value, True


Owners = tuple[Hit | None, Hit | None, Hit | None]


def _of_one(words: Words, phrase: Phrase, owners: Owners) -> tuple[Actor, str, bool] | None:
    """A thing, a person by role, or a civil body by name: as written, with its owner's country."""
    said, cls = words.said(phrase.core, phrase.last), phrase.noun.cls
    owner = next((owner for owner in owners if owner is not None), None)
    country = owner.name.country if owner is not None else None
    warship = cls is Class.SHIP and phrase.noun.kind is not None
    if cls in {Class.FACILITY, Class.OBJECT, Class.SHIP} and not (warship and owner is not None):
        return Actor(said, None, country, said), cls.value, not (phrase.names or phrase.proper)
    if cls is Class.ROLE:
        return Actor(said, owner.name.kind if owner is not None else None, country, said), "role", True
    if phrase.noun.kind is ActorKind.CIVILIANS and words.capital[phrase.head] and phrase.proper:
        return Actor(said, None, country, said), "organisation", False  # "the European Community"
    return None


def _of_many(words: Words, phrase: Phrase, owners: Owners, table: ActorTable) -> tuple[Actor, str, bool] | None:
    """Whom people, a group, an office or arms belong to, if their phrase says."""
    said = words.said(phrase.core, phrase.last)
    cls, (body, state, sponsor) = phrase.noun.cls, owners
    found: tuple[Actor, str] | None = None
    if body is not None and _is_bodys(words, phrase, table):
        found = Actor(body.name.owner, body.name.kind, body.name.country, said), "lexicon"
    elif sponsor is not None and state is None and _is_sponsored(phrase):
        found = Actor(f"{sponsor.name.owner}-backed groups", ActorKind.POLITICAL_MILITIA, None, said), "sponsored"
    elif state is not None and _is_states(words, phrase, table):
        found = _states_own(words, phrase, state, table), "state"
    elif cls is Class.GROUP and phrase.proper:
        found = _unknown_body(words, phrase, state.name.country if state else None, table), "organisation"
    return (*found, False) if found else None


def _of_known(words: Words, phrase: Phrase, body: Hit, table: ActorTable) -> tuple[Actor, str, bool]:
    """A head that a known body follows or is tied to: "the militia X" is X, "a commander of X" a person of X."""
    known, said = body.name, words.said(phrase.core, phrase.last)
    if phrase.noun.cls is Class.ROLE or not _is_bodys(words, phrase, table):
        return Actor(said, known.kind, known.country, said), "role", True
    return Actor(known.owner, known.kind, known.country, words.said(body.first, phrase.last)), "lexicon", False


def _of_unknown(words: Words, phrase: Phrase, name_at: tuple[int, int], table: ActorTable) -> tuple[Actor, str, bool]:
    """A head that an unknown name follows: a ship, a person or a body, by the class of the head."""
    cls, kind, name = phrase.noun.cls, phrase.noun.kind, words.said(*name_at)
    body, state, _ = _owners(words, phrase, table)
    owner = body or state
    country = owner.name.country if owner is not None else None
    navy = table.ships.get(words.keys[name_at[0]])
    if cls in {Class.SHIP, Class.ARMS}:
        return Actor(name, ActorKind.STATE_FORCES if navy else None, navy or country, name), "ship", False
    if cls is Class.ROLE:
        return Actor(name, owner.name.kind if owner is not None else None, country, name), "person", False
    if kind is ActorKind.CIVILIANS:
        return Actor(name, kind, country, name), "person", False
    return Actor(name, kind or (None if state else ActorKind.POLITICAL_MILITIA), country, name), "organisation", False


def _owners(words: Words, phrase: Phrase, table: ActorTable) -> Owners:
    """The body, the state and the sponsor that the phrase's names show, the nearest to the head first."""
    body = state = sponsor = None
    grammar = table.grammar
    for hit in phrase.names:
        after = words.keys[hit.last + 1] if hit.last + 1 < len(words) and words.joined[hit.last] else ""
        before = words.keys[hit.first - 1] if hit.first > 0 and words.joined[hit.first - 1] else ""
        if before in {"anti", "counter"} or after in grammar["made"] or after in grammar["held"]:
            continue
        if (after in grammar["sponsors"] and hit.last + 1 < phrase.head) or before == "pro":
            sponsor = sponsor or hit
        elif hit.name.form is Form.BODY:
            body = body or hit
        else:
            state = state or hit
    return body, state, sponsor


def _is_bodys(words: Words, phrase: Phrase, table: ActorTable) -> bool:
    """Whether a body's name makes the head its own: "Hamas fighters" are Hamas, "Hamas victims" are not."""
    return phrase.noun.kind is not ActorKind.CIVILIANS or words.keys[phrase.head] in table.grammar["members"]


def _is_sponsored(phrase: Phrase) -> bool:
    """Whether the head is a group or armed people, whom a state may sponsor."""
    return phrase.noun.cls in {Class.PEOPLE, Class.GROUP} and phrase.noun.kind is not ActorKind.CIVILIANS


def _is_states(words: Words, phrase: Phrase, table: ActorTable) -> bool:
    """Whether the phrase names the forces, arms or offices of the state whose name or adjective stands in it."""
    if phrase.noun.cls not in {Class.ARMS, Class.OFFICE} and phrase.noun.kind is not ActorKind.STATE_FORCES:
        return False
    return table.grammar["not_the_states"].isdisjoint(words.keys[phrase.first : phrase.head])


def _states_own(words: Words, phrase: Phrase, state: Hit, table: ActorTable) -> Actor:
    name, country = state.name.owner, state.name.country
    if words.keys[phrase.head] in table.grammar["police"] and country is not None and country in table.adjectives:
        name = f"{table.adjectives[country]} police"
    return Actor(name, ActorKind.STATE_FORCES, country, words.said(phrase.core, phrase.last))


def _unknown_body(words: Words, phrase: Phrase, country: str | None, table: ActorTable) -> Actor:
    said = words.said(phrase.core, phrase.last)
    head = words.keys[phrase.head]
    if words.capital[phrase.head]:
        return Actor(said, ActorKind.REBEL_GROUP if head in table.grammar["armed_bodies"] else None, country, said)
    name = words.said(min(phrase.proper), max(phrase.proper))
    return Actor(name, phrase.noun.kind or ActorKind.POLITICAL_MILITIA, country, said)
