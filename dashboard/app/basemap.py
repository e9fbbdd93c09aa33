"""Where the map's files are served from: Leaflet and jQuery from their wheels, our scripts, the world's outlines.

Streamlit serves any file of a declared component's folder, so no request leaves the machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xstatic.pkg import jquery, leaflet

from dashboard import paths
from dashboard.app import language
from dashboard.app.map_view import Assets
from dashboard.app.words import say

FRONTEND = Path(__file__).resolve().parent / "frontend"


@dataclass(frozen=True, slots=True)
class Country:
    """A country's English name, the point its label stands at, and the box of its largest piece (W, S, E, N)."""

    code: str
    name: str
    latitude: float
    longitude: float
    box: tuple[float, float, float, float]


@cache
def _labels() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((paths.data() / "basemap" / "labels.json").read_text("utf-8"))
    return found


@cache
def countries() -> dict[str, Country]:
    """The countries of the base map by ISO 3166-1 alpha-2 code."""
    return {code: Country(code, name, lat, lon, tuple(box)) for code, name, lon, lat, _, box in _labels()["countries"]}


def seas() -> list[str]:
    """The English names of the seas of the base map."""
    return [name for name, *_ in _labels()["seas"]]


def country_name(code: str) -> str:
    """A country's name in the page's language; the code itself where the base map does not know it."""
    known = countries().get(code)
    return language.country(code, known.name) if known else code


def names() -> dict[str, str]:
    """What the map's names are in the page's language: countries by code, seas by English name; none in English."""
    if language.current() is language.ENGLISH:
        return {}
    return {code: country_name(code) for code in countries()} | {sea: say(sea) for sea in seas()}


def assets() -> Assets:
    """Declares the folders to Streamlit and gives the addresses of their files as seen from streamlit-folium's frame."""
    _declare("leaflet", Path(leaflet.BASE_DIR))
    _declare("jquery", Path(jquery.BASE_DIR))
    _declare("frontend", FRONTEND)
    _declare("shapes", paths.data() / "basemap")
    scripts = (
        _address("leaflet", Path(leaflet.BASE_DIR) / "leaflet.js"),
        _address("jquery", Path(jquery.BASE_DIR) / "jquery.min.js"),
        *(
            _address("frontend", FRONTEND / name)
            for name in ("basemap.js", "labels.js", "icons.js", "markers.js", "layers.js", "reading.js")
        ),
    )
    styles = (
        _address("leaflet", Path(leaflet.BASE_DIR) / "leaflet.css"),
        _address("frontend", FRONTEND / "map.css"),
    )
    data = paths.data() / "basemap"
    shapes = {name: _address("shapes", data / f"{name}.json") for name in ("world", "detail")}
    return Assets(scripts, styles, shapes, _address("shapes", data / "labels.json"))


def font() -> str | None:
    """The address of Streamlit's own text font, so that the map speaks in the page's type; None if it moved."""
    import streamlit  # noqa: PLC0415  # as below

    folder = Path(streamlit.__file__).parent / "static" / "static" / "media"
    files = sorted(folder.glob("SourceSansVF-Upright*.woff2"))
    return f"../../static/media/{files[0].name}" if files else None


def _declare(name: str, folder: Path) -> None:
    import streamlit.components.v1 as components  # noqa: PLC0415  # names of countries are also wanted where no page is

    components.declare_component(name, path=str(folder))


def _address(component: str, file: Path) -> str:
    """One file's address; its time of change is part of it, so that a browser never keeps an old one."""
    stamp = int(file.stat().st_mtime)
    return f"../{__name__}.{component}/{file.name}?{stamp:x}"
