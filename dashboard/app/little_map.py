"""A small map as one SVG image, drawn without a browser: for a preview, and for paper. Pure.

Land comes from the same outlines as the page's map, in plain degrees narrowed by the cosine of the middle's latitude.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

import numpy as np

from dashboard import paths
from dashboard.app.clusters import Floats

WIDTH, HEIGHT = 640, 300
KM_OF_A_DEGREE: Final = 111.2
MARGIN: Final = 0.18  # of the pins' own extent, on each side
LEAST_DEGREES: Final = 4.0  # height of the map around a single pin: enough to see which country it is
CORNER_PX: Final = 0.7  # corners nearer than this to the last one are left out
SEA, LAND, EDGE, INK, PAPER = "#d3dfe8", "#f6f4ef", "#a79f92", "#8c1d2b", "#ffffff"


@dataclass(frozen=True, slots=True)
class Pin:
    """A point to show, with a number or a letter on it or smaller without; ``radius_km`` draws how far it may be off."""

    latitude: float
    longitude: float
    label: str
    radius_km: float = 0.0


def svg(pins: Sequence[Pin], width: int = WIDTH, height: int = HEIGHT) -> str:
    """The pins on land and sea; "" without pins. Every text in it is escaped."""
    if not pins:
        return ""
    frame = _Frame.around(pins, width, height)
    land = "".join(_path(ring, frame) for ring, box in _rings() if frame.touches(box))
    marks = "".join(_circle(pin, frame) for pin in pins) + "".join(_mark(pin, frame) for pin in reversed(pins))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
        f'<rect width="{width}" height="{height}" fill="{SEA}"/>'
        f'<path d="{land}" fill="{LAND}" stroke="{EDGE}" stroke-width=".8" fill-rule="evenodd"/>{marks}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    north: float
    x_scale: float  # pixels of a degree
    y_scale: float
    width: int
    height: int

    @classmethod
    def around(cls, pins: Sequence[Pin], width: int, height: int) -> _Frame:
        """The smallest frame that holds the pins; they are not led over the date line."""
        latitudes, longitudes = [p.latitude for p in pins], [p.longitude for p in pins]
        middle = (min(latitudes) + max(latitudes)) / 2
        narrowed = max(math.cos(math.radians(middle)), 0.2)
        grown = 1 + 2 * MARGIN
        tall = max((max(latitudes) - min(latitudes)) * grown, LEAST_DEGREES)
        wide = (max(longitudes) - min(longitudes)) * grown * narrowed
        y_scale = min(height / tall, width / wide) if wide > 0 else height / tall
        x_scale = y_scale * narrowed
        center = (min(longitudes) + max(longitudes)) / 2
        return cls(center - width / x_scale / 2, middle + height / y_scale / 2, x_scale, y_scale, width, height)

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self.x_scale

    def y(self, latitude: float) -> float:
        return (self.north - latitude) * self.y_scale

    def touches(self, box: tuple[float, float, float, float]) -> bool:
        west, south, east, north = box
        return self.x(east) >= 0 and self.x(west) <= self.width and self.y(south) >= 0 and self.y(north) <= self.height


def _path(ring: Floats, frame: _Frame) -> str:
    """A ring as a path; what lies far outside the frame is drawn along its edge, so that no number grows long."""
    x = np.clip((ring[:, 0] - frame.west) * frame.x_scale, -frame.width, 2 * frame.width)
    y = np.clip((frame.north - ring[:, 1]) * frame.y_scale, -frame.height, 2 * frame.height)
    parts: list[str] = []
    last = (math.inf, math.inf)
    for left, top in zip(x.tolist(), y.tolist(), strict=True):
        if abs(left - last[0]) + abs(top - last[1]) >= CORNER_PX:
            parts.append(f"{left:.1f} {top:.1f}")
            last = (left, top)
    return f"M{'L'.join(parts)}Z" if len(parts) > 2 else ""


def _circle(pin: Pin, frame: _Frame) -> str:
    radius = pin.radius_km / KM_OF_A_DEGREE * frame.y_scale
    if not 6 < radius < 2 * frame.width:
        return ""
    at = f'cx="{frame.x(pin.longitude):.1f}" cy="{frame.y(pin.latitude):.1f}"'
    return f'<circle {at} r="{radius:.1f}" fill="{INK}" fill-opacity=".08" stroke="{INK}" stroke-dasharray="4 3"/>'


def _mark(pin: Pin, frame: _Frame) -> str:
    x, y = frame.x(pin.longitude), frame.y(pin.latitude)
    text = f'<text x="{x:.1f}" y="{y + 3.9:.1f}" font-size="11" text-anchor="middle" fill="{PAPER}">{escape(pin.label)}</text>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{9 if pin.label else 4}" fill="{INK}" stroke="{PAPER}" stroke-width="1.5"/>{text}'


@cache
def _rings() -> tuple[tuple[Floats, tuple[float, float, float, float]], ...]:
    """All rings of all countries as longitudes and latitudes, each with its box (west, south, east, north)."""
    world = json.loads((paths.data() / "basemap" / "world.json").read_text("utf-8"))
    scale, origin = np.array(world["scale"]), np.array(world["translate"])
    arcs = [np.cumsum(np.array(flat).reshape(-1, 2), axis=0) * scale + origin for flat in world["arcs"]]
    found = []
    for _, rings in world["countries"]:
        for numbers in rings:
            ring = np.vstack([arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers])
            ring[:, 0] = np.unwrap(ring[:, 0], period=360)
            low, high = ring.min(axis=0), ring.max(axis=0)
            found.append((ring, (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
    return tuple(found)
