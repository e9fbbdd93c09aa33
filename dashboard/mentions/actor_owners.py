"""Whom a noun phrase names: a body of the lexicon, a state, a sponsored group, a person, an unknown body, or nobody known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form, keys
from dashboard.mentions.actor_phrases import Phrase
from dashboard.mentions.actor_words import Hit, Words
from dashboard.model import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a phrase names, by which rule, whether generically, and the known name that says so."""

    actor: Actor
    rule: str
    generic: bool = False
    owner: Hit | None = None
    bearer: Actor | None = None


def actor(words: Words, phrase: Phrase, table: ActorTable) -> Reading:
    """The actor that a phrase names, the rule that read it, and whether it is generic."""
    if isinstance(phrase.apposed, Hit):
        return _of_known(words, phrase, phrase.apposed, table)
    if phrase.apposed is not None:
        return _of_unknown(words, phrase, phrase.apposed, table)
    people = words.hit[phrase.head]
    said = _said(words, phrase, table)
    if people is not None:
        return Reading(Actor(people.name.owner, ActorKind.CIVILIANS, people.name.country, said), "people")
    owners = _owners(words, phrase, table)
    found = _of_one(words, phrase, owners, table) or _of_many(words, phrase, owners, table)
    if found is not None:
        return found
    country = next((owner.name.country for owner in owners if owner is not None), None)
    kind = _kind(words, phrase, table)
    if phrase.noun.cls is Class.ARMS and (bearer := _bearer(words, phrase, table)) is not None:
        return Reading(Actor(said, bearer.kind, country, said), "people", generic=True, bearer=bearer)
    return Reading(Actor(said, kind, country, said), phrase.noun.cls.value, generic=True)


def _bearer(words: Words, phrase: Phrase, table: ActorTable) -> Actor | None:
    """Whose arms they are, by a common noun: "the junta's jets", "army helicopters"."""
    for index in range(phrase.head - 1, phrase.first - 1, -1):
        noun = table.nouns.get(words.keys[index])
        if (
            noun is None
            or noun.cls not in {Class.PEOPLE, Class.GROUP, Class.OFFICE}
            or noun.kind is ActorKind.CIVILIANS
        ):
            continue
        if words.owner[index] or words.keys[index] in table.grammar["refers_to_state"]:
            said = words.said(index, index)
            return Actor(said, noun.kind, None, said)
    return None


def _said(words: Words, phrase: Phrase, table: ActorTable) -> str:
    """The phrase as written, without the number before it: how many they were is told by counts, not by names."""
    first = phrase.core
    while first < phrase.head and not words.hyphen[first] and _counts(words, first, phrase, table):
        first += 1
    return words.said(first, phrase.last)


def _counts(words: Words, index: int, phrase: Phrase, table: ActorTable) -> bool:
    """Whether the word only numbers the phrase: "six soldiers", "12 Palestinians", not "the 444 Brigade"."""
    if phrase.noun.cls is Class.OFFICE or (phrase.noun.cls is Class.GROUP and words.capital[phrase.head]):
        return False
    word = words.keys[index]
    named = phrase.noun.cls is Class.FACILITY and words.capital[index + 1]
    return word in table.grammar["quantities"] or (word.isdigit() and not named)


def _kind(words: Words, phrase: Phrase, table: ActorTable) -> ActorKind | None:
    """The head's kind, but "rebel forces" are rebels, and "members of the police" are what the police are."""
    if not table.grammar["rebellious"].isdisjoint(words.keys[phrase.first : phrase.head]):
        return ActorKind.REBEL_GROUP if phrase.noun.kind is ActorKind.STATE_FORCES else phrase.noun.kind
    if words.keys[phrase.head] in table.grammar["members"] and phrase.last > phrase.head:
        inner = table.nouns.get(words.keys[phrase.last])
        return inner.kind if inner is not None else phrase.noun.kind
    return phrase.noun.kind


Owners = tuple[Hit | None, Hit | None, Hit | None]


def _of_one(words: Words, phrase: Phrase, owners: Owners, table: ActorTable) -> Reading | None:
    """A thing, a person by role, or a civil body by name: as written, with its owner's country."""
    said, cls = _said(words, phrase, table), phrase.noun.cls
    owner = next((owner for owner in owners if owner is not None), None)
    country = owner.name.country if owner is not None else None
    warship = cls is Class.SHIP and phrase.noun.kind is not None
    if cls in {Class.FACILITY, Class.OBJECT, Class.SHIP} and not (warship and owner is not None):
        return Reading(Actor(said, None, country, said), cls.value, not (phrase.names or phrase.proper))
    if cls is Class.ROLE:
        return Reading(Actor(said, owner.name.kind if owner is not None else None, country, said), "role", generic=True)
    if phrase.noun.kind is ActorKind.CIVILIANS and words.capital[phrase.head] and phrase.proper:
        return Reading(Actor(said, None, country, said), "organisation")  # "the European Community"
    return None


def _of_many(words: Words, phrase: Phrase, owners: Owners, table: ActorTable) -> Reading | None:
    """Whom people, a group, an office or arms belong to, if their phrase says."""
    said = _said(words, phrase, table)
    cls, (body, state, sponsor) = phrase.noun.cls, owners
    if body is not None and _is_bodys(words, phrase, table):
        return Reading(Actor(body.name.owner, body.name.kind, body.name.country, said), "lexicon", owner=body)
    if sponsor is not None and state is None and _is_sponsored(phrase):
        name = f"{sponsor.name.owner}-backed groups"
        return Reading(Actor(name, ActorKind.POLITICAL_MILITIA, None, said), "sponsored")
    if state is not None and _is_states(words, phrase, table):
        its = None if cls in {Class.OFFICE, Class.PEOPLE} else state
        return Reading(_states_own(words, phrase, state, table), "state", owner=its)
    if cls is Class.GROUP and phrase.proper:
        return Reading(_unknown_body(words, phrase, state.name.country if state else None, table), "organisation")
    return None


def _of_known(words: Words, phrase: Phrase, body: Hit, table: ActorTable) -> Reading:
    """A head that a known body follows or is tied to: "the militia X" is X, "a commander of X" a person of X."""
    known, said = body.name, words.said(phrase.core, phrase.last)
    if phrase.noun.cls is Class.ROLE or not _is_bodys(words, phrase, table):
        return Reading(Actor(said, known.kind, known.country, said), "role", generic=True)
    named = Actor(known.owner, known.kind, known.country, words.said(body.first, phrase.last))
    return Reading(named, "lexicon", owner=body)


def _of_unknown(words: Words, phrase: Phrase, name_at: tuple[int, int], table: ActorTable) -> Reading:
    """A head that an unknown name follows: a ship, a person or a body, by the class of the head."""
    cls, kind, name = phrase.noun.cls, phrase.noun.kind, words.said(*name_at)
    body, state, _ = _owners(words, phrase, table)
    owner = body or state
    country = owner.name.country if owner is not None else None
    navy = table.ships.get(words.keys[name_at[0]])
    if cls in {Class.SHIP, Class.ARMS}:
        return Reading(Actor(name, ActorKind.STATE_FORCES if navy else None, navy or country, name), "ship")
    if cls is Class.ROLE:
        return Reading(Actor(name, owner.name.kind if owner is not None else None, country, name), "person")
    if cls is Class.PEOPLE and words.keys[phrase.head + 1] != "of":
        return Reading(Actor(name, kind, country, name), "person")
    kind = kind or (None if state else ActorKind.POLITICAL_MILITIA)
    return Reading(Actor(name, kind, country, name), "organisation")


def _owners(words: Words, phrase: Phrase, table: ActorTable) -> Owners:
    """The body, the state and the sponsor that the phrase's names show, the nearest to the head first."""
    body = state = sponsor = None
    grammar = table.grammar
    for hit in phrase.names:
        after = words.keys[hit.last + 1] if hit.last + 1 < len(words) and words.joined[hit.last] else ""
        before = words.keys[hit.first - 1] if hit.first > 0 and words.joined[hit.first - 1] else ""
        if before in {"anti", "counter"} or after in grammar["made"] or after in grammar["held"]:
            continue
        backs = after in grammar["sponsors"] and hit.last + 1 < phrase.head and not words.owner[hit.last]
        if backs or before == "pro":
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
    return Actor(name, ActorKind.STATE_FORCES, country, _said(words, phrase, table))


def _unknown_body(words: Words, phrase: Phrase, country: str | None, table: ActorTable) -> Actor:
    said = words.said(phrase.core, phrase.last)
    head = words.keys[phrase.head]
    if words.capital[phrase.head]:  # the name's first word may be what the phrase has before the first capital
        first = phrase.core if words.keys[phrase.core][0].isdigit() else min(phrase.proper)
        said = words.said(first, phrase.last)
        return Actor(said, ActorKind.REBEL_GROUP if head in table.grammar["armed_bodies"] else None, country, said)
    name = words.said(min(phrase.proper), max(phrase.proper))
    return Actor(name, phrase.noun.kind or ActorKind.POLITICAL_MILITIA, country, said)


def acting(words: Words, actor: Actor, owner: Hit | None) -> Actor | None:
    """Who acts where arms or people of a known owner do: "Israeli jets" -> Israel, "Houthi gunmen" -> Houthis.

    None where the mention's own words say it already. An adjective gives way to the owner's name; a body keeps the
    name that the text uses ("ISIL fighters" -> ISIL).
    """
    if owner is None:
        return None
    name = owner.name
    alias = words.said(owner.last + 1 - len(name.keys), owner.last)
    adjective = name.form is Form.ADJECTIVE or (f"{name.keys[0]}s",) == keys(name.owner)
    said = name.owner if adjective else alias
    return None if said == actor.said else replace(actor, written=said)
