"""The JSON contract: an ``Extract``, a ``Report`` or an ``Incident`` as JSON objects, and a report back from its object.

Names and order of the fields are part of the contract. All functions are pure; offsets are code-point offsets into the
document's own text. The JSON says less than the records do (an actor's kind, a place's candidates and the reasons of a
confidence are left out), so ``report_from_json`` gives the report the JSON tells of: written again it is the same JSON.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dashboard.model import (
    Actor,
    Cited,
    Count,
    Document,
    Extract,
    Factuality,
    Incident,
    Location,
    Period,
    Place,
    PlaceKind,
    PlaceRole,
    Report,
    Resolution,
    Span,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")
Json = dict[str, Any]

COORDINATE_DIGITS: Final = 6  # a tenth of a metre: finer than any gazetteer
SCORE_DIGITS: Final = 4

# What a place read back from JSON is and how far it reaches where the JSON does not say, by where_prec. The radii are
# those of UCDP GED's classes as RECORDS has them: an exact point, "within about 25 km", a district, a province ...
KIND_OF_PRECISION: Final[Mapping[int, PlaceKind]] = {
    1: PlaceKind.TOWN,
    2: PlaceKind.TOWN,
    3: PlaceKind.DISTRICT,
    4: PlaceKind.PROVINCE,
    5: PlaceKind.REGION,
    6: PlaceKind.COUNTRY,
    7: PlaceKind.WATER,
}
RADIUS_OF_PRECISION: Final[Mapping[int, float]] = {1: 5.0, 2: 25.0, 3: 30.0, 4: 100.0, 5: 150.0, 6: 500.0, 7: 150.0}

# ------------------------------------------------------------------------------------------------------- documents out


def extract_to_json(extract: Extract) -> Json:
    """One line of ``dashboard extract``. ``id`` is the input's own id (JSONL) or the path the document was read from."""
    document = extract.document
    roles = extract.roles or tuple(resolution.mention.role for resolution in extract.resolutions)
    return {
        "id": document.source.origin,
        "published": _day(document.published),
        "places": [
            _resolution_to_json(resolution, role) for resolution, role in zip(extract.resolutions, roles, strict=True)
        ],
        "incidents": [report_to_json(report) for report in extract.reports],
        "not_incidents": [
            {"start": rejected.span.start, "end": rejected.span.end, "why": rejected.why.value}
            for rejected in extract.rejected
        ],
        "problems": [{"stage": problem.stage, "message": problem.message} for problem in extract.problems],
    }


def _resolution_to_json(resolution: Resolution, role: PlaceRole) -> Json:
    mention, place = resolution.mention, resolution.chosen
    latitude, longitude = point_of(resolution)
    kind = place.kind if place else mention.kind
    radius = resolution.radius_km if resolution.radius_km is not None else place and place.radius_km
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "name": place.name if place else mention.text,
        "id": place.id if place else None,
        "lat": _coordinate(latitude),
        "lon": _coordinate(longitude),
        "country": place.country if place else None,
        "kind": kind.value if kind else None,
        "radius_km": radius,
        "score": round(resolution.score, SCORE_DIGITS),
        "role": role.value,
    }


def point_of(resolution: Resolution) -> tuple[float | None, float | None]:
    """The point a mention was put on: its own where the words move it ("30 km north of"), else the chosen place's."""
    if resolution.chosen is None:
        return None, None
    if resolution.latitude is not None and resolution.longitude is not None:
        return resolution.latitude, resolution.longitude
    return resolution.chosen.latitude, resolution.chosen.longitude


# --------------------------------------------------------------------------------------------------------- reports out


def report_to_json(report: Report, document: Document | None = None) -> Json:
    """A report's fields. With its ``document`` those of the source come first, as in an exported incident."""
    fields = {
        "event_type": report.event_type.value,
        "sub_event_type": report.sub_event_type.value.value,
        "factuality": report.factuality.value,
        "claimed_by": _distinct(cited.value for cited in report.claimed_by),
        "denied_by": _distinct(cited.value for cited in report.denied_by),
        "background": report.background,
        "ongoing": report.ongoing,
        "actors": _distinct(cited.value.said for cited in report.actors),
        "targets": _distinct(cited.value.said for cited in report.targets),
        "place": _location_to_json(report.place.value, report.place.spans[0]) if report.place else None,
        "date": _period_to_json(report.period.value if report.period else None),
        "killed": _count_to_json(report.killed.value if report.killed else None),
        "injured": _count_to_json(report.injured.value if report.injured else None),
        "count": report.count.value if report.count else None,
        "confidence": round(report.confidence, SCORE_DIGITS),
        "evidence": [[span.start, span.end] for span in report.evidence],
        "cites": _cites(report),
    }
    if document is None:
        return fields
    return {
        "document": document.source.origin,
        "title": document.title or None,
        "published": _day(document.published),
        "source": document.source.publisher,
        "url": document.source.url,
        **fields,
    }


def _cites(report: Report) -> dict[str, list[list[int]]]:
    """The words each value was read from, by the JSON's own field names; a field without a value has no entry."""
    cited: tuple[tuple[str, Sequence[Cited[Any]]], ...] = (
        ("sub_event_type", (report.sub_event_type,)),
        ("claimed_by", report.claimed_by),
        ("denied_by", report.denied_by),
        ("actors", report.actors),
        ("targets", report.targets),
        ("place", _one(report.place)),
        ("date", _one(report.period)),
        ("killed", _one(report.killed)),
        ("injured", _one(report.injured)),
        ("count", _one(report.count)),
    )
    return {
        field: _distinct([span.start, span.end] for value in values for span in value.spans)
        for field, values in cited
        if values
    }


def _location_to_json(location: Location, span: Span | None) -> Json:
    return {
        "text": location.text,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "name": location.place.name,
        "country": location.place.country,
        "lat": _coordinate(location.latitude),
        "lon": _coordinate(location.longitude),
        "where_prec": location.where_prec,
        "radius_km": location.radius_km,
    }


def _period_to_json(period: Period | None) -> Json:
    if period is None:
        return {"start": None, "end": None, "prec": 0}
    return {"start": _day(period.first), "end": _day(period.last), "prec": period.precision}


def _count_to_json(count: Count | None) -> list[int | None] | None:
    return [count.low, count.high] if count else None


# ------------------------------------------------------------------------------------------------------- incidents out


def incident_to_json(incident: Incident, documents: Mapping[str, Document]) -> Json:
    """One line of ``dashboard export --format jsonl``. ``documents`` holds those of all its reports, by id.

    The leading report comes first in ``reports``; ``evidence``, ``cites`` and a place's ``start`` and ``end`` point into
    that report's document. A place chosen from another report has no ``start`` and ``end`` here: its report has them.
    """
    lead = incident.lead
    reports = (lead, *(report for report in incident.reports if report.id != lead.id))
    accounts = [report_to_json(report, documents[report.document]) for report in reports]
    fields = report_to_json(lead)
    fields |= {
        "event_type": incident.event_type.value,
        "sub_event_type": incident.sub_event_type.value,
        "factuality": incident.factuality.value,
        "claimed_by": _distinct(name for account in accounts for name in account["claimed_by"]),
        "denied_by": _distinct(name for account in accounts for name in account["denied_by"]),
        "background": incident.background,
        "ongoing": incident.ongoing,
        "actors": _distinct(actor.name for actor in incident.actors),
        "targets": _distinct(actor.name for actor in incident.targets),
        "place": _chosen_place(incident),
        "date": _period_to_json(incident.period),
        "killed": _count_to_json(incident.killed),
        "injured": _count_to_json(incident.injured),
        "confidence": round(incident.confidence, SCORE_DIGITS),
    }
    return {
        "id": incident.id,
        **fields,
        "sources": incident.sources,
        "reports": accounts,
        "disagreements": {
            field: _values_given(field, values, accounts) for field, values in sorted(incident.disagreements.items())
        },
        "merged_because": list(incident.merged_because),
    }


def _chosen_place(incident: Incident) -> Json | None:
    if incident.location is None:
        return None
    told = incident.lead.place
    at_home = told is not None and told.value == incident.location
    return _location_to_json(incident.location, told.spans[0] if told and at_home else None)


def _values_given(field: str, values: Sequence[str], accounts: Sequence[Json]) -> list[Any]:
    """What the reports say of a field, each value once; a field the JSON does not have keeps its words."""
    if field not in accounts[0]:
        return list(values)
    return _distinct(account[field] for account in accounts if account[field] not in (None, [], {}))


# ----------------------------------------------------------------------------------------------------------- reports in


def report_from_json(data: Mapping[str, Any], document: Document) -> Report:
    """The report that a JSON object tells of. Raises ``ValueError`` (or ``KeyError``) where the object breaks the contract.

    Where ``cites`` lacks a field, its value cites the evidence. A place without coordinates is no place.
    """
    evidence = tuple(_spans(data["evidence"]))
    cites = {field: tuple(_spans(spans)) for field, spans in data.get("cites", {}).items()}

    def cite(field: str, values: Sequence[T]) -> tuple[Cited[T], ...]:
        spans = cites.get(field) or evidence
        each = [(span,) for span in spans] if len(spans) == len(values) else [spans] * len(values)
        return tuple(Cited(value, own, "record") for value, own in zip(values, each, strict=True))

    def one(field: str, value: T | None) -> Cited[T] | None:
        return None if value is None else Cited(value, cites.get(field) or evidence, "record")

    sub_event_type = one("sub_event_type", SubEventType(data["sub_event_type"]))
    if sub_event_type is None:  # cannot be: for the type checker
        raise ValueError("sub_event_type is missing")
    place = data.get("place")
    told = cites.get("place") or (tuple(_spans([[place["start"], place["end"]]])) if place else ())
    location = _location_from_json(place) if place else None
    return Report(
        id=_identify(document.id, data),
        document=document.id,
        sub_event_type=sub_event_type,
        evidence=evidence,
        factuality=Factuality(data.get("factuality", "reported")),
        claimed_by=cite("claimed_by", data.get("claimed_by") or ()),
        denied_by=cite("denied_by", data.get("denied_by") or ()),
        background=bool(data.get("background", False)),
        ongoing=bool(data.get("ongoing", False)),
        actors=cite("actors", [Actor(name) for name in data.get("actors") or ()]),
        targets=cite("targets", [Actor(name) for name in data.get("targets") or ()]),
        place=Cited(location, told, "record") if location else None,
        period=one("date", _period_from_json(data.get("date"))),
        killed=one("killed", _count_from_json(data.get("killed"))),
        injured=one("injured", _count_from_json(data.get("injured"))),
        count=one("count", data.get("count")),
        confidence=data.get("confidence", 0.5),
    )


def _location_from_json(place: Mapping[str, Any]) -> Location | None:
    if place.get("lat") is None or place.get("lon") is None:
        return None
    precision = int(place["where_prec"])
    radius = float(place.get("radius_km") or RADIUS_OF_PRECISION[precision])
    kind = KIND_OF_PRECISION[precision]
    latitude, longitude = float(place["lat"]), float(place["lon"])
    named = Place(f"record:{place['name']}", place["name"], kind, latitude, longitude, radius, place.get("country"))
    return Location(place["text"], named, latitude, longitude, radius, precision)


def _period_from_json(told: Mapping[str, Any] | None) -> Period | None:
    if not told or not told.get("prec"):
        return None
    return Period(date.fromisoformat(told["start"]), date.fromisoformat(told["end"]), int(told["prec"]))


def _count_from_json(told: Sequence[int | None] | None) -> Count | None:
    if told is None:
        return None
    low, high = told
    return Count(low or 0, high)


def _identify(document: str, data: Mapping[str, Any]) -> str:
    told = [document, data["sub_event_type"], data["evidence"], data.get("place"), data.get("date")]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


# --------------------------------------------------------------------------------------------------------------- small


def _spans(pairs: Iterable[Sequence[int]]) -> Iterator[Span]:
    for start, end in pairs:
        yield Span(start, end)


def _one(value: Cited[T] | None) -> tuple[Cited[T], ...]:
    return () if value is None else (value,)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _coordinate(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, COORDINATE_DIGITS)


def _distinct(values: Iterable[T]) -> list[T]:
    """The values in their order, each once; they need not be hashable."""
    kept: list[T] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept
