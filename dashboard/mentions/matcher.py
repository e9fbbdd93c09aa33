"""A page as the place finder sees it: tokens with their shapes, the gazetteer's hits, unknown capitalised names.

Shapes say what a neighbouring word is: a common word itself ("in", "said"), or a class: GIVEN and SURN for personal
names, CAP for other capitalised words, CAPS, NUM, T:mayor for titles, C:police for common words with a capital.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.mentions import manner, names
from dashboard.model import NameHit, NameScanner, PlaceKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON = 3.8  # Zipf; rarer small words count only as "low", so that cues are words of the language, not of a corpus
ORDINARY = 3.0  # Zipf; a capitalised word this common is taken as the common word
SHOUTING = 0.7  # share of capitals among letters above which capitals tell nothing
FUNCTION_WORD = 5.8  # Zipf; in, a, of, the, we, year, ...
OPENING = 5.0  # Zipf; so common a word is itself at the start of a sentence
# months as dates write them; villages of these names exist
CALENDAR = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec ramadan".split())
LONGEST_UNKNOWN = 4  # words of a capitalised name the gazetteer lacks

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|[^\w\s]|\n\s*\n")
_UNKNOWN = re.compile(
    r"[^\W\d_a-z](?:[^\W\d_]|['’-](?=[^\W\d_]))+(?:[ -](?:(?:al|el|as|ar|az|ad|an|at|ash|ez|es|ul|de|la|du|e|ibn|bin)[ -])?[^\W\d_a-z](?:[^\W\d_]|['’-](?=[^\W\d_]))+){0,3}"
)
_BEARING = re.compile(r"(?:North|South|East|West)[a-z]*ern$|Central$")
_CAMEL = re.compile(r"^(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|O['’]|Al|El)[A-Z][a-z]+$)[^\W\d_]*[a-z][A-Z]")
GEOGRAPHY = frozenset(
    "river creek lake mountain mountains valley canyon bay island islands county township parish village district province "
    "region peninsula forest desert bridge dam base camp airport airfield crossing street road avenue".split()
)
_ARTICLE = re.compile(r"(?:^|[ -])(?:[Aa]l|[Ee]l|[Aa][rsdzn]|[Ee][zs]|[Aa]sh|[Aa]t|[Uu]l)[ -]")
_OPENERS = frozenset({"BOS", ".", "!", "?", ":", "“", '"', "-", "–", "—"})
_SIGNS = frozenset(",.;:()[]'\"“”‘’—–-/$%&?!")


@dataclass(slots=True)
class Page:
    """One text, prepared; indexes are token numbers."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    shapes: list[str]
    hits: list[NameHit]
    people: names.Persons
    small: frozenset[str]
    manner: tuple[str, ...]
    starting: dict[int, list[NameHit]] = field(default_factory=dict)
    ending: dict[int, list[NameHit]] = field(default_factory=dict)

    def shape(self, at: int) -> str:
        return self.shapes[at] if 0 <= at < len(self.shapes) else "BOS"

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def first(self, span: Span) -> int:
        return bisect.bisect_left(self.starts, span.start)

    def after(self, span: Span) -> int:
        return bisect.bisect_left(self.starts, span.end)


def read(text: str, scanner: NameScanner) -> Page:
    """Prepare a text: tokens, shapes, hits, and the capitalised names no gazetteer knows."""
    found = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    words = [w for _, _, w in found]
    shouting = _shouts(text)
    shapes = [shape(w, shouting=shouting) for w in words]
    _open_sentences(words, shapes)
    hits = list(scanner.scan(text))
    if shouting:
        hits = [hit for hit in hits if not _opens_small(hit.span.of(text))]
    hits = [hit for hit in hits if hit.span.of(text).lower() not in CALENDAR and not _has_article(hit, hits, text)]
    page = Page(
        text, [s for s, _, _ in found], [e for _, e, _ in found], words, shapes, hits,
        names.Persons(frozenset(), frozenset()) if shouting else names.people(text), frozenset(w for w in words if w.islower()),
        manner.cues(text, shapes, hits),
    )  # fmt: skip
    for hit in hits:
        page.starting.setdefault(hit.span.start, []).append(hit)
        page.ending.setdefault(hit.span.end, []).append(hit)
    if not shouting:
        page.hits += unknown(page)
    return page


def _open_sentences(words: list[str], shapes: list[str]) -> None:
    """A common word that opens a sentence has its capital from there: "Near Palmyra" reads as "near"."""
    for at, each in enumerate(shapes):
        opens = at == 0 or shapes[at - 1] in _OPENERS
        bearing = _BEARING.match(words[at]) is not None
        if opens and each.startswith("C:") and (bearing or names.know(words[at]).ordinary >= OPENING):
            shapes[at] = words[at].lower()


def _opens_small(name: str) -> bool:
    """Whether a name in capitals begins with a word that is small everywhere else: "IN A" is not Ina."""
    return names.know(name.split(maxsplit=1)[0]).ordinary >= FUNCTION_WORD


def _has_article(hit: NameHit, hits: Sequence[NameHit], text: str) -> bool:
    """Whether a name begins with the article of a country behind it: "A US drone" is not at Aus."""
    start, end = hit.span.start, hit.span.end
    if not text.startswith(("A ", "An "), start):
        return False
    rest = text.index(" ", start) + 1
    return any(h.span.start == rest and h.span.end >= end and (h.demonym or PlaceKind.COUNTRY in h.kinds) for h in hits)


def _shouts(text: str) -> bool:
    upper = sum(map(str.isupper, text[:4000]))
    return upper > SHOUTING * (upper + sum(map(str.islower, text[:4000]))) and upper > 40


def shape(word: str, *, shouting: bool = False) -> str:
    """What a word is, for its neighbours."""
    first = word[0]
    if not first.isalpha():
        return "NUM" if first.isdigit() else "BOS" if first == "\n" else first if first in _SIGNS else "SIGN"
    known = names.know(word)
    if first.islower() or (shouting and known.ordinary >= ORDINARY):
        return word.lower() if known.ordinary >= COMMON else "low"
    if names.is_title(word):
        return "T:" + word.lower()
    if known.ordinary >= ORDINARY and known.ordinary > known.given + 1:
        return "C:" + word.lower() if known.ordinary >= COMMON else "C:"
    return _name_shape(word, known)


def _name_shape(word: str, known: names.Word) -> str:
    if len(word) == 1:
        return "INIT"
    if known.given >= names.COMMON_GIVEN:
        return "GIVEN"
    if word.isupper():
        return "CAPS"
    return "SURN" if known.surname >= names.COMMON_GIVEN else "CAP"


def unknown(page: Page) -> list[NameHit]:
    """Capitalised names that no hit covers; one with an Arabic article may cover shorter hits ("Dayr" in "Dayr az Zayr")."""
    text, found = page.text, []
    covered = bytearray(len(text))
    whole = {(hit.span.start, hit.span.end) for hit in page.hits}
    for hit in page.hits:
        covered[hit.span.start : hit.span.end] = b"\1" * (hit.span.end - hit.span.start)
    for match in _UNKNOWN.finditer(text):
        start, end = match.span()
        if end - start < 3 or (start, end) in whole or match.group().isupper():
            continue
        if any(covered[start:end]) and not _ARTICLE.search(match.group()):
            continue
        parts = [part.removesuffix("'s").removesuffix("’s") for part in match.group().replace("-", " ").split()]
        if any(_CAMEL.search(p) for p in parts):
            continue
        plain = parts[:-1] if parts[-1].lower() in GEOGRAPHY else parts
        if (
            not plain
            or any(names.know(p).ordinary >= ORDINARY or p.lower() in CALENDAR for p in plain)
            or len(parts) > LONGEST_UNKNOWN
        ):
            continue
        given, surname = names.know(parts[0]).given, names.know(parts[-1]).surname
        found.append(NameHit(Span(start, end), frozenset(), places=0, given=given, surname=surname, primary=False))
    return found


def kinds(hit: NameHit) -> str:
    """The kinds of places a name may mean, in short."""
    present = hit.kinds
    return "+".join(short for kind, short in _SHORT if kind in present)


_SHORT: Sequence[tuple[PlaceKind, str]] = (
    (PlaceKind.COUNTRY, "co"), (PlaceKind.PROVINCE, "pr"), (PlaceKind.DISTRICT, "di"), (PlaceKind.TOWN, "to"),
    (PlaceKind.SITE, "si"), (PlaceKind.WATER, "wa"), (PlaceKind.REGION, "re"),
)  # fmt: skip
