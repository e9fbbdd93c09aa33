"""The fitted weights of the place vote: cue -> weight, in log odds. See tests/quality/fit_places.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.mentions import placecues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.mentions.matcher import Page
    from dashboard.model import NameHit

LONGER = 0.15  # log odds a reading gains per sign it covers, so that "New York" wins over "York"; tuned by halves


@dataclass(frozen=True, slots=True)
class Votes:
    """Weights of the first and the second vote."""

    first: Mapping[str, float]
    second: Mapping[str, float]


@cache
def load() -> Votes:
    """The shipped weights; raises LexiconError if the file is missing or malformed."""
    path = paths.data() / "lexicon" / "place_votes.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Votes(table["first"], table["second"])
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError(f"{path}: the place votes cannot be read ({error}); reinstall the package") from error


def count(cues: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log odds that the cues add up to."""
    get = weights.get
    return sum(get(cue, 0.0) for cue in cues)


def poll(page: Page, hits: Sequence[NameHit], votes: Votes) -> list[float]:
    """Log odds, hit by hit, that a place is meant."""
    cues = [placecues.first(page, hit) for hit in hits]
    early = [count(each, votes.first) for each in cues]
    return [count(each, votes.second) for each in placecues.second(page, hits, cues, early)]


def elect(hits: Sequence[NameHit], odds: Sequence[float], least: float) -> list[tuple[NameHit, float]]:
    """The hits above ``least`` without overlaps, the best readings first taken; in text order."""
    order = sorted(
        (k for k, each in enumerate(odds) if each > least),
        key=lambda k: (-(odds[k] + LONGER * (hits[k].span.end - hits[k].span.start)), hits[k].span),
    )
    end = max((hits[k].span.end for k in order), default=0)
    taken = bytearray(end)
    found = []
    for k in order:
        start, stop = hits[k].span.start, hits[k].span.end
        if not any(taken[start:stop]):
            taken[start:stop] = b"\1" * (stop - start)
            found.append((hits[k], odds[k]))
    return sorted(found, key=lambda each: each[0].span)
