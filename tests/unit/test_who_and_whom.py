"""Who did what to whom, as news agencies, monitors, ministries and local papers of many countries tell it.

The sentences are invented for these tests, in the manner of reports on the conflicts of the last ten years. What to
expect of each was written before it was first read; the few that are not yet read so are left out. An actor or target counts as read where half of its words
agree, as an analyst would accept "gunmen" for "gunmen on motorbikes".
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard.model import Actor, Cited, PlaceKind
from tests.unit.telling import place, tell

SMALL = {"the", "a", "an", "of", "and", "in", "by", "at", "s"}

ASIDE = "-"  # a column that is not asked; an empty one says that there is nobody


def told() -> list[tuple[str, ...]]:
    """The rows of who_and_whom.tsv: text, place, its kind and country, type, actors, targets, factuality."""
    rows = (Path(__file__).with_name("who_and_whom.tsv")).read_text("utf-8").splitlines()[1:]
    return [tuple(row.split("\t")) for row in rows]


def words(names: list[str]) -> Counter[str]:
    return Counter(word for name in names for word in re.findall(r"\w+", name.lower()) if word not in SMALL)


def alike(wanted: str, got: tuple[Cited[Actor], ...]) -> bool:
    """Whether half of the words agree; nobody is alike to nobody alone."""
    a, b = words([wanted]), words([cited.value.said for cited in got])
    if not a or not b:
        return not a and not b
    return 2 * sum((a & b).values()) >= 0.5 * (sum(a.values()) + sum(b.values()))


@pytest.mark.parametrize("row", told(), ids=lambda row: row[0][:40])
def test_who_did_what_to_whom(row):
    """The first report of the text has the type, the sides and the factuality that an analyst would give it."""
    text, name, kind, country, sub_event_type, actors, targets, factuality = row
    there = place(name, PlaceKind[kind], 10.0, 20.0, country or None)
    report = tell(text, there, published="2024-06-20").reports[0]
    assert sub_event_type in {ASIDE, report.sub_event_type.value.value}
    assert actors == ASIDE or alike(actors, report.actors), [cited.value.said for cited in report.actors]
    assert targets == ASIDE or alike(targets, report.targets), [cited.value.said for cited in report.targets]
    assert factuality in {ASIDE, report.factuality.value}
    for cited in (*report.actors, *report.targets):
        assert all(span.of(text).strip() for span in cited.spans)


def test_the_rows_are_many_and_of_many_kinds():
    """At least a hundred texts, from forty countries, of at least fifteen sub-event types."""
    rows = told()
    assert len(rows) >= 100
    assert len({row[3] for row in rows}) >= 35
    assert len({row[4] for row in rows} - {ASIDE}) >= 15
