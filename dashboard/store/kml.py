"""KML 2.2 (OGC 07-147r2), for Google Earth and QGIS: a placemark an incident, with its days, so that a time slider moves it.

What has no point of its own (a country, no place at all) is a placemark without geometry: it stands in the list, not on the
globe. All text is escaped; characters that XML cannot hold are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from dashboard.store.frames import COUNTRY_LEVEL

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Incidents</name>\n'
)
TAIL: Final = "</Document></kml>\n"
# Characters outside of XML 1.0's Char (w3.org/TR/xml, 2.2)
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def placemark(values: Mapping[str, Any]) -> str:
    """The placemark of an incident, given its values side by side (``export.flat``)."""
    place = values["place"] or "no place"
    title = f"{values['sub_event_type']}, {place}"
    parts = [f"<name>{_text(title)}</name>", f"<description>{_text(values['summary'])}</description>"]
    if values["date_start"]:
        begin, end = f"<begin>{values['date_start']}</begin>", f"<end>{values['date_end']}</end>"
        parts.append(f"<TimeSpan>{begin}{end}</TimeSpan>")
    told = (f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>" for name, value in _told(values))
    parts.append(f"<ExtendedData>{''.join(told)}</ExtendedData>")
    if values["latitude"] is not None and values["where_prec"] != COUNTRY_LEVEL:
        parts.append(f"<Point><coordinates>{values['longitude']},{values['latitude']}</coordinates></Point>")
    return f'<Placemark id="incident-{_text(values["id"])}">{"".join(parts)}</Placemark>\n'


def _told(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in values.items() if value not in (None, "") and name != "summary"]


def _text(value: Any) -> str:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(_UNFIT.sub("", written))
