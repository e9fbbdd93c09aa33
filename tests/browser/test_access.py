"""WCAG 2.2 AA by axe, in both themes, of the page's main states and of the map inside its frame."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_browser import settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# The brush's rectangles are Vega's, which gives them a role and no way to name them; the chart has a sentence of its own.
# The viewport of a frame has no effect: the page's own one counts, and lets people enlarge.
OTHERS = ("stretch_brush", 'name="viewport"')
STATES = {
    "overview": "/",
    "incident": "/?q=depot",
    "charts": "/?tab=charts&area=circle:34,43,300",
    "timeline": "/?tab=timeline&by=month",
    "hexagons": "/?show=hex&tab=sources",
    "unread": "/?tab=unread",
    "layers": "/",
    "narrow": "/",
}


def faults(where):
    found = Axe().run(where, options=RULES).response["violations"]
    nodes = [(fault["id"], node["html"][:200]) for fault in found for node in fault["nodes"]]
    return [(fault, html) for fault, html in nodes if not any(part in html for part in OTHERS)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_keeps_anybody_out(visit, state, scheme):
    """No fault that axe knows of: contrast, names of controls, structure."""
    page = visit(STATES[state], size=(390, 844) if state == "narrow" else (1400, 900), scheme=scheme)
    expect(page.locator(".im-counter")).to_be_visible(timeout=20_000)
    settled(page) if state != "hexagons" else page.wait_for_timeout(2500)
    if state == "incident":
        page.locator("[class*=st-key-row-] button").first.click()
        expect(page.locator(".im-matrix")).to_be_visible()
        page.get_by_text("Correct the merging").click()
        page.wait_for_timeout(800)
    if state == "layers":
        page.get_by_role("button", name="Layers").click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        page.wait_for_timeout(500)
    assert faults(page) == []
    assert faults(next(frame for frame in page.frames if "st_folium" in frame.url)) == []
