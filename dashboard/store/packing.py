"""Records as compact JSON and back, without loss: how the store keeps what has no column of its own.

A record becomes a list of its fields in their order (``Span(3, 9)`` is ``[3, 9]``), so the code of a class is made from
its dataclass fields and type hints, once, when it is first asked for. Changing the fields of a record of ``model`` changes
what is stored: a field added at the end with a default is read from older rows as that default; any other change needs a
migration.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from dashboard import model
from dashboard.model import Actor, Count, Factuality, Incident, Location, Period, Report

T = TypeVar("T")
Code = Callable[[Any], Any]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD: one code point for one, so offsets stay."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def pack(record: Any) -> str:
    """A record of ``model`` as JSON text that ``unpack`` reads back."""
    return storable(json.dumps(_encoder(_hint(type(record)))(record), ensure_ascii=False, separators=(",", ":")))


def unpack(kind: type[T], packed: str) -> T:
    """The record of class ``kind`` that ``pack`` wrote. Raises ``ValueError`` where it is none."""
    try:
        return typing.cast("T", _decoder(_hint(kind))(json.loads(packed)))
    except KeyError as error:  # a word that no vocabulary has
        raise ValueError(f"this is no {kind.__name__}: {error} is no value of its vocabulary") from error


def pack_all(kind: type[T], records: Sequence[T]) -> str:
    """Records of one class as one JSON text."""
    encode = _encoder(_hint(kind))
    return storable(json.dumps([encode(record) for record in records], ensure_ascii=False, separators=(",", ":")))


def unpack_all(kind: type[T], packed: str) -> tuple[T, ...]:
    """What ``pack_all`` wrote."""
    decode = _decoder(_hint(kind))
    return tuple(decode(record) for record in json.loads(packed))


def _hint(kind: Any) -> Any:
    return kind


def _same(value: Any) -> Any:
    return value


def _of_optional(code: Code) -> Code:
    return lambda value: None if value is None else code(value)


def _hints(kind: type) -> dict[str, Any]:
    names = {**vars(model), "Mapping": Mapping, "Sequence": Sequence, "date": date}
    return typing.get_type_hints(kind, localns=names)


def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return typing.get_origin(hint), typing.get_args(hint)


@cache
def _encoder(hint: Any) -> Code:
    """What turns a value into JSON. A ``Cited`` of anything is coded by the class of its value."""
    origin, arguments = _parts(hint)
    if origin is tuple:
        inner = _encoder(arguments[0])
        return lambda value: [inner(item) for item in value]
    if origin in (typing.Union, types.UnionType):
        return _of_optional(_encoder(next(argument for argument in arguments if argument is not type(None))))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = _encoder(arguments[1])
        return lambda value: {key: inner(item) for key, item in sorted(value.items())}
    if dataclasses.is_dataclass(origin or hint):
        return _record_encoder(origin or hint, _binding(hint))
    return date.isoformat if hint is date else _same  # a StrEnum is written as the text it is


@cache
def _decoder(hint: Any) -> Code:
    origin, arguments = _parts(hint)
    if origin is tuple:
        inner = _decoder(arguments[0])
        return lambda value: tuple([inner(item) for item in value])
    if origin in (typing.Union, types.UnionType):
        return _of_optional(_decoder(next(argument for argument in arguments if argument is not type(None))))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = _decoder(arguments[1])
        return lambda value: {key: inner(item) for key, item in value.items()}
    if dataclasses.is_dataclass(origin or hint):
        return _record_decoder(origin or hint, _binding(hint))
    return _leaf_decoder(hint)


def _leaf_decoder(hint: Any) -> Code:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return date.fromisoformat if hint is date else _same


def _binding(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint)


def _fields(kind: Any, binding: tuple[Any, ...]) -> list[tuple[str, Any]]:
    """Name and hint of each field, with ``T`` of a generic record replaced by what it stands for."""
    hints = _hints(kind)
    return [
        (f.name, binding[0] if isinstance(hints[f.name], typing.TypeVar) else hints[f.name])
        for f in dataclasses.fields(kind)
    ]


def _record_encoder(kind: Any, binding: tuple[Any, ...]) -> Code:
    fields = _fields(kind, binding)
    read = attrgetter(*(name for name, _ in fields))
    single = len(fields) == 1
    coders = _changing(fields, _encoder)

    def encode(record: Any) -> list[Any]:
        values = [read(record)] if single else list(read(record))
        for at, code in coders:
            if values[at] is not None:
                values[at] = code(values[at])
        return values

    return encode


def _record_decoder(kind: Any, binding: tuple[Any, ...]) -> Code:
    coders = _changing(_fields(kind, binding), _decoder)

    def decode(values: list[Any]) -> Any:
        """The record of the values, which are used up. Fewer than fields: of a row older than a field; its default stands."""
        given = len(values)
        for at, code in coders:
            if at >= given:
                break
            if values[at] is not None:
                values[at] = code(values[at])
        return kind(*values)

    return decode


def _changing(fields: Sequence[tuple[str, Any]], coder: Callable[[Any], Code]) -> list[tuple[int, Code]]:
    """Where the fields stand that are not written as they are, each with what turns a value of it that is not None."""
    made = [(at, coder(_without_none(hint))) for at, (_, hint) in enumerate(fields)]
    return [(at, code) for at, code in made if code is not _same]


def _without_none(hint: Any) -> Any:
    origin, arguments = _parts(hint)
    if origin in (typing.Union, types.UnionType):
        return next(argument for argument in arguments if argument is not type(None))
    return hint


# ------------------------------------------------------------------------------------------------- incidents, unrolled


@dataclasses.dataclass(frozen=True, slots=True)
class Chosen:
    """An ``Incident`` with the ids of its reports in their place, which the store keeps once."""

    id: str
    reports: tuple[str, ...]
    lead: str
    factuality: Factuality
    period: Period | None
    location: Location | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    killed: Count | None
    injured: Count | None
    background: bool
    ongoing: bool
    sources: int
    confidence: float
    disagreements: Mapping[str, tuple[str, ...]]
    merged_because: tuple[str, ...]

    @classmethod
    def of(cls, incident: Incident) -> Chosen:
        """What is stored of an incident beside its reports."""
        values = {field.name: getattr(incident, field.name) for field in dataclasses.fields(incident)}
        values |= {"reports": tuple(report.id for report in incident.reports), "lead": incident.lead.id}
        return cls(**values)

    def incident(self, reports: Mapping[str, Report]) -> Incident:
        """The incident, with its reports by id."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values |= {"reports": tuple(reports[name] for name in self.reports), "lead": reports[self.lead]}
        return Incident(**values)
