"""A filtered view as one HTML file that opens anywhere and asks nothing of any network. Pure.

Its policy lets exactly its own script and style run (by their digests) and forbids every request; words of documents
travel as data, and its script puts them on the page as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from dashboard import paths
from dashboard.app import basemap, language, policy, telling, words
from dashboard.app.map_view import script_json
from dashboard.app.protecting import Pair
from dashboard.app.telling import About
from dashboard.app.theme import SHAPES, TYPE_LOOKS, TYPES
from dashboard.app.words import mark, say
from dashboard.model import Document, Incident
from dashboard.store.frames import COUNTRY_LEVEL

FOLDER: Final = Path(__file__).resolve().parent / "sheet"
SCRIPTS: Final = ("land.js", "sheet.js")
COORDINATES: Final = 5  # decimals: about a metre
TITLE: Final = mark("Incidents")


def html(pairs: Iterable[Pair], about: About) -> str:
    """The whole file; its list begins with the latest, as the page's does, and ends with the undated."""
    script = "".join((FOLDER / name).read_text("utf-8") for name in SCRIPTS)
    style = (FOLDER / "sheet.css").read_text("utf-8")
    incidents = sorted((_incident(*pair) for pair in pairs), key=lambda told: told["first"], reverse=True)
    data = {"types": _types(), "texts": _texts(), "incidents": incidents}
    intro = "".join(f'<p class="quiet">{escape(line)}</p>' for line in about.lines())
    return (
        f"<!doctype html>{language.opening()}{policy.head(say(TITLE), style, script)}<body><header><h1>{escape(say(TITLE))}</h1>"
        f'<p id="count" role="status"></p>{intro}</header>{_controls()}{_main()}'
        f'<script type="application/json" id="incidents">{script_json(data)}</script>'
        f'<script type="application/json" id="world">{_world(language.current().code)}</script>'
        f"<script>{script}</script></body></html>\n"
    )


def _controls() -> str:
    return (
        f'<div id="filters" role="search"><div id="types" role="group" aria-label="{escape(say("Event type"))}"></div>'
        f'<label>{escape(say("From"))} <input type="date" id="from"></label>'
        f'<label>{escape(say("To"))} <input type="date" id="to"></label>'
        f'<label>{escape(say("Words"))} <input type="search" id="words"></label></div>'
    )


def _main() -> str:
    return (
        f'<main><div id="place"><canvas id="map" tabindex="0" role="application" aria-label="{escape(say("Map of the incidents in the list"))}">'
        f'</canvas><div id="zoom"><button type="button" id="in" aria-label="{escape(say("Zoom in"))}">+</button>'
        f'<button type="button" id="out" aria-label="{escape(say("Zoom out"))}">−</button>'
        f'<button type="button" id="fit" aria-label="{escape(say("Fit to results"))}">⤢</button></div></div>'
        f'<section id="side" tabindex="0" aria-label="{escape(say("List of incidents"))}">'
        f'<button type="button" id="here" hidden>✕ {escape(say("Only this place"))}</button>'
        f'<p id="none" hidden>{escape(say("No incident matches."))}</p><ul id="list"></ul>'
        f'<button type="button" id="more" hidden>{escape(say("Show more"))}</button></section></main>'
    )


def _texts() -> dict[str, str]:
    """What the script says, by its own names."""
    return {
        "count": say("{kept} of {all} incidents, {map} on the map", kept="{kept}", all="{all}", map="{map}"),
        "original": say("original"),
        "incident": say("Incident"),
    }


def _types() -> list[dict[str, str]]:
    looks = ((kind, TYPE_LOOKS[kind]) for kind in TYPES)
    return [{"name": say(kind.value), "colour": look.colour, "shape": SHAPES[look.shape]} for kind, look in looks]


def _incident(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    """What the file knows of an incident. A country-level record has no point: it stands in the list alone."""
    location, period = incident.location, incident.period
    pinned = location if location is not None and location.where_prec != COUNTRY_LEVEL else None
    return {
        "id": incident.id,
        "type": TYPES.index(incident.event_type),
        "sub": say(incident.sub_event_type.value),
        "place": telling.where(incident),
        "at": [round(pinned.latitude, COORDINATES), round(pinned.longitude, COORDINATES)] if pinned else None,
        "radius": round(location.radius_km, 1) if location else 0,
        "where": words.where(location) if location else "",
        "first": period.first.isoformat() if period else "",
        "last": period.last.isoformat() if period else "",
        "when": words.exact_period(period),
        "signs": telling.signs(incident),
        "pale": incident.background or incident.ongoing,
        "sides": telling.sides(incident),
        "figures": telling.figures(incident),
        "confidence": say("confidence {share}", share=f"{incident.confidence:.0%}"),
        "reports": [
            {"sentence": r.sentence, "source": r.source, "title": r.title, "day": r.day, "url": r.url}
            for r in telling.reports(incident, documents)
        ],
    }


@cache
def _world(_: str) -> str:
    """The outlines and the names of countries in a language, as JSON that is safe inside a script."""
    folder = paths.data() / "basemap"
    world = json.loads((folder / "world.json").read_text("utf-8"))
    rows = json.loads((folder / "labels.json").read_text("utf-8"))["countries"]
    world["labels"] = [[basemap.country_name(code), lon, lat, box] for code, _, lon, lat, _, box in rows]
    return script_json(world)
