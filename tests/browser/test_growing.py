"""A load runs beside the open page: what it adds appears within seconds, and nothing else of the page moves."""

import json
import re
import subprocess
import sys
import time

import pytest
import small_store
from playwright.sync_api import expect
from serving import ROOT, served
from test_browser import counter, marker, node_is_marked, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
APPEARS_WITHIN = 5.0  # seconds after the load has saved it
NEW = "Two soldiers were killed when a bomb hit their truck in Raqqa on 4 March 2024, the army said."


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def test_a_load_beside_the_server_shows_and_disturbs_nothing(chromium, tmp_path):
    """View, filters, selection, tab and the map's own node stay; the counter and the markers tell of the new incident."""
    url = small_store.build(f"sqlite:///{tmp_path / 'growing.sqlite'}")
    article = tmp_path / "later.jsonl"
    article.write_text(json.dumps({"text": NEW, "title": "Bomb", "published": "2024-03-05"}) + "\n", "utf-8")
    with served(url) as address:
        page = chromium.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.goto(f"{address}/?at=35.5,40.0,7&type=Explosions/Remote+violence&tab=sources")
        settled(page)
        marker(page, "Raqqa").click()
        expect(page.locator(".im-head h3")).to_contain_text("Shelling")
        the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
        pan(page)
        expect(counter(page)).to_contain_text("of 10 incidents")
        before = standing(page)
        load = subprocess.run(
            [sys.executable, "-m", "dashboard", "load", str(article), "--store", url, "--workers", "1"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        saved = time.monotonic()
        expect(counter(page)).to_contain_text("of 11 incidents")
        assert time.monotonic() - saved < APPEARS_WITHIN, load.stdout
        expect(the_map(page).locator(".marker.cluster")).to_have_text("2")  # the new one beside the old one
        page.wait_for_timeout(700)
        assert before == standing(page)
        assert node_is_marked(page)
        page.context.close()


def pan(page):
    """Drags the map a little, and waits until the link says where it is."""
    url = page.url
    box = page.locator(".st-key-map iframe").bounding_box()
    at = (box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] - 60, at[1] - 30, steps=5)
    page.mouse.up()
    page.wait_for_function("before => location.href !== before", arg=url)
    page.wait_for_timeout(1500)


def standing(page):
    """All that must stay: the link, where the map looks, what is open, and the chosen tab."""
    view = page.evaluate("() => { const map = window.frames[0].map; return [map.getCenter(), map.getZoom()]; }")
    tab = page.get_by_role("tab", selected=True).first.inner_text()
    head = re.sub(r"\s+", " ", page.locator(".im-head").inner_text())
    chosen = page.get_by_test_id("stSidebar").locator("[kind=pillsActive]").all_inner_texts()
    return page.url, view, head, tab, [re.sub(r" · .*", "", name) for name in chosen]
