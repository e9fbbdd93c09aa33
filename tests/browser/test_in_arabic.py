"""The page in Arabic in a real browser: it runs from right to left, works, fits, and keeps nobody out."""

import re

import pytest
from playwright.sync_api import expect
from test_access import faults
from test_browser import OUTLASTS, choose, counter, marker, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FITS = "document.documentElement.scrollWidth <= window.innerWidth && document.querySelector('.stMain').scrollWidth <= window.innerWidth"


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=OUTLASTS)


def left_edge(locator):
    return locator.bounding_box()["x"]


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_it_runs_from_right_to_left_and_fits(visit, size):
    """The document says its language and direction; sidebar, map and panel are mirrored; nothing scrolls sideways."""
    page = settled(visit("/?lang=ar", size=size))
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "ar")
    expect(root).to_have_attribute("dir", "rtl")
    expect(counter(page)).to_contain_text("على الخريطة")
    assert page.evaluate(FITS)
    if size[0] > 1000:
        sidebar, frame, panel = (
            page.get_by_test_id("stSidebar"),
            page.locator(".st-key-map"),
            page.locator(".st-key-panel"),
        )
        assert left_edge(sidebar) > left_edge(frame) > left_edge(panel)
    else:
        assert left_edge(page.get_by_test_id("stSidebar")) >= size[0] - 1  # folded away, beyond the right edge
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_timeout(700)
        box = page.get_by_test_id("stSidebar").bounding_box()
        assert box["x"] + box["width"] == pytest.approx(size[0], abs=2)
        assert page.evaluate(FITS)


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        ("/?lang=ar&tab=charts&area=circle:34,43,300", (1400, 900), "light"),
        ("/?lang=ar&tab=timeline&by=month", (1400, 900), "dark"),
        ("/?lang=ar&tab=unread", (390, 844), "light"),
        ("/?lang=ar&q=depot", (1400, 900), "light"),
    ],
)
def test_nothing_keeps_anybody_out(visit, path, size, scheme):
    """No fault that axe knows of, in the page and in the map's frame."""
    page = settled(visit(path, size=size, scheme=scheme))
    if "depot" in path:
        page.locator("[class*=st-key-row-] button").first.click()
        expect(page.locator(".im-matrix")).to_be_visible()
        page.wait_for_timeout(800)
    assert faults(page) == []
    assert faults(next(frame for frame in page.frames if "st_folium" in frame.url)) == []


def test_a_filter_works_and_the_link_keeps_language_and_code(visit):
    """An option is found by its Arabic name; the address has the code, and stays in Arabic."""
    page = settled(visit("/?lang=ar"))
    choose(page, "البلد", "العراق")
    page.wait_for_url(re.compile("country=IQ"))
    assert "lang=ar" in page.url
    expect(counter(page)).to_contain_text("مستبعدة بالتصفية")
    expect(page.get_by_test_id("stMultiSelect").filter(has_text="البلد")).to_contain_text("العراق")
    page.get_by_role("button", name="مسح", exact=True).click()
    page.wait_for_url(lambda url: "country" not in url)
    assert "lang=ar" in page.url


def test_what_is_drawn_alone_stays_in_arabic(visit):
    """A zoom redraws only the map, in a run of its own: legend, markers and their words are in Arabic as before."""
    page = settled(visit("/?lang=ar&at=33.3,44.4,6"))
    the_map(page).get_by_role("button", name="تقريب").click()
    page.wait_for_url(re.compile("at="))
    page.wait_for_timeout(1500)
    expect(page.locator(".im-key")).to_contain_text("معارك")
    expect(page.locator(".im-key")).to_contain_text("مُدّعاة")
    spots = the_map(page).locator(".spot")
    labels = [spot.get_attribute("aria-label") for spot in spots.all()]
    assert labels
    assert not [label for label in labels if re.search(r"incidents?\b|place\b|country", label)]
    spots.first.hover()
    assert the_map(page).locator(".tip .words").first.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_an_article_opens_from_a_marker(visit):
    """The incident's fields are named in Arabic, its words stay as they were written."""
    page = settled(visit("/?lang=ar&at=35.47,44.39,8"))
    marker(page, "Kirkuk").click()
    row = page.locator("[class*=st-key-row-] button").first
    expect(page.locator(".im-article").or_(row).first).to_be_visible()
    if not page.locator(".im-article").count():
        row.click()
    expect(page.locator(".im-fields").first).to_contain_text("نوع الحدث")
    expect(page.locator(".im-article").first).to_have_css("direction", "ltr")


def test_the_other_language_is_a_link_away(visit):
    """English is the same state of the page; the map stays where it was moved to since."""
    page = settled(visit("/?lang=ar&type=Battles&at=33.3,44.4,6"))
    the_map(page).get_by_role("button", name="تقريب").click()
    page.wait_for_url(re.compile(r"at=[^&]*(,|%2C)7"))
    page.wait_for_timeout(1000)
    page.locator(".im-languages").get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("lang=en"))
    settled(page)
    assert re.search(r"at=[^&]*(,|%2C)7", page.url)
    assert "type=Battles" in page.url
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(counter(page)).to_contain_text("incidents on the map")


def test_a_browser_that_prefers_arabic_gets_it(chromium, address):
    """Without a language in the link the browser's own counts; with one, the link's."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, locale="ar-IQ")
    page = context.new_page()
    page.goto(address)
    expect(counter(page)).to_contain_text("على الخريطة")
    assert "lang" not in page.url
    page.goto(f"{address}/?lang=en")
    expect(counter(page)).to_contain_text("incidents on the map")
    context.close()
