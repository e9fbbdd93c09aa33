"""Arabic, Hebrew and Persian articles in a real browser: found by their words, marked, and set from right to left."""

import pytest
import small_store
from playwright.sync_api import expect
from serving import served
from test_browser import settled

from dashboard.model import Actor, Location, SubEventType
from dashboard.store.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# language -> text, the event's word, the place's word; our own sentences
ARTICLES = {
    "ar": ("وقع انفجار في الموصل يوم 3 يناير 2024 وقالت الشرطة (Wire) إن أربعة قتلوا.", "انفجار", "الموصل"),
    "he": ("פיצוץ אירע בעיר מוסול ב-5 בינואר 2024, כך דיווחה המשטרה.", "פיצוץ", "מוסול"),
    "fa": ("انفجاری در شهر موصل در 6 ژانویه 2024 رخ داد.", "انفجاری", "موصل"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('rtl') / 's.sqlite'}"
    made = []
    kinds = (SubEventType.ATTACK, SubEventType.ARMED_CLASH, SubEventType.AIR_DRONE_STRIKE)
    for kind, (text, word, name) in zip(kinds, ARTICLES.values(), strict=True):
        document = small_store.document(text, title=text[:20], publisher=name)
        place = small_store.PLACES["Mosul"]
        where = small_store.cited(text, Location(name, place, place.latitude, place.longitude, 5, 1), name)
        who = (small_store.cited(text, Actor(name), name),)
        made.append(small_store.extract(document, [small_store.one(document, kind, word, place=where, actors=who)]))
    with Store.open(url, create=True) as store:
        store.save(made, merge=small_store.merge, block_keys=lambda report, *_: (report.id,))
    with served(url) as found:
        yield found


STARTS_RIGHT = """element => { const range = document.createRange(); range.selectNodeContents(element);
    const first = [...range.getClientRects()].filter(r => r.width > 1); const box = element.getBoundingClientRect();
    return Math.min(...first.map(r => box.right - r.right)) < 24; }"""


@pytest.mark.parametrize("language", ARTICLES)
def test_a_text_runs_from_the_right_and_its_words_are_found(chromium, address, language):
    """The search finds the one article in that language; card, fields and article begin at the right edge."""
    expect.set_options(timeout=30_000)
    _, word, name = ARTICLES[language]
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/?q={word} actor:{name}")
    settled(page)
    cards = page.locator("[class*=st-key-row-] button")
    expect(cards).to_have_count(1)
    card = cards.first.locator("p")
    expect(card.locator("span").filter(has_text=word).first).to_be_visible()
    assert card.evaluate("p => getComputedStyle(p).unicodeBidi") == "plaintext"
    assert card.evaluate("p => getComputedStyle(p).textAlign") == "start"
    cards.first.click()
    article = page.locator(".im-article")
    expect(article.locator("mark.im-f-searched")).to_have_text(word)
    assert article.locator(".im-text").evaluate("node => node.matches(':dir(rtl)')")
    assert article.locator(".im-text").evaluate(STARTS_RIGHT)
    field = page.locator('.im-fields tr[data-field="actors"] td').first
    expect(field).to_have_text(name)
    assert field.evaluate("td => getComputedStyle(td).unicodeBidi") == "plaintext"
    assert page.locator(".im-head blockquote").evaluate("node => node.matches(':dir(rtl)')")
    context.close()
