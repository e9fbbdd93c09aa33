"""The page's whole state: what is asked, what is open, where the map looks. It fits into the URL and back.

The URL is the truth at the first run and after the browser's back button; the widgets are the truth otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dashboard.app.language import LANGUAGES, PARAMETER
from dashboard.app.narrowing import Narrow
from dashboard.store.filters import Filters

TABS: Final = ("list", "charts", "timeline", "sources", "unread")
KINDS: Final = ("incident", "point", "country", "mention", "nowhere", "undated")
KEYLESS: Final = ("nowhere", "undated")
SAME_VIEW_PX: Final = 3.0  # a map that was told to go somewhere stops this near to it


@dataclass(frozen=True, slots=True)
class Open:
    """What the side panel shows: one incident, or those at a point, in a country, without a place or a date, or a
    mentioned place.

    ``key`` is the incident's id, "latitude,longitude", a country code, or the place's id.
    """

    kind: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Open | None:
        """What a URL's parameter says; None where it makes no sense."""
        kind, _, key = text.partition(":")
        if kind not in KINDS or (not key and kind not in KEYLESS):
            return None
        made = cls(kind, key)
        return None if kind == "point" and made.point is None else made

    @classmethod
    def at(cls, latitude: float, longitude: float) -> Open:
        return cls("point", f"{latitude:.6f},{longitude:.6f}")

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of a point; None for the other kinds."""
        if self.kind != "point":
            return None
        return _numbers(self.key, 2)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Position:
    """Where the map looks: the middle's latitude and longitude, and the zoom."""

    latitude: float
    longitude: float
    zoom: int

    def __str__(self) -> str:
        return f"{self.latitude:.4f},{self.longitude:.4f},{self.zoom}"

    @classmethod
    def parse(cls, text: str) -> Position | None:
        numbers = _numbers(text, 3)
        if numbers is None or not (-90 <= numbers[0] <= 90 and 0 <= numbers[2] <= 20):
            return None
        longitude = numbers[1] if -180 <= numbers[1] <= 180 else (numbers[1] + 180) % 360 - 180
        return cls(round(numbers[0], 4), round(longitude, 4), int(numbers[2]))

    def near(self, other: Position | None) -> bool:
        """Whether a map would look the same at both, to within a few pixels."""
        if other is None or self.zoom != other.zoom:
            return False
        degrees = SAME_VIEW_PX * 360 / (256 * 2**self.zoom)
        return bool(abs(self.latitude - other.latitude) < degrees) and abs(self.longitude - other.longitude) < degrees


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything a copied link carries. ``position`` None means: wherever the results are."""

    filters: Filters = field(default_factory=Filters)
    narrow: Narrow = field(default_factory=Narrow)
    opened: Open | None = None
    came_from: Open | None = None
    tab: str = TABS[0]
    position: Position | None = None
    mentions: bool = False
    show: str = ""
    lines: bool = False
    by: str = ""
    lang: str = ""

    def to_url(self) -> dict[str, str | list[str]]:
        """The query parameters; what is as usual has none."""
        params: dict[str, str | list[str]] = dict(self.filters.to_url()) | self.narrow.to_url()
        extra = {
            "open": str(self.opened) if self.opened else "",
            "from": str(self.came_from) if self.opened and self.came_from else "",
            "tab": self.tab if self.tab != TABS[0] else "",
            "at": str(self.position) if self.position else "",
            "mentions": "1" if self.mentions else "",
            "show": self.show,
            "lines": "1" if self.lines else "",
            "by": self.by,
            PARAMETER: self.lang,
        }
        return params | {name: value for name, value in extra.items() if value}

    @classmethod
    def from_url(cls, params: Mapping[str, str | Sequence[str]]) -> PageState:
        """The state a link asks for; what makes no sense is ignored."""
        tab = _last(params, "tab")
        by, lang = _last(params, "by"), _last(params, PARAMETER)
        return cls(
            filters=Filters.from_url(params),
            narrow=Narrow.from_url(params),
            opened=Open.parse(_last(params, "open")),
            came_from=Open.parse(_last(params, "from")),
            tab=tab if tab in TABS else TABS[0],
            position=Position.parse(_last(params, "at")),
            mentions=_last(params, "mentions") == "1",
            show="hex" if _last(params, "show") == "hex" else "",
            lines=_last(params, "lines") == "1",
            lang=lang if lang in LANGUAGES else "",
            by=by if by in {"day", "week", "month"} else "",
        )

    def opening(self, what: Open | None) -> PageState:
        """With something else in the panel; an incident opened from a list remembers the list."""
        listed = self.opened if self.opened and self.opened.kind != "incident" else self.came_from
        if what is None or what.kind != "incident":
            listed = None
        return replace(self, opened=what, came_from=listed)


def _last(params: Mapping[str, str | Sequence[str]], name: str) -> str:
    value = params.get(name, "")
    if isinstance(value, str):
        return value
    return value[-1] if value else ""


def _numbers(text: str, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(map(math.isfinite, numbers)) else None


def same(left: Mapping[str, Any], right: Mapping[str, Any], *, but: Sequence[str] = ()) -> bool:
    """Whether two sets of query parameters say the same, ``but`` aside; a single value is the same as a list of one."""

    def plain(params: Mapping[str, Any]) -> dict[str, list[str]]:
        return {k: [v] if isinstance(v, str) else list(v) for k, v in params.items() if k not in but}

    return plain(left) == plain(right)
