"""Whom a noun phrase names: a body of the lexicon, a state, a sponsored group, a person, an unknown body, or nobody known."""

from __future__ import annotations

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form
from dashboard.mentions.actor_phrases import Phrase
from dashboard.mentions.actor_words import Hit, Words
from dashboard.model import Actor, ActorKind


def actor(words: Words, phrase: Phrase, table: ActorTable) -> tuple[Actor, str, bool]:
    """The actor that a phrase names, the rule that read it, and whether it is generic."""
    if isinstance(phrase.apposed, Hit):
        return _of_known(words, phrase, phrase.apposed, table)
    if phrase.apposed is not None:
        return _of_unknown(words, phrase, phrase.apposed, table)
    people = words.hit[phrase.head]
    said = words.said(phrase.core, phrase.last)
    if people is not None:
        return Actor(people.name.owner, ActorKind.CIVILIANS, people.name.country, said), "people", False
    owners = _owners(words, phrase, table)
    found = _of_one(words, phrase, owners) or _of_many(words, phrase, owners, table)
    if found is not None:
        return found
    country = next((owner.name.country for owner in owners if owner is not None), None)
    kind = _kind(words, phrase, table)
    return Actor(said, kind, country, said), phrase.noun.cls.value, True


def _kind(words: Words, phrase: Phrase, table: ActorTable) -> ActorKind | None:
    """The head's kind, but "rebel forces" are rebels, and "members of the police" are what the police are."""
    if not table.grammar["rebellious"].isdisjoint(words.keys[phrase.first : phrase.head]):
        return ActorKind.REBEL_GROUP if phrase.noun.kind is ActorKind.STATE_FORCES else phrase.noun.kind
    if words.keys[phrase.head] in table.grammar["members"] and phrase.last > phrase.head:
        inner = table.nouns.get(words.keys[phrase.last])
        return inner.kind if inner is not None else phrase.noun.kind
    return phrase.noun.kind


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
    if cls is Class.PEOPLE and words.keys[phrase.head + 1] != "of":
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
    return Actor(name, ActorKind.STATE_FORCES, country, words.said(phrase.core, phrase.last))


def _unknown_body(words: Words, phrase: Phrase, country: str | None, table: ActorTable) -> Actor:
    said = words.said(phrase.core, phrase.last)
    head = words.keys[phrase.head]
    if words.capital[phrase.head]:  # the name's first word may be what the phrase has before the first capital
        said = words.said(min(phrase.proper), phrase.last)
        return Actor(said, ActorKind.REBEL_GROUP if head in table.grammar["armed_bodies"] else None, country, said)
    name = words.said(min(phrase.proper), max(phrase.proper))
    return Actor(name, phrase.noun.kind or ActorKind.POLITICAL_MILITIA, country, said)
