"""The JSON contract: names, order and values of RECORDS' fields."""

from dataclasses import replace

import pytest
from invented import DAY, TOWNS, document, extract, merge, report, resolution

from dashboard.model import (
    Actor,
    Assertion,
    Cited,
    Count,
    Displacement,
    Location,
    Period,
    PlaceRole,
    Problem,
    Rejected,
    Resolution,
    Span,
    SubEventType,
)
from dashboard.records import extract_to_json, incident_to_json, report_from_json, report_to_json

TEXT = "Gunmen killed six in Qarat on Friday, the army said."
REPORT_FIELDS = [
    *(
        "event_type",
        "sub_event_type",
        "factuality",
        "claimed_by",
        "denied_by",
        "background",
        "ongoing",
        "actors",
        "targets",
    ),
    *("place", "date", "killed", "injured", "count", "confidence", "evidence", "cites"),
]


def test_an_extract_has_the_contracts_fields():
    about = document(TEXT, origin="news-17", published=DAY)
    read = (resolution(about, "Qarat", TOWNS["Qarat"]), resolution(about, "army", None))
    told = extract_to_json(
        extract(
            about,
            report(about, killed=Count(6, 6)),
            resolutions=read,
            roles=(PlaceRole.EVENT, PlaceRole.CONTEXT),
            rejected=(Rejected(Span(0, 6), Assertion.THREATENED, "rule"),),
            problems=(Problem("news-17", "places", "odd"),),
        )
    )
    assert list(told) == ["id", "published", "places", "incidents", "not_incidents", "problems"]
    assert (told["id"], told["published"]) == ("news-17", "2024-03-01")
    assert told["places"][0] == {
        "start": 21,
        "end": 26,
        "text": "Qarat",
        "name": "Qarat",
        "id": "made:1",
        "lat": 33.5,
        "lon": 42.5,
        "country": "IQ",
        "kind": "town",
        "radius_km": 5.0,
        "score": 0.8,
        "role": "event",
    }
    unresolved = told["places"][1]
    assert tuple(unresolved[name] for name in ("name", "id", "lat", "lon", "radius_km")) == (
        "army",
        None,
        None,
        None,
        None,
    )
    assert told["not_incidents"] == [{"start": 0, "end": 6, "why": "threatened"}]
    assert told["problems"] == [{"stage": "places", "message": "odd"}]


def test_a_displaced_mention_is_put_where_its_words_say():
    """ "30 km north of Qarat" is that point, with its own radius."""
    about = document(TEXT)
    plain = resolution(about, "Qarat", TOWNS["Qarat"])
    mention = replace(plain.mention, displacement=Displacement(Span(0, 6), 30, 0))
    moved = Resolution(mention, plain.chosen, 0.8, plain.candidates, 33.77, 42.5, 9.0)
    (place,) = extract_to_json(extract(about, resolutions=(moved,)))["places"]
    assert (place["lat"], place["lon"], place["radius_km"]) == (33.77, 42.5, 9.0)


def test_a_report_has_the_contracts_fields_in_order():
    about = document(TEXT)
    told = report_to_json(report(about, 0, 20, killed=Count(6, None), actors=["Gunmen"]))
    assert list(told) == REPORT_FIELDS
    assert tuple(list(told.values())[:3]) == ("Violence against civilians", "Attack", "reported")
    assert told["date"] == {"start": "2024-03-01", "end": "2024-03-01", "prec": 1}
    assert (told["killed"], told["injured"], told["count"]) == ([6, None], None, None)
    assert list(told["place"]) == ["text", "start", "end", "name", "country", "lat", "lon", "where_prec", "radius_km"]
    assert {"sub_event_type", "actors", "place", "date", "killed"} == set(told["cites"])
    assert [[0, 20]] == told["evidence"] == told["cites"]["actors"]


def test_what_is_unknown_is_null_or_empty():
    about = document(TEXT)
    told = report_to_json(report(about, town="", day=None))
    assert told["date"] == {"start": None, "end": None, "prec": 0}
    assert (told["place"], told["actors"], told["targets"]) == (None, [], [])
    assert {"sub_event_type"} == set(told["cites"])


def test_actors_are_told_in_the_documents_words():
    """The canonical name is for filters; the document's account keeps its own words."""
    about = document(TEXT)
    spans = (Span(0, 6),)
    known = replace(report(about), actors=(Cited(Actor("Islamic State", written="Daesh fighters"), spans, "lexicon"),))
    assert report_to_json(known)["actors"] == ["Daesh fighters"]


def test_an_incident_keeps_what_each_report_says():
    one, other = (
        document(TEXT, origin="a", title="First", url="https://example.org/1"),
        document(TEXT + "!", origin="b"),
    )
    reports = [
        replace(report(one, killed=Count(3, 3), actors=["Front"]), confidence=0.4),
        replace(report(other, killed=Count(6, 6), actors=["Front"]), confidence=0.9),
    ]
    documents = {one.id: one, other.id: other}
    (incident,) = merge(reports, documents)
    told = incident_to_json(incident, documents)
    assert ["id", *REPORT_FIELDS, "sources", "reports", "disagreements", "merged_because"] == list(told)
    assert ["document", "title", "published", "source", "url", *REPORT_FIELDS] == list(told["reports"][0])
    assert [account["document"] for account in told["reports"]] == ["b", "a"]  # the leading report first
    assert [account["url"] for account in told["reports"]] == [None, "https://example.org/1"]
    assert told["disagreements"] == {"killed": [[6, 6], [3, 3]]}
    assert (told["actors"], told["sources"]) == (["Front"], 1)


def test_a_place_from_another_report_has_no_offsets_of_the_leading_one():
    one, other = document(TEXT, origin="a"), document(TEXT + "!", origin="b")
    placeless, placed = report(one, town="", id="1"), report(other, id="2")
    documents = {one.id: one, other.id: other}
    (incident, _) = merge([placeless, placed], documents)
    joined = replace(incident, reports=(placeless, placed), lead=placeless, location=placed.place.value)
    place = incident_to_json(joined, documents)["place"]
    assert (place["name"], place["start"], place["end"]) == ("Qarat", None, None)


def test_gold_without_optional_fields_is_read():
    """An annotation may leave out what it does not judge."""
    about = document(TEXT)
    gold = {
        "sub_event_type": "Attack",
        "evidence": [[0, 20]],
        "place": {"text": "Qarat", "start": 21, "end": 26, "name": "Qarat", "country": "IQ", "lat": 33.5, "lon": 42.5}
        | {"where_prec": 1},
        "date": {"start": "2024-03-01", "end": "2024-03-02", "prec": 2},
        "killed": [6, None],
    }
    read = report_from_json(gold, about)
    assert (SubEventType.ATTACK, Count(6, None)) == (read.sub_event_type.value, read.killed.value)
    assert Period(DAY, DAY.replace(day=2), 2) == read.period.value
    assert (Span(21, 26),) == read.place.spans
    assert isinstance(read.place.value, Location)
    assert read == report_from_json(gold, about)


@pytest.mark.parametrize(
    "broken",
    [
        {"sub_event_type": "Earthquake", "evidence": [[0, 5]]},
        {"sub_event_type": "Attack", "evidence": []},
        {"sub_event_type": "Attack", "evidence": [[5, 5]]},
        {"sub_event_type": "Attack", "evidence": [[0, 5]], "killed": [6, 2]},
        {"sub_event_type": "Attack", "evidence": [[0, 5]], "confidence": 3},
    ],
)
def test_json_that_breaks_the_contract_is_refused(broken):
    with pytest.raises(ValueError):  # noqa: PT011  # each says something else
        report_from_json(broken, document(TEXT))
