"""Time expressions of news, each against a Tuesday in January 2024 unless the case says otherwise."""

from datetime import date

import pytest

from dashboard.mentions.sentences import split
from dashboard.mentions.times import find_times
from dashboard.model import Document, Source, TimeMention

TUESDAY = date(2024, 1, 16)


def document(text: str, published: date | None = TUESDAY, url: str | None = None) -> Document:
    return Document("d", text, Source("d", "0", url=url), published=published)


def times(text: str, published: date | None = TUESDAY, url: str | None = None) -> tuple[TimeMention, ...]:
    whole = document(text, published, url)
    return find_times(whole, split(whole))


def read(text: str, published: date | None = TUESDAY) -> list[tuple[str, str, str, int] | None]:
    return [
        None if m.period is None else (m.span.of(text), f"{m.period.first}", f"{m.period.last}", m.period.precision)
        for m in times(text, published)
    ]


ABSOLUTE = [
    ("Shells fell on 18 October.", "18 October", "2023-10-18", "2023-10-18", 1),
    ("Shells fell on Oct. 18, 2022, near the port.", "Oct. 18, 2022", "2022-10-18", "2022-10-18", 1),
    ("Shells fell on October 18 and 19.", "October 18 and 19", "2023-10-18", "2023-10-19", 2),
    ("Shells fell between 3 and 5 May.", "3 and 5 May", "2023-05-03", "2023-05-05", 2),
    ("It was signed on the 5th of May 2021.", "5th of May 2021", "2021-05-05", "2021-05-05", 1),
    ("It was signed on 2023-10-18.", "2023-10-18", "2023-10-18", "2023-10-18", 1),
    ("It was signed on 18/10/2023.", "18/10/2023", "2023-10-18", "2023-10-18", 1),
    ("The bridge fell in March 2021.", "March 2021", "2021-03-01", "2021-03-31", 4),
    ("The bridge fell in 2015.", "2015", "2015-01-01", "2015-12-31", 5),
    ("The bridge fell in early January.", "January", "2024-01-01", "2024-01-10", 4),
    ("The bridge fell in mid-June.", "June", "2023-06-11", "2023-06-20", 4),
    ("The bridge fell in the spring of 2015.", "spring of 2015", "2015-03-01", "2015-05-31", 5),
    ("The bridge fell in December.", "December", "2023-12-01", "2023-12-31", 4),
    ("Fire was exchanged between January 28 and February 3, 2023.", "January 28 and February 3, 2023", "2023-01-28", "2023-02-03", 3),
    ("He died on New Year's Eve.", "New Year's Eve", "2023-12-31", "2023-12-31", 1),
    ("He died on Thanksgiving Day.", "Thanksgiving Day", "2023-11-23", "2023-11-23", 1),
    ("THE CONVOY WAS AMBUSHED ON 4 FEB 90 NEAR THE RIVER.", "4 FEB 90", "1990-02-04", "1990-02-04", 1),
]  # fmt: skip
RELATIVE = [
    ("Mortars landed on Tuesday.", "Tuesday", "2024-01-16", "2024-01-16", 1),
    ("Mortars landed last Tuesday.", "Tuesday", "2024-01-09", "2024-01-09", 1),
    ("Mortars landed in the early hours of Friday.", "Friday", "2024-01-12", "2024-01-12", 1),
    ("Mortars landed on Monday night.", "Monday night", "2024-01-15", "2024-01-15", 1),
    ("Mortars landed yesterday.", "yesterday", "2024-01-15", "2024-01-15", 1),
    ("Mortars landed overnight.", "overnight", "2024-01-15", "2024-01-16", 2),
    ("Mortars landed overnight into Monday.", "overnight into Monday", "2024-01-14", "2024-01-15", 2),
    ("Mortars landed three days ago.", "three days ago", "2024-01-13", "2024-01-13", 1),
    ("Mortars landed last week.", "last week", "2024-01-08", "2024-01-14", 3),
    ("Mortars landed over the weekend.", "over the weekend", "2024-01-13", "2024-01-14", 2),
    ("Mortars landed this month.", "this month", "2024-01-01", "2024-01-16", 4),
    ("Mortars landed last year.", "last year", "2023-01-01", "2023-12-31", 5),
    ("Mortars landed from Friday to Sunday.", "Friday to Sunday", "2024-01-12", "2024-01-14", 2),
    ("Mortars landed on Friday, Jan. 12.", "Friday, Jan. 12", "2024-01-12", "2024-01-12", 1),
    ("Mortars landed in the past 24 hours.", "the past 24 hours", "2024-01-15", "2024-01-16", 2),
    ("Mortars have landed since Thursday.", "Thursday", "2024-01-11", "2024-01-16", 2),
]


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), ABSOLUTE + RELATIVE)
def test_an_expression_means_these_days(text, words, first, last, precision):
    """Each expression is found once, with its words, days and precision."""
    assert read(text) == [(words, first, last, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "She is 24 and won 2-1 after 24/7 training.",
        "The cell sold 2,015 rifles.",
        "The May family left.",
        "A spring feeds the well.",
        "The Sunday Times wrote about it.",
        "He fought on Bloody Sunday.",
        "They met in the Seventh of April Hall.",
    ],
)
def test_what_looks_like_a_time_but_is_none(text):
    """Verbs, ages, scores, names and sums are no dates."""
    assert read(text) == []


def test_an_unclear_numeric_date_stays_unknown():
    """03/04/2023 is March to some and April to others."""
    assert read("It happened on 03/04/2023.") == [None]


@pytest.mark.parametrize(
    "text", ["It happened on Tuesday.", "It happened yesterday.", "It happened on 3 May.", "It happened last week."]
)
def test_without_publication_and_year_a_date_stays_unknown(text):
    """There is no falling back on anything."""
    assert read(text, None) == [None]


def test_without_publication_the_texts_own_year_tells():
    """A text that names one year means it throughout."""
    assert read("Clashes began on 5 November 2005. On 14 November they ended.", None) == [
        ("5 November 2005", "2005-11-05", "2005-11-05", 1),
        ("14 November", "2005-11-14", "2005-11-14", 1),
    ]


def test_a_story_counts_on_from_its_last_day():
    """ "Two days later" and "the next day" go on from the date before them, not from publication."""
    assert read("Troops came on 3 January. Two days later they left. The next day they were back.") == [
        ("3 January", "2024-01-03", "2024-01-03", 1),
        ("Two days later", "2024-01-05", "2024-01-05", 1),
        ("The next day", "2024-01-06", "2024-01-06", 1),
    ]


def test_a_story_without_a_day_does_not_count_on():
    """ "The next day" with nothing before it stays unknown."""
    assert read("The next day they were back.") == [None]


def test_a_history_keeps_its_year():
    """A day and month in a story of another year are of that year."""
    assert read("On 28 December 2014 rebels took the hill. On 4 January the army came back.")[1] == ("4 January", "2015-01-04", "2015-01-04", 1)  # fmt: skip


def test_a_dateline_is_an_anchor_and_no_event_date():
    """ "BAGHDAD, Jan. 15 —" has its own rule, and weekdays are read against it."""
    found = times("BAGHDAD, Jan. 15, 2024 (Wire) — Gunmen fired on a post on Sunday.", None)
    assert [(m.rule, m.period and f"{m.period.first}") for m in found] == [
        ("dateline", "2024-01-15"),
        ("weekday", "2024-01-14"),
    ]


def test_attacks_called_by_their_date_keep_their_year():
    """ "The 7 October attack" is of 2023, whenever one writes about it."""
    found = times("Since the October 7 attack, raids have become frequent.", date(2025, 3, 1))
    assert [(m.rule, f"{m.period.first}") for m in found if m.period] == [("named", "2023-10-07")]


def test_the_address_of_a_page_may_tell_when_it_was_written():
    """A month in the address gives "today" that month; a day gives the day."""
    month = times("Two bombs went off today.", None, "https://example.org/2016/10/story.htm")
    day = times("Two bombs went off today.", None, "https://example.org/2016/10/12/story.htm")
    assert [(f"{m.period.first}", f"{m.period.last}", m.period.precision) for m in (*month, *day) if m.period] == [
        ("2016-10-01", "2016-10-31", 4),
        ("2016-10-12", "2016-10-12", 1),
    ]


def test_leap_days_and_impossible_days():
    """29 February is looked for in a leap year; 31 June is no day."""
    assert read("It happened on 29 February.", date(2024, 3, 2)) == [("29 February", "2024-02-29", "2024-02-29", 1)]
    assert read("It happened on 31 June.") == [None]
