"""Files of GeoNames -> rows: country dumps and alternate names, plain or zipped, read as a stream and checked by line.

A country dump (``IQ.txt`` or ``IQ.zip`` of https://download.geonames.org/export/dump/) has 19 columns, a file of alternate
names (``IQ.zip`` of its folder ``alternatenames``) has 8 or 10; the first line tells which it is. A bad line is a
``Problem`` and the rest goes on; a file that is something else altogether is a GazetteerError. A zip is never unpacked to
disk, and no more is read of it than a text of its size can hold.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING, NamedTuple

from dashboard.errors import GazetteerError
from dashboard.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLACE_COLUMNS, NAME_COLUMNS = 19, (8, 10)
LONGEST_LINE = 100_000  # bytes; GeoNames' longest is about 20,000
LONGEST_NAME = 200  # characters, as GeoNames' own limit
MOST_TIMES = 100  # a zip whose text is more times its own size than this is a bomb; GeoNames' are 3 to 6
LARGEST = 4_000_000_000  # bytes of text
HOPELESS = 100  # so many bad lines, and more than good ones: it is another kind of file
LISTED = 1_000  # problems kept; all are counted
# isolanguage of alternate names that are no names: links, codes of post, airports, harbours, stations, phonetic forms
NOT_NAMES = frozenset("link wkdt post iata icao faac tcid unlc phon fr_1793".split())
_COUNTRY = re.compile(r"(?:^|/)([A-Z]{2})(?![A-Za-z0-9])[^/]*$")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class PlaceRow(NamedTuple):
    """One line of a country dump; ``names`` are all but the first, ``|`` between them."""

    id: int
    name: str
    names: str
    latitude: float
    longitude: float
    code: str
    admin1: str
    population: int


class NameRow(NamedTuple):
    """One line of alternate names; ``use`` is preferred, other, short (an abbreviation) or left (out)."""

    id: int
    name: str
    use: str


@dataclass
class Reading:
    """What is learnt while a file is read: whole after its rows have been gone through."""

    file: str
    country: str
    kind: str  # places or names
    rows: int = 0
    bad: int = 0
    latest: str = ""  # the last modification of a row, for country dumps
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, number: int, message: str) -> None:
        self.bad += 1
        if len(self.problems) < LISTED:
            self.problems.append(Problem(f"{self.file}, line {number}", "gazetteer", message))


def digest(path: Path) -> str:
    """sha256 of the file as it is."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read: {error.strerror or error}") from error


@contextmanager
def opened(path: Path) -> Iterator[tuple[Reading, Iterator[PlaceRow | NameRow]]]:
    """The rows of a file and what is learnt of it; raises GazetteerError if it is none of GeoNames'."""
    try:
        with _text(path) as (member, lines):
            first = next(lines, None)
            if first is None:
                raise GazetteerError(f"{path}: the file is empty; fetch it again")
            columns = first[1].count(b"\t") + 1
            kind = (
                "places"
                if columns == PLACE_COLUMNS
                else "names"
                if columns in NAME_COLUMNS
                else _unknown(path, columns)
            )
            reading = Reading(path.name, _country(path, member, first[1], kind), kind)
            read = _place if kind == "places" else _name
            yield reading, _rows(_again(first, lines), reading, read)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise GazetteerError(
            f"{path}: the zip file is broken or not one we can read ({error}); fetch it again"
        ) from error
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read: {error.strerror or error}") from error


def _again(first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    yield first
    yield from rest


def _unknown(path: Path, columns: int) -> str:
    raise GazetteerError(
        f"{path}: line 1 has {columns} columns; a GeoNames country dump has {PLACE_COLUMNS}, its alternate names 8 or 10, "
        "with tabs between them"
    )


def _country(path: Path, member: str, first: bytes, kind: str) -> str:
    """Whose places a file holds: by its line, by the zip's member, or by its own name."""
    columns = first.decode("utf-8", "replace").split("\t")
    if kind == "places" and re.fullmatch("[A-Z]{2}", columns[8]):
        return columns[8]
    for name in (member, path.name):
        if found := _COUNTRY.search(name):
            return found.group(1)
    raise GazetteerError(
        f"{path}: nothing tells which country this is; the file, or the text in the zip, should be called like IQ.txt "
        "(take the country's own file, not the one of all countries)"
    )


# ----------------------------------------------------------------------------------------------------- files and zips


@contextmanager
def _text(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, bytes]]]]:
    """The name of the text inside and its numbered lines."""
    with path.open("rb") as raw:
        packed = raw.read(4).startswith(b"PK")
        raw.seek(0)
        if not packed and path.suffix.lower() == ".zip":
            raise GazetteerError(f"{path}: this is no zip file; fetch it again")
        if not packed:
            yield path.name, _lines(raw, path, LARGEST)
            return
        with zipfile.ZipFile(raw) as archive:
            member = _member(archive, path)
            with archive.open(member) as text:
                yield member.filename, _lines(text, path, min(LARGEST, MOST_TIMES * max(member.compress_size, 10_000)))


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [
        m for m in archive.infolist() if m.filename.lower().endswith(".txt") and "readme" not in m.filename.lower()
    ]
    named = [m for m in texts if _COUNTRY.search(m.filename)]
    found = named or texts
    if len(found) != 1:
        held = ", ".join(m.filename for m in archive.infolist()[:5]) or "nothing"
        raise GazetteerError(f"{path}: the zip should hold one text like IQ.txt; it holds {held}")
    if found[0].flag_bits & 1:
        raise GazetteerError(f"{path}: {found[0].filename} in it needs a password; GeoNames' own files need none")
    return found[0]


def _lines(raw: IO[bytes], path: Path, most: int) -> Iterator[tuple[int, bytes]]:
    """Numbered lines, empty ones left out, without their ends; a line too long is cut, to be a problem later."""
    reader = io.BufferedReader(raw, 1 << 16) if isinstance(raw, io.RawIOBase) else raw
    number = seen = 0
    while line := reader.readline(LONGEST_LINE):
        number += 1
        seen += len(line)
        while not line.endswith(b"\n") and (more := reader.readline(LONGEST_LINE)):
            seen += len(more)
            line = line[:LONGEST_LINE] + (b"\n" if more.endswith(b"\n") else b"")
            _not_more(seen, most, path)
        _not_more(seen, most, path)
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line := line.rstrip(b"\r\n"):
            yield number, line


def _not_more(seen: int, most: int, path: Path) -> None:
    if seen > most:
        raise GazetteerError(
            f"{path}: the text in it is far larger than its zip may hold ({most:,} bytes); nothing was added"
        )


# ---------------------------------------------------------------------------------------------------------- the rows


def _rows(
    lines: Iterator[tuple[int, bytes]], reading: Reading, read: Callable[[list[str], Reading], PlaceRow | NameRow]
) -> Iterator[PlaceRow | NameRow]:
    seen: set[int] = set()
    for number, raw in lines:
        try:
            row = read(_columns(raw, reading), reading)
            if isinstance(row, PlaceRow) and row.id in seen:
                raise ValueError(f"the id {row.id} stands there twice; the first line is kept")  # noqa: TRY301
        except ValueError as error:
            reading.wrong(number, str(error))
            if reading.bad >= HOPELESS and reading.bad > reading.rows:
                raise GazetteerError(
                    f"{reading.file}: {reading.bad:,} of its first {number:,} lines are wrong, e.g. line {number}: {error}; "
                    "nothing was added. Take the country's own file from https://download.geonames.org/export/dump/"
                ) from None
            continue
        reading.rows += 1
        if isinstance(row, PlaceRow):
            seen.add(row.id)
        yield row


def _columns(raw: bytes, reading: Reading) -> list[str]:
    if len(raw) >= LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        columns = raw.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from None
    wanted = (PLACE_COLUMNS,) if reading.kind == "places" else NAME_COLUMNS
    if len(columns) not in wanted:
        hint = "; is there a tab in a name?" if len(columns) > wanted[0] else ""
        raise ValueError(f"{len(columns)} columns instead of {' or '.join(map(str, wanted))}{hint}")
    if any(map(_CONTROL.search, columns)):
        raise ValueError("a control character in a column")
    return columns


def _place(columns: list[str], reading: Reading) -> PlaceRow:
    identity, name, plain, others, lat, lon, letter, code, country = columns[:9]
    latitude, longitude = _point(lat, lon)
    if not re.fullmatch("[A-Z]?", letter) or not re.fullmatch("[A-Z0-9]{0,10}", code):
        raise ValueError(f"{letter}.{code} is no feature code")
    if country != reading.country:
        raise ValueError(f"the country is {country or 'empty'}, in a file of {reading.country}")
    if not re.fullmatch("[A-Z0-9]{0,20}", columns[10]):
        raise ValueError(f"{columns[10]!r} is no code of a division")
    names = [
        n for n in dict.fromkeys((plain.strip(), *map(str.strip, others.split(",")))) if 0 < len(n) <= LONGEST_NAME
    ]
    row = PlaceRow(_identity(identity), _named(name), "|".join(n.replace("|", " ") for n in names if n != name), latitude,
                   longitude, code, columns[10], _number(columns[14] or "0", "population"))  # fmt: skip
    reading.latest = max(reading.latest, _day(columns[18]))
    return row


def _name(columns: list[str], _reading: Reading) -> NameRow:
    _number(columns[0], "alternateNameId")
    identity, language, name = columns[1:4]
    flags = columns[4:8]
    if any(flag not in {"", "0", "1"} for flag in flags):
        raise ValueError("isPreferredName, isShortName, isColloquial and isHistoric must be 1 or empty")
    preferred, _short, colloquial, historic = (flag == "1" for flag in flags)
    if not re.fullmatch("[A-Za-z0-9_-]{0,8}", language):
        raise ValueError(f"{language!r} is no language")
    gone = len(columns) == NAME_COLUMNS[1] and bool(columns[9].strip())
    use = (
        "left"
        if colloquial or historic or gone or language in NOT_NAMES
        else "short"
        if language == "abbr"
        else "other"
    )
    if use == "other" and preferred and language == "en":
        use = "preferred"
    return NameRow(_identity(identity), name.strip() if use == "left" else _named(name), use)


def _identity(text: str) -> int:
    found = _number(text, "geonameid")
    if not found:
        raise ValueError("the geonameid must not be 0")
    return found


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 11):
        raise ValueError(f"{what} must be a whole number, not {text[:20]!r}")
    return int(text)


def _named(text: str) -> str:
    name = text.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"a name must have 1 to {LONGEST_NAME} characters, not {len(name)}")
    return name


def _point(lat: str, lon: str) -> tuple[float, float]:
    try:
        latitude, longitude = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"latitude and longitude must be numbers, not {lat[:20]!r}, {lon[:20]!r}") from None
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f"{lat[:20]}, {lon[:20]} lies not on the globe")
    if latitude == longitude == 0:
        raise ValueError("0, 0 means that the point is unknown")
    return latitude, longitude


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError:
        raise ValueError(f"the modification date must be like 2024-01-31, not {text[:20]!r}") from None
