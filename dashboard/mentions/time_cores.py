"""Time expressions as they stand in a sentence, told from names, numbers and verbs that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.mentions import timewords
from dashboard.mentions.timewords import before
from dashboard.model import Span

_MODIFIERS = (
    r"(?:early|late|earlier|later|mid|the (?:early|small|late) hours|the (?:start|end|beginning|middle|night|evening|morning))"
    r"(?:[ -](?:on|in|of|this|last))?(?: the)?[ -]"
)
# "the 2016 attack" tells when an event was, "the 2016 peace deal" only names a thing
_EVENT_OF_YEAR = re.compile(
    r" (?:\w+ )?(?:attacks?|bombings?|massacres?|killings?|raids?|war|invasion|battle|siege|offensive|uprising|coup|clashes|strikes?|shooting|assault|ambush|protests?)\b"
)
_NAMED_BY_DATE = re.compile(
    r" (?:\w+ )?(?:agreement|deal|accords?|treaty|resolution|elections?|vote|polls|referendum|constitution|law|census|memorandum|summit|conference|"
    r"decree|protocol|declaration|budget|deadline|movement|communiqu[eé])\b"
)
_DATED = frozenset({"day_month", "month_day", "month"})
_COUNTED_NOUNS = re.compile(
    r"[-–]?\w|s\b| (?:people|civilians|troops|soldiers|men|women|children|fighters|families|homes|km|miles)\b"
)
_PAPERS = re.compile(r" (?:Times|Telegraph|Mirror|Mail|Express|Herald|Tribune|Post|World|Sun|Night Live)\b")


@dataclass(frozen=True, slots=True)
class Core:
    """A time expression as found: its kind, its words, and the words before it in its sentence."""

    kind: str
    start: int
    end: int
    words: str
    before: str


def cores_of(text: str, span: Span) -> tuple[Core, ...]:
    """The time expressions of a stretch of text, in order."""
    return tuple(_find_cores(text, span))


def _find_cores(text: str, span: Span) -> Iterator[Core]:
    for kind, match in timewords.find_cores(text, span.start, span.end):
        ahead = text[max(span.start, match.start() - 40) : match.start()]
        core = Core(kind, match.start(), match.end(), match.group(), ahead)
        if _is_time(core, text[match.end() : min(span.end, match.end() + 40)]):
            yield core


def _is_time(core: Core, after: str) -> bool:
    """Bare months, seasons and years need words around them that speak of time; weekdays must not be part of a name."""
    bare = not core.words[-1].isdigit()
    if core.kind in _DATED and before(r"the ").search(core.before) and _NAMED_BY_DATE.match(after):
        return False  # "the 12 May 2011 agreement"
    if core.kind == "month" and bare:
        return _is_month(core, after)
    if core.kind == "season" and bare:
        return before(r"(?:last|this|in the|during the|early|late) ").search(core.before) is not None
    if core.kind == "year":
        return _is_year(core, after)
    if core.kind == "weekday":
        named = before(r"(?:bloody|easter|palm|black|good|super|ash|cyber|holy|great) ").search(core.before)
        return named is None and _PAPERS.match(after) is None
    return True


def _is_month(core: Core, after: str) -> bool:
    opened = rf"(?:in|since|during|of|by|until|till|from|through|to|last|this|next|before|after|and|between|{_MODIFIERS[:-4]})\s*(?:the )?[ -]"
    ordinals = rf"(?:\d+(?:st|nd|rd|th)|first|{'|'.join(timewords.COUNTED)}|\w+teenth|twent\w+|thirt\w+) of "
    if core.words.rstrip(".").lower() not in timewords.MONTHS or before(ordinals).search(core.before):
        return False  # a hall named "Seventh of April"
    return before(opened).search(core.before) is not None and not after.startswith(("-", "’", "'", " |"))


def _is_year(core: Core, after: str) -> bool:
    opened = r"(?:in|during|since|of|by|until|till|from|to|through|before|after|early|late|mid|the|year|and|between)(?: the)?[ -]"
    if before(r"the ").search(core.before) and _EVENT_OF_YEAR.match(after) is None:
        return False
    return before(opened).search(core.before) is not None and _COUNTED_NOUNS.match(after) is None
