"""Text -> sentences, each with its part in the page (title, heading, item, byline, boilerplate, body).

Rules only, in three passes, each linear in the length of the text:

    lines -> units      a unit is a paragraph, heading or list item; hard-wrapped lines are joined
    unit  -> kind       by its first words, its length and its last character
    unit  -> sentences  at full stops, question and exclamation marks that are no abbreviation, initial or decimal

Every character that is not white space lies in exactly one sentence. Spans are trimmed. Upper-case wire text and
scripts without capitals (Arabic, Hebrew, Chinese, Hindi, …) split by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dashboard.model import Document, Sentence, SentenceKind, Span

# Lengths in characters, set by looking at front pages, press releases and wire copy; none is sharp.
LONGEST_SENTENCE = (
    1_000  # a longer one is cut at a semicolon, comma or space, so that later stages stay linear; of 24,000
)
# sentences of news one was longer
LONGEST_TITLE = 200
LONGEST_HEADING = 90
HEADING_WORDS = 12  # a line in capitals or title case; others only up to PLAIN_HEADING_WORDS
PLAIN_HEADING_WORDS = 6
LONGEST_BYLINE = 160
NARROWEST_WRAP, WIDEST_WRAP = 40, 120  # line widths at which editors and mailers wrap

_LINE_MARKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_CLOSERS = "\"'”’»›)]}】」』"
_OPENERS = "\"'“‘«‹([{【「『„‚¿¡"
_STOPS = ".!?…‽"
_FULL_STOPS = "。！？؟۔।॥։።។။｡"  # need no space after them
_MARKERS = "-•*·▪◦–—‣●○■□➤►✓"

# Never the end of a sentence: a name or number follows.
_BEFORE_NAMES = frozenset(
    "mr mrs ms messrs dr prof gen lt col sgt cpl capt cmdr maj brig adm adml rear-adm pvt pfc cpt sen rep gov pres "
    "hon rev fr st ste mt ft sr. supt det insp ald amb min. msgr jr-gen lt-gen lt-col maj-gen brig-gen vs v cf fig "
    "vol approx ca al-".split()
)
# The end only if the next word often begins a sentence.
_OFTEN_WITHIN = frozenset(
    "inc corp co ltd llc bros jr sr esq etc al dept dist univ assn ave blvd rd hwy calif fla ariz colo conn ill kan "
    "ky mich minn mont nev okla tenn tex wis wyo ala neb del penn ga va vt md pa ind jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun govt intl natl est ext min max op".split()
)
# The end unless a number follows.
_BEFORE_NUMBERS = frozenset("no nos pp p art para sec sect ch jan feb mar apr jun jul aug sep sept oct nov dec".split())
_AFTER_CLOCK = frozenset("a.m p.m".split())
_CLOCK_GOES_ON = frozenset(
    "gmt utc est edt cst cdt mst pst pdt bst cet cest eet msk ist local monday tuesday wednesday thursday friday "
    "saturday sunday jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december".split()
)
_STARTERS = frozenset(
    "the a an in on at by for from with after before during since until while when where as if although though however "
    "but and or so yet he she it they we i you his her its their our this that these those there here what who which "
    "how why no not one two three several many most some all both each another other earlier later last meanwhile "
    "according officials police witnesses residents no-one nobody also then now since despite following".split()
)

_BYLINE = (
    r"^[\W_]{0,3}(?:(?:reporting|writing|editing|additional reporting|compiled|edited|written|reported) by\b"
    r"|by:? (?:[A-Z][\w.'’-]*|and|de|van|von|al|bin|in|the|of|for)(?:,? (?:[A-Z][\w.'’-]*|and|de|van|von|al|bin|in|the|of|for))"
    r"{0,12}$|(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? .{0,60}\d|dated?: .{0,60}\d"
    r"|(?:correspondent|staff (?:writer|reporter)|news ?desk|our correspondent)s?\b.{0,40}$)"
)
_BOILERPLATE = (
    r"^[\W_]{0,3}(?:read (?:more|also|next|the full)|also read|see also|more:|subscribe|sign (?:up|in)|log in|follow us"
    r"|share (?:this|on|via)|advertisement|sponsored|copyright|©|all rights reserved|related(?: articles?| stories)?:?$"
    r"|related:|click here|watch:|listen:|photos?:|pictures?:|image:|video:|file (?:photo|picture|image)|credit:"
    r"|(?:join|get) our newsletter|terms of (?:use|service)|privacy policy|cookie|we use cookies|donate|support us"
    r"|most (?:read|viewed|popular)|trending|print this|email this|recommended|comments?$|loading|skip to)\b"
    r"|(?:\bAP Photo|Getty Images|/AFP|/Reuters|\bEPA|File Photo|Handout)[\w./ -]{0,40}[\])]?\.?$"
)
_DATE_ONLY = (
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}\.?,? \d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)(?:[ ,|-]{1,3}\d{1,2}[:.]\d\d.{0,12})?$"
)


@cache
def _pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compiled when first used, so that importing this module costs nothing."""
    return re.compile(source, flags)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, heading or item: where it stands in the text, and whether a list marker opens it."""

    start: int
    end: int
    marked: bool


def split(document: Document) -> tuple[Sentence, ...]:
    """The document's sentences in text order; empty for a text of white space only."""
    text = document.text
    units = tuple(_units(text))
    shouted = _is_shouted(text)
    kinds = [_kind(document, units, at, shouted=shouted) for at in range(len(units))]
    sentences: list[Sentence] = []
    heading: int | None = None
    for paragraph, (unit, kind) in enumerate(zip(units, kinds, strict=True)):
        if kind is SentenceKind.HEADING:
            heading = None
        elif kind is not SentenceKind.ITEM and heading is not None and sentences[heading].kind is SentenceKind.BODY:
            heading = None  # what a colon announced ends with the list
        first = len(sentences)
        for start, end in _cut_long(text, _sentence_spans(text, unit)):
            under = heading if kind in {SentenceKind.BODY, SentenceKind.ITEM} else None
            sentences.append(Sentence(Span(start, end), len(sentences), paragraph, kind, under))
        announces = (
            kind is SentenceKind.BODY and text[unit.end - 1] == ":" and _next_is(kinds, paragraph, SentenceKind.ITEM)
        )
        if kind is SentenceKind.HEADING:
            heading = first
        elif announces:
            heading = len(sentences) - 1
    return tuple(sentences)


def _next_is(kinds: list[SentenceKind], at: int, kind: SentenceKind) -> bool:
    return at + 1 < len(kinds) and kinds[at + 1] is kind


# ------------------------------------------------------------------------------------------------------------- units


def _units(text: str) -> Iterator[_Unit]:
    """Lines joined where they were only wrapped: the next word would not have fitted, or it goes on in lower case."""
    for block in _blocks(text):
        width = max(end - start for start, end in block)
        wraps = NARROWEST_WRAP <= width <= WIDEST_WRAP and (len(block) > 2 or width >= 60)
        start, end = block[0]
        marked = _opens_item(text, start, end)
        for (before_start, before_end), (line_start, line_end) in pairwise(block):
            item = _opens_item(text, line_start, line_end)
            full = wraps and before_end - before_start + 1 + _first_word_length(text, line_start, line_end) > width
            goes_on = text[line_start].islower() and not _ends_with_stop(text, before_end)
            if not item and (full or goes_on):
                end = line_end
                continue
            yield _Unit(start, end, marked)
            start, end, marked = line_start, line_end, item
        yield _Unit(start, end, marked)


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of trimmed lines between blank lines."""
    block: list[tuple[int, int]] = []
    last = 0
    for line in _pattern(f"[^{_LINE_MARKS}]+").finditer(text):
        content = line.group()
        bare = content.strip()
        breaks = text.count("\r\n", last, line.start())
        blank = not bare or line.start() - last - breaks > 1
        last = line.end()
        if blank and block:
            yield block
            block = []
        if bare:
            start = line.start() + len(content) - len(content.lstrip())
            block.append((start, start + len(bare)))
    if block:
        yield block


def _opens_item(text: str, start: int, end: int) -> bool:
    """Reads "- x", "• x", "1. x", "2) x", "(a) x", ". x": a list marker, then a space and more words."""
    head = text[start : min(end, start + 8)]
    return (
        _pattern(rf"(?:[{re.escape(_MARKERS)}.]|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)])\s+\S").match(head) is not None
    )


def _first_word_length(text: str, start: int, end: int) -> int:
    space = text.find(" ", start, min(end, start + WIDEST_WRAP))
    return (space if space >= 0 else end) - start


def _ends_with_stop(text: str, end: int) -> bool:
    """Whether the last character before ``end``, closing quotes aside, ends a sentence."""
    at = end - 1
    while at > end - 4 and at > 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] in _STOPS or text[at] in _FULL_STOPS


# ------------------------------------------------------------------------------------------------------------- kinds


def _is_shouted(text: str) -> bool:
    """Whether the text is written in capitals, as old wire copy is; then capitals say nothing about headings."""
    letters = [char for char in text[:4_000] if char.isalpha()]
    return len(letters) > 200 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _kind(document: Document, units: tuple[_Unit, ...], at: int, *, shouted: bool) -> SentenceKind:
    unit = units[at]
    line = document.text[unit.start : min(unit.end, unit.start + 400)]
    short = unit.end - unit.start <= LONGEST_BYLINE
    if at == 0 and _same_words(line, document.title):
        return SentenceKind.TITLE
    if short and _pattern(_BYLINE, re.IGNORECASE if shouted else 0).match(_lower_opening(line)):
        return SentenceKind.BYLINE
    if short and (_pattern(_DATE_ONLY).match(line) or _pattern(_DATE_ONLY, re.IGNORECASE).match(line)):
        return SentenceKind.BYLINE
    if short and _pattern(_BOILERPLATE, re.IGNORECASE).search(line):
        return SentenceKind.BOILERPLATE
    if unit.marked:
        return SentenceKind.ITEM
    alone = at + 1 == len(units)
    if alone or _ends_with_stop(document.text, unit.end):
        return SentenceKind.BODY
    if at == 0 and unit.end - unit.start <= LONGEST_TITLE and not line.endswith(":") and not _has_dateline(line):
        return SentenceKind.TITLE
    return SentenceKind.HEADING if _is_heading(line, unit, shouted=shouted) else SentenceKind.BODY


def _lower_opening(line: str) -> str:
    """Reads "Reporting By …" and "BY …" open bylines as "by" does; the names after it keep their capitals."""
    return _pattern(r"^[\W_]{0,3}(?:\w+ ){0,2}\w+").sub(lambda opening: _small_by(opening.group()), line, count=1)


def _small_by(opening: str) -> str:
    words = opening.split(" ")
    known = {"by", "reporting", "writing", "editing", "additional", "compiled", "edited", "written", "reported"}
    known |= {"published", "updated", "posted", "date", "dated", "last", "first", "modified", "staff", "correspondent"}
    return " ".join(word.lower() if word.lower().strip("(*_") in known else word for word in words)


def _has_dateline(line: str) -> bool:
    """Reads "BAGHDAD (Reuters) - …", "SANAA, Jan. 12 — …": words in capitals, then a dash."""
    return (
        _pattern(r"[A-Z][A-Z'’. -]{2,40}(?:,[^-–—]{0,40})?(?:\([^)]{1,40}\))?\s*(?:-{1,2}|–|—)\s").match(line)
        is not None
    )


def _same_words(line: str, title: str) -> bool:
    words = _pattern(r"\w+")
    return bool(title) and words.findall(line.casefold()) == words.findall(title.casefold()[:400])


def _is_heading(line: str, unit: _Unit, *, shouted: bool) -> bool:
    """A short line without a final stop that is in capitals, in title case, very short, or marked with # signs."""
    if unit.end - unit.start > LONGEST_HEADING or line.endswith((",", ";")):
        return False
    if line.startswith("#"):
        return True
    words = line.split()
    if len(words) <= PLAIN_HEADING_WORDS:
        return True
    if len(words) > HEADING_WORDS:
        return False
    capitals = sum(word[0].isupper() for word in words if word[0].isalpha() and len(word) > 3)
    long_words = sum(word[0].isalpha() and len(word) > 3 for word in words)
    return not shouted and capitals >= 0.8 * long_words


# --------------------------------------------------------------------------------------------------------- sentences


def _sentence_spans(text: str, unit: _Unit) -> Iterator[tuple[int, int]]:
    """The trimmed spans between sentence ends of one unit."""
    start = unit.start
    skip_to = unit.start + _marker_length(text, unit)
    closers = re.escape(_CLOSERS)
    stop = _pattern(f"(?:[{re.escape(_STOPS)}]+|[{_FULL_STOPS}]+)[{closers}]*")
    for mark in stop.finditer(text, unit.start, unit.end):
        if mark.start() < skip_to or mark.end() >= unit.end or not _ends_sentence(text, start, mark, unit.end):
            continue
        yield start, mark.end()
        start = mark.end()
        while text[start].isspace():
            start += 1
    yield start, unit.end


def _marker_length(text: str, unit: _Unit) -> int:
    """How many characters the list marker takes; a numbered item's full stop ends nothing."""
    if not unit.marked:
        return 0
    head = text[unit.start : min(unit.end, unit.start + 8)]
    return len(head) - len(head.lstrip(_MARKERS + ".()0123456789abcdefghijklmnopqrstuvwxyz").lstrip())


def _ends_sentence(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Whether the stop at ``mark`` ends the sentence that began at ``start``; ``mark`` ends before ``end``."""
    signs = mark.group()
    if signs[0] in _FULL_STOPS:
        return True
    if not text[mark.end()].isspace():
        return _runs_on(text, mark, end)
    following = _following(text, mark.end(), end)
    if not following:
        return True
    first = following.lstrip(_OPENERS)[:1] or following[0]
    if first.islower():
        return False
    before = _last_word(text, start, mark.start())
    if signs[0] != "." or signs.startswith(".."):
        return not (signs[0] == "." and first in ",;:)")
    return not _is_abbreviation(before, following.lstrip(_OPENERS))


def _runs_on(text: str, mark: re.Match[str], end: int) -> bool:
    """A missing space: "…was hit.The army …"."""
    before = text[max(0, mark.start() - 3) : mark.start()]
    after = text[mark.end() : min(end, mark.end() + 2)]
    return (
        len(before) == 3
        and before.isalpha()
        and before.islower()
        and len(after) == 2
        and after[0].isupper()
        and (after[1].islower() or after[1] == " ")
    )


def _following(text: str, at: int, end: int) -> str:
    """The next word, at most 24 characters of it."""
    while at < end and text[at].isspace():
        at += 1
    word = text[at : min(end, at + 24)].split(maxsplit=1)
    return word[0] if word else ""


def _last_word(text: str, start: int, at: int) -> str:
    """The word before ``at``, without the brackets and quotes that open it."""
    piece = text[max(start, at - 24) : at]
    words = piece.split()
    if not words or piece[-1].isspace():
        return ""
    return words[-1].lstrip(_OPENERS + "—–").casefold()


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after ``before`` belongs to an abbreviation, given the word that follows."""
    after = following.rstrip(",.;:!?)\"'”’").casefold()
    starts = after in _STARTERS
    if not before:
        return False
    if following[:1].isdigit():
        return before in _BEFORE_NUMBERS or before in _BEFORE_NAMES or before in _OFTEN_WITHIN
    if before in _BEFORE_NAMES:
        return True
    if len(before) == 1 and before.isalpha():
        return not starts or before not in {"i", "a"}
    if before in _AFTER_CLOCK:
        return after in _CLOCK_GOES_ON or not following[:1].isalnum()
    if before in _OFTEN_WITHIN or ("." in before and _pattern(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}").fullmatch(before)):
        return not starts
    return False


def _cut_long(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences as they are, but for absurdly long ones, which are cut at the best place in reach."""
    for whole_start, end in spans:
        start = whole_start
        while end - start > LONGEST_SENTENCE:
            limit = start + LONGEST_SENTENCE
            half = start + LONGEST_SENTENCE // 2
            cut = max(text.rfind("; ", half, limit), -1)
            for sign in (", ", " "):
                cut = cut if cut >= 0 else text.rfind(sign, half, limit)
            cut = cut + 1 if cut >= 0 else limit
            piece = text[start:cut]
            trimmed = piece.rstrip()
            if trimmed:
                yield start, start + len(trimmed)
            start = cut
            while text[start].isspace():
                start += 1
        yield start, end
