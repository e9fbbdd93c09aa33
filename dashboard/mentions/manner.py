"""How a whole text is written, as cues of whether it names places at all: a report, or a table, a program, a verse.

A name that alone would pass for a town's is a buyer, a server or a girl where hardly a capital of the text follows "in"
or "near", no country is named, nobody says anything, and most capitals are persons' names.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dashboard.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.model import NameHit

# edges of the bins that figures fall into; set by quantiles, not sharp
WORDS, COUNT = (30, 100), (1, 2, 4)
LED = (0.001, 0.04, 0.08, 0.14, 0.22)  # share of the capitals that follow a word of place
SHARE = (0.03, 0.1, 0.2, 0.4)  # share of the capitals that are names of one sort
FIGURES, PROSE = (
    (0.02, 0.05, 0.1, 0.2),
    (0.15, 0.24, 0.3, 0.36, 0.42),
)  # share of the words: figures; common small words
SURE = (-2, -1, 0, 1, 2, 3, 4, 6)  # log odds of the surest names
PART = (0.02, 0.05, 0.1, 0.2, 0.35)  # share of the names that are places by the first vote
FEW = 8  # capitals below which shares of them say little
LED_OF = (1, 2, 3, 5, 8)  # edges for the number of names the first vote takes
LEAD = 10  # characters before a name that are looked at for a word of place
TOWN, FAMOUS = 13, 17  # log2 of people: 8,000 and 130,000
PLACE_WORDS = frozenset("in near at from across outside".split())
GROUND = (
    "city town village province district county region area border river lake capital island road street camp".split()
)
SAYING = "said says told reported according officials police government killed people".split()
PERSONS = "i you he she my your his her me him we our".split()
_NAMES = frozenset(("GIVEN", "SURN", "CAP", "CAPS"))
_CAPITALS = _NAMES | {"C", "T"}
_GLUED = re.compile(r"[A-Za-z][_=<>{}\[\]@#\\|*~^`]|[_=<>{}\[\]@#\\|*~^`][A-Za-z]|[a-z]\(|::|->")
_SIGNS = frozenset((*",.;:()[]'\"“”‘’—–-/$%&?!", "SIGN", "BOS"))


def cues(text: str, shapes: Sequence[str], hits: Sequence[NameHit]) -> tuple[str, ...]:
    """What the tokens and the gazetteer's hits tell of the text."""
    counts = Counter(shapes)
    words = max(1, sum(many for each, many in counts.items() if each not in _SIGNS))
    capitals = [at for at, each in enumerate(shapes) if each.partition(":")[0] in _CAPITALS]
    led = sum(at > 0 and shapes[at - 1] in PLACE_WORDS and shapes[at] in _NAMES for at in capitals)
    small = sum(many for each, many in counts.items() if each.islower() and each != "low")
    shares = {
        "prose": bin_of(small / words, PROSE),
        "figures": bin_of(counts["NUM"] / words, FIGURES),
        "persons": bin_of(sum(counts[each] for each in PERSONS) / words, SHARE[:3]),
        "glued": bin_of(100 * len(_GLUED.findall(text)) / words, COUNT),
    }
    numbers = {
        "countries": sum(PlaceKind.COUNTRY in hit.kinds and not hit.given for hit in hits),
        "ground": sum(counts[each] for each in GROUND),
        "led names": led,
        "saying": sum(counts[each] for each in SAYING),
    }
    size = bin_of(words, WORDS)
    return (
        "bias", f"words={size}", *(f"{name}={share}" for name, share in shares.items()),
        *(f"{name}={bin_of(number, COUNT)}|{size}" for name, number in numbers.items()),
        *_capitals(len(capitals), led, counts, hits),
    )  # fmt: skip


def _capitals(many: int, led: int, counts: Counter[str], hits: Sequence[NameHit]) -> Iterator[str]:
    """What sorts of names the capitals of the text are."""
    names = {hit.span: hit for hit in hits}.values()
    few, among = "?" if many < FEW else "", max(1, many)
    yield f"led={bin_of(led / among, LED)}{few}"
    for sort, number in (
        ("given", counts["GIVEN"]),
        ("surnames", counts["SURN"]),
        ("famous", sum(hit.primary_people >= FAMOUS or PlaceKind.COUNTRY in hit.kinds for hit in names)),
        ("plain", sum(hit.primary_people >= TOWN and not (hit.ordinary or hit.given or hit.surname) for hit in names)),
    ):
        yield f"{sort}={bin_of(number / among, SHARE)}{few}"


def standing(hits: Sequence[NameHit], text: str, votes: Sequence[float]) -> list[str]:
    """What the first vote on its names tells of the text: how sure its surest are, and how many of them are places."""
    best: dict[str, float] = {}
    for hit, vote in zip(hits, votes, strict=True):
        name = hit.span.of(text).lower()
        best[name] = max(best.get(name, vote), vote)
    order = sorted(best.values(), reverse=True)
    found = [f"best{k}={bin_of(order[k], SURE) if k < len(order) else '-'}" for k in range(3)]
    sure = sum(each > 0 for each in order)
    led = _led(hits, text, votes)
    return [
        *found,
        f"sure={bin_of(sure, COUNT)}",
        f"share={bin_of(sure / max(1, len(order)), PART)}",
        f"led of sure={bin_of(led, COUNT)}|{bin_of(sure, LED_OF)}",
    ]


def _led(hits: Sequence[NameHit], text: str, votes: Sequence[float]) -> int:
    """How many different names of those the first vote takes follow a word of place somewhere."""
    found = set()
    for hit, vote in zip(hits, votes, strict=True):
        if vote > 0 and not hit.demonym:
            before = text[max(0, hit.span.start - LEAD) : hit.span.start].split()
            if before and before[-1].lower() in PLACE_WORDS:
                found.add(hit.span.of(text).lower())
    return len(found)


def bin_of(value: float, edges: Sequence[float]) -> int:
    """The number of edges at or below the value."""
    return sum(value >= edge for edge in edges)
