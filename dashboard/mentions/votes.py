"""The fitted weights of the place vote: cue -> weight, in log odds. See tests/quality/fit_places.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.mentions import manner, placecues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.mentions.matcher import Page
    from dashboard.model import NameHit

# Log odds for a name of our own list that at most FEW places bear; set by hand, sites of war are rare in the corpora. With
# 3 in place of 2 the F1 of events' places gains .001, lgl's and geovirus' lose .001.
OURS, FEW = 3.0, 3
NAMED = 2.0  # log odds for a name that the words say is a place's: "the town of Hit"; by hand, such towns are rare there too
SORTS = frozenset(
    "town city village hamlet settlement district province governorate region county suburb municipality island".split()
)
# A name on a page whose own log odds of naming places fall below SURE must be surer by SLOPE for each unit, by MOST_DOUBT
# at most. Swept by halves: recognition F1 of lgl falls by .0015, of geovirus by .0007, the recall of events' places by .003,
# false places on kinds of texts left out of the fit by two fifths.
SURE, SLOPE, MOST_DOUBT = 0.5, 4.0, 6.0
SHORTENED = 2.5  # log odds a name gains when a longer name that begins with it was taken elsewhere in the document
LONGER = 0.15  # log odds a reading gains per sign it covers, so that "New York" wins over "York"; tuned by halves


@dataclass(frozen=True, slots=True)
class Votes:
    """Weights of the vote on the whole page and of the first and the second vote on each name."""

    page: Mapping[str, float]
    first: Mapping[str, float]
    second: Mapping[str, float]


@cache
def load() -> Votes:
    """The shipped weights; raises LexiconError if the file is missing or malformed."""
    path = paths.data() / "lexicon" / "place_votes.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Votes(table["page"], table["first"], table["second"])
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError(f"{path}: the place votes cannot be read ({error}); reinstall the package") from error


def count(cues: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log odds that the cues add up to."""
    get = weights.get
    return sum(get(cue, 0.0) for cue in cues)


def poll(page: Page, hits: Sequence[NameHit], votes: Votes) -> list[float]:
    """Log odds, hit by hit, that a place is meant: by each hit alone, by the page as a whole, and by what both gave."""
    cues = [placecues.first(page, hit) for hit in hits]
    early = [count(each, votes.first) for each in cues]
    whole = count([*page.manner, *manner.standing(hits, page.text, early)], votes.page)
    late = [count(each, votes.second) for each in placecues.second(page, hits, cues, early, whole)]
    less = doubt(whole)
    odds = [each + ours(hit) + named(page, hit) - less for each, hit in zip(late, hits, strict=True)]
    heads = {head for hit, each in zip(hits, odds, strict=True) if each > 0 for head in _heads(hit.span.of(page.text))}
    return [
        each + SHORTENED if each < 0 and hit.span.of(page.text).lower() in heads else each
        for hit, each in zip(hits, odds, strict=True)
    ]


def doubt(whole: float) -> float:
    """Log odds that a name must be surer where the page as a whole is unlikely to name places."""
    return min(MOST_DOUBT, max(0.0, SLOPE * (SURE - whole)))


def ours(hit: NameHit) -> float:
    """What the corpora cannot teach: names of our own list that mean little else are places of the news."""
    odd = hit.curated and hit.places <= FEW and not (hit.ordinary or hit.given or hit.surname)
    return OURS if odd else 0.0


def named(page: Page, hit: NameHit) -> float:
    """What "the town of" before a name the gazetteer knows adds."""
    at = page.first(hit.span)
    said = hit.places > 0 and page.word(at - 1) == "of" and page.word(at - 2).lower() in SORTS
    return NAMED if said else 0.0


def _heads(name: str) -> list[str]:
    """The shorter forms a full name is taken up by: "Al Asad air base" -> "al asad"."""
    words = name.lower().split()
    return [" ".join(words[:end]) for end in range(1 if len(words[0]) > 3 else 2, len(words))]


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
