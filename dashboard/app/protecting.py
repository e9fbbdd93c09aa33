"""What an export leaves out to protect people: graphic sentences, and exact places. Pure.

Both work on the records before any format is written, so that every format holds to them. Texts keep their length, so
that each citation still points at its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from dashboard.app.words import mark, say
from dashboard.model import Actor, Cited, Document, Incident, Location, Report, Span

Pair = tuple[Incident, Mapping[str, Document]]

DECIMALS: Final = 1  # of a degree that blunted coordinates keep: about 11 km
KM_OF_A_DEGREE: Final = 111.2
NEAR_PRECISION: Final = 2  # where_prec of what is known to within about 25 km
COVER: Final = "█"
HIDDEN: Final = mark("[graphic content left out]")

# What newsrooms warn of before they show it: what was done to bodies, named outright. Our own list; plain words for
# killing and injuring are not in it, since without them no report of violence would be left.
_GRAPHIC: Final = re.compile(
    r"""\b(?:
        behead\w*|decapitat\w*|headless|dismember\w*|disembowel\w*|mutilat\w*|eviscerat\w*|castrat\w*|flayed|impaled
      | corpses?|cadavers?|entrails|innards|body\ parts?|severed\ \w+|(?:charred|mangled|bloated|decompos\w+)\ (?:bod|remain)\w*
      | (?:burn(?:ed|t)|buried|skinned)\ (?:\w+\ ){0,2}(?:alive|to\ death)|(?:stoned|hacked|beaten)\ to\ death|immolat\w*
      | (?:slit|slitting|cut|cutting)\ (?:\w+\ ){0,2}throats?|throats?\ (?:\w+\ ){0,2}(?:slit|cut)
      | crucif\w*|lynch(?:ed|ing\w*)|tortur\w*|rap(?:ed|es|ing|ists?)|gang-?rape\w*|rape
      | blood-?(?:soaked|stained|spattered)|bloodied|pools?\ of\ blood|covered\ in\ blood|(?:limbs?|heads?)\ blown\ off
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A sentence, roughly: what a report cites is covered by its own, exact sentences beside these.
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+[\"”’)\]]*|\n|$)")


@dataclass(frozen=True, slots=True)
class Protection:
    """``graphic``: sentences that say what was done to bodies are covered. ``places``: coordinates are blunted."""

    graphic: bool = False
    places: bool = False


def protected(pairs: Iterable[Pair], asked: Protection) -> Iterator[Pair]:
    """The incidents with their documents as the protection lets them be seen."""
    for incident, documents in pairs:
        shown, texts = incident, documents
        if asked.places:
            shown = blunted(shown)
        if asked.graphic:
            shown, texts = covered(shown, texts)
        yield shown, texts


def is_graphic(text: str) -> bool:
    return _GRAPHIC.search(text) is not None


def shown(text: str) -> str:
    """A quoted text for people: one that is covered throughout is named instead."""
    bare = [sign for sign in text if sign.isalnum() or sign == COVER]
    return say(HIDDEN) if bare and all(sign == COVER for sign in bare) else text


# ------------------------------------------------------------------------------------------------------------- places


def blunted(incident: Incident) -> Incident:
    """All points on a grid of a tenth of a degree, the radius raised by how far that may have moved them."""
    reports = tuple(replace(r, place=_blunted_cited(r.place)) if r.place else r for r in incident.reports)
    location = _blunted(incident.location) if incident.location else None
    return replace(incident, reports=reports, lead=_lead(incident, reports), location=location)


def _blunted_cited(place: Cited[Location]) -> Cited[Location]:
    return replace(place, value=_blunted(place.value))


def _blunted(location: Location) -> Location:
    half = KM_OF_A_DEGREE * 10**-DECIMALS / 2
    moved = math.hypot(half, half * math.cos(math.radians(location.latitude)))
    latitude, longitude = round(location.latitude, DECIMALS), round(location.longitude, DECIMALS)
    radius = float(math.ceil(location.radius_km + moved))
    place = replace(
        location.place,
        id="",  # the gazetteer's number would give the point away
        latitude=round(location.place.latitude, DECIMALS),
        longitude=round(location.place.longitude, DECIMALS),
        radius_km=max(radius, location.place.radius_km),
    )
    return replace(
        location,
        place=place,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        where_prec=max(location.where_prec, NEAR_PRECISION),
    )


def _lead(incident: Incident, reports: tuple[Report, ...]) -> Report:
    return next(report for report in reports if report.id == incident.lead.id)


# ------------------------------------------------------------------------------------------------------------ graphic


def covered(incident: Incident, documents: Mapping[str, Document]) -> Pair:
    """Graphic sentences under bars of the same length, in texts, titles and the names of people and things."""
    cited: dict[str, set[Span]] = {}
    for report in incident.reports:
        cited.setdefault(report.document, set()).update(report.evidence)
    texts = {name: _covered_document(documents[name], spans) for name, spans in cited.items() if name in documents}
    reports = tuple(
        replace(r, actors=tuple(map(_renamed, r.actors)), targets=tuple(map(_renamed, r.targets)))
        for r in incident.reports
    )
    made = replace(
        incident,
        reports=reports,
        lead=_lead(incident, reports),
        actors=tuple(map(_actor, incident.actors)),
        targets=tuple(map(_actor, incident.targets)),
    )
    return made, texts


def _covered_document(document: Document, cited: Iterable[Span]) -> Document:
    hits, rough = _graphic_spans(document.text)
    if hits:
        bars = list(document.text)
        exact = (span for span in cited if any(span.start <= hit.start < span.end for hit in hits))
        for span in (*rough, *exact):
            bars[span.start : span.end] = map(_bar, bars[span.start : span.end])
        document = replace(document, text="".join(bars))
    origin = _hide(document.source.origin)  # a file is often named by its headline
    if origin != document.source.origin:
        document = replace(document, source=replace(document.source, origin=origin))
    return replace(document, title="".join(map(_bar, document.title))) if is_graphic(document.title) else document


@lru_cache(maxsize=256)
def _graphic_spans(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The graphic words of a text, and roughly their sentences; many incidents share an article."""
    hits = tuple(Span(match.start(), match.end()) for match in _GRAPHIC.finditer(text))
    if not hits:
        return (), ()
    sentences = [Span(match.start(), match.end()) for match in _SENTENCE.finditer(text)]
    return hits, tuple(span for span in sentences if any(span.start <= hit.start < span.end for hit in hits))


def _bar(sign: str) -> str:
    return sign if sign.isspace() else COVER


def _renamed(cited: Cited[Actor]) -> Cited[Actor]:
    return replace(cited, value=_actor(cited.value))


def _actor(actor: Actor) -> Actor:
    return replace(actor, name=_hide(actor.name), written=_hide(actor.written))


def _hide(text: str) -> str:
    """Only the graphic words themselves under bars."""
    return _GRAPHIC.sub(lambda match: "".join(map(_bar, match.group())), text)
