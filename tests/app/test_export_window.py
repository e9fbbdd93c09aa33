"""What leaves the page: every kind of file, what protection takes out of all of them, and nothing that could run."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import opening
import pytest
import small_store

from dashboard.app import export_window, protecting, telling
from dashboard.app.data import Chosen
from dashboard.app.export_window import FORMS
from dashboard.app.protecting import Protection
from dashboard.model import Actor, SubEventType
from dashboard.store import Filters, Store

GRAPHIC = "Gunmen beheaded two captives of the River Front in Raqqa on 5 May 2024 and left the severed heads there."
MILD = "A shell hit Raqqa on 5 May 2024."
PLAIN, GUARDED = Protection(), Protection(graphic=True, places=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The small store, one graphic report with a mild sentence beside it, and one that begins like a formula."""
    url = small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")
    text = f"{GRAPHIC} {MILD}"
    document = small_store.document(text, title="Beheaded in Raqqa", url="https://news.example/raqqa?a=1&b=<2>")
    where = small_store.located(text, "Raqqa")
    who = (small_store.cited(text, Actor("River Front"), "River Front"),)
    what = (small_store.cited(text, Actor("severed heads"), "severed heads"),)
    attack = small_store.one(document, SubEventType.ATTACK, "beheaded", place=where, actors=who, targets=what)
    attack = replace(attack, evidence=(small_store.span(text, GRAPHIC),))
    formula = small_store.document("=1+1 clash of guards", title="@title", publisher="+Wire")
    clash = small_store.one(formula, SubEventType.ARMED_CLASH, "clash")
    more = [small_store.extract(document, [attack]), small_store.extract(formula, [clash])]
    with Store.open(url) as opened:
        opened.save(more, merge=small_store.merge, block_keys=lambda report, *_: (small_store.key(report),))
    return url


@pytest.fixture(scope="module")
def opened(store):
    with Store.open(store) as found:
        yield found


def made(opened, form, protection=PLAIN, filters=None):
    frame = opened.frame()
    mask = frame.mask(filters or Filters())
    keys = frame.in_order(mask)
    about = telling.About(date(2024, 6, 1), ("type: <Battles>",), len(keys), len(frame), protection)
    pairs = opened.with_documents(opened.incidents(keys))
    return FORMS[form].make(protecting.protected(pairs, protection), about)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_every_incident(opened, form):
    text = made(opened, form)
    for key in opened.frame().key.tolist():
        assert next(opened.incidents([key])).id[:8] in text or form in {"markdown", "ged"}
    assert "River Front" in text.replace("\\", "")


@pytest.mark.parametrize("form", FORMS)
def test_protection_holds_for_every_form(opened, form):
    """Unprotected the words and the exact point are there; protected neither is, and the mild sentence stays unharmed."""
    exact = re.compile(r"(?<!\d)35\.9530?\d*|39\.00\d+")
    text, guarded = made(opened, form), made(opened, form, GUARDED)
    bearing = form in {"html", "csv", "geojson", "jsonl", "kml", "acled", "ged"}
    assert bool(exact.search(text)) == bearing
    assert not exact.search(guarded)
    quoting = form != "jsonl"  # it cites by offsets
    assert ("beheaded two captives" in text.replace("\\", "")) == quoting
    for word in ("beheaded", "Beheaded", "severed"):
        assert word not in guarded
    assert ("shelled a post" in guarded.replace("\\", "")) == quoting


def test_blunted_points_lie_on_the_grid_and_say_so(opened):
    """A tenth of a degree, a radius that still holds the true point, and a precision that is not "exact"."""
    true = {i.id: i.location for i in opened.select() if i.location}
    for feature in json.loads(made(opened, "geojson", GUARDED))["features"]:
        point = (feature["geometry"] or {}).get("coordinates") or feature["properties"]["country_point"]
        if point is None:
            continue
        before = true[feature["id"]]
        assert point == [round(part, 1) for part in point]
        off = 111.2 * ((point[1] - before.latitude) ** 2 + (point[0] - before.longitude) ** 2) ** 0.5
        assert feature["properties"]["radius_km"] >= before.radius_km + min(off, 5)
        assert feature["properties"]["where_prec"] >= max(2, before.where_prec)


def test_covered_texts_keep_their_length_and_other_sentences(opened):
    """Citations of a protected document still point at their words."""
    for incident, documents in opened.with_documents(opened.select()):
        shown, texts = next(protecting.protected([(incident, documents)], Protection(graphic=True)))
        for name in {report.document for report in incident.reports}:
            document = documents[name]
            assert len(texts[name].text) == len(document.text)
            if GRAPHIC in document.text:
                assert MILD in texts[name].text
                assert shown.targets[0].name == "███████ █████"
                assert telling.reports(shown, texts)[0].title == protecting.HIDDEN
            else:
                assert texts[name] == document
                assert shown == incident


@pytest.mark.parametrize(
    ("text", "graphic"),
    [
        ("Her throat was slit.", True),
        ("Two were burned alive in a car", True),
        ("charred remains lay there", True),
        ("Five people were killed and twelve wounded by a bomb.", False),
        ("The grape harvest in a rapeseed province", False),
        ("The headline of a brief", False),
    ],
)
def test_graphic_words_are_told_from_plain_ones(text, graphic):
    assert protecting.is_graphic(text) == graphic


@pytest.mark.parametrize("form", ["csv", "acled", "ged"])
def test_no_cell_begins_like_a_formula(opened, form):
    rows = list(csv.reader(io.StringIO(made(opened, form), newline="")))
    assert len(rows) == len(opened.frame()) + 1
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells) or form == "ged"
    assert not [cell for cell in cells if re.match(r"\s*[=+@]|-\D", cell)]


def test_kml_is_sound_xml_with_time(opened):
    root = ET.fromstring(made(opened, "kml"))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"Placemark", "TimeSpan", "Point"} <= names


class Tags(HTMLParser):
    """The elements of a page and the data in its scripts."""

    def __init__(self):
        super().__init__()
        self.seen, self.data, self.within = [], {}, None

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        self.within = dict(attributes).get("id") if tag == "script" else None

    def handle_data(self, data):
        if self.within:
            self.data[self.within] = data


@pytest.mark.parametrize("form", ["html", "brief"])
def test_pages_hold_nothing_that_asks_or_runs(opened, form):
    """A strict policy, no element of a document, no handler, no address but links to originals."""
    page = Tags()
    page.feed(made(opened, form))
    policy = next(a["content"] for t, a in page.seen if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not {tag for tag, _ in page.seen} & {"img", "link", "iframe", "object", "form", "base"}
    assert not [a for _, a in page.seen if any(name.startswith("on") or name == "src" for name in a)]
    assert sum(tag == "script" for tag, _ in page.seen) == (3 if form == "html" else 0)
    if form == "html":
        told = json.loads(page.data["incidents"])["incidents"]
        assert any("<script>" in report["sentence"] for one in told for report in one["reports"])
        assert all(one["at"] is None for one in told if one["place"] in {"Iraq", "Syria"})


def test_a_brief_numbers_its_sources_in_the_order_they_are_read(opened):
    """Each number stands first after all smaller ones, and leads to a source; Markdown and HTML have the same."""
    text = made(opened, "markdown")
    body, _, sources = text.partition("## Sources")
    numbers = [int(n) for n in re.findall(r"\\\[(\d+)\\\]$", body, re.MULTILINE)]
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    assert len(re.findall(r"^\d+\. ", sources, re.MULTILINE)) == max(numbers)
    page = made(opened, "brief")
    assert [int(n) for n in re.findall(r">\[(\d+)\]</a></blockquote>", page)] == numbers
    assert page.count("<li id=") == max(numbers)
    assert "<script>" not in text.replace("\\<", "")


def test_the_window_exports_what_the_filters_keep(store, monkeypatch):
    """Opened from the page, for a filtered view; the file holds those incidents and names the filter."""
    monkeypatch.setenv("DASHBOARD_STORE", store)
    app = opening.page()
    app.query_params["actor"] = "River Front"
    app.run()
    app.button("open:export").click().run()
    assert not app.exception
    assert any("3 incidents match" in c.value for c in app.caption)
    assert [label.split("\n")[0] for label in app.radio("export:form").options] == [
        form.name for form in FORMS.values()
    ]


def test_a_file_that_cannot_hold_all_holds_the_latest(opened):
    """In order, with the undated last and only where there is room for them."""
    frame = opened.frame()
    mask = frame.mask(Filters())
    chosen = Chosen(Filters(), frame.revision, mask, mask.nonzero()[0], None)
    order = frame.in_order(mask)
    dated = [key for key in order if next(opened.incidents([key])).period]
    assert 3 < len(dated) < len(order)
    assert export_window.latest(frame, chosen, 3) == dated[-3:]
    assert export_window.latest(frame, chosen, len(dated) + 1) == order[: len(dated) + 1]
    assert export_window.latest(frame, chosen, len(order)) == order


def test_only_the_chosen_rows_are_written(opened):
    frame = opened.frame()
    mask = frame.mask(Filters(actors=("River Front",)))
    rows = mask.nonzero()[0]
    chosen = Chosen(Filters(), frame.revision, mask, rows, None)
    known = type("Known", (), {"frame": frame, "store": opened})
    about = telling.About(date(2024, 6, 1), (), 2, len(rows), PLAIN)
    text = export_window.content(known, chosen, FORMS["jsonl"], about).decode()
    ids = [json.loads(line)["id"] for line in text.splitlines()]
    assert len(ids) == 2 < len(rows)
    assert set(ids) <= {frame.id(int(row)) for row in rows}
