"""Filtering by area in a real browser: what is in view, around a point, a named place, an outline; and going back at once."""

import json
import math
import re

import pytest
from playwright.sync_api import expect
from test_browser import counter, marker, markers, node_is_marked, settled, the_map
from test_reading import drag

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def area(page, kind):
    page.get_by_test_id("stSidebar").get_by_label("Area").click()
    page.get_by_role("option", name=kind).click()


def inside(page):
    return page.locator(".im-inside")


def test_a_circle_around_a_clicked_point(visit):
    """The next click on the map is the middle; the edge is drawn, what is far away goes, the map stays the same node."""
    page = settled(visit("/?at=36.3,43.1,7"))
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    area(page, "Around a point")
    expect(page.get_by_text("Now click on the map.")).to_be_visible()
    marker(page, "Mosul").click()
    expect(inside(page)).to_contain_text(re.compile("Within 50 km of 36.3., 43.1.: 2 certainly inside, 1 possibly"))
    expect(page.locator(".im-head")).to_have_count(0)
    expect(the_map(page).locator("path.area-edge")).to_have_count(1)
    expect(page).to_have_url(re.compile("area=circle"))
    page.get_by_test_id("stSidebar").get_by_label("Kilometres around").fill("300")
    page.keyboard.press("Enter")
    expect(inside(page)).to_contain_text("Within 300 km")
    page.get_by_text("Only what is certainly inside").click()
    expect(inside(page)).not_to_contain_text("possibly")
    expect(page).to_have_url(re.compile("sure=1"))
    assert node_is_marked(page)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(counter(page)).to_contain_text("7 of 10")
    expect(the_map(page).locator("path.area-edge")).to_have_count(0)


def test_only_what_is_in_view_follows_the_map(visit):
    """A pan changes the numbers, and the markers beyond the edge are not cut off."""
    page = settled(visit("/?at=36.0,43.5,8&area=view"))
    expect(inside(page)).to_contain_text("In view: 3 certainly inside")
    drag(page, 0, -260)
    expect(inside(page)).not_to_contain_text("In view: 3 certainly inside")
    assert markers(page).count() > 0


def test_a_named_province_is_its_outline(visit):
    """Anbar: what lies there certainly or possibly, with its outline on the map; a town is a circle; a name nobody knows is said."""
    page = settled(visit())
    area(page, "A named place")
    field = page.get_by_test_id("stSidebar").get_by_label("Place", exact=True)
    field.fill("Anbar")
    field.press("Enter")
    expect(inside(page)).to_contain_text(re.compile(r"^Al Anbar Governorate, Iraq: 1 certainly inside, 1 possibly$"))
    edge = the_map(page).locator("path.area-edge")
    expect(edge).to_have_count(1)
    assert edge.get_attribute("d").count("L") > 40  # a circle of Leaflet is two arcs
    expect(page).to_have_url(re.compile("area=division%3A99592"))
    expect(page.get_by_text("good to about a kilometre")).to_be_visible()
    page.get_by_text("Only what is certainly inside").click()
    expect(inside(page)).to_have_text("Al Anbar Governorate, Iraq: 1 certainly inside")
    expect(page).to_have_url(re.compile("sure=1"))  # the address follows the text
    url = page.url
    again = settled(visit(url[url.index("/?") :]))
    expect(inside(again)).to_have_text("Al Anbar Governorate, Iraq: 1 certainly inside")
    expect(the_map(again).locator("path.area-edge")).to_have_count(1)
    field.fill("Ramadi")
    field.press("Enter")
    expect(inside(page)).to_contain_text(re.compile(r"Within [\d.]+ km of Ramadi, Iraq"))
    expect(page.get_by_text("its borders are not known")).to_be_visible()
    field.fill("Qwxzyville")
    field.press("Enter")
    expect(page.get_by_text("The place index does not know that name.")).to_be_visible()


@pytest.mark.parametrize(("name", "outline"), [("Alaska", "division:5879092"), ("Chukotka", "division:2126099")])
def test_an_outline_across_the_date_line_is_drawn_where_nothing_happened(visit, name, outline):
    """No marker, but the whole outline in one piece, in whichever copy of the world; one click shows the rest again."""
    page = settled(visit())
    area(page, "A named place")
    field = page.get_by_test_id("stSidebar").get_by_label("Place", exact=True)
    field.fill(name)
    field.press("Enter")
    expect(inside(page)).to_contain_text("0 certainly inside, 0 possibly")
    expect(page).to_have_url(re.compile(outline.replace(":", "(:|%3A)")))
    expect(the_map(page).locator(".spot")).to_have_count(0)
    whole_edge_in_view(page)
    turn = "() => { const map = window.frames[0].map; map.panBy([2 ** map.getZoom() * 256, 0], { animate: false }); }"
    page.evaluate(turn)
    whole_edge_in_view(page)
    panel = page.locator(".st-key-panel")
    expect(panel.get_by_text("No incident matches.")).to_be_visible()
    expect(panel.get_by_role("listitem")).to_have_text(re.compile("^Area: .+, (United States|Russia)$"))
    panel.get_by_role("button", name="Everywhere: 10 incidents").click()
    expect(counter(page)).to_contain_text("7 of 10")
    expect(the_map(page).locator("path.area-edge")).to_have_count(0)
    expect(markers(page).first).to_be_in_viewport()
    expect(page).not_to_have_url(re.compile("area="))


def whole_edge_in_view(page):
    """Waits until the area's edge lies in the map's frame as a whole and is large in it."""
    page.wait_for_function(
        """() => {
            const frame = document.querySelector(".st-key-map iframe").contentWindow;
            const edge = frame.document.querySelectorAll("path.area-edge");
            if (edge.length !== 1) return false;
            const { left, right, top, bottom } = edge[0].getBoundingClientRect();
            const [wide, high] = [frame.innerWidth, frame.innerHeight];
            const within = left > 0 && right < wide && top > 0 && bottom < high;
            return within && right - left > wide / 4 && bottom - top > high / 8;
        }"""
    )


def test_an_outline_comes_from_a_file_and_goes_into_the_link(visit, tmp_path):
    """A polygon filters, its link opens the same view elsewhere, and a bad file is explained."""
    ring = [[42.5, 36.0], [43.5, 36.0], [43.5, 36.8], [42.5, 36.8], [42.5, 36.0]]
    good = tmp_path / "near mosul.geojson"
    good.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    bad = tmp_path / "bad.json"
    bad.write_text("<script>document.title='owned'</script>")
    page = settled(visit())
    area(page, "An outline")
    page.locator("input[type=file]").set_input_files(str(bad))
    expect(page.get_by_text("bad.json is not JSON")).to_be_visible()
    page.locator("input[type=file]").set_input_files(str(good))
    expect(inside(page)).to_contain_text("In the outline near mosul: 2 certainly inside")
    expect(the_map(page).locator("path.area-edge")).to_have_count(1)
    expect(page).to_have_url(re.compile("area=outline"))
    url = page.url
    again = settled(visit(url[url.index("/?") :]))
    expect(inside(again)).to_contain_text("In the outline near mosul: 2 certainly inside")


def test_an_outline_too_long_for_a_link_says_how_far_it_was_moved(visit, tmp_path):
    """A circle of a thousand corners becomes one of a few dozen, which the page says, once."""
    turns = [2 * math.pi * at / 1000 for at in range(1000)]
    ring = [[43.1 + math.cos(turn), 36.3 + math.sin(turn)] for turn in turns]
    file = tmp_path / "long.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))
    page = settled(visit())
    area(page, "An outline")
    page.locator("input[type=file]").set_input_files(str(file))
    expect(inside(page)).to_contain_text("In the outline long: 2 certainly inside")
    expect(page.get_by_text(re.compile(r"The file has 1,000 corners\. .* up to 0\.\d+ km"))).to_be_visible()


def test_an_incident_known_by_its_province_is_marked_by_the_outline(visit):
    """Somewhere in Anbar: the uncertainty is the province, not a circle around its middle."""
    page = settled(visit("/?at=32.9,41.6,6"))
    marker(page, "Anbar").click()
    expect(page.locator(".im-head h3")).to_be_visible()
    chosen = the_map(page).locator("path.ring.chosen")
    expect(chosen).to_have_count(1)
    assert chosen.get_attribute("d").count("L") > 40


def test_back_works_at_once_and_a_double_click_is_no_back(visit):
    """Nobody has to wait before going back; two quick clicks on a row open it once."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").click()
    page.wait_for_url(re.compile("open=incident"))
    page.go_back()
    expect(page.locator(".im-head h3")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("open="))
    page.locator("[class*=st-key-row-] button").first.dblclick()
    expect(page.locator(".im-head h3")).to_be_visible()
    page.wait_for_timeout(1500)
    expect(page.locator(".im-head h3")).to_be_visible()
    expect(page).to_have_url(re.compile("open=incident"))


def test_a_circle_around_the_open_incident(visit):
    """One click in the filters takes the incident for the middle, with the kilometres that stand there."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").click()
    expect(page.locator(".im-head h3")).to_be_visible()
    area(page, "Around a point")
    page.get_by_test_id("stSidebar").get_by_label("Kilometres around").fill("80")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Around the open incident").click()
    expect(inside(page)).to_contain_text("Within 80 km of 35.95, 39.01: 1 certainly inside")
    expect(page.locator(".im-head h3")).to_be_visible()
