"""Incidents as files for other programs, written as they are read: a million of them need no more memory than a few.

    geojson   one feature an incident. Only what has a point of its own gets a geometry: a country-level record, and one
              without place, has none, and says so in its properties
    csv       one row an incident; text that a spreadsheet would run as a formula is made harmless
    acled     the same in ACLED's 31 columns, ged in the 49 of UCDP's Georeferenced Event Dataset
    kml       one placemark an incident, with its days
    jsonl     one incident a line, with all its reports and their citations (``records.incident_to_json``)

Another format is one more function in ``FORMATS``.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Final, TextIO

from dashboard.errors import SettingsError
from dashboard.records import incident_to_json
from dashboard.store import acled, ged, kml
from dashboard.store.frames import COUNTRY_LEVEL
from dashboard.store.rows import summary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dashboard.model import Document, Incident
    from dashboard.store.filters import Filters
    from dashboard.store.store import Store

    Pair = tuple[Incident, Mapping[str, Document]]

JOIN: Final = "; "
# What spreadsheets take for the start of a formula (owasp.org/www-community/attacks/CSV_Injection), full-width forms too.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV_COLUMNS: Final = (
    *("id", "event_type", "sub_event_type", "factuality", "claimed_by", "denied_by", "background", "ongoing"),
    *("actors", "targets", "place", "country", "latitude", "longitude", "where_prec", "radius_km"),
    *("date_start", "date_end", "date_prec", "killed_min", "killed_max", "injured_min", "injured_max", "count"),
    *("confidence", "sources", "reports", "publishers", "titles", "urls", "documents", "summary"),
)


def write(store: Store, filters: Filters, form: str, out: TextIO) -> int:
    """Writes the incidents that the filters keep, by first day, then id; gives how many. Raises ``SettingsError``."""
    if form not in FORMATS:
        raise SettingsError(f"{form!r} is no export format; choose one of {', '.join(FORMATS)}")
    return FORMATS[form](store.with_documents(store.select(filters)), out)


def write_jsonl(pairs: Iterable[Pair], out: TextIO) -> int:
    count = 0
    for incident, documents in pairs:
        out.write(_dumps(incident_to_json(incident, documents)) + "\n")
        count += 1
    return count


def write_geojson(pairs: Iterable[Pair], out: TextIO) -> int:
    count = 0
    out.write('{"type":"FeatureCollection","features":[')
    for incident, documents in pairs:
        out.write((",\n" if count else "\n") + _dumps(feature(incident, documents)))
        count += 1
    out.write("\n]}\n")
    return count


def write_csv(pairs: Iterable[Pair], out: TextIO) -> int:
    return _write_rows(CSV_COLUMNS, (flat(*pair) for pair in pairs), out)


def write_acled(pairs: Iterable[Pair], out: TextIO) -> int:
    return _write_rows(acled.COLUMNS, (acled.row(*pair) for pair in pairs), out)


def write_ged(pairs: Iterable[Pair], out: TextIO) -> int:
    return _write_rows(ged.COLUMNS, (ged.row(*pair) for pair in pairs), out)


def write_kml(pairs: Iterable[Pair], out: TextIO) -> int:
    count = 0
    out.write(kml.HEAD)
    for incident, documents in pairs:
        out.write(kml.placemark(flat(incident, documents)))
        count += 1
    out.write(kml.TAIL)
    return count


def _write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
        count += 1
    return count


def feature(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    """A GeoJSON feature (RFC 7946). The point of a country stands in ``properties``, never as a geometry."""
    properties = flat(incident, documents)
    longitude, latitude = properties.pop("longitude"), properties.pop("latitude")
    exact = latitude is not None and properties["where_prec"] != COUNTRY_LEVEL
    point = None if latitude is None else [longitude, latitude]
    properties["country_point"] = None if exact else point
    geometry = {"type": "Point", "coordinates": point} if exact else None
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties}


def flat(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    """An incident's values side by side: one value or joined words for each of ``CSV_COLUMNS``."""
    told = incident_to_json(incident, documents)
    place = told["place"] or {}
    killed, injured = told["killed"] or (None, None), told["injured"] or (None, None)
    reports = told["reports"]
    return {
        **{name: told[name] for name in ("id", "event_type", "sub_event_type", "factuality")},
        **{name: JOIN.join(told[name]) for name in ("claimed_by", "denied_by", "actors", "targets")},
        **{name: told[name] for name in ("background", "ongoing", "count", "confidence", "sources")},
        "place": place.get("name"),
        "country": place.get("country"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "where_prec": place.get("where_prec"),
        "radius_km": place.get("radius_km"),
        "date_start": told["date"]["start"],
        "date_end": told["date"]["end"],
        "date_prec": told["date"]["prec"],
        "killed_min": killed[0],
        "killed_max": killed[1],
        "injured_min": injured[0],
        "injured_max": injured[1],
        "reports": len(reports),
        "publishers": _joined(report["source"] for report in reports),
        "titles": _joined(report["title"] for report in reports),
        "urls": _joined(report["url"] for report in reports),
        "documents": _joined(report["document"] for report in reports),
        "summary": summary_of(incident, documents),
    }


def _joined(words: Iterable[str | None]) -> str:
    return JOIN.join(dict.fromkeys(word for word in words if word))


def _cell(value: Any) -> Any:
    """Numbers stay numbers; text is kept from being a formula by an apostrophe, which spreadsheets do not show."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return "'" + value
    return str(value).lower() if isinstance(value, bool) else value


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


FORMATS: Final[Mapping[str, Callable[[Iterator[Pair], TextIO], int]]] = {
    "geojson": write_geojson,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "kml": write_kml,
    "acled": write_acled,
    "ged": write_ged,
}
