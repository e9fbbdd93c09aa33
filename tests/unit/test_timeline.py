"""Incidents over time: counted in their step, never more exactly than they are known."""

import numpy as np
import pandas as pd
import pytest

from dashboard.app import timeline
from dashboard.app.theme import TYPES

NAT = np.datetime64("NaT", "D")


def days(*texts):
    return np.array([np.datetime64(t, "D") if t else NAT for t in texts])


def counted(first, precision, step, kinds=None):
    kinds = kinds or [0] * len(first)
    return timeline.count(first, np.array(precision, np.uint8), np.array(kinds, np.int8), step)


def rows(made):
    return [(str(r.start.date()), r.type, int(r.incidents)) for r in made.rows.itertuples()]


def test_incidents_of_one_day_and_type_are_one_bar():
    """Two battles and a protest on one day are two rows."""
    made = counted(days("2024-01-03", "2024-01-03", "2024-01-03"), [1, 1, 1], "day", [0, 0, 1])
    assert rows(made) == [("2024-01-03", TYPES[0].value, 2), ("2024-01-03", TYPES[1].value, 1)]


def test_a_week_begins_on_monday():
    """Sunday 7 January 2024 belongs to the week of the 1st, Monday the 8th to its own."""
    made = counted(days("2024-01-07", "2024-01-08"), [1, 1], "week")
    assert [start for start, _, _ in rows(made)] == ["2024-01-01", "2024-01-08"]


def test_undated_and_vague_incidents_are_counted_apart():
    """What is known to the month only is not put on a day; what has no date is on no bar."""
    made = counted(days("2024-01-01", "2024-01-01", ""), [1, 4, 0], "day")
    assert (len(made.rows), made.undated, made.vague) == (1, 1, 1)
    assert int(counted(days("2024-01-01", "2024-01-01", ""), [1, 4, 0], "month").rows["incidents"].sum()) == 2


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [("2024-01-01", "2024-02-01", "day"), ("2023-01-01", "2024-02-01", "week"), ("2010-01-01", "2024-02-01", "month")],
)
def test_the_usual_step_follows_the_stretch_of_time(first, last, step):
    """A month is drawn by day, a year by week, ten years by month."""
    assert timeline.usual_step(days(first, last)) == step


def test_no_dates_at_all():
    """An empty chart is asked for by day and has no rows."""
    assert timeline.usual_step(days("")) == "day"
    assert len(counted(days(""), [0], "day").rows) == 0


def test_a_brush_gives_whole_days():
    """What the chart returns in milliseconds becomes first and last day."""
    event = {"selection": {"stretch": {"start": [1704067200000.4, 1706745599999.0]}}}
    assert timeline.stretch(event) == (np.datetime64("2024-01-01"), np.datetime64("2024-01-31"))
    assert timeline.stretch({"selection": {"stretch": {}}}) is None
    assert timeline.stretch(None) is None


def test_the_chart_has_a_colour_for_each_type():
    """Bars, legend and markers use one palette."""
    made = timeline.chart(counted(days("2024-01-03"), [1], "day")).to_dict()
    assert made["encoding"]["color"]["scale"]["domain"] == [kind.value for kind in TYPES]
    assert isinstance(counted(days("2024-01-03"), [1], "day").rows, pd.DataFrame)
