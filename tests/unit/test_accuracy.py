"""The accuracy that the page shows is that of BENCHMARKS.md, to the digit, also in an installed wheel."""

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "quality"))

import benchmarks

from dashboard.app import accuracy

TABLES = benchmarks.TABLES.read_text("utf-8")
SMALL = """
| measure: all (even, odd documents) | samples | golden texts |
|---|---|---|
| incidents f1 | 0.500 (0.400, 0.600) | 0.300 (0.200, 0.400) |
| pairwise recall | 0.900 | - |

| corpus | figure | by halves | as shipped | published |
|---|---|---|---|---|
| lgl | recognition precision, recall, F1 | .8, .8, .8 | .928, .876, .901 | F1 .687 |
| lgl | within 161 km, end to end | .766 | .825 | .473 |
"""


def test_what_ships_is_what_the_benchmarks_tell():
    """Every figure of the tables stands in the shipped file; ``gate.py --update`` writes both."""
    told = benchmarks.told(TABLES)
    assert {"samples", "golden", "lgl", "geovirus"} <= set(told)
    shipped = json.loads(benchmarks.SHIPPED.read_text("utf-8"))
    for corpus, measures in told.items():
        for name, value in measures.items():
            assert shipped[corpus][name] == pytest.approx(value, abs=1e-9), (corpus, name)


def test_tables_are_renewed_where_something_was_measured_and_only_there():
    figures = {
        "samples": {"incidents f1": 0.51234},
        "lgl": {"acc@161 end to end": 0.83, **dict.fromkeys(RECOGNITION, 0.9)},
    }
    halves = {"samples": ({"incidents f1": 0.41}, {"incidents f1": 0.61})}
    text = benchmarks.renewed(SMALL, figures, halves)
    assert "| incidents f1 | 0.512 (0.410, 0.610) | 0.300 (0.200, 0.400) |" in text
    assert "| pairwise recall | 0.900 | - |" in text
    assert "| .900, .900, .900 | F1 .687 |" in text
    assert "| .766 | .830 | .473 |" in text
    assert benchmarks.renewed(text, {}, {}) == text
    assert benchmarks.told(text)["lgl"] == {**dict.fromkeys(RECOGNITION, 0.9), "acc@161 end to end": 0.83}


RECOGNITION = ("recognition precision", "recognition recall", "recognition f1")


def test_a_run_that_measured_one_corpus_leaves_the_others():
    before = {"a": {"x": 0.1}, "b": {"x": 0.2}}
    assert benchmarks.shipped(before, {"a": {"x": 0.33333}}) == {"a": {"x": 0.333}, "b": {"x": 0.2}}


def test_the_page_shows_the_shipped_figures():
    """A row for each measure, a column for each corpus, with the version they belong to."""
    shown = accuracy.tables()
    shipped = json.loads(benchmarks.SHIPPED.read_text("utf-8"))
    incidents, places = shown
    row = next(row for row in incidents if row["Measure"] == "incidents found (F1)")
    assert row["samples"] == shipped["samples"]["incidents f1"]
    assert row["golden texts"] == shipped["golden"]["incidents f1"]
    assert {row["Corpus"] for row in places} == {"lgl", "geovirus"}
    assert accuracy.version()
