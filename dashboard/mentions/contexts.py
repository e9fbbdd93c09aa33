"""Fields of life that borrow the words of war: sport, business, culture, accidents, medicine, the kitchen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.mentions.fields import Fields, fields
from dashboard.mentions.lexicon import Entry
from dashboard.mentions.tokens import Token
from dashboard.model import Document, Sentence

# A whole text belongs to a field when its words make at least this share of all, or this many of them stand in it.
# Set on our own sport, market and film notes against war reports that mention a stadium or a museum.
SHARE_OF_WORDS = 0.012
AT_LEAST = 3
IN_SENTENCE = 2
DISASTER_AT_LEAST = 2
WHOLE_TEXT = frozenset(
    {"accident", "disaster", "sport", "business", "culture", "kitchen", "nature", "medicine", "exercise", "felony"}
)
# a field of life may also be hit by an enemy: then armed hands and their weapons stand in the text
DAMAGE = frozenset({"accident", "disaster", "medicine", "culture", "business"})
HANDS = 2
# this many words of a field, at this share, leave no doubt (our own match reports and book notes have 2 to 6 per cent)
SURE = 5
SURE_SHARE = 0.02
ARMED_HANDS = re.compile(
    r"\b(?:gunm[ae]n|militants?|rebels?|insurgents?|insurgency|jihadists?|fighters|beheaded|besieged|troops|soldiers|missiles?|rockets?|shelling|shells|artillery|air ?strikes?|drones?|mortars?|"
    r"grenades?|gunfire|shot dead|warplanes|jets|bombers?|suicide|separatists|militia|kidnapp\w+|hostages?|terrorists?|ied|landmines?)\b"
)
IN_USE = re.compile(
    r"\b(?:gunm[ae]n|militants?|rebels?|insurgents?|missiles?|rockets?|shelling|artillery|air ?strikes?|gunfire|shot dead|warplanes|suicide|"
    r"drones? (?:struck|hit|attack\w*)|(?:struck|hit|attack\w*) by (?:an? |\d+ |\w+ )?drones?|shahed\w*|bombs?|bombings?|landmines?|mines? (?:exploded|went off)|(?:struck|hit|on|over) an? (?:\w+ )?mine|ieds?|grenades?|mortars?|ambush\w*)\b"
)
# soldiers dig people out of these, so only weapons in use speak against them
HELPED_BY_SOLDIERS = frozenset({"accident", "disaster", "nature"})
BY_SENTENCE = frozenset({"sport", "culture", "business", "accident", "nature"})
# one plain word of a disaster or of ordinary crime in the sentence is enough against words that fit them as well
BY_NATURE = frozenset({"kill", "injure", "die", "strike", "blast", "damage", "destroy", "bomb", "attack"})
BY_ILLNESS = frozenset({"kill", "injure", "die", "strike", "attack"})
BY_TELLERS = frozenset({"clash", "war"})  # museums and novels tell of battles
BY_POLICE = frozenset({"arrest", "capture", "recapture", "intercept", "disarm"})


@dataclass(frozen=True, slots=True)
class Contexts:
    """The fields a document belongs to as a whole, and the finder of the fields' words in a sentence."""

    whole: frozenset[str]
    fields: Fields
    text: str

    @classmethod
    def of(cls, document: Document, words: Mapping[str, frozenset[str]]) -> Contexts:
        """The contexts of a document; ``words`` are the lexicon's, by field."""
        finder = fields(tuple(sorted(words.items())))
        text = document.text.lower()
        length = max(1, text.count(" "))
        counts = {name: len(found) for name, found in finder.find(text).items() if name in WHOLE_TEXT}
        counts = {
            name: n
            for name, n in counts.items()
            if n >= (DISASTER_AT_LEAST if name == "disaster" else AT_LEAST) and n / length >= SHARE_OF_WORDS
        }
        whole = frozenset(
            name
            for name, n in counts.items()
            if len(set((IN_USE if name in HELPED_BY_SOLDIERS else ARMED_HANDS).findall(text)))
            < _limit(name, n, n / length)
        )
        return cls(whole, finder, document.text)

    def borrowed(self, sentence: Sentence, tokens: Sequence[Token], entry: Entry, at: int) -> str | None:
        """The field the trigger at token ``at`` is borrowed by, if any."""
        near = {t.low for t in tokens[max(0, at - 6) : at + 7]}
        if entry.not_near and near & entry.not_near:
            return "guard word"
        if self.whole:
            return min(self.whole)
        return _in_sentence(self.fields, sentence.span.of(self.text).lower(), entry.frame)


def _in_sentence(finder: Fields, text: str, frame: str) -> str | None:
    """The field whose words stand in the sentence ``text`` and may lend those of a frame."""
    found = finder.find(text)
    if frame in BY_NATURE and "disaster" in found and not IN_USE.search(text):
        return "disaster"
    if frame in BY_ILLNESS and "illness" in found and not IN_USE.search(text):
        return "illness"
    if frame in BY_TELLERS and "heritage" in found:
        return "heritage"
    if frame in BY_POLICE and "crime" in found:
        return "crime"
    for name in sorted(BY_SENTENCE & set(found)):
        if len(set(found[name])) >= IN_SENTENCE and not (name in DAMAGE and ARMED_HANDS.search(text)):
            return name
    return None


def _limit(name: str, count: int, share: float) -> float:
    """How many different words of armed hands speak against a field: more of them where the field is beyond doubt."""
    if name == "exercise":
        return float("inf")
    return HANDS + (HANDS if count >= SURE and share >= SURE_SHARE else 0)
