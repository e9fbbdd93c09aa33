"""Frames of many sentences -> stories, one story an event: what is told twice in a document becomes one.

Sentence by sentence, a frame joins an earlier story or opens its own. Words that point back ("the attack"), casualty
words without a place and frames at the same place and time join; a place, date, actor or weapon of its own keeps apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dashboard.incidents.apart import are_apart
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.figures import own_time
from dashboard.incidents.frames import Frame
from dashboard.incidents.kinds import GENERIC
from dashboard.incidents.sphere import distance, within
from dashboard.incidents.weapons import names_kind, weapon_points
from dashboard.incidents.where import FINENESS, Site, where_prec
from dashboard.incidents.words import ANOTHER
from dashboard.model import (
    Actor,
    ActorKind,
    ActorMention,
    Period,
    PlaceKind,
    SentenceKind,
    Span,
    TimeMention,
)

# Points for and against one event; set by hand on our own texts, only sums around JOIN matter.
JOIN = 2.0
SAME_SITE, INSIDE = 2.5, 1.5
POINTS_BACK, CASUALTY_WORDS, SAME_PARAGRAPH, NEXT_SENTENCE, SAME_DAY, SAME_ACTOR, LEAD = (
    2.0,
    1.2,
    1.0,
    0.6,
    0.8,
    0.8,
    0.4,
)
NEW_NOUN = -1.0  # "an attack", "attacks": new to the reader
ANOTHER_ONE, OTHER_FAMILY, OTHER_NUMBER, ONE_OF_MANY = -3.0, -0.8, -1.5, -1.0
THINGS_KNOWN = 1.2  # its arguments are known things: "it", "the base", "the other"
SAME_ITEM = 1.0
PRONOUN, KNOWN_SITE = 0.8, 1.2  # "they also set fire to cars"; "the base" after "Al Asad air base"
SAME_WORD, FORGETTING = 0.6, 0.12  # "the strikes" of "strikes"; per sentence between
OTHER_ACTOR = -1.6
OTHER_SIDE = -3.0
GOES_ON = 0.8  # neither place nor time of its own: the text goes on about the same
SAME_KM = 25.0
MEMORY, LEADS = 40, 3  # the latest stories and the first ones stay in a reader's mind; so long texts stay linear
STEM = 4  # letters that two forms of one word share
_IT = re.compile(r"(?:it|them|him|her)", re.IGNORECASE)
_A_SECOND = re.compile(r"(?:a|an|the) (?:second|third|fourth|further|different)\b|another\b|other\b", re.IGNORECASE)
_TURNS_TO = re.compile(
    r"(?:(?:hours|minutes|shortly|an hour|a day|the day|a week|days) (?:earlier|before|later|after)\b|earlier\b|later (?:that|on|in)\b|"
    r"separately\b|elsewhere\b|meanwhile\b|(?:on|also) the same day\b|the same day\b|in (?:a separate|another)\b|also (?:on|in)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:its|their|it|they)\b", re.IGNORECASE)
_SOMEONE = re.compile(r"(?:it|they|he|she)\b", re.IGNORECASE)
_THE_ATTACKERS = re.compile(
    r"the (?:\w+ )?(?:attackers?|gunmen|gunman|assailants?|militants?|bandits?|raiders?|bombers?|insurgents?|rebels?|soldiers?|troops?|men|"
    r"crowds?|protesters?|demonstrators?|mob|kidnappers?|fighters?|hijackers?|drones?|missiles?|rockets?|shells?|jets?|planes?|bombs?)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"^(?:it|they|he|she|them|the|these|those|this|that|one|both|its|their|his|her|two|three|others?|some|most)\b",
    re.IGNORECASE,
)


TOLD_APART = frozenset(
    frozenset(pair)
    for pair in (
        ("violence", "destroy"), ("violence", "weapons"), ("violence", "abduct"), ("violence", "ground"), ("violence", "crowd"),
        ("weapons", "arrest"), ("crowd", "arrest"), ("crowd", "destroy"), ("abduct", "ground"), ("weapons", "ground"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """One frame with its own place and time (``None`` = its sentence does not say)."""

    frame: Frame
    site: Site | None
    time: TimeMention | None
    actors: frozenset[str] = frozenset()
    hit: frozenset[str] = frozenset()

    @property
    def period(self) -> Period | None:
        return None if self.time is None else self.time.period


@dataclass(frozen=True, slots=True)
class Story:
    """The tellings of one event; ``also`` are sentences that only add figures, claims or denials."""

    tellings: tuple[Telling, ...]
    also: tuple[int, ...] = ()
    site: Site | None = None
    inherited: bool = False
    number: int = field(default=0, compare=False)

    @property
    def frames(self) -> tuple[Frame, ...]:
        return tuple(t.frame for t in self.tellings)

    @property
    def family(self) -> str:
        return self.tellings[0].frame.family

    @property
    def last(self) -> int:
        return max([t.frame.sentence for t in self.tellings] + list(self.also))

    @property
    def first(self) -> int:
        return min(t.frame.sentence for t in self.tellings)

    @property
    def period(self) -> Period | None:
        return next((t.period for t in self.tellings if t.period is not None), None)

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(a for t in self.tellings for a in t.actors)

    @property
    def plural(self) -> bool:
        return all(t.frame.head.plural for t in self.tellings if t.frame.head.noun) and any(
            t.frame.head.noun for t in self.tellings
        )

    def told(self, telling: Telling) -> Story:
        site, inherited = self.site, self.inherited
        finer = (
            telling.site is not None
            and site is not None
            and FINENESS[telling.site.place.kind] > FINENESS[site.place.kind]
        )
        if telling.site is not None and (
            site is None or inherited or (finer and within(telling.site.place, site.place))
        ):
            site, inherited = telling.site, False
        return replace(self, tellings=(*self.tellings, telling), site=site, inherited=inherited)


def tell(evidence: Evidence, frame: Frame, site: Site | None) -> Telling:
    return Telling(frame, site, own_time(evidence, frame), _agents(evidence, frame), _hit(evidence, frame))


def _agents(evidence: Evidence, frame: Frame) -> frozenset[str]:
    found: list[ActorMention] = []
    for trigger in frame.triggers:
        if trigger.agent is None:
            continue
        found += evidence.actors_in(trigger.agent)
        if _OWN.match(trigger.agent.of(evidence.text)):  # "the army said its jets …"
            found += [m for cited in trigger.by for m in evidence.actors_in(cited.spans[0])]
    return _sides(m.actor for m in found if not m.generic)


def _sides(actors: Iterable[Actor]) -> frozenset[str]:
    """Their names, and one more for the forces of each state: what the state does and what its guards do are of one side."""
    named = [actor for actor in actors if actor.name[:1].isupper()]
    states = (f"forces of {a.country}" for a in named if a.kind is ActorKind.STATE_FORCES and a.country)
    return frozenset((*(actor.name for actor in named), *states))


def _hit(evidence: Evidence, frame: Frame) -> frozenset[str]:
    """Names of those whom one-sided violence is done to."""
    found: list[ActorMention] = []
    for trigger in frame.triggers:
        if trigger.patient is not None and trigger.frame != "clash":
            found += evidence.actors_in(trigger.patient)
    return _sides(m.actor for m in found if m.actor.kind is not None)


def best_story(evidence: Evidence, telling: Telling, stories: Sequence[Story]) -> int | None:
    """The index of the story that the telling belongs to, or ``None``."""
    late = max(0, len(stories) - MEMORY)
    within_reach = [(i, s) for i, s in enumerate(stories) if i >= late or i < LEADS]
    scored = [(s, i) for i, story in within_reach if (s := affinity(evidence, telling, story)) >= JOIN]
    return max(scored)[1] if scored else None


def affinity(evidence: Evidence, telling: Telling, story: Story) -> float:
    """How well a telling fits a story; below ``JOIN`` it is another event."""
    frame = telling.frame
    if not compatible(frame.family, story.family) or _times_differ(telling, story) or _sites_differ(telling, story):
        return -9.0
    if _parted(frame, story):
        return -9.0
    score = (
        0.0
        if frame.family == story.family
        else OTHER_FAMILY + (OTHER_FAMILY if any(names_kind(t) for t in frame.triggers) else 0.0)
    )
    score += _site_points(telling, story)
    if frame.head.definite:
        score += POINTS_BACK + (SAME_WORD if _same_word(evidence, frame, story) else 0.0)
        if frame.head.plural != story.plural and not story.plural:
            score += OTHER_NUMBER if frame.head.plural else 0.0
        elif story.plural and not frame.head.plural:
            score += ONE_OF_MANY
    elif _casualties_only(frame, telling):
        score += CASUALTY_WORDS
    if frame.head.noun and not frame.head.definite and not frame.head.rule.startswith("passive"):
        score += NEW_NOUN
    if (
        frame.subordinate
        and story.first <= frame.sentence <= story.last
        and any(f.sentence == frame.sentence for f in story.frames)
    ):
        score += ANOTHER_ONE
    if any(t.patient is not None and _IT.fullmatch(t.patient.of(evidence.text)) for t in frame.triggers):
        score += THINGS_KNOWN
    if telling.site is None and telling.time is None and points_back(evidence, frame):
        score += THINGS_KNOWN
    if _pronoun(evidence, frame):
        score += PRONOUN
    score += KNOWN_SITE if _the_site(evidence, frame, story) else 0.0
    if telling.site is None and telling.time is None and not (frame.head.noun and not frame.head.definite):
        score += GOES_ON
    if (
        story.plural
        and not frame.head.plural
        and not frame.head.definite
        and frame.family == "violence"
        and not points_back(evidence, frame)
    ):
        score += OTHER_NUMBER
    score += _nearness(evidence, frame, story)
    if telling.period is not None and telling.period == story.period:
        score += SAME_DAY
    score += _actor_points(telling, story)
    score += weapon_points(evidence.text, frame, story.frames)
    if _tells_another(evidence, telling, story):
        score += ANOTHER_ONE
    return score


def _tells_another(evidence: Evidence, telling: Telling, story: Story) -> bool:
    """Does a later sentence say "another", about an event that nothing in it points back to?"""
    frame = telling.frame
    return (
        story.last < frame.sentence
        and not frame.head.definite
        and not points_back(evidence, frame)
        and not _pronoun(evidence, frame)
        and (_another(evidence, frame) or _opens_apart(evidence, telling, story))
        and not _also_hurt(evidence, telling)
    )


def _same_word(evidence: Evidence, frame: Frame, story: Story) -> bool:
    """Does the story use the same word or one of its stem ("bombed" … "the bombing")?"""
    stem = frame.head.span.of(evidence.text).lower().split()[-1][:STEM]
    return any(t.span.of(evidence.text).lower().split()[-1][:STEM] == stem for f in story.frames for t in f.triggers)


def _opens_apart(evidence: Evidence, telling: Telling, story: Story) -> bool:
    """As in "Hours earlier, in |B, …": the sentence turns to another time or place and names a place of its own."""
    if telling.site is None or story.site is None or telling.site.place.id == story.site.place.id:
        return False
    return _TURNS_TO.match(evidence.sentences[telling.frame.sentence].span.of(evidence.text)) is not None


def _another(evidence: Evidence, frame: Frame) -> bool:
    """As in "another attack", "a second bomb", "a second prison was attacked": something new."""
    head = frame.head
    clause = head.clause or head.span
    if ANOTHER.search(evidence.text, max(clause.start, head.span.start - 30), head.span.end):
        return True
    return any(s is not None and _A_SECOND.match(s.of(evidence.text)) is not None for s in (head.agent, head.patient))


def _also_hurt(evidence: Evidence, telling: Telling) -> bool:
    """As in "A soldier was also killed": one more of the event told, with no hand, place or day of its own."""
    frame = telling.frame
    if telling.site is not None or telling.time is not None or not _casualties_only(frame, telling):
        return False
    return all(t.agent is None or bool(evidence.counts_in(t.agent)) for t in frame.triggers)


def _pronoun(evidence: Evidence, frame: Frame) -> bool:
    agent, patient = frame.head.agent, frame.head.patient
    if patient is not None and frame.head.frame == "launch" and _THE_ATTACKERS.match(patient.of(evidence.text)):
        return True
    if agent is None:
        return False
    words = agent.of(evidence.text)
    return _SOMEONE.match(words) is not None or _THE_ATTACKERS.match(words) is not None


def _the_site(evidence: Evidence, frame: Frame, story: Story) -> bool:
    """Do the arguments name the story's place by its kind ("the base", "the crossing")?"""
    if story.site is None:
        return False
    name = set(story.site.mention.span.of(evidence.text).lower().split()) - {"the", "of", "al"}
    end = evidence.sentences[frame.sentence].span.end
    after = [Span(t.span.end, min(end, t.span.end + 30)) for t in frame.triggers if not t.noun and t.span.end < end]
    stretches = [s for t in frame.triggers for s in (t.agent, t.patient) if s is not None] + after
    return any(
        words[:1] == ["the"] and set(words[1:4]) & name
        for words in (s.of(evidence.text).lower().split() for s in stretches)
    )


def _casualties_only(frame: Frame, telling: Telling) -> bool:
    """As in "Nine people were killed": figures of an event told elsewhere, unless a hand or a place of its own stands beside."""
    if not all(t.frame in GENERIC for t in frame.triggers):
        return False
    return telling.site is None or all(t.agent is None and not t.noun for t in frame.triggers)


def points_back(evidence: Evidence, frame: Frame) -> bool:
    """Are the arguments only pronouns and known things?"""
    spans = [s for t in frame.triggers for s in (t.agent, t.patient) if s is not None]
    return bool(spans) and all(_KNOWN.match(s.of(evidence.text)) for s in spans)


def compatible(a: str, b: str) -> bool:
    """Can tellings of two families be of one event in different sentences? Fewer than inside one sentence."""
    return a == b or frozenset({a, b}) in TOLD_APART


def _parted(frame: Frame, story: Story) -> bool:
    """Does its sentence tell it as a step of its own beside the story's ("clashed at X; the rebels took the town")?"""
    if not frame.parted or frame.subordinate or frame.head.noun or frame.family == story.family:
        return False
    return any(f.sentence == frame.sentence and not f.head.noun and not f.subordinate for f in story.frames)


def _times_differ(telling: Telling, story: Story) -> bool:
    a, b = telling.period, story.period
    return a is not None and b is not None and (a.last < b.first or b.last < a.first)


def _sites_differ(telling: Telling, story: Story) -> bool:
    if telling.site is None or story.site is None:
        return False
    a, b = telling.site, story.site
    if are_apart(a, b):
        return True
    if a.place.id == b.place.id:
        return False
    if any(t.frame is telling.frame for t in story.tellings):
        return True  # one telling lists them ("towns including A and |B"), however near they lie
    if story.inherited:
        return not (within(a.place, b.place) or within(b.place, a.place))
    if within(a.place, b.place) and a.place.kind is not PlaceKind.COUNTRY:
        return where_prec(b) <= 3 and FINENESS[b.place.kind] >= 4 and distance(a.place, b.place) > SAME_KM
    if within(b.place, a.place):
        return False
    return distance(a.place, b.place) > SAME_KM or max(where_prec(a), where_prec(b)) > 3


def _site_points(telling: Telling, story: Story) -> float:
    if telling.site is None or story.site is None:
        return 0.0
    a, b = telling.site.place, story.site.place
    if a.id == b.id or (distance(a, b) <= SAME_KM and FINENESS[a.kind] >= 4 and FINENESS[b.kind] >= 4):
        return SAME_SITE
    return INSIDE


def _nearness(evidence: Evidence, frame: Frame, story: Story) -> float:
    sentences = evidence.sentences
    here, there = sentences[frame.sentence], sentences[story.last]
    score = SAME_PARAGRAPH if here.paragraph == there.paragraph else 0.0
    if frame.sentence - story.last <= 1:
        score += NEXT_SENTENCE
    score -= FORGETTING * min(8, max(0, frame.sentence - story.last))
    if story.number == 0:
        score += LEAD
    if here.kind is SentenceKind.ITEM and there.kind is SentenceKind.ITEM:
        score += SAME_ITEM if here.paragraph == there.paragraph else -3.0
    return score


def _actor_points(telling: Telling, story: Story) -> float:
    struck = frozenset(a for t in story.tellings for a in t.hit)
    if (telling.hit - telling.actors) & (story.actors - struck):
        return OTHER_SIDE  # "attacks on the army" are no "strikes by the army"
    if not telling.actors or not story.actors:
        return 0.0
    if telling.actors & story.actors:
        return SAME_ACTOR
    return OTHER_ACTOR if telling.site is not None or telling.time is not None else OTHER_ACTOR / 2
