"""Layers over the map in a real browser: hexagons, lines, a person's own GeoJSON."""

import json
import re

import pytest
import small_store
from playwright.sync_api import expect
from test_browser import counter, markers, node_is_marked, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def open_layers(page):
    page.get_by_role("button", name="Layers").click()
    return page.get_by_test_id("stPopoverBody")


def test_hexagons_take_the_place_of_markers_and_give_it_back(visit):
    """The link says so, the map is the same node, country-level incidents keep their marker."""
    page = settled(visit("/?at=33.0,43.0,5"))
    expect(open_layers(page).get_by_role("radio", name="Markers")).to_be_checked()
    page.keyboard.press("Escape")
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    open_layers(page).get_by_text("Hexagons").click()
    expect(the_map(page).locator("path.hex").first).to_be_attached()
    expect(the_map(page).locator(".marker.point, .marker.stack, .marker.cluster")).to_have_count(0)
    assert the_map(page).locator(".marker.area").count() == small_store.COUNTRY_LEVEL
    expect(page).to_have_url(re.compile("show=hex"))
    page.get_by_test_id("stPopoverBody").get_by_text("Markers").click()
    expect(the_map(page).locator("path.hex")).to_have_count(0)
    expect(markers(page).first).to_be_visible()
    assert node_is_marked(page)


def test_a_link_tells_the_switches(visit):
    """Opened later, the list shows what the link asked for."""
    page = settled(visit("/?at=33.0,43.0,5&lines=1&mentions=1"))
    body = open_layers(page)
    expect(body.get_by_role("switch", name="Lines from the actor's country")).to_be_checked()
    expect(body.get_by_role("switch", name="Mentioned places")).to_be_checked()
    expect(body.get_by_role("switch", name="Street map (online)")).not_to_be_checked()


def test_lines_are_off_until_asked_for(visit):
    """Nobody in this store acts abroad, so that none is drawn even then; the switch is in the link."""
    page = settled(visit())
    assert the_map(page).locator("path.actor-line").count() == 0
    open_layers(page).get_by_text("Lines from the actor's country").click()
    expect(page).to_have_url(re.compile("lines=1"))


def test_ones_own_geojson_lies_over_the_map_as_text_and_goes_again(visit, tmp_path):
    """Three shapes, a hostile name that stays text, a bad file that is explained, and none left when it is taken away."""
    name = "<img src=x onerror=\"document.title='owned'\">"
    feature = {"type": "Feature", "properties": {"name": name}}
    ring = [[42, 34], [45, 34], [45, 37], [42, 37], [42, 34]]
    shapes = [("Polygon", [ring]), ("LineString", [[38, 33], [47, 36]]), ("Point", [41, 35.5])]
    features = [feature | {"geometry": {"type": kind, "coordinates": where}} for kind, where in shapes]
    good, bad = tmp_path / "mine.geojson", tmp_path / "bad.geojson"
    good.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    bad.write_text('{"type": "Topology"}')
    page = settled(visit("/?at=35.5,42.0,6"))
    body = open_layers(page)
    body.locator("input[type=file]").set_input_files(str(bad))
    expect(body.get_by_text("is not known")).to_be_visible()
    body.locator("input[type=file]").set_input_files(str(good))
    expect(the_map(page).locator("path.own")).to_have_count(3)
    page.keyboard.press("Escape")
    the_map(page).locator("path.own").last.hover(force=True)
    expect(the_map(page).locator(".leaflet-tooltip")).to_contain_text("<img src=x")
    assert "owned" not in page.title()
    assert the_map(page).locator("img[src=x]").count() == 0
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Battles")).click()
    expect(counter(page)).to_contain_text("filtered out")
    expect(the_map(page).locator("path.own")).to_have_count(3)
    body = open_layers(page)
    body.get_by_role("button", name=re.compile("Remove|Delete|clear", re.IGNORECASE)).first.click()
    expect(the_map(page).locator("path.own")).to_have_count(0)


@pytest.mark.parametrize(("across", "down"), [(0.5, 0.03), (0.5, 0.97), (0.03, 0.5), (0.97, 0.5), (0.97, 0.03)])
def test_a_tooltip_is_never_cut_by_the_edge_of_the_map(visit, across, down):
    """Wherever its marker stands, all of its words can be read."""
    page = settled(visit("/?at=33.0,43.0,6"))
    frame = next(f for f in page.frames if "st_folium" in f.url)
    frame.evaluate(
        """([across, down]) => { const map = incidentMap.map, size = map.getSize();
            const [lng, lat] = incidentMap.scene.features.find(f => f.properties.kind !== 'area').geometry.coordinates;
            const at = map.latLngToContainerPoint([lat, lng]);
            map.panBy([at.x - size.x * across, at.y - size.y * down], {animate: false}); }""",
        [across, down],
    )
    page.wait_for_timeout(1200)
    spot = frame.evaluate(
        """([across, down]) => { const size = incidentMap.map.getSize(), wanted = [size.x * across, size.y * down];
            const middle = spot => { const box = spot.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
            const far = at => Math.hypot(at[0] - wanted[0], at[1] - wanted[1]);
            return [...document.querySelectorAll('.spot')].map(middle).sort((a, b) => far(a) - far(b))[0]; }""",
        [across, down],
    )
    box = page.locator(".st-key-map iframe").bounding_box()
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    expect(the_map(page).locator(".tip")).to_have_count(1)
    tip, around = the_map(page).locator(".tip").bounding_box(), the_map(page).locator("#map_div").bounding_box()
    assert tip["x"] >= around["x"]
    assert tip["y"] >= around["y"]
    assert tip["x"] + tip["width"] <= around["x"] + around["width"]
    assert tip["y"] + tip["height"] <= around["y"] + around["height"]
