"""``.jsonl``: one JSON object a line, ``{"id": str, "text": str, "title"?, "published"?, "url"?, "source"?, "language"?}``.

Lines are read one at a time, so a file may be larger than memory; a broken line is a problem that names file and line.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.documents.making import BYTES_A_CHARACTER, STAGE, documents_of, too_long
from dashboard.errors import ReadError
from dashboard.model import Document, Problem
from dashboard.plugins import Input

ESCAPED = 3  # a line may be this many times its text: JSON writes an Arabic letter as six bytes
ROOM = 65_536  # bytes for the other fields


def read_jsonl(source: Input) -> Iterator[Document | Problem]:
    """The documents of the file in order; a line that is none becomes a Problem and the rest goes on."""
    longest = source.max_characters * BYTES_A_CHARACTER * ESCAPED + ROOM
    some = False
    with source.open() as stream:
        for number, line in _lines(stream, longest):
            where = f"{source.location}:{number}"
            if line is None:
                some = True
                yield Problem(where, STAGE, too_long(source.max_characters))
            elif line.strip():
                some = True
                try:
                    yield from _document(source, line, where)
                except ReadError as error:
                    yield Problem(where, STAGE, str(error))
    if not some:
        raise ReadError("the file is empty")


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long, of which only ``longest`` bytes are ever in memory."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) <= longest:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest + 1)
        yield number, None


def _document(source: Input, line: bytes, where: str) -> Iterator[Document | Problem]:
    row = _object(line)
    text = row.get("text")
    if not isinstance(text, str):
        raise ReadError('the object has no "text" that is a string' if text is None else '"text" must be a string')
    given = row.get("id")
    if given is not None and not isinstance(given, (str, int)):
        raise ReadError('"id" must be a string')
    identity = "" if given is None else str(given).encode("utf-8", "replace").decode()
    yield from documents_of(source, text, row, raw=line, where=where, identity=identity)


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadError(f"byte {error.start + 1} is not UTF-8; JSON Lines must be UTF-8") from error
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg} at character {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise ReadError(f"not usable JSON: {error}") from error
    if not isinstance(row, dict):
        raise ReadError('a line must be a JSON object with "id" and "text"')
    return row
