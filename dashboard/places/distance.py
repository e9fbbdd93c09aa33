"""Distances and offsets on the globe."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.model import Place, PlaceMention

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


UNSAID_BEARING = 1.0  # share of a stated distance by which the circle grows if the direction is unsaid
OFFSET_SLACK = 0.25  # "30 km north of" is rarely measured better than that
NEAR_RADIUS_KM = 25.0  # UCDP GED's where_prec 2: within about 25 km


def placed(place: Place, mention: PlaceMention) -> tuple[float, float, float]:
    """Latitude, longitude and radius of what the mention's words say about the place: at it, near it, 30 km north."""
    moved = mention.displacement
    if moved is None:
        return (
            place.latitude,
            place.longitude,
            max(place.radius_km, NEAR_RADIUS_KM) if mention.near else place.radius_km,
        )
    if moved.bearing is None:
        return place.latitude, place.longitude, place.radius_km + UNSAID_BEARING * moved.distance_km
    latitude, longitude = offset(place.latitude, place.longitude, moved.distance_km, moved.bearing)
    return latitude, longitude, max(2.0, OFFSET_SLACK * moved.distance_km)


PART_AT, PART_RADIUS = 0.6, 0.6  # "northern Iraq": so far out from the middle and so wide, as shares of the radius
LEAST_PART_KM = 15.0  # smaller places are not divided


def part_of(place: Place, mention: PlaceMention) -> tuple[float, float, float] | None:
    """Latitude, longitude and radius of the part of a place that the words name; None where they name none."""
    if mention.part is None or place.radius_km < LEAST_PART_KM:
        return None
    latitude, longitude = offset(place.latitude, place.longitude, PART_AT * place.radius_km, mention.part)
    return latitude, longitude, PART_RADIUS * place.radius_km
