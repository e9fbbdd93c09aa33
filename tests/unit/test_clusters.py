"""Incidents become markers: nothing is lost, nothing overlaps, one point stays one marker."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.app import clusters
from dashboard.app.clusters import Points, View

WORLD = View(-180.0, -80.0, 180.0, 84.0, 2)


def drawn(latitude, longitude, view=WORLD, kinds=None, background=None, rows=None):
    latitude, longitude = np.array(latitude, float), np.array(longitude, float)
    points = Points.of(latitude, longitude, np.ones(len(latitude), bool))
    kinds = np.zeros(len(latitude), np.int64) if kinds is None else np.array(kinds)
    background = np.zeros(len(latitude), bool) if background is None else np.array(background)
    rows = np.arange(len(latitude)) if rows is None else np.array(rows)
    return clusters.cluster(points, rows, kinds, background, view)


coordinates = st.lists(st.tuples(st.floats(-75, 80), st.floats(-179, 179), st.integers(0, 5)), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(coordinates, st.integers(2, 8))
def test_every_incident_of_the_world_is_under_exactly_one_marker(found, zoom):
    """The counts of all markers add up to the incidents, type by type."""
    latitude, longitude, kinds = zip(*found, strict=True)
    made = drawn(latitude, longitude, View(-180, -80, 180, 84, zoom), kinds)
    expected = np.bincount(kinds, minlength=6)
    assert np.array_equal(np.sum([c.counts for c in made], axis=0), expected)


@settings(max_examples=60, deadline=None)
@given(coordinates)
def test_the_order_of_the_incidents_changes_no_marker(found):
    """The same incidents in another order give the same markers."""
    latitude, longitude, kinds = zip(*found, strict=True)
    turned = [list(reversed(v)) for v in (latitude, longitude, kinds)]
    one = {(c.latitude, c.longitude, c.counts) for c in drawn(latitude, longitude, WORLD, kinds)}
    other = {(c.latitude, c.longitude, c.counts) for c in drawn(*turned[:2], WORLD, turned[2])}
    assert one == other


def test_markers_keep_their_distance():
    """No two markers stand nearer to each other than half the reach of a merge."""
    random = np.random.default_rng(3)
    made = drawn(random.uniform(-60, 70, 3000), random.uniform(-170, 170, 3000), View(-180, -80, 180, 84, 3))
    centres = clusters.centres(made)
    x, y = clusters.project(centres[:, 0], centres[:, 1])
    scale = 256 * 2**3
    apart = np.hypot((x[:, None] - x[None]) * scale, (y[:, None] - y[None]) * scale)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > clusters.MERGE_PX / 2


def test_several_incidents_at_one_point_are_one_marker_at_any_zoom():
    """Zooming in cannot part what has the same coordinates; the marker says so."""
    made = drawn([33.5, 33.5, 33.5], [44.4, 44.4, 44.4], View(44, 33, 45, 34, 16), [0, 0, 3])
    assert [(c.count, c.at_one_point, c.row) for c in made] == [(3, True, -1)]
    assert (made[0].latitude, made[0].longitude) == (33.5, 44.4)


def test_two_towns_part_when_zooming_in():
    """Falluja and Ramadi share a marker on the world map and not on the map of their province."""
    latitude, longitude = [33.35, 33.42], [43.78, 43.31]
    assert len(drawn(latitude, longitude)) == 1
    assert len(drawn(latitude, longitude, View(42, 32, 45, 35, 9))) == 2


def test_a_single_incident_names_its_row():
    """A marker of one incident knows which one; a filtered-out neighbour does not count."""
    made = drawn([10.0, 10.0], [20.0, 20.0], rows=[1])
    assert [(c.count, c.row) for c in made] == [(1, 1)]


def test_only_all_background_makes_a_marker_pale():
    """One incident of today among recalled ones keeps the marker strong."""
    assert [c.background for c in drawn([1.0, 1.0], [2.0, 2.0], background=[True, True])] == [True]
    assert [c.background for c in drawn([1.0, 1.0], [2.0, 2.0], background=[True, False])] == [False]


def test_what_lies_across_the_date_line_is_drawn_beside_the_view():
    """With the middle of the view at 179 degrees east, a point at 179 west is 2 degrees further, not a world away."""
    made = drawn([0.0, 0.0], [178.0, -179.0], View(174, -5, 184, 5, 7))
    assert sorted(round(c.longitude) for c in made) == [178, 181]


def test_what_is_out_of_view_is_not_drawn():
    """Only the view and a margin around it are sent to the browser."""
    assert drawn([50.0, -30.0], [10.0, 100.0], View(5, 45, 15, 55, 6))[0].count == 1


def test_nothing_gives_nothing():
    """No incident, or none with coordinates, gives no marker."""
    assert drawn([], []) == []
    assert drawn([np.nan], [np.nan]) == []


@pytest.mark.parametrize("zoom", [2, 5, 8])
def test_a_million_incidents_make_no_more_markers_than_a_screen_holds(zoom):
    """The number of markers depends on the screen, not on the store."""
    random = np.random.default_rng(zoom)
    wide = 1400 / (256 * 2**zoom) * 360 / 2
    high = wide * 0.5
    latitude, longitude = random.uniform(20, 40, 50_000), random.uniform(20, 60, 50_000)
    made = drawn(latitude, longitude, View(40 - wide, 30 - high, 40 + wide, 30 + high, zoom))
    assert len(made) <= 2 * clusters.MAX_MARKERS


def test_fitting_leaves_a_lone_outlier_out():
    """One wrong point in New Zealand does not zoom the map out to the whole world."""
    latitude = np.append(np.linspace(30, 35, 200), -41.0)
    longitude = np.append(np.linspace(40, 45, 200), 174.0)
    west, south, east, north = clusters.fitting(latitude, longitude)
    assert (west > 35, south > 25, east < 50, north < 40) == (True, True, True, True)


def test_fitting_one_point_still_shows_its_surroundings():
    """A single point gives a box of two degrees around it, and no point gives none."""
    assert clusters.fitting(np.array([33.0]), np.array([44.0])) == (43.0, 32.0, 45.0, 34.0)
    assert clusters.fitting(np.array([np.nan]), np.array([np.nan])) is None


def test_the_view_ends_at_points_and_not_in_the_empty_sea_between_them():
    """A few points on the far side of an ocean are left out; the edge is the next point, not a longitude where nothing is."""
    longitude = np.array([-120.0] * 6 + list(np.linspace(34.0, 60.0, 106)))
    west, _, east, _ = clusters.fitting(np.full(112, 33.0), longitude, 0.9)
    assert west == 34.0
    assert 55.0 < east < 60.0
