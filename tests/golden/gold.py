"""Turn the golden texts beside this file (TOML, written for this project) into gold in the record format.

Each ``[[incident]]`` names its place by the words of the text (``occurrence`` counts from 1), its point, its values as
RECORDS.md has them ("open" for an open upper bound) and the first words of every sentence that reports it.
``optional`` marks a record that neither must nor must not be there; ``alternatives`` are other right sub-event types.
Both stand in the gold line under these names, beside what RECORDS.md has; ``tests/quality/lenient.py`` reads them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from dashboard.mentions.sentences import split
from dashboard.model import Document, Source, Span, SubEventType

FOLDER = Path(__file__).parent / "texts"


def texts() -> list[dict[str, Any]]:
    """Every golden text as its TOML says it, in the order of the file names."""
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


def as_input(row: dict[str, Any]) -> dict[str, Any]:
    """The input line of RECORDS.md."""
    line = {"id": row["id"], "text": row["text"].strip("\n")}
    if "published" in row:
        line["published"] = row["published"]
    return line


def as_gold(row: dict[str, Any]) -> dict[str, Any]:
    """The gold line of RECORDS.md; raises ValueError when words named in the TOML are not in its text."""
    text = row["text"].strip("\n")
    document = Document(row["id"], text, Source(row["id"], "0" * 64))
    sentences = [sentence.span for sentence in split(document)]
    return {
        "id": row["id"],
        "published": row.get("published"),
        "incidents": [_incident(one, text, sentences) for one in row.get("incident", ()) if not one.get("optional")],
        "optional": [_incident(one, text, sentences) for one in row.get("incident", ()) if one.get("optional")],
        "not_incidents": [_rejected(one, text) for one in row.get("rejected", ())],
    }


def _find(text: str, words: str, occurrence: int = 1) -> int:
    at = -1
    for _ in range(occurrence):
        at = text.find(words, at + 1)
        if at < 0:
            raise ValueError(f"{words!r} is not in the text")
    return at


def _rejected(one: dict[str, Any], text: str) -> dict[str, Any]:
    at = _find(text, one["words"])
    return {"start": at, "end": at + len(one["words"]), "why": one["why"]}


def _sentence(sentences: list[Span], at: int) -> list[int]:
    return next([span.start, span.end] for span in sentences if span.start <= at < span.end)


def _incident(one: dict[str, Any], text: str, sentences: list[Span]) -> dict[str, Any]:
    sub = SubEventType(one["sub"])
    place = None
    if "place" in one:
        start = _find(text, one["place"], one.get("occurrence", 1))
        place = {
            "text": one["place"],
            "start": start,
            "end": start + len(one["place"]),
            "name": one.get("name", one["place"]),
            "country": one.get("country") or None,
            "lat": one["point"][0],
            "lon": one["point"][1],
            "where_prec": one["where_prec"],
        }
    first, last, precision = one.get("date", [None, None, 0])
    return {
        "event_type": str(sub.event_type),
        "sub_event_type": str(sub),
        "alternatives": [str(SubEventType(other)) for other in one.get("alternatives", ())],
        "factuality": one.get("factuality", "reported"),
        "background": one.get("background", False),
        "ongoing": one.get("ongoing", False),
        "actors": one.get("actors", []),
        "targets": one.get("targets", []),
        "place": place,
        "date": {"start": first or None, "end": last or None, "prec": precision},
        "killed": _count(one.get("killed")),
        "injured": _count(one.get("injured")),
        "count": one.get("count"),
        "evidence": [_sentence(sentences, _find(text, words)) for words in one["evidence"]],
    }


def _count(given: list[Any] | None) -> list[int | None] | None:
    return None if given is None else [given[0], None if given[1] == "open" else given[1]]
