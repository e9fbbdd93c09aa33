"""Noun phrases around a generic noun, and whom each names.

From a head noun ("fighters", "ministry", "tanker", "base") the phrase is walked to the left over what may stand before
a noun (numbers, adjectives, known names, capitals) up to a word that cannot, and to the right over a name in apposition
("group Kataib Hezbollah"), a naming ("calling itself X") or a tie ("fighters of Yemen's Houthi movement").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.mentions.actor_lexicon import ActorTable, Class, Form, Noun
from dashboard.mentions.actor_words import Hit, Words
from dashboard.model import Actor, ActorKind

# words of no class of their own that one phrase may hold before its head: four keeps "oil pump jack" and "Navy special
# warfare operator" whole, and stops a run of unknown words from being swallowed
ORDINARY = 4
REACH = 7  # words a tie may span to the right
MADE = frozenset(
    {"made", "built", "designed", "supplied", "manufactured", "flagged", "owned", "operated", "registered"}
)
HELD = frozenset({"held", "controlled", "run", "occupied", "besieged", "infested"})
NOT_THE_STATES = frozenset(
    "rebel rebels opposition insurgent kurdish enemy resistance hostile democratic militia jihadist islamist guerrilla "
    "separatist dissident unidentified anti tribal armed irregular mercenary paramilitary proxy volunteer former".split()
)
POLICE = frozenset(
    "police policemen policeman policewomen policewoman gendarmes gendarmerie gendarme constables cops".split()
)
MEMBERS = frozenset("members member operatives operative elements supporters".split())
NOUN_OR_VERB = frozenset(
    "fire guard attack strike support bomb search assault battle shell patrol supply target raid press cross".split()
)
LY_NOUNS = frozenset("family assembly supply elderly daily friendly weekly early ugly only".split())
ARMED_BODIES = frozenset("army brigade brigades battalion battalions front resistance legion corps command".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` .. ``last`` with their ``head``; ``core`` is the first word that is written (no hedge)."""

    first: int
    core: int
    head: int
    last: int
    noun: Noun
    names: tuple[Hit, ...] = ()
    proper: tuple[int, ...] = ()
    apposed: Hit | tuple[int, int] | None = None
    definite: bool = False


def around(words: Words, head: int, noun: Noun, table: ActorTable) -> Phrase:
    """The noun phrase of the head noun at ``head``."""
    phrase = _leftwards(words, head, noun, table)
    return _rightwards(words, phrase, table)


def _leftwards(words: Words, head: int, noun: Noun, table: ActorTable) -> Phrase:
    grammar = table.grammar
    index, first, core, budget = head - 1, head, head, ORDINARY
    names: list[Hit] = []
    proper: list[int] = []
    definite = False
    while index >= 0 and words.joined[index]:
        word, hit = words.keys[index], words.hit[index]
        if hit is not None:
            names.append(hit)
            first = core = hit.first
            index = hit.first - 1
            continue
        if word in grammar["determiners"]:
            definite = word in {"the", "its", "their", "his", "this", "these"}
            break
        if word in grammar["hedges"]:
            first = index
        elif words.hyphen[index] and word not in grammar["breaks"]:
            first = core = index
        elif word in grammar["quantities"] or word.isdigit():
            first = core = index
        elif words.capital[index] and index > 0 and not words.shouted and word not in grammar["breaks"]:
            proper.append(index)
            first = core = index
        elif budget and _may_precede(words, index, table):
            budget -= 1
            first = core = index
        else:
            break
        index -= 1
    return Phrase(first, core, head, head, noun, tuple(names), tuple(proper), None, definite)


def _may_precede(words: Words, index: int, table: ActorTable) -> bool:
    """Whether an ordinary word at ``index`` reads as part of the noun phrase to its right."""
    word, grammar = words.keys[index], table.grammar
    if word in grammar["breaks"]:
        return False
    if word in grammar["participles"]:
        return True
    if word in NOUN_OR_VERB:
        return index > 0 and (
            words.keys[index - 1] in grammar["determiners"]
            or words.keys[index - 1] in grammar["quantities"]
            or words.keys[index - 1].isdigit()
            or words.hit[index - 1] is not None
        )
    if word in grammar["verbs"]:
        return False
    if word.endswith("ly") and word not in LY_NOUNS:
        return words.keys[index + 1] in grammar["participles"]
    return not (len(word) > 4 and word.endswith(("ed", "ing")))


def _rightwards(words: Words, phrase: Phrase, table: ActorTable) -> Phrase:
    after = phrase.head + 1
    if after >= len(words) or not words.joined[phrase.head] or words.owner[phrase.head]:
        return phrase
    named = _name_from(words, after, table)
    if named is not None and phrase.noun.cls in {
        Class.GROUP,
        Class.PEOPLE,
        Class.SHIP,
        Class.ROLE,
        Class.ARMS,
        Class.OFFICE,
    }:
        last = named.last if isinstance(named, Hit) else named[1]
        return replace(phrase, last=last, apposed=named)
    grammar = table.grammar
    if words.keys[after] in grammar["naming"] or (
        words.keys[after] == "using" and "name" in words.keys[after : after + 3]
    ):
        for start in range(after + 1, min(after + 4, len(words))):
            named = _name_from(words, start, table)
            if named is not None:
                last = named.last if isinstance(named, Hit) else named[1]
                return replace(phrase, last=last, apposed=named)
    if words.keys[after] in grammar["ties"]:
        return _tied(words, phrase, table)
    return phrase


def _name_from(words: Words, start: int, table: ActorTable) -> Hit | tuple[int, int] | None:
    """A known body or a run of unknown capitals that begins at ``start``."""
    if start >= len(words):
        return None
    hit = words.hit[start]
    if hit is not None:
        return hit if hit.first == start and hit.name.form is Form.BODY else None
    if words.shouted or not capital_run(words, start, table):
        return None
    return start, capital_run(words, start, table) - 1


PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "abu", "de", "del", "la", "van", "von", "ul", "ud", "bint", "ould", "ag", "da"}
)


def capital_run(words: Words, start: int, table: ActorTable) -> int:
    """The index behind the run of unknown capitalised words that begins at ``start``; 0 if there is none."""
    index = start
    while index < len(words) and words.hit[index] is None and (index == start or words.joined[index - 1]):
        word = words.keys[index]
        capital = words.capital[index] and not word.isdigit()
        particle = word in PARTICLES and index + 1 < len(words) and words.capital[index + 1] and words.joined[index]
        if word in table.grammar["breaks"] or word in table.grammar["determiners"] or not (capital or particle):
            break
        index += 1
        if words.owner[index - 1]:
            break
    return index if index > start and any(words.capital[start:index]) else 0


def _tied(words: Words, phrase: Phrase, table: ActorTable) -> Phrase:
    """Extend over "of X", "loyal to X", "linked to X", where X holds a known body, a state or capitals."""
    index = phrase.head + 1
    stop = min(len(words), index + REACH)
    grammar = table.grammar
    while index < stop and (words.keys[index] in grammar["ties"] or words.keys[index] in {"to", "with", "by"}):
        if not words.joined[index]:
            return phrase
        index += 1
    begin = index
    while index < stop and words.joined[index - 1]:
        hit, word = words.hit[index], words.keys[index]
        if hit is not None and hit.name.form is Form.BODY:
            noun = (
                table.nouns.get(words.keys[hit.last + 1])
                if hit.last + 1 < len(words) and words.joined[hit.last]
                else None
            )
            last = hit.last + 1 if noun is not None and noun.cls is Class.GROUP else hit.last
            return replace(phrase, last=last, apposed=hit)
        if word in grammar["determiners"] or hit is not None or words.capital[index]:
            index += 1
            continue
        if word in grammar["breaks"] or word in grammar["verbs"]:
            break
        index += 1
        if (noun := table.nouns.get(word)) is not None and noun.cls is not Class.ROLE:
            break
    if (
        index == begin
        or words.keys[index - 1] in grammar["determiners"]
        or words.keys[index - 1] in grammar["participles"]
    ):
        return phrase
    states = tuple(h for h in words.hit[begin:index] if h is not None)
    return replace(phrase, last=index - 1, names=(*phrase.names, *dict.fromkeys(states)))


# ------------------------------------------------------------------------------------------------------- whom it names


def actor(words: Words, phrase: Phrase, table: ActorTable) -> tuple[Actor, str, bool]:
    """The actor that a phrase names, the rule that read it, and whether it is generic."""
    said = words.said(phrase.core, phrase.last)
    head, cls, kind = words.keys[phrase.head], phrase.noun.cls, phrase.noun.kind
    body, state, sponsor = _owners(words, phrase, table)
    country = state.name.country if state else (sponsor.name.country if sponsor else None)
    if isinstance(phrase.apposed, Hit) and phrase.apposed.name.form is Form.BODY:
        known = phrase.apposed.name
        if cls is Class.ROLE or kind is ActorKind.CIVILIANS and head not in MEMBERS:
            return Actor(said, known.kind, known.country, said), "tied", True
        short = words.said(phrase.apposed.first, phrase.last)
        return Actor(known.owner, known.kind, known.country, short), "lexicon", False
    if isinstance(phrase.apposed, tuple):
        name = words.said(*phrase.apposed)
        kind = _named_kind(phrase, body, state)
        return (
            Actor(name, kind, country, name),
            {Class.SHIP: "ship", Class.ROLE: "person"}.get(cls, "organisation"),
            False,
        )
    if cls in {Class.FACILITY, Class.OBJECT, Class.SHIP}:
        return Actor(said, None, country, said), cls.value, not (phrase.names or phrase.proper)
    if body is not None and (kind is not ActorKind.CIVILIANS or head in MEMBERS) and cls is not Class.ROLE:
        return Actor(body.name.owner, body.name.kind, body.name.country, said), "lexicon", False
    if cls is Class.ROLE:
        owner = body or state
        return (
            Actor(said, owner.name.kind if owner else None, owner.name.country if owner else None, said),
            "role",
            owner is None,
        )
    if sponsor is not None and state is None and kind is not ActorKind.CIVILIANS and cls in {Class.PEOPLE, Class.GROUP}:
        name = f"{sponsor.name.owner}-backed groups"
        return Actor(name, ActorKind.POLITICAL_MILITIA, None, said), "sponsored", False
    if state is not None and _is_states(words, phrase):
        owner_name = (
            f"{table.adjectives.get(state.name.country or '', state.name.owner)} police"
            if head in POLICE
            else state.name.owner
        )
        return Actor(owner_name, ActorKind.STATE_FORCES, state.name.country, said), "state", False
    if cls is Class.GROUP and words.capital[phrase.head] and phrase.proper and phrase.head > 0:
        return (
            Actor(said, ActorKind.REBEL_GROUP if head in ARMED_BODIES else None, country, said),
            "organisation",
            False,
        )
    if cls is Class.GROUP and phrase.proper:
        name = words.said(min(phrase.proper), max(phrase.proper))
        return Actor(name, kind, country, said), "organisation", False
    return Actor(said, kind, country, said), cls.value, True


def _owners(words: Words, phrase: Phrase, table: ActorTable) -> tuple[Hit | None, Hit | None, Hit | None]:
    """The body, the state and the sponsor that the phrase's names show, the nearest to the head first."""
    body = state = sponsor = None
    for hit in phrase.names:
        after = words.keys[hit.last + 1] if hit.last + 1 < len(words) and words.joined[hit.last] else ""
        before = words.keys[hit.first - 1] if hit.first > 0 and words.joined[hit.first - 1] else ""
        if before in {"anti", "counter"} or after in MADE or after in HELD:
            continue
        if (after in table.grammar["sponsors"] and hit.last + 1 < phrase.head) or before == "pro":
            sponsor = sponsor or hit
        elif hit.name.form is Form.BODY:
            body = body or hit
        else:
            state = state or hit
    return body, state, sponsor


def _is_states(words: Words, phrase: Phrase) -> bool:
    """Whether the phrase names the forces, arms or offices of the state whose name or adjective stands in it."""
    between = set(words.keys[phrase.first : phrase.head])
    cls, kind = phrase.noun.cls, phrase.noun.kind
    if cls not in {Class.ARMS, Class.OFFICE} and kind is not ActorKind.STATE_FORCES:
        return words.keys[phrase.head] in {"regime", "side"}
    return not between & NOT_THE_STATES


def _named_kind(phrase: Phrase, body: Hit | None, state: Hit | None) -> ActorKind | None:
    if phrase.noun.cls in {Class.GROUP, Class.PEOPLE}:
        return phrase.noun.kind or (None if state else ActorKind.POLITICAL_MILITIA)
    owner = body or state
    return owner.name.kind if owner and phrase.noun.cls is not Class.SHIP else None
