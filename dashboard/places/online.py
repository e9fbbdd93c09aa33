"""Opt-in: an online geocoder (any of geopy's by name) for names the offline gazetteer lacks.

Only the unknown names themselves are sent. Questions are paced (geopy's RateLimiter), retried twice, and after a few
failures in a row not asked any more in this run; a failure is a ``Problem`` and never stops a load. Answers, empty ones
too, are kept on disk with their day, since Nominatim's policy asks for caching and one question a second at most
(operations.osmfoundation.org/policies/nominatim).
"""

from __future__ import annotations

import hashlib
import inspect
import json
import math
import sqlite3
import warnings
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dashboard import paths
from dashboard.errors import GeocodingError
from dashboard.model import Gazetteer, Place, PlaceKind, Problem, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from dashboard.settings import Settings

STAGE = "geocoder"
RETRIES = 2
PATIENCE = 5.0  # after a failure wait so many times the usual delay
GIVE_UP_AFTER = 3  # names in a row that failed: the service is down or has had enough of us
LONGEST_NAME = 100  # characters; longer is no name
NARROWEST_KM, WIDEST_KM = 0.5, 2500.0
KM_A_DEGREE = 111.2

# Nominatim's address types (nominatim.org/release-docs/latest/api/Output) by our kinds; all others are sites.
_KINDS = {
    "country": PlaceKind.COUNTRY,
    "state": PlaceKind.PROVINCE, "region": PlaceKind.PROVINCE, "province": PlaceKind.PROVINCE, "state_district": PlaceKind.PROVINCE,
    "county": PlaceKind.DISTRICT, "district": PlaceKind.DISTRICT, "municipality": PlaceKind.DISTRICT, "city_district": PlaceKind.DISTRICT,
    "city": PlaceKind.TOWN, "town": PlaceKind.TOWN, "village": PlaceKind.TOWN, "hamlet": PlaceKind.TOWN, "suburb": PlaceKind.TOWN,
    "borough": PlaceKind.TOWN, "quarter": PlaceKind.TOWN, "neighbourhood": PlaceKind.TOWN, "locality": PlaceKind.TOWN, "administrative": PlaceKind.TOWN,
    "river": PlaceKind.WATER, "sea": PlaceKind.WATER, "bay": PlaceKind.WATER, "strait": PlaceKind.WATER, "water": PlaceKind.WATER, "ocean": PlaceKind.WATER,
    "continent": PlaceKind.REGION, "mountain_range": PlaceKind.REGION, "desert": PlaceKind.REGION, "island": PlaceKind.REGION,
}  # fmt: skip
_RADIUS_KM = {
    PlaceKind.SITE: 1.0, PlaceKind.TOWN: 5.0, PlaceKind.DISTRICT: 30.0, PlaceKind.PROVINCE: 100.0,
    PlaceKind.COUNTRY: 500.0, PlaceKind.REGION: 150.0, PlaceKind.WATER: 150.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A gazetteer with some answers put behind it: what it does not know is looked up among them."""

    gazetteer: Gazetteer
    answers: Mapping[str, Sequence[Place]]

    def lookup(self, name: str) -> Sequence[Place]:
        return self.gazetteer.lookup(name) or self.answers.get(name, ())


@dataclass
class Online:
    """A geocoder with its cache; one per run, since it keeps count of time and failures. ``question`` asks the service."""

    service: str
    question: Callable[[str], Any]
    cache: Path
    keep_days: int
    _failures: int = field(default=0, init=False)
    _told: bool = field(default=False, init=False)

    @classmethod
    def open(cls, settings: Settings, cache: Path | None = None) -> Online:
        """Make ready to ask; nothing is sent yet. Raises GeocodingError for a geocoder geopy does not have."""
        from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415  # 0.14 s that offline runs need not pay

        geocoder = _geocoder(settings)
        extras = {"addressdetails": True, "language": "en"}
        known = inspect.signature(geocoder.geocode).parameters
        asked = {name: value for name, value in extras.items() if name in known}
        paced = RateLimiter(
            lambda name: geocoder.geocode(name, **asked),
            min_delay_seconds=settings.geocoder_delay,
            max_retries=RETRIES,
            error_wait_seconds=PATIENCE * settings.geocoder_delay,
            swallow_exceptions=False,
        )
        service = f"{settings.geocoder}@{settings.geocoder_domain}" if settings.geocoder_domain else settings.geocoder
        return cls(service, paced, cache or paths.built() / "geocoder.sqlite", settings.geocoder_keep_days)

    def ask(self, names: Iterable[str], where: str) -> tuple[Mapping[str, Sequence[Place]], tuple[Problem, ...]]:
        """The places of those names that the service knows, and what went wrong in asking; ``where`` is the document."""
        found: dict[str, Sequence[Place]] = {}
        problems: list[Problem] = []
        for name in dict.fromkeys(names):
            if len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
                continue
            try:
                places = self._kept(name)
                if places is None and self._failures < GIVE_UP_AFTER:
                    places = self._asked(name)
            except GeocodingError as error:
                problems.append(Problem(where, STAGE, str(error)))
            else:
                if places:
                    found[name] = places
        if self._failures >= GIVE_UP_AFTER and not self._told:
            self._told = True
            why = f"{self.service} failed {GIVE_UP_AFTER} times in a row and is not asked again in this run; load again later"
            problems.append(Problem(where, STAGE, why))
        return found, tuple(problems)

    def _asked(self, name: str) -> Sequence[Place]:
        from geopy.exc import GeopyError  # noqa: PLC0415

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)  # geopy bends a point off the globe back, with a warning
                answer = self.question(name)
            places = [] if answer is None else [_place(self.service, answer)]
        except (GeopyError, OSError, ValueError, TypeError, KeyError, AttributeError, UserWarning) as error:
            self._failures += 1
            raise GeocodingError(f"{self.service} gave no answer for {name!r}: {_why(error)}") from error
        self._failures = 0
        self._keep(name, places)
        return places

    # ---------------------------------------------------------------------------------------------------------- cache

    def _kept(self, name: str) -> Sequence[Place] | None:
        """The answer kept for the name, None if there is none or it is too old. A broken cache is made anew."""
        oldest = (date.today() - timedelta(days=self.keep_days)).isoformat()  # noqa: DTZ011  # the user's own calendar
        query = "SELECT places FROM answer WHERE service = ? AND name = ? AND day >= ?"
        try:
            with closing(self._connect()) as base:
                row = base.execute(query, (self.service, name, oldest)).fetchone()
            return None if row is None else [_read(place) for place in json.loads(row[0])]
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError):
            self.cache.unlink(missing_ok=True)
            return None

    def _keep(self, name: str, places: Sequence[Place]) -> None:
        row = (self.service, name, date.today().isoformat(), json.dumps([asdict(place) for place in places]))  # noqa: DTZ011
        try:
            with closing(self._connect()) as base, base:
                base.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise GeocodingError(
                f"{self.cache}: the geocoder's answers cannot be kept ({error}); check the disk"
            ) from error

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.cache)
        base.execute(
            "CREATE TABLE IF NOT EXISTS answer (service TEXT, name TEXT, day TEXT, places TEXT, PRIMARY KEY (service, name))"
        )
        return base


def _geocoder(settings: Settings) -> Any:
    from geopy.adapters import URLLibAdapter  # noqa: PLC0415
    from geopy.exc import ConfigurationError, GeocoderNotFound  # noqa: PLC0415
    from geopy.geocoders import get_geocoder_for_service  # noqa: PLC0415

    try:
        kind = get_geocoder_for_service(settings.geocoder)
        accepted = inspect.signature(kind).parameters
        given = {
            "user_agent": settings.user_agent,
            "timeout": settings.geocoder_timeout,
            "scheme": settings.geocoder_scheme,
            "domain": settings.geocoder_domain,
            "api_key": settings.geocoder_key,
            "adapter_factory": URLLibAdapter,  # the other one repeats questions by itself, past the limiter
        }
        return kind(**{name: value for name, value in given.items() if value and name in accepted})
    except GeocoderNotFound as error:
        raise GeocodingError(f"geopy has no geocoder {settings.geocoder!r}; try nominatim") from error
    except (ConfigurationError, TypeError) as error:
        raise GeocodingError(f"the geocoder {settings.geocoder!r} cannot be set up: {error}") from error


def _place(service: str, answer: Any) -> Place:
    """A geopy ``Location`` as a Place. Raises ValueError or TypeError for what is no point on the globe."""
    raw: Mapping[str, Any] = answer.raw if isinstance(answer.raw, dict) else {}
    latitude, longitude = float(answer.latitude), float(answer.longitude)
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise ValueError(f"{latitude}, {longitude} is not on the globe")
    kind = _KINDS.get(str(raw.get("addresstype") or raw.get("type")), PlaceKind.SITE)
    address = raw.get("address")
    code = str(address.get("country_code", "")).upper() if isinstance(address, dict) else ""
    key = f"{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw and "osm_type" in raw else _digest(answer.address)
    return Place(
        id=f"{service.partition('@')[0]}:{key}",
        name=str(raw.get("name") or str(answer.address).partition(",")[0])[:LONGEST_NAME],
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        radius_km=_radius(raw.get("boundingbox"), kind),
        country=code if len(code) == 2 and code.isascii() and code.isalpha() else None,
    )


def unknown(resolutions: Sequence[Resolution]) -> list[str]:
    """Names that no gazetteer knows: those with no candidate, and those that only stand on another name's place."""
    named = {r.chosen.id for r in resolutions if r.chosen is not None and r.mention.rule != "context"}
    return [
        r.mention.text
        for r in resolutions
        if not r.candidates or (r.mention.rule == "context" and r.chosen is not None and r.chosen.id in named)
    ]


def _radius(box: Any, kind: PlaceKind) -> float:
    """Half the diagonal of the box (south, north, west, east in degrees); what is usual for the kind without one."""
    try:
        south, north, west, east = (float(side) for side in box)
    except (TypeError, ValueError):
        return _RADIUS_KM[kind]
    across = (east - west) * math.cos(math.radians((south + north) / 2))
    half = math.hypot(north - south, across) * KM_A_DEGREE / 2
    return round(min(max(half, NARROWEST_KM), WIDEST_KM), 1) if math.isfinite(half) else _RADIUS_KM[kind]


def _read(kept: Mapping[str, Any]) -> Place:
    return Place(**{**kept, "kind": PlaceKind(kept["kind"])})


def _digest(text: object) -> str:
    return hashlib.sha256(str(text).encode()).hexdigest()[:12]


def _why(error: Exception) -> str:
    """The error in words; geopy's own name for it says more than its text does."""
    return f"{type(error).__name__} {error}".strip()[:200]
