"""Distances and offsets on the globe."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088  # mean radius (IUGG)


def km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    p, q = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def offset(latitude: float, longitude: float, distance_km: float, bearing: float) -> tuple[float, float]:
    """The point ``distance_km`` away in the compass direction ``bearing`` (degrees, 0 = north)."""
    from geopy.distance import great_circle  # noqa: PLC0415

    point = great_circle(kilometers=distance_km).destination((latitude, longitude), bearing)
    return point.latitude, point.longitude
