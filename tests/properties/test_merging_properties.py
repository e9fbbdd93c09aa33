"""What holds of merging for any set of reports."""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.incidents import grouping, merging
from dashboard.incidents.blocking import block_keys, met_by
from dashboard.incidents.merging import Merging, linking, merge
from dashboard.model import Correction, CorrectionKind, Document, Incident, Report, Span, SubEventType
from tests.unit.reports import TOWNS, document, report

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import merging as bench

KINDS = [
    SubEventType.AIR_DRONE_STRIKE,
    SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK,
    SubEventType.ATTACK,
    SubEventType.PEACEFUL_PROTEST,
]
DAYS = st.one_of(st.none(), st.integers(8, 12), st.tuples(st.integers(8, 10), st.integers(10, 13)))
FIELDS = st.fixed_dictionaries(
    {
        "town": st.sampled_from([None, *TOWNS]),
        "day": DAYS,
        "kind": st.sampled_from(KINDS),
        "actors": st.sampled_from([(), ("Red Army",), ("Blue Front",), ("Red Army", "Blue Front")]),
        "targets": st.sampled_from([(), ("Yusuf al-Karim",), ("a post",)]),
        "killed": st.sampled_from([None, 1, 3, 30, (3, None)]),
        "ongoing": st.sampled_from([False, False, False, True]),
        "document": st.sampled_from([None, None, "shared"]),
    }
)
REPORTS = st.lists(FIELDS, max_size=14).map(lambda rows: [report(f"r{n:02}", **row) for n, row in enumerate(rows)])


WORDS = [
    "Nobody could confirm the figures that day.",
    "The road to the river stayed closed overnight.",
    "People who live there spoke of a long night.",
    "A spokesman did not answer calls for comment.",
    "The valley has seen such nights since the spring.",
    "Rain kept the aid lorries from coming any nearer.",
]
TEXTS = [
    " ".join(WORDS[n] for n in ns) for ns in ([0, 1, 2], [0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [5, 4, 0], [3, 0, 2])
]
TOLD = st.lists(st.tuples(FIELDS, st.sampled_from(TEXTS), st.integers(0, 2)), max_size=12)


def worded(rows: list[tuple[dict, str, int]]) -> tuple[list[Report], dict[str, Document]]:
    """Reports, each of a document that has sentences in common with others, and told in one of its sentences."""
    told, documents = [], {}
    for n, (fields, text, at) in enumerate(rows):
        name = f"d{n}"
        spans = [Span(text.index(words), text.index(words) + len(words)) for words in WORDS if words in text]
        told.append(report(f"r{n:02}", **{**fields, "document": name}, evidence=(spans[at],)))
        documents[name] = document(name, text)
    return told, documents


def known(reports: Iterable[Report]) -> dict[str, Document]:
    return {r.document: document(r.document) for r in reports}


def ids(incidents: Iterable[Incident]) -> dict[str, frozenset[str]]:
    return {incident.id: frozenset(r.id for r in incident.reports) for incident in incidents}


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_merging_is_a_partition_whatever_the_order(reports, order):
    """Each report stands in one incident, and shuffling changes nothing at all."""
    found = merge(reports, known(reports))
    assert sorted(r.id for incident in found for r in incident.reports) == sorted(r.id for r in reports)
    shuffled = reports[:]
    order.shuffle(shuffled)
    assert merge(shuffled, known(reports)) == found


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_merging_an_incident_again_gives_it_back(reports):
    """Merging is idempotent."""
    documents = known(reports)
    for incident in merge(reports, documents):
        assert merge(incident.reports, documents) == (incident,)


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_chosen_values_stand_in_a_report(reports):
    """Nothing is made up, and no two accounts of one document are joined."""
    for incident in merge(reports, known(reports)):
        assert len({r.document for r in incident.reports}) == len(incident.reports)
        assert incident.period is None or incident.period in {r.period.value for r in incident.reports if r.period}
        assert incident.location is None or incident.location in [r.place.value for r in incident.reports if r.place]
        lows = [r.killed.value.low for r in incident.reports if r.killed]
        assert (incident.killed is None) == (not lows)
        assert incident.killed is None or min(lows) <= incident.killed.low <= max(lows)


TOLD_TWICE = {"town": None, "day": (8, 10), "actors": ("Blue Front",), "targets": ("a post",), "killed": 3}
NOWHERE = [report(name, kind=SubEventType.ATTACK, **TOLD_TWICE) for name in ("r00", "r01")]


@example(NOWHERE, 2)  # nothing to compare them by: their place is not known
@settings(max_examples=150, deadline=None)
@given(REPORTS, st.integers(1, 4))
def test_merging_as_reports_come_equals_merging_all(reports, batches):
    """Merging anew only what links lead to from new reports, batch by batch, ends where one merge of all ends."""
    _merged_as_they_come(reports, known(reports), batches)


@settings(max_examples=300, deadline=None)
@given(TOLD, st.integers(1, 4))
def test_copies_that_got_other_days_or_places_meet_as_they_come(rows, batches):
    """Sentences that many texts share lead to no other incidents in batches than at once, be they of copies or not."""
    _merged_as_they_come(*worded(rows), batches)


@settings(max_examples=200, deadline=None)
@given(TOLD)
def test_who_may_be_linked_meets_by_a_key_either_way(rows):
    """Of two linked reports that share a sentence or a key of their accounts, each finds the other by its keys."""
    told, documents = worded(rows)
    linked = linking(documents)
    sentences = {r.id: {span.of(documents[r.document].text) for span in r.evidence} for r in told}
    for one in told:
        for other in told:
            if one.id != other.id and sentences[one.id] & sentences[other.id] and linked(one, other):
                assert _meet(one, other, documents)


def _merged_as_they_come(reports: list[Report], documents: Mapping[str, Document], batches: int) -> None:
    merging = Merging()
    links: dict[str, set[str]] = {}
    incidents: dict[str, frozenset[str]] = {}
    by_id: dict[str, Report] = {}
    size = max(1, len(reports) // batches)
    for start in range(0, len(reports), size):
        fresh = reports[start : start + size]
        by_id |= {r.id: r for r in fresh}
        _link(fresh, by_id, links, documents)
        reached = _reach({r.id for r in fresh}, links, incidents)
        incidents = {name: group for name, group in incidents.items() if not group & reached}
        incidents |= ids(merging.merge([by_id[name] for name in reached], documents))
    assert incidents == ids(merge(reports, documents))


@settings(max_examples=100, deadline=None)
@given(REPORTS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_samples_of_large_blocks_show_neither_order_nor_batches(reports, batches, order):
    """Where only some of a block are compared, the set alone decides as well. Large is here more than two."""
    with pytest.MonkeyPatch.context() as patched:
        for name, size in (("FEW", 2), ("SAMPLE", 1), ("LIKE", 1)):
            patched.setattr(grouping, name, size)
        shuffled = reports[:]
        order.shuffle(shuffled)
        assert merge(shuffled, known(reports)) == merge(reports, known(reports))
        test_merging_as_reports_come_equals_merging_all.hypothesis.inner_test(reports, batches)


@pytest.mark.parametrize("kind", sorted(bench.MAKERS))
def test_four_times_the_reports_take_about_four_times_the_comparisons(kind, monkeypatch):
    """Many events, one that all tell of, and daily strikes on one town; sixteen times would be quadratic."""
    weighed = Counter()
    for module, name in ((grouping, "weigh"), (grouping, "conflict"), (merging, "weigh")):
        plain = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *pair, plain=plain: weighed.update([size]) or plain(*pair))
    sizes = (1_000, 4_000)
    for size in sizes:
        told = bench.MAKERS[kind](size if kind == "events" else size * bench.SHARE)
        documents = {r.document: document(r.document) for r in told}
        assert sum(len(incident.reports) for incident in merge(told, documents)) == len(told)
    assert weighed[sizes[1]] <= 7 * weighed[sizes[0]]


def _link(
    fresh: list[Report], by_id: Mapping[str, Report], links: dict[str, set[str]], documents: Mapping[str, Document]
) -> None:
    for one in fresh:
        for other in by_id.values():
            if one.id != other.id and _meet(one, other, documents) and linking(documents)(one, other):
                links.setdefault(one.id, set()).add(other.id)
                links.setdefault(other.id, set()).add(one.id)


def _meet(one: Report, other: Report, documents: Mapping[str, Document]) -> bool:
    theirs = block_keys(other, documents[other.document])
    sought = [key for mine in block_keys(one, documents[one.document]) for key in met_by(mine)]
    return any(key in theirs or (key[-1] == "*" and any(k.startswith(key[:-1]) for k in theirs)) for key in sought)


def _reach(edge: set[str], links: Mapping[str, set[str]], incidents: Mapping[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    while edge:
        found |= edge
        near = {other for name in edge for other in links.get(name, ())}
        mates = {name for group in incidents.values() if group & edge for name in group}
        edge = (near | mates) - found
    return found


def corrections(reports: list[Report], seed: int) -> list[Correction]:
    """Up to four splits and joins of some of the reports."""
    draw = random.Random(seed)
    made = []
    for number in range(draw.randrange(1, 5)):
        names = [r.id for r in draw.sample(reports, min(len(reports), draw.randrange(2, 6)))]
        cut = draw.randrange(1, len(names))
        kind = draw.choice(list(CorrectionKind))
        made.append(Correction(number + 1, kind, tuple(names[:cut]), tuple(names[cut:])))
    return made


@settings(max_examples=150, deadline=None)
@given(REPORTS.filter(lambda reports: len(reports) > 1), st.integers(0, 2**16), st.randoms(use_true_random=False))
def test_corrections_hold_whatever_the_order(reports, seed, order):
    """What the last word on two reports splits never meets; the only word on two, a join, holds."""
    made = corrections(reports, seed)
    found = merge(reports, known(reports), made)
    home = {r.id: incident.id for incident in found for r in incident.reports}
    for correction in made:
        later = [c for c in made if c.number > correction.number]
        for one in correction.one:
            for other in correction.other:
                if any({one, other} <= {*c.one, *c.other} for c in later):
                    continue
                if correction.kind is CorrectionKind.SPLIT:
                    assert home[one] != home[other]
                elif len(made) == 1:
                    assert home[one] == home[other]
    shuffled = reports[:]
    order.shuffle(shuffled)
    order.shuffle(made)
    assert merge(shuffled, known(reports), made) == found
