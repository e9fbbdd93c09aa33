"""The candidates of a document as arrays, and the numbers that describe each.

``FEATURES`` names the numbers: what a candidate is, how well the name fits, what the words ask for, and how well it
agrees with what the other names of the document may mean. Only the last change from round to round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dashboard.model import Document, Gazetteer, Place, PlaceKind, PlaceMention
from dashboard.places import distance
from dashboard.places.context import Group, holders, home

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEAR_KM, ROUND_KM, FAR_KM = 40.0, 160.0, 700.0  # three senses of "close to": same town's surroundings, region, country
# A town this big, with this share of the province around it that bears the same name, is what the name means: 27 of 28 such
# names in our own annotated news, if it is its usual name (Gaza is the Strip). Quebec with a fifteenth is not.
# So is a town better known than any province of its name (Washington), unless a country bears it too.
SEAT_PEOPLE, SEAT_SHARE = 10_000, 0.08
EARTH = distance.EARTH_KM
FEATURES = (
    "people", "town", "people_rank", "most_people", "country", "province", "district", "site", "water", "region",
    "same_name", "alias_name", "kind_asked", "kind_other", "inside", "holds", "country_share", "country_log",
    "admin_share", "admin_log", "near", "round", "far", "home", "home_round", "ours", "near_log", "alone_people",
    "seat",
)  # fmt: skip
COLUMN: Mapping[str, int] = {name: number for number, name in enumerate(FEATURES)}


@dataclass(slots=True)
class Board:
    """All candidates of a document as arrays; ``owner`` is the group of each."""

    groups: list[Group]
    places: list[Place]
    owner: np.ndarray
    vectors: np.ndarray
    fixed: np.ndarray
    country: np.ndarray
    admin: np.ndarray
    weight: np.ndarray
    close: list[np.ndarray] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    holds: np.ndarray | None = None


def set_up(
    document: Document, mentions: Sequence[PlaceMention], groups: list[Group], gazetteer: Gazetteer
) -> Board | None:
    """Candidates of all names and what about them does not change from round to round; None if there are none."""
    groups = [each for each in groups if each.places]
    places = [place for each in groups for place in each.places]
    if not places:
        return None
    owner = np.repeat(np.arange(len(groups)), [len(each.places) for each in groups])
    radians = np.radians(np.array([(p.latitude, p.longitude) for p in places]))
    lat, lon = radians[:, 0], radians[:, 1]
    vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    board = Board(
        groups, places, owner, vectors, np.zeros((len(places), len(FEATURES))),
        _codes([p.country for p in places]), _codes([p.admin for p in places]),
        np.array([min(3, len(each.mentions)) ** 0.5 for each in groups]),
    )  # fmt: skip
    cosines = vectors @ vectors.T
    other = owner[:, None] != owner[None, :]
    board.close = [((cosines > np.cos(km / EARTH)) & other).astype(np.float64) for km in (NEAR_KM, ROUND_KM, FAR_KM)]
    _describe(board, gazetteer)
    _near_home(board, document, gazetteer)
    board.links = holders(document.text, mentions, groups)
    if board.links:
        board.holds = _holding(board)
    return board


def _codes(values: Sequence[str | None]) -> np.ndarray:
    """Small numbers for equal strings; a different negative number for each None."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(v, len(known)) if v else -1 - i for i, v in enumerate(values)])


def _describe(board: Board, gazetteer: Gazetteer) -> None:
    """The features of a candidate by itself."""
    at = 0
    usual = getattr(gazetteer, "usual", None)
    for each in board.groups:
        ours = usual(each.written) if usual else ()
        sizes = sorted({_prominence(p) for p in each.places}, reverse=True)
        around = _provinces(each)
        for place in each.places:
            row = board.fixed[at]
            at += 1
            known = _prominence(place)
            people = known / 10
            row[COLUMN[place.kind.value]] = 1.0
            row[COLUMN["people"]] = people
            if place.kind is PlaceKind.TOWN:
                row[COLUMN["alone_people"]] = people
            row[COLUMN["people_rank"]] = np.log1p(sizes.index(known))
            row[COLUMN["most_people"]] = float(known == sizes[0] and known > 0)
            seat = place.kind is PlaceKind.TOWN and _is_seat(place, each.name, around)
            row[COLUMN["same_name"]] = float(seat or place.name.casefold() == each.name or place.id in ours)
            row[COLUMN["alias_name"]] = float(place.name[:1].casefold() != each.name[:1])
            row[COLUMN["kind_asked"]] = float(place.kind in each.asked)
            row[COLUMN["kind_other"]] = float(bool(each.asked) and place.kind not in each.asked)
            row[COLUMN["seat"]] = float(seat)
            row[COLUMN["ours"]] = float(place.id.startswith("overlay:"))


def _provinces(each: Group) -> list[Place]:
    """The provinces of that name that a town may be meant instead of; none if the words ask for a kind, or a country has it."""
    plain = not each.asked and all(p.kind is not PlaceKind.COUNTRY for p in each.places)
    return [p for p in each.places if p.kind is PlaceKind.PROVINCE and p.admin] if plain else []


def _is_seat(town: Place, name: str, provinces: Sequence[Place]) -> bool:
    """Whether a town is meant by a name that is a province's too."""
    around = max((p.population for p in provinces if p.admin == town.admin), default=None)
    if town.name.casefold() != name or not provinces:
        return False
    if around is not None:
        return town.population >= max(SEAT_PEOPLE, SEAT_SHARE * around)
    return all(_prominence(town) > _prominence(p) for p in provinces)


def _prominence(place: Place) -> float:
    return place.prominence or math.log2(1 + place.population)


def _near_home(board: Board, document: Document, gazetteer: Gazetteer) -> None:
    """How close each candidate lies to where the document comes from."""
    homes = home(document, gazetteer)
    if not homes:
        return
    points = np.radians(np.array([(p.latitude, p.longitude) for p in homes]))
    lat, lon = points[:, 0], points[:, 1]
    vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    cosines = (board.vectors @ vectors.T).max(axis=1)
    board.fixed[:, COLUMN["home"]] = cosines > np.cos(NEAR_KM / EARTH)
    board.fixed[:, COLUMN["home_round"]] = cosines > np.cos(2 * ROUND_KM / EARTH)


def _holding(board: Board) -> np.ndarray:
    """holds[i, j] = 1 where candidate j contains candidate i and the text writes "i, j"."""
    found = np.zeros((len(board.places), len(board.places)))
    for inner, outer in board.links:
        for i in np.flatnonzero(board.owner == inner):
            for j in np.flatnonzero(board.owner == outer):
                if contains(board.places[j], board.places[i]):
                    found[i, j] = 1.0
    return found


def contains(outer: Place, inner: Place) -> bool:
    """Whether the outer place holds the inner one, by country and division code, else by its radius."""
    if outer.id == inner.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return outer.country == inner.country and inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.PROVINCE and outer.admin and inner.admin:
        return outer.admin == inner.admin and inner.kind is not PlaceKind.PROVINCE
    gap = distance.km(outer.latitude, outer.longitude, inner.latitude, inner.longitude)
    return gap <= 1.2 * outer.radius_km + 10 and inner.radius_km <= outer.radius_km


def numbers_of(board: Board, shares: np.ndarray) -> np.ndarray:
    """The full features, given what share of its name each candidate holds now."""
    x = board.fixed.copy()
    mass = shares * board.weight[board.owner]
    total = board.weight.sum()
    for codes, name in ((board.country, "country"), (board.admin, "admin")):
        offset = codes - codes.min()
        whole = np.bincount(offset, mass)
        pairs = np.zeros((len(board.groups), len(whole)))
        np.add.at(pairs, (board.owner, offset), mass)
        others = whole[offset] - pairs[board.owner, offset]
        rest = np.maximum(total - board.weight[board.owner], 1e-9)
        share = np.where(codes >= 0, others / rest, 0.0)
        x[:, COLUMN[f"{name}_share"]] = share
        x[:, COLUMN[f"{name}_log"]] = np.log(0.02 + share)
    for close, name in zip(board.close, ("near", "round", "far"), strict=True):
        support = close @ mass
        x[:, COLUMN[name]] = np.minimum(support, 4.0) / 4
        if name == "near":
            x[:, COLUMN["near_log"]] = np.log(0.05 + np.minimum(support, 4.0))
    if board.holds is not None:
        x[:, COLUMN["inside"]] = np.minimum(1.0, board.holds @ shares)
        x[:, COLUMN["holds"]] = np.minimum(1.0, board.holds.T @ shares)
    return x
