"""When things happened: time expressions, resolved to whole days.

    cores (timewords) -> weekday + date, ranges joined -> each read against the reference date, the story's last date
    and the years the text names

The reference date is the document's publication date, or the date in its dateline, byline or address. Without either, and with
no year in the text, a date stays unknown: its ``period`` is ``None``. It is never the publication date in silence.

Rules, as ``TimeMention.rule`` names them: the kinds of core (``iso`` ``numeric`` ``day_month`` ``month_day`` ``month``
``weekday`` ``ordinal`` ``season`` ``fixed`` ``ago`` ``past`` ``anchored`` ``relative`` ``year``), ``range`` for two joined ones,
``named`` for attacks called by their date, ``recalled`` for "a week after" that counts back from the story, ``since`` for a start with no end (it runs to the reference date), and
``dateline`` for the date of writing, which is an anchor and no event's date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dashboard.mentions import timewords
from dashboard.mentions.clock import Clock, precision_of
from dashboard.mentions.date_frames import for_days, within_last
from dashboard.mentions.reading_dates import read_core
from dashboard.mentions.time_cores import Core, cores_of
from dashboard.model import Document, Period, Sentence, SentenceKind, Span, TimeMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATELINE_REACH = 110  # characters into the first body sentence
SINCE_REACH = 80  # characters from "since" to the day on which something began
SAME_ISSUE = 10  # days between dateline and publication beyond which the dateline is some other date
_DAYS = frozenset({"weekday", "day_month", "month_day", "iso", "numeric", "relative"})
_SAID = re.compile(r"\b(?:said|told|announced|reported|reporters|confirmed)\b.{0,14}$")
_REPORTED_ON = re.compile(r"\b(?:reported|wrote|said|published)\b(?: in its issue)? (?:of|on) $")
_HEADINGS = frozenset({SentenceKind.TITLE, SentenceKind.HEADING, SentenceKind.BYLINE})
_SINCE_BEGAN = re.compile(
    r"\bsince\b[^.;,]{3,70}\b(?:began|begun|started|start|beginning|broke out|erupted|was launched)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_LINE_OF_LOG = re.compile(
    r"[-•*]?\s*((?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:GMT|UTC|[ECW]E?S?T|hrs|[ap]\.?m\.?))?)(?=\s*[—–:|-]|\s+[A-Z“\"])"
)
# "The raid |came a week after| gunmen had killed …": the story's day is that of the raid
_CAME = re.compile(
    r"\b(?:came|comes|coming|happened|occurred|took place|was carried out|was launched|followed)\s(?:(?:just|only|barely|about|nearly|almost|some|exactly|"
    r"more than|less than|a little over)\s){0,2}$",
    re.IGNORECASE,
)
# days of the week that name a custom and not one day: "during Sunday Mass", "after Friday prayers"
_CUSTOM = re.compile(r" (?:Mass|prayers?|services?|worship|sermon|school|market|bazaar)\b", re.IGNORECASE)
# "the biggest march since |May 2019, when soldiers fired …", "shut since |4 March after bullets hit …": that time itself
_WHEN = re.compile(r",? (?:when|after|following)\b")
LONG_AGO = 31  # days before the day of writing from which a story is no news, and its custom's day not last week's
_JOINS = r"\s*(?:[-–—]|to|until|till|through|into|and into)\s*(?:the )?(?:(?:early|late)(?: on)? )?(?:the (?:early|small) hours of )?"


def find_times(document: Document, sentences: Sequence[Sentence]) -> tuple[TimeMention, ...]:
    """The time expressions of the document in text order; none overlaps another."""
    clock = _of_page(document)
    found = [(sentence, cores_of(document.text, sentence.span)) for sentence in sentences]
    dateline = _dateline(document, sentences)
    clock = _set_by_dateline(clock, found, dateline)
    clock = replace(
        clock, years=tuple(_years(cores for _, cores in found)), day_first=_day_first(cores for _, cores in found)
    )
    mentions: list[TimeMention] = []
    lines = _lines_of_log(document, sentences)
    day = clock.reference  # that of the lines of a log: the one its last heading names, or else the day of writing
    for sentence, cores in found:
        if sentence.index in lines and day is not None:
            mentions.append(TimeMention(lines[sentence.index], sentence.index, Period(day, day, 1), "clock"))
        for mention in _of_sentence(document.text, sentence, cores, clock):
            period = mention.period
            if sentence.kind in _HEADINGS and period is not None and period.precision == 1:
                day = period.first
            writing = sentence.kind is SentenceKind.BYLINE or (dateline is not None and dateline.covers(mention.span))
            if period is not None and mention.rule not in {"since", "recalled"} and not writing:
                clock = clock.after(period)
            mentions.append(replace(mention, rule="dateline") if writing else mention)
    return tuple(mentions)


def _of_sentence(text: str, sentence: Sentence, cores: Sequence[Core], clock: Clock) -> Iterator[TimeMention]:
    """The times of a sentence in order, each read with the clock that the ones before it have set."""
    groups = [g for g in _groups(text, cores) if not _of_custom(text, g[0], clock)]
    for group in groups:
        at = clock
        if _counts_back(text, sentence, group[0]):
            others = [
                _read(text, sentence, g, clock)
                for g in groups
                if g is not group and g[0].kind in _DAYS and not _SAID.search(g[0].before)
            ]
            days = [m.period for m in others if m.period is not None and m.period.precision == 1]
            if len(days) == 1:
                at = replace(clock, anchor=days[0].first, back=True)
            elif not days and _CAME.search(group[0].before) is not None:
                at = replace(clock, back=True)
        mention = _read(text, sentence, group, at)
        if at.back:  # it leaves the story's day where it was
            mention = replace(mention, rule="recalled")
        elif mention.period is not None and mention.rule != "since":
            clock = clock.after(mention.period)
            dated = mention.period.precision == 1 and re.search(r"\d{4}", group[0].words) is not None
            if dated and _REPORTED_ON.search(group[0].before):  # "… reported on 15 July 2006 that a bomb on Saturday …"
                clock = replace(clock, reference=mention.period.first)
        yield mention


def _counts_back(text: str, sentence: Sentence, core: Core) -> bool:
    """Reads "on Tuesday, a week after |a bomber killed 22": the words after it tell what was a week before Tuesday; those after
    "a week before" what was, or would be, a week later.
    """
    follows = text[core.end : min(sentence.span.end, core.end + 2)]
    pointing = re.match(r" (?:that|this|it)\b", text[core.end : core.end + 6])
    after = core.kind == "ago" and core.words.lower().endswith((" after", " before"))
    return after and follows[:1] == " " and follows[1:].isalnum() and pointing is None


def _of_custom(text: str, core: Core, clock: Clock) -> bool:
    """Reads "the cathedral that was bombed in January 2019 … during |Sunday| Mass": some Sunday of the old story."""
    if core.kind != "weekday" or clock.era is None or clock.reference is None or _CUSTOM.match(text, core.end) is None:
        return False
    return (clock.reference - clock.era.last).days > LONG_AGO


def _of_page(document: Document) -> Clock:
    """The clock set by the publication date; else by the date in the page's address ("/2024/05/13/", "/2024/05/")."""
    if document.published is not None or document.source.url is None:
        return Clock(document.published)
    match = re.search(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?=[/-])", document.source.url)
    if match is None:
        return Clock(None)
    year, month = int(match.group(1)), int(match.group(2))
    last = monthrange(year, month)[1]
    if match.group(3):
        return Clock(date(year, month, min(int(match.group(3)), last)))
    return Clock(None, month=Period(date(year, month, 1), date(year, month, last), 4))


# ------------------------------------------------------------------------------------------------------------ groups


def _groups(text: str, cores: Sequence[Core]) -> list[tuple[Core, ...]]:
    """Cores joined where two make one time: "Tuesday, Jan. 9", "from Monday to Wednesday", "overnight into Friday"."""
    groups: list[tuple[Core, ...]] = []
    for core in cores:
        if groups and len(groups[-1]) == 1 and _joined(groups[-1][0], core, text[groups[-1][-1].end : core.start]):
            groups[-1] = (*groups[-1], core)
        else:
            groups.append((core,))
    return groups


def _joined(first: Core, second: Core, between: str) -> bool:
    if len(between) > 40:
        return False
    dated = {"day_month", "month_day", "iso", "numeric"}
    kinds = (first.kind, second.kind)
    weekday_and_date = "weekday" in kinds and not dated.isdisjoint(kinds)
    if second.kind == "relative" and timewords.between(r",?\s+").fullmatch(between) is not None:
        unit = second.words.lower().split()[-1]
        of_week = first.kind == "weekday" and unit == "week"
        return of_week or (unit == "year" and first.kind in {"day_month", "month_day", "month", "season"})
    if kinds == ("weekday", "ordinal"):
        return timewords.between(r",?\s+").fullmatch(between) is not None
    if weekday_and_date and timewords.between(r",?\s+(?:the )?|\s*\(\s*|,\s*").fullmatch(between):
        return True
    if first.words.lower() == "overnight" and second.kind == "weekday":
        return timewords.between(r"\s+(?:(?:in|on)?to |on |from |into )?").fullmatch(between) is not None
    if not (first.kind == second.kind or set(kinds) <= dated | {"month", "weekday"}):
        return False
    if first.kind in {"relative", "ago", "anchored", "past", "fixed", "season"}:
        return False
    if timewords.between(_JOINS).fullmatch(between):
        return True
    opened = timewords.before(r"(?:between|(?:the )?night of)(?: the)?(?: early| late)? ").search(first.before)
    pair = first.kind == second.kind == "weekday" or opened is not None
    return pair and timewords.between(r"\s+and\s+(?:on |early |late |the )?").fullmatch(between) is not None


# ----------------------------------------------------------------------------------------------------------- reading


def _read(text: str, sentence: Sentence, group: tuple[Core, ...], clock: Clock) -> TimeMention:
    span = Span(group[0].start, group[-1].end)
    if len(group) == 2:
        return TimeMention(span, sentence.index, _read_pair(group[0], group[1], clock), "range")
    core = group[0]
    named = _named(text, core, clock)
    if named is not None:
        return TimeMention(span, sentence.index, named, "named")
    period = for_days(read_core(core.kind, core.words, core.before, clock), core.before)
    since = timewords.before(r"since(?: the| at least| early| mid| late)*[ -]").search(core.before)
    if since is not None and _WHEN.match(text, span.end) is not None:
        since = None
    ahead = text[max(sentence.span.start, span.start - SINCE_REACH) : span.start]
    if since is None and _SINCE_BEGAN.search(ahead) is None:
        return TimeMention(span, sentence.index, period, core.kind)
    if period is not None and clock.reference is not None and period.first <= clock.reference:
        period = Period(period.first, clock.reference, precision_of(period.first, clock.reference))
    return TimeMention(span, sentence.index, period, "since")


def _read_pair(first: Core, second: Core, clock: Clock) -> Period | None:
    """Two cores that make one time."""
    if second.kind == "relative":
        return within_last(first.kind, first.words, first.before, second.words, clock)
    if second.kind == "ordinal":
        return read_core(second.kind, second.words, second.before, clock.on_weekday(first.words))
    dated = {"day_month", "month_day", "iso", "numeric"}
    if first.kind == "weekday" and second.kind in dated:
        return read_core(second.kind, second.words, second.before, clock.on_weekday(first.words))
    if second.kind == "weekday" and first.kind in dated:
        return read_core(first.kind, first.words, first.before, clock.on_weekday(second.words))
    last = read_core(second.kind, second.words, second.before, clock)
    if last is None:
        return None
    if first.words.lower() == "overnight":
        into = re.search(r"to\s+$", second.before) is not None
        begin = last.first - timedelta(days=1) if into else last.first
        return Period(begin, begin + timedelta(days=1), 2)
    begins = read_core(first.kind, first.words, first.before, clock.not_after(last.last))
    if begins is None or begins.first > last.last:
        return last
    return Period(begins.first, last.last, precision_of(begins.first, last.last))


def _named(text: str, core: Core, clock: Clock) -> Period | None:
    """Reads "the 7 October attack": its year is known, whatever the year of publication."""
    if core.kind not in {"day_month", "month_day"} or re.search(r"\d{4}$", core.words):
        return None
    if timewords.NAMED_AFTER.match(text, core.end) is None:
        return None
    month = re.search(r"[A-Za-z]{3,}", core.words)
    number = re.search(r"\d+", core.words)
    if month is None or number is None:
        return None
    key = (timewords.MONTHS.get(month.group().lower(), 0), int(number.group()))
    year = timewords.NAMED_DAYS.get(key)
    if year is None or (clock.reference is not None and clock.reference < date(year, *key)):
        return None
    return Period(date(year, *key), date(year, *key), 1)


# ---------------------------------------------------------------------------------------------------------- dateline


def _dateline(document: Document, sentences: Sequence[Sentence]) -> Span | None:
    """Where "BAGHDAD, Jan. 20 (Reuters) —" stands, if the first body sentence opens with one."""
    first = next((s for s in sentences if s.kind in {SentenceKind.BODY, SentenceKind.ITEM}), None)
    if first is None:
        return None
    head = document.text[first.span.start : min(first.span.end, first.span.start + DATELINE_REACH)]
    match = re.match(
        r"[“\"(]?[A-Z][A-Z'’./ -]{2,40}(?:\([A-Z ]{2,24}\))?(?:, ?[A-Z][\w.' -]{1,24}){0,2}[,:]?\s[^—–\n]{0,40}?(?:—|–|--|\s-\s)",
        head,
    ) or re.match(
        r"[A-Z][\w'’ -]{2,30}(?:, [A-Z][\w' -]{2,20})?,? \(?[\w., ]{5,24}\)?(?: \([\w/ .-]+\))? ?(?:—|–|--|\s-\s)", head
    )
    return Span(first.span.start, first.span.start + match.end()) if match else None


def _set_by_dateline(clock: Clock, found: Sequence[tuple[Sentence, tuple[Core, ...]]], dateline: Span | None) -> Clock:
    """The reference date from a byline or dateline, where it is complete or close to the publication date."""
    for sentence, cores in found:
        for core in cores:
            placed = dateline is not None and dateline.start <= core.start and core.end <= dateline.end
            if not placed and sentence.kind is not SentenceKind.BYLINE:
                continue
            period = read_core(core.kind, core.words, core.before, clock)
            if period is None or period.precision != 1 or core.kind in {"relative", "anchored", "ago", "ordinal"}:
                continue
            if clock.reference is None or abs((period.first - clock.reference).days) <= SAME_ISSUE:
                return replace(clock, reference=period.first)
    return clock


def _years(found: Iterable[tuple[Core, ...]]) -> Iterable[int]:
    """The years the text names with a month or day, in text order."""
    for cores in found:
        for core in cores:
            if core.kind in {"day_month", "month_day", "month", "iso", "numeric"}:
                year = re.search(r"(?:19|20)\d\d", core.words)
                if year:
                    yield int(year.group())


def _lines_of_log(document: Document, sentences: Sequence[Sentence]) -> dict[int, Span]:
    """Where the clock times of a live page stand, if two lines or more open with one: they are of the day of writing."""
    found = {}
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if before is None or before.paragraph != sentence.paragraph:
            match = _LINE_OF_LOG.match(document.text, sentence.span.start, sentence.span.end)
            if match is not None:
                found[sentence.index] = Span(match.start(1), match.end(1))
    return found if len(found) > 1 else {}


def _day_first(found: Iterable[tuple[Core, ...]]) -> bool | None:
    """Does the text write 18/10/2023 or 10/18/2023? ``None`` where none of its dates tells."""
    for cores in found:
        for core in cores:
            parts = re.findall(r"\d+", core.words) if core.kind == "numeric" else []
            if len(parts) == 3 and max(int(parts[0]), int(parts[1])) > 12:
                return int(parts[0]) > 12
    return None
