"""Random and mutated texts through the whole extraction: no failure, no span outside its text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.append(str(ROOT / "tests" / "quality"))

import fuzz  # noqa: E402

TEXTS = 2_000


@pytest.mark.parametrize("part", range(4))
def test_no_text_breaks_the_extraction(engine, part):
    """Two thousand texts, each made from its number; the same ones in every run."""
    for number in range(part, TEXTS, 4):
        assert (number, fuzz.fault(fuzz.text(number), engine)) == (number, None)


@pytest.mark.parametrize(
    "made", ["", " ", "\n", "\ufeff", "\x00", "a", "\u202e", "\U0010ffff", "‘’", "1" * 50_000, "(" * 20_000]
)
def test_the_smallest_and_the_oddest(engine, made):
    assert fuzz.fault(made, engine) is None


def test_a_text_is_made_from_its_number_alone():
    assert [fuzz.text(n) for n in (1, 3, 99)] == [fuzz.text(n) for n in (1, 3, 99)]
    assert len({fuzz.text(n) for n in range(200)}) > 190


def test_the_smallest_part_that_fails_is_found():
    """The search for the smallest text keeps what makes it fail and nothing else."""
    assert fuzz.smallest("some words, then a bug and more words", lambda t: "bug" in t) == "bug"


def test_a_span_outside_the_text_would_be_seen(engine, monkeypatch):
    """The check can fail: an extract of a longer text is a fault of a shorter one."""
    longer = fuzz.pipeline.extract
    monkeypatch.setattr(
        fuzz.pipeline, "extract",
        lambda document, engine: longer(fuzz.Document("x", "Gunmen killed three people in Mosul.", document.source), engine),
    )  # fmt: skip
    assert "lies outside" in fuzz.fault("Gunmen", engine)
