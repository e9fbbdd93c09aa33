"""The seed article comes out as the worked example of the record format says, place by place, with its citations."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.model import Assertion, Count, Factuality, PlaceKind, Report, SubEventType
from tests.unit.telling import place, tell, where

TEXT = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
AL_ASAD = place("Al Asad air base", PlaceKind.SITE, 33.7856, 42.4412, "IQ")
IRAQ = place("Iraq", PlaceKind.COUNTRY, 33.0, 44.0, "IQ")
SYRIA = place("Syria", PlaceKind.COUNTRY, 35.0, 38.0, "SY")
GAZA = place("Gaza", PlaceKind.PROVINCE, 31.4, 34.4, "PS")
MIDDLE_EAST = place("Middle East", PlaceKind.REGION, 29.0, 41.0, None)


@pytest.fixture(scope="module")
def told():
    return tell(TEXT, AL_ASAD, IRAQ, SYRIA, GAZA, MIDDLE_EAST)


def the(told, name: str, kind: SubEventType) -> Report:
    found = [r for r in told.reports if where(r) == name and r.sub_event_type.value is kind]
    assert len(found) == 1
    return found[0]


def names(actors) -> list[str]:
    return [a.value.said for a in actors]


def test_exactly_five_records(told):
    """Al Asad, the strikes on Iraq, the series in Iraq and in Syria, the war in Gaza; nothing else."""
    s = SubEventType
    assert sorted((str(where(r)), r.sub_event_type.value.value) for r in told.reports) == sorted(
        [
            ("Al Asad air base", s.SHELLING_ARTILLERY_MISSILE_ATTACK.value),
            ("Iraq", s.AIR_DRONE_STRIKE.value),
            ("Iraq", s.SHELLING_ARTILLERY_MISSILE_ATTACK.value),
            ("Syria", s.SHELLING_ARTILLERY_MISSILE_ATTACK.value),
            ("Gaza", s.ARMED_CLASH.value),
        ]
    )


def test_al_asad(told):
    """The attack on the base: who, what, the injuries without a number, an exact place."""
    report = the(told, "Al Asad air base", SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK)
    assert names(report.actors) == ["Iranian-sponsored militias"]
    assert names(report.targets)[0] == "Al Asad air base"
    assert report.injured is not None
    assert report.injured.value == Count(1, None)
    assert [span.of(TEXT) for span in report.injured.spans] == ["injuries"]
    assert report.place is not None
    assert report.place.value.where_prec == 1
    assert (report.background, report.factuality) == (False, Factuality.REPORTED)


def test_the_strikes(told):
    """The United States struck in Iraq; the country is all the text says."""
    report = the(told, "Iraq", SubEventType.AIR_DRONE_STRIKE)
    assert names(report.actors) == ["United States military"]
    assert "Kataib Hezbollah" in " ".join(names(report.targets))
    assert report.place is not None
    assert report.place.value.where_prec == 6
    assert not report.background


@pytest.mark.parametrize("country", ["Iraq", "Syria"])
def test_the_series(told, country):
    """The earlier series of attacks is one background record for each country."""
    report = the(told, country, SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK)
    assert names(report.actors) == ["Iranian-sponsored militias"]
    assert {"U.S.", "coalition personnel"} <= set(names(report.targets))
    assert (report.background, report.ongoing, report.count) == (True, False, None)


def test_gaza(told):
    """The war named beside it is ongoing, background, with both parties."""
    report = the(told, "Gaza", SubEventType.ARMED_CLASH)
    assert (report.ongoing, report.background) == (True, True)
    assert names(report.actors) == ["Hamas", "Israel"]


def test_no_date_stands_in_the_text(told):
    """Without a date in the text none is made up."""
    assert [r.period for r in told.reports] == [None] * 5


def test_what_is_no_incident(told):
    """Further measures are a threat, the call to cease a statement; commercial shipping makes nothing."""
    why = {r.span.of(TEXT): r.why for r in told.rejected}
    measures = next(w for words, w in why.items() if "further measures" in words)
    cease = next(w for words, w in why.items() if "immediately cease" in words)
    assert (measures, cease) == (Assertion.THREATENED, Assertion.STATEMENT)
    cited = [s.of(TEXT) for r in told.reports for c in (*r.actors, *r.targets) for s in c.spans]
    assert not any("shipping" in words for words in cited)
