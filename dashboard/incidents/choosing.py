"""A group of reports -> one incident: which report leads, which values are shown, what they disagree on.

Nothing is averaged: every shown value stands in one of the reports; figures keep the range from the lowest to the highest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.incidents.duplicates import count_sources
from dashboard.model import Actor, Cited, Count, Document, Factuality, Incident, Location, Period, Report

SOURCE_WEIGHT = 0.35  # each further independent source takes this share of the doubt away


def incident_of(reports: Sequence[Report], documents: Mapping[str, Document], why: tuple[str, ...]) -> Incident:
    """The incident that ``reports`` (one or more) tell of; ``why`` says in words what joined them."""
    ranked = sorted(reports, key=lambda report: _rank(report, documents))
    lead = ranked[0]
    sources = count_sources((report.document for report in reports), documents)
    return Incident(
        id=identity(reports, documents),
        reports=tuple(sorted(reports, key=lambda report: (_published(report, documents), report.document, report.id))),
        lead=lead,
        factuality=_factuality(reports),
        period=_finest(ranked),
        location=next((report.place.value for report in ranked if report.place), None),
        actors=_names(ranked, lambda report: report.actors),
        targets=_names(ranked, lambda report: report.targets),
        killed=_range([r.killed for r in reports]),
        injured=_range([r.injured for r in reports]),
        background=all(report.background for report in reports),
        ongoing=any(report.ongoing for report in reports),
        sources=sources,
        confidence=_confidence(reports, sources),
        disagreements=_disagreements(ranked),
        merged_because=why,
    )


def identity(reports: Sequence[Report], documents: Mapping[str, Document]) -> str:
    """The incident's id: that of its first report by publication, so that later reports leave it as it is."""
    first = min(reports, key=lambda report: (_published(report, documents), report.document, report.id))
    return hashlib.sha256(f"incident|{first.id}".encode()).hexdigest()[:16]


def _published(report: Report, documents: Mapping[str, Document]) -> date:
    document = documents.get(report.document)
    return document.published if document and document.published else date.max


def _rank(report: Report, documents: Mapping[str, Document]) -> tuple[object, ...]:
    """First what is news, then what is stated as fact, placed and dated most exactly, told last and fully."""
    precision = report.place.value.where_prec if report.place else 9
    dated = report.period.value.precision if report.period else 9
    published = _published(report, documents)
    told = sum(bool(v) for v in (report.actors, report.targets, report.killed, report.injured))
    return (
        report.background,
        report.factuality is not Factuality.REPORTED,
        precision,
        dated,
        -published.toordinal() if published != date.max else 0,
        -told,
        -report.confidence,
        report.id,
    )


def _factuality(reports: Sequence[Report]) -> Factuality:
    given = {report.factuality for report in reports}
    for kind in (Factuality.REPORTED, Factuality.DENIED, Factuality.CLAIMED):
        if kind in given:
            return kind
    raise ValueError("an incident needs a report")


def _finest(ranked: Sequence[Report]) -> Period | None:
    periods = [report.period.value for report in ranked if report.period]
    return min(periods, key=lambda period: period.precision) if periods else None


def _names(ranked: Sequence[Report], named: Callable[[Report], Sequence[Cited[Actor]]]) -> tuple[Actor, ...]:
    """The leading report's, else those of the first that names any."""
    return next((tuple(cited.value for cited in named(report)) for report in ranked if named(report)), ())


def _range(figures: Sequence[Cited[Count] | None]) -> Count | None:
    """From the lowest to the highest figure; open above where the open one is not exceeded by a closed one."""
    counts = [cited.value for cited in figures if cited is not None]
    if not counts:
        return None
    low, closed = min(count.low for count in counts), [count.high for count in counts if count.high is not None]
    opened = [count.low for count in counts if count.high is None]
    if opened and (not closed or max(opened) >= max(closed)):
        return Count(low if closed else max(opened), None)
    return Count(low, max([*closed, *opened]))


def _confidence(reports: Sequence[Report], sources: int) -> float:
    """The surest report's, with less doubt for every further independent source."""
    doubt = 1.0 - max(report.confidence for report in reports)
    return round(1.0 - doubt * (1.0 - SOURCE_WEIGHT) ** (sources - 1), 4)


_FIELDS: Mapping[str, Callable[[Report], str]] = {
    "sub_event_type": lambda r: r.sub_event_type.value.value,
    "factuality": lambda r: r.factuality.value,
    "place": lambda r: _place(r.place.value) if r.place else "",
    "date": lambda r: _period(r.period.value) if r.period else "",
    "killed": lambda r: _figure(r.killed.value) if r.killed else "",
    "injured": lambda r: _figure(r.injured.value) if r.injured else "",
    "actors": lambda r: ", ".join(dict.fromkeys(cited.value.name for cited in r.actors)),
    "targets": lambda r: ", ".join(dict.fromkeys(cited.value.name for cited in r.targets)),
}


def _disagreements(ranked: Sequence[Report]) -> dict[str, tuple[str, ...]]:
    """By field, the values that reports give where they give more than one; silence is no disagreement."""
    found = {}
    for name, said in _FIELDS.items():
        values = tuple(dict.fromkeys(value for report in ranked if (value := said(report))))
        if len(values) > 1:
            found[name] = values
    return found


def _place(location: Location) -> str:
    return f"{location.place.name} (precision {location.where_prec})"


def _period(period: Period) -> str:
    return f"{period.first}" if period.first == period.last else f"{period.first} to {period.last}"


def _figure(count: Count) -> str:
    if count.high is None:
        return f"{count.low} or more"
    return f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"
