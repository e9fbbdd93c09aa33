"""One incident in a real browser: its reports side by side, fields and words that light each other, the keys."""

import re

import pytest
from playwright.sync_api import expect
from test_browser import marker, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def opened(visit, words):
    page = settled(visit())
    page.locator("[class*=st-key-row-] button").filter(has_text=words).first.click()
    expect(page.locator(".im-head h3")).to_be_visible()
    return page


def background(locator):
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")


def test_reports_stand_side_by_side_with_their_disagreement(visit):
    """Two publishers, two figures, the other one marked; nothing is wider than the panel."""
    page = opened(visit, "depot")
    table = page.locator(".im-matrix table")
    expect(table.locator("thead th")).to_have_count(3)
    expect(table.locator("tr[data-field=killed] .im-other")).to_have_count(1)
    expect(table.locator("tr[data-field=killed] td").first).to_have_text("4–6")
    assert page.locator(".st-key-panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth + 1")


def test_a_field_lights_its_words_and_the_words_their_field(visit):
    """Pointing at a field changes its words' look, a click keeps it, and a click on words lights the field's row."""
    page = opened(visit, "shelled a post")
    words = page.locator(".im-article mark.im-f-date").first
    before = background(words)
    page.locator(".im-fields tr[data-field=date]").hover()
    assert background(words) != before
    page.locator(".im-head").hover()
    assert background(words) == before
    page.locator(".im-fields tr[data-field=date] .im-light").click()
    page.locator(".im-head h3").hover()
    page.evaluate("document.activeElement.blur()")
    assert background(words) != before
    page.locator(".im-article mark.im-f-place").first.click()
    expect(page.locator(".st-key-panel")).to_have_attribute("data-kept", "im-f-place")
    assert background(page.locator(".im-fields tr[data-field=place] th")) != background(
        page.locator(".im-fields tr[data-field=date] th")
    )


def test_what_was_not_made_an_incident_stands_below_the_article(visit):
    """The words are underlined in the text, and the reason is one click away."""
    page = opened(visit, "A riot broke out")
    expect(page.locator(".im-article mark.im-f-not-made-an-incident")).to_have_text("Talks are planned")
    page.get_by_text("Not made an incident: 1").click()
    expect(page.locator(".im-rejected li")).to_contain_text("planned")


def test_a_question_mark_shows_the_keys_from_page_and_map(visit):
    """Typed anywhere but in a field; j works from the map as well."""
    page = settled(visit("/?at=35.95,39.0,8"))
    page.locator("body").press("?")
    expect(page.get_by_role("dialog")).to_contain_text("the next incident of the list")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    marker(page, "Raqqa").click()
    expect(page.locator(".st-key-steps")).to_contain_text(re.compile(r"\d+ of 10"))
    first = page.locator(".im-head").inner_text()
    the_map(page).locator("#map_div").press("j")
    expect(page.locator(".im-head")).not_to_have_text(first)
    page.get_by_test_id("stSidebar").get_by_role("textbox").first.press("?")
    page.wait_for_timeout(500)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_ring_of_what_is_selected_leaves_the_number_of_its_pie(visit):
    """Zoomed out, an incident lies in a pie: the ring goes round all of it."""
    page = opened(visit, "depot")
    frame = next(f for f in page.frames if "st_folium" in f.url)
    frame.evaluate("() => incidentMap.map.setZoom(2, {animate: false})")
    ring = the_map(page).locator(".focus")
    pie = the_map(page).locator(".marker.cluster, .marker.stack").first
    expect(pie).to_be_visible()
    page.wait_for_timeout(1500)
    around, inside = ring.bounding_box(), pie.bounding_box()
    assert around["width"] > inside["width"]
    assert abs((around["x"] + around["width"] / 2) - (inside["x"] + inside["width"] / 2)) < 2
    assert abs((around["y"] + around["height"] / 2) - (inside["y"] + inside["height"] / 2)) < 2
