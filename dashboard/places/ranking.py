"""Which place is meant: all names of a document are resolved together.

Mentions of one name form a group with one sense per document. Every candidate of every group is described by numbers
(``FEATURES``): what it is, how well the name fits, what the words ask for, and how well it agrees with what the other
groups may mean. The last depends on the others' choices, so choices are made in rounds: each round's shares are the
evidence of the next. Weights: data/gazetteer/ranking.json, fitted by tests/quality/fit_ranking.py.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from dashboard import paths
from dashboard.errors import GazetteerError
from dashboard.model import Candidate, Document, Gazetteer, Place, PlaceKind, PlaceMention, Resolution
from dashboard.places import distance
from dashboard.places.context import Group, containers, group, home

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = 3
MOST = 60  # candidates of one name that take part; beyond that only tiny namesakes follow
SHOWN = 8  # candidates kept in a resolution
NEAR_KM, ROUND_KM, FAR_KM = 40.0, 160.0, 700.0  # three senses of "close to": same town's surroundings, region, country
EARTH = distance.EARTH_KM
FEATURES = (
    "people", "town", "people_rank", "most_people", "country", "province", "district", "site", "water", "region",
    "same_name", "alias_name", "kind_asked", "kind_other", "inside", "holds", "country_share", "country_log",
    "admin_share", "admin_log", "near", "round", "far", "home", "home_round", "ours", "near_log", "alone_people",
)  # fmt: skip


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


def resolve(document: Document, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """One resolution per place mention, in the same order; ``chosen`` is None where no gazetteer knows the name."""
    board = set_up(document, mentions, gazetteer)
    if board is None:
        return tuple(Resolution(mention) for mention in mentions)
    weights = load_weights()
    shares, numbers = settle(board, weights)
    found: dict[int, Resolution] = {}
    for number, each in enumerate(board.groups):
        ranked = _ranked(board, number, shares, numbers, weights)
        for at in each.mentions:
            found[at] = _resolution(mentions[at], ranked)
    return tuple(found.get(i, Resolution(m)) for i, m in enumerate(mentions))


def set_up(document: Document, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> Board | None:
    """Candidates of all names and what about them does not change from round to round; None if there are none."""
    groups = group(mentions, gazetteer, MOST)
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
    _describe(board)
    _near_home(board, document, gazetteer)
    board.links = containers(document.text, mentions, groups)
    if board.links:
        board.holds = _holding(board)
    return board


def _codes(values: Sequence[str | None]) -> np.ndarray:
    """Small numbers for equal strings; a different negative number for each None."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(v, len(known)) if v else -1 - i for i, v in enumerate(values)])


def _column(name: str) -> int:
    return FEATURES.index(name)


def _describe(board: Board) -> None:
    """The features of a candidate by itself."""
    at = 0
    for each in board.groups:
        sizes = sorted({_prominence(p) for p in each.places}, reverse=True)
        for place in each.places:
            row = board.fixed[at]
            at += 1
            known = _prominence(place)
            people = known / 10
            row[_column(place.kind.value)] = 1.0
            row[_column("people")] = people
            if place.kind is PlaceKind.TOWN:
                row[_column("alone_people")] = people
            row[_column("people_rank")] = np.log1p(sizes.index(known))
            row[_column("most_people")] = float(known == sizes[0] and known > 0)
            row[_column("same_name")] = float(place.name.casefold() == each.name)
            row[_column("alias_name")] = float(place.name[:1].casefold() != each.name[:1])
            row[_column("kind_asked")] = float(place.kind in each.asked)
            row[_column("kind_other")] = float(bool(each.asked) and place.kind not in each.asked)
            row[_column("ours")] = float(place.id.startswith("overlay:"))


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
    board.fixed[:, _column("home")] = cosines > np.cos(NEAR_KM / EARTH)
    board.fixed[:, _column("home_round")] = cosines > np.cos(2 * ROUND_KM / EARTH)


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
        x[:, _column(f"{name}_share")] = share
        x[:, _column(f"{name}_log")] = np.log(0.02 + share)
    for close, name in zip(board.close, ("near", "round", "far"), strict=True):
        support = close @ mass
        x[:, _column(name)] = np.minimum(support, 4.0) / 4
        if name == "near":
            x[:, _column("near_log")] = np.log(0.05 + np.minimum(support, 4.0))
    if board.holds is not None:
        x[:, _column("inside")] = np.minimum(1.0, board.holds @ shares)
        x[:, _column("holds")] = np.minimum(1.0, board.holds.T @ shares)
    return x


def softmax(values: np.ndarray, owner: np.ndarray, groups: int) -> np.ndarray:
    """Shares within each group."""
    top = np.full(groups, -np.inf)
    np.maximum.at(top, owner, values)
    powers = np.exp(values - top[owner])
    shares: np.ndarray = powers / np.bincount(owner, powers, groups)[owner]
    return shares


def settle(board: Board, weights: np.ndarray, rounds: int = ROUNDS) -> tuple[np.ndarray, np.ndarray]:
    """Each candidate's share of its name after the rounds, and the features that led to it."""
    shares = softmax(board.fixed @ weights, board.owner, len(board.groups))
    x = board.fixed
    for _ in range(rounds):
        x = numbers_of(board, shares)
        shares = softmax(x @ weights, board.owner, len(board.groups))
    return shares, x


@cache
def load_weights() -> np.ndarray:
    """The fitted weights, in the order of FEATURES."""
    path = paths.data() / "gazetteer" / "ranking.json"
    try:
        table: Mapping[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise GazetteerError(f"{path}: the ranking weights cannot be read ({error}); reinstall the package") from error
    return np.array([float(table.get(name, 0.0)) for name in FEATURES])


_SAID = {
    "people": "{people:,} people", "country_log": "other names of the text lie in {country}",
    "admin_log": "other names lie in the same province", "near_log": "another name lies close by", "near": "other names lie close by",
    "round": "other names lie in the region", "far": "other names lie within 700 km", "inside": "the text names what contains it",
    "holds": "the text names what it contains", "kind_asked": "the words ask for a {kind}", "same_name": "its usual name",
    "home": "close to where the document comes from", "home_round": "in the region where the document comes from",
    "kind_other": "the words ask for another kind", "most_people": "the most populous of that name", "ours": "a place of our own list",
}  # fmt: skip


def _ranked(board: Board, number: int, shares: np.ndarray, x: np.ndarray, weights: np.ndarray) -> tuple[Candidate, ...]:
    rows = np.flatnonzero(board.owner == number)
    order = sorted(rows.tolist(), key=lambda i: (-round(float(shares[i]), 9), board.places[i].id))[:SHOWN]
    base = x[rows].mean(axis=0)
    found = []
    for i in order:
        place = board.places[i]
        gain = weights * (x[i] - base if len(rows) > 1 else x[i])
        said = [f"{place.kind}"]
        for column in np.argsort(-np.abs(gain), kind="stable")[:5].tolist():
            name = FEATURES[column]
            if name in _SAID and abs(gain[column]) > 0.15:
                text = _SAID[name].format(people=place.population, country=place.country, kind=place.kind)
                said.append(text if gain[column] > 0 else f"against it: {name.replace('_', ' ')}")
        if len(rows) == 1:
            said.append("the only place of that name")
        found.append(Candidate(place, round(float(shares[i]), 4), tuple(said)))
    return tuple(found)


def _resolution(mention: PlaceMention, candidates: tuple[Candidate, ...]) -> Resolution:
    if not candidates:
        return Resolution(mention)
    chosen = candidates[0].place
    latitude, longitude, radius = distance.placed(chosen, mention)
    score = round(candidates[0].score * min(1.0, mention.score), 4)
    return Resolution(mention, chosen, score, candidates, latitude, longitude, radius)
