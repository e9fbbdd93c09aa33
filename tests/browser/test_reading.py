"""Reading incident after incident in a real browser: history, keys, evidence, a narrow screen, street tiles."""

import base64
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect
from serving import served
from test_browser import marker, markers, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def drag(page, right, down):
    box = page.locator(".st-key-map iframe").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)
    page.mouse.up()


def test_pans_rewrite_the_address_and_fill_no_history(visit):
    """After three pans the link tells the view, and the history has no entry more."""
    page = settled(visit("/?at=36.0,41.0,6"))
    before = page.evaluate("history.length")
    for _ in range(3):
        seen = page.url
        drag(page, 60, -40)
        page.wait_for_function("url => location.href !== url", arg=seen)
    assert page.evaluate("history.length") == before
    expect(page).to_have_url(re.compile("at=.*%2C6"))
    assert "at=36.0" not in page.url


def test_the_controls_and_the_legend_are_in_sight(visit):
    """At 900 pixels nothing that belongs to the map is cut off, and there is one legend."""
    page = settled(visit())
    for piece in (page.locator(".st-key-layers"), page.locator(".im-key")):
        expect(piece).to_have_count(1)
        box = piece.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900


def test_j_and_k_step_through_the_incidents(visit):
    """Next and previous by key, and the panel says where in the list one is."""
    page = settled(visit())
    page.locator("[class*=st-key-row-] button").first.click()
    expect(page.locator(".st-key-steps")).to_contain_text("1 of 10")
    first = page.locator(".im-head").inner_text()
    page.locator("body").press("j")
    expect(page.locator(".st-key-steps")).to_contain_text("2 of 10")
    assert page.locator(".im-head").inner_text() != first
    page.locator("body").press("k")
    expect(page.locator(".st-key-steps")).to_contain_text("1 of 10")


def test_the_panel_tells_why_the_pin_is_here(visit):
    """Unfolded, it names the words, the place that was chosen, and its score."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").click()
    page.get_by_text("Why this pin is here").click()
    expect(page.locator(".im-pin")).to_contain_text("The article says Raqqa")
    expect(page.locator(".im-pin li").first).to_contain_text(re.compile(r"score \d\.\d\d"))


def test_a_marker_on_a_narrow_screen_brings_its_incident_into_view(visit):
    """The panel stands below the map there; a click scrolls to it."""
    page = settled(visit("/?at=35.95,39.0,8", size=(390, 844)))
    marker(page, "Raqqa").click()
    expect(page.locator(".im-head h3")).to_be_visible()
    page.wait_for_function("document.querySelector('.st-key-panel').getBoundingClientRect().top < 130")


def test_a_marker_is_opened_with_the_keyboard_and_keeps_the_focus(visit):
    """Enter does what a click does, and who walks the markers stays on that one."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".im-head h3")).to_be_visible()
    page.wait_for_timeout(1000)
    assert "Raqqa" in the_map(page).locator("body").evaluate("() => document.activeElement.getAttribute('aria-label')")


def test_street_tiles_are_asked_for_only_while_they_are_on(chromium, address, tmp_path):
    """Not one request before the switch; then tiles of the server that the settings name, with its name as credit."""
    import small_store

    asked = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_):
            pass

    tiles = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=tiles.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{tiles.server_port}"
    store = small_store.build(f"sqlite:///{tmp_path / 'small.sqlite'}")
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    try:
        with served(store, tiles=f"http://{host}/{{z}}/{{x}}/{{y}}.png") as own:
            page = context.new_page()
            page.goto(own)
            settled(page)
            assert asked == []
            page.get_by_role("button", name="Layers").click()
            page.get_by_text("Street map").click()
            expect(the_map(page).locator(".streets img.leaflet-tile-loaded").first).to_be_attached()
            expect(the_map(page).locator(".leaflet-control-attribution")).to_contain_text(f"Tiles from {host}")
            assert all(re.fullmatch(r"/\d+/-?\d+/-?\d+\.png", path) for path in asked)
            expect(markers(page).first).to_be_visible()
            page.get_by_text("Street map").click()
            expect(the_map(page).locator(".streets")).to_have_count(0)
            expect(the_map(page).locator(".leaflet-control-attribution")).not_to_contain_text(host)
    finally:
        context.close()
        tiles.shutdown()
        tiles.server_close()
