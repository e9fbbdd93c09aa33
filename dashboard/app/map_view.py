"""The folium map: a base that never changes, and a scene of markers that is drawn into it at each change.

Pure: no Streamlit here. ``base_map`` gives the same script every time (so the frame is never rebuilt); ``scene``
turns clusters into plain data; ``feature_group`` wraps that data for ``st_folium(feature_group_to_add=…)``; ``clicks`` reads
what comes back.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import folium
import numpy as np
from folium.template import Template

from dashboard.app import language
from dashboard.app.clusters import Cluster, View, project, unproject
from dashboard.app.outlines import Ring
from dashboard.app.theme import SHAPES, TYPE_LOOKS
from dashboard.app.words import mark_plural, plural, say

WORLD = View(-100.0, -55.0, 150.0, 72.0, 2)
RETURNED = ("last_object_clicked_count", "last_active_drawing", "bounds", "zoom", "center")
MAX_ZOOM = 16
ARRIVED_PX = 4  # Leaflet stops at whole pixels
USUAL_SIZE = (820, 660)  # pixels
INCIDENTS = mark_plural("{count} incident", "{count} incidents")
HERE = mark_plural("{count} incident at this place", "{count} incidents at this place")
AT_PLACES = mark_plural("at {count} place", "at {count} places")
STREETS: Mapping[str, str] = {
    "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "attribution": "© OpenStreetMap contributors",
}


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the browser finds our files, relative to streamlit-folium's frame; see ``basemap.assets``."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    shapes: Mapping[str, str]
    labels: str


def script_json(data: Any) -> str:
    """JSON that is safe inside a script and inside a template: no tag can close it, no ``{{ }}`` can run in it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for mark, escaped in _ESCAPES:
        text = text.replace(mark, escaped)
    return text


# Outside its strings JSON has none of these marks, so replacing them changes no meaning.
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("'", "\\u0027"),
    ("{{", "\\u007b\\u007b"),
    ("{%", "\\u007b%"),
    ("{#", "\\u007b#"),
)


def name_of(element: Any) -> str:
    """The variable that stands for an element in folium's scripts."""
    return str(element.get_name())


class _Start(folium.MacroElement):
    """Starts our own drawing inside the map, once."""

    _template = Template(
        "{% macro script(this, kwargs) %}incidentMap.start({{ this.map_name }}, {{ this.config|tojson }});{% endmacro %}"
    )

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.config = config

    @property
    def map_name(self) -> str:
        return name_of(self._parent)


class _Scene(folium.MacroElement):
    """Draws one scene into the feature group it stands in."""

    _template = Template(
        "{% macro script(this, kwargs) %}incidentMap.draw({{ this.group_name }}, {{ this.data }});{% endmacro %}"
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Scene"
        self.data = script_json(data)

    def render(self, **_: Any) -> str:
        """Nothing: streamlit-folium takes the script itself, and branca would read our data as a template again."""
        return ""

    @property
    def group_name(self) -> str:
        return name_of(self._parent)


class OfflineMap(folium.Map):
    """A folium map that loads Leaflet and our own files from this machine instead of from content networks."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(
            location=(25.0, 30.0),
            zoom_start=3,
            tiles=None,
            maxZoom=MAX_ZOOM,
            minZoom=2,
            worldCopyJump=True,
            control_scale=True,
            zoomControl=True,
        )
        self.default_js = [(f"script{at}", url) for at, url in enumerate(assets.scripts)]
        self.default_css = [(f"style{at}", url) for at, url in enumerate(assets.styles)]


def base_map(assets: Assets, names: Mapping[str, str] | None = None) -> OfflineMap:
    """The map without markers. Its script is the same at each call: streamlit-folium keeps the frame as it is.

    ``names`` are those of countries (by code) and seas (by English name) in another language than English.
    """
    base = OfflineMap(assets)
    types = [{"name": say(kind.value), "colour": look.colour, "shape": look.shape} for kind, look in TYPE_LOOKS.items()]
    config = {
        "shapes": dict(assets.shapes),
        "labels": assets.labels,
        "names": dict(names or {}),
        "types": types,
        "paths": dict(SHAPES),
        "attribution": "Natural Earth · GeoNames",
        "texts": _texts(),
    }
    base.add_child(_Start(config))
    return base


def _texts() -> dict[str, Any]:
    """What the map's scripts say themselves, by their own names, and which way it runs."""
    now = language.current()
    return {
        "lang": now.code,
        "dir": now.direction,
        "zoom in": say("Zoom in"),
        "zoom out": say("Zoom out"),
        "incidents": language.forms(*INCIDENTS),
    }


@dataclass(frozen=True, slots=True)
class Spot:
    """What a single incident's marker shows beside its type: a title, a note, its look and its radius."""

    title: str
    note: str
    look: str
    radius_km: float
    id: str


@dataclass(frozen=True, slots=True)
class Area:
    """All country-level incidents of one country, drawn at its label point as one hollow marker."""

    code: str
    name: str
    latitude: float
    longitude: float
    counts: tuple[int, ...]
    background: bool = False


@dataclass(frozen=True, slots=True)
class MentionedPlace:
    """A place that documents name: where, its name, in how many documents."""

    key: str
    name: str
    latitude: float
    longitude: float
    documents: int


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected, so that it is marked: an incident's point, or a country, or neither.

    The truth lies within ``radius_km`` of the point, or in ``rings`` where it is known to lie in just that outline.
    """

    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    radius_km: float = 0.0
    rings: tuple[Ring, ...] = ()

    def at(self, latitude: float, longitude: float) -> bool:
        if self.latitude is None or self.longitude is None:
            return False
        apart = (longitude - self.longitude) % 360.0
        return abs(self.latitude - latitude) < 1e-5 and min(apart, 360.0 - apart) < 1e-5

    def data(self) -> dict[str, Any] | None:
        if self.latitude is None or self.longitude is None:
            return None
        around = {"rings": self.rings} if self.rings else {"r": self.radius_km}
        return {"lat": self.latitude, "lng": self.longitude, **around}


@dataclass(frozen=True, slots=True)
class Look:
    """A request to the map to go somewhere; it is followed once per ``number``."""

    number: int
    box: tuple[float, float, float, float] | None = None
    center: tuple[float, float] | None = None
    zoom: int | None = None
    limit: int = 9

    def data(self) -> dict[str, Any]:
        if self.box is not None:
            return {"number": self.number, "box": list(self.box), "limit": self.limit}
        return {"number": self.number, "center": self.center, "zoom": self.zoom}

    def arrives(self, latitude: float, longitude: float, zoom: int) -> bool:
        """Whether a map with this middle is where it was sent, to within a few pixels."""
        if self.box is not None:
            west, south, east, north = self.box
            x, y = project(np.array([south, north]), np.array([west, east]))
            lat, lon = unproject(x.mean(keepdims=True), y.mean(keepdims=True))
            target = (float(lat[0]), float(lon[0]))
        elif self.center is not None and self.zoom == zoom:
            target = self.center
        else:
            return False
        degrees = ARRIVED_PX * 360 / (256 * 2**zoom)
        apart = (longitude - target[1] + 180.0) % 360.0 - 180.0
        return bool(abs(latitude - target[0]) < degrees and abs(apart) < degrees)


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of the area that is filtered by: a circle, or rings of (latitude, longitude)."""

    center: tuple[float, float] | None = None
    km: float = 0.0
    rings: tuple[Ring, ...] = ()

    def data(self) -> dict[str, Any]:
        if self.center is not None:
            return {"center": list(self.center), "km": self.km}
        return {"rings": [list(map(list, ring)) for ring in self.rings]}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is drawn over the base map for one view and one selection.

    ``at`` is what the page's address says of the view ("" = nothing); ``reveal`` grows when the panel is to be shown;
    with ``pick`` the next click on the map chooses a point instead of a marker;
    ``visit`` is what the browser keeps for the next visit,
    ``layers`` what ``layers.data`` says.
    """

    clusters: Sequence[Cluster] = ()
    spots: Mapping[int, Spot] = field(default_factory=dict)
    names: Mapping[int, tuple[str, float]] = field(default_factory=dict)
    areas: Sequence[Area] = ()
    mentions: Sequence[MentionedPlace] = ()
    towns: Sequence[Town] = ()
    chosen: Chosen = field(default_factory=Chosen)
    look: Look | None = None
    streets: Mapping[str, str] | None = None
    at: str = ""
    reveal: int = 0
    pick: bool = False
    area: Edge | None = None
    visit: Mapping[str, str | int] | None = None
    layers: Mapping[str, Any] = field(default_factory=dict)


def scene(parts: Scene) -> dict[str, Any]:
    """The scene as plain data for the browser: GeoJSON features, towns, where to look.

    ``parts.spots`` is keyed by the incident's row, ``parts.names`` by place number: (name, radius in km).
    """
    features = [_of_mention(mention) for mention in parts.mentions]
    features += [_of_area(area, parts.chosen) for area in parts.areas]
    features += [_of_cluster(cluster, parts) for cluster in parts.clusters]
    return {
        "features": features,
        "towns": [[t.name, round(t.latitude, 4), round(t.longitude, 4), t.population] for t in parts.towns],
        "view": parts.look.data() if parts.look else None,
        "streets": parts.streets,
        "chosen": parts.chosen.data(),
        "at": parts.at,
        "reveal": parts.reveal,
        "pick": parts.pick,
        "area": parts.area.data() if parts.area else None,
        "visit": dict(parts.visit) if parts.visit else None,
        "layers": dict(parts.layers),
    }


def _feature(latitude: float, longitude: float, properties: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _of_cluster(cluster: Cluster, parts: Scene) -> dict[str, Any]:
    properties: dict[str, Any] = {"n": cluster.count, "t": list(cluster.counts)}
    selected = parts.chosen.at(cluster.latitude, cluster.longitude)
    name, radius = parts.names.get(cluster.places[0], ("", 0.0)) if cluster.places else ("", 0.0)
    if cluster.row >= 0 and cluster.row in parts.spots:
        spot = parts.spots[cluster.row]
        properties |= {"kind": "point", "id": spot.id, "title": spot.title, "note": spot.note, "look": spot.look}
        radius = spot.radius_km
    elif cluster.at_one_point:
        properties |= {"kind": "stack", "name": name, "note": plural(cluster.count, *HERE)}
    else:
        note = f"{plural(cluster.count, *INCIDENTS)} {plural(len(cluster.places), *AT_PLACES)}"
        properties |= {"kind": "cluster", "name": "", "note": note, "b": [round(v, 5) for v in cluster.box]}
    if cluster.at_one_point and radius > 0:
        properties["r"] = round(radius, 2)
    if cluster.background:
        properties["pale"] = 1
    if selected:
        properties["selected"] = 1
    return _feature(cluster.latitude, cluster.longitude, properties)


def _of_area(area: Area, chosen: Chosen) -> dict[str, Any]:
    properties: dict[str, Any] = {"kind": "area", "code": area.code, "name": area.name}
    properties |= {
        "n": sum(area.counts),
        "t": list(area.counts),
        "note": say("Somewhere in the country; no exact place given"),
    }
    if area.background:
        properties["pale"] = 1
    if chosen.country == area.code:
        properties["selected"] = 1
    return _feature(area.latitude, area.longitude, properties)


def _of_mention(mention: MentionedPlace) -> dict[str, Any]:
    note = plural(
        mention.documents,
        "named in {count} document; no incident placed here",
        "named in {count} documents; no incident placed here",
    )
    properties = {"kind": "mention", "n": 1, "id": mention.key, "name": mention.name, "note": note}
    return _feature(mention.latitude, mention.longitude, properties)


def feature_group(data: dict[str, Any]) -> folium.FeatureGroup:
    """The scene as the one feature group that streamlit-folium puts into the standing map."""
    group = folium.FeatureGroup(name="incidents", control=False)
    group.add_child(_Scene(data))
    return group


def expected(look: Look | None) -> View:
    """What a map of usual size will show when it follows ``look``: for the first drawing, before it has told us."""
    if look is None:
        return WORLD
    if look.center is not None and look.zoom is not None:
        wide, high = (pixels / 2 * 360 / (256 * 2**look.zoom) for pixels in USUAL_SIZE)
        lat, lon = look.center
        return View(lon - wide, max(-85.0, lat - high), lon + wide, min(85.0, lat + high), look.zoom)
    if look.box is not None:
        west, south, east, north = look.box
        share = max((east - west) / USUAL_SIZE[0], (north - south) * 1.3 / USUAL_SIZE[1])
        zoom = math.floor(math.log2(360 / 256 / max(share, 1e-9) * 0.9))
        return View(west, south, east, north, max(2, min(look.limit, zoom)))
    return WORLD
