"""Exporting in a real browser: the file is downloaded from the page, then opened from disk with no network at all."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_access import faults
from test_browser import settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def download(page, kind, path, *, protect=False):
    page.get_by_role("button", name="Export").click()
    window = page.get_by_role("dialog")
    window.get_by_text(kind, exact=True).click()
    if protect:
        window.get_by_text("Blunt exact places").click()
    page.wait_for_timeout(3_500)  # nobody clicks while the window still redraws; the page looks for news meanwhile
    with page.expect_download() as waiting:
        window.get_by_role("button", name="Download").click()
    waiting.value.save_as(path)
    return path


@pytest.fixture
def offline(chromium):
    """Opens a file in a browser without network; afterwards nothing was asked for and nothing failed."""
    contexts, asked, errors = [], [], []

    def opened(path, *, size=(1200, 800), scheme="light"):
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == len(contexts)
    assert errors == []


def colours(page):
    """How many different colours the map shows."""
    return page.locator("#map").evaluate(
        """map => { const d = map.getContext('2d').getImageData(0, 0, map.width, map.height).data; const seen = new Set();
        for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return seen.size; }"""
    )


def test_the_shared_page_works_from_disk_without_network(visit, offline, tmp_path):
    """Map, list, filters by type, day and words, evidence, hostile text as text; what has no point is in the list alone."""
    sheet = offline(download(settled(visit()), "Page that opens offline", tmp_path / "view.html"))
    items = sheet.locator("#list li")
    expect(items).to_have_count(10)
    expect(sheet.locator("#count")).to_have_text("10 of 10 incidents, 7 on the map")
    assert colours(sheet) > 20
    items.filter(has_text="Armed clash").get_by_role("button").click()
    expect(sheet.locator("#list .detail")).to_contain_text("Soldiers and the River Front fought in Mosul")
    expect(sheet.locator("#list .detail")).to_contain_text("exact place, within about 5 km")
    sheet.get_by_label("Battles 1").uncheck()
    expect(items).to_have_count(9)
    expect(items.filter(has_text="Armed clash")).to_have_count(0)
    sheet.get_by_label("From").fill("2024-03-01")
    expect(items).to_have_count(3)
    sheet.get_by_label("From").fill("")
    sheet.get_by_label("Words").fill("kirkuk drone")
    expect(items).to_have_count(1)
    items.get_by_role("button").click()
    expect(sheet.locator("blockquote")).to_contain_text("<img src=x onerror=")
    assert sheet.title() == "Incidents"
    assert sheet.locator("main img").count() == 0


def test_the_map_of_the_shared_page_leads_to_its_incidents(visit, offline, tmp_path):
    """A click on the one marker opens it; keys pan and zoom without moving the page."""
    page = settled(visit("/?type=Battles"))
    sheet = offline(download(page, "Page that opens offline", tmp_path / "view.html"), scheme="dark")
    expect(sheet.locator("#list li")).to_have_count(1)
    expect(sheet.locator("header")).to_contain_text("type: Battles")
    box = sheet.locator("#map").bounding_box()
    sheet.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(sheet.locator('#list [aria-expanded="true"]')).to_contain_text("Armed clash")
    before = sheet.locator("#map").evaluate("map => map.toDataURL()")
    sheet.locator("#map").press("ArrowLeft")
    assert sheet.locator("#map").evaluate("map => map.toDataURL()") != before


@pytest.mark.parametrize(("size", "scheme"), [((1200, 800), "light"), ((390, 800), "dark")])
def test_the_shared_page_is_accessible_and_fits(visit, offline, tmp_path, size, scheme):
    """axe finds nothing, and nothing has to be scrolled sideways."""
    sheet = offline(
        download(settled(visit()), "Page that opens offline", tmp_path / "v.html"), size=size, scheme=scheme
    )
    sheet.locator("#list button").first.click()
    context_rules = Axe().run(sheet)
    assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in context_rules.response["violations"]] == []
    assert sheet.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_window_on_a_phone(visit, scheme):
    """Its button can be pressed, axe finds nothing, nothing has to be scrolled sideways."""
    page = settled(visit(size=(390, 844), scheme=scheme))
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    page.wait_for_timeout(800)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_brief_is_printed_and_protection_reaches_the_file(visit, offline, tmp_path):
    """Numbered sources that the numbers lead to; a blunted file has no exact coordinate."""
    page = settled(visit())
    brief = offline(download(page, "Brief to print", tmp_path / "brief.html"))
    expect(brief.locator("ol li").first).to_be_visible()
    link = brief.locator("blockquote a").first
    assert brief.locator(link.get_attribute("href")).count() == 1
    assert brief.locator("svg circle").count() >= 5
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    text = download(page, "GeoJSON", tmp_path / "view.geojson", protect=True).read_text("utf-8")
    points = re.findall(r'"coordinates":\[(-?[\d.]+),(-?[\d.]+)\]', text)
    assert points
    assert all(re.fullmatch(r"-?\d+\.\d", part) for point in points for part in point)
