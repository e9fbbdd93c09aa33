"""Distances and containment on the globe, in kilometres, on a sphere."""

from __future__ import annotations

import re
from math import asin, atan2, cos, degrees, radians, sin, sqrt

from dashboard.model import Place, PlaceKind

UNLOCATED = "|"  # in the id of a place that stands on the one around it: that one's id, the sign, the name
EARTH_KM = 6371.0088  # mean radius (IUGG)
PART = 0.6  # how far from the middle the north of an area lies, and how wide it is, as a share of its radius


def within(inner: Place, outer: Place) -> bool:
    """Can ``inner`` lie in ``outer``? By country and by distance against the outer radius.

    Nothing lies in a small place whose own point is not known (``UNLOCATED`` in its id), however wide its circle is.
    """
    if UNLOCATED in outer.id:
        return inner.id == outer.id
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country
    if inner.country is not None and outer.country is not None and inner.country != outer.country:
        return False
    return distance(inner, outer) <= outer.radius_km * 1.5 + 20


def distance(a: Place, b: Place) -> float:
    """Great-circle kilometres between two places' points."""
    return between(a.latitude, a.longitude, b.latitude, b.longitude)


def between(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Great-circle kilometres between two points (haversine); 0.14 % off the ellipsoid does not matter here."""
    p, q = radians(latitude), radians(to_latitude)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def offset(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The point ``km`` away in direction ``bearing`` (degrees from north), on a sphere."""
    d, t = km / EARTH_KM, radians(bearing)
    p, q = radians(latitude), radians(longitude)
    r = asin(sin(p) * cos(d) + cos(p) * sin(d) * cos(t))
    s = q + atan2(sin(t) * sin(d) * cos(p), cos(d) - sin(p) * sin(r))
    return degrees(r), (degrees(s) + 540) % 360 - 180


def part_of(place: Place, word: str) -> tuple[float, float, float]:
    """A point in the named part of an area, and the radius of the part, both ``PART`` of its own radius."""
    bearing = {
        "north": 0.0,
        "northeast": 45.0,
        "east": 90.0,
        "southeast": 135.0,
        "south": 180.0,
        "southwest": 225.0,
        "west": 270.0,
        "northwest": 315.0,
    }
    key = re.sub(r"(?:ern)?$", "", word.replace("-", "").replace(" ", ""))
    if key not in bearing:
        return place.latitude, place.longitude, place.radius_km
    latitude, longitude = offset(place.latitude, place.longitude, place.radius_km * PART, bearing[key])
    return latitude, longitude, place.radius_km * PART
