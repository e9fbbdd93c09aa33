"""The fitted weights of the vote on where an event happened: cue -> weight in log odds. See tests/quality/fit_event_places.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.incidents.evidence import Evidence
from dashboard.incidents.frames import Frame
from dashboard.incidents.sitecues import Candidate, of_trigger, setting


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
    """The names of a frame's sentence, each with its log odds of being where that happened."""
    weights = load().event
    here = setting(evidence, frame.sentence)
    found = []
    for each in here.candidates:
        beside = [count(of_trigger(evidence, frame, t, here.passage, each), weights) for t in frame.triggers]
        found.append((each, count(each.cues, weights) + sum(beside) / len(beside)))
    return found


def happening(evidence: Evidence, sentence: int) -> list[tuple[Candidate, float]]:
    """The names of a sentence, each with its log odds of being where anything happened."""
    weights = load().sentence
    return [(each, count(each.cues, weights)) for each in setting(evidence, sentence).candidates]
