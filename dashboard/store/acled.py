"""Incidents in ACLED's 31 columns (codebook of 2024), for tools that read ACLED's files. What ACLED codes and we do not know is empty.

Precisions follow from UCDP's: geo_precision 1 for where_prec 1, 2 for 2 and 3, 3 for 4 and 5, none for a bare country or the
sea; time_precision 1 for a day, 2 for a week at most, 3 for a month. ``fatalities`` is one number, the lowest that any report
gives, read as ACLED reads vague words; the words themselves stand in ``notes``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dashboard.model import ActorKind, EventType, SubEventType
from dashboard.store.countries import acled_region, name_of, number_of
from dashboard.store.frames import COUNTRY_LEVEL
from dashboard.store.rows import summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.model import Actor, Document, Incident, Report

COLUMNS: Final = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
GEO_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
TIME_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3}
# How ACLED counts words without a number (its FAQ on fatalities): the lowest they can mean.
VAGUE: Final = (
    ("hundreds", 100),
    ("dozens", 12),
    ("dozen", 12),
    ("scores", 20),
    ("several", 3),
    ("a few", 3),
    ("few", 3),
)
_KINDS: Final = tuple(ActorKind)  # in the order of ACLED's inter codes
_VIOLENT: Final = {EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS}
JOIN: Final = "; "


def row(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    """One value for each of ``COLUMNS``; None where it is not known."""
    period = incident.period
    publishers = dict.fromkeys(documents[report.document].source.publisher for report in incident.reports)
    first, second = _side(incident.actors), _side(incident.targets)
    return {
        "event_id_cnty": incident.id,
        "event_date": period.first.isoformat() if period else None,
        "year": period.first.year if period else None,
        "time_precision": TIME_PRECISION.get(period.precision) if period else None,
        "disorder_type": disorder(incident.sub_event_type),
        "event_type": incident.event_type.value,
        "sub_event_type": incident.sub_event_type.value,
        "actor1": first[0],
        "assoc_actor_1": first[1],
        "inter1": _kind(incident.actors),
        "actor2": second[0],
        "assoc_actor_2": second[1],
        "inter2": _kind(incident.targets),
        "interaction": interaction(_kind(incident.actors), _kind(incident.targets)),
        "civilian_targeting": "Civilian targeting" if _on_civilians(incident) else None,
        **_where(incident),
        "source": JOIN.join(name for name in publishers if name) or None,
        "source_scale": None,
        "notes": _notes(incident, documents),
        "fatalities": fatalities(incident, documents),
        "tags": _tags(incident),
        "timestamp": None,
    }


def disorder(kind: SubEventType) -> str:
    """ACLED's disorder type of a sub-event type."""
    if kind is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS:
        return "Political violence; Demonstrations"
    if kind is SubEventType.MOB_VIOLENCE or kind.event_type in _VIOLENT:
        return "Political violence"
    return "Strategic developments" if kind.event_type is EventType.STRATEGIC_DEVELOPMENTS else "Demonstrations"


def interaction(one: ActorKind | None, other: ActorKind | None) -> str | None:
    """Who met whom, by kind: the lower code first, but for "External/Other forces-Civilians"."""
    known = sorted((kind for kind in (one, other) if kind), key=_KINDS.index)
    if not known:
        return None
    if len(known) == 1:
        return f"{known[0].value} only"
    if known == [ActorKind.CIVILIANS, ActorKind.EXTERNAL_FORCES]:
        known.reverse()
    return "-".join(kind.value for kind in known)


def fatalities(incident: Incident, documents: Mapping[str, Document]) -> int:
    """The lowest figure of any report, vague words read as ACLED reads them; 0 where none tells of dead, as ACLED has it."""
    return min((_conservative(report, documents) for report in incident.reports if report.killed), default=0)


def _conservative(report: Report, documents: Mapping[str, Document]) -> int:
    if report.killed is None:
        return 0
    low = report.killed.value.low
    said = phrase(report, documents).lower()
    if report.killed.value.high is not None or re.search(r"\d", said):
        return low
    return next((number for word, number in VAGUE if re.search(rf"\b{word}\b", said)), low)


def phrase(report: Report, documents: Mapping[str, Document]) -> str:
    """The words that a report's toll was read from."""
    text = documents[report.document].text
    return " … ".join(span.of(text) for span in report.killed.spans) if report.killed else ""


def _notes(incident: Incident, documents: Mapping[str, Document]) -> str:
    told = dict.fromkeys(phrase(report, documents) for report in incident.reports if report.killed)
    tolls = [re.sub(r"\s+", " ", words) for words in told if words]
    said = summary_of(incident, documents)
    return f"{said} [fatalities read from: {' | '.join(tolls)}]" if tolls else said


def _tags(incident: Incident) -> str | None:
    tags = [] if incident.factuality == "reported" else [f"factuality={incident.factuality.value}"]
    tags += ["background"] if incident.background else []
    tags += ["ongoing"] if incident.ongoing else []
    return JOIN.join(tags) or None


def _where(incident: Incident) -> dict[str, Any]:
    found = incident.location
    if found is None:
        return dict.fromkeys(COLUMNS[15:25])
    country, level = found.place.country, found.place.kind.value
    pinned = found.where_prec != COUNTRY_LEVEL
    return {
        "iso": number_of(country),
        "region": acled_region(country),
        "country": name_of(country),
        "admin1": found.place.name if level == "province" else None,
        "admin2": found.place.name if level == "district" else None,
        "admin3": None,
        "location": found.place.name if pinned else None,
        "latitude": round(found.latitude, 6) if pinned else None,
        "longitude": round(found.longitude, 6) if pinned else None,
        "geo_precision": GEO_PRECISION.get(found.where_prec),
    }


def _side(actors: Sequence[Actor]) -> tuple[str | None, str | None]:
    """The first, and the others."""
    names = list(dict.fromkeys(actor.name for actor in actors))
    return (names[0] if names else None), JOIN.join(names[1:]) or None


def _kind(actors: Sequence[Actor]) -> ActorKind | None:
    return actors[0].kind if actors else None


def _on_civilians(incident: Incident) -> bool:
    return (
        incident.event_type is EventType.VIOLENCE_AGAINST_CIVILIANS
        or incident.sub_event_type is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
        or any(actor.kind is ActorKind.CIVILIANS for actor in incident.targets)
    )
