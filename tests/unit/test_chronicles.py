"""A bulletin tells events of many days side by side; a report recalls older ones beside the newest."""

from __future__ import annotations

from dashboard.model import PlaceKind
from tests.unit.telling import place, tell

NORTH = place("Kunduz", PlaceKind.TOWN, 36.73, 68.86, "AF")
SOUTH = place("Kandahar", PlaceKind.TOWN, 31.61, 65.71, "AF")
EAST = place("Khost", PlaceKind.TOWN, 33.34, 69.92, "AF")
WEST = place("Herat", PlaceKind.TOWN, 34.35, 62.2, "AF")


def test_the_entries_of_a_bulletin_are_not_background():
    """Four dated events of one fortnight: none of them is recalled beside another."""
    told = tell(
        "On 2 August 2023 gunmen killed a teacher in Kunduz.\n\nOn 5 August 2023 a bomb exploded in Kandahar, killing two."
        "\n\nOn 9 August 2023 militants attacked a police post in Khost.\n\nOn 12 August 2023 gunmen shot a judge in Herat.",
        NORTH,
        SOUTH,
        EAST,
        WEST,
        published="2023-08-14",
    )
    assert [report.background for report in told.reports] == [False] * 4


def test_what_is_recalled_beside_the_news_is_background():
    """Two dates are no chronicle: the older event is recalled."""
    told = tell(
        "On 12 August 2023 gunmen shot a judge in Herat.\n\nOn 2 August 2023 a bomb exploded in Kandahar, killing two.",
        SOUTH,
        WEST,
        published="2023-08-13",
    )
    assert sorted(report.background for report in told.reports) == [False, True]


def test_labelled_paragraphs_stand_side_by_side():
    """Two entries of a page by regions: neither is recalled beside the other, whatever their order."""
    told = tell(
        "Kunduz: On 12 August 2023 gunmen killed a teacher in Kunduz.\n\nKandahar: On 5 August 2023 a bomb exploded in Kandahar, killing two.",
        NORTH,
        SOUTH,
        published="2023-08-14",
    )
    assert [report.background for report in told.reports] == [False, False]


def test_a_page_that_sums_up_a_month_recalls_none_of_it():
    """What lies before the month is recalled."""
    told = tell(
        "Monthly digest\n\nOn 28 August 2023 gunmen killed a teacher in Kunduz. On 5 August 2023 a bomb exploded in Kandahar, killing two. "
        "In May 2021 militants attacked a school in Khost.",
        NORTH,
        SOUTH,
        EAST,
        published="2023-09-01",
    )
    assert [report.background for report in told.reports] == [False, False, True]


def test_a_history_goes_on_from_its_first_event():
    """Old as it all is, what came after the first event is told and not recalled; what came before it is."""
    told = tell(
        "A court heard on Monday how gunmen killed a teacher in Kunduz on 3 May 2019. On 9 June 2019 they shot a judge in Herat. "
        "In March 2018 militants had attacked a school in Khost.",
        NORTH,
        WEST,
        EAST,
        published="2023-09-01",
    )
    assert [report.background for report in told.reports] == [False, False, True]
