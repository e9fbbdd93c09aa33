"""What people say against the merging: pairs of reports that are not one event, and pairs that are.

A split stays split whatever is loaded later. Pure: the store keeps the pairs, the merging asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Corrections:
    """Pairs of report ids, in any order within a pair. A pair in both sets is kept apart."""

    splits: frozenset[frozenset[str]] = field(default_factory=frozenset)
    joins: frozenset[frozenset[str]] = field(default_factory=frozenset)

    @classmethod
    def of(cls, splits: Iterable[Iterable[str]] = (), joins: Iterable[Iterable[str]] = ()) -> Corrections:
        """From iterables of pairs; raises ``ValueError`` for a pair that is not two ids."""
        return cls(_pairs(splits), _pairs(joins))

    def apart(self, a: str, b: str) -> bool:
        return bool(self.splits) and frozenset((a, b)) in self.splits

    def together(self, a: str, b: str) -> bool:
        return bool(self.joins) and frozenset((a, b)) in self.joins and not self.apart(a, b)

    def pairs_among(self, numbers: Mapping[str, int]) -> set[tuple[int, int]]:
        """The joined pairs of which both ids have a number, as ordered pairs of numbers."""
        found = set()
        for pair in self.joins:
            if all(name in numbers for name in pair):
                a, b = sorted(numbers[name] for name in pair)
                found.add((a, b))
        return found


def _pairs(given: Iterable[Iterable[str]]) -> frozenset[frozenset[str]]:
    pairs = frozenset(frozenset(pair) for pair in given)
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("a correction names two different reports")
    return pairs


NONE = Corrections()
