"""The page without a browser: it opens, filters, opens incidents, and says what is wrong instead of failing."""

import sqlite3

import opening
import pytest
import small_store
from opening import counter


def html(app):
    return " ".join(block.proto.body for block in app.get("html"))


def link(app, name):
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[-1]


def test_the_first_page_counts_honestly(page):
    """All incidents are accounted for: on the map, country-level, without place."""
    app = page.run()
    assert not app.exception
    assert f"<b>{small_store.ON_MAP}</b> of <b>{small_store.INCIDENTS}</b> incidents on the map" in counter(app)
    assert "<b>2</b> country-level, <b>1</b> without place" in counter(app)


def test_a_filter_changes_the_counter_the_list_and_the_url(page):
    """Choosing an actor leaves that actor's incidents, everywhere, and in the link."""
    app = page.run()
    app.multiselect("filter:actors").set_value(["River Front"]).run()
    assert not app.exception
    assert "<b>2</b> of <b>10</b> incidents on the map; the others: <b>8</b> filtered out" in counter(app)
    assert len(app.dataframe[0].value) == 2
    assert link(app, "actor") == "River Front"


def test_each_option_says_how_many_it_would_leave(page):
    """The sidebar counts under the other filters, not under its own."""
    app = page.run()
    app.multiselect("filter:actors").set_value(["River Front"]).run()
    assert "River Front · 2" in app.multiselect("filter:actors").options
    assert "Eagle Brigade · 1" in app.multiselect("filter:actors").options
    assert app.multiselect("filter:countries").options == ["Iraq · 1", "Syria · 1"]


def test_clear_asks_nothing_any_more(page):
    """One button takes all filters back, and the link with them."""
    app = page.run()
    app.multiselect("filter:actors").set_value(["River Front"]).run()
    app.button("clear").click().run()
    assert "<b>7</b> of <b>10</b>" in counter(app)
    assert "actor" not in app.query_params


def test_a_link_restores_filters_tab_and_incident(page):
    """What the URL says is what the page shows."""
    page.query_params["type"] = "Battles"
    page.query_params["tab"] = "sources"
    page.query_params["open"] = "point:36.335,43.119"
    app = page.run()
    assert not app.exception
    assert "<b>1</b> of <b>10</b>" in counter(app)
    assert "1 incident at this place" in [c.value for c in app.caption]
    assert app.session_state["tabs"] == "Sources"


def test_an_incident_shows_every_report_with_its_words_marked(page):
    """Two reports of one incident: both articles, the range of their figures, and that they differ."""
    app = page.run()
    row = next(b for b in app.button if "Depot" in b.label or "depot" in b.label)
    row.click().run()
    assert not app.exception
    assert "reports differ: 4 / 6" in html(app) or "reports differ: 6 / 4" in html(app)
    assert ">four people</mark>" in html(app)
    assert ">Six people</mark>" in html(app)
    assert link(app, "open").startswith("incident:")


def test_a_list_of_a_country_leads_to_its_incident_and_back(page):
    """The tray opens the country's list, a row its incident, and back the list again."""
    page.query_params["open"] = "country:SY"
    app = page.run()
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    assert "Mob violence" in html(app)
    app.button("back").click().run()
    assert link(app, "open") == "country:SY"


def test_an_unknown_incident_is_said_and_not_raised(page):
    """An old link opens the page with a word about it."""
    page.query_params["open"] = "incident:nonsense"
    app = page.run()
    assert not app.exception
    assert "not in the store" in app.warning[0].value


def test_no_match_says_so(page):
    """Filters that nothing matches give a hint, not an empty page."""
    page.query_params["q"] = "unheardof"
    app = page.run()
    assert not app.exception
    assert "No incident matches" in app.info[0].value
    assert "unheardof" in app.info[0].value
    assert not [button for button in app.button if button.key == "everywhere"]
    app.button("clear-all").click().run()
    assert not app.exception
    assert not app.info
    assert not link(app, "q")


def test_an_area_without_incidents_offers_the_rest(page):
    """What is asked for stands there, its words as they were written; one click takes back the area and nothing else."""
    page.query_params["area"] = "circle:-40,-140,50,[*x*](y)"
    page.query_params["type"] = "Battles"
    app = page.run()
    assert not app.exception
    assert "- Event type\\: Battles" in app.info[0].value
    assert "[*x*](y)" not in app.info[0].value
    button = app.button("everywhere")
    assert button.label == "Everywhere: 1 incident"
    button.click().run()
    assert not app.exception
    assert not app.info
    assert not link(app, "area")
    assert link(app, "type") == "Battles"


@pytest.mark.parametrize("tab", ["list", "timeline", "sources", "unread"])
def test_each_tab_opens(page, tab):
    """No tab fails on a store that has one of everything."""
    page.query_params["tab"] = tab
    assert not page.run().exception


def test_what_was_not_read_or_placed_is_listed(page):
    """A file that failed, a name nobody knew, an event that is none: each with its reason."""
    page.query_params["tab"] = "unread"
    app = page.run()
    problems, unresolved, rejected = (frame.value for frame in app.dataframe[-3:])
    assert problems["What"].tolist() == ["the file is <empty>; save it again"]
    assert unresolved["Name"].tolist() == ["colour"]
    assert rejected[["Words", "Why not"]].to_numpy().tolist() == [["Talks are planned", "planned"]]


def test_hostile_text_is_escaped_wherever_html_is_written(page):
    """No tag of a document survives into the page's HTML."""
    page.query_params["q"] = "Kirkuk"
    app = page.run()
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    assert not app.exception
    assert "&lt;script&gt;" in html(app)
    ours = "<script>Object.assign(document.documentElement, { lang: 'en', dir: 'ltr' });</script>"
    assert "<script" not in html(app).replace(ours, "")
    assert "<img src=x" not in html(app)


def test_an_empty_store_explains_how_to_load(tmp_path, monkeypatch):
    """A new store gives the command that fills it."""
    from dashboard.store.store import Store

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    Store.open(url, create=True).close()
    monkeypatch.setenv("DASHBOARD_STORE", url)
    app = opening.page().run()
    assert not app.exception
    assert "dashboard load" in app.code[0].value


def broken(path):
    path.write_bytes(b"this is no database " * 100)


def newer(path):
    small_store.build(f"sqlite:///{path}")
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 9999")
        base.execute("UPDATE meta SET value = '9999' WHERE name IN ('version', 'schema')")


def a_folder(path):
    path.mkdir()


@pytest.mark.parametrize("make", [broken, newer, a_folder, lambda path: None])
def test_a_store_that_cannot_be_used_is_explained(make, tmp_path, monkeypatch):
    """A broken file, one of a newer version, a folder, none at all: a page that says what to do, no traceback."""
    path = tmp_path / "odd.sqlite"
    make(path)
    monkeypatch.setenv("DASHBOARD_STORE", f"sqlite:///{path}")
    app = opening.page().run()
    assert not app.exception
    assert app.error[0].value.replace("\\", "") != ""
    assert app.button("again")


def test_a_store_can_be_begun_in_the_page(tmp_path, monkeypatch):
    """Where there is none, one click makes an empty one, in which an article can be read."""
    path = tmp_path / "new" / "begun.sqlite"
    monkeypatch.setenv("DASHBOARD_STORE", f"sqlite:///{path}")
    app = opening.page().run()
    assert not path.exists()
    app.button("make").click().run()
    assert not app.exception
    assert path.exists()
    assert "holds no incident yet" in app.info[0].value
    assert any(button.label == "Read an article" for button in app.button)


def test_a_wrong_setting_is_explained(monkeypatch):
    """A misspelt setting names itself on the page."""
    monkeypatch.setenv("DASHBOARD_BATCH", "many")
    app = opening.page().run()
    assert not app.exception
    assert "batch" in app.error[0].value


def test_undated_incidents_have_a_list_of_their_own(page):
    """The tray counts them as the counter does, and its button opens exactly those."""
    app = page.run()
    button = app.button("area:undated")
    count = int(button.label.rsplit(" ", 1)[1])
    button.click().run()
    assert not app.exception
    assert f"{count} incident" in next(c.value for c in app.caption if "do not say when" in c.value)
    listed = [b for b in app.button if str(b.key).startswith("row:")]
    assert len(listed) == count > 0
    assert all("date unknown" in b.label for b in listed)
    assert link(app, "open") == "undated:"


def test_an_incident_can_be_cited_and_stepped_from(page):
    """The citation is there to copy, "next" opens another incident, and "previous" comes back."""
    app = page.run()
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    first = link(app, "open")
    assert app.code[0].value.endswith(first.removeprefix("incident:"))
    app.button("step:j").click().run()
    assert not app.exception
    assert link(app, "open") != first
    app.button("step:k").click().run()
    assert link(app, "open") == first


def test_many_reports_are_shown_when_asked_for(tmp_path, monkeypatch):
    """Twelve at first, with a button that says how many more there are."""
    from datetime import date

    from dashboard.model import SubEventType
    from dashboard.store.store import Store

    batch = []
    for number in range(15):
        text = f"A drone hit a depot in Mosul on 3 January 2024, paper {number} says."
        doc = small_store.document(text, title=f"Paper {number}", publisher=f"Paper {number}")
        where = small_store.located(text, "Mosul")
        when = small_store.dated(text, date(2024, 1, 3), "3 January 2024")
        told = small_store.one(doc, SubEventType.AIR_DRONE_STRIKE, "hit", place=where, period=when)
        batch.append(small_store.extract(doc, [told]))
    url = f"sqlite:///{tmp_path / 'many.sqlite'}"
    with Store.open(url, create=True) as store:
        store.save(batch, merge=small_store.merge, block_keys=lambda report, *_: (small_store.key(report),))
    monkeypatch.setenv("DASHBOARD_STORE", url)
    app = opening.page().run()
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    assert not app.exception
    assert html(app).count("<article") == 12
    assert app.button("reports:more").label == "Show 3 more reports"
    app.button("reports:more").click().run()
    assert html(app).count("<article") == 15
    assert "15 reports side by side" in html(app)
