"""What an analyst asks for: a frozen record that fits into a URL and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from dashboard.model import EventType, Factuality, SubEventType

T = TypeVar("T")
Params = Mapping[str, str | Sequence[str]]


class Bounds(NamedTuple):
    """A box in degrees; ``west`` > ``east`` crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Filters:
    """Which incidents are wanted. Fields are joined by *and*, the values of one field by *or*; an empty field asks nothing.

    ``actors`` are canonical names on either side; ``countries`` ISO 3166-1 alpha-2; ``precision`` where_prec values, 0 for
    "without place"; ``since`` and ``until`` are included and match periods that overlap them; ``include_undated`` keeps
    what has no date when dates are asked for; ``background`` False leaves out background and ongoing records.
    """

    event_types: tuple[EventType, ...] = ()
    sub_event_types: tuple[SubEventType, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    factuality: tuple[Factuality, ...] = ()
    publishers: tuple[str, ...] = ()
    precision: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    include_undated: bool = True
    background: bool = True
    min_confidence: float = 0.0
    words: str = ""
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        for name in _LISTS:  # one order, so that equal wishes are equal records and equal links
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return self == Filters()

    def to_url(self) -> dict[str, str | list[str]]:
        """The query parameters that say what is asked; what is not asked has none."""
        params: dict[str, str | list[str]] = {}
        for field in fields(self):
            name, write, _ = _IN_URL[field.name]
            value = getattr(self, field.name)
            if value != field.default:
                params[name] = [write(item) for item in value] if field.name in _LISTS else write(value)
        return params

    @classmethod
    def from_url(cls, params: Params) -> Filters:
        """The filters a URL asks for. Parameters that make no sense are ignored: a bad link still opens a page."""
        asked: dict[str, Any] = {}
        for field, (name, _, read) in _IN_URL.items():
            given = params.get(name)
            if given is None:
                continue
            values = _readable([given] if isinstance(given, str) else given, read)
            if field in _LISTS:
                asked[field] = tuple(values)
            elif values:
                asked[field] = values[-1]
        return cls(**asked)


_LISTS: Final = ("event_types", "sub_event_types", "actors", "countries", "factuality", "publishers", "precision")


def _readable(given: Iterable[str], read: Callable[[str], T]) -> list[T]:
    values: list[T] = []
    for text in given:
        try:
            values.append(read(text))
        except (ValueError, TypeError):
            continue
    return values


def _word(text: str) -> str:
    if not text:
        raise ValueError("empty")
    return text


def _flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"


def _precision(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 7:
        raise ValueError(text)
    return number


def _confidence(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError(text)
    return number


def _bounds(text: str) -> Bounds:
    south, west, north, east = (float(part) for part in text.split(","))
    box = Bounds(south, west, north, east)
    if not all(map(math.isfinite, box)) or not -90 <= south <= north <= 90:
        raise ValueError(text)
    return box


def _write_bounds(box: Bounds) -> str:
    return ",".join(repr(float(edge)) for edge in box)


def _write_flag(flag: bool) -> str:
    return "1" if flag else "0"


# field -> its name in the URL, how it is written, how it is read (ValueError: nonsense)
_IN_URL: Final[Mapping[str, tuple[str, Callable[[Any], str], Callable[[str], Any]]]] = {
    "event_types": ("type", str, EventType),
    "sub_event_types": ("subtype", str, SubEventType),
    "actors": ("actor", str, _word),
    "countries": ("country", str, _word),
    "factuality": ("factuality", str, Factuality),
    "publishers": ("source", str, _word),
    "precision": ("precision", str, _precision),
    "since": ("since", str, date.fromisoformat),
    "until": ("until", str, date.fromisoformat),
    "include_undated": ("undated", _write_flag, _flag),
    "background": ("background", _write_flag, _flag),
    "min_confidence": ("confidence", repr, _confidence),
    "words": ("q", str, _word),
    "bounds": ("bounds", _write_bounds, _bounds),
}
