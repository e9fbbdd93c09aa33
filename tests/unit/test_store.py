"""The store: what is saved comes back, nothing is kept twice, and what fails leaves no trace."""

import io
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from invented import DAY, TOWNS, block_keys, corpus, document, extract, merge, report, resolution

from dashboard.errors import NoSuchIncident
from dashboard.model import Assertion, Count, LoadReport, PlaceRole, Problem, Rejected, Span
from dashboard.store import Filters, Store, export, saving

RULES = {"merge": merge, "block_keys": block_keys}


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'incidents.sqlite'}"


@pytest.fixture
def store(url):
    with Store.open(url, create=True) as opened:
        yield opened


def exported(store, form="jsonl"):
    out = io.StringIO()
    export.write(store, Filters(), form, out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------------ round trips


def test_what_is_saved_comes_back(store):
    """A document and its incident are read back as they were given."""
    about = document(
        "Gunmen attacked Qarat.", title="Attack", published=DAY, url="https://example.org/1", language="en"
    )
    told = report(about, 0, 6, killed=Count(2, None), actors=["Front"], targets=["Police"])
    saved = store.save([extract(about, told)], **RULES)
    (incident,) = store.select()
    assert (saved.documents, saved.unchanged, saved.reports, saved.incidents) == (1, 0, 1, 1)
    assert about == store.document(about.id)
    assert merge([told], {about.id: about}) == (incident,)
    assert incident == store.incident(incident.id)


def one_event(count, start=0):
    """Reports of a single event, each of its own document."""
    abouts = [document(f"Gunmen attacked Qarat, dispatch {n}.", published=DAY) for n in range(start, start + count)]
    return [extract(about, report(about, 0, 6)) for about in abouts]


def test_a_load_merges_a_great_event_now_and_then(store):
    """What comes to a long chain waits for more; the store is sound meanwhile, and the end is the same."""
    merged = []
    rules = {**RULES, "merge": lambda reports, *rest: merged.append(len(reports)) or merge(reports, *rest)}
    for start in range(0, 200, 2):
        store.add(one_event(2, start), **rules)
        assert store.check() == ()
    (before,) = store.select()
    assert 160 <= len(before.reports) < 200
    assert sum(merged) <= 6 * 200
    assert store.settle(**rules) == 1
    assert store.settle(**rules) == 0
    (after,) = store.select()
    assert len(after.reports) == 200


def test_what_waits_is_merged_by_whatever_merges_its_chain(store):
    """A saved batch, a correction and a rebuild leave nothing behind that waits."""
    for act in (
        lambda: store.save(one_event(1, 500), **RULES),
        lambda: store.rebuild(**RULES),
    ):
        fresh = one_event(40, 100 * len(list(store.every_document())))
        store.save(fresh[:39], **RULES)
        store.add(fresh[39:], **RULES)
        act()
        (incident,) = store.select()
        assert len(incident.reports) == len(list(store.every_document()))
        assert store.settle(**RULES) == 0


def test_keys_that_an_older_version_made_are_made_anew(url):
    """Else copies would no more meet what was stored before."""
    with Store.open(url, create=True) as store:
        store.save(one_event(3), **RULES)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE report_blocks SET block = 'old' || block || report")
        file.execute("DROP TABLE waiting")
        file.execute("UPDATE meta SET value = '4' WHERE name = 'version'")
    with Store.open(url) as store:
        store.save(one_event(1, 3), **RULES)
        (incident,) = store.select()
        assert len(incident.reports) == 4
        assert store.check() == ()


def test_how_places_were_read_comes_back(store):
    """Candidates with their reasons, roles, rejected events and problems can be asked for later."""
    about = document("From Qarat to Nowhere.")
    read = (resolution(about, "Qarat", TOWNS["Qarat"]), resolution(about, "Nowhere", None))
    rejected = (Rejected(Span(0, 4), Assertion.PLANNED, "rule"),)
    problems = (Problem("a.txt", "places", "odd"),)
    roles = (PlaceRole.ACTOR, PlaceRole.CONTEXT)
    store.save([extract(about, resolutions=read, roles=roles, rejected=rejected, problems=problems)], **RULES)
    reading = store.reading(about.id)
    assert (read, roles, rejected, problems) == (reading.resolutions, reading.roles, reading.rejected, reading.problems)
    assert store.unresolved() == [("Nowhere", 1)]
    assert store.rejected_counts() == {"planned": 1}
    assert [(event.words, event.why) for event in store.rejected()] == [("From", Assertion.PLANNED)]


def test_mentioned_places_lead_to_their_sentences(store):
    """A place that is no event's place is on a list, and its texts and sentences can be opened."""
    about = document("The minister flew from Qarat to Sefira.", title="Visit", published=DAY)
    read = (
        resolution(about, "Qarat", TOWNS["Qarat"], PlaceRole.CONTEXT),
        resolution(about, "Sefira", TOWNS["Sefira"], PlaceRole.EVENT),
    )
    store.save([extract(about, resolutions=read)], **RULES)
    (place,) = store.mentioned_places()
    (where,) = store.places_in_texts(place.id)
    assert (place.name, place.latitude, place.longitude, place.documents, place.mentions) == ("Qarat", 33.5, 42.5, 1, 1)
    assert (about.id, "Visit", Span(23, 28), Span(0, len(about.text))) == (
        where.document,
        where.title,
        where.span,
        where.sentence,
    )


def test_lone_surrogates_keep_offsets(store):
    """Text that UTF-8 cannot hold is stored with one sign for one, so that every span still fits."""
    about = document("Gunmen \ud800 attacked Qarat.", title="\udfff")
    store.save([extract(about, report(about, 7, 8, actors=["\ud800"]))], **RULES)
    assert store.document(about.id).text == "Gunmen \ufffd attacked Qarat."
    assert store.check() == ()


# ----------------------------------------------------------------------------------------------------- nothing twice


def test_saving_again_changes_nothing(store):
    """The same documents a second time leave content, ids and revision as they were."""
    made = corpus(1, 40)
    store.save(made, **RULES)
    before, revision = exported(store), store.revision()
    saved = store.save(made, **RULES)
    assert (saved.documents, saved.unchanged, saved.reports, saved.incidents) == (0, 40, 0, 0)
    assert (before, revision) == (exported(store), store.revision())


def test_a_document_twice_in_one_batch_is_one(store):
    about = document("Gunmen attacked Qarat.")
    told = extract(about, report(about))
    assert store.save([told, told], **RULES).documents == 1


def test_known_tells_what_is_stored(store):
    made = corpus(2, 5)
    store.save(made[:2], **RULES)
    ids = [one.document.id for one in made]
    assert set(ids[:2]) == store.known(ids)


def test_reports_with_one_id_are_both_kept(store):
    """Two accounts in one document that were given the same id do not swallow each other."""
    about = document("Gunmen attacked Qarat and Sefira.")
    store.save([extract(about, report(about, id="same"), report(about, id="same", town="Sefira"))], **RULES)
    assert store.totals()["reports"] == 2


def test_problems_are_told_once_and_go_when_the_document_is_read(store):
    unread = Problem("a.txt", "read", "it is binary; give a text file")
    store.add_problems([unread])
    store.add_problems([unread])
    assert [unread] == store.problems()
    store.save([extract(document("Now it can be read."))], **RULES)
    assert store.problems() == []


# ---------------------------------------------------------------------------------------------------------- merging


def test_an_old_id_leads_to_the_merged_incident(store):
    """When a report joins two incidents, the id of the one that vanished still opens the other."""
    days = [DAY.replace(day=day) for day in (1, 7, 4)]
    first, second, between = (document(f"Gunmen attacked, {day}.", origin=str(day)) for day in days)
    store.save([extract(first, report(first, day=days[0]))], **RULES)
    store.save([extract(second, report(second, day=days[1]))], **RULES)
    old = {incident.id for incident in store.select()}
    assert len(old) == 2
    store.save([extract(between, report(between, day=days[2]))], **RULES)
    (merged,) = store.select()
    assert len(merged.reports) == 3
    assert {merged.id} == {store.incident(name).id for name in old}


def test_an_unknown_id_is_said_so(store):
    with pytest.raises(NoSuchIncident, match="nothing-like-it"):
        store.incident("nothing-like-it")


def test_a_merge_that_loses_a_report_saves_nothing(store):
    """A batch is all or nothing: after a failure the store is as before and can go on."""
    made = corpus(3, 20)
    store.save(made[:10], **RULES)
    before = exported(store)
    with pytest.raises(ValueError, match="exactly one"):
        store.save(made[10:], merge=lambda reports, documents, _: merge(reports[1:], documents), block_keys=block_keys)
    assert (before, 10) == (exported(store), store.totals()["documents"])
    store.save(made[10:], **RULES)
    assert store.check() == ()


# ------------------------------------------------------------------------------------------------------------- check


def test_check_finds_nothing_in_a_sound_store(store):
    store.save(corpus(12, 60), **RULES)
    assert store.check() == ()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE reports SET incident = NULL WHERE key = 1", "is in no incident"),
        ("UPDATE reports SET incident = (SELECT max(key) FROM incidents) WHERE key = 1", "disagree"),
        ("DELETE FROM frame_rows WHERE incident = 1", "no row for the page"),
        (
            "UPDATE documents SET text = 'short' WHERE key = (SELECT document FROM reports WHERE key = 1)",
            "beyond the end",
        ),
        ("INSERT INTO documents_words(rowid, title, text) VALUES (999, 'x', 'y')", "index of words"),
        ("DELETE FROM documents WHERE key = 1", "refers to a row"),
        ("INSERT INTO redirects SELECT id, key, 1, 1 FROM incidents LIMIT 1", "leads to another"),
        ("DELETE FROM readings WHERE document = 1", "how they were read"),
    ],
)
def test_check_finds_damage(store, url, damage, said):
    """Each kind of damage, done behind the store's back, is named."""
    store.save(corpus(13, 30), **RULES)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
        raw.execute(damage)
    raw.close()
    assert any(said in problem.message for problem in store.check()), store.check()


# ------------------------------------------------------------------------------------------------------------- lists


def test_loads_and_sources_are_listed(store):
    store.save(corpus(14, 30), **RULES)
    now = datetime(2024, 5, 1, 12, tzinfo=UTC)
    done = LoadReport(
        documents=30, seconds={"read": 1.5}, problems=(Problem("x", "read", "no"),), unresolved={"café": 30}
    )
    store.log(done, paths=["news/"], started=now, finished=now)
    (load,) = store.loads()
    assert (done, ("news/",), now) == (load.report, load.paths, load.started)
    lines = store.sources()
    assert sum(line.documents for line in lines) == 30
    assert store.totals()["reports"] == sum(line.reports for line in lines)
    assert {"Post", "Herald", None} == {line.publisher for line in lines}


def test_words_select_incidents(store):
    one, other = (
        document("A drone hit the café.", origin="1"),
        document("A drone missed.", origin="2", title="Near miss"),
    )
    store.save([extract(one, report(one)), extract(other, report(other, town="Sefira"))], **RULES)
    by_document = {incident.reports[0].document: incident.id for incident in store.select()}

    def found(words):
        return {incident.reports[0].document for incident in store.select(Filters(words=words))}

    assert (
        {one.id}
        == found("CAFE drone")
        == found('"the cafe"')
        == found("caf*")
        == found("drone -missed")
        == found("-miss")
    )
    assert {other.id} == found("near") == found("-cafe")
    assert {one.id, other.id} == found("drone") == found('!!! --- ""') == set(by_document)
    assert set() == found("drone submarine")


def test_frames_follow_the_store(store):
    """An up-to-date frame is the very same object; after a change it equals one read afresh."""
    made = corpus(15, 60)
    store.save(made[:30], **RULES)
    first = store.frame()
    assert first is store.frame()
    store.save(made[30:], **RULES)
    second = store.frame()
    with Store.open(str(store._engine.url.database)) as other:
        fresh = other.frame()
    for column in (
        "key",
        "latitude",
        "first",
        "last",
        "killed_low",
        "sub_event_type",
        "reports",
        "country",
        "where_prec",
    ):
        np.testing.assert_array_equal(getattr(fresh, column), getattr(second, column))
    for row in range(len(fresh)):
        assert (fresh.id(row), fresh.summary(row)) == (second.id(row), second.summary(row))
        assert fresh.actors.words(row) == second.actors.words(row)
        assert fresh.publishers.words(row) == second.publishers.words(row)


def test_incidents_can_be_replaced_in_frames(store):
    """A row says what its incident says."""
    about = document("Gunmen attacked  the\nconvoy.", publisher="Post")
    told = replace(report(about, killed=Count(3, None), actors=["Front", "Army"], targets=["Army"]), confidence=0.25)
    store.save([extract(about, told)], **RULES)
    frame = store.frame()
    assert (
        frame.summary(0),
        frame.place_name(0),
        frame.country_code(0),
    ) == ("Gunmen attacked the convoy.", "Qarat", "IQ")
    assert (frame.killed_low[0], frame.killed_high[0], frame.injured_low[0], frame.injured_high[0]) == (3, -1, -1, -1)
    assert (("Front", "Army"), ("Army",), {"Front", "Army"}) == (
        frame.actors.words(0),
        frame.targets.words(0),
        set(frame.involved.words(0)),
    )
    assert (frame.publishers.words(0), str(frame.first[0]), frame.confidence[0]) == (("Post",), "2024-03-01", 0.25)


def test_rebuilding_by_the_same_rules_changes_nothing(store):
    for batch in range(0, 60, 20):
        store.save(corpus(20, 60)[batch : batch + 20], **RULES)
    before, revision = exported(store), store.revision()
    assert store.rebuild(**RULES) == 0
    assert (exported(store), store.revision(), store.check()) == (before, revision, ())


def test_rebuilding_by_other_rules_gives_what_a_new_store_would(store, url, monkeypatch):
    """Incidents follow the rules, old ids still lead somewhere, and what is saved later fits in."""
    monkeypatch.setattr(saving, "TOGETHER", 7)

    def alone(told, _document):
        return (told.id,)

    def each(reports, documents, _corrections):
        return [incident for told in reports for incident in merge([told], documents)]

    made = corpus(23, 80)
    store.save(made[:60], **RULES)
    old = [incident.id for incident in store.select()]
    for rules in ({"merge": each, "block_keys": alone}, RULES):
        store.rebuild(**rules)
        assert store.check() == ()
        with Store.open(f"{url}.{len(rules)}.{rules['merge'].__name__}", create=True) as fresh:
            fresh.save(made[:60], **rules)
            assert exported(fresh) == exported(store)
    assert [store.incident(name).id for name in old] == old
    store.save(made[60:], **RULES)
    assert len(store.frame()) == len(list(store.select()))
    assert store.check() == ()


def test_a_store_keeps_its_name_while_it_grows(tmp_path):
    """What a browser remembers of a store is kept under a word that no batch changes and no other store has."""
    with Store.open(f"sqlite:///{tmp_path / 'one.sqlite'}", create=True) as store:
        empty = store.identity()
        store.save(corpus(1, 20), **RULES)
        assert store.identity() == empty
    with Store.open(f"sqlite:///{tmp_path / 'two.sqlite'}", create=True) as other:
        assert other.identity() != empty
