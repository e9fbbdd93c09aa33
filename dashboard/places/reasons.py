"""Why a place was chosen, in words: what sets a candidate apart, and what would have turned the choice.

A candidate's logarithmic odds are the sum of its features times their weights, so each part of the lead over the
runner-up belongs to some kind of evidence. What would have turned the choice is the shortest list of such kinds, the
weightiest first, without which the runner-up leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.model import Candidate, Rival
from dashboard.places.board import COLUMN, FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.places.board import Board

SHOWN = 8  # candidates kept in a resolution
TELLING = 0.15  # log odds; smaller differences explain nothing
_SAID = {
    "people": "{people:,} people", "country_log": "other names of the text lie in {country}",
    "admin_log": "other names lie in the same province", "near_log": "another name lies close by", "near": "other names lie close by",
    "round": "other names lie in the region", "far": "other names lie within 700 km", "inside": "the text names what contains it",
    "holds": "the text names what it contains", "kind_asked": "the words ask for a {kind}", "same_name": "its usual name",
    "home": "close to where the document comes from", "home_round": "in the region where the document comes from",
    "kind_other": "the words ask for another kind", "most_people": "the most populous of that name", "ours": "a place of our own list",
    "seat": "the province around it bears its name",
}  # fmt: skip
EVIDENCE: Mapping[str, Sequence[str]] = {
    "how well known it is": ("people", "people_rank", "most_people", "alone_people"),
    "its kind of place": ("town", "country", "province", "district", "site", "water", "region"),
    "how its name is written": ("same_name", "alias_name"),
    "the kind the words ask for": ("kind_asked", "kind_other"),
    "what is named as holding it or held by it": ("inside", "holds"),
    "other names in its country": ("country_share", "country_log"),
    "other names in its province": ("admin_share", "admin_log"),
    "other names close by": ("near", "near_log", "round", "far"),
    "where the document comes from": ("home", "home_round"),
    "that our own list has it": ("ours",),
    "that the province around it bears its name": ("seat",),
}
_COLUMNS = [np.array([COLUMN[name] for name in names]) for names in EVIDENCE.values()]


def ranked(
    board: Board, number: int, shares: np.ndarray, gains: np.ndarray
) -> tuple[tuple[Candidate, ...], Rival | None]:
    """A group's candidates by falling share, each with what sets it apart from the others, and the runner-up if any.

    ``gains`` are features times weights, one row per candidate of the board.
    """
    rows = np.flatnonzero(board.owner == number)
    order = sorted(rows.tolist(), key=lambda i: (-round(float(shares[i]), 9), board.places[i].id))[:SHOWN]
    base = gains[rows].mean(axis=0) if len(rows) > 1 else 0.0
    alone = len(rows) == 1
    candidates = tuple(
        Candidate(board.places[i], round(float(shares[i]), 4), _reasons(board, i, gains[i] - base, alone=alone))
        for i in order
    )
    rival = None if alone else Rival(board.places[order[1]], *turning(gains[order[0]] - gains[order[1]]))
    return candidates, rival


def turning(lead: np.ndarray) -> tuple[float, tuple[tuple[str, float], ...]]:
    """The lead over the runner-up in log odds, and the fewest kinds of evidence without which it is gone, each with its part."""
    whole = float(lead.sum())
    parts = sorted(
        ((float(lead[columns].sum()), words) for words, columns in zip(EVIDENCE, _COLUMNS, strict=True)),
        key=lambda part: (-round(part[0], 9), part[1]),
    )
    needed: list[tuple[str, float]] = []
    left = whole
    for part, words in parts:
        if left <= 0 or part <= 0:
            break
        needed.append((words, round(part, 2)))
        left -= part
    return round(whole, 2), tuple(needed)


def _reasons(board: Board, row: int, gain: np.ndarray, *, alone: bool) -> tuple[str, ...]:
    place = board.places[row]
    said = [str(place.kind)]
    if place in board.groups[int(board.owner[row])].loose:
        said.append(f"another spelling of {place.name}")
    if alone:
        said.append("the only place of that name")
    for column in np.argsort(-np.abs(gain), kind="stable")[:5].tolist():
        words = _SAID.get(FEATURES[column])
        if words and abs(gain[column]) > TELLING:
            text = words.format(people=place.population, country=place.country or "the same waters", kind=place.kind)
            said.append(text if gain[column] > 0 else f"less so than others: {text}")
    return tuple(said)
