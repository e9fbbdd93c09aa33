"""Splitting and joining by hand in a real browser, on a store of its own."""

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


def test_a_report_is_split_off_and_the_split_is_taken_back(chromium, tmp_path):
    """Two reports become two incidents, in page and store; taking it back makes them one again."""
    url = small_store.build(f"sqlite:///{tmp_path / 'small.sqlite'}")
    with served(url) as address:
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(address)
        settled(page)
        page.locator("[class*=st-key-row-] button").filter(has_text="depot").first.click()
        expect(page.locator(".im-matrix")).to_be_visible()
        page.get_by_text("Correct the merging").click()
        page.locator(".stCheckbox label").filter(has_text="Evening Post").click()
        page.get_by_role("button", name="Split off").click()
        expect(counter(page)).to_contain_text("8 of 11 incidents on the map")
        expect(page.locator(".im-matrix")).to_have_count(0)
        settled(page)
        page.get_by_text("Correct the merging").click()
        settled(page)
        page.get_by_role("button", name="Take back").click()
        expect(counter(page)).to_contain_text("7 of 10 incidents on the map")
        context.close()
    with Store.open(url) as store:
        assert store.corrections() == []


def test_two_incidents_are_joined_and_a_wrong_id_is_explained(chromium, tmp_path):
    """An id that is none is said to be none; that of another incident makes one of two."""
    url = small_store.build(f"sqlite:///{tmp_path / 'small.sqlite'}")
    with Store.open(url) as store:
        other = next(i.id for i in store.select() if i.sub_event_type.value == "Armed clash")
    with served(url) as address:
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(address)
        settled(page)
        page.locator("[class*=st-key-row-] button").filter(has_text="shelled a post").first.click()
        page.get_by_text("Correct the merging").click()
        field = page.get_by_label("The same event as")
        field.fill("nobody")
        field.press("Enter")
        page.get_by_role("button", name="Join with it").click()
        expect(page.get_by_role("alert").filter(has_text="nobody")).to_be_visible()
        field.fill(other)
        field.press("Enter")
        page.get_by_role("button", name="Join with it").click()
        expect(counter(page)).to_contain_text("of 9 incidents on the map")
        expect(page.locator(".im-matrix")).to_be_visible()
        context.close()
