"""What is new since the last visit, in a real browser, on a store of its own."""

import re
import time

import pytest
import small_store
from playwright.sync_api import expect
from serving import served
from test_browser import counter, settled

from dashboard.store.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def test_the_next_visit_shows_what_came_since(chromium, tmp_path):
    """The browser remembers what it has seen; what is loaded later is offered, filtered by, and in the link."""
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    batch = small_store.extracts()
    rules = {"merge": small_store.merge, "block_keys": lambda report, *_: (small_store.key(report),)}
    with Store.open(url, create=True) as store, served(url) as address:
        store.save(batch[:4], **rules)
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(address)
        settled(page)
        expect(page.get_by_text("since your last visit")).to_have_count(0)
        cookie = next(c for c in context.cookies() if c["name"].startswith("incident-map-"))
        page.close()
        long_ago = int(time.time()) - 2 * 86_400
        parts = cookie["value"].split(".")
        context.add_cookies([{**cookie, "value": f"{parts[0]}.{parts[1]}.{parts[2]}.{long_ago}"}])
        store.save(batch[4:], **rules)
        page = context.new_page()
        page.goto(address)
        settled(page)
        news = page.get_by_role("button", name="new or changed since your last visit")
        expect(news).to_contain_text("7 incidents")
        news.click()
        expect(counter(page)).to_contain_text("of 10 incidents on the map")
        expect(counter(page)).to_contain_text("3 filtered out")
        expect(page).to_have_url(re.compile(f"after={parts[2]}"))
        page.get_by_role("button", name="Only what is new").click()
        expect(counter(page)).not_to_contain_text("filtered out")
        context.close()
