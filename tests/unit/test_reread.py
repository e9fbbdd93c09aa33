"""Stored documents read again by a newer reader."""

import io
from dataclasses import replace

import pytest
from invented import block_keys, corpus, document, extract, report
from invented import merge as plain_merge

from dashboard import pipeline
from dashboard.errors import NoSuchIncident
from dashboard.incidents.blocking import block_keys as real_keys
from dashboard.incidents.blocking import met_by
from dashboard.incidents.merging import linking, merge
from dashboard.model import Rejected, Span
from dashboard.settings import Settings
from dashboard.store import Filters, Store, export

PLAIN = {"merge": plain_merge, "block_keys": block_keys}
REAL = {"merge": merge, "block_keys": real_keys, "linking": linking, "met_by": met_by}


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as opened:
        yield opened


def exported(store):
    out = io.StringIO()
    export.write(store, Filters(), "jsonl", out)
    return out.getvalue()


def newer(made, seed):
    """The same documents with what another reader finds in them."""
    other = corpus(seed, len(made))
    again = []
    for old, new in zip(made, other, strict=True):
        told = tuple(replace(told, document=old.document.id) for told in new.reports)
        again.append(replace(old, reports=told, rejected=new.rejected[:0]))
    return again


@pytest.mark.parametrize("rules", [PLAIN, REAL], ids=["plain", "real"])
@pytest.mark.parametrize("size", [1, 7, 60])
def test_read_again_is_as_if_it_had_been_read_so_at_first(store, tmp_path, rules, size):
    """Whatever the batches; the file is sound after each."""
    made = corpus(3, 60)
    again = newer(made, 4)
    store.save(made, **rules)
    store.frame()
    for start in range(0, len(again), size):
        store.reread(again[start : start + size], **rules)
        assert store.check() == ()
    with Store.open(str(tmp_path / "fresh.sqlite"), create=True) as fresh:
        fresh.save(again, **rules)
        assert exported(store) == exported(fresh)
        assert len(store.frame()) == len(fresh.frame())
        assert store.rejected_counts() == fresh.rejected_counts() == {}
        assert store.mentioned_places() == fresh.mentioned_places()
    store.rebuild(**rules)
    assert store.check() == ()


def test_what_is_read_as_before_is_left_alone(store):
    """Nothing is written anew but the readings."""
    made = corpus(5, 20)
    store.save(made, **REAL)
    before = exported(store)
    saved = store.reread(
        [replace(one, rejected=(Rejected(Span(0, 3), one.rejected[0].why, "new"),)) for one in made], **REAL
    )
    assert (saved.documents, saved.unchanged, saved.incidents) == (0, 20, 0)
    assert exported(store) == before
    assert {event.rule for event in store.rejected()} == {"new"}


TEXT = "Gunmen attacked a convoy near Qarat. Elsewhere a shell hit the post at Qarat."


def told(number, *reports):
    about = document(f"{TEXT} {number}", origin=f"{number}.txt")
    return extract(about, *(report(about, **one) for one in reports))


def test_corrections_and_ids_follow_a_report_that_is_read_otherwise(store):
    """The report of the same words keeps what was said of it, though its figures, span and id are new."""
    first = {"start": 0, "end": 36, "killed": None}
    store.save([told(1, first), told(2, first)], **REAL)
    (one,) = store.select()
    store.split(one.id, [one.reports[1].id], merge=merge)
    old = [incident.id for incident in store.select()]
    assert len(old) == 2
    store.reread([told(number, {**first, "end": 35, "actors": ["Army"]}) for number in (1, 2)], **REAL)
    now = list(store.select())
    assert len(now) == 2
    assert {store.incident(name).id for name in old} == {incident.id for incident in now}
    assert [actor.name for actor in now[0].actors] == ["Army"]
    (correction,) = store.corrections()
    assert {*correction.one, *correction.other} == {r.id for incident in now for r in incident.reports}


def test_an_event_that_is_read_no_more_goes(store):
    """Its id leads nowhere, the page forgets it, and a correction of it alone goes with it."""
    store.save([told(1, {"start": 0, "end": 36}), told(2, {"start": 0, "end": 36})], **REAL)
    (both,) = store.select()
    store.split(both.id, [both.reports[1].id], merge=merge)
    assert len(store.frame()) == 2
    gone = next(i for i in store.select() if i.reports[0].document == told(2).document.id)
    store.reread([told(2)], **REAL)
    assert len(store.frame()) == 1
    assert store.corrections() == []
    with pytest.raises(NoSuchIncident):
        store.incident(gone.id)
    assert store.check() == ()


def test_a_document_that_is_not_stored_is_passed_over(store):
    """Reading again adds no documents."""
    store.save([told(1, {})], **REAL)
    saved = store.reread([told(3, {})], **REAL)
    assert (saved.documents, saved.reports) == (0, 0)
    assert store.totals()["documents"] == 1


def test_the_command_reads_the_store_again(command, tmp_path, monkeypatch):
    """A store that an older reader filled becomes what a new load would have made."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number, town in enumerate(["Mosul", "Tikrit", "Aleppo"]):
        (articles / f"{number}.txt").write_text(f"Gunmen killed four people in {town} on 3 March 2024, police said.\n")
    here = Settings.load({"store": str(tmp_path / "s.sqlite"), "workers": 1})
    with monkeypatch.context() as older:
        older.setattr(pipeline, "extract", lambda document, _: extract(document, report(document, town="Sefira")))
        pipeline.load([articles], here)
    done = command("reread", "--store", here.store_url, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "3 documents are read otherwise" in done.stdout
    again = command("reread", "--store", here.store_url, "--workers", 2)
    assert "0 documents are read otherwise" in again.stdout
    pipeline.load([articles], here.with_(store=str(tmp_path / "new.sqlite")))
    with Store.open(here.store_url) as old, Store.open(str(tmp_path / "new.sqlite")) as new:
        assert exported(old) == exported(new)
        assert old.check() == ()
