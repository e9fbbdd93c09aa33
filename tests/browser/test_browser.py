"""The page in a real browser: what an analyst does, seen to work."""

import re

import pytest
import small_store
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
OUTLASTS = 20_000  # milliseconds an expectation may take on a slow machine


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=OUTLASTS)


def the_map(page):
    return page.frame_locator(".st-key-map iframe")


def markers(page):
    return the_map(page).locator(".spot .marker:not(.mention)")


def settled(page):
    """Waits until the markers are drawn and the page rests."""
    expect(markers(page).first).to_be_visible()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(700)
    return page


def counter(page):
    return page.locator(".im-counter")


def marker(page, name):
    return the_map(page).locator(f'.spot[aria-label*="{name}"]').first


def choose(page, label, option):
    """Chooses an option of a list in the sidebar, as a person does: type, then Enter."""
    box = page.get_by_test_id("stSidebar").get_by_label(label)
    box.fill(option)
    page.get_by_role("option", name=re.compile(re.escape(option))).first.click()
    page.keyboard.press("Escape")


def node_is_marked(page):
    return the_map(page).locator("#map_div").evaluate("node => node.dataset.seen === 'yes'")


def test_the_page_opens_with_map_markers_and_counter(visit):
    """Markers of every kind are drawn: single ones, several at one point, whole countries."""
    page = settled(visit())
    expect(counter(page)).to_contain_text(f"{small_store.ON_MAP} of {small_store.INCIDENTS} incidents on the map")
    kinds = {re.search(r"marker (\w+)", m.get_attribute("class")).group(1) for m in markers(page).all()}
    assert {"point", "area"} <= kinds
    assert the_map(page).locator("canvas.leaflet-tile, .basemap canvas").count() > 0
    expect(the_map(page).locator(".label-country").first).to_be_attached()
    assert "at=" not in page.url  # nobody has moved the map yet


def test_land_is_drawn_without_any_network(visit):
    """A canvas tile holds both land and sea."""
    page = settled(visit("/?at=33.0,40.0,5"))
    colours = (
        the_map(page)
        .locator("canvas")
        .evaluate_all(
            """tiles => { const seen = new Set(); for (const tile of tiles) {
        const d = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data;
        for (let i = 0; i < d.length; i += 4 * 997) seen.add(d[i + 3] ? `${d[i]},${d[i+1]},${d[i+2]}` : 'clear'); }
        return [...seen]; }"""
        )
    )
    assert {"246,244,239", "clear"} <= set(colours)


def test_labels_do_not_collide(visit):
    """No two names of the base map overlap."""
    page = settled(visit("/?at=33.0,44.0,6"))
    boxes = (
        the_map(page)
        .locator(".label span")
        .evaluate_all(
            "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
        )
    )
    assert len(boxes) > 3
    over = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1
    ]
    assert over == []


def test_a_click_on_a_marker_shows_the_article_with_highlights(visit):
    """The panel shows the article, every cited span in the colour of its field."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").click()
    expect(page.locator(".im-head h3")).to_contain_text("Shelling/artillery/missile attack")
    expect(page.locator(".im-article mark.im-f-place")).to_have_text("Raqqa")
    expect(page.locator(".im-article mark.im-f-date")).to_have_text("21 February 2024")
    expect(page.locator(".im-badge.im-doubt")).to_have_text("claimed")
    expect(page).to_have_url(re.compile("open=incident"))


def test_several_incidents_at_one_point_open_a_list(visit):
    """One marker, a list of two, and from the list to the incident and back."""
    page = settled(visit("/?at=36.3,43.1,9"))
    the_map(page).locator(".marker.stack").click()
    expect(page.locator(".st-key-panel")).to_contain_text("2 incidents at this place")
    page.locator("[class*=st-key-row-] button").filter(has_text="Armed clash").click()
    expect(page.locator(".im-head h3")).to_contain_text("Armed clash")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".st-key-panel")).to_contain_text("2 incidents at this place")


def test_a_country_is_a_hollow_marker_and_not_a_pin(visit):
    """A country-level record shades its country; its marker says the count and opens the list."""
    page = settled(visit("/?at=34.0,41.0,5"))
    assert the_map(page).locator("path.shade").count() >= 2
    the_map(page).locator(".marker.area", has_text="Syria").click()
    expect(page.locator(".st-key-panel")).to_contain_text("1 incident somewhere in the country")


def test_claimed_and_denied_look_different(visit):
    """A claim is dashed, a denial is crossed out, a plain report neither."""
    page = settled(visit("/?at=25.0,41.0,5"))
    expect(the_map(page).locator("path.shape.claimed")).to_have_count(1)
    expect(the_map(page).locator("path.shape.denied")).to_have_count(1)
    expect(the_map(page).locator("path.bar")).to_have_count(1)


def test_an_actor_filter_changes_map_list_and_url(visit):
    """The map keeps two markers of ten, the counter says so, the URL carries the name; the map is the same node."""
    page = settled(visit())
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    choose(page, "Actor or target", "River Front")
    expect(counter(page)).to_contain_text("2 of 10 incidents on the map; the others: 8 filtered out")
    expect(the_map(page).locator(".marker.area")).to_have_count(0)
    expect(page).to_have_url(re.compile("actor=River"))
    assert node_is_marked(page)


def test_a_type_filter_changes_map_list_and_url(visit):
    """A pill leaves one type; another click takes it back."""
    page = settled(visit())
    pill = page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Battles"))
    pill.click()
    expect(counter(page)).to_contain_text("1 of 10 incidents on the map")
    expect(markers(page)).to_have_count(1)
    expect(page).to_have_url(re.compile("type=Battles"))
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Protests")).click()
    expect(counter(page)).to_contain_text("1 of 10 incidents on the map; the others: 1 without place, 8 filtered out")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(counter(page)).to_contain_text("7 of 10")
    expect(page).not_to_have_url(re.compile("type="))


def test_a_reload_restores_everything(visit):
    """Filters, selection, tab and view are the same after the URL is opened anew."""
    page = settled(visit("/?at=36.3,43.1,7&tab=sources&actor=River+Front"))
    marker(page, "Soldiers").click()
    expect(page.locator(".im-head h3")).to_contain_text("Armed clash")
    page.wait_for_timeout(500)
    url = page.url
    again = settled(visit(url[url.index("/?") :]))
    expect(again.locator(".im-head h3")).to_contain_text("Armed clash")
    expect(counter(again)).to_contain_text("2 of 10")
    expect(again.get_by_role("tab", name="Sources")).to_have_attribute("aria-selected", "true")
    zoom = "() => window.frames[0].map && window.frames[0].map.getZoom()"
    assert again.evaluate(zoom) == 7
    centre = again.evaluate("() => window.frames[0].map.getCenter()")
    assert abs(centre["lat"] - 36.3) + abs(centre["lng"] - 43.1) < 0.1


def test_the_browsers_back_button_goes_back(visit):
    """Back closes the incident that a click opened."""
    page = settled(visit("/?at=35.95,39.0,8"))
    marker(page, "Raqqa").click()
    expect(page.locator(".im-head h3")).to_be_visible()
    page.wait_for_timeout(1500)
    page.go_back()
    expect(page.locator(".im-head h3")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("open="))


def test_the_map_is_the_same_node_after_filter_pan_and_click(visit):
    """Nothing flickers: the Leaflet container stays what it was."""
    page = settled(visit("/?at=36.0,41.0,6"))
    the_map(page).locator("#map_div").evaluate("node => { node.dataset.seen = 'yes'; }")
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Explosions")).click()
    expect(counter(page)).to_contain_text("filtered out")
    box = page.locator(".st-key-map iframe").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] + 40, steps=6)
    page.mouse.up()
    page.wait_for_timeout(1200)
    marker(page, "Raqqa").click()
    expect(page.locator(".im-head h3")).to_be_visible()
    assert node_is_marked(page)


def test_a_row_of_the_list_opens_its_incident(visit):
    """A click on a cell of the table opens the incident in the panel."""
    page = settled(visit())
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 140, box["y"] + 52)
    expect(page.locator(".im-head h3")).to_be_visible()
    expect(page).to_have_url(re.compile("open=incident"))


def test_hostile_text_is_shown_as_text(visit):
    """Scripts, quotes, braces and tags of a document are words on the page, in the map and in its tooltips."""
    page = settled(visit("/?at=35.468,44.392,9"))
    spot = marker(page, "owned")
    spot.hover()
    expect(the_map(page).locator(".tip")).to_contain_text("<script>document.title='owned'</script>")
    spot.click()
    expect(page.locator(".im-article")).to_contain_text("{{ 7*7 }}")
    expect(page.locator(".im-article")).to_contain_text("<img src=x onerror=\"document.title='owned'\">")
    expect(page.locator(".st-key-panel")).to_contain_text("**title**")
    assert "owned" not in page.title()
    assert page.locator(".st-key-panel script, .st-key-panel img[src=x], .st-key-panel b[onclick]").count() == 0


def test_a_mentioned_place_leads_to_its_source(visit):
    """Off at first; switched on, a grey dot opens the sentence that names the place."""
    page = settled(visit("/?at=32.0,36.0,8"))
    assert the_map(page).locator(".marker.mention").count() == 0
    page.get_by_role("button", name="Layers").click()
    page.get_by_text("Mentioned places").click()
    page.keyboard.press("Escape")
    the_map(page).locator(".marker.mention").first.click()
    expect(page.locator(".st-key-panel .im-article")).to_contain_text("Amman was silent")
    expect(page).to_have_url(re.compile("mentions=1"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_shows_the_map_first_and_never_scrolls_sideways(visit, scheme):
    """At 390 pixels the map comes before the panel, filters are folded away, nothing is wider than the screen."""
    page = settled(visit(size=(390, 844), scheme=scheme))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    box = page.locator(".st-key-map iframe").bounding_box()
    assert box["y"] < 300
    assert page.get_by_test_id("stSidebar").get_attribute("data-collapsed") == "true"
    assert the_map(page).locator("html").get_attribute("data-theme") == scheme


def test_new_incidents_appear_without_a_reload(chromium, tmp_path):
    """A load into the open store shows within seconds."""
    from serving import served

    from dashboard.store.store import Store

    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    with Store.open(url, create=True) as store, served(url) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_text("holds no incident yet")).to_be_visible()
        batch = small_store.extracts()
        rules = {"merge": small_store.merge, "block_keys": lambda report, *_: (small_store.key(report),)}
        store.save(batch[:2], **rules)
        expect(counter(page)).to_contain_text("1 of 1")
        store.save(batch[2:], **rules)
        expect(counter(page)).to_contain_text("7 of 10")
        context.close()


def test_brushing_the_timeline_filters_by_date(visit):
    """A drag over the bars sets the dates, in the filters, the counter and the URL; Clear takes them back."""
    page = settled(visit("/?tab=timeline&by=month"))
    chart = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + 90, steps=8)
    page.mouse.up()
    expect(counter(page)).to_contain_text("filtered out")
    expect(page).to_have_url(re.compile("since=2024-02-.*until=2024-"))
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(counter(page)).to_contain_text("7 of 10")
    expect(page).not_to_have_url(re.compile("since="))


def test_the_map_fills_its_frame(visit):
    """Leaflet knows the size its box has in the end, whenever style sheets arrive; no strip stays undrawn."""
    page = settled(visit("/?at=46.5,35.0,6"))
    size, high = page.evaluate("() => [window.frames[0].map.getSize(), window.frames[0].innerHeight]")
    assert size["y"] == high
    expect(page).to_have_url(re.compile("at=46.5000"))
