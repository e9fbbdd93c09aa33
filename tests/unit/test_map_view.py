"""The map's script never changes, what is drawn is data and not code, and clicks are read for what they are."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, _get_map_string

from dashboard.app import clicks, map_view
from dashboard.app.clicks import Click
from dashboard.app.clusters import Cluster, View
from dashboard.app.map_view import Assets, Look, Scene, Spot

ASSETS = Assets(("../a/leaflet.js",), ("../a/leaflet.css",), {"world": "../a/world.json"}, "../a/labels.json")
HOSTILE = "</script><script>alert(1)</script> {{ 7*7 }} {{ 'x' }} {% raw %} {# c #} ' \" ` ${x} \u2028 & <b>"


def point(**changes):
    properties = {"kind": "point", "id": "i1", "n": 1} | changes.pop("properties", {})
    drawing = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [44.0, 33.0]}, "properties": properties}
    return {"last_object_clicked_count": 3, "last_active_drawing": drawing} | changes


def script(scene):
    base = map_view.base_map(ASSETS)
    _get_map_string(base)
    return _get_feature_group_string(map_view.feature_group(map_view.scene(scene)), base)


def test_the_base_map_has_the_same_script_each_time():
    """streamlit-folium keeps the map only while its script stays the same to the letter."""
    assert _get_map_string(map_view.base_map(ASSETS)) == _get_map_string(map_view.base_map(ASSETS))


def test_nothing_is_loaded_from_outside():
    """No address of the base map or of its files is absolute."""
    base = map_view.base_map(ASSETS)
    assert [url for _, url in [*base.default_js, *base.default_css] if "//" in url] == []
    assert "://" not in _get_map_string(base)


def test_hostile_text_stays_inside_its_string():
    """What a document says reaches the browser as JSON that is the same again, and closes neither tag nor template."""
    cluster = Cluster(33.0, 44.0, (1, 0, 0, 0, 0, 0), (44.0, 33.0, 44.0, 33.0), (0,), 7)
    made = script(Scene([cluster], {7: Spot(HOSTILE, HOSTILE, "", 5.0, "i")}))
    assert re.search(r"<|\{\{|\{%|\{#|'", made.split("incidentMap.draw(")[1].split(");")[0]) is None
    data = json.loads(re.search(r"incidentMap\.draw\(\w+, (.*)\);", made).group(1))
    assert data["features"][0]["properties"]["title"] == HOSTILE


@given(st.text())
def test_script_json_is_json_and_harmless(text):
    """Any text survives, and no mark of HTML or of a template is left."""
    made = map_view.script_json({"a": [text, {"b": text}]})
    assert json.loads(made) == {"a": [text, {"b": text}]}
    assert not any(mark in made for mark in ("<", ">", "{{", "{%", "{#", "&", "'"))


def test_a_click_is_news_only_once():
    """streamlit-folium repeats the last click at every pan; the running count tells."""
    click, seen = clicks.read_click(point(), 0)
    assert (click, seen) == (Click("point", "i1", 33.0, 44.0), 3)
    assert clicks.read_click(point(), seen) == (None, 3)


def test_a_second_click_on_the_same_marker_is_a_click():
    """The count grows though nothing else changes."""
    click, _ = clicks.read_click(point(last_object_clicked_count=6), 3)
    assert click == Click("point", "i1", 33.0, 44.0)


def test_a_frame_that_was_loaded_anew_counts_from_zero():
    """After a reload of the frame the first click counts again."""
    _, seen = clicks.read_click(point(last_object_clicked_count=0), 9)
    click, _ = clicks.read_click(point(), seen)
    assert (seen, click) == (0, Click("point", "i1", 33.0, 44.0))


def test_a_click_on_a_cluster_opens_nothing():
    """The browser zooms in by itself; only markers of one place open the panel."""
    assert clicks.read_click(point(properties={"kind": "cluster"}), 0)[0] is None


def test_a_click_beyond_the_date_line_is_brought_back():
    """A marker drawn at 190 degrees east stands at 170 degrees west."""
    value = point()
    value["last_active_drawing"]["geometry"]["coordinates"] = [190.0, 10.0]
    assert clicks.read_click(value, 0)[0] == Click("point", "i1", 10.0, -170.0)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"last_object_clicked_count": 5},
        {"last_object_clicked_count": 5, "last_active_drawing": None},
        {"last_object_clicked_count": 5, "last_active_drawing": {"geometry": {}, "properties": {"kind": "point"}}},
        {"last_object_clicked_count": True, "last_active_drawing": {}},
        point(properties={"kind": "script"}),
    ],
)
def test_what_is_no_click_is_none(value):
    """Half-filled or strange values are ignored, not an error."""
    assert clicks.read_click(value, 0)[0] is None


def test_the_view_is_read_or_none():
    """Bounds and zoom come back as a view; what is missing or upside down is no view."""
    bounds = {"_southWest": {"lat": 1, "lng": 2}, "_northEast": {"lat": 3, "lng": 4}}
    assert clicks.read_view({"bounds": bounds, "zoom": 5}) == View(2.0, 1.0, 4.0, 3.0, 5)
    assert clicks.read_view({"bounds": bounds}) is None
    assert clicks.read_view({"bounds": {"_southWest": {"lat": None, "lng": None}}, "zoom": 3}) is None


@pytest.mark.parametrize("zoom", [2, 5, 9])
def test_the_first_view_is_guessed_around_what_is_asked(zoom):
    """Before the browser has told its size, the server draws for a usual one, around the same middle."""
    view = map_view.expected(Look(1, center=(33.0, 44.0), zoom=zoom))
    assert view.zoom == zoom
    assert view.west < 44.0 < view.east
    assert view.south < 33.0 < view.north


def test_what_is_open_is_marked_on_the_map():
    """The marker at the open incident's point is selected, across the date line too."""
    chosen = map_view.Chosen(33.0, -170.0)
    assert (chosen.at(33.0, 190.0), chosen.at(33.1, 190.0), map_view.Chosen().at(0, 0)) == (True, False, False)
