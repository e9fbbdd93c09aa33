"""The fitted weights of the vote on where an event happened: cue -> weight in log odds. See tests/quality/fit_event_places.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import FACTS, Frame
from dashboard.incidents.sitecues import Candidate, of_trigger, others_of, setting

NAMES, TRIGGERS = 40, 8  # of one sentence that are weighed; more stand only in lists that never end
MUCH = 2.0  # log odds by which a name must be likelier another event's place to be left to it; flat from 1.5 to 3.5


@dataclass(frozen=True, slots=True)
class Votes:
    """``event``: is it the place of this event? ``sentence``: does anything happen there, the event not being known?"""

    event: Mapping[str, float]
    sentence: Mapping[str, float]


@cache
def load() -> Votes:
    """The shipped weights; raises LexiconError if the file is missing or malformed."""
    path = paths.data() / "lexicon" / "event_places.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Votes(table["event"], table["sentence"])
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError(
            f"{path}: the votes on event places cannot be read ({error}); reinstall the package"
        ) from error


def count(cues: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log odds that the cues add up to."""
    get = weights.get
    return sum(get(cue, 0.0) for cue in cues)


def odds(evidence: Evidence, frame: Frame) -> list[tuple[Candidate, float]]:
    """The names of a frame's sentence, each with its log odds of being where that happened, without those that are much
    likelier the place of another event told beside it.
    """
    weights = load().event
    here = setting(evidence, frame.sentence)
    others = [t for t in others_of(evidence, frame) if t.assertion in FACTS][:TRIGGERS]
    found = []
    for each in _nearest(here.candidates, frame):
        own = [count(of_trigger(evidence, frame, t, here.passage, each), weights) for t in frame.triggers[:TRIGGERS]]
        mean = sum(own) / len(own)
        rivals = (count(of_trigger(evidence, frame, t, here.passage, each), weights) for t in others)
        if max(rivals, default=mean) - mean <= MUCH:
            found.append((each, count(each.cues, weights) + mean))
    return found


def _nearest(candidates: Sequence[Candidate], frame: Frame) -> Sequence[Candidate]:
    """The names nearest to the frame's head, in text order; all of them in any ordinary sentence."""
    if len(candidates) <= NAMES:
        return candidates
    at = frame.head.span.start
    near = sorted(candidates, key=lambda each: abs(each.mention.span.start - at))[:NAMES]
    return sorted(near, key=lambda each: each.mention.span)


def happening(evidence: Evidence, sentence: int) -> list[tuple[Candidate, float]]:
    """The names of a sentence, each with its log odds of being where anything happened."""
    weights = load().sentence
    return [(each, count(each.cues, weights)) for each in setting(evidence, sentence).candidates]
