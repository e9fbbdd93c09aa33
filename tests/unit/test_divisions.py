"""Outlines of provinces: which there are, what lies in them for sure, maybe, or not, and how they were made."""

import json
import struct
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from invented import document, extract, merge, report

from dashboard import paths
from dashboard.app import divisions, narrowing, outlines, space, telling
from dashboard.app.clusters import Points
from dashboard.app.narrowing import Narrow
from dashboard.app.space import Division, Outline
from dashboard.app.state import PageState
from dashboard.model import Cited, Location, Place, PlaceKind
from dashboard.store import Store

HERE = paths.data() / "basemap"
ANBAR, NINEWA = "99592", "92877"
SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
BESIDE = [(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 0.0)]
HOLE = [(0.5, 0.5), (0.5, 1.5), (1.5, 1.5), (1.5, 0.5), (0.5, 0.5)]


def identity(name, country):
    """The id of the first-level division of that name."""
    with zipfile.ZipFile(HERE / "divisions.zip") as archive:
        listed = json.loads(archive.read("index.json"))["divisions"]
    return next(i for i, (code, level, called) in listed.items() if (code, level, called) == (country, 1, name))


def depth(identity, *points):
    latitude, longitude = np.array(points, dtype=float).T
    return space.depth(Division(identity).outline, latitude, longitude, 2000.0)


# ------------------------------------------------------------------------------------------------------- what is there


def test_every_division_has_an_outline_and_it_is_read_from_its_country():
    """No ring is open or empty; corners lie on the globe, those beyond the date line included."""
    with zipfile.ZipFile(HERE / "divisions.zip") as archive:
        listed = json.loads(archive.read("index.json"))["divisions"]
    assert len(listed) > 4000
    for each in listed:
        rings = divisions.rings(each)
        assert rings, each
        assert all(len(ring) >= 3 and len(set(ring)) >= 3 for ring in rings), each
        flat = np.array([corner for ring in rings for corner in ring])
        assert np.abs(flat[:, 0]).max() <= 90
        assert np.abs(flat[:, 1]).max() <= 360
        assert np.ptp(flat[:, 1]) < 180


def test_most_first_level_divisions_of_countries_at_war_are_known():
    """Least numbers by country, so that a new build that loses some is noticed."""
    with zipfile.ZipFile(HERE / "divisions.zip") as archive:
        rows = json.loads(archive.read("index.json"))["divisions"].values()
    first = [country for country, level, _ in rows if level == 1]
    least = {"SY": 14, "IQ": 17, "YE": 21, "UA": 27, "SD": 15, "PS": 2, "AF": 34, "PK": 7, "NG": 37, "MM": 13, "BF": 13}
    assert {code: first.count(code) for code in least} == pytest.approx(least, abs=0)


def test_a_capital_lies_in_its_division_and_not_in_the_next():
    """Ramadi in Anbar, Mosul in Ninewa; Tikrit in neither."""
    ramadi, mosul, tikrit = (33.425, 43.300), (36.335, 43.119), (34.607, 43.678)
    assert (depth(identity("Al Anbar Governorate", "IQ"), ramadi, mosul, tikrit) > 0).tolist() == [True, False, False]
    assert (depth(NINEWA, ramadi, mosul, tikrit) > 0).tolist() == [False, True, False]


def test_neighbours_share_their_border():
    """A point beside the border of two divisions lies in exactly one; their edges are the same corners."""
    one, other = ({c for ring in divisions.rings(i) for c in ring} for i in (ANBAR, NINEWA))
    assert len(one & other) >= 5


def test_a_division_on_both_sides_of_the_date_line_is_one():
    """Chukotka's Anadyr (177.5 E) and Uelen (169.8 W); its seam is no border; the Aleutians' Attu and Adak are Alaska's."""
    chukotka, alaska = "2126099", "5879092"
    found = depth(chukotka, (64.73, 177.51), (66.16, -169.81), (66.5, 179.99), (66.5, -179.99), (60.5, 170.0))
    assert (found > -2).tolist() == [True, True, True, True, False]  # towns on the coast
    assert depth(chukotka, (67.5, 179.99))[0] > 50
    found = depth(alaska, (52.90, 172.91), (51.87, -176.65), (64.84, -147.72), (66.5, 179.0))
    assert (found > -5).tolist() == [True, True, True, False]


def test_a_hole_is_outside():
    """Moscow lies in the hole of its oblast, Kyiv in that of its own."""
    for around, city, point in (
        ("524925", "524894", (55.75, 37.62)),
        ("703446", "703447", (50.45, 30.52)),
    ):
        assert depth(around, point)[0] < 0
        assert depth(city, point)[0] > 0


def test_a_division_of_several_outlines_has_no_edge_inside():
    """Burkina Faso's Sahel is four provinces: Dori, far from the outer border, is deep inside."""
    sahel = identity("Sahel Region", "BF")
    assert depth(sahel, (14.03, -0.03))[0] > 30


# ---------------------------------------------------------------------------------------------------------- in a link


def test_a_division_goes_into_a_link_by_its_id_alone():
    """A short link, whatever the outline; an id nobody knows asks nothing."""
    wish = Narrow(area=Division(ANBAR), sure=True)
    assert wish.to_url() == {"area": f"division:{ANBAR}", "sure": "1"}
    assert Narrow.from_url(wish.to_url()) == wish
    for text in ("division:", "division:0", "division:../IQ", "division:IQ"):
        assert space.read(text) is None


def test_an_export_says_the_divisions_name():
    """An id alone would tell a reader nothing."""
    (told,) = telling.asked(PageState(narrow=Narrow(area=Division(ANBAR))))
    assert "Al Anbar Governorate, Iraq" in told


# ----------------------------------------------------------------------------------------- certainly, possibly, not at all

PROVINCE, TOWN, COUNTRY = PlaceKind.PROVINCE, PlaceKind.TOWN, PlaceKind.COUNTRY
ROWS = {
    "deep": (Place("t:1", "Rutba", TOWN, 33.04, 40.28, 5, "IQ"), 1),
    "at the border": (Place("t:2", "Husaybah", TOWN, 34.40, 40.98, 5, "IQ"), 1),
    "far away": (Place("t:3", "Basra", TOWN, 30.5, 47.8, 20, "IQ"), 1),
    "the province": (Place(f"geonames:{ANBAR}", "Anbar", PROVINCE, 32.9, 41.6, 200, "IQ"), 4),
    "another province": (Place(f"geonames:{NINEWA}", "Ninewa", PROVINCE, 36.0, 42.3, 200, "IQ"), 4),
    "a province without outline": (Place("t:4", "Upper Desert", PROVINCE, 35.0, 42.5, 150, "IQ"), 4),
    "its country": (Place("t:5", "Iraq", COUNTRY, 33.0, 44.0, 400, "IQ"), 6),
    "another country": (Place("t:6", "Syria", COUNTRY, 35.0, 38.5, 300, "SY"), 6),
}


def home(name, country, kind, point):
    known = {"Anbar": ANBAR, "Ninewa": NINEWA}
    return known.get(name, "") if (country, kind) == ("IQ", PROVINCE) else ""


@pytest.fixture
def found(tmp_path):
    """Each row's name -> (certainly, possibly) in Anbar."""
    told = []
    for number, (name, (place, precision)) in enumerate(ROWS.items()):
        about = document(f"Gunmen attacked a post, said report {name}.", origin=f"{number}.txt")
        spot = Location(place.name, place, place.latitude, place.longitude, place.radius_km, precision)
        plain = report(about)
        told.append(extract(about, replace(plain, place=Cited(spot, plain.evidence, "test"))))
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as store:
        store.save(told, merge=merge, block_keys=lambda *_: ())
        frame = store.frame()
    points = Points.of(frame.latitude, frame.longitude, (frame.where_prec > 0) & (frame.where_prec != 6))
    inside = narrowing.inside(Division(ANBAR), frame, points, None, home)
    by_place = {place.name: name for name, (place, _) in ROWS.items()}
    return {
        by_place[frame.place_name(row)]: (bool(inside.certain[row]), bool(inside.possible[row]))
        for row in range(len(frame))
    }


def test_what_is_known_by_its_province_only_is_in_it_or_in_none_other(found):
    """A report that says "Anbar" is in Anbar for sure, one that says "Ninewa" not at all, whatever its circle touches."""
    assert found["the province"] == (True, True)
    assert found["another province"] == (False, False)
    assert found["a province without outline"] == (False, True)


def test_towns_are_judged_by_the_outline(found):
    """The whole circle inside, the circle across the border, and far from it."""
    assert found["deep"] == (True, True)
    assert found["at the border"] == (False, True)
    assert found["far away"] == (False, False)


def test_what_is_known_by_its_country_only_is_possibly_in_each_of_its_provinces(found):
    """And in none of another country's, though their circles overlap."""
    assert found["its country"] == (False, True)
    assert found["another country"] == (False, False)


# ----------------------------------------------------------------------------------------------------- how they are made


@pytest.fixture(scope="module")
def scripts():
    """The maintainer's scripts, which lie beside the data and outside the package."""
    sys.path.insert(0, str(HERE))
    try:
        import build_divisions
        import natural_earth
        import topology
    finally:
        sys.path.remove(str(HERE))
    return build_divisions, natural_earth, topology


def blob(*polygons):
    """A GeoPackage geometry with an envelope, as the standard lays it out."""
    parts = b"".join(
        struct.pack("<BII", 1, 3, len(rings))
        + b"".join(
            struct.pack(f"<I{2 * len(ring)}d", len(ring), *(v for point in ring for v in point)) for ring in rings
        )
        for rings in polygons
    )
    return b"GP\x00\x03" + struct.pack("<i4d", 4326, 0, 4, 0, 2) + struct.pack("<BII", 1, 6, len(polygons)) + parts


def test_a_geopackages_shapes_are_read(scripts):
    """Header, envelope, then polygons with holes."""
    _, source, _ = scripts
    assert source.read_blob(blob([SQUARE, HOLE], [BESIDE])) == [SQUARE, HOLE, BESIDE]


def test_shared_borders_become_one_arc_and_fall_away_in_a_union(scripts):
    """Two squares side by side: three arcs, and their union is the six outer corners."""
    _, _, topo = scripts
    shape = topo.topology({1: [SQUARE, HOLE], 2: [BESIDE]})
    assert len(shape.arcs) == 4
    pieces = topo.united([*shape.rings[1], *shape.rings[2]])
    rings = topo.joined(pieces, shape.arcs)
    assert sorted(len(ring) for ring in rings) == [1, 2]
    corners = {point for ring in rings for n in ring for point in shape.arcs[n if n >= 0 else ~n]}
    assert corners == {*SQUARE, *BESIDE, *HOLE}
    border = [n for n in range(4) if set(shape.arcs[n]) == {(2.0, 0.0), (2.0, 2.0)}]
    assert border
    assert not any((n if n >= 0 else ~n) in border for ring in rings for n in ring)


def test_an_outline_cut_at_the_date_line_is_sewn_together(scripts):
    """Two halves that end a tenth of a degree before the line, with other corners on either side of it."""
    _, _, topo = scripts
    west = [(170.0, 0.0), (179.9, 0.0), (179.9, 3.0), (179.9, 10.0), (170.0, 10.0), (170.0, 0.0)]
    east = [(-179.9, 0.0), (-170.0, 0.0), (-170.0, 10.0), (-179.9, 10.0), (-179.9, 6.0), (-179.9, 0.0)]
    (ring,) = topo.unwrapped([west, east])
    assert {x for x, _ in ring} == {170.0, 180.0, 190.0}
    assert {y for x, y in ring if x == 180.0} == {0.0, 10.0}
    assert topo.unwrapped([SQUARE]) == [SQUARE]


def test_towns_decide_whose_outline_it_is(scripts):
    """The name of one's neighbour on an outline full of one's towns is no name; a parted province's outline is nobody's."""
    build, source, _ = scripts

    def area(number, name, ring):
        return source.Area(number, "XX", source.names_of(name), [ring])

    def division(code, name, latitude, longitude, radius=60.0):
        return build.Division(code[3:], code, name, True, "XX", latitude, longitude, radius, source.names_of(name))

    every = {1: area(1, "East Province", SQUARE), 2: area(2, "West", BESIDE)}
    spots = [(y, x) for y in (0.5, 1.0, 1.5) for x in (0.5, 1.0, 1.5)]

    def towns(*codes):
        rows = sorted(
            (y, x + 2.0 * at, code) for at, each in enumerate(codes) for (y, x), code in zip(spots, each, strict=False)
        )
        held = build.Towns(np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), [r[2] for r in rows])
        for number, code in enumerate(held.code):
            held.numbers[code].append(number)
        return held

    ours = [division("XX.1", "West", 1.0, 1.0), division("XX.2", "East", 1.0, 3.0)]
    assert build.matched(every, ours, towns(["XX.1"] * 9, ["XX.2"] * 9)) == {"1": (1,), "2": (2,)}
    ours = [division("XX.1", "East", 1.0, 1.0), division("XX.3", "North", 1.5, 1.0)]
    assert build.matched(every, ours, towns(["XX.1"] * 6 + ["XX.3"] * 3, [])) == {}
    assert build.matched(every, ours[:1], towns(["XX.1"] * 9, ["XX.1"] * 9)) == {"1": (1, 2)}


# ------------------------------------------------------------------------------------------------- what does not fit in


def test_an_outline_of_ones_own_says_how_far_it_was_moved():
    """The file's outline is cut for the link, a division's never is: Alaska keeps its corners."""
    rings = divisions.rings("5879092")
    assert sum(map(len, rings)) > outlines.CORNERS_AT_MOST
    kept, moved = outlines.simplified(rings)
    assert sum(map(len, kept)) <= outlines.CORNERS_AT_MOST
    assert moved > 0
    assert Division("5879092").outline == Outline(rings)
