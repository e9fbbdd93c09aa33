"""What streamlit-folium gives back of the map: clicks, bounds, zoom. Pure; nothing here trusts the browser's values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.app.clusters import View


@dataclass(frozen=True, slots=True)
class Click:
    """A marker that was clicked: its kind, and what identifies it (incident id, point, country code, mention key)."""

    kind: str
    key: str = ""
    latitude: float = 0.0
    longitude: float = 0.0


def read_click(value: Mapping[str, Any] | None, seen: int) -> tuple[Click | None, int]:
    """The click in what streamlit-folium returned, if it is a new one, and the count of clicks now seen.

    streamlit-folium repeats the last click with every pan; only its running count tells a new click from an old one.
    A count below ``seen`` means the frame was loaded anew and counts from zero again.
    """
    count = _whole((value or {}).get("last_object_clicked_count"))
    if count <= seen:
        return None, count
    drawing = (value or {}).get("last_active_drawing")
    if not isinstance(drawing, Mapping):
        return None, count
    properties = drawing.get("properties")
    geometry = drawing.get("geometry")
    if not isinstance(properties, Mapping) or not isinstance(geometry, Mapping):
        return None, count
    try:
        longitude, latitude = (float(v) for v in geometry["coordinates"][:2])
    except (KeyError, TypeError, ValueError):
        return None, count
    kind = str(properties.get("kind", ""))
    if kind not in {"point", "stack", "area", "mention", "pick"}:
        return None, count
    key = str(properties.get("code" if kind == "area" else "id", ""))
    return Click(kind, key, latitude, (longitude + 180.0) % 360.0 - 180.0), count


def read_view(value: Mapping[str, Any] | None) -> View | None:
    """The bounds and zoom in what streamlit-folium returned; None where they are not there yet or make no sense."""
    try:
        bounds = (value or {})["bounds"]
        south_west, north_east = bounds["_southWest"], bounds["_northEast"]
        view = View(
            float(south_west["lng"]),
            float(south_west["lat"]),
            float(north_east["lng"]),
            float(north_east["lat"]),
            int((value or {})["zoom"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return view if view.west < view.east and view.south < view.north else None


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def center(value: Mapping[str, Any] | None) -> tuple[float, float]:
    """The middle of the map as it was returned; (0, 0) where it is not there."""
    try:
        middle = (value or {})["center"]
        return float(middle["lat"]), (float(middle["lng"]) + 180.0) % 360.0 - 180.0
    except (KeyError, TypeError, ValueError):
        return 0.0, 0.0
