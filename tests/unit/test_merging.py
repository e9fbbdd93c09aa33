"""Which reports become one incident, and what the incident shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from dashboard.incidents.blocking import account_keys, block_keys, met_by
from dashboard.incidents.merging import linking, merge
from dashboard.model import Correction, CorrectionKind, Document, Factuality, Incident, Report, Span, SubEventType
from tests.unit.reports import document, report

S = SubEventType


def groups(reports: Sequence[Report], *corrections: Correction, **documents: Document) -> list[list[str]]:
    known = {r.document: documents.get(r.document, document(r.document)) for r in reports}
    found = merge(reports, known, corrections)
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
def test_what_is_linked_meets_by_a_key(one, other):
    """Otherwise a store would never compare them, nor would a merge."""
    assert set(account_keys(one)) & set(account_keys(other))
    for a, b in ((one, other), (other, one)):
        assert {met for key in block_keys(a) for met in met_by(key)} & set(block_keys(b))


def test_a_point_some_way_off_meets_the_place_it_is_named_by():
    """ "40 km west of Ardo" lies in no cell of Ardo's."""
    near = report("a")
    place = near.place.value
    far = replace(near.place, value=replace(place, longitude=place.longitude - 0.4, where_prec=2))
    off = replace(near, id="b", document="b", place=far)
    assert groups([near, off]) == [["a", "b"]]
    for a, b in ((near, off), (off, near), (off, replace(off, id="c"))):
        assert {met for key in block_keys(a) for met in met_by(key)} & set(block_keys(b))


def test_undated_and_unplaced_copies_of_one_text_join():
    """The same words of the same text are the same account, wherever it was printed."""
    same = "A post was burnt, the wire said."
    reports = [report(name, None, None, evidence=(Span(0, 31),)) for name in "ab"]
    assert groups(reports, a=document("a", same), b=document("b", same)) == [["a", "b"]]
    assert groups(reports, a=document("a", same), b=document("b", same.replace("burnt", "taken"))) == [["a"], ["b"]]


WIRE = (
    "Two lorries of a grain convoy were set alight by raiders on the salt road, drivers told our correspondent. "
    "The raiders had come out of the dry hills before the first light and left by the way they had come. "
    "Nobody knew at the weekend who had sent them, the drivers said, or why they had spared the third lorry. "
    "The grain had been meant for the mills of the lower valley, which have stood still since the spring floods."
)
RAID = WIRE.partition(". ")[0] + "."


def in_text(name: str, text: str, **more: object) -> Report:
    """An account with neither place nor day that stands on the sentence of the raid."""
    at = text.index(RAID)
    made = report(name, None, more.pop("day", None), evidence=(Span(at, at + len(RAID)),), **more)
    cue = Span(at + RAID.index("set alight"), at + RAID.index("set alight") + 10)
    return replace(made, sub_event_type=replace(made.sub_event_type, spans=(cue,)))


def joined(*texts: str, days: Sequence[int | None] = (None, None)) -> bool:
    names = "abcdef"[: len(texts)]
    reports = [in_text(name, text, day=day) for name, text, day in zip(names, texts, days, strict=True)]
    known = {name: document(name, text) for name, text in zip(names, texts, strict=True)}
    keys = [set(block_keys(r, known[r.document])) for r in reports]
    found = groups(reports, **known)
    assert len(found) == 2 or keys[0] & keys[1]  # a store would compare them
    return len(found) == 1


def test_cut_and_edited_copies_join_by_their_sentences():
    """A paper prints half of what the agency sent, under a line of its own, or changes a word elsewhere."""
    cut = "From our wire desk, shortened. " + WIRE[: WIRE.index("Nobody")]
    assert joined(WIRE, cut)
    assert joined(WIRE, WIRE.replace("dry hills", "bare uplands"))
    assert joined(WIRE.upper().replace(RAID.upper(), RAID), WIRE)


def test_one_sentence_in_another_text_is_no_copy():
    """A sentence that is quoted, or that a bulletin repeats every day."""
    own = "The town council met for six hours on the price of bread and the state of the old bridge by the mill. " * 3
    assert not joined(WIRE, f"{own}{RAID} {own[::-1]}")
    bulletin = "Morning bulletin {}: {} The market was open {} days and the ferry ran as it should with {} on board."
    days = [bulletin.format("of Monday", RAID, 3, "forty"), bulletin.format("of Tuesday", RAID, 4, "seventy-one")]
    assert not joined(*days, days=(8, 9))


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


def split(number: int, one: str, other: str) -> Correction:
    return Correction(number, CorrectionKind.SPLIT, tuple(one), tuple(other))


def join(number: int, one: str, other: str) -> Correction:
    return Correction(number, CorrectionKind.JOIN, tuple(one), tuple(other))


def test_a_split_keeps_apart_what_the_rules_would_join():
    """Also through a third report that is like both: it goes with one of them."""
    assert groups([report("a"), report("b")], split(1, "a", "b")) == [["a"], ["b"]]
    three = groups([report("a"), report("b"), report("c")], split(1, "a", "bc"))
    assert three == [["a"], ["b", "c"]]
    assert [len(group) for group in groups([report("a"), report("b"), report("c")], split(1, "a", "b"))] in (
        [1, 2],
        [2, 1],
    )


def test_a_join_joins_what_the_rules_keep_apart():
    """Another town, two reports of one document, or no like thing at all; what was with either comes along."""
    assert groups([report("a"), report("c", "Farna")], join(1, "a", "c")) == [["a", "c"]]
    assert groups([report("a"), report("b"), report("c", "Farna")], join(1, "a", "c")) == [["a", "b", "c"]]
    assert groups([report("a"), report("b", "Farna", document="a")], join(1, "a", "b")) == [["a", "b"]]
    assert groups([report("a"), report("b", kind=S.ARRESTS, day=28)], join(1, "a", "b")) == [["a", "b"]]


def test_of_two_corrections_the_later_counts():
    """Joined and then split is split; split and then joined is joined."""
    two = [report("a"), report("b")]
    assert groups(two, join(1, "a", "b"), split(2, "a", "b")) == [["a"], ["b"]]
    assert groups(two, split(1, "a", "b"), join(2, "a", "b")) == [["a", "b"]]
    three = [*two, report("c", "Farna")]
    assert groups(three, join(1, "ab", "c"), split(2, "b", "ac")) == [["a", "c"], ["b"]]


def test_a_correction_of_reports_that_are_not_there_changes_nothing():
    """They may be loaded later."""
    assert groups([report("a"), report("b")], split(1, "a", "z"), join(2, "b", "y")) == [["a", "b"]]


def test_joined_incidents_say_so():
    """The first reason is the hand that joined them."""
    (found,) = merge([report("a"), report("c", "Farna")], {}, [join(1, "a", "c")])
    assert found.merged_because == ("joined by hand",)


@pytest.mark.parametrize(("one", "other"), [((), ("a",)), (("a",), ("a",)), (("a", "b"), ("b", "c"))])
def test_a_correction_names_different_reports(one, other):
    """One report alone is no pair."""
    with pytest.raises(ValueError, match="different reports"):
        Correction(1, CorrectionKind.SPLIT, one, other)


def test_two_reports_of_one_id_are_refused():
    """Ids tell reports apart."""
    with pytest.raises(ValueError, match="one id"):
        merge([report("a"), report("a", "Farna")], {})


def test_linked_is_symmetric():
    """The order of the two does not matter."""
    for a, b in (*TOGETHER, *APART):
        assert linking({})(a, b) == linking({})(b, a)
