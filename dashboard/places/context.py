"""What the text around the names says about which place is meant: groups, what holds what, the document's home."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.model import Document, Gazetteer, Place, PlaceKind, PlaceMention
from dashboard.places.containment import links

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def holders(text: str, mentions: Sequence[PlaceMention], groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Pairs (inner group, outer group) where the text puts one in the other: "Al Qaim, Anbar", "Anbar province in Iraq"."""
    of = {member: number for number, each in enumerate(groups) for member in each.mentions}
    pairs = {(of.get(link.inner, -1), of.get(link.outer, -1)) for link in links(text, mentions)}
    return sorted((inner, outer) for inner, outer in pairs if inner != outer and min(inner, outer) >= 0)


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
