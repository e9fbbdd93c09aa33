"""The page in Arabic: everything but names, quoted words and codes is Arabic, and sessions keep their own language."""

import re

import opening
import pytest
import small_store
from opening import counter

from dashboard.app import language
from dashboard.store.store import Store

ARABIC = language.LANGUAGES["ar"]

# Keys, formats, programs, operators and identifiers: the same in every language.
CODES = set(
    "ACLED CSV Ctrl Earth Enter English Esc GED GeoJSON Google HTML JSON KML Lines MB Markdown QGIS Tab UCDP UTC dashboard "
    "export geonames geovirus lgl openstreetmap org tile json UTF".split()
)
SEARCHES = set(
    "drone air base exercise hodeid actor Houthis place Mosul type shelling country Yemen source Reuters Islamic State protest".split()
)
_RULES = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_READ_ALOUD = re.compile(r'(?:title|aria-label|alt)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def arabic(page):
    """The page in Arabic. The testing tool asks widgets for their options' names in this thread, so it speaks it too."""
    page.query_params["lang"] = "ar"
    with language.speaking(ARABIC):
        yield page


@pytest.fixture(scope="module")
def own_words(store):
    """What the documents of the store bring: their words, names, sources, the rules and reasons of their records."""
    with Store.open(store) as opened:
        documents = [opened.document(i.lead.document) for i in opened.select()]
        told = [f"{d.text} {d.title} {d.source.publisher} {d.source.origin}" for d in documents]
        for incident in opened.select():
            told += [repr(incident), *incident.merged_because]
        told += [line.publisher or "" for line in opened.sources()]
        told += [repr(item) for item in (*opened.problems(), *opened.rejected(), *opened.unresolved())]
    return {word for text in told for word in _WORD.findall(text)}


def shown(app):
    """Everything that the page shows or reads aloud, with the kind of element it stands in."""
    for kind in ("button", "toggle", "checkbox", "selectbox", "multiselect", "text_input", "date_input", "slider"):
        for widget in getattr(app, kind):
            yield kind, widget.label
            yield kind, getattr(widget, "help", "") or ""
            yield kind, getattr(widget, "placeholder", "") or ""
            for option in getattr(widget, "options", None) or []:
                yield kind, option
    for kind in ("button_group", "caption", "markdown", "info", "warning", "error", "tab", "expander", "html"):
        for block in app.get(kind):
            told = getattr(block, "value", "") or getattr(block, "label", "")
            if kind == "html":
                body = _RULES.sub("", block.proto.body)
                told = " ".join([_TAG.sub(" ", body), *_READ_ALOUD.findall(body)])
            if kind == "button_group":
                told = " ".join([block.label, *(option.content for option in block.proto.options)])
            yield kind, told if isinstance(told, str) else ""
    for table in app.dataframe:
        yield "head", " ".join(table.value.columns)


def english(app, own):
    """The words in Latin letters that are neither a document's nor a code."""
    return {
        (kind, word, text[:70])
        for kind, text in shown(app)
        for word in _WORD.findall(re.sub(r"https?://\S*|sqlite:\S*", "", text))
        if word not in own | CODES | SEARCHES
    }


@pytest.mark.parametrize("tab", ["list", "charts", "timeline", "sources", "unread"])
def test_nothing_on_the_page_is_left_in_english(arabic, own_words, tab):
    """Each tab, with the overview beside the map and all filters."""
    arabic.query_params["tab"] = tab
    arabic.query_params["mentions"] = "1"
    app = arabic.run()
    assert not app.exception
    assert english(app, own_words) == set()
    assert sum("المرشّحات" in text for _, text in shown(app)) >= 1


@pytest.mark.parametrize("area", ["view", "circle:34,43,300", "country:IQ"])
def test_an_incident_and_an_area_are_told_in_arabic(arabic, own_words, area):
    """An open incident with its fields, reports, reasons and neighbours; the counts of what is certainly inside."""
    arabic.query_params["area"] = area
    app = arabic.run()
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    assert not app.exception
    assert english(app, own_words) == set()
    assert "يقيناً" in " ".join(text for _, text in shown(app))


@pytest.mark.parametrize("window", ["read", "export"])
def test_a_window_is_told_in_arabic(arabic, own_words, window):
    """Reading an article, and exporting."""
    app = arabic.run()
    app.button(f"open:{window}").click().run()
    assert not app.exception
    assert english(app, own_words) == set()


def test_filters_keep_their_codes_in_the_address(arabic):
    """What is chosen in Arabic is asked in the codes that every language shares, and the link keeps the language."""
    app = arabic.run()
    kinds = next(group for group in app.button_group if group.key == "filter:event_types")
    assert any("معارك" in option.content for option in kinds.proto.options)
    kinds.set_value(["Battles"]).run()
    assert not app.exception
    assert app.query_params["type"] == "Battles"
    assert app.query_params["lang"] == "ar"
    assert len(app.dataframe[0].value) < small_store.INCIDENTS


def test_two_sessions_read_two_languages(store, monkeypatch):
    """One session's language is nothing to another, in whatever order they run."""
    monkeypatch.setenv("DASHBOARD_STORE", store)
    one, other = opening.page(), opening.page()
    one.query_params["lang"] = "ar"
    for step in range(3):
        with language.speaking(ARABIC):
            next(b for b in one.button if str(b.key).startswith("row:")).click().run() if step == 2 else one.run()
        next(b for b in other.button if str(b.key).startswith("row:")).click().run() if step == 2 else other.run()
        assert "على الخريطة" in counter(one)
        assert "incidents on the map" in counter(other)
    assert one.button("step:j").label == "التالية ←"
    assert other.button("step:j").label == "Next →"


def test_an_unknown_language_is_english(page):
    """A link with a language that the page does not have opens all the same."""
    page.query_params["lang"] = "xx"
    app = page.run()
    assert not app.exception
    assert "incidents on the map" in counter(app)


def test_an_empty_store_says_so_in_arabic(tmp_path, monkeypatch):
    """The page before there is anything to show."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    Store.open(url, create=True).close()
    monkeypatch.setenv("DASHBOARD_STORE", url)
    app = opening.page()
    app.query_params["lang"] = "ar"
    app.run()
    assert not app.exception
    assert app.info[0].value == "قاعدة البيانات مفتوحة ولا تحوي أي حادثة بعد."
