"""What the page knows of the store: shared by all sessions for each revision, and chosen rows for each session."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import streamlit as st

from dashboard.app import basemap, clusters, divisions, map_view, narrowing, words
from dashboard.app.beside import newest_key
from dashboard.app.clusters import Points, View
from dashboard.app.outlines import Ring
from dashboard.app.state import Open
from dashboard.app.theme import TYPES
from dashboard.app.words import say
from dashboard.errors import DashboardError, GazetteerError
from dashboard.model import Factuality, Location, PlaceKind
from dashboard.places.offline import OfflineGazetteer
from dashboard.store.filters import Filters
from dashboard.store.frames import COUNTRY_LEVEL, Frame
from dashboard.store.listing import MentionedPlace
from dashboard.store.rows import FACTUALITIES
from dashboard.store.store import Store

TOWNS_FROM_ZOOM = 5  # below it, names of countries fill the map
TOWNS_AT_MOST = 70
SAME_POINT_DEGREES = 2e-6  # links carry six decimals
MENTIONS_AT_MOST = 400  # small dots: more would hide the map
LOOKS = {Factuality.REPORTED: "", Factuality.CLAIMED: "claimed", Factuality.DENIED: "denied"}


@dataclass(frozen=True)
class Shared:
    """One revision of the store, ready to draw."""

    store: Store
    frame: Frame
    points: Points
    types: clusters.Ints
    pale: clusters.Bools


@dataclass(frozen=True)
class Chosen:
    """What the filters keep: a mask over the frame, and the rows it keeps, in order."""

    filters: Filters
    revision: int
    mask: clusters.Bools
    rows: clusters.Ints
    keys: clusters.Ints | None


def current(url: str) -> Shared:
    """The store as it is now. Raises ``StoreError`` if it cannot be read."""
    identity = _identity(url)
    return shared(url, identity, open_store(url, identity).revision())


def _identity(url: str) -> str:
    """Tells a file from another one that has taken its place, so that a store made anew is opened anew."""
    path = Path(url.partition(":///")[2])
    try:
        return str(path.stat().st_ino) if url.startswith("sqlite:///") else ""
    except OSError:
        return ""


@st.cache_resource(show_spinner=False, max_entries=2)
def open_store(url: str, identity: str) -> Store:  # noqa: ARG001  # the cache tells files apart by it
    """The store, opened once for all sessions. Raises ``StoreError``."""
    return Store.open(url)


@st.cache_resource(show_spinner=False, max_entries=2)
def shared(url: str, identity: str, revision: int) -> Shared:  # noqa: ARG001  # the cache tells revisions apart by it
    """The store's content at a revision, made once for all sessions."""
    store = open_store(url, identity)
    frame = store.frame()
    drawn = (frame.where_prec > 0) & (frame.where_prec != COUNTRY_LEVEL)
    points = Points.of(frame.latitude, frame.longitude, drawn)
    return Shared(store, frame, points, frame.event_type.astype(np.int64), frame.background | frame.ongoing)


@st.cache_resource(show_spinner=False)
def gazetteer() -> OfflineGazetteer | None:
    """The place index, for the towns of the base map; without one the map has countries and seas only."""
    try:
        return OfflineGazetteer.open(check_stamp=False)
    except GazetteerError:
        return None


def home(name: str, country: str, kind: PlaceKind, point: tuple[float, float]) -> str:
    """The id in ``divisions`` of the division that goes by this name, of several that nearest to the point; "" if none."""
    index = gazetteer()
    same = [p for p in index.lookup(name) if p.kind is kind and p.country == country] if index else []
    near = min(same, key=lambda p: math.hypot(p.latitude - point[0], p.longitude - point[1]), default=None)
    return divisions.number(near.id) if near else ""


def choose(known: Shared, filters: Filters) -> Chosen:
    """The rows that the filters keep; kept in the session until the filters or the store change."""
    before: Chosen | None = st.session_state.get("chosen")
    if before and before.filters == filters and before.revision == known.frame.revision:
        return before
    keys = known.store.matching(filters.words) if filters.words else None
    mask = known.frame.mask(filters, keys)
    chosen = Chosen(filters, known.frame.revision, mask, np.flatnonzero(mask), keys)
    st.session_state["chosen"] = chosen
    return chosen


def counts_by_type(known: Shared, chosen: Chosen) -> tuple[int, ...]:
    """How many chosen incidents there are of each type, in the order of ``TYPES``."""
    return tuple(int(n) for n in np.bincount(known.types[chosen.rows], minlength=len(TYPES)))


def span(frame: Frame) -> tuple[date, date] | None:
    """The first and last day of any incident in the store."""
    dated = frame.date_prec > 0
    if not dated.any():
        return None
    return frame.first[dated].min().astype(object), frame.last[dated].max().astype(object)


# ------------------------------------------------------------------------------------------------------ for the map


def scene(known: Shared, chosen: Chosen, view: View, marked: map_view.Chosen) -> map_view.Scene:
    """Clusters, single incidents, country-level areas and towns for a view."""
    frame = known.frame
    found = clusters.cluster(known.points, chosen.rows, known.types, known.pale, view)
    spots = {c.row: spot(frame, c.row) for c in found if c.row >= 0}
    names = {
        c.places[0]: (frame.place_name(c.sample) or "", float(frame.radius_km[c.sample]))
        for c in found
        if c.at_one_point and c.row < 0
    }
    return map_view.Scene(found, spots, names, areas(known, chosen), (), towns(view), marked)


def spot(frame: Frame, row: int) -> map_view.Spot:
    """What a single incident's marker says."""
    when = words.days(frame.first[row], frame.last[row], int(frame.date_prec[row]))
    factuality = FACTUALITIES[int(frame.factuality[row])]
    parts = [say(frame.sub_event_type_of(row).value), words.apart(words.clean(frame.place_name(row) or "")), when]
    parts += [say(factuality.value)] if factuality is not Factuality.REPORTED else []
    title = words.clipped(words.clean(frame.summary(row)), 110)
    note = " · ".join(part for part in parts if part)
    return map_view.Spot(title, note, LOOKS[factuality], float(frame.radius_km[row]), frame.id(row))


def areas(known: Shared, chosen: Chosen) -> list[map_view.Area]:
    """One area for each country that has country-level incidents, the fullest first."""
    frame = known.frame
    rows = chosen.rows[frame.where_prec[chosen.rows] == COUNTRY_LEVEL]
    rows = rows[frame.country[rows] >= 0]
    if len(rows) == 0:
        return []
    size = len(TYPES)
    total = len(frame.vocabulary["country"])
    table = np.bincount(frame.country[rows].astype(np.int64) * size + known.types[rows], minlength=total * size)
    table = table.reshape(total, size)
    recalled = np.bincount(frame.country[rows], weights=known.pale[rows], minlength=total)
    found = []
    for code in np.flatnonzero(table.sum(axis=1)):
        country = basemap.countries().get(frame.vocabulary["country"][int(code)])
        if country is not None:
            counts = tuple(int(n) for n in table[code])
            pale = bool(recalled[code] == sum(counts))
            name = basemap.country_name(country.code)
            found.append(map_view.Area(country.code, name, country.latitude, country.longitude, counts, pale))
    return sorted(found, key=lambda area: (-sum(area.counts), area.name))


def mentions(known: Shared, view: View) -> list[map_view.MentionedPlace]:
    """The mentioned places of the view, those of most documents first."""
    middle = (view.west + view.east) / 2
    found = []
    for place in mentioned(known.frame.revision, _store=known.store):
        longitude = place.longitude + 360.0 * round((middle - place.longitude) / 360.0)
        if view.south <= place.latitude <= view.north and view.west <= longitude <= view.east:
            name = (
                words.clean(place.name)
                if place.kind is PlaceKind.TOWN
                else say("{place} ({kind})", place=words.clean(place.name), kind=say(place.kind.value))
            )
            found.append(map_view.MentionedPlace(place.id, name, place.latitude, longitude, place.documents))
    return found[:MENTIONS_AT_MOST]


@st.cache_resource(show_spinner=False, max_entries=2)
def mentioned(revision: int, _store: Store) -> list[MentionedPlace]:  # noqa: ARG001  # as above
    """All mentioned places of a revision, read once for all sessions."""
    return _store.mentioned_places()


def towns(view: View) -> tuple[map_view.Town, ...]:
    """The largest towns of the view, by the place index."""
    places = gazetteer()
    if places is None or view.zoom < TOWNS_FROM_ZOOM:
        return ()
    west, east = ((edge + 180.0) % 360.0 - 180.0 for edge in (view.west, view.east))
    found = places.largest((view.south, west, view.north, east), TOWNS_AT_MOST)
    return tuple(map_view.Town(p.name, p.latitude, p.longitude, p.population) for p in found)


def rows_of(known: Shared, chosen: Chosen, opened: Open) -> clusters.Ints:
    """The chosen rows at a point, in a country (country-level only), without a place or without a date."""
    frame, rows = known.frame, chosen.rows
    kept = np.zeros(len(rows), np.bool_)
    point = opened.point
    if opened.kind == "nowhere":
        kept = frame.where_prec[rows] == 0
    elif opened.kind == "undated":
        kept = frame.date_prec[rows] == 0
    elif opened.kind == "country" and opened.key in frame.vocabulary["country"]:
        code = list(frame.vocabulary["country"]).index(opened.key)
        kept = (frame.country[rows] == code) & (frame.where_prec[rows] == COUNTRY_LEVEL)
    elif point is not None:
        kept = np.abs(frame.latitude[rows] - point[0]) < SAME_POINT_DEGREES
        kept &= np.abs(frame.longitude[rows] - point[1]) < SAME_POINT_DEGREES
        kept &= frame.where_prec[rows] != COUNTRY_LEVEL
    found: clusters.Ints = rows[kept]
    return found


def newest_first(frame: Frame, rows: clusters.Ints, limit: int) -> clusters.Ints:
    """The ``limit`` latest of the rows by last day, the undated at the end."""
    days = newest_key(frame, rows)
    if limit < len(rows):  # sorting a million rows to show eight is slow; ties are kept for the sort to settle
        edge = np.partition(days, limit - 1)[limit - 1]
        near = np.flatnonzero(days <= edge)
        rows, days = rows[near], days[near]
    found: clusters.Ints = rows[np.argsort(days, kind="stable")[:limit]]
    return found


def row_of(known: Shared, name: str) -> int | None:
    """The row of an incident's id; None if the frame does not hold it."""
    try:
        return known.frame.row_of(known.store.incident_key(name))
    except DashboardError:
        return None


def marked(known: Shared, opened: Open | None) -> map_view.Chosen:
    """What the map marks as open; for an incident also how far its place may be off."""
    if opened is None:
        return map_view.Chosen()
    if opened.kind == "country":
        return map_view.Chosen(country=opened.key)
    if opened.point is not None:
        return map_view.Chosen(*opened.point)
    if opened.kind != "incident":
        return map_view.Chosen()
    try:
        location = known.store.incident(opened.key).location
    except DashboardError:
        return map_view.Chosen()
    if location is None:
        return map_view.Chosen()
    if location.where_prec == COUNTRY_LEVEL:
        return map_view.Chosen(country=location.place.country)
    return map_view.Chosen(location.latitude, location.longitude, None, location.radius_km, _whole(location))


def _whole(location: Location) -> tuple[Ring, ...]:
    """The outline of the division that an incident is only known to lie in; none where a part of it is meant, or if unknown."""
    place = location.place
    known = divisions.known(divisions.number(place.id))
    if known is None or narrowing.PRECISION[known.kind] != location.where_prec:
        return ()
    as_it_is = abs(place.latitude - location.latitude) + abs(place.longitude - location.longitude) < SAME_POINT_DEGREES
    return divisions.rings(known.id) if as_it_is else ()
