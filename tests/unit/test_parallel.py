"""Work side by side: in order, in bounded memory, and a worker's death costs only what it died of."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from dashboard.parallel import AHEAD, CHUNK, Workers


def nothing() -> None:
    pass


def double(number: int) -> int:
    """Twice the number; -1 kills the process, -2 raises."""
    if number == -1:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == -2:
        raise ValueError("two below")
    time.sleep(0.001 * (number % 3))
    return 2 * number


def lost(number: int) -> int:
    return 1_000 + number


def fail() -> None:
    raise LookupError("no gazetteer")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_answers_come_in_order(count: int) -> None:
    """Whatever the number of workers and the time each piece takes."""
    with Workers(double, count, nothing, lost) as workers:
        assert list(workers.map(range(100))) == [2 * number for number in range(100)]


def test_nothing_to_do() -> None:
    """No item, no worker."""
    with Workers(double, 2, nothing, lost) as workers:
        assert list(workers.map([])) == []
        assert workers._pool is None


def test_only_a_few_items_are_read_ahead() -> None:
    """The source is not read to its end before the first answer."""
    read = 0

    def source() -> Iterator[int]:
        nonlocal read
        for number in range(10_000):
            read += 1
            yield number

    with Workers(double, 2, nothing, lost) as workers:
        answers = workers.map(source())
        assert next(answers) == 0
        assert read <= (2 * AHEAD + 1) * CHUNK


def test_a_dead_worker_costs_one_item() -> None:
    """The item it died of is handed to ``lost``; all others are answered, in order."""
    items = [*range(20), -1, *range(20, 40), -1, 40]
    with Workers(double, 2, nothing, lost) as workers:
        assert list(workers.map(items)) == [999 if item == -1 else 2 * item for item in items]


def test_an_exception_comes_out() -> None:
    """What the work raises is raised to who asks for the answers."""
    with Workers(double, 2, nothing, lost) as workers, pytest.raises(ValueError, match="two below"):
        list(workers.map([1, -2, 3]))


def test_a_worker_that_cannot_start_says_why() -> None:
    """The reason comes out as it is, not as a broken pool."""
    with Workers(double, 2, fail, lost) as workers, pytest.raises(LookupError, match="no gazetteer"):
        list(workers.map([1, 2, 3]))
