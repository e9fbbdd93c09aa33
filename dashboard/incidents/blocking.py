"""Which reports are worth comparing: keys of kind, day and area, so that merging grows near-linearly.

Two reports of exact places meet in a grid cell; a vaguer one meets others in its province, by its very place, or in its
country by a word of who acted. Copies of a text that got other days or places meet by the sentences they share. What meets
by no key is never compared, so each rule of ``likeness`` that may link two reports needs its key here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b
from math import ceil, cos, floor, radians

from dashboard.incidents.duplicates import sentences_told
from dashboard.incidents.likeness import EXACT, NEAR_KM, family, is_wide, named_dead, words_of
from dashboard.model import Document, Location, Period, Report

LONGEST_DAYS = 31  # a vaguer date (a season, a year) is no ground for a link
CELL = 0.5  # degrees, about 55 km: twice the distance within which exact places are one, so that few cells are needed
SEA_CELL = 3.0  # degrees; with its neighbours wider than the largest sea we would join by
KM_PER_DEGREE = 111.2
UNDATED, FULL, VAGUE = "-", "full", "vague"


def block_keys(report: Report, document: Document | None = None) -> tuple[str, ...]:
    """Keys by which two reports meet (``met_by``) whenever ``linked`` could be true of them.

    Without its document a report has no keys of its sentences, by which copies meet.
    """
    told = dict.fromkeys(sentences_told(report, document))
    how = _how_told(report)
    heads = (blake2b(words.encode("utf-8", "replace"), digest_size=9).hexdigest() for words in told)
    return (*account_keys(report), *(f"told|{head}|{tail}" for head in heads for tail in how))


def met_by(key: str) -> tuple[str, ...]:
    """The keys of those reports that one with this key is to be compared with; ``*`` at the end stands for any ending.

    A key of an account meets itself. A sentence that thousands of texts share ("the figures could not be confirmed")
    makes nobody compare all of them: two kinds of event, or days apart, are not one, and of two that are dated and placed
    exactly an account has a key.
    """
    if not key.startswith("told|"):
        return (key,)
    head, day, how = key.rsplit("|", 2)
    if day == UNDATED:
        return (f"{head}|*",)
    near = [date.fromisoformat(day) + timedelta(days=n) for n in (-1, 0, 1)]
    others = (VAGUE,) if how == FULL else (FULL, VAGUE)
    return (*(f"{head}|{one}|{other}" for one in near for other in others), f"{head}|{UNDATED}|{VAGUE}")


def is_full(report: Report) -> bool:
    """Dated and placed so exactly that it shares a key of its account with each like it that may be of one event?"""
    place = report.place.value if report.place else None
    if place is None or place.where_prec > EXACT or not place.place.admin or report.period is None:
        return False
    return _is_short(report.period.value)


def _how_told(report: Report) -> list[str]:
    """Kind, day, and whether fully told: what two reports must agree in to be compared for a sentence that they share."""
    kind, how = _kind(report), FULL if is_full(report) else VAGUE
    if report.period is None or not _is_short(report.period.value):
        return [f"{kind}|{UNDATED}|{VAGUE}"]
    period = report.period.value
    days = (period.last - period.first).days + 1
    return [f"{kind}|{period.first + timedelta(days=n)}|{how}" for n in range(days)]


def _is_short(period: Period) -> bool:
    return (period.last - period.first).days < LONGEST_DAYS


def _kind(report: Report) -> str:
    return "ongoing" if report.ongoing else family(report)


def account_keys(report: Report) -> Iterator[str]:
    """Those of its account: the same for all reports that give it."""
    kind = _kind(report)
    yield from (f"dead|{name}" for name in sorted(named_dead(report)))
    if report.place is None:
        return
    if report.ongoing:
        yield from sorted({f"{kind}|{area}" for area in _areas(report)})
        return
    if report.period is None:
        yield f"{kind}|undated|{report.place.value.place.id}"
        return
    period = report.period.value
    if _is_short(period):
        days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 2)]
        areas = sorted(set(_areas(report)))
        yield from (f"{kind}|{day}|{area}" for day in days for area in areas)


def _areas(report: Report) -> Iterator[str]:
    """Cells for an exact place; province, country and actor for what a vague one may lie in; wide cells at sea."""
    if report.place is None:
        return
    location = report.place.value
    place = location.place
    if location.where_prec <= EXACT:
        yield from _cells(location)
    else:
        yield f"id:{place.id}"
    if place.admin:
        yield f"in:{place.admin}"
    if place.country:
        for word in sorted(words_of([cited.value.name for cited in report.actors])):
            yield f"{place.country}:{word}"
    if is_wide(location):
        yield from _sea_cells(location)


def _cells(location: Location) -> Iterator[str]:
    """The cells that the circle within which places are one reaches into: two such circles that overlap share one."""
    reach = NEAR_KM / 2 / KM_PER_DEGREE
    across = min(180.0, reach / max(0.05, cos(radians(location.latitude))))
    columns = int(360 / CELL)
    for row in range(floor((location.latitude - reach) / CELL), ceil((location.latitude + reach) / CELL)):
        for column in range(floor((location.longitude - across) / CELL), ceil((location.longitude + across) / CELL)):
            yield f"c{row}:{column % columns}"


def _sea_cells(location: Location) -> Iterator[str]:
    row, column = floor(location.latitude / SEA_CELL), floor(location.longitude / SEA_CELL)
    columns = int(360 / SEA_CELL)
    for r in (row, row + 1):
        for c in (column, column + 1):
            yield f"s{r}:{c % columns}"
