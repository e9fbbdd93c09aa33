"""Reading an article in the page, in a real browser: what would be made of it is seen first, and saving it twice is once."""

import json

import pytest
import small_store
from playwright.sync_api import expect
from serving import served
from test_access import faults
from test_browser import counter, settled

from dashboard.store.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TEXT = (
    "Government forces shelled a market in Idlib on 4 March 2020, killing five people, medics said. "
    "Turkey has warned that it may bomb positions near Saraqib."
)
HOSTILE = f"<img src=x onerror=\"document.title='owned'\"> {TEXT} </script><script>document.title='owned'</script>"


@pytest.fixture(autouse=True)
def _patience():
    expect.set_options(timeout=30_000)


@pytest.fixture
def own(chromium, tmp_path):
    """A page over a store of its own, its reading window open."""
    url = small_store.build(f"sqlite:///{tmp_path / 'small.sqlite'}")
    with served(url) as address:
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(address)
        settled(page)
        page.get_by_role("button", name="Read an article").click()
        yield page, url
        context.close()


def read(page, text):
    page.get_by_label("Text of an article").fill(text)
    page.get_by_label("Title", exact=True).click()
    page.get_by_role("button", name="Read", exact=True).click()


def test_a_pasted_text_is_shown_before_it_is_saved_and_saved_once(own):
    """Marks, incident, pins and reasons come first, the store untouched; then Save; then the same text is known."""
    page, url = own
    window = page.get_by_role("dialog")
    read(page, HOSTILE)
    expect(window.get_by_role("status")).to_contain_text("1 new article, 1 incident, 1 not made an incident")
    expect(window.locator(".im-article mark.im-f-place")).to_have_text("Idlib")
    expect(window.locator(".im-foreseen")).to_have_count(1)
    expect(window.locator(".im-foreseen")).to_contain_text("Idlib, Syria")
    expect(window.locator(".im-pins tbody tr").first).to_contain_text("Idlib")
    expect(window.locator(".im-little-map")).to_have_js_property("complete", True)
    assert window.locator(".im-little-map").evaluate("image => image.naturalWidth") > 0
    expect(window.locator(".im-rejected li")).to_contain_text("may bomb positions near Saraqib. hypothetical")
    assert faults(page) == []
    with Store.open(url) as store:
        assert len(store.frame()) == small_store.INCIDENTS
    window.get_by_role("button", name="Save").click()
    expect(window.get_by_role("status")).to_contain_text("Saved: 1 article, 1 incident.")
    page.wait_for_timeout(4500)  # the page has seen the new incident by now, and the window is still there
    expect(window.get_by_role("status")).to_be_visible()
    read(page, HOSTILE)
    expect(window.get_by_role("status")).to_contain_text("Already there: 1 article.")
    expect(window.get_by_role("button", name="Save")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(counter(page)).to_contain_text(f"of {small_store.INCIDENTS + 1} incidents")
    page.get_by_role("button", name="Read an article").click()
    expect(window.get_by_role("status")).to_have_count(0)
    assert page.title() == "Incident map"


def test_files_are_read_together_and_what_is_wrong_names_its_file(own, tmp_path):
    """Two good articles, a broken line and an empty file: two previews, and two errors that say where."""
    page, _ = own
    lines = [json.dumps({"id": "a", "text": TEXT}), "{nonsense", json.dumps({"id": "b", "text": "Rain fell on Oslo."})]
    files = {"lines.jsonl": "\n".join(lines), "empty.txt": ""}
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    window = page.get_by_role("dialog")
    window.locator("input[type=file]").set_input_files([tmp_path / name for name in files])
    expect(window.get_by_text("empty.txt")).to_be_visible()
    page.get_by_role("button", name="Read", exact=True).click()
    expect(window.get_by_role("status")).to_contain_text("2 new articles, 1 incident")
    expect(window.get_by_role("alert")).to_contain_text("lines.jsonl:2")
    expect(window.get_by_role("alert")).to_contain_text("empty.txt: the file is empty")
