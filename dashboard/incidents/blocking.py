"""Which reports are worth comparing: keys of kind, day and area, so that merging grows near-linearly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import floor

from dashboard.incidents.likeness import family
from dashboard.model import Location, Report

LONGEST_DAYS = 31  # a vaguer date (a season, a year) is no ground for a link
SEA_CELL = 3.0  # degrees; with its neighbours wider than the largest sea we would join by


def block_keys(report: Report) -> tuple[str, ...]:
    """Keys of which two reports share at least one whenever ``linked`` could be true of them."""
    kind = "ongoing" if report.ongoing else family(report)
    keys = [f"words|{kind}|{_evidence_key(report)}"]
    if report.place is None:
        return tuple(keys)
    areas = list(_areas(report.place.value))
    if report.ongoing:
        return (*keys, *(f"{kind}|{area}" for area in areas))
    if report.period is None:
        return (*keys, *(f"{kind}|undated|{report.place.value.place.id}" for _ in areas[:1]))
    period = report.period.value
    if (period.last - period.first).days < LONGEST_DAYS:
        days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 2)]
        keys += [f"{kind}|{day}|{area}" for day in days for area in areas]
    return tuple(keys)


def _evidence_key(report: Report) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in report.evidence)


def _areas(location: Location) -> Iterator[str]:
    """The country; at sea and across borders the cell and its neighbours."""
    if location.place.country:
        yield location.place.country
    row, column = floor(location.latitude / SEA_CELL), floor(location.longitude / SEA_CELL)
    columns = int(360 / SEA_CELL)
    for r in (row, row + 1):
        for c in (column, column + 1):
            yield f"{r}:{c % columns}"
