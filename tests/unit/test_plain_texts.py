"""The texts by patterns that teach the place vote what articles cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))

import plain_texts

POOLS = plain_texts.Pools(["Ann"], ["Hill"], ["Georgia"], ["Lincoln"], ["Paris"], ["Kirkuk"], ["Anbar"], ["Iraq"])
KINDS = [(group, kind) for group in ("plain", "listing") for kind in plain_texts.kinds(group)]


@pytest.mark.parametrize(("group", "kind"), KINDS)
def test_the_same_seed_gives_the_same_text(group, kind):
    """Fitting is deterministic, so its texts are; another seed gives another text."""
    made = [plain_texts.text(group, kind, seed, POOLS) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert kind == "program" or "{" not in made[0][0], "a slot was not filled"


@pytest.mark.parametrize(("group", "kind"), KINDS)
def test_only_lists_of_places_have_places(group, kind):
    """Spans of places hold the names drawn for them, and nothing is a place where none is meant."""
    text, places = plain_texts.text(group, kind, 3, POOLS)
    drawn = {text[start:end] for start, end in places}
    assert drawn <= ({"Kirkuk", "KIRKUK", "Anbar", "Iraq"} if group == "listing" else set())
    assert bool(places) == (group == "listing")


def test_kinds_are_dealt_into_two_halves():
    """Each half of the kinds is read with votes that saw only the other."""
    halves = [plain_texts.half("plain", kind) for kind in plain_texts.kinds("plain")]
    assert halves.count(0) == halves.count(1)
