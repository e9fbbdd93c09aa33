"""Stretches of text, and values that cite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """A value, the words it was read from, and the name of the rule that read it."""

    value: T
    spans: tuple[Span, ...]
    rule: str

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"{self.rule}: a cited value needs at least one span")
