"""Which reports are worth comparing: keys of kind, day and area, so that merging grows near-linearly.

Two reports of exact places meet in a grid cell; a vaguer one meets others in its province, by its very place, or in its
country by a word of who acted. What shares no key is never compared, so each rule of ``likeness`` that may link two reports
needs its key here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import blake2b
from math import ceil, cos, floor, radians

from dashboard.incidents.duplicates import sentences_told
from dashboard.incidents.likeness import EXACT, NEAR_KM, family, is_wide, named_dead, words_of
from dashboard.model import Document, Location, Report

LONGEST_DAYS = 31  # a vaguer date (a season, a year) is no ground for a link
CELL = 0.5  # degrees, about 55 km: twice the distance within which exact places are one, so that few cells are needed
SEA_CELL = 3.0  # degrees; with its neighbours wider than the largest sea we would join by
KM_PER_DEGREE = 111.2


def block_keys(report: Report, document: Document | None = None) -> tuple[str, ...]:
    """Keys of which two reports share at least one whenever ``linked`` could be true of them.

    Without its document a report has no keys of its sentences, by which copies meet.
    """
    told = sentences_told(report, document)
    return (
        *account_keys(report),
        *(f"told|{blake2b(words.encode('utf-8', 'replace'), digest_size=9).hexdigest()}" for words in told),
    )


def account_keys(report: Report) -> Iterator[str]:
    """Those of its account: the same for all reports that give it."""
    kind = "ongoing" if report.ongoing else family(report)
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
    length = (period.last - period.first).days
    if length < LONGEST_DAYS:
        days = [period.first + timedelta(days=n) for n in range(length + 2)]
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
