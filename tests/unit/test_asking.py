"""The search box's language: operators ask a field of the incident, words its documents, and slips are told."""

import time

import pytest
from invented import block_keys, corpus, merge

from dashboard.store import Filters, Store, asking, search
from dashboard.store.search import Asked, Oddity, Query, Term


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(str(tmp_path_factory.mktemp("asking") / "s.sqlite"), create=True) as opened:
        opened.save(corpus(21, 150), merge=merge, block_keys=block_keys)
        yield opened


@pytest.mark.parametrize(
    ("typed", "fields", "wanted"),
    [
        ("actor:Houthis", [Asked("actor", Term("Houthis"))], []),
        ('ACTOR:"Islamic State" raid', [Asked("actor", Term("Islamic State"))], ["raid"]),
        ("-source:Wire*", [Asked("source", Term("Wire", prefix=True), unwanted=True)], []),
        ("place:“Al Asad”", [Asked("place", Term("Al Asad"))], []),
        ("actor: raid", [], ["raid"]),
        ("10:30 http://a.example/x", [], ["10:30", "http://a.example/x"]),
        ("actress:x", [], ["actress:x"]),
        ('"actor:x"', [], ["actor:x"]),
        ("place:--", [], []),
    ],
)
def test_operators_are_told_from_words(typed, fields, wanted):
    query = search.parse(typed)
    assert list(query.fields) == fields
    assert [term.text for term in query.wanted] == wanted


@pytest.mark.parametrize(
    ("typed", "oddities"),
    [
        ("actress:x", [Oddity("unknown", "actress")]),
        ("place: Mosul", [Oddity("bare", "place")]),
        ('actor:x "why:not" 10:30 http://a.example said:', []),
    ],
)
def test_what_looks_like_an_operator_and_is_none_is_told(typed, oddities):
    assert list(search.oddities(typed)) == oddities


def facts(incident, documents):
    """What each operator looks at, plainly, of one incident."""
    location = incident.location
    return {
        "actor": [actor.name for actor in (*incident.actors, *incident.targets)],
        "place": [location.place.name] if location else [],
        "country": [location.place.country] if location and location.place.country else [],
        "type": [incident.event_type.value, incident.sub_event_type.value],
        "source": [documents[r.document].source.publisher or "" for r in incident.reports],
    }


def test_each_operator_keeps_exactly_the_incidents_that_have_the_name(store):
    """Against a plain look at every incident, for each name there is, with and without a minus."""
    every = [(i.id, facts(i, documents)) for i, documents in store.with_documents(store.select())]
    tried = 0
    for field in search.FIELDS:
        for name in sorted({name for _, told in every for name in told[field] if name})[:12]:
            having = {ident for ident, told in every if any(holds(field, name, other) for other in told[field])}
            assert ids(store, f'{field}:"{name}"') == having, (field, name)
            assert ids(store, f'-{field}:"{name}"') == {ident for ident, _ in every} - having
            tried += bool(having)
    assert tried >= 16


def holds(field, name, other):
    """Whether the words of ``name`` stand in ``other``; the invented names hold no others in part, but for types."""
    return other == name or (field != "country" and f" {name.casefold()} " in f" {other.casefold()} ")


def ids(store, words):
    return {incident.id for incident in store.select(Filters(words=words))}


def test_words_and_operators_are_joined_by_and(store):
    """A word alone, an operator alone, and both: the third is what the first two share."""
    word, kind = ids(store, "17"), ids(store, "type:battle")
    assert word
    assert kind
    assert ids(store, "type:battle 17") == word & kind


def test_accents_and_case_do_not_matter_and_a_misspelt_name_is_told(store):
    frame = store.frame()
    assert asking.named(["Ḥalab", "Al-Ḥasakah", "Hasakahville"], Term("hasakah")) == ["Al-Ḥasakah"]
    assert asking.named(["Hasakahville"], Term("hasakah", prefix=True)) == ["Hasakahville"]
    query = search.parse("place:nowhereatall type:battle")
    assert asking.unmatched(frame, query) == (Asked("place", Term("nowhereatall")),)
    assert not Query(fields=query.fields).empty
    assert Query().empty


def test_an_operator_costs_little_beside_a_hundred_thousand_names():
    """Names are compared once each, not once an incident."""
    began = time.perf_counter()
    assert len(asking.named((f"Brigade number {n}" for n in range(50_000)), Term("4711"))) == 1
    assert time.perf_counter() - began < 2
