"""What goes wrong with places, by cause: names and how often, never the sentences they stand in.

Causes of a gold place that was not found: its name is in no gazetteer of ours, or it is and was not taken for a place.
Of one found: it stayed unresolved; the place meant is not among the candidates; it lies in another country than the
chosen one; it is a namesake in the same country; or the chosen place is the one, but its point lies too far off (the
middle of a large country). What was taken for a place and is none in the gold is false.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import score_places

if TYPE_CHECKING:
    from dashboard.model import Gazetteer, Place

Row = dict[str, Any]
WITHIN_KM = 161.0
COMMONEST = 30
EXTENT = 1.5  # times a place's radius: as far from its point as the same place may be meant

UNKNOWN = "missed: not in the gazetteer"
VETOED = "missed: known, but not taken for a place"
FALSE = "false: no place in the gold"
UNRESOLVED = "found, unresolved"
LACKING = "found, the place meant is not in the gazetteer"
COUNTRY = "found, placed in the wrong country"
NAMESAKE = "found, the wrong namesake in the country"
TOO_FAR = "found, the right place, its point too far off"

Errors = Counter[tuple[str, str]]


def found_in(truth: Sequence[Row], answers: Mapping[str, Row], gazetteer: Gazetteer) -> Errors:
    """How often each (cause, name) occurs; ``answers`` by id, as ``dashboard extract`` prints them."""
    errors: Errors = Counter()
    for row in truth:
        mine = answers[row["id"]]["places"] if row["id"] in answers else []
        errors.update(_of(row, mine, gazetteer))
    return errors


def _of(row: Row, mine: Sequence[Row], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    gold, text = row["toponyms"], row["text"]
    pairs = score_places.overlap_pairs(gold, mine)
    for number, each in enumerate(gold):
        name = text[each["start"] : each["end"]]
        if number not in pairs:
            yield VETOED if gazetteer.lookup(name) else UNKNOWN, name
        elif each["lat"] is not None and (cause := _wrong(each, mine[pairs[number]], text, gazetteer)):
            yield cause, name
    paired = set(pairs.values())
    for number, each in enumerate(mine):
        if number not in paired:
            yield FALSE, text[each["start"] : each["end"]]


def _wrong(gold: Row, mine: Row, text: str, gazetteer: Gazetteer) -> str | None:
    """Why a found place lies elsewhere than the gold says; None if it does not."""
    if mine["lat"] is None:
        return UNRESOLVED
    off = _km(gold, mine["lat"], mine["lon"])
    if off <= WITHIN_KM:
        return None
    candidates = gazetteer.lookup(text[mine["start"] : mine["end"]])
    near = min(candidates, key=lambda place: _to(gold, place), default=None)
    if near is None or _to(gold, near) > WITHIN_KM:
        inside = near is not None and near.id == mine.get("id") and off <= EXTENT * near.radius_km
        return TOO_FAR if inside else LACKING
    return NAMESAKE if near.country == mine.get("country") else COUNTRY


def _to(gold: Row, place: Place) -> float:
    return _km(gold, place.latitude, place.longitude)


def _km(gold: Row, latitude: float, longitude: float) -> float:
    return score_places.haversine(gold["lat"], gold["lon"], latitude, longitude)


def report(errors: Errors, commonest: int = COMMONEST) -> str:
    """All causes with their totals; of the names, the ``commonest`` ones, each under its cause."""
    totals: Counter[str] = Counter()
    for (cause, _), times in errors.items():
        totals[cause] += times
    shown = sorted(errors, key=lambda error: (-errors[error], error))[:commonest]
    lines = [f"  errors: {sum(totals.values())}, by cause; with their names the {min(commonest, len(shown))} commonest"]
    for cause, times in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        names = ", ".join(f"{_plain(name)} {errors[cause, name]}" for why, name in shown if why == cause)
        lines.append(f"  {times:5} {cause}{f': {names}' if names else ''}")
    return "\n".join(lines)


def _plain(name: str) -> str:
    return " ".join(name.split())
