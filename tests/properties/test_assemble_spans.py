"""What holds for the assembled reports of any text: citations lie in it, values have words, the same text tells the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model import Cited, PlaceKind, Report, Span
from tests.unit.telling import place, tell

GAO = place("Gao", PlaceKind.TOWN, 16.27, -0.04, "ML")
MALI = place("Mali", PlaceKind.COUNTRY, 17.6, -4.0, "ML")
PIECES = st.sampled_from(
    "Gunmen|soldiers|attacked|killed|a convoy|in Gao|near Gao|in Mali|on Monday|,|.|\n\n|- |air strikes|the blast|said|denied|that|"
    "it had|and|after|five people|were wounded|protesters|captured|the town|will|if|no|“|”|?|claimed responsibility|rockets|fired at|"
    "MALI|Mali: |12 strikes|the army|seized|weapons|;|—|which|by rebels|in response to|attacks|الجيش|🙂|Gao's|".split(
        "|"
    )
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map(" ".join)


def cited(report: Report) -> list[Span]:
    one = (
        report.sub_event_type,
        report.place,
        report.period,
        report.killed,
        report.injured,
        report.captured,
        report.count,
    )
    many = (*report.actors, *report.targets, *report.claimed_by, *report.denied_by)
    values = [c for c in (*one, *many) if isinstance(c, Cited)]
    return [span for value in values for span in value.spans] + list(report.evidence)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_citation_lies_in_the_text(text):
    """Every value of every report cites words that are there; a report never lacks evidence."""
    for report in tell(text, GAO, MALI, published="2024-03-07").reports:
        for span in cited(report):
            assert span.end <= len(text)
            assert span.of(text).strip()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_tells_the_same(text):
    """Assembly is a function of the text: twice the same reports, ids and roles."""
    assert tell(text, GAO, MALI) == tell(text, GAO, MALI)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_ids_are_unique_and_confidence_is_a_share(text):
    """Two reports of one text differ in id; confidence lies between 0 and 1 and has its reasons."""
    reports = tell(text, GAO, MALI).reports
    assert len({r.id for r in reports}) == len(reports)
    assert all(0 < r.confidence < 1 and r.reasons for r in reports)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    """Any text at all is read without an error."""
    tell(text, GAO)


@pytest.mark.parametrize("text", ["abducted\ny\nsuspected\n", "Gunmen killed two.\nThe attack was blamed on"])
def test_blame_at_the_end_of_a_sentence_blames_nobody(text):
    """Words of blame with nothing after them name no one, and break nothing."""
    assert all(not report.actors or report.actors[0].rule != "blame" for report in tell(text, GAO).reports)
