"""The base map's data: whole, in place, and drawn in colours that colour-blind people can tell apart."""

import json
from itertools import combinations

import pytest

from dashboard import paths
from dashboard.app import basemap
from dashboard.app.theme import SHAPES, TYPE_LOOKS, TYPES
from dashboard.store.frames import EVENT_TYPE_ORDER

FOLDER = paths.data() / "basemap"


@pytest.mark.parametrize("name", ["world", "detail"])
def test_every_ring_is_closed(name):
    """Each ring's arcs join end to end, so that land has no gaps; across the date line they join a world further on."""
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    around = round(360 / data["scale"][0])
    ends = []
    for flat in data["arcs"]:
        x, y = sum(flat[::2]), sum(flat[1::2])
        ends.append(((flat[0], flat[1]), (x, y)))
    for _, rings in data["countries"]:
        for ring in rings:
            joins = [ends[n] if n >= 0 else ends[~n][::-1] for n in ring]
            for (_, last), (first, _) in zip(joins, joins[1:] + joins[:1], strict=True):
                # the grid's east edge is its west edge, a step of rounding apart
                assert (last[0] - first[0]) % around in {0, 1, around - 1}
                assert last[1] == first[1]


def test_a_country_with_incidents_has_a_name_and_a_point_inside_its_box():
    """Country-level markers stand on land that belongs to the country's largest piece."""
    found = basemap.countries()
    assert len(found) > 230
    assert [found[code].name for code in ("IQ", "SY", "PS", "YE", "UA")] == [
        "Iraq",
        "Syria",
        "Palestine",
        "Yemen",
        "Ukraine",
    ]
    for country in found.values():
        west, south, east, north = country.box
        assert west <= country.longitude <= east
        assert south <= country.latitude <= north


def test_the_line_to_crimea_is_drawn_dashed():
    """Disputed lines take no side."""
    data = json.loads((FOLDER / "world.json").read_text("utf-8"))
    assert 5 < len(data["disputed"]) < 60


def test_types_stand_in_the_order_of_the_store():
    """Counts by type are arrays in one order, in the store and on the page."""
    assert TYPES == EVENT_TYPE_ORDER


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


# Viénot, Brettel and Mollon 1999: what a protanope and a deuteranope see, in linear RGB.
SEEN = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def lab(rgb):
    x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x / 0.9505, y, z / 1.089))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("sight", list(SEEN))
def test_no_two_types_look_alike(sight):
    """Any two marker colours differ by a CIELAB distance of at least 15, and all shapes differ anyway."""
    seen = {}
    for kind, look in TYPE_LOOKS.items():
        rgb = linear(look.colour)
        seen[kind] = lab([max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True))) for row in SEEN[sight]])
    for one, other in combinations(seen, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart >= 15, (one, other, apart)
    assert len({look.shape for look in TYPE_LOOKS.values()}) == len(TYPE_LOOKS) == len(SHAPES)
