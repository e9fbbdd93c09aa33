"""Which reports are worth comparing: keys of kind, day and area, so that merging grows near-linearly.

Two reports of exact places meet in a grid cell; a vaguer one meets others in its province, by its very place, or in its
country by a word of who acted. Copies of a text that got other days or places meet by the sentences they share. What meets
by no key is never compared, so each rule of ``likeness`` that may link two reports needs its key here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from math import ceil, cos, floor, radians

from dashboard.incidents.duplicates import sentences_told
from dashboard.incidents.likeness import EXACT, NEAR_KM, family, is_wide, named_dead, words_of
from dashboard.model import Document, Location, Period, Report

LONGEST_DAYS = 31  # a vaguer date (a season, a year) is no ground for a link
CELL = 0.5  # degrees, about 55 km: twice the distance within which exact places are one, so that few cells are needed
SEA_CELL = 3.0  # degrees; with its neighbours wider than the largest sea we would join by
KM_PER_DEGREE = 111.2
UNDATED, FULL, VAGUE = "-", "full", "vague"  # how a sentence is told
GRID, POINT, NAMED = "grid", "point", "named"  # areas of exact places; those of vague ones are ``VAGUE``
_MEETS = {GRID: (GRID,), POINT: (NAMED, VAGUE), NAMED: (NAMED, POINT), VAGUE: (POINT, VAGUE)}


def block_keys(report: Report, document: Document | None = None) -> tuple[str, ...]:
    """Keys by which two reports meet (``met_by``) whenever ``linked`` could be true of them.

    Without its document a report has no keys of its sentences, by which copies meet.
    """
    told = dict.fromkeys(sentences_told(report, document))
    how = _how_told(report)
    heads = (blake2b(words.encode("utf-8", "replace"), digest_size=9).hexdigest() for words in told)
    return (*_stored_keys(report), *(f"told|{head}|{tail}" for head in heads for tail in how))


def met_by(key: str) -> tuple[str, ...]:
    """The keys of those reports that one with this key is to be compared with; ``*`` at the end stands for any ending.

    Two exact places meet by their cells alone, a vague one meets all; of dates a day apart each is looked for. A sentence
    that thousands of texts share ("the figures could not be confirmed") makes nobody compare all of them: two kinds of
    event, or days apart, are not one, and two that are dated and placed exactly meet by their accounts.
    """
    if key.startswith("told|"):
        head, day, how = key.rsplit("|", 2)
        if day == UNDATED:
            return (f"{head}|*",)
        others = (VAGUE,) if how == FULL else (FULL, VAGUE)
        return (*(f"{head}|{near}|{other}" for near in _near(day) for other in others), f"{head}|{UNDATED}|{VAGUE}")
    kind, _, rest = key.partition("|")
    day, _, rest = rest.partition("|")
    if kind in {"dead", "ongoing"} or day == "undated":
        return (key,)
    how, _, area = rest.partition("|")
    return tuple(f"{kind}|{near}|{other}|{area}" for near in _near(day) for other in _MEETS[how])


@lru_cache(maxsize=4_096)
def _near(day: str) -> tuple[str, ...]:
    """A day and the two beside it."""
    middle = date.fromisoformat(day).toordinal()
    return tuple(
        date.fromordinal(n).isoformat() for n in (middle - 1, middle, middle + 1) if 0 < n <= date.max.toordinal()
    )


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


def _stored_keys(report: Report) -> Iterator[str]:
    """Keys of its account for ``met_by``: each day and area, and how exact the place is."""
    if report.place is None or report.period is None or report.ongoing or not _is_short(report.period.value):
        yield from account_keys(report)
        return
    kind, location = _kind(report), report.place.value
    exact = location.where_prec <= EXACT
    areas = [f"{GRID}|{area}" for area in sorted(set(_grid(location)))]
    areas += [f"{POINT if exact else VAGUE}|{area}" for area in sorted(set(_named(location, report)))]
    if exact:  # a point that is some way off the place that gives it its name may be far from it
        areas.append(f"{POINT if location.where_prec == 1 else NAMED}|id:{location.place.id}")
    first, last = report.period.value.first.toordinal(), report.period.value.last.toordinal()
    days = [date.fromordinal(n).isoformat() for n in range(first, last + 1)]
    yield from (f"dead|{name}" for name in sorted(named_dead(report)))
    yield from (f"{kind}|{day}|{area}" for day in days for area in areas)


def account_keys(report: Report) -> Iterator[str]:
    """Keys of its account, the same for all reports that give it: two that share none are never linked for it."""
    kind = _kind(report)
    yield from (f"dead|{name}" for name in sorted(named_dead(report)))
    if report.place is None:
        return
    location = report.place.value
    if report.ongoing:
        yield from (f"{kind}|{area}" for area in _areas(location, report))
        return
    if report.period is None:
        yield f"{kind}|undated|{location.place.id}"
        return
    period = report.period.value
    if _is_short(period):
        days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 2)]
        areas = _areas(location, report)
        yield from (f"{kind}|{day}|{area}" for day in days for area in areas)


def _areas(location: Location, report: Report) -> list[str]:
    """What reports of a kind and day meet in."""
    return sorted({*_grid(location), *_named(location, report)})


def _grid(location: Location) -> Iterator[str]:
    """Cells for an exact place, wide ones at sea."""
    if location.where_prec <= EXACT:
        yield from _cells(location)
    if is_wide(location):
        yield from _sea_cells(location)


def _named(location: Location, report: Report) -> Iterator[str]:
    """A vague place itself; province, country and actor, for what a vague one may lie in."""
    if location.where_prec > EXACT:
        yield f"id:{location.place.id}"
    if location.place.admin:
        yield f"in:{location.place.admin}"
    if location.place.country:
        for word in sorted(words_of([cited.value.name for cited in report.actors])):
            yield f"{location.place.country}:{word}"


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
