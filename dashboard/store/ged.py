"""Incidents in the 49 columns of UCDP's Georeferenced Event Dataset (codebook 24.1). UCDP's own numbers of conflicts, dyads,
sides and states are empty: we have none. Deaths are empty where no report tells of any.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any, Final

from dashboard.model import ActorKind, Factuality
from dashboard.store.countries import name_of, ucdp_region
from dashboard.store.frames import COUNTRY_LEVEL
from dashboard.store.rows import summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.model import Actor, Document, Incident

COLUMNS: Final = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
JOIN: Final = "; "
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CLEAR, UNCLEAR = 1, 2  # event_clarity
_STATES: Final = {ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES}
_GROUPS: Final = {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA}


def row(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    """One value for each of ``COLUMNS``; None where it is not known."""
    period = incident.period
    told: dict[str, Any] = {
        "id": incident.id,
        "year": period.first.year if period else None,
        "type_of_violence": type_of_violence(incident),
        "side_a": _names(incident.actors),
        "side_b": _names(incident.targets),
        "where_prec": incident.location.where_prec if incident.location else None,
        "event_clarity": CLEAR if incident.factuality is Factuality.REPORTED else UNCLEAR,
        "date_prec": period.precision if period else None,
        "date_start": period.first.isoformat() if period else None,
        "date_end": period.last.isoformat() if period else None,
        **_sources(incident, documents),
        **_where(incident),
        **_deaths(incident),
    }
    if told["side_a"] and told["side_b"]:
        told["dyad_name"] = f"{told['side_a']} - {told['side_b']}"
    return {name: told.get(name) for name in COLUMNS}


def type_of_violence(incident: Incident) -> int | None:
    """1 with a state on one side and a group or state on the other, 2 between groups, 3 against civilians; None: unknown."""
    one = {actor.kind for actor in incident.actors} - {None}
    other = {actor.kind for actor in incident.targets} - {None}
    armed = _STATES | _GROUPS
    if one & armed and ActorKind.CIVILIANS in other and not other & armed:
        return ONE_SIDED
    if not (one & armed and other & armed):
        return None
    return STATE_BASED if (one | other) & _STATES else NON_STATE


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell (half a degree wide, counted from the south-west corner, row by row)."""
    row_, column = min(359, floor((latitude + 90) * 2)), min(719, floor((longitude + 180) * 2))
    return row_ * 720 + column + 1


def _names(actors: Sequence[Actor]) -> str | None:
    return JOIN.join(dict.fromkeys(actor.name for actor in actors)) or None


def _sources(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    told = [documents[report.document] for report in incident.reports]
    cited = (f'"{d.source.publisher or d.source.origin},{d.published or ""},{d.title}"' for d in told)
    return {
        "number_of_sources": incident.sources,
        "source_article": JOIN.join(dict.fromkeys(cited)),
        "source_office": JOIN.join(dict.fromkeys(d.source.publisher for d in told if d.source.publisher)) or None,
        "source_date": JOIN.join(dict.fromkeys(str(d.published) for d in told if d.published)) or None,
        "source_headline": JOIN.join(dict.fromkeys(d.title for d in told if d.title)) or None,
        "source_original": summary_of(incident, documents),
    }


def _where(incident: Incident) -> dict[str, Any]:
    found = incident.location
    if found is None:
        return {}
    place = found.place
    values: dict[str, Any] = {
        "where_coordinates": place.name,
        "where_description": found.text,
        "adm_1": place.name if place.kind.value == "province" else None,
        "adm_2": place.name if place.kind.value == "district" else None,
        "country": name_of(place.country),
        "region": ucdp_region(place.country),
    }
    if found.where_prec == COUNTRY_LEVEL:
        return values
    latitude, longitude = round(found.latitude, 6), round(found.longitude, 6)
    return values | {
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": priogrid(latitude, longitude),
    }


def _deaths(incident: Incident) -> dict[str, Any]:
    killed = incident.killed
    if killed is None:
        return {}
    told = incident.lead.killed
    told_by_any = [killed, *(report.killed.value for report in incident.reports if report.killed)]
    best = told.value.low if told else killed.low
    on_civilians = bool(incident.targets) and all(actor.kind is ActorKind.CIVILIANS for actor in incident.targets)
    return {
        "low": killed.low,
        "best": best,
        "high": max(c.low if c.high is None else c.high for c in told_by_any),
        "deaths_civilians" if on_civilians else "deaths_unknown": best,
    }
