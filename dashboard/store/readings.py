"""Writing what a document brings beside its reports: mentioned places, names not found, what was rejected, problems."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, delete, insert, select

from dashboard.model import Extract, PlaceRole, Problem, Resolution
from dashboard.records import point_of
from dashboard.store import schema
from dashboard.store.loading import chunks, next_key
from dashboard.store.packing import pack_all, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Rows = list[dict[str, Any]]


def insert_all(connection: Connection, table: Table, rows: Rows) -> None:
    """Inserts the rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def add_readings(connection: Connection, documents: Sequence[tuple[int, Extract]]) -> None:
    """Adds how the documents' places were read, what was rejected, and what went wrong."""
    mentioned: Rows = []
    unresolved: Rows = []
    rejected: Rows = []
    readings: Rows = []
    places = _place_keys(connection, [extract for _, extract in documents])
    for key, extract in documents:
        roles = _roles(extract)
        for position, (resolution, role) in enumerate(zip(extract.resolutions, roles, strict=True)):
            if resolution.chosen is None:
                unresolved.append(_unresolved_row(key, resolution))
            else:
                place = places[storable(resolution.chosen.id)]
                mentioned.append({"document": key, "position": position, "place": place, "role": role.value})
                mentioned[-1] |= _mentioned_row(extract, resolution)
        rejected += [
            {"document": key, "position": position, "start": r.span.start, "end": r.span.end, "why": r.why.value}
            | {"rule": storable(r.rule)}
            for position, r in enumerate(extract.rejected)
        ]
        packed = zlib.compress(pack_all(Resolution, extract.resolutions).encode(), 6)
        readings.append({"document": key, "resolutions": packed, "roles": " ".join(role.value for role in roles)})
    insert_all(connection, schema.mentioned, mentioned)
    insert_all(
        connection, schema.unresolved, list({(row["document"], row["start"]): row for row in unresolved}.values())
    )
    insert_all(connection, schema.rejected, rejected)
    insert_all(connection, schema.readings, readings)
    origins = [storable(extract.document.source.origin) for _, extract in documents]
    for chunk in chunks(origins):  # what could not be read before now can
        unread = schema.problems.c.document.is_(None) & schema.problems.c.place.in_(chunk)
        connection.execute(delete(schema.problems).where(unread))
    add_problems(connection, [(key, problem) for key, extract in documents for problem in extract.problems])


def _roles(extract: Extract) -> tuple[PlaceRole, ...]:
    return extract.roles or tuple(resolution.mention.role for resolution in extract.resolutions)


def _mentioned_row(extract: Extract, resolution: Resolution) -> dict[str, Any]:
    mention = resolution.mention
    sentences = extract.mentions.sentences
    sentence = sentences[mention.sentence].span if 0 <= mention.sentence < len(sentences) else mention.span
    latitude, longitude = point_of(resolution)
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "latitude": latitude,
        "longitude": longitude,
    }


def _unresolved_row(document: int, resolution: Resolution) -> dict[str, Any]:
    span = resolution.mention.span
    return {"document": document, "start": span.start, "end": span.end, "name": storable(resolution.mention.text)}


def _place_keys(connection: Connection, extracts: Sequence[Extract]) -> dict[str, int]:
    """The keys of all chosen places, by id; those not stored yet are added."""
    chosen = {
        storable(resolution.chosen.id): resolution.chosen
        for extract in extracts
        for resolution in extract.resolutions
        if resolution.chosen is not None
    }
    table = schema.places.c
    keys: dict[str, int] = {}
    for chunk in chunks(chosen):
        keys |= dict(connection.execute(select(table.id, table.key).where(table.id.in_(chunk))).all())
    first = next_key(connection, schema.places)
    rows: Rows = []
    for number, name in enumerate((name for name in chosen if name not in keys), first):
        place = chosen[name]
        keys[name] = number
        rows.append(
            {
                "key": number,
                "id": name,
                "name": storable(place.name),
                "kind": place.kind.value,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "radius_km": place.radius_km,
                "country": place.country,
            }
        )
    insert_all(connection, schema.places, rows)
    return keys


def add_problems(connection: Connection, found: Iterable[tuple[int | None, Problem]]) -> None:
    """Adds problems, with the key of their document if it has one; one that is already there is not added twice."""
    table = schema.problems.c
    fresh = {(storable(p.where), storable(p.stage), storable(p.message)): key for key, p in found}
    for chunk in chunks({place for place, _, _ in fresh}):
        stored = select(table.place, table.stage, table.message).where(table.place.in_(chunk))
        for problem in connection.execute(stored):
            fresh.pop((problem[0], problem[1], problem[2]), None)
    rows: Rows = [
        {"document": key, "place": place, "stage": stage, "message": message}
        for (place, stage, message), key in fresh.items()
    ]
    insert_all(connection, schema.problems, rows)
