"""Hexagons and lines of the map: every incident is in one of them, and they lie still."""

import numpy as np
import pytest

from dashboard.app import actor_lines, hexes
from dashboard.app.clusters import Points, View, cluster, project
from dashboard.store.columns import Postings, offsets

VIEW = View(30.0, 20.0, 60.0, 45.0, 5)


@pytest.fixture
def points():
    rng = np.random.default_rng(5)
    return Points.of(rng.uniform(24, 41, 500), rng.uniform(34, 56, 500), np.ones(500, np.bool_))


def test_every_incident_lies_in_the_hexagon_that_counts_it(points):
    """The sum is all of them, and no middle is farther from its points than a corner."""
    rows, kinds = np.arange(500), np.arange(500) % 6
    made = hexes.bins(points, rows, kinds, VIEW)
    assert sum(sum(one.counts) for one in made) == 500
    middles = np.column_stack(project(np.array([h.latitude for h in made]), np.array([h.longitude for h in made])))
    scale = 256 * 2**VIEW.zoom
    apart = np.hypot(*(np.column_stack((points.x, points.y))[:, None] - middles[None]).transpose(2, 0, 1)) * scale
    assert apart.min(axis=1).max() <= hexes.RADIUS_PX + 0.1
    nearest = np.bincount(apart.argmin(axis=1), minlength=len(made))
    assert nearest.tolist() == [sum(one.counts) for one in made]


def test_a_pan_does_not_move_the_hexagons(points):
    """The same hexagons, where both views have them."""
    rows, kinds = np.arange(500), np.zeros(500, np.int64)
    here = {(h.latitude, h.longitude): h.counts for h in hexes.bins(points, rows, kinds, VIEW)}
    there = hexes.bins(points, rows, kinds, View(33.3, 21.0, 63.3, 46.0, 5))
    assert there
    assert all(here[h.latitude, h.longitude] == h.counts for h in there)
    assert hexes.bins(points, rows[:0], kinds, VIEW) == []


class Acting:
    """Three incidents at one place in Iraq: by Iran, by Iraq's own army, by nobody known."""

    vocabulary = {"country": ("IQ",), "actor": ("Iran", "Military Forces of Iraq", "gunmen")}
    country = np.zeros(3, np.int16)
    actors = Postings(np.array([0, 1, 2], np.int32), offsets(np.array([1, 1, 1])), vocabulary["actor"])

    def __len__(self):
        return 3


def test_lines_come_from_abroad_only():
    """One line, from Iran; who is at home or of no known country has none."""
    where = Points.of(np.full(3, 33.3), np.full(3, 44.4), np.ones(3, np.bool_))
    rows, kinds, pale = np.arange(3), np.zeros(3, np.int64), np.zeros(3, np.bool_)
    markers = cluster(where, rows, kinds, pale, VIEW)
    found = actor_lines.lines(Acting(), where, rows, markers)
    assert [(line.country, line.count) for line in found] == [("Iran", 1)]
    assert found[0].end == (33.3, 44.4)
    assert actor_lines.lines(Acting(), where, rows[1:], markers) == []
