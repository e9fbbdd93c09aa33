"""Splits and joins made by hand, in the store and on the command line."""

import random
from itertools import permutations

import pytest

from dashboard.errors import CorrectionError, NoSuchIncident
from dashboard.incidents.blocking import block_keys, met_by
from dashboard.incidents.merging import linking, merge
from dashboard.model import CorrectionKind, Extract, Mentions, Sentence, Span
from dashboard.store import Store
from tests.unit.reports import document, report

RULES = {"merge": merge, "block_keys": block_keys, "linking": linking, "met_by": met_by}


def told(name, *args, **more):
    """A document with one report of the same name."""
    about = document(name)
    return Extract(about, Mentions((Sentence(Span(0, 5), 0, 0),)), reports=(report(name, *args, **more),))


def groups(store):
    return sorted(sorted(r.id for r in incident.reports) for incident in store.select())


def home(store, name):
    (incident,) = store.incidents_of_reports([name])
    return incident.id


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as opened:
        yield opened


def test_a_split_stays_split_whatever_is_loaded_later(store):
    """Also when another report that is like both comes, and when everything is made anew."""
    store.save([told("a"), told("b"), told("c")], **RULES)
    assert groups(store) == [["a", "b", "c"]]
    store.split(home(store, "a"), ["b"], merge=merge)
    assert groups(store) == [["a", "c"], ["b"]]
    store.save([told("d"), told("e")], **RULES)
    assert home(store, "a") != home(store, "b")
    store.rebuild(**RULES)
    assert home(store, "a") != home(store, "b")
    assert store.check() == ()


def test_a_join_stays_joined_whatever_is_loaded_later(store):
    """What is like either of the two comes to them."""
    store.save([told("a"), told("f", "Farna", 20)], **RULES)
    store.join(home(store, "a"), home(store, "f"), merge=merge)
    assert groups(store) == [["a", "f"]]
    store.save([told("b"), told("g", "Farna", 20), told("x", "Farna", 28)], **RULES)
    assert groups(store) == [["a", "b", "f", "g"], ["x"]]
    store.rebuild(**RULES)
    assert groups(store) == [["a", "b", "f", "g"], ["x"]]
    assert store.check() == ()


def test_old_ids_lead_on(store):
    """An incident that was joined to another is found by its id."""
    store.save([told("a"), told("f", "Farna", 20)], **RULES)
    one, other = home(store, "a"), home(store, "f")
    store.join(one, other, merge=merge)
    assert store.incident(one) == store.incident(other)


def test_undone_is_as_if_it_had_never_been(store):
    """Splits and joins both."""
    store.save([told("a"), told("b"), told("f", "Farna", 20)], **RULES)
    before = list(store.select())
    store.split(home(store, "a"), ["b"], merge=merge)
    store.join(home(store, "a"), home(store, "f"), merge=merge)
    assert [made.kind for made in store.corrections()] == [CorrectionKind.SPLIT, CorrectionKind.JOIN]
    for made in store.corrections():
        store.undo(made.number, merge=merge)
    assert list(store.select()) == before
    assert store.corrections() == []


def test_corrections_hold_in_any_order_of_loading(store, tmp_path):
    """Batches before and after a correction end where all at once would."""
    extracts = [told("a"), told("b"), told("c", "Farna", 20), told("d"), told("e", "Farna", 20)]
    endings = set()
    for number, order in enumerate(random.Random(5).sample(list(permutations(extracts)), 20)):
        with Store.open(str(tmp_path / f"{number}.sqlite"), create=True) as one:
            one.save(extracts[:3], **RULES)
            one.split(home(one, "a"), ["b"], merge=merge)
            one.join(home(one, "a"), home(one, "c"), merge=merge)
            for extract in order:
                one.save([extract], **RULES)
            endings.add(str(groups(one)))
            assert one.check() == ()
    assert endings == {"[['a', 'c', 'd', 'e'], ['b']]"}


def test_what_makes_no_sense_is_refused(store):
    """Nothing is written then."""
    store.save([told("a"), told("b"), told("f", "Farna", 20)], **RULES)
    both = home(store, "a")
    for reports in ([], ["a", "b"], ["f"], [""]):
        with pytest.raises(CorrectionError):
            store.split(both, reports, merge=merge)
    with pytest.raises(CorrectionError, match="one incident already"):
        store.join(both, both, merge=merge)
    with pytest.raises(NoSuchIncident):
        store.join(both, "no such", merge=merge)
    with pytest.raises(CorrectionError, match="no correction 7"):
        store.undo(7, merge=merge)
    assert store.corrections() == []


def test_readers_see_a_correction(store):
    """The frame that the page draws follows."""
    store.save([told("a"), told("b")], **RULES)
    assert len(store.frame()) == 1
    store.split(home(store, "a"), ["b"], merge=merge)
    assert len(store.frame()) == 2
