"""Whom "the group" and "the army" mean: the body, or the only state, that the document has just named.

The words stay what they are (``actor``); only who acts (``acting``) is filled in, so that a record names the group
while its citation shows "the group".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form
from dashboard.mentions.actor_names import Found
from dashboard.mentions.actor_words import Words
from dashboard.model import Actor, ActorKind

# sentences back in which "the group" looks for its name; beyond that another may have been spoken of in between
MEMORY = 3
_BODIES = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})


def refer(sentences: Iterable[tuple[Words, list[Found]]], table: ActorTable) -> Iterator[list[Found]]:
    """Each sentence's mentions, in order, with those of "the group" and "the army" acting for whom they mean."""
    body: tuple[int, Actor] | None = None
    states: dict[str, Actor] = {}
    ship: tuple[int, Actor] | None = None
    last: list[Found] = []
    read = list(sentences)
    full = _full_names(read)
    for number, (words, found) in enumerate(read):
        told: list[Found] = []
        for one in found:
            meant = _in_full(one, full)
            if one.cls is Class.SHIP and one.generic and _definite(words, one, table):
                meant = ship[1] if ship is not None and number - ship[0] <= MEMORY else None
            elif one.generic and _owned(words, one):
                meant = _owner(told, last)
            elif one.generic and _definite(words, one, table):
                if words.keys[one.last] in table.grammar["refers_to_body"]:
                    meant = body[1] if body is not None and number - body[0] <= MEMORY else None
                elif words.keys[one.last] in table.grammar["refers_to_state"]:
                    meant = next(iter(states.values())) if len(states) == 1 else None
            told.append(replace(one, acting=meant) if meant is not None else one)
            if one.rule == "ship" and one.actor.said[:1].isupper() and not one.generic:
                ship = number, one.actor
            if one.rule in {"lexicon", "organisation"} and one.actor.kind in _BODIES:
                body = number, one.acting or one.actor
            elif one.rule in {"state", "lexicon"} and one.actor.kind is ActorKind.STATE_FORCES and _has_forces(one):
                states.setdefault(one.actor.country or one.actor.name, _by_name(one))
        last = told
        yield told


def _owned(words: Words, one: Found) -> bool:
    """Whether the phrase is "its fighters", "their jets": forces of whoever was just spoken of."""
    if not one.first or words.keys[one.first - 1] not in {"its", "their"} or not words.joined[one.first - 1]:
        return False
    return one.cls is Class.ARMS or (one.cls is Class.PEOPLE and one.actor.kind in _BODIES | {ActorKind.STATE_FORCES})


def _owner(before: list[Found], last: list[Found]) -> Actor | None:
    """The body or state named last in the sentence so far; else the first one of the sentence before."""
    here = [one for one in before if _named(one)]
    there = [one for one in last if _named(one)]
    one = here[-1] if here else there[0] if there else None
    return None if one is None else one.acting or one.actor


def _named(one: Found) -> bool:
    if one.generic:
        return one.acting is not None
    return one.actor.kind in _BODIES or (one.actor.kind is ActorKind.STATE_FORCES and one.rule in {"state", "lexicon"})


def _full_names(sentences: Iterable[tuple[Words, list[Found]]]) -> dict[str, str]:
    """The longest name by which the text itself calls each body of the lexicon."""
    full: dict[str, str] = {}
    for words, found in sentences:
        known = (hit for one in found if one.rule == "lexicon" for hit in words.hit[one.first : one.last + 1])
        for hit in dict.fromkeys(hit for hit in known if hit is not None):
            said = words.said(hit.first, hit.last)
            if len(said) > len(full.get(hit.name.owner, "")) and not hit.name.upper and hit.name.form is Form.BODY:
                full[hit.name.owner] = said
    return full


def _in_full(one: Found, full: dict[str, str]) -> Actor | None:
    """A body that is named by its abbreviation alone, as the text names it in full elsewhere."""
    said = (one.acting or one.actor).said
    name = full.get(one.actor.name)
    if one.rule != "lexicon" or name is None or not said.isupper() or " " in said:
        return None
    return replace(one.acting or one.actor, written=name)


def _definite(words: Words, one: Found, table: ActorTable) -> bool:
    """Whether the phrase is "the" or "this" and a bare noun, or one with an adjective that tells nothing new."""
    if not one.first or words.keys[one.first - 1] not in {"the", "this"} or not words.joined[one.first - 1]:
        return False
    return table.grammar["tells_nothing"].issuperset(words.keys[one.first : one.last])


def _has_forces(one: Found) -> bool:
    """Whether the mention is of forces, arms or services and not of a country alone."""
    return one.cls in {Class.PEOPLE, Class.ARMS, Class.SHIP} or one.rule == "lexicon"


def _by_name(one: Found) -> Actor:
    return replace(one.actor, written=one.acting.said if one.acting is not None else one.actor.name)
