"""Errors with places are counted by cause, on invented texts and an invented gazetteer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "quality"))

import errors
import measuring

from dashboard.model import Place, PlaceKind


class Invented:
    """A gazetteer of two towns called Alba, one of them twice, and one great country."""

    def lookup(self, name):
        towns = [
            Place("t:1", "Alba", PlaceKind.TOWN, 10.0, 10.0, 3.0, "AA"),
            Place("t:2", "Alba", PlaceKind.TOWN, 20.0, 10.0, 3.0, "AA"),
            Place("t:3", "Alba", PlaceKind.TOWN, 50.0, 50.0, 3.0, "BB"),
        ]
        return {"Alba": towns, "Magna": [Place("c:1", "Magna", PlaceKind.COUNTRY, 0.0, 0.0, 900.0, "CC")]}.get(name, [])


def wanted(text, name, lat, lon):
    start = text.index(name)
    return {"id": "a", "text": text, "toponyms": [{"start": start, "end": start + len(name), "lat": lat, "lon": lon}]}


def given(text, name, lat, lon, identity, country):
    start = text.index(name)
    return {"start": start, "end": start + len(name), "lat": lat, "lon": lon, "id": identity, "country": country}


TEXT = "They met in Alba, Magna or Nova."


@pytest.mark.parametrize(
    ("name", "gold", "answer", "cause"),
    [
        ("Nova", (1.0, 1.0), None, errors.UNKNOWN),
        ("Alba", (10.0, 10.0), None, errors.VETOED),
        ("Nova", (1.0, 1.0), (None, None, None, None), errors.UNRESOLVED),
        ("Alba", (50.0, 50.0), (10.0, 10.0, "t:1", "AA"), errors.COUNTRY),
        ("Alba", (20.0, 10.0), (10.0, 10.0, "t:1", "AA"), errors.NAMESAKE),
        ("Alba", (-40.0, 10.0), (10.0, 10.0, "t:1", "AA"), errors.LACKING),
        ("Magna", (5.0, 5.0), (0.0, 0.0, "c:1", "CC"), errors.TOO_FAR),
        ("Alba", (10.5, 10.0), (10.0, 10.0, "t:1", "AA"), None),
        ("Alba", (None, None), (10.0, 10.0, "t:1", "AA"), None),
    ],
)
def test_each_error_has_its_cause(name, gold, answer, cause) -> None:
    """What is missed, unresolved, elsewhere or too far; nothing where the point is right or the gold has none."""
    places = [given(TEXT, name, *answer)] if answer else []
    found = errors.found_in([wanted(TEXT, name, *gold)], {"a": {"places": places}}, Invented())
    assert dict(found) == ({(cause, name): 1} if cause else {})


def test_a_place_that_the_gold_lacks_is_false() -> None:
    """It counts beside the error on the gold's own place."""
    places = [given(TEXT, "Nova", 1.0, 1.0, "x", "AA")]
    found = errors.found_in([wanted(TEXT, "Alba", 10.0, 10.0)], {"a": {"places": places}}, Invented())
    assert dict(found) == {(errors.VETOED, "Alba"): 1, (errors.FALSE, "Nova"): 1}


def test_the_report_groups_the_commonest_by_cause() -> None:
    """Totals count all names, those beyond the commonest too; no more is shown than names and numbers."""
    found = errors.Errors({(errors.FALSE, "Alba\nNova"): 3, (errors.FALSE, "Rara"): 1, (errors.COUNTRY, "Alba"): 5})
    assert errors.report(found, 2).splitlines() == [
        "  errors: 9, by cause; with their names the 2 commonest",
        f"      5 {errors.COUNTRY}: Alba 5",
        f"      4 {errors.FALSE}: Alba Nova 3",
    ]


def test_recognition_and_resolution_are_measured_apart() -> None:
    """One of two places found and placed: precision 1, recall 1/2; of those found all right, of all half."""
    row = wanted(TEXT, "Alba", 10.0, 10.0)
    row["toponyms"] += wanted(TEXT, "Nova", 1.0, 1.0)["toponyms"]
    measured = measuring.places([row], {"a": {"id": "a", "places": [given(TEXT, "Alba", 10.0, 10.0, "t:1", "AA")]}})
    assert measured == {
        "recognition precision": 1.0,
        "recognition recall": 0.5,
        "recognition f1": pytest.approx(2 / 3),
        "acc@161 of recognised": 1.0,
        "acc@161 end to end": 0.5,
    }
