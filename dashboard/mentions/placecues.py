"""Evidence for and against a name being meant as a place, as a list of cue names for the vote.

First vote: each hit by itself and its neighbours. Second vote: the first vote's results for the same name elsewhere in
the document, for overlapping names and for names joined with it by "and" or a comma are cues too. No cue is a place's own name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dashboard.mentions.manner import bin_of
from dashboard.mentions.matcher import Page, kinds
from dashboard.model import NameHit, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

# edges of the bins that figures fall into; set by quantiles, not sharp
PEOPLE = (1, 10, 13, 16, 18, 20, 22)
ORDINARY = (0.1, 2.5, 3.5, 4.2, 4.8, 5.4)
GIVEN = (0.1, 1.5, 2.5)
SURNAME = (0.1, 1.5, 2.0, 2.5)
PLACES = (1, 2, 4, 10, 40, 150)
WINDOW = 30  # tokens on either side that tell prose from tables and programs
PROSE = (0.12, 0.24, 0.34, 0.44)  # share of common small words among them
GLUE = frozenset("_=<>{}[]@#\\|*+~^`")
LEADS = frozenset("in near at from outside to around across throughout into through of".split())
JOINTS = frozenset((",", "and", "or", "&", "/", ";"))
_BIG = (PlaceKind.COUNTRY, PlaceKind.PROVINCE)


def first(page: Page, hit: NameHit) -> list[str]:
    """The cues of one hit."""
    i, j = page.first(hit.span), page.after(hit.span)
    before, second, after, third = page.shape(i - 1), page.shape(i - 2), page.shape(j), page.shape(j + 1)
    if page.word(j) in {"'s", "’s"}:
        after = "POSS"
    kind = kinds(hit)
    ordinary, people = bin_of(hit.ordinary, ORDINARY), bin_of(hit.primary_people, PEOPLE)
    lead = before if before in LEADS else "_" if before.islower() else before.partition(":")[0]
    found = [
        "bias", f"p1={before}", f"n1={after}", f"p2={second}", f"n2={third}", f"p12={second}_{before}",
        f"n12={after}_{third}", f"k={kind}",
        f"pp={people}", f"ap={bin_of(hit.people, PEOPLE)}", f"ord={ordinary}", f"giv={bin_of(hit.given, GIVEN)}",
        f"sur={bin_of(hit.surname, SURNAME)}", f"ord_pp={ordinary}_{people}", f"cnt={bin_of(hit.places, PLACES)}",
        f"x={lead}|{ordinary}", f"z={lead}|{people}",
        f"b={lead}_{'_' if after.islower() else after.partition(':')[0]}",
        f"y={'_' if after.islower() else after.partition(':')[0]}|{kind[:2]}",
    ]  # fmt: skip
    found += _form(page, hit, before)
    found += _setting(page, hit, i)
    found += _neighbours(page, hit, i, j)
    if hit.given or hit.surname:
        bins = f"{bin_of(hit.given, GIVEN)}{bin_of(hit.surname, SURNAME)}"
        found += [f"g1={bins}|{after}", f"g0={bins}|{before}"]
    return found


def _setting(page: Page, hit: NameHit, at: int) -> list[str]:
    """Cues of where the name stands: running prose or a list, a table, a program."""
    near = page.shapes[max(0, at - WINDOW) : at + WINDOW]
    prose = bin_of(sum(each.islower() and each != "low" for each in near) / max(1, len(near)), PROSE)
    found = [f"prose={prose}", f"prose|{bin_of(hit.primary_people, PEOPLE)}={prose}"]
    text, start, end = page.text, hit.span.start, hit.span.end
    if start and text[start - 1] == "\n":
        found.append("opens line")
    if text[end : end + 1] == "\n":
        found.append("ends line")
    if (start and text[start - 1] in GLUE) or (end < len(text) and text[end] in GLUE):
        found.append("glued")
    if (end + 1 < len(text) and text[end] in ".(" and text[end + 1].isalnum()) or (
        start > 1 and text[start - 1] == "." and text[start - 2].isalnum()
    ):
        found.append("glued")
    return found


def _form(page: Page, hit: NameHit, before: str) -> list[str]:
    """Cues of the name's own form."""
    word = hit.span.of(page.text)
    low = word.lower()
    found = [f"nw={min(3, len(word.split()))}"]
    if not hit.primary:
        found += ["alias", f"alias_ap={bin_of(hit.people, PEOPLE)}"]
    if hit.short:
        found += ["short", f"short_{before}"]
    if hit.demonym:
        found.append("demonym")
    if hit.curated:
        found += ["curated", f"curated|{min(3, len(word.split()))}"]
    if word.isupper() and len(word) > 1:
        found.append("caps")
    if len(word) <= 3:
        found.append(f"tiny{len(word)}")
    if low in page.people.surnames or low.split()[-1] in page.people.surnames:
        found.append("person")
    if low in page.people.given:
        found.append("given to a person")
    if low in page.small:
        found.append("written small")
    if not hit.places:
        found.append(f"unknown|{before if before in LEADS else '_'}")
    return found


def _neighbours(page: Page, hit: NameHit, i: int, j: int) -> list[str]:
    """Cues of other names beside it: "Al Qaim, Anbar", longer names around it."""
    found = []
    longest = 0
    around: NameHit | None = None
    for at in range(max(0, i - 6), i + 1):
        for other in page.starting.get(page.starts[at] if at < len(page.starts) else -1, ()):
            length = other.span.end - other.span.start
            if other is not hit and other.span.covers(hit.span) and length > longest:
                longest, around = length, other
    if around is not None:
        found += ["inside", f"inside_{kinds(around)}"]
    big = hit.short or any(kind in hit.kinds for kind in _BIG)
    if i >= 2 and page.words[i - 1] == "," and page.ends[i - 2] in page.ending:
        found.append("after hit")
        if big:
            found.append("after hit, big")
    if page.word(j) == "," and j + 1 < len(page.words) and (following := page.starting.get(page.starts[j + 1])):
        found.append("before hit")
        if any(h.short or any(kind in h.kinds for kind in _BIG) for h in following):
            found.append("before big hit")
    return found


def _rounded(value: float, most: int) -> int:
    return round(max(-most, min(most, value)))


def second(
    page: Page, hits: Sequence[NameHit], cues: Sequence[list[str]], votes: Sequence[float], whole: float
) -> list[list[str]]:
    """The cues of the second vote for all hits: those of the first, what the first vote gave around each, and ``whole``,
    the log odds that the page names places at all.
    """
    same: dict[str, list[float]] = defaultdict(list)
    for hit, vote in zip(hits, votes, strict=True):
        same[hit.span.of(page.text).lower()].append(vote)
    for each in same.values():
        each.sort()
    sums = {name: sum(each) for name, each in same.items()}
    rivals = _rivals(hits, votes)
    left, right = _edges(hits, votes)
    page_odds = f"m={_rounded(whole, 4)}"
    found = []
    for hit, old, vote, rival in zip(hits, cues, votes, rivals, strict=True):
        name = hit.span.of(page.text).lower()
        votes_of_name = same[name]
        others = len(votes_of_name) - 1
        new = [f"l={_rounded(vote, 5)}", f"n={min(3, others)}", page_odds]
        if others:
            best = votes_of_name[-1] if votes_of_name[-1] != vote else votes_of_name[-2]
            mean = (sums[name] - vote) / others
            new += [
                f"max={_rounded(best, 5)}",
                f"min={_rounded(votes_of_name[0] if votes_of_name[0] != vote else votes_of_name[1], 5)}",
                f"mean={_rounded(mean, 5)}",
                f"lmax={_rounded(vote, 3)}|{_rounded(best, 3)}",
            ]
        before = page.shape(page.first(hit.span) - 1)
        new.append(f"m|p={_rounded(whole, 3)}|{before if before in LEADS else '_'}")
        new += _joined(page, hit, left, right)
        if rival is not None:
            new.append(f"ov={_rounded(rival - vote, 4)}")
        found.append(old + new)
    return found


def _edges(hits: Sequence[NameHit], votes: Sequence[float]) -> tuple[dict[int, float], dict[int, float]]:
    """The best votes among the hits that end, and that begin, at each character."""
    ending: dict[int, float] = {}
    starting: dict[int, float] = {}
    for hit, vote in zip(hits, votes, strict=True):
        ending[hit.span.end] = max(ending.get(hit.span.end, vote), vote)
        starting[hit.span.start] = max(starting.get(hit.span.start, vote), vote)
    return ending, starting


def _joined(page: Page, hit: NameHit, ending: dict[int, float], starting: dict[int, float]) -> list[str]:
    """Cues of what the name is joined with, as places and persons are with their like: "Brooklyn and Emma"."""
    i, j = page.first(hit.span), page.after(hit.span)
    found = []
    if i >= 2 and page.word(i - 1) in JOINTS:
        found.append(f"jl={_name_class(page, i - 2, ending.get(page.ends[i - 2]))}")
    if j + 1 < len(page.words) and page.word(j) in JOINTS:
        found.append(f"jr={_name_class(page, j + 1, starting.get(page.starts[j + 1]))}")
    return found


def _name_class(page: Page, at: int, vote: float | None) -> str:
    return (
        str(_rounded(vote, 3))
        if vote is not None
        else "_"
        if page.shape(at).islower()
        else page.shape(at).partition(":")[0]
    )


def _rivals(hits: Sequence[NameHit], votes: Sequence[float]) -> list[float | None]:
    """For each hit, the best vote among hits that overlap it; None without any."""
    order = sorted(range(len(hits)), key=lambda k: hits[k].span)
    found: list[float | None] = [None] * len(hits)
    for place, a in enumerate(order):
        for b in order[place + 1 :]:
            if hits[b].span.start >= hits[a].span.end:
                break
            for one, other in ((a, b), (b, a)):
                old = found[one]
                found[one] = votes[other] if old is None else max(old, votes[other])
    return found
