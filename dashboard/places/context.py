"""What the text around the names says about which place is meant: groups, containers, the document's home."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.model import Document, Gazetteer, Place, PlaceKind, PlaceMention

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = re.compile(r"^(?:['’]s)?(?:,\s+(?:in\s+|a\s+[a-z]+\s+in\s+)?|\s+\(|\s+in\s+(?:the\s+)?|\s+of\s+|,\s*)$")
_KIND_WORD = re.compile(
    r"^\s+(?:province|governorate|state|county|district|region|city|town)\b[,\s]*(?:in\s+|of\s+)?", re.IGNORECASE
)
_HOST_TAIL = re.compile(r"(?:\.(?:com?|net|org|gov|edu|info|news|[a-z]{2}))+$")
_HOST_HEAD = re.compile(r"^(?:www\d?|news|rss|feeds|m|blogs?|local)\.")
MOST = 60  # candidates of one name that take part; beyond that only tiny namesakes follow
WELL_KNOWN = 17.0  # prominence (about 130,000 people) above which a name far from the scene is taken at its word
SHORTEST_HOME = 5  # letters; shorter beginnings of a host's name are too often something else


@dataclass(slots=True)
class Group:
    """The mentions of one name in one document and what that name may mean; ``loose`` are found by another spelling."""

    name: str
    mentions: list[int]
    places: tuple[Place, ...]
    asked: frozenset[PlaceKind]
    written: str
    loose: tuple[Place, ...] = ()


def group(mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[Group]:
    """Groups of mentions with one name (whatever its capitals) and one kind asked for."""
    held: dict[tuple[str, PlaceKind | None], list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        held[mention.text.casefold(), mention.kind].append(number)
    found = []
    for (name, kind), members in held.items():
        written = mentions[members[0]].text
        places = tuple(gazetteer.lookup(written))[:MOST]
        found.append(Group(name, members, places, frozenset({kind} if kind else ()), written))
    return found


def loosely(groups: Sequence[Group], countries: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Add other spellings inside ``countries`` to groups that have no place there; tells whether any was found.

    A name that some well-known place bears stays as it is: Paris in a report on Iraq is Paris.
    """
    similar = getattr(gazetteer, "similar", None)
    changed = False
    if similar is None or not countries:
        return False
    for each in groups:
        known = any(p.country in countries or p.country is None or p.prominence >= WELL_KNOWN for p in each.places)
        if known:
            continue
        for country in countries:
            each.loose += tuple(p for p in similar(each.written, country) if p not in each.loose)
        each.places += each.loose
        changed = changed or bool(each.loose)
    return changed


def containers(text: str, mentions: Sequence[PlaceMention], groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Pairs (inner group, outer group) where the text writes "Al Qaim, Anbar" or "Anbar province in Iraq"."""
    of = {member: number for number, each in enumerate(groups) for member in each.mentions}
    pairs = set()
    for first in range(len(mentions) - 1):
        for second in range(first + 1, min(first + 3, len(mentions))):
            gap = text[mentions[first].span.end : mentions[second].span.start]
            if second == first + 2:  # "Al Qaim, Anbar, Iraq": the first is in the third as well
                middle = (
                    mentions[first + 1].span.of(text)
                    if mentions[first].span.end <= mentions[first + 1].span.start
                    else ""
                )
                gap = gap.replace(middle, "", 1).replace(", , ", ", ") if middle else "-"
            gap = _KIND_WORD.sub(", ", gap)
            if first in of and second in of and of[first] != of[second] and _BETWEEN.match(gap):
                pairs.add((of[first], of[second]))
    return sorted(pairs)


def home(document: Document, gazetteer: Gazetteer) -> list[Place]:
    """Where the document may come from: towns that the publisher's name or its site's address begins with."""
    names = []
    if document.source.url:
        host = _HOST_TAIL.sub("", _HOST_HEAD.sub("", urlsplit(document.source.url).netloc.lower().partition(":")[0]))
        plain = re.sub(r"[^a-z]", "", host.rpartition(".")[2]).removeprefix("the")
        names += [plain[:end] for end in range(len(plain) - 1, SHORTEST_HOME - 1, -1)]
    if document.source.publisher:
        words = document.source.publisher.removeprefix("The ").split()
        names += [" ".join(words[:end]) for end in range(len(words), 0, -1)]
    for name in names:
        places = [
            p
            for p in gazetteer.lookup(name)
            if p.kind in {PlaceKind.TOWN, PlaceKind.PROVINCE} and p.population >= 5_000
        ]
        if places:
            return places[:12]
    return []
