"""The seed article through the whole pipeline, real gazetteer and all: the worked example of the record format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import documents, pipeline
from dashboard.model import Document
from dashboard.places.distance import km
from dashboard.records import extract_to_json
from dashboard.settings import Settings

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))


@pytest.fixture(scope="module")
def told(engine):
    (document,) = documents.read(SEED, Settings())
    assert isinstance(document, Document)
    return document, json.loads(json.dumps(extract_to_json(pipeline.extract(document, engine))))


def test_five_records_and_no_more(told):
    """Al Asad, the strikes in Iraq, the series in Iraq and in Syria, the war in Gaza."""
    assert sorted((i["place"]["country"], i["sub_event_type"], i["background"]) for i in told[1]["incidents"]) == [
        ("IQ", "Air/drone strike", False),
        ("IQ", "Shelling/artillery/missile attack", False),
        ("IQ", "Shelling/artillery/missile attack", True),
        ("PS", "Armed clash", True),
        ("SY", "Shelling/artillery/missile attack", True),
    ]


def test_al_asad(told):
    """An exact place within 5 km, the militias as actors, the base as target, injured without a number."""
    attack = next(i for i in told[1]["incidents"] if i["place"]["where_prec"] == 1)
    assert km(attack["place"]["lat"], attack["place"]["lon"], 33.79, 42.44) < 5
    assert attack["sub_event_type"] == "Shelling/artillery/missile attack"
    assert any("militias" in name for name in attack["actors"])
    assert any("Al Asad" in name for name in attack["targets"])
    assert attack["injured"] == [1, None]


def test_the_strikes_in_iraq_are_the_united_states(told):
    """A country-level record: precision 6, actor the United States, target Kataib Hezbollah."""
    strikes = next(i for i in told[1]["incidents"] if i["sub_event_type"] == "Air/drone strike")
    assert (strikes["place"]["name"], strikes["place"]["where_prec"]) == ("Iraq", 6)
    assert any("United States" in name or "U.S." in name for name in strikes["actors"])
    assert any("Kataib Hezbollah" in name for name in strikes["targets"])


def test_gaza_is_an_ongoing_conflict(told):
    """Named with its parties, it is on the map and leads to the source."""
    war = next(i for i in told[1]["incidents"] if i["ongoing"])
    assert war["background"] is True
    assert sorted(war["actors"]) == ["Hamas", "Israel"]
    assert war["place"]["country"] == "PS"


def test_no_date_and_nothing_of_threats_and_shipping(told):
    """Nothing dates the text; "further measures" is a threat; "commercial shipping" makes no record."""
    document, line = told
    assert {i["date"]["prec"] for i in line["incidents"]} == {0}
    threats = [n for n in line["not_incidents"] if "further measures" in document.text[n["start"] : n["end"]]]
    assert [n["why"] for n in threats] == ["threatened"]
    assert not any("shipping" in name for i in line["incidents"] for name in i["targets"])


def test_every_value_cites_words_of_the_article(told):
    """Each cited span lies in the text, and the place's words are the text's."""
    document, line = told
    for incident in line["incidents"]:
        place = incident["place"]
        assert document.text[place["start"] : place["end"]] == place["text"]
        for field in ("sub_event_type", "place", "actors"):
            if incident[field]:
                assert incident["cites"][field]
        for spans in incident["cites"].values():
            assert all(0 <= start < end <= len(document.text) for start, end in spans)
