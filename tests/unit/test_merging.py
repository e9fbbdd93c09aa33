"""Which reports become one incident, and what the incident shows."""

from collections.abc import Sequence
from datetime import date

import pytest

from dashboard.incidents.blocking import block_keys
from dashboard.incidents.corrections import Corrections
from dashboard.incidents.merging import linked, merge
from dashboard.model import Document, Factuality, Incident, Report, Span, SubEventType
from tests.unit.reports import document, report

S = SubEventType


def groups(reports: Sequence[Report], corrections: Corrections | None = None, **documents: Document) -> list[list[str]]:
    known = {r.document: documents.get(r.document, document(r.document)) for r in reports}
    found = merge(reports, known, corrections) if corrections else merge(reports, known)
    return sorted(sorted(r.id for r in incident.reports) for incident in found)


def one(reports: Sequence[Report], **documents: Document) -> Incident:
    known = {r.document: documents.get(r.document, document(r.document)) for r in reports}
    (incident,) = merge(reports, known)
    return incident


TOGETHER = [
    (report("a"), report("b")),
    (report("a", actors=("Red Army",)), report("b", actors=("Red Army",), killed=3)),
    (report("a", kind=S.SUICIDE_BOMB, killed=84), report("b", kind=S.REMOTE_EXPLOSIVE_LANDMINE_IED, killed=84)),
    (report("a", "Ardo"), report("b", "Camp Ardo")),
    (report("a", day=(10, 11), actors=("Red Army",)), report("b", day=10, actors=("Red Army",))),
    (report("a", day=10, actors=("Red Army",), killed=7), report("b", day=11, actors=("Red Army",), killed=7)),
    (report("a", "Iraq", actors=("Red Army",)), report("b", "Farna", actors=("Red Army",))),
    (report("a", "Dune province", actors=("Red Army",)), report("b", "Ardo", actors=("Red Army",))),
    (
        report("a", ongoing=True, day=None, actors=("Red Army",)),
        report("b", ongoing=True, day=None, actors=("Red Army",)),
    ),
    (
        report("a", targets=("Yusuf al-Karim",), killed=1),
        report("b", day=None, targets=("Yusuf al-Karim",), killed=(1, None), kind=S.ATTACK),
    ),
]
APART = [
    (report("a"), report("b", document="a")),
    (report("a", day=10), report("b", day=11)),
    (report("a", day=10, actors=("Red Army",)), report("b", day=12, actors=("Red Army",))),
    (report("a", "Ardo"), report("b", "Belo")),
    (report("a", "Ardo"), report("b", "Farna")),
    (report("a"), report("b", kind=S.PEACEFUL_PROTEST)),
    (report("a"), report("b", kind=S.ARRESTS)),
    (report("a", day=None), report("b")),
    (report("a", None), report("b")),
    (report("a", None, None), report("b", None, None)),
    (report("a", "Iraq"), report("b", "Farna")),
    (report("a", ongoing=True), report("b")),
    (report("a", kind=S.ARMED_CLASH, killed=2, actors=("Red Army",)), report("b", killed=40, actors=("Blue Front",))),
    (report("a", targets=("Dune Forces",), killed=1, day=3), report("b", targets=("Dune Forces",), killed=1, day=9)),
]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_two_accounts_of_one_event_join(one, other):
    """Same kind, place and day; vaguer ones with an actor in common; a named person dies once."""
    assert groups([one, other]) == [["a", "b"]]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_events_stay_apart(one, other):
    """Another day, town or kind, one text's two accounts, and what nobody dated or placed."""
    assert groups([one, other]) == [["a"], ["b"]]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_what_is_linked_shares_a_block_key(one, other):
    """Otherwise a store would never compare them."""
    assert set(block_keys(one)) & set(block_keys(other))


def test_undated_and_unplaced_copies_of_one_text_join():
    """The same words of the same text are the same account, wherever it was printed."""
    same = "A post was burnt, the wire said."
    reports = [report(name, None, None, evidence=(Span(0, 31),)) for name in "ab"]
    assert groups(reports, a=document("a", same), b=document("b", same)) == [["a", "b"]]
    assert groups(reports, a=document("a", same), b=document("b", same.upper())) == [["a"], ["b"]]


def test_days_do_not_chain():
    """Vague reports that each touch the next do not pull a week of strikes into one."""
    week = [report(f"r{n}", day=(n, n + 1), actors=("Red Army",)) for n in range(1, 8)]
    for incident in merge(week, {r.document: document(r.document) for r in week}):
        firsts = [r.period.value.first for r in incident.reports if r.period]
        assert (max(firsts) - min(firsts)).days <= 2


def test_a_later_report_leaves_the_id_as_it_was():
    """Ids come from the first report by publication."""
    early = {"a": document("a", published=date(2024, 1, 11))}
    late = {"0": document("0", published=date(2024, 1, 12))}
    assert one([report("a")], **early).id == one([report("a"), report("0")], **early, **late).id


def test_the_lead_is_the_most_exact_and_figures_keep_their_range():
    """Reported before claimed, exact before vague; nothing is averaged; who said what stays visible."""
    incident = one(
        [
            report("a", "Dune province", actors=("Red Army",), killed=3),
            report("b", "Ardo", actors=("Red Army",), killed=6),
            report("c", "Ardo", actors=("Red Army",), factuality=Factuality.CLAIMED, killed=(4, None)),
        ]
    )
    assert (incident.lead.id, incident.factuality) == ("b", Factuality.REPORTED)
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (3, 6)
    assert set(incident.disagreements["killed"]) == {"3", "6", "4 or more"}
    assert incident.merged_because[0].startswith("same type")


def test_sources_count_publishers_and_copies_once():
    """Two papers that print one text are one source; a third with its own words is another."""
    text = " ".join(f"word{n}" for n in range(80))
    known = {
        "a": document("a", text, publisher="Morning"),
        "b": document("b", text + " and more", publisher="Evening"),
        "c": document("c", "Its own words about the same raid on the town.", publisher="Weekly"),
    }
    incident = one([report("a"), report("b"), report("c")], **known)
    assert incident.sources == 2
    assert incident.confidence > one([report("a")], **known).confidence


def test_a_split_stays_split_and_a_join_joins():
    """Corrections by hand go before every rule, a split before a join."""
    reports = [report("a"), report("b"), report("c", "Farna")]
    assert groups(reports, Corrections.of(splits=[("a", "b")])) == [["a"], ["b"], ["c"]]
    assert groups(reports, Corrections.of(joins=[("a", "c")])) == [["a", "b"], ["c"]] or groups(
        reports, Corrections.of(joins=[("b", "c")])
    )
    assert groups([*reports[:1], reports[2]], Corrections.of(joins=[("a", "c")])) == [["a", "c"]]
    assert groups(reports[:2], Corrections.of(splits=[("a", "b")], joins=[("a", "b")])) == [["a"], ["b"]]


def test_a_correction_names_two_reports():
    """One id alone is no pair."""
    with pytest.raises(ValueError, match="two different reports"):
        Corrections.of(splits=[("a",)])


def test_two_reports_of_one_id_are_refused():
    """Ids tell reports apart."""
    with pytest.raises(ValueError, match="one id"):
        merge([report("a"), report("a", "Farna")], {})


def test_linked_is_symmetric():
    """The order of the two does not matter."""
    for a, b in (*TOGETHER, *APART):
        assert linked(a, b, {}) == linked(b, a, {})
