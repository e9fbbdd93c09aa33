"""Time and charts in a real browser: brush and dates are one, presets, time that plays, bars that filter."""

import re

import pytest
from playwright.sync_api import expect
from test_browser import counter, node_is_marked, settled, the_map

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=20_000)


def bar(page, field, words):
    return page.locator(f".st-key-chart-{field} button").filter(has_text=words)


def test_a_bar_filters_and_a_second_click_takes_it_back(visit):
    """The map stays the same node; the chart keeps its other bars, so that another one can be had."""
    page = settled(visit("/?tab=charts"))
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    bar(page, "event_types", "Battles").click()
    expect(counter(page)).to_contain_text("1 of 10 incidents on the map")
    expect(page).to_have_url(re.compile("type=Battles"))
    expect(bar(page, "event_types", "Protests")).to_be_visible()
    bar(page, "event_types", "✓ Battles").click()
    expect(counter(page)).to_contain_text("7 of 10")
    assert node_is_marked(page)


def test_a_pair_of_sides_filters(visit):
    """Who against whom is one wish: the link carries it, and what lacks a side is said to be left out."""
    page = settled(visit("/?tab=charts"))
    expect(page.locator(".st-key-chart-pair")).to_contain_text("without one of the two sides")
    bar(page, "pair", "Eagle Brigade → depot").click()
    expect(counter(page)).to_contain_text("1 of 10 incidents on the map; the others: 9 filtered out")
    expect(page).to_have_url(re.compile("pair=Eagle"))
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(counter(page)).to_contain_text("7 of 10")


def test_the_timeline_shows_all_time_and_the_dates_as_a_brush(visit):
    """Dates from a link leave the other bars in sight, paler; the undated stand apart and open their list."""
    page = settled(visit("/?tab=timeline&by=month&since=2024-02-01&until=2024-02-29"))
    expect(counter(page)).to_contain_text("filtered out")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart).to_contain_text("Apr 2024")
    expect(chart.locator('path[opacity="0.3"]').first).to_be_attached()
    expect(page).to_have_url(re.compile("since=2024-02-01"))
    page.locator(".st-key-time-head").get_by_role("button", name=re.compile("Undated · 3")).click()
    expect(page.locator(".st-key-panel")).to_contain_text("the articles do not say when")


def test_the_last_days_count_from_the_newest_day(visit):
    """The store ends in March 2024, long ago; the preset says so and sets the first date."""
    page = settled(visit())
    expect(page.get_by_text("Counted back from 31 Mar 2024")).to_be_visible()
    page.get_by_role("button", name="30 days").click()
    expect(page).to_have_url(re.compile("since=2024-03-01"))
    expect(counter(page)).to_contain_text("filtered out")


def test_time_plays_on_the_map_and_stops(visit):
    """Windows follow one another on the same map without filling the history; stopping stays there."""
    page = settled(visit("/?tab=timeline&by=month"))
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    before = page.evaluate("history.length")
    page.get_by_role("button", name="▶ Play").click()
    banner = page.locator(".st-key-playing-now")
    expect(banner).to_contain_text("January 2024")
    expect(counter(page)).to_contain_text("2 of 10 incidents on the map")
    expect(banner).to_contain_text("February 2024")
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    expect(page).to_have_url(re.compile("since=2024-02-01.*until=2024-02-29"))
    assert page.evaluate("history.length") == before + 1
    assert node_is_marked(page)


def test_data_quality_tells_coverage_accuracy_and_what_is_not_shown(visit):
    """Which source brought what when, with what has no date; this version's figures; the file that failed."""
    page = settled(visit("/?tab=unread"))
    expect(page.get_by_test_id("stVegaLiteChart")).to_contain_text("Morning Wire")
    expect(page.get_by_text("1 document without a date")).to_be_visible()
    page.get_by_text("How accurately this version reads").click()
    expect(page.locator(".im-accuracy").first).to_be_visible()
    expect(page.get_by_text("1 problem, 1 name not placed, 1 event not counted as incidents.")).to_be_visible()
