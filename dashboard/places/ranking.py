"""Which place is meant: all names of a document are resolved together.

Mentions of one name form a group with one sense per document. A candidate's fit depends on what the others mean, so
choices are made in rounds: each round's shares are the evidence of the next. Names that no gazetteer spells this way
are then looked up loosely, but only inside the countries the document is about. Weights: data/gazetteer/ranking.json,
fitted by tests/quality/fit_ranking.py; but for "seat", which is set by hand. Last, what the words put inside something is
kept inside it (``inside``).
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from dashboard import paths
from dashboard.errors import GazetteerError
from dashboard.model import Candidate, Document, Gazetteer, PlaceMention, Resolution, Rival
from dashboard.places import distance
from dashboard.places.board import FEATURES, Board, numbers_of, set_up
from dashboard.places.context import Group, group, loosely
from dashboard.places.inside import keep_inside
from dashboard.places.reasons import ranked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = 3  # more change nothing
ABOUT = 0.25  # share of the names that must lie in a country for the document to be about it
LOOSE = 0.7  # factor on the score of a place found under another spelling only


def resolve(
    document: Document, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, weights: np.ndarray | None = None
) -> tuple[Resolution, ...]:
    """One resolution per place mention, in the same order; ``chosen`` is None where no gazetteer knows the name.

    ``weights`` in the order of FEATURES; the shipped ones if none are given.
    """
    weights = load_weights() if weights is None else weights
    return keep_inside(document.text, mentions, rank(document, mentions, gazetteer, weights), gazetteer)


def rank(
    document: Document, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, weights: np.ndarray
) -> tuple[Resolution, ...]:
    """The likeliest place of each mention by the weights alone."""
    groups = group(mentions, gazetteer)
    board = set_up(document, mentions, groups, gazetteer)
    if board is None:
        return tuple(Resolution(mention) for mention in mentions)
    shares, numbers = settle(board, weights)
    if loosely(groups, about(board, shares), gazetteer):
        board = set_up(document, mentions, groups, gazetteer) or board
        shares, numbers = settle(board, weights)
    found: dict[int, Resolution] = {}
    gains = numbers * weights
    for number, each in enumerate(board.groups):
        candidates, rival = ranked(board, number, shares, gains)
        for at in each.mentions:
            found[at] = _resolution(mentions[at], candidates, each, rival)
    return tuple(found.get(i, Resolution(m)) for i, m in enumerate(mentions))


def about(board: Board, shares: np.ndarray) -> list[str]:
    """The countries the document is about, the one with the most names first."""
    mass: dict[str, float] = {}
    for place, share, owner in zip(board.places, shares.tolist(), board.owner.tolist(), strict=True):
        if place.country:
            mass[place.country] = mass.get(place.country, 0.0) + share * float(board.weight[owner])
    total = sum(mass.values())
    order = sorted(mass, key=lambda country: (-round(mass[country], 6), country))
    return [country for country in order[:3] if mass[country] >= ABOUT * total]


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


def _resolution(
    mention: PlaceMention, candidates: tuple[Candidate, ...], each: Group, rival: Rival | None
) -> Resolution:
    chosen = candidates[0].place
    latitude, longitude, radius = distance.placed(chosen, mention)
    score = candidates[0].score * min(1.0, mention.score) * (LOOSE if chosen in each.loose else 1.0)
    return Resolution(
        mention,
        chosen,
        round(score, 4),
        candidates,
        latitude,
        longitude,
        radius,
        distance.part_of(chosen, mention),
        rival,
    )
