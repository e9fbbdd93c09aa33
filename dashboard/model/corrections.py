"""What people say against the merging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CorrectionKind(StrEnum):
    """A split keeps reports apart; a join keeps them together."""

    SPLIT = "split"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Correction:
    """No report of ``one`` is of the same event as one of ``other`` (split), or all of both are of one event (join).

    Ids of reports, so that a correction outlives the incidents it was made on. Of two corrections that speak of the same
    reports the one with the higher ``number`` was made later, and counts.
    """

    number: int
    kind: CorrectionKind
    one: tuple[str, ...]
    other: tuple[str, ...]
    made: datetime | None = None

    def __post_init__(self) -> None:
        if not self.one or not self.other or set(self.one) & set(self.other):
            raise ValueError("a correction names different reports on both its sides")
