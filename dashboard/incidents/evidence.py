"""A document's mentions, indexed by sentence and joined with their resolutions: what every rule of assembly reads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dashboard.model import (
    ActorMention,
    CountMention,
    Document,
    Mentions,
    Place,
    PlaceKind,
    PlaceMention,
    Resolution,
    Sentence,
    SentenceKind,
    Span,
    TimeMention,
    TriggerMention,
)

_ADJECTIVE = re.compile(r"(?:[a-z]i|ian|ean|ish|ese|[a-z]an)s?$")  # Israeli, Russian, Korean, Turkish, Lebanese, Afghan
M = TypeVar("M", ActorMention, TimeMention, CountMention, TriggerMention)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``place_of`` maps the index of a place mention to its place; mentions that resolve to none are left out.

    ``settings`` keeps what ``sitecues`` works out of each sentence, so that it is done once.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    places: tuple[PlaceMention, ...]
    place_of: Mapping[int, Place]
    actors: Mapping[int, tuple[ActorMention, ...]]
    times: Mapping[int, tuple[TimeMention, ...]]
    counts: Mapping[int, tuple[CountMention, ...]]
    triggers: Mapping[int, tuple[TriggerMention, ...]]
    by_sentence: Mapping[int, tuple[int, ...]]
    dateline: Span | None = None
    settings: dict[int, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.document.text

    def is_adjective(self, mention: PlaceMention, place: Place) -> bool:
        """Is a country's name here its adjective ("an Israeli |raid"), though not marked as one?"""
        text = mention.text
        if mention.demonym or place.kind is not PlaceKind.COUNTRY:
            return mention.demonym
        return text.lower() != place.name.lower() and _ADJECTIVE.search(text) is not None

    def places_in(self, span: Span) -> list[tuple[PlaceMention, Place]]:
        """The resolved place mentions within a stretch that can be somewhere (no demonym), in text order."""
        numbered = ((i, self.places[i]) for s in self._around(span) for i in self.by_sentence.get(s, ()))
        return [
            (m, self.place_of[i])
            for i, m in numbered
            if i in self.place_of and span.covers(m.span) and not self.is_adjective(m, self.place_of[i])
        ]

    def stands_alone(self, span: Span) -> bool:
        """Is the name a word of its own: no part of "Iran-backed" or "Islamic
        State of Iraq", no month read as a town?
        """
        text = self.text
        if text[span.end : span.end + 1] in {"-", "‑"} or (span.start and text[span.start - 1] in {"-", "‑"}):
            return False
        near = self._around(span)
        if any(t.span.overlaps(span) for s in near for t in self.times.get(s, ())):
            return False
        return not any(
            a.rule == "lexicon" and a.span.covers(span) and a.span != span for s in near for a in self.actors.get(s, ())
        )

    def places_of(self, sentence: int) -> list[PlaceMention]:
        """The place mentions of a sentence, resolved or not, in text order."""
        return [self.places[i] for i in self.by_sentence.get(sentence, ())]

    def is_resolved(self, mention: PlaceMention) -> bool:
        return any(i in self.place_of for i in self.by_sentence.get(mention.sentence, ()) if self.places[i] is mention)

    def counts_in(self, span: Span) -> list[CountMention]:
        return [c for s in self._around(span) for c in self.counts.get(s, ()) if span.covers(c.span)]

    def opening(self, sentence: Sentence) -> list[Sentence]:
        """The sentences of the paragraph up to this one, in order."""
        first = sentence.index
        while first > 0 and self.sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
        return list(self.sentences[first : sentence.index + 1])

    def actors_in(self, span: Span) -> list[ActorMention]:
        return [a for s in self._around(span) for a in self.actors.get(s, ()) if span.covers(a.span)]

    def _around(self, span: Span) -> range:
        """The sentences that share a character with a stretch; looked up, as long texts ask thousands of times."""
        first = bisect_right(self.sentences, span.start, key=_start) - 1
        return range(max(0, first), bisect_left(self.sentences, span.end, key=_start))


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def gather(document: Document, mentions: Mentions, resolutions: Sequence[Resolution]) -> Evidence:
    """Index the mentions; ``resolutions`` go with ``mentions.places``, one each, in order."""
    if len(resolutions) != len(mentions.places):
        raise ValueError(f"{len(mentions.places)} place mentions need as many resolutions, not {len(resolutions)}")
    lent = _lent(resolutions)
    place_of = {
        i: _where_meant(r, r.chosen) for i, r in enumerate(resolutions) if r.chosen is not None and i not in lent
    }
    by_sentence: dict[int, list[int]] = {}
    for i, mention in enumerate(mentions.places):
        by_sentence.setdefault(mention.sentence, []).append(i)
    return Evidence(
        document,
        mentions.sentences,
        mentions.places,
        place_of,
        _by_sentence(mentions.actors),
        _by_sentence(mentions.times),
        _by_sentence(mentions.counts),
        _by_sentence(mentions.triggers),
        {k: tuple(v) for k, v in by_sentence.items()},
        _dateline(document, mentions.sentences),
    )


def _lent(resolutions: Sequence[Resolution]) -> frozenset[int]:
    """The mentions that only stand on the place that holds them ("Kombala, Bauchi |state"): their own is not known."""
    found = set()
    for at in range(len(resolutions)):
        for other in (at - 1, at + 1):
            if 0 <= other < len(resolutions) and _stands_on(resolutions[at], resolutions[other]):
                found.add(at)
    return frozenset(found)


def _stands_on(inner: Resolution, outer: Resolution) -> bool:
    one, two = inner.chosen, outer.chosen
    if one is None or two is None or one.id != two.id or inner.mention.sentence != outer.mention.sentence:
        return False
    if inner.mention.demonym or outer.mention.demonym:
        return False
    if one.kind is PlaceKind.COUNTRY and inner.mention.rule != "context":
        return False  # "U.S." beside "America"
    named = set(two.name.lower().split())
    mine, theirs = set(inner.mention.text.lower().split()), set(outer.mention.text.lower().split())
    return bool(named & theirs) and not mine & (named | theirs)


def _where_meant(resolution: Resolution, chosen: Place) -> Place:
    """The chosen place at the point the words mean ("30 km north of Hit", "southern Iraq")."""
    if resolution.latitude is None or resolution.longitude is None:
        return chosen
    radius = resolution.radius_km or chosen.radius_km
    return replace(chosen, latitude=resolution.latitude, longitude=resolution.longitude, radius_km=radius)


def _by_sentence(mentions: Sequence[M]) -> Mapping[int, tuple[M, ...]]:
    found: dict[int, list[M]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return {k: tuple(v) for k, v in found.items()}


def _dateline(document: Document, sentences: Sequence[Sentence]) -> Span | None:
    """The "DAKAR, May 3 —" before the first body sentence: a place of writing, not of the event."""
    for sentence in sentences:
        if sentence.kind is not SentenceKind.BODY:
            continue
        head = document.text[sentence.span.start : min(sentence.span.end, sentence.span.start + 80)]
        match = re.match(r"[\"“(]?(?:[A-Z][A-Z'’.-]+)[^—–\n]{0,60}?(?:—|–|--|\s-\s)", head) or re.match(
            r"[A-Z][\w'’. -]{2,30},? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?: \(\w+\))?[.:,]? ?(?:—|–|-|\.)",
            head,
        )
        if match:
            return Span(sentence.span.start, sentence.span.start + match.end())
        return None
    return None
