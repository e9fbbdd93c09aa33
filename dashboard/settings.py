"""What can be set, and where each value came from.

    defaults < dashboard.toml < DASHBOARD_* environment < flags

``Settings`` is frozen and passed on; nothing below this module reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.errors import SettingsError

FILE = "dashboard.toml"
PREFIX = "DASHBOARD_"
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    store               database URL; empty = ``incidents.sqlite`` in the folder of built files
    workers             processes that read documents side by side
    gazetteer           name of the offline gazetteer (see ``plugins.GAZETTEERS``)
    extractors          names of further extractors, run after the built-in ones
    geocoder            geopy name of an online geocoder for names the gazetteer lacks; empty = stay offline
    user_agent          what to tell that service about you; its rules ask for it
    geocoder_domain     host[:port] of the service, for an own or a test server
    geocoder_scheme     https or http
    geocoder_key        key of a service that asks for one
    geocoder_timeout    seconds to wait for one answer
    geocoder_delay      seconds between two questions (Nominatim's policy: at least one)
    geocoder_keep_days  days after which a kept answer is asked for again
    language            language of documents that do not say theirs
    max_characters      longest document read, in code points; longer ones become a problem
    batch               documents saved in one transaction
    port                where ``serve`` listens; 0 = any free one
    tiles               URL template of online map tiles offered as a layer; empty = none
    strict              let a document's failure stop the run instead of listing it
    """

    store: str = ""
    workers: int = 1
    gazetteer: str = "offline"
    extractors: tuple[str, ...] = ()
    geocoder: str = ""
    user_agent: str = ""
    geocoder_domain: str = ""
    geocoder_scheme: str = "https"
    geocoder_key: str = field(default="", repr=False)
    geocoder_timeout: float = 10.0
    geocoder_delay: float = 1.0
    geocoder_keep_days: int = 180
    language: str = "en"
    max_characters: int = 1_000_000
    batch: int = 64
    port: int = 0
    tiles: str = ""
    strict: bool = False
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for name, low, high in _RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} must be between {low:g} and {high:g}, not {value} ({self.origin(name)})")
        if self.geocoder_scheme not in {"http", "https"}:
            raise SettingsError(f"geocoder_scheme must be http or https ({self.origin('geocoder_scheme')})")
        if self.geocoder and not self.user_agent.strip():
            raise SettingsError(
                f"the geocoder {self.geocoder!r} asks who is calling: give --user-agent 'name-of-your-project (you@example.org)'"
            )

    @property
    def store_url(self) -> str:
        """The database URL in force; a bare path means SQLite."""
        if not self.store:
            return f"sqlite:///{paths.built() / 'incidents.sqlite'}"
        return self.store if "://" in self.store else f"sqlite:///{self.store}"

    def origin(self, name: str) -> str:
        """Where a value came from: ``default``, a file's path, ``DASHBOARD_NAME`` or a flag."""
        return self.origins.get(name, "default")

    @classmethod
    def load(
        cls,
        flags: Mapping[str, Any] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        file: Path | None = None,
    ) -> Settings:
        """Put the four layers together.

        ``flags`` maps names to values, None = not given. ``file`` defaults to ``DASHBOARD_CONFIG``, else
        ``dashboard.toml`` in the working folder if there is one.
        """
        env = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        origins: dict[str, str] = {}
        named = file or (Path(env[PREFIX + "CONFIG"]) if env.get(PREFIX + "CONFIG") else None)
        layers = [
            _from_file(named or Path(FILE), required=named is not None),
            _from_environment(env),
            {k: (v, f"--{k.replace('_', '-')}") for k, v in (flags or {}).items() if v is not None},
        ]
        for layer in layers:
            for name, (value, origin) in layer.items():
                values[name] = _typed(name, value, origin)
                origins[name] = origin
        return cls(**values, origins=origins)

    def with_(self, **changes: Any) -> Settings:
        """The same settings with some values changed by the program."""
        return replace(self, **changes, origins={**self.origins, **dict.fromkeys(changes, "program")})


_RANGES: tuple[tuple[str, float, float], ...] = (
    ("workers", 1, MOST_WORKERS),
    ("geocoder_timeout", 0.05, 600),
    ("geocoder_delay", 0, 3600),
    ("geocoder_keep_days", 0, 36_500),
    ("max_characters", 1, 100_000_000),
    ("batch", 1, 10_000),
    ("port", 0, 65_535),
)
_DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Settings) if f.name != "origins"}
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_Layer = dict[str, tuple[Any, str]]


def _from_file(path: Path, *, required: bool) -> _Layer:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if required:
            raise SettingsError(f"{path}: no such settings file") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: not a settings file: {error}") from error
    return {name: (value, str(path)) for name, value in table.items()}


def _from_environment(env: Mapping[str, str]) -> _Layer:
    found = {k.removeprefix(PREFIX).lower(): (v, k) for k, v in env.items() if k.startswith(PREFIX)}
    found.pop("config", None)
    return found


def _typed(name: str, value: Any, origin: str) -> Any:
    """The value in the type its default has; text is read where the environment gives only text."""
    if name not in _DEFAULTS:
        raise SettingsError(f"{origin}: there is no setting {name!r}; there are {', '.join(sorted(_DEFAULTS))}")
    default = _DEFAULTS[name]
    wanted: Any = type(default)
    read: Any = None
    if wanted is bool:
        read = value if isinstance(value, bool) else _WORDS.get(str(value).strip().lower())
    elif wanted is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        read = tuple(str(p).strip() for p in parts if str(p).strip()) if isinstance(parts, (list, tuple)) else None
    elif wanted in {int, float} and not isinstance(value, bool):
        try:
            read = wanted(value)
        except (TypeError, ValueError):
            read = None
    elif isinstance(value, (str, Path)):
        read = str(value)
    if read is None:
        raise SettingsError(f"{origin}: {name} must be {_KINDS[wanted]}, not {value!r}")
    return read


_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text", tuple: "a list of names"}
