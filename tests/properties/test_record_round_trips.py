"""Records survive being written and read, in the contract's JSON and in the store's own form."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_strategies import documents, reports

from dashboard.model import Count, Report, Span
from dashboard.records import report_from_json, report_to_json
from dashboard.store.packing import pack, storable, unpack


@given(reports(), documents())
def test_a_report_read_from_json_is_written_as_the_same_json(report, document):
    """The JSON loses what it does not say, and nothing more, however often it is read and written."""
    told = json.loads(json.dumps(report_to_json(report, document)))
    again = report_to_json(report_from_json(told, document), document)
    assert told == again
    assert list(told) == list(again)


@given(reports())
def test_every_value_in_the_json_has_its_words(report):
    """Each value that stands in the JSON has an entry in ``cites``, and no entry stands without a value."""
    told = report_to_json(report)
    present = set(told["cites"])
    fields = ("sub_event_type", "claimed_by", "denied_by", "actors", "targets", "place", "killed", "injured", "count")
    expected = {field for field in fields if told[field] not in (None, [])} | (
        {"date"} if told["date"]["prec"] else set()
    )
    assert expected == present
    assert all(start < end for spans in told["cites"].values() for start, end in spans)


@given(reports())
def test_packing_loses_nothing(report):
    """What the store keeps of a report is the whole report; only what UTF-8 cannot hold is replaced."""
    unpacked = unpack(Report, pack(report))
    assert repr(unpacked) == storable(repr(report)) or unpacked == report
    assert pack(unpacked) == pack(report)


@given(st.text(st.characters(codec=None)))
def test_what_is_storable_has_the_same_length(text):
    assert len(text) == len(storable(text))
    storable(text).encode()


@settings(max_examples=20)
@given(reports())
def test_a_record_of_an_older_version_is_read_with_defaults(report):
    """Fields that were added at the end later on take their defaults."""
    shorter = json.dumps(json.loads(pack(report))[:-2])
    assert (unpack(Report, shorter).confidence, unpack(Report, shorter).reasons) == (0.5, ())


def test_a_broken_packing_is_refused():
    with pytest.raises(ValueError, match="span"):
        unpack(Span, "[5,2]")
    assert Count(1, None) == unpack(Count, "[1,null]")
