"""Casualties told in words that fit no event of their own: they are those of the event just told."""

from __future__ import annotations

from dataclasses import replace

from dashboard.incidents.evidence import Evidence
from dashboard.incidents.linking import Story, Telling
from dashboard.model import CountKind

_HARM = frozenset({CountKind.KILLED, CountKind.INJURED})


def leave_figures(evidence: Evidence, telling: Telling, stories: list[Story]) -> None:
    """As in "Doctors treated 68 people for gunshot wounds": the sentence goes to the event of the sentence before it."""
    at = telling.frame.sentence
    if telling.site is not None or any(at == s.last or at in s.also for s in stories):
        return
    here = evidence.sentences[at]
    if not any(c.kind in _HARM and not c.total for c in evidence.counts.get(at, ())):
        return
    before = [
        i for i, s in enumerate(stories) if s.last == at - 1 and evidence.sentences[s.last].heading == here.heading
    ]
    if before:
        story = stories[before[-1]]
        stories[before[-1]] = replace(story, also=(*story.also, at))
