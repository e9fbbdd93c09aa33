"""Since the last visit: what the browser's cookie says, and what it cannot make the page believe."""

import pytest

from dashboard.app import visits
from dashboard.app.visits import Visit

NOW = 1_700_000_000


def test_a_visit_ends_after_half_an_hour():
    """Within it the visit before still counts; later the last one seen has become the one before."""
    assert visits.read(f"3.{NOW - 90_000}.7.{NOW - 60}", NOW, 9) == Visit(3, NOW - 90_000)
    assert visits.read(f"3.{NOW - 90_000}.7.{NOW - 7200}", NOW, 9) == Visit(7, NOW - 7200)


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "1.2.3",
        "a.b.c.d",
        f"3.{NOW - 9}.7.{NOW + 99999}.1",
        f"5.0.5.{NOW - 10}",
        f"3.9.99.{NOW - 7200}",
        f"-1.5.-1.{NOW - 7200}",
    ],
)
def test_a_cookie_that_makes_no_sense_is_no_visit(cookie):
    """None at all, a first visit, another store's revision: nothing is said to be new."""
    assert visits.read(cookie, NOW, 9) is None


def test_the_time_of_a_visit_is_told():
    """To the minute, with its zone."""
    assert Visit(1, NOW).when == "14 Nov 2023, 22:13 UTC"
