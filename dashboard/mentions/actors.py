"""Who acts and who is acted on: every noun phrase of a document that may name an actor or a target.

What comes out as ``Actor.name`` serves filtering and merging, ``Actor.written`` the record of one document:

* a body of the lexicon has its canonical name, whatever the text calls it ("Daesh gunmen": ``Islamic State``);
* forces, arms and offices of a state have the state's name ("American jets", "the Iraqi army", "the Kremlin"), its
  police theirs ("Iraqi police");
* groups known by their sponsor alone have one name for all spellings ("pro-Iran militias": ``Iran-backed groups``);
* unknown bodies, ships and persons keep the name in the text; generic phrases the phrase, without its article.

``written`` is always the words of the text, without article and hedge ("suspected", "so-called"). Mentions do not
overlap; each lies in its sentence. Rules: ``lexicon`` ``state`` ``sponsored`` ``organisation`` ``person`` ``role``
``ship`` ``metonym`` ``demonym`` ``name``, and the class of the head noun for generic phrases (``people`` ``group``
``office`` ``arms`` ``facility`` ``object``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.mentions import actor_phrases as phrases
from dashboard.mentions import actor_words as columns
from dashboard.mentions.actor_lexicon import ActorTable, Form, load
from dashboard.mentions.actor_words import Hit, Words
from dashboard.model import Actor, ActorMention, Document, Sentence, Span

__all__ = ["ActorTable", "find_actors", "load"]


def find_actors(document: Document, sentences: Sequence[Sentence], table: ActorTable) -> tuple[ActorMention, ...]:
    """All actor mentions of the document in text order; none overlaps another."""
    known = columns.vocabulary(document.text)
    found: list[ActorMention] = []
    for sentence in sentences:
        words = columns.read(document.text, sentence.span.start, sentence.span.end, table, known)
        found.extend(_of_sentence(words, sentence.index, table))
    return tuple(found)


def _of_sentence(words: Words, index: int, table: ActorTable) -> list[ActorMention]:
    """Phrases from right to left, so that the last noun of "police station" is its head; then names that stand alone.

    A phrase tied to one on its right ("members of the X Brigade") takes it in.
    """
    taken: list[tuple[int, int] | None] = [None] * len(words)
    found: dict[tuple[int, int], ActorMention] = {}
    for head in range(len(words) - 1, -1, -1):
        noun = table.nouns.get(words.keys[head])
        if noun is None or taken[head] is not None or words.hit[head] is not None:
            continue
        phrase = phrases.around(words, head, noun, table)
        inner = {at for at in taken[phrase.first : phrase.last + 1] if at is not None}
        for at in inner:
            del found[at]
            phrase = replace(phrase, last=max(phrase.last, at[1]))
        actor, rule, generic = phrases.actor(words, phrase, table)
        at = (phrase.core, phrase.last)
        taken[phrase.first : phrase.last + 1] = [at] * (phrase.last + 1 - phrase.first)
        found[at] = _mention(words, at, index, actor, rule, generic=generic)
    for hit in dict.fromkeys(h for h in words.hit if h is not None):
        if all(at is None for at in taken[hit.first : hit.last + 1]):
            mention = _alone(words, hit, index, table)
            if mention is not None:
                found[hit.first, hit.last] = mention
    return sorted(found.values(), key=lambda m: m.span)


def _alone(words: Words, hit: Hit, index: int, table: ActorTable) -> ActorMention | None:
    """A name that no noun phrase holds: a body, a state that acts, a capital that speaks."""
    name, said = hit.name, words.said(hit.first, hit.last)
    before = words.keys[hit.first - 1] if hit.first > 0 else ""
    after = words.keys[hit.last + 1] if hit.last + 1 < len(words) else ""
    rule = {Form.BODY: "lexicon", Form.STATE: "state", Form.CAPITAL: "metonym"}.get(name.form, "demonym")
    if name.form is Form.STATE and before in table.grammar["locatives"]:
        return None
    if name.form is Form.CAPITAL and not (words.joined[hit.last] and after in table.grammar["speech"]):
        return None
    actor = Actor(name.owner, name.kind, name.country, said)
    return _mention(words, (hit.first, hit.last), index, actor, rule, metonym=name.form is Form.CAPITAL)


def _mention(
    words: Words,
    at: tuple[int, int],
    sentence: int,
    actor: Actor,
    rule: str,
    *,
    generic: bool = False,
    metonym: bool = False,
) -> ActorMention:
    span = Span(words.starts[at[0]], words.ends[at[1]])
    return ActorMention(span, sentence, actor, rule, generic, metonym)
