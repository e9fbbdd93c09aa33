"""Periods, figures and actors: the values that records carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dashboard.model.vocabulary import ActorKind


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days, both ends included. ``precision`` is UCDP's date_prec: 1 day, 2 2-6 days, 3 week, 4 month, 5 year."""

    first: date
    last: date
    precision: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period's first day {self.first} must not be after its last {self.last}")
        if not 1 <= self.precision <= 5:
            raise ValueError("a period's precision is 1 to 5; an unknown date is None, not a Period")


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """A figure as the text gives it: ``high`` is None where it is open ("at least 5")."""

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a count needs 0 <= low <= high, not {self.low}..{self.high}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts or is acted on; ``name`` is canonical where the lexicon knows it, else as written.

    ``name`` is for filtering and merging ("Islamic State"); ``written`` keeps the document's own words ("Daesh
    fighters") for the record's JSON and for display beside its article. Two actors with one name are equal.
    """

    name: str
    kind: ActorKind | None = None
    country: str | None = None
    written: str = field(default="", compare=False)

    @property
    def said(self) -> str:
        """The document's own words for it; the name where none are kept."""
        return self.written or self.name
