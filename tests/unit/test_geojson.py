"""GeoJSON that strangers bring: what is read, what is refused and why."""

import json

import pytest

from dashboard.app import geojson
from dashboard.errors import ReadError

RING = [[40, 30], [42, 30], [42, 32], [40, 32], [40, 30]]


def read(data):
    return geojson.read(json.dumps(data).encode(), "a.geojson")


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def test_points_lines_and_areas_are_taken_apart():
    """Latitude comes first here, second in the file; a ring loses its closing point."""
    whole = {
        "type": "FeatureCollection",
        "features": [
            feature("Point", [44, 33], name="a post"),
            feature("MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]),
            feature("MultiPolygon", [[RING]], NAME="<b>zone</b>"),
            {"type": "Feature", "properties": None, "geometry": None},
        ],
    }
    point, line, area = read(whole)
    assert point == geojson.Shape("point", (((33.0, 44.0),),), "a post")
    assert [len(run) for run in line.runs] == [2, 2]
    assert area.name == "<b>zone</b>"
    assert geojson.rings([point, line, area]) == (((30.0, 40.0), (30.0, 42.0), (32.0, 42.0), (32.0, 40.0)),)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "an object was expected"),
        ({"type": "Topology"}, '"Topology" is not known'),
        ({"type": "Point", "coordinates": [1, 95]}, "no place on the globe"),
        ({"type": "Point", "coordinates": ["1", None]}, "not GeoJSON"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, "a ring four"),
        ({"type": "FeatureCollection", "features": []}, "no points, lines or areas"),
        ({"type": "LineString", "coordinates": [[0, 0]] * (geojson.POINTS_AT_MOST + 1)}, "more than 50,000 points"),
    ],
)
def test_what_is_wrong_is_said(given, told):
    """Each with the file's name and the reason."""
    with pytest.raises(ReadError, match=told) as raised:
        read(given)
    assert "a.geojson" in str(raised.value)


def test_neither_depth_nor_size_nor_bytes_break_the_reader():
    """Nested collections, a file of many megabytes, and bytes that are no text are refused."""
    nested = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(geojson.DEPTH_AT_MOST + 2):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    for data in (
        json.dumps(nested).encode(),
        b" " * (geojson.BYTES_AT_MOST + 1),
        b"\xff\xfe{}",
        b"[" * 200_000,
        b'{"type": "Point", "coordinates": [1e999, 2]}',
    ):
        with pytest.raises(ReadError):
            geojson.read(data, "a.geojson")
