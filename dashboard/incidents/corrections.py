"""What people say against the merging, as the merging asks for it: which reports must not meet, which belong together.

A split stays split and a join stays joined whatever is loaded later, in whatever order. Where both speak of two reports,
the correction made later counts. Pure: the store keeps the corrections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from dashboard.model import Correction, CorrectionKind

Label: TypeAlias = tuple[int, int]  # number of a correction, side (0: one, 1: other)
Labels: TypeAlias = frozenset[Label]
UNLABELLED: Labels = frozenset()


@dataclass(frozen=True)
class Corrections:
    """Corrections by the reports they name. Make it with ``of``."""

    kinds: dict[int, CorrectionKind] = field(default_factory=dict)
    by_report: dict[str, Labels] = field(default_factory=dict)

    @classmethod
    def of(cls, made: Iterable[Correction]) -> Corrections:
        kinds: dict[int, CorrectionKind] = {}
        labels: defaultdict[str, set[Label]] = defaultdict(set)
        for correction in made:
            kinds[correction.number] = correction.kind
            for side, names in enumerate((correction.one, correction.other)):
                for name in names:
                    labels[name].add((correction.number, side))
        return cls(kinds, {name: frozenset(found) for name, found in labels.items()})

    def labels(self, report: str) -> Labels:
        """What a report is labelled with; two reports with the same labels are told the same."""
        return self.by_report.get(report, UNLABELLED)

    def joins(self) -> list[int]:
        """The numbers of the joins, the latest first."""
        return sorted((n for n, kind in self.kinds.items() if kind is CorrectionKind.JOIN), reverse=True)

    def apart(self, a: Labels, b: Labels) -> bool:
        """Must two reports with these labels not meet?"""
        if not a or not b:
            return False
        theirs = dict(b)
        shared = [(number, side != theirs[number]) for number, side in a if number in theirs]
        splits = [number for number, across in shared if across and self.kinds[number] is CorrectionKind.SPLIT]
        joins = [number for number, _ in shared if self.kinds[number] is CorrectionKind.JOIN]
        return max(splits, default=0) > max(joins, default=0)

    def any_apart(self, some: Iterable[Labels], others: Iterable[Labels]) -> bool:
        """Must any of some reports not meet any of others?"""
        if not self.kinds:
            return False
        others = set(others)
        return any(self.apart(a, b) for a in set(some) for b in others)


NONE = Corrections()
