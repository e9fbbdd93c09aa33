"""Readers, gazetteers and extractors by name: a literal table, imported on first use; entry points add to it.

An installed distribution adds one by an entry point in the group ``dashboard.readers`` (name: a suffix such as
``.eml`` or a URL scheme such as ``imap:``), ``dashboard.gazetteers`` or ``dashboard.extractors`` (name: any word).
The contract of each kind is a protocol below and a test class in ``dashboard.testing``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from dashboard.errors import PluginError
from dashboard.model import (
    ActorMention,
    CountMention,
    Document,
    Gazetteer,
    PlaceMention,
    Problem,
    Sentence,
    TimeMention,
    TriggerMention,
)

AnyMention = PlaceMention | ActorMention | TimeMention | CountMention | TriggerMention


@dataclass(frozen=True, slots=True)
class Input:
    """What a reader reads: ``location`` is the path or URL as given; ``open`` gives its bytes, anew each time."""

    location: str
    open: Callable[[], BinaryIO]
    language: str = "en"
    max_characters: int = 1_000_000

    @classmethod
    def of_bytes(cls, location: str, content: bytes, **limits: Any) -> Input:
        return cls(location, lambda: io.BytesIO(content), **limits)

    @classmethod
    def of_file(cls, path: Path, **limits: Any) -> Input:
        return cls(str(path), lambda: path.open("rb"), **limits)


class Reader(Protocol):
    """Turns one file or URL into documents; what cannot be read becomes a Problem, or a ReadError for the whole."""

    def __call__(self, source: Input, /) -> Iterable[Document | Problem]: ...


class Extractor(Protocol):
    """Finds further mentions; each must lie inside its sentence."""

    def __call__(self, document: Document, sentences: Sequence[Sentence], /) -> Iterable[AnyMention]: ...


OpenGazetteer = Callable[[], Gazetteer]


@dataclass(frozen=True, slots=True)
class Builtin:
    """``target`` is ``module:name``; ``hint`` says what to do when its import fails."""

    target: str
    hint: str = "reinstall incident-dashboard"


READERS: Mapping[str, Builtin] = {
    ".txt": Builtin("dashboard.documents.text:read_text"),
    ".text": Builtin("dashboard.documents.text:read_text"),
    ".md": Builtin("dashboard.documents.markdown:read_markdown"),
    ".markdown": Builtin("dashboard.documents.markdown:read_markdown"),
    ".jsonl": Builtin("dashboard.documents.jsonl:read_jsonl"),
    ".ndjson": Builtin("dashboard.documents.jsonl:read_jsonl"),
}
GAZETTEERS: Mapping[str, Builtin] = {
    "offline": Builtin("dashboard.places.offline:OfflineGazetteer.open", "run `dashboard gazetteer build`"),
}
EXTRACTORS: Mapping[str, Builtin] = {}
_GROUPS = {"readers": READERS, "gazetteers": GAZETTEERS, "extractors": EXTRACTORS}


def reader(kind: str) -> Reader | None:
    """The reader for a suffix (``.txt``) or URL scheme (``https:``), None if no plug-in knows it."""
    return _load("readers", kind.lower()) if kind.lower() in names("readers") else None


def gazetteer(name: str) -> OpenGazetteer:
    """What opens the gazetteer of that name."""
    found: OpenGazetteer = _required("gazetteers", name)
    return found


def extractor(name: str) -> Extractor:
    """The extractor of that name."""
    found: Extractor = _required("extractors", name)
    return found


def names(group: str) -> tuple[str, ...]:
    """All names known in ``readers``, ``gazetteers`` or ``extractors``, built-in ones first."""
    builtin = _GROUPS[group]
    return (*builtin, *sorted(set(_added(group)) - set(builtin)))


@cache
def _added(group: str) -> Mapping[str, EntryPoint]:
    return {point.name.lower(): point for point in entry_points(group=f"dashboard.{group}")}


def _required(group: str, name: str) -> Any:
    if name.lower() not in names(group):
        known = ", ".join(names(group)) or "none is installed"
        raise PluginError(f"there is no {group.removesuffix('s')} {name!r}; known: {known}")
    return _load(group, name.lower())


def _load(group: str, name: str) -> Any:
    """Import a plug-in; built-in names win over added ones, so that an install cannot silently replace them."""
    builtin = _GROUPS[group].get(name)
    try:
        if builtin is None:
            found = _added(group)[name].load()
        else:
            module, _, attribute = builtin.target.partition(":")
            found = attrgetter(attribute)(import_module(module))
    except (ImportError, AttributeError) as error:
        hint = builtin.hint if builtin else "mend or uninstall the distribution that brings it"
        raise PluginError(f"the {group.removesuffix('s')} {name!r} cannot be imported ({error}); {hint}") from error
    if not callable(found):
        raise PluginError(f"the {group.removesuffix('s')} {name!r} is not callable: {found!r}")
    return found
