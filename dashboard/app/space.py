"""Areas to filter by, and how deep a point lies inside one: that, against how far the truth may lie, says how sure it is.

A place is known to within a radius. An incident is *certainly* in an area if the whole circle lies in it, *possibly* if
the circle touches it. Pure; distances in km on a sphere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.app import divisions, outlines
from dashboard.app.clusters import Bools, Floats, View
from dashboard.app.outlines import Ring

EARTH_KM: Final = 6371.0
DEGREE_KM: Final = EARTH_KM * math.pi / 180
LARGEST_KM: Final = 20_000.0  # half-way around the globe
NAME_AT_MOST: Final = 60  # characters of a name in a link
PAIRS_AT_ONCE: Final = 100_000  # of a point and an edge: their numbers fit into the processor's cache


@dataclass(frozen=True, slots=True)
class Circle:
    """All within ``km`` of a point; ``name`` where the point is a named place and ``km`` its extent."""

    latitude: float
    longitude: float
    km: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What lies in an odd number of rings, so that a ring inside another one is a hole."""

    rings: tuple[Ring, ...]
    name: str = ""

    @property
    def box(self) -> View:
        points = np.array([point for ring in self.rings for point in ring])
        (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
        return View(float(west), float(south), float(east), float(north), 0)


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code: what the place index puts into it is certainly inside."""

    code: str


@dataclass(frozen=True, slots=True)
class Division:
    """A province, state or district whose outline ``divisions`` knows, by its id there."""

    id: str

    @property
    def outline(self) -> Outline:
        return Outline(divisions.rings(self.id))


@dataclass(frozen=True, slots=True)
class InView:
    """Whatever the map shows."""


Area = Circle | Outline | Country | Division | InView


@dataclass(frozen=True, slots=True)
class Inside:
    """Which rows are certainly, and which at least possibly, in an area."""

    certain: Bools
    possible: Bools

    @classmethod
    def of(cls, depth: Floats, radius_km: npt.NDArray[np.floating]) -> Inside:
        """From how deep points lie inside (km, negative: outside) and how far the truth may be off (NaN: no place)."""
        known = ~np.isnan(depth)
        return cls(known & (depth >= radius_km), known & (depth >= -radius_km))


def depth(area: Circle | Outline | View, latitude: Floats, longitude: Floats, reach_km: float | Floats) -> Floats:
    """How far inside the edge each point lies, in km; negative outside. NaN for a point without coordinates.

    Points farther outside than ``reach_km`` (of all, or of each) may be given as nearer to the edge than they are, but
    never within reach.
    """
    if isinstance(area, Circle):
        return area.km - distance(area.latitude, area.longitude, latitude, longitude)
    if isinstance(area, View):
        return _in_box(area, latitude, longitude)
    rough = _in_box(area.box, latitude, longitude)
    near = np.flatnonzero(rough >= -reach_km)
    rough[near] = _in_rings(area.rings, latitude[near], longitude[near])
    return rough


def distance(latitude: float, longitude: float, to_latitude: Floats, to_longitude: Floats) -> Floats:
    """Great-circle distance in km, by the haversine formula."""
    lat, lon = np.radians(to_latitude), np.radians(to_longitude)
    lat0, lon0 = math.radians(latitude), math.radians(longitude)
    half = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * math.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def _in_box(box: View, latitude: Floats, longitude: Floats) -> Floats:
    up = np.minimum(latitude - box.south, box.north - latitude) * DEGREE_KM
    if box.east - box.west >= 360:
        return up
    middle = (box.west + box.east) / 2
    longitude = longitude + 360.0 * np.round((middle - longitude) / 360.0)
    across = np.minimum(longitude - box.west, box.east - longitude) * DEGREE_KM * np.cos(np.radians(latitude))
    outside = -np.hypot(np.minimum(up, 0.0), np.minimum(across, 0.0))
    return np.where((up >= 0) & (across >= 0), np.minimum(up, across), outside)


def _in_rings(rings: tuple[Ring, ...], latitude: Floats, longitude: Floats) -> Floats:
    """Distance to the nearest edge on a plane that touches the globe at each point; the sign by the even-odd rule."""
    if len(latitude) == 0:
        return np.zeros(0)
    start = np.array([corner for ring in rings for corner in ring])
    end = np.array([corner for ring in rings for corner in (*ring[1:], ring[0])])
    at_once = max(1, PAIRS_AT_ONCE // max(1, len(start)))
    parts = [
        _to_edges(start, end, latitude[at : at + at_once, None], longitude[at : at + at_once, None])
        for at in range(0, len(latitude), at_once)
    ]
    found: Floats = np.concatenate(parts) * DEGREE_KM
    return found


def _to_edges(start: Floats, end: Floats, latitude: Floats, longitude: Floats) -> Floats:
    """The same in degrees, for a column of points and all edges at once."""
    shrink = np.cos(np.radians(latitude))
    y1, y2 = start[:, 0] - latitude, end[:, 0] - latitude
    x1 = ((start[:, 1] - longitude + 180.0) % 360.0 - 180.0) * shrink
    dx, dy = (end[:, 1] - start[:, 1]) * shrink, end[:, 0] - start[:, 0]
    along = np.clip(-(x1 * dx + y1 * dy) / np.maximum(dx * dx + dy * dy, 1e-18), 0.0, 1.0)
    nearest: Floats = np.sqrt(((x1 + along * dx) ** 2 + (y1 + along * dy) ** 2).min(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        crossed = ((y1 > 0) != (y2 > 0)) & (x1 - y1 * dx / dy > 0)
    return np.where(np.count_nonzero(crossed, axis=1) % 2 == 1, nearest, -nearest)


# ------------------------------------------------------------------------------------------------------------- the URL


def write(area: Area) -> str:
    """An area as a URL parameter."""
    if isinstance(area, InView):
        return "view"
    if isinstance(area, Country):
        return f"country:{area.code}"
    if isinstance(area, Division):
        return f"division:{area.id}"
    if isinstance(area, Circle):
        return f"circle:{area.latitude:.4f},{area.longitude:.4f},{area.km:g}" + (f",{area.name}" if area.name else "")
    return f"outline:{outlines.encode(area.rings)}" + (f",{area.name}" if area.name else "")


def read(text: str) -> Area | None:
    """The area of a URL parameter; None where it makes no sense."""
    kind, _, rest = text.partition(":")
    if text == "view":
        return InView()
    if kind == "country" and len(rest) == 2 and rest.isalpha():
        return Country(rest.upper())
    if kind == "division" and divisions.known(rest):
        return Division(rest)
    if kind == "circle":
        return _circle(rest)
    if kind == "outline":
        code, _, name = rest.partition(",")
        rings = outlines.decode(code)
        return Outline(rings, name[:NAME_AT_MOST]) if rings else None
    return None


def _circle(text: str) -> Circle | None:
    parts = text.split(",", 3)
    try:
        latitude, longitude, km = (float(part) for part in parts[:3])
    except ValueError:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < km <= LARGEST_KM):
        return None
    return Circle(latitude, longitude, km, parts[3][:NAME_AT_MOST] if len(parts) > 3 else "")
