"""Values as people read them, and text made safe for where it is shown."""

from datetime import date

import pytest

from dashboard.app import words
from dashboard.model import Count, Period


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ((2024, 1, 28), (2024, 1, 28), "28 Jan 2024"),
        ((2024, 1, 28), (2024, 1, 30), "28–30 Jan 2024"),
        ((2024, 1, 28), (2024, 2, 2), "28 Jan 2024 – 2 Feb 2024"),
        ((2024, 2, 1), (2024, 2, 29), "February 2024"),
        ((2024, 1, 1), (2024, 12, 31), "2024"),
    ],
)
def test_a_period_is_said_as_precisely_as_it_is_known(first, last, text):
    """Days, stretches, months and years each in their own words."""
    assert words.period(Period(date(*first), date(*last), 1)) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (None, "not said"),
        (Count(3, 3), "3"),
        (Count(3, 6), "3–6"),
        (Count(5, None), "at least 5"),
        (Count(0, 10), "up to 10"),
        (Count(0, 0), "0"),
        (Count(1200, 1200), "1,200"),
    ],
)
def test_a_figure_keeps_its_openness(count, text):
    """Open ends and ranges are said, never averaged."""
    assert words.number(count) == text


def test_markdown_shows_text_as_it_is():
    """Every mark of markdown, and of Streamlit's own, is escaped; lines become one."""
    assert words.markdown("**a** [b](c)\n:red[d]") == r"\*\*a\*\* \[b\]\(c\) \:red\[d\]"


def test_direction_marks_of_a_document_do_not_leak():
    """A right-to-left override in a title cannot turn the words after it."""
    assert "\u202e" not in words.markdown("a\u202eb")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "ftp://host/x", "", None, "http://["]
)
def test_only_http_is_a_link(url):
    """Anything but an absolute http or https address is no link."""
    assert words.safe_link(url) is None


def test_a_web_address_is_a_link():
    """An https address stays as it is."""
    assert words.safe_link("https://news.example/a?b=1") == "https://news.example/a?b=1"
