"""Who acts and who is acted on: every noun phrase of a document that may name an actor or a target.

What comes out as ``Actor.name`` serves filtering and merging, ``Actor.written`` the record of one document:

* a body of the lexicon has its canonical name, whatever the text calls it ("Daesh gunmen": ``Islamic State``);
* forces, arms and offices of a state have the state's name ("American jets", "the Iraqi army", "the Kremlin"), its
  police their own ("Iraqi police");
* groups known by their sponsor alone have one name for all spellings ("pro-Iran militias": ``Iran-backed groups``);
* unknown bodies, ships and persons keep the name in the text; generic phrases the phrase, without its article.

Who acts may differ from what the words name: ``ActorMention.agent`` of "Israeli jets" is Israel, of "Houthi gunmen" the
Houthis, of "the group" the body just named. Targets use ``actor``, agents ``agent``.

``written`` is always the words of the text, without article and hedge ("suspected", "so-called"). Mentions do not
overlap; each lies in its sentence. Rules: ``lexicon`` ``state`` ``sponsored`` ``organisation`` ``person`` ``role``
``ship`` ``metonym`` ``demonym`` ``name``, and the class of the head noun for generic phrases (``people`` ``group``
``office`` ``arms`` ``facility`` ``object``). A mention of rule ``name`` is a run of capitals of which nothing is known;
it may be a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.mentions import actor_owners as owners
from dashboard.mentions import actor_phrases as phrases
from dashboard.mentions import actor_words as columns
from dashboard.mentions.actor_lexicon import ActorTable, Class, Form, Noun, load
from dashboard.mentions.actor_names import Found, learn, names
from dashboard.mentions.actor_reference import refer
from dashboard.mentions.actor_words import Hit, Words
from dashboard.model import Actor, ActorKind, ActorMention, Document, Sentence, Span

# "three Palestinians": a people by name is the head of its phrase
TITLE = Noun(Class.ROLE, None)
PEOPLE = Noun(Class.PEOPLE, ActorKind.CIVILIANS)

__all__ = ["ActorTable", "find_actors", "load"]


def find_actors(document: Document, sentences: Sequence[Sentence], table: ActorTable) -> tuple[ActorMention, ...]:
    """All actor mentions of the document in text order; none overlaps another."""
    bare = [columns.read(document.text, s.span.start, s.span.end, table) for s in sentences]
    known = frozenset(word for words in bare for word in words.keys)
    read = [columns.with_names(words, table.names, known) for words in bare]
    found = [_of_sentence(words, table) for words in read]
    learned = learn(zip(read, found, strict=True))
    every = [
        sorted((*some, *names(words, some, learned, table)), key=lambda one: one.first)
        for words, some in zip(read, found, strict=True)
    ]
    told = refer(zip(read, every, strict=True), table)
    return tuple(
        _mention(words, one, sentence.index)
        for sentence, words, some in zip(sentences, read, told, strict=True)
        for one in some
    )


def _mention(words: Words, one: Found, sentence: int) -> ActorMention:
    span = Span(words.starts[one.first], words.ends[one.last])
    return ActorMention(span, sentence, one.actor, one.rule, one.generic, one.metonym, one.acting)


def _of_sentence(words: Words, table: ActorTable) -> list[Found]:
    """Phrases from right to left, so that the last noun of "police station" is its head; then names that stand alone.

    A phrase tied to one on its right ("members of the X Brigade") takes it in.
    """
    taken: list[Found | None] = [None] * len(words)
    for head in range(len(words) - 1, -1, -1):
        noun = _head(words, head, table)
        if noun is None or taken[head] is not None:
            continue
        phrase = phrases.around(words, head, noun, table)
        inner = [one for one in taken[phrase.first : phrase.last + 1] if one is not None]
        for one in inner:
            taken[one.first : one.last + 1] = [None] * (one.last + 1 - one.first)
            phrase = replace(phrase, last=max(phrase.last, one.last))
        read = owners.actor(words, phrase, table)
        acting = read.bearer or owners.acting(words, read.actor, read.owner)
        found = Found(phrase.core, phrase.last, read.actor, read.rule, read.generic, cls=noun.cls, acting=acting)
        taken[phrase.first : phrase.last + 1] = [found] * (phrase.last + 1 - phrase.first)
    every = list(dict.fromkeys(one for one in taken if one is not None))
    for hit in dict.fromkeys(hit for hit in words.hit if hit is not None):
        if all(one is None for one in taken[hit.first : hit.last + 1]):
            alone = _alone(words, hit, table)
            if alone is not None:
                every.append(alone)
    return every


def _head(words: Words, index: int, table: ActorTable) -> Noun | None:
    """What the word at ``index`` names as the head of a phrase; None if it is no head there."""
    hit = words.hit[index]
    if hit is not None:
        return PEOPLE if hit.name.form is Form.PEOPLE else None
    noun = table.nouns.get(words.keys[index])
    if noun is None and words.flat and words.keys[index] in table.grammar["titles"]:
        noun = TITLE
    if noun is None or words.hyphen[index]:
        return None
    if words.keys[index] in table.grammar["adjectival"] and _noun_follows(words, index, table):
        return None
    if words.keys[index] == "force" and (not index or words.keys[index - 1] not in table.grammar["force_of"]):
        return None
    if words.keys[index] in table.grammar["capital_only"] and not words.capital[index]:
        return None
    return None if _only_a_name(words, index, noun) or _names_a_group(words, index, table) else noun


def _names_a_group(words: Words, index: int, table: ActorTable) -> bool:
    """Whether a capitalised noun right behind "group" or "militia" begins a name ("the militia group Sons of Azra")."""
    if not index or not words.capital[index] or words.capital[index - 1] or not words.joined[index - 1]:
        return False
    before = table.nouns.get(words.keys[index - 1])
    return before is not None and before.cls is Class.GROUP and not words.flat


def _only_a_name(words: Words, index: int, noun: Noun) -> bool:
    """Whether a thing's noun in mid-sentence capitals with nothing before it is a name of something else ("the Jets")."""
    if noun.cls not in {Class.FACILITY, Class.OBJECT, Class.ARMS} or not words.capital[index] or words.flat:
        return False
    before = index and (words.capital[index - 1] or words.hit[index - 1] is not None) and words.joined[index - 1]
    follows = index + 1 < len(words) and words.joined[index] and _goes_on(words, index + 1)
    abbreviation = words.text[words.starts[index] : words.ends[index]].isupper()
    return index > 0 and not before and not follows and not abbreviation


def _goes_on(words: Words, index: int) -> bool:
    return words.capital[index] or words.keys[index].isdigit()


def _noun_follows(words: Words, index: int, table: ActorTable) -> bool:
    """Whether an ordinary word that is no verb or particle follows, so that an adjective's form is one."""
    after = index + 1
    if (
        after >= len(words)
        or not words.joined[index]
        or words.owner[index]
        or (words.capital[after] and not words.flat)
        or words.hit[after]
    ):
        return False
    word, grammar = words.keys[after], table.grammar
    if words.flat and words.keys[index] in grammar["titles"]:
        return not columns.shouted_run(words, after, table)  # "GENERAL OMAR SALIH", "GENERAL STRIKE"
    if word in grammar["breaks"] or word in grammar["determiners"] or word in grammar["speech"]:
        return False
    return not word.endswith(("ed", "ing", "ly"))


def _alone(words: Words, hit: Hit, table: ActorTable) -> Found | None:
    """A name that no noun phrase holds: a body, a state that acts, a capital that speaks."""
    name, said = hit.name, words.said(hit.first, hit.last)
    actor = Actor(name.owner, name.kind, name.country, said)
    if name.form is Form.BODY:
        return Found(hit.first, hit.last, actor, "lexicon", acting=owners.acting(words, actor, hit))
    if words.hyphen[hit.last] and hit.last + 1 < len(words) and words.keys[hit.last + 1] in table.grammar["made"]:
        return None  # "Iranian-made"
    if name.form is Form.CAPITAL:
        return Found(hit.first, hit.last, actor, "metonym", metonym=True) if _speaks(words, hit, table) else None
    if name.form is Form.BLOCK or (name.form is Form.STATE and _is_place(words, hit, table)):
        return None
    acting = owners.acting(words, actor, hit)
    return Found(hit.first, hit.last, actor, "state" if name.form is Form.STATE else "demonym", acting=acting)


def _speaks(words: Words, hit: Hit, table: ActorTable) -> bool:
    """Whether a verb of speech or decision follows a capital, so that it stands for the government there."""
    follows = (
        hit.last + 1 < len(words) and words.joined[hit.last] and words.keys[hit.last + 1] in table.grammar["speech"]
    )
    return follows and not (hit.first and words.keys[hit.first - 1] in table.grammar["prepositions"])


def _is_place(words: Words, hit: Hit, table: ActorTable) -> bool:
    """Whether a country's name says where ("in Iraq", "Erbil, Iraq", "Palestine Street") and not who."""
    if hit.first:
        before = words.keys[hit.first - 1]
        if words.joined[hit.first - 1] and (
            before in table.grammar["locatives"] or _part_of_name(words, hit.first - 1)
        ):
            return True
        if words.gap(hit.first - 1) == ", " and words.capital[hit.first - 1]:
            return True
    after = hit.last + 1
    return after < len(words) and words.joined[hit.last] and not words.owner[hit.last] and _part_of_name(words, after)


def _part_of_name(words: Words, index: int) -> bool:
    return words.capital[index] and words.hit[index] is None and index > 0 and not words.flat
