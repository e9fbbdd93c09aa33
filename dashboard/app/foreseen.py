"""What would be made of one article, as HTML: its text with highlights, candidate pins, incidents, and what was none. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from dashboard.app import article, basemap, evidence, incident_view, little_map, words
from dashboard.app.words import mark, plural, say
from dashboard.model import Extract, Incident, PlaceRole, Resolution

HEADS: Final = ("", mark("Words"), mark("Place"), mark("Certain to"), mark("Role"))
PINS_AT_MOST: Final = 25  # places of one article in the list; the map shows the same


def text(whole: Extract) -> str:
    """The article with what its incidents cite, and with the words that were made none."""
    found = [mark for report in whole.reports for mark in article.marks(report)]
    found += [article.Mark(rejected.span, article.REJECTED) for rejected in whole.rejected]
    fields = {field for report in whole.reports for field in article.citations(report)}
    shown = article.html(words.clean(whole.document.text), found, words.clean(whole.document.title))
    return article.legend(fields) + shown


def pins(whole: Extract) -> str:
    """The places that the article names: those of incidents first, on a small map and as a list; "" for none."""
    placed = _placed(whole)
    if not placed:
        return ""
    shown = placed[:PINS_AT_MOST]
    marks = [
        little_map.Pin(latitude, longitude, str(number), resolution.radius_km or 0.0)
        for number, (resolution, _) in enumerate(shown, 1)
        for latitude, longitude in [_point(resolution)]
    ]
    image = f"data:image/svg+xml,{quote(little_map.svg(marks))}"
    alt = escape(say("A small map of the places listed here"))
    rows = "".join(_pin(number, *pair) for number, pair in enumerate(shown, 1))
    heads = "".join(f"<th>{escape(say(head))}</th>" for head in HEADS)
    left = len(placed) - len(shown)
    more = incident_view.and_more(left)
    return (
        f'<img class="im-little-map" src="{image}" alt="{alt}">'
        f'<table class="im-fields im-pins"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'
    )


def incidents(found: Sequence[Incident], whole: Extract) -> str:
    """The incidents that the article would report, each with its fields; a word about it where there is none."""
    if not found:
        return f"<p>{escape(say('No incident would be made of it.'))}</p>"
    documents = {whole.document.id: whole.document}
    blocks = []
    for incident in found:
        head = incident_view.summary(incident, documents)
        blocks.append(f'<section class="im-foreseen">{head}{evidence.fields(incident, documents)}</section>')
    return "".join(blocks)


def rejected(whole: Extract) -> str:
    """What looked like an event and would be none, with the reasons, unfolded."""
    shown = incident_view.rejected(whole.document, whole.rejected)
    return shown.replace("<details ", "<details open ", 1)


def _placed(whole: Extract) -> list[tuple[Resolution, PlaceRole]]:
    """What was put on the ground, one for each place and role: places of events first, then in text order."""
    roles = whole.roles or tuple(resolution.mention.role for resolution in whole.resolutions)
    kept: dict[tuple[object, PlaceRole], tuple[Resolution, PlaceRole]] = {}
    for resolution, role in zip(whole.resolutions, roles, strict=True):
        if resolution.chosen is not None:
            kept.setdefault((_point(resolution), role), (resolution, role))
    return sorted(kept.values(), key=lambda pair: (pair[1] is not PlaceRole.EVENT, pair[0].mention.span))


def _point(resolution: Resolution) -> tuple[float, float]:
    place = resolution.chosen
    if place is None:
        raise ValueError("only what was placed has a point")
    if resolution.latitude is None or resolution.longitude is None:
        return place.latitude, place.longitude
    return resolution.latitude, resolution.longitude


def _pin(number: int, resolution: Resolution, role: PlaceRole) -> str:
    place = resolution.chosen
    name = words.clean(place.name) if place else ""
    country = basemap.country_name(place.country) if place and place.country else ""
    where = words.in_country(name, country)
    radius = resolution.radius_km or (place.radius_km if place else 0.0)
    exact = say("{kind}, within about {km} km", kind=say(place.kind.value) if place else "", km=f"{radius:,.0f}")
    rest = len(resolution.candidates) - 1
    others = f" ({plural(rest, '{count} other candidate', '{count} other candidates')})" if rest > 0 else ""
    said = words.clean(words.clipped(resolution.mention.text, 60))
    return (
        f'<tr><td>{number}</td><td dir="auto">{escape(said)}</td>'
        f'<td>{words.bdi(where)}<span class="im-quiet">{escape(others)}</span></td>'
        f"<td>{escape(exact)}</td><td>{escape(say(role.value))}</td></tr>"
    )
