"""How long the stages of a command take, told apart while they run as one stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass
class Clock:
    """Seconds that each stage had us wait."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - began

    def timing(self, stage: str, source: Iterable[T]) -> Iterator[T]:
        """The same items; the time it takes to get each is counted."""
        rest = iter(source)
        end = object()
        while True:
            with self.running(stage):
                item = next(rest, end)
            if item is end:
                return
            yield cast("T", item)
