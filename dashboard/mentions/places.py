"""Where a document names places.

Steps: the scanner's hits and unknown capitalised names (matcher) -> cues for and against each (placecues) -> two votes
(votes) -> the best readings without overlaps -> what the words around each ask for (placewords). Names in other
scripts than Latin have no cues to vote on and are taken by how well known the place is. Names the gazetteer lacks but
context marks as places stay in, to be resolved loosely or shown as unresolved.
"""

from __future__ import annotations

import bisect
import math
import re
from typing import TYPE_CHECKING

from dashboard.mentions import matcher, names, placecues, placewords, votes
from dashboard.model import Document, NameHit, NameScanner, PlaceKind, PlaceMention, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 0.0  # log odds above which a name is a place; F1 is flat from -0.4 to 0.4 on both halves of both corpora
UNKNOWN = 0.3  # log odds that a name no gazetteer knows must be surer: nothing else speaks for it
# The same where no word beside it says place either ("in X", "X district"): the corpora, whose persons have English names,
# hold too few other persons to teach it. Recognition F1 of both falls by .001, that of event places by .004.
UNLED = 2.0
BETWEEN = frozenset("the nearby northern southern eastern western central strategic rural occupied".split())
AREAS = frozenset("area axis front crossing road camp quarter neighbourhood neighborhood outskirt countryside".split())
# Log odds gained by words for people ("Israeli"). One corpus marks them all, another none, so the vote is torn; read by the
# other half's votes, 0.0 gives .849 and .910 recognition F1, 0.2 .851 and .908, -0.2 .847 and .913.
PEOPLE = 0.0
SCRIPT_ODDS = 1.0  # log odds of a well-known name in another script than Latin, where no cues vote
KNOWN_PEOPLE = 16  # log2; in other scripts a town must be this big (65,536 people) to be taken by name alone
SHORTEST_SCRIPT = 3  # letters of a name in another script
_NAME_BEFORE = re.compile(r"(?:\b([^\W\d_]+\.?)[ \xa0])?([^\W\d_a-z][^\W\d_]+)[ \xa0]$")
_PROGRAM_BEFORE, _PROGRAM_AFTER = ("->", "::", "=", ").", "].", "_", "$"), ("->", "::", "=", "_", "()")
_WELL_KNOWN = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.SITE)


def find_places(document: Document, sentences: Sequence[Sentence], scanner: NameScanner) -> tuple[PlaceMention, ...]:
    """All place mentions of the document, in text order; each lies inside one sentence."""
    page = matcher.read(document.text, scanner)
    return describe(document.text, sentences, choose(page, votes.load()))


def choose(page: matcher.Page, weights: votes.Votes) -> list[tuple[NameHit, float]]:
    """The hits that are taken as places, each with its log odds, in text order and without overlaps."""
    voted = [
        hit
        for hit in page.hits
        if _is_latin(page.text, hit)
        and not _in_program(page.text, hit.span)
        and not _ends_a_person(page.text, hit.span)
    ]
    polled = votes.poll(page, voted, weights)
    odds = [
        each + (0.0 if not hit.demonym else PEOPLE) - _unsure(page, hit)
        for hit, each in zip(voted, polled, strict=True)
    ]
    for hit in page.hits:
        if not _is_latin(page.text, hit) and _well_known(hit):
            voted.append(hit)
            odds.append(SCRIPT_ODDS)
    return votes.elect(voted, odds, LEAST)


def _unsure(page: matcher.Page, hit: NameHit) -> float:
    """The log odds that a name must be surer because no gazetteer knows it."""
    if hit.places:
        return 0.0
    return UNKNOWN if _led(page, hit) or _listed(page, hit) else UNLED


def _led(page: matcher.Page, hit: NameHit) -> bool:
    """Whether a word beside a name or its own last word says place: "in the Babaji area", "Kungana Village"."""
    at = page.first(hit.span) - 1
    before = page.word(at).lower()
    if before in BETWEEN:
        before = page.word(at - 1).lower()
    after, last = page.word(page.after(hit.span)).lower(), hit.span.of(page.text).split()[-1].lower()
    sorts = {before, after, after.removesuffix("s")} & (votes.SORTS | AREAS)
    return before in placecues.LEADS or bool(sorts) or last in matcher.GEOGRAPHY | votes.SORTS


def _listed(page: matcher.Page, hit: NameHit) -> bool:
    """Whether the name stands in a list with one that the gazetteer knows: "Hit, Dikajam and Ramadi"."""
    i, j = page.first(hit.span), page.after(hit.span)
    known = i >= 2 and page.word(i - 1) in placecues.JOINTS and page.ends[i - 2] in page.ending
    return known or (j + 1 < len(page.words) and page.word(j) in {"and", "or"} and page.starts[j + 1] in page.starting)


def describe(
    text: str, sentences: Sequence[Sentence], chosen: Sequence[tuple[NameHit, float]]
) -> tuple[PlaceMention, ...]:
    """Chosen hits as mentions, with what the words around them say; a hit across sentences is dropped."""
    starts = [sentence.span.start for sentence in sentences]
    found = []
    for hit, odds in chosen:
        at = bisect.bisect_right(starts, hit.span.start) - 1
        if at >= 0 and sentences[at].span.covers(hit.span):
            found.append(_mention(text, sentences[at], hit, odds))
    return tuple(found)


def _in_program(text: str, span: Span) -> bool:
    """Whether the name is joined to its neighbours as only names in programs and settings are: a->b, f().b, a=b, a::b."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return before.endswith(_PROGRAM_BEFORE) or after.startswith(_PROGRAM_AFTER)


def _ends_a_person(text: str, span: Span) -> bool:
    """Whether the name with its small article goes on from a person's: "President Bashar |al-Assad", "Omar |al-Bashir".

    "In" and "Mark" are given names too, and mostly words.
    """
    if not text[span.start].islower():
        return False
    before = _NAME_BEFORE.search(text, max(0, span.start - 60), span.start)
    if before is None:
        return False
    known = names.know(before.group(2))
    return names.is_title(before.group(1) or "") or (
        known.given >= names.COMMON_GIVEN and known.ordinary < matcher.ORDINARY
    )


def _is_latin(text: str, hit: NameHit) -> bool:
    return text[hit.span.start] < "\u0250"


def _well_known(hit: NameHit) -> bool:
    long = hit.span.end - hit.span.start >= SHORTEST_SCRIPT
    return long and (hit.people >= KNOWN_PEOPLE or any(kind in hit.kinds for kind in _WELL_KNOWN))


def _mention(text: str, sentence: Sentence, hit: NameHit, odds: float) -> PlaceMention:
    before, after = placewords.around(text, hit.span, sentence.span)
    opening = not text[sentence.span.start : hit.span.start].strip(" \t\n\"'“‘(")
    moved = None if hit.demonym else placewords.displacement(before, hit.span.start)
    return PlaceMention(
        hit.span, sentence.index, hit.span.of(text),
        None if hit.demonym else placewords.kind(before, after),
        placewords.role(before, after, demonym=hit.demonym, opening=opening),
        moved is None and placewords.is_near(before), moved, hit.demonym,
        round(1 / (1 + math.exp(-odds)), 4), "vote" if hit.places else "context",
        None if hit.demonym or moved else placewords.part(before),
    )  # fmt: skip
