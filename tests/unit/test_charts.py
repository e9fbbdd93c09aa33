"""Counts for the cross-filter charts, and the windows of time that plays."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.app import charts, playing
from dashboard.app.timeline import Timeline
from dashboard.store.columns import Postings, offsets
from dashboard.store.filters import Filters


class Rows:
    """Actors and targets of four incidents, as a frame holds them."""

    names = ("Army", "Gang", "Town")

    def __init__(self):
        self.actors = self.postings([[0], [0, 1], [], [1]])
        self.targets = self.postings([[2], [2, 1], [2], []])

    def postings(self, rows):
        flat = np.array([code for row in rows for code in row], np.int32)
        return Postings(flat, offsets(np.array([len(row) for row in rows])), self.names)


def test_pairs_join_every_actor_with_every_target_of_an_incident():
    """Two actors and two targets are four pairs; an incident with one side has none."""
    rows = Rows()
    found = charts.pairs(rows, np.ones(4, np.bool_))
    assert found == {("Army", "Town"): 2, ("Army", "Gang"): 1, ("Gang", "Gang"): 1, ("Gang", "Town"): 1}
    assert next(iter(found)) == ("Army", "Town")
    assert charts.pairs(rows, np.array([False, False, True, True])) == {}
    assert charts.without_pair(rows, np.arange(4)) == 2
    assert charts.without(rows.actors, np.arange(4)) == 1


def test_a_chart_says_what_it_leaves_out_and_keeps_what_is_picked():
    """Eight bars, the picked one too, and the rest in words."""
    counts = {f"name {at}": 30 - at for at in range(12)}
    made = charts.chart("Actor", counts, ("name 11", "gone"), "5 incidents without either side")
    assert [bar.option for bar in made.bars[8:]] == ["name 11", "gone"]
    assert [bar.on for bar in made.bars] == [False] * 8 + [True] * 2
    assert made.bars[-1].count == 0
    assert made.left_out == "Left out: 3 smaller ones · 5 incidents without either side."
    assert charts.chart("Kind", {"a": 1}, ()).left_out == "Nothing is left out."


def test_time_plays_in_steps_without_gaps_and_within_the_dates():
    """Months follow each other also where nothing happened; weeks are seven days; the filters' dates bound them."""
    made = Timeline(pd.DataFrame({"start": pd.to_datetime(["2023-11-01", "2024-02-01"])}), "month", 0, 0)
    found = playing.windows(made, "month", Filters())
    assert [first for first, _ in found] == [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)]
    assert found[-1][1] == date(2024, 2, 29)
    bounded = playing.windows(made, "month", Filters(since=date(2023, 12, 15), until=date(2024, 1, 20)))
    assert [first.month for first, _ in bounded] == [12, 1]
    assert playing.windows(Timeline(made.rows.iloc[:0], "day", 0, 0), "day", Filters()) == ()
