"""The golden texts are sound gold, what they leave open is forgiven, and the pipeline reads them no worse than before."""

from __future__ import annotations

import json
from datetime import date
from math import hypot
from typing import Any

import gate
import gold
import lenient
import measuring
import pytest
import score_incidents

from dashboard.model import EventType, SubEventType
from dashboard.settings import Settings

Row = dict[str, Any]
TEXTS = gold.texts()
NAMES = [row["id"] for row in TEXTS]
WHY = {"planned", "threatened", "hypothetical", "negated", "summary", "statement", "exercise", "other"}
each_text = pytest.mark.parametrize("row", TEXTS, ids=NAMES)


def records(row: Row) -> list[Row]:
    """All records of a text, those that must be there and those that may."""
    made = gold.as_gold(row)
    return [*made["incidents"], *made["optional"]]


# ---------------------------------------------------------------------------------------------------------- the set


def test_there_are_sixty_texts_each_with_its_own_name():
    """At least sixty, named as their files are."""
    assert len(set(NAMES)) == len(NAMES) >= 60
    assert sorted(path.stem for path in gold.FOLDER.glob("*.toml")) == sorted(NAMES)


def test_fifteen_texts_have_no_incident():
    """At least fifteen texts have nothing for the map, not even a record that could be left out."""
    assert sum(not row.get("incident") for row in TEXTS) >= 15


@pytest.mark.parametrize(
    "style",
    ["news", "press release", "list", "live blog", "opinion", "court", "history", "sport", "economy", "accident"],
)
def test_every_style_that_was_asked_for_is_there(style: str):
    """The kinds of text that the set promises."""
    assert any(row["style"] == style for row in TEXTS)


def test_the_set_holds_every_kind_of_violence_and_every_assertion():
    """All factualities, and all of ACLED's sub-event types but those that news seldom has alone."""
    found = [record for row in TEXTS for record in records(row)]
    assert {record["factuality"] for record in found} == {"reported", "claimed", "denied"}
    seldom = {SubEventType.CHANGE_TO_GROUP_ACTIVITY, SubEventType.OTHER}
    assert {record["sub_event_type"] for record in found} == {str(sub) for sub in SubEventType if sub not in seldom}


def test_some_texts_have_no_publication_date():
    """Four or more, and at least one of them leaves a date unknown."""
    undated = [row for row in TEXTS if "published" not in row]
    assert len(undated) >= 4
    assert any(record["date"]["prec"] == 0 for row in undated for record in records(row))


# --------------------------------------------------------------------------------------------------------- each text


@each_text
def test_it_is_a_short_document(row: Row):
    """Thirty to 270 words of text."""
    assert 30 <= len(row["text"].split()) <= 270


@each_text
def test_it_says_only_what_the_format_knows(row: Row):
    """A misspelt key would be dropped in silence."""
    assert set(row) <= {"id", "style", "published", "text", "incident", "rejected"}
    known = {"sub", "alternatives", "place", "occurrence", "name", "country", "point", "where_prec", "radius", "date"}
    known |= {"factuality", "background", "ongoing", "optional", "actors", "targets", "killed", "injured", "count"}
    for one in row.get("incident", ()):
        assert set(one) <= known | {"evidence"}
        assert {"sub", "place", "point", "where_prec", "evidence"} <= set(one)
    for one in row.get("rejected", ()):
        assert set(one) == {"words", "why"}


@each_text
def test_types_are_acleds(row: Row):
    """The event type is that of the sub-event type, and alternatives are others."""
    for record in records(row):
        sub = SubEventType(record["sub_event_type"])
        assert EventType(record["event_type"]) is sub.event_type
        assert str(sub) not in record["alternatives"]


@each_text
def test_spans_are_words_of_the_text(row: Row):
    """Places, evidence and what was rejected can be read at their offsets; evidence is whole and in order."""
    text = gold.as_input(row)["text"]
    for record in records(row):
        place = record["place"]
        assert text[place["start"] : place["end"]] == place["text"]
        assert not text[place["start"] - 1 : place["start"]].isalnum(), "a place begins a word"
        assert not text[place["end"] : place["end"] + 1].isalnum(), "a place ends a word"
        assert record["evidence"]
        assert record["evidence"] == sorted(record["evidence"])
        assert len({tuple(span) for span in record["evidence"]}) == len(record["evidence"])
        for start, end in record["evidence"]:
            assert text[start:end] == text[start:end].strip() != ""
    for one in gold.as_gold(row)["not_incidents"]:
        assert one["why"] in WHY
        assert 0 <= one["start"] < one["end"] <= len(text)


@each_text
def test_values_are_in_range(row: Row):
    """Points, precisions, dates and counts are as RECORDS.md has them."""
    for record in records(row):
        place, when = record["place"], record["date"]
        assert abs(place["lat"]) <= 90
        assert abs(place["lon"]) <= 180
        assert hypot(place["lat"], place["lon"]) > 1, "a point at nought is no point"
        assert 1 <= place["where_prec"] <= 7
        assert place["country"] or place["where_prec"] in (5, 7)
        assert (when["prec"] == 0) == (when["start"] is None) == (when["end"] is None)
        if when["prec"]:
            days = (date.fromisoformat(when["end"]) - date.fromisoformat(when["start"])).days + 1
            low, high = {1: (1, 1), 2: (2, 6), 3: (7, 7), 4: (28, 32), 5: (365, 366)}[when["prec"]]
            assert low <= days <= high
            assert "published" not in row or when["start"] <= row["published"]
        for counted in (record["killed"], record["injured"]):
            assert counted is None or counted[1] is None or 0 <= counted[0] <= counted[1]


@each_text
def test_nothing_is_told_twice(row: Row):
    """No two records of one text share type, place, date and evidence."""
    keys = [json.dumps([r["sub_event_type"], r["place"]["text"], r["date"], r["evidence"]]) for r in records(row)]
    assert len(set(keys)) == len(keys)


# ---------------------------------------------------------------------------------------------------- what is left open


def forgiven(row: Row, answers: list[Row]) -> list[Row]:
    return lenient.forgiven([row], {row["id"]: {"id": row["id"], "incidents": answers}})[row["id"]]["incidents"]


def text_named(name: str) -> Row:
    return gold.as_gold(next(row for row in TEXTS if row["id"] == name))


def test_an_answer_for_an_optional_record_is_set_aside():
    """The truce signed in Pretoria may be there; it is neither a hit nor a false alarm."""
    row = text_named("ceasefire-ethiopia")
    assert forgiven(row, [*row["incidents"], *row["optional"]]) == row["incidents"]


def test_an_answer_for_nothing_is_kept():
    """A second answer for an optional record is a false alarm as any other."""
    row = text_named("ceasefire-ethiopia")
    twice = row["optional"] * 2
    assert len(forgiven(row, twice)) == 1


def test_another_right_type_counts_as_right():
    """What the gold calls an alternative is scored as the type itself, without changing the answer given."""
    row = text_named("afghan-mosque")
    answer = {**row["incidents"][0], "sub_event_type": row["incidents"][0]["alternatives"][0]}
    before = dict(answer)
    assert forgiven(row, [answer])[0]["sub_event_type"] == row["incidents"][0]["sub_event_type"]
    assert answer == before


def test_a_wrong_type_stays_wrong():
    """Only alternatives are forgiven."""
    row = text_named("afghan-mosque")
    answer = {**row["incidents"][0], "sub_event_type": str(SubEventType.GRENADE)}
    assert forgiven(row, [answer]) == [answer]


def test_gold_against_itself_is_perfect():
    """The gold scores 1 on itself, with its optional records told too."""
    truth = [gold.as_gold(row) for row in TEXTS]
    told = {row["id"]: {**row, "incidents": [*row["incidents"], *row["optional"]]} for row in truth}
    measured = measuring.golden_incidents(truth, told)
    assert measured.pop("false per empty document") == 0
    assert set(measured.values()) == {1.0}


def test_the_scorer_finds_nothing_amiss(tmp_path, capsys):
    """``score_incidents.py --check`` has no remark on the gold."""
    truth = {row["id"]: gold.as_gold(row) for row in TEXTS}
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps(gold.as_input(row)) + "\n" for row in TEXTS), "utf-8")
    score_incidents.check(truth, texts)
    assert ", 0 remarks" in capsys.readouterr().out


# ----------------------------------------------------------------------------------------------------------- the floors


@pytest.fixture(scope="module")
def measured(gazetteer_index: None) -> measuring.Measures:
    """What the pipeline makes of the golden texts, over the compiled gazetteer."""
    corpus = next(one for one in measuring.own() if one.name == "golden")
    return corpus.measure(corpus.truth, corpus.answers(Settings(workers=1, strict=True)))


@pytest.mark.parametrize("name", ["incidents f1", "guard f1", "false per empty document"])
def test_no_figure_falls_below_its_floor(name: str, measured: measuring.Measures):
    """The floors of floors.json hold; ``python tests/quality/gate.py --update`` raises them."""
    floor = json.loads(gate.FLOORS.read_text("utf-8"))["golden"]["floors"][name]
    assert gate.holds(name, measured[name], floor), f"{name} is {measured[name]:.3f}, its floor {floor:.3f}"
