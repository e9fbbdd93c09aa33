"""What the words put inside what: "Kharkiv's Shevchenkivskyi district", "Nohao, a village in the Centre-Est region".

The ranking weighs such words among much else. Here they are taken at their word: a place outside what is said to hold it
is given up for a namesake inside it, and where no list has one, the mention is put on what holds it, with that one's
kind and radius. A pin in the right province with a wide circle is better than an exact one in the wrong country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.model import PlaceMention

LONGEST = 90  # signs between the two names; longer appositions tell a story of their own
_SMALL = (
    r"(?:(?:sub-?)?districts?|neighbou?rhoods?|quarters?|suburbs?|areas?|wards?|camps?|villages?|hamlets?|towns?|communes?|settlements?|"
    r"localit(?:y|ies)|townships?|sectors?)"
)
_LARGE = (
    r"(?:provinces?|governorates?|states?|count(?:y|ies)|regions?|cit(?:y|ies)|municipalit(?:y|ies)|oblasts?|cercles?|prefectures?|"
    r"departments?|territor(?:y|ies)|raions?|woredas?|zones?|local government areas?|lga|capital|outskirts|countryside|islands?|valley|"
    r"parts?|peninsula)"
)
_KIND = rf"(?:{_SMALL}|{_LARGE})"
_WHERE = r"(?:the )?(?:(?:far|north|south|east|west|central|rural|upper|lower|remote|nearby|coastal|occupied|restive|volatile)(?:[a-z-]* ))*"
_OF = rf"(?:in|of|inside|within) {_WHERE}"
_ONE = rf"(?:(?:an?|another|the [a-z-]+) (?:[a-z-]+ ){{0,3}}{_KIND}|the capital)(?: on [a-z ]{{3,20}})? {_OF}(?:(?:[a-z-]+ ){{0,2}}{_KIND} {_OF})?"
# "X district of Y", "X in northern Y", "X, a suburb of Y", "X, in Y"
_FORWARD = re.compile(
    rf"^(?: {_KIND})?(?:,? (?:(?:which is )?(?:located |situated )?(?:in|inside|within)|of) {_WHERE}(?:{_KIND} of )?|, {_ONE})$"
)
_COMMA = re.compile(rf"^(?: {_KIND})?, ?{_WHERE}$")
# "Y's northern X", which is surer where a kind of place follows; "in Y, in the X neighbourhood", "in Y, the village of X"
_OWNER = re.compile(rf"^(?:['’]s|['’]) (?:[a-z-]+ ){{0,3}}(?:{_KIND} of )?$")
_THEN = re.compile(r"^,? in (?:the|its) (?:[a-z-]+ ){0,2}$")
_NAMED = re.compile(rf"^(?: {_KIND})?,? (?:in )?the (?:[a-z-]+ ){{0,2}}{_SMALL} of $")
_BESIDE = re.compile(
    rf"^ {_KIND},? (?:near|outside|around|at) (?:the (?:[a-z-]+ )?{_KIND} of )?$"
)  # "in Y state near X"
_OWNS = re.compile(r"^['’]s?\b")  # "N. N., Iraq's prime minister" is no place in Iraq
_KIND_AFTER = re.compile(rf"^ {_KIND}\b", re.IGNORECASE)
_SMALL_AFTER = re.compile(rf"^ {_SMALL}\b", re.IGNORECASE)
_KIND_INSIDE = re.compile(rf" {_KIND}$", re.IGNORECASE)
_SMALL_INSIDE = re.compile(rf" {_SMALL}$", re.IGNORECASE)
_GOES_ON = re.compile(rf"^(?: {_KIND})?(?:,? and | or )(?:in )?(?P<other>(?:[a-z]+ )?other\b|elsewhere\b)?")
_LISTED = re.compile(rf"^(?: {_KIND})?(?:, (?:and |or )?| and | or )$")
_EQUALS = re.compile(rf"^(?: {_KIND})?,? and (?:(?:in|at|near) )?(?:(?:the )?(?:[a-z-]+ )?{_KIND} of )?$")
_VILLAGE = re.compile(r"\b(?:villages?|hamlets?)(?: of)? (?:(?:[^\W\d_a-z]\S*|and) ){0,6}$")
_VILLAGE_AFTER = re.compile(r"^ (?:village|hamlet)\b")
_KINDS_HELD = frozenset({PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.SITE, PlaceKind.TOWN})


@dataclass(frozen=True, slots=True)
class Link:
    """The mention numbered ``inner`` lies in ``outer``. ``loose``: said by a comma alone, as a list of equals would be."""

    inner: int
    outer: int
    loose: bool = False


def links(text: str, mentions: Sequence[PlaceMention]) -> tuple[Link, ...]:
    """Every "X in Y" of the text, in text order; the larger of two names that hold a third one follow from each other."""
    found: list[Link] = []
    for at in range(len(mentions) - 1):
        found.extend(_between(text, mentions, at))
    held = {link.inner: link for link in found}
    # "X in Burkina Faso's Centre-Est region": the country holds both, the region that it owns holds X
    for link in tuple(found):
        owned = held.get(link.outer + 1)
        if link.outer > link.inner and owned is not None and owned.outer == link.outer:
            found.append(Link(link.inner, link.outer + 1, link.loose))
    found.extend(_coordinated(text, mentions, {link.inner: link for link in found}))
    return tuple(sorted(set(found), key=lambda link: (link.inner, link.outer, link.loose)))


def says_village(text: str, mention: PlaceMention) -> bool:
    """Do the words call the place a village: "the village of X", "X village"?"""
    span = mention.span
    return bool(
        _VILLAGE.search(text[max(0, span.start - 40) : span.start])
        or _VILLAGE_AFTER.match(text[span.end : span.end + 12])
    )


def says_part(text: str, mention: PlaceMention) -> bool:
    """Do the words call it a part of something: "X district", "the X neighbourhood"?"""
    return bool(
        _SMALL_AFTER.match(text[mention.span.end : mention.span.end + 16]) or _SMALL_INSIDE.search(mention.text)
    )


def _coordinated(text: str, mentions: Sequence[PlaceMention], held: Mapping[int, Link]) -> Iterator[Link]:
    """What "X and Y in Z" and "in Z, the town of X and the village of Y" say: what holds one may hold the other."""
    for at in range(len(mentions) - 1):
        one, two = mentions[at], mentions[at + 1]
        gap = text[one.span.end : two.span.start]
        if one.sentence != two.sentence or not _EQUALS.match(gap):
            continue
        after, before = held.get(at + 1), held.get(at)
        if before is None and after is not None and after.outer > at + 1:
            yield Link(at, after.outer, loose=True)
        elif after is None and before is not None and before.outer < at and gap.endswith(" of "):
            yield Link(at + 1, before.outer, loose=True)


def _between(text: str, mentions: Sequence[PlaceMention], at: int) -> Iterator[Link]:
    """The links of two neighbouring names."""
    one, two = mentions[at], mentions[at + 1]
    start, end = one.span.end, two.span.start
    if one.sentence != two.sentence or not 0 < end - start <= LONGEST or one.demonym or two.demonym:
        return
    gap = " ".join(text[start:end].split("\n"))
    after = text[two.span.end : two.span.end + 40]
    if _OWNER.match(gap):
        sure = two.kind in _KINDS_HELD or _KIND_AFTER.match(after) or _KIND_INSIDE.search(two.text)
        yield Link(at + 1, at, loose=not sure)
    elif _NAMED.match(gap) or (_THEN.match(gap) and (_SMALL_AFTER.match(after) or _SMALL_INSIDE.search(two.text))):
        yield Link(at + 1, at)
    elif _FORWARD.match(gap):
        yield Link(at, at + 1)
    elif _BESIDE.match(gap):
        yield Link(at + 1, at, loose=True)
    elif _COMMA.match(gap) and not _OWNS.match(after) and not _on_a_list(text, mentions, at):
        yield Link(at, at + 1, loose=True)


def _on_a_list(text: str, mentions: Sequence[PlaceMention], at: int) -> bool:
    """Do equals stand before the first name or after the second one: "Homs, Hama and Idlib"?"""
    before = at > 0 and _LISTED.match(text[mentions[at - 1].span.end : mentions[at].span.start])
    if before:
        return True
    two = mentions[at + 1].span.end
    nearest = mentions[at + 2].span.start - two if at + 2 < len(mentions) else LONGEST
    after = _GOES_ON.match(text[two : two + LONGEST])
    return after is not None and (after["other"] is not None or after.end() == nearest)
