"""Areas: how deep a point lies inside, what is certain and what only possible, links that carry outlines."""

import math

import numpy as np
import pytest

from dashboard.app import outlines, space
from dashboard.app.clusters import View
from dashboard.app.narrowing import Narrow
from dashboard.app.space import Circle, Country, Inside, InView, Outline

SQUARE = ((30.0, 40.0), (30.0, 42.0), (32.0, 42.0), (32.0, 40.0))
HOLE = ((30.5, 40.5), (30.5, 41.5), (31.5, 41.5), (31.5, 40.5))


def depth(area, *points, reach=1000.0):
    latitude, longitude = np.array(points, dtype=float).T
    return space.depth(area, latitude, longitude, reach)


def test_depth_in_a_circle_is_what_is_left_to_its_edge():
    """In the middle the whole radius, a degree to the north a degree less, far away negative."""
    found = depth(Circle(30, 40, 200), (30, 40), (31, 40), (35, 40))
    assert found == pytest.approx([200, 200 - space.DEGREE_KM, 200 - 5 * space.DEGREE_KM], abs=0.01)


def test_depth_in_an_outline_counts_to_the_nearest_edge():
    """Inside positive, outside negative, in a hole outside; the same across the sides of a square."""
    found = depth(Outline((SQUARE,)), (31, 41), (31, 39), (33, 41))
    assert found[0] == pytest.approx(math.cos(math.radians(31)) * space.DEGREE_KM, rel=0.01)
    assert found[1] == pytest.approx(-found[0], rel=0.01)
    assert found[2] == pytest.approx(-space.DEGREE_KM, rel=0.01)
    assert depth(Outline((SQUARE, HOLE)), (31, 41))[0] < 0


def test_an_outline_and_a_box_of_the_same_shape_agree():
    """Two ways to the same numbers, near the equator where a box's sides are straight."""
    rng = np.random.default_rng(7)
    points = np.column_stack((rng.uniform(-3, 5, 300), rng.uniform(8, 16, 300)))
    ring = ((0.0, 10.0), (0.0, 14.0), (2.0, 14.0), (2.0, 10.0))
    box = View(10.0, 0.0, 14.0, 2.0, 0)
    assert depth(Outline((ring,)), *points) == pytest.approx(depth(box, *points), abs=3.0)


def test_a_view_across_the_date_line_holds_both_sides():
    """Longitudes beyond 180 are the same places."""
    found = depth(View(170.0, -5.0, 190.0, 5.0, 3), (0, 175), (0, -175), (0, 0))
    assert (found > 0).tolist() == [True, True, False]


def test_certain_means_the_whole_circle_and_possible_that_it_touches():
    """The truth may be anywhere in the circle of uncertainty; what has no place is neither."""
    found = Inside.of(np.array([50.0, 5.0, -5.0, -50.0, np.nan]), np.full(5, 10.0))
    assert found.certain.tolist() == [True, False, False, False, False]
    assert found.possible.tolist() == [True, True, True, False, False]


def test_an_area_goes_into_a_link_and_back():
    """Every kind, with its name."""
    for area in (
        InView(),
        Country("IQ"),
        Circle(33.25, 44.5, 120.0),
        Circle(33.25, 44.5, 120.0, "Anbar, Iraq"),
        Outline((SQUARE, HOLE), "my area"),
    ):
        wish = Narrow(area=area, sure=True, pair=("A", "B, C"), after=17)
        assert Narrow.from_url(wish.to_url()) == wish


@pytest.mark.parametrize(
    "text",
    ["", "circle:", "circle:95,0,10", "circle:1,2,-3", "circle:nan,0,1", "outline:!!", "outline:AQ", "country:X", "x"],
)
def test_an_area_that_makes_no_sense_is_none(text):
    """A bad link still opens a page."""
    assert space.read(text) is None


def test_a_long_outline_is_made_simple_and_stays_where_it_was():
    """Three thousand corners become few; no corner that is left has moved."""
    turn = np.linspace(0, 2 * np.pi, 3001)[:-1]
    ring = tuple(
        (float(30 + (2 + 0.3 * np.sin(9 * t)) * np.sin(t)), float(40 + (2 + 0.3 * np.sin(9 * t)) * np.cos(t)))
        for t in turn
    )
    (simple,), tolerance = outlines.simplified([ring])
    assert 40 < len(simple) <= outlines.CORNERS_AT_MOST
    assert set(simple) <= set(ring)
    assert 0 < tolerance < 0.05
    back = outlines.decode(outlines.encode([simple]))[0]
    assert np.abs(np.array(back) - np.array(simple)).max() <= 0.5 / outlines.UNIT + 1e-12
