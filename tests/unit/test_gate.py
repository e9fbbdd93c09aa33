"""The gate of accuracy: it fails below a floor, on other gold, and where a figure is gone; floors only rise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "quality"))

from gate import below, digest, holds, raised
from measuring import as_input, pairwise

GROUP = {"gold": "abc", "floors": {"incidents f1": 0.6, "false per empty document": 0.2}}


@pytest.mark.parametrize(
    ("measured", "gold", "words"),
    [
        ({"incidents f1": 0.6, "false per empty document": 0.2}, "abc", []),
        ({"incidents f1": 0.59, "false per empty document": 0.2}, "abc", ["incidents f1 0.590 is below 0.600"]),
        (
            {"incidents f1": 0.7, "false per empty document": 0.3},
            "abc",
            ["false per empty document 0.300 is above 0.200"],
        ),
        ({"incidents f1": 0.7}, "abc", ["false per empty document is not measured any more"]),
        (
            {"incidents f1": 0.7, "false per empty document": 0.0},
            "xyz",
            ["the gold has changed since the floors were measured; look at the figures, then --update"],
        ),
    ],
)
def test_what_lies_below(measured: dict[str, float], gold: str, words: list[str]) -> None:
    """Each fault is one line that names figure and floor."""
    assert below(GROUP, measured, gold) == words


def test_floors_only_rise() -> None:
    """Better figures raise them, worse ones leave them; other gold starts anew."""
    better = raised(GROUP, {"incidents f1": 0.7, "false per empty document": 0.1}, "abc")
    assert better["floors"] == {"incidents f1": 0.695, "false per empty document": 0.105}
    assert raised(better, {"incidents f1": 0.5, "false per empty document": 0.9}, "abc") == better
    assert raised(better, {"incidents f1": 0.5}, "xyz") == {"gold": "xyz", "floors": {"incidents f1": 0.495}}


def test_a_floor_just_met_holds() -> None:
    """At the floor is not below it, at the ceiling not above."""
    assert holds("incidents f1", 0.6, 0.6)
    assert holds("false per empty document", 0.2, 0.2)
    assert not holds("false per empty document", 0.21, 0.2)


def test_the_digest_is_that_of_the_gold(tmp_path: Path) -> None:
    """Any change of a gold file, or another file, changes it."""
    one, two = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    one.write_text("1")
    two.write_text("2")
    first = digest([one, two])
    assert digest([one, two]) == first
    two.write_text("3")
    assert len({first, digest([one, two]), digest([one])}) == 3


def test_pairs_of_tellings() -> None:
    """Precision over pairs we joined, recall over pairs that belong together."""
    told = [("x", "1"), ("x", "1"), ("x", "2"), ("y", "2"), ("z", "3")]
    assert pairwise(told) == {"pairwise precision": 1 / 2, "pairwise recall": 1 / 3}
    assert pairwise([("x", "1"), ("y", "2")]) == {"pairwise precision": 1.0, "pairwise recall": 1.0}


def test_no_gold_reaches_the_reader() -> None:
    """Only what an input line may hold is handed to the pipeline."""
    row = {"id": "a", "text": "b", "published": None, "incidents": [1], "label": "AIR_STRIKE", "toponyms": []}
    assert as_input(row) == {"id": "a", "text": "b"}
