"""What a text tells beside its news: events before it, after it, of the same sentence and of other years; all in our own words."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.mentions.counts import find_counts
from dashboard.mentions.sentences import split
from dashboard.mentions.times import find_times
from dashboard.model import CountKind, Document, PlaceKind, Report, Source
from tests.unit.telling import place, tell, where

FRIDAY = "2024-03-15"
GAO = place("Gao", PlaceKind.TOWN, 16.27, -0.04, "ML")
MOPTI = place("Mopti", PlaceKind.TOWN, 14.49, -4.19, "ML")
SEGOU = place("Segou", PlaceKind.TOWN, 13.43, -6.26, "ML")
PLACES = (GAO, MOPTI, SEGOU)


def days(text: str) -> list[tuple[str, str]]:
    document = Document("d", text, Source("d", "0"), published=date.fromisoformat(FRIDAY))
    periods = [time.period for time in find_times(document, split(document))]
    return [(str(p.first), str(p.last)) for p in periods if p is not None]


def by_place(text: str) -> dict[str | None, Report]:
    return {where(report): report for report in tell(text, *PLACES, published=FRIDAY).reports}


def day(report: Report) -> tuple[str, str] | None:
    return None if report.period is None else (str(report.period.value.first), str(report.period.value.last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen raided Gao on Monday. The raid came a week after bandits killed two herders.",
            [("2024-03-11", "2024-03-11"), ("2024-03-04", "2024-03-04")],
        ),
        (
            "Gunmen raided Gao on Monday. It happened just two days before rebels took Mopti.",
            [("2024-03-11", "2024-03-11"), ("2024-03-13", "2024-03-13")],
        ),
        (
            "Gunmen raided Gao on Monday. It came a week after a bomb hit Mopti. The next day they left.",
            [("2024-03-11", "2024-03-11"), ("2024-03-04", "2024-03-04"), ("2024-03-12", "2024-03-12")],
        ),
        (
            "In May 2015 a bomb hit the bazaar. Three years later it burned down.",
            [("2015-05-01", "2015-05-31"), ("2018-01-01", "2018-12-31")],
        ),
        ("It was the largest march since June 2020, when soldiers fired at a crowd.", [("2020-06-01", "2020-06-30")]),
        (
            "On 9 February a mine killed two. In the last week of the month troops arrested a baker.",
            [("2024-02-09", "2024-02-09"), ("2024-02-23", "2024-02-29")],
        ),
        ("The airport has been shut since 4 March after bullets hit a jet.", [("2024-03-04", "2024-03-04")]),
        (
            "The church was bombed in May 2019. The pair struck during Sunday Mass.",
            [("2019-05-01", "2019-05-31")],
        ),
    ],
)
def test_days_are_counted_from_the_story(text, expected):
    """From what the text is about, not from what it recalls, and from a month where only a month is said."""
    assert days(text) == expected


def test_what_came_a_day_before_is_background():
    """Told only to say what the news followed."""
    told = by_place(
        "Jets bombed a depot in Gao on Thursday, killing six. It came a day after rebels shelled Mopti, killing three soldiers."
    )
    assert [told["Gao"].background, told["Mopti"].background] == [False, True]
    assert day(told["Mopti"]) == ("2024-03-13", "2024-03-13")


def test_what_was_weeks_before_is_background_and_takes_no_day_of_the_news():
    """Nobody says which day it was."""
    told = by_place(
        "A car bomb exploded in Gao on Thursday, wounding nine. Weeks before the talks collapsed, gunmen kidnapped two nurses in Mopti."
    )
    assert [told["Gao"].background, told["Mopti"].background] == [False, True]
    assert day(told["Mopti"]) is None


def test_one_sentence_may_tell_two_events_of_two_times():
    """Each with its own time, place and dead."""
    told = by_place(
        "Rebels shelled Gao on Thursday. Last month gunmen shot dead three traders in Mopti, and in October a mayor was shot dead in Segou."
    )
    assert (day(told["Mopti"]), day(told["Segou"])) == (("2024-02-01", "2024-02-29"), ("2023-10-01", "2023-10-31"))
    assert [told[town].killed.value.low for town in ("Mopti", "Segou") if told[town].killed] == [3, 1]


def test_arrests_with_a_place_and_day_of_their_own_are_an_event():
    """Not merely the end of what was told before."""
    told = by_place("Gunmen killed nine miners near Gao on Monday. Two suspects were arrested in Mopti on Wednesday.")
    assert day(told["Mopti"]) == ("2024-03-13", "2024-03-13")


def test_the_day_of_the_clause_is_the_events():
    """The shops shut on Thursday; the blast was the day before."""
    told = by_place(
        "Shops stayed shut on Thursday as families buried the dead of a suicide blast in Gao the day before."
    )
    assert day(told["Gao"]) == ("2024-03-13", "2024-03-13")


def test_said_on_a_day_that_it_had_done_so_is_that_days_news():
    """An army announces what it has just done."""
    told = by_place("The army said on Thursday it had retaken Gao from the rebels.")
    assert day(told["Gao"]) == ("2024-03-14", "2024-03-14")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A woman of 70 died at a bus stop.", [(1, 1)]),
        (
            "The number of people killed when a bomber walked into the crowd at a beach on Friday night has climbed to 37.",
            [(37, 37)],
        ),
        ("Missiles struck the range in March last year, killing 35.", [(35, 35)]),
        ("Nobody has counted the dead.", []),
        ("GAO, March 15 (Wire) - At least 21 people were killed when a jet bombed a house.", [(21, None)]),
        ("The monitor said 54 people had been killed since 27 August.", []),
        ("The envoy read the names of the 30 pilgrims who died.", []),
    ],
)
def test_what_is_a_toll(text, expected):
    """Years of age, unknown numbers and some of the dead are none; a toll may stand far from its words."""
    document = Document("d", text, Source("d", "0"))
    found = [c for c in find_counts(document, split(document)) if c.kind is CountKind.KILLED]
    assert [(c.count.low, c.count.high) for c in found if not (c.part or c.total)] == expected


def test_a_bombing_and_the_bombers_own_death_are_one_event():
    """How the bomb went off is told later."""
    told = tell(
        "Four men were convicted over the bombing of a church in Gao that killed 20 people in May 2019. A couple blew themselves up there during Mass.",
        *PLACES,
        published=FRIDAY,
    )
    assert len(told.reports) == 1


def test_a_car_bomb_is_told_from_an_air_strike():
    """Weapons that differ keep apart what has no place and day of its own."""
    told = tell("A car bomb exploded in Gao on Monday. Jets bombed Mopti on Tuesday.", *PLACES, published=FRIDAY)
    assert [where(report) for report in told.reports] == ["Gao", "Mopti"]


def test_what_has_its_month_is_background_beside_a_bare_weekday():
    """In a text of no known day, "on Thursday" is the news and "in November 2014" is not."""
    told = tell(
        "A blast in Gao on Thursday killed nine. Rebels bombed a mosque in Mopti in November 2014, killing thirty. Two days earlier soldiers "
        "killed four rebels in Segou.",
        *PLACES,
    )
    assert {where(report): report.background for report in told.reports} == {
        "Gao": False,
        "Mopti": True,
        "Segou": False,
    }
