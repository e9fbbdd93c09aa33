"""What users add to the gazetteer: GeoNames' files of a country, checked once, kept beside the index, compiled in by build.

``built/added/IQ.places.tsv.gz`` and ``IQ.names.tsv.gz``, each a header line (JSON: where from, when, how much) and the
good rows. A file is written whole under another name and then moved, so that a killed run leaves nothing half-added; a
newer file of a country replaces the older one. The feature codes are kept, so that a new table of kinds needs no new import.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from dashboard import paths
from dashboard.errors import GazetteerError
from dashboard.model import PlaceKind, Problem
from dashboard.places import dumps, features, joining, keys
from dashboard.places.dumps import NameRow, PlaceRow
from dashboard.places.sources import ALIAS, PRIMARY, SHORT, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 1
_AIR = ("AIRB", "AIRF", "AIRP")
_USES = {"preferred": PRIMARY, "other": ALIAS, "short": SHORT}


@dataclass(frozen=True, slots=True)
class Added:
    """One file of a country. ``kind`` is places or names; ``used`` of the ``rows`` make a place or name a place."""

    country: str
    kind: str
    file: str
    sha256: str
    added: str
    latest: str
    rows: int
    used: int
    bad: int
    format: int = FORMAT

    def __str__(self) -> str:
        as_of = f", as of {self.latest}" if self.latest else ""
        return f"{self.country} {self.kind}: {self.used:,} of {self.rows:,} rows from {self.file}{as_of}, added {self.added}"


class Done(NamedTuple):
    """What ``add`` did: the file as it stands now, whether that is new, and the lines that were left out."""

    added: Added
    changed: bool
    problems: tuple[Problem, ...] = ()


def home(folder: Path | None = None) -> Path:
    """Where added files are kept on this machine."""
    return folder or paths.built() / "added"


def add(path: Path, folder: Path | None = None) -> Done:
    """Check a file of GeoNames and keep its good rows; the same file again changes nothing.

    Raises GazetteerError if the file is none of GeoNames' or cannot be kept; then all is as it was before.
    """
    where = home(folder)
    sha256 = dumps.digest(path)
    for old in listed(where):
        if old.sha256 == sha256 and old.format == FORMAT:
            return Done(old, changed=False)
    try:
        where.mkdir(parents=True, exist_ok=True)
        _clear(where)
        return _keep(path, sha256, where)
    except OSError as error:
        raise GazetteerError(f"{where}: cannot be written: {error.strerror or error}") from error


def _keep(path: Path, sha256: str, where: Path) -> Done:
    body, whole = (where / f"{os.getpid()}.{part}.tmp" for part in ("rows", "whole"))
    used = 0
    try:
        with dumps.opened(path) as (reading, rows):
            with gzip.open(body, "wt", encoding="utf-8", newline="") as out:
                for row in rows:
                    out.write("\t".join(map(str, row)) + "\n")
                    used += features.of(row.code, 0) is not None if isinstance(row, PlaceRow) else row.use != "left"
            if not used:
                raise GazetteerError(f"{path}: no line of it makes a place; nothing was added")
            record = Added(reading.country, reading.kind, path.name, sha256, f"{datetime.now(UTC):%Y-%m-%d}",
                           reading.latest, reading.rows, used, reading.bad)  # fmt: skip
        with whole.open("wb") as out_raw, body.open("rb") as rows_raw:
            out_raw.write(gzip.compress(json.dumps(dataclasses.asdict(record)).encode() + b"\n", mtime=0))
            shutil.copyfileobj(rows_raw, out_raw)
            out_raw.flush()
            os.fsync(out_raw.fileno())
        whole.replace(_file(where, record.country, record.kind))
    finally:
        body.unlink(missing_ok=True)
        whole.unlink(missing_ok=True)
    return Done(record, changed=True, problems=tuple(reading.problems))


def _file(where: Path, country: str, kind: str) -> Path:
    return where / f"{country}.{kind}.tsv.gz"


def _clear(where: Path) -> None:
    """Remove what killed runs have left."""
    for file in where.glob("*.tmp"):
        pid = int(re.sub(r"\D", "", file.name.split(".")[0]) or 0)
        if not pid:
            continue
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            file.unlink(missing_ok=True)
        except PermissionError:
            continue


def remove(country: str, folder: Path | None = None) -> bool:
    """Take out what was added of a country; False if there was nothing."""
    if not re.fullmatch("[A-Za-z]{2}", country):
        raise GazetteerError(f"{country!r} is no country; give its two letters (ISO 3166-1), e.g. IQ")
    files = [_file(home(folder), country.upper(), kind) for kind in ("places", "names")]
    there = [file for file in files if file.is_file()]
    for file in there:
        file.unlink()
    return bool(there)


def listed(folder: Path | None = None) -> tuple[Added, ...]:
    """What has been added, by country; raises GazetteerError for a file that is broken."""
    found = []
    for file in sorted(home(folder).glob("??.*.tsv.gz")):
        try:
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                found.append(Added(**json.loads(lines.readline())))
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise GazetteerError(
                f"{file}: this added file is broken ({error}); run `dashboard gazetteer remove {file.name[:2]}`, then add it again"
            ) from error
    return tuple(found)


def stamp(folder: Path | None = None) -> str:
    """What the index's stamp has to say of the added files; empty if there are none."""
    return "".join(f"{one.country} {one.kind} {one.format} {one.sha256}\n" for one in listed(folder))


# ---------------------------------------------------------------------------------------------------- for the build


def over(packaged: Iterable[Entry], folder: Path | None = None) -> Iterator[Entry]:
    """The packages' entries with the added ones above them: of one geonameid the added row wins.

    What a dump does not say stays: the radius of a division, its abbreviations, being a capital, the people where the
    dump counts none. An airfield that both know under one name is the dump's, with the names of both.
    """
    names = _names(folder)
    entries, fields = _entries(folder, names)
    for entry in packaged:
        mine = entries.pop(entry.id, None)
        if mine is not None:
            yield _instead(mine, entry)
        elif (twin := _twin(entry, entries, fields)) is not None:
            entries[twin.id] = dataclasses.replace(twin, names=_united(twin.names, entry.names))
        else:
            number = entry.id.removeprefix("geonames:")
            yield _renamed(entry, names.get(int(number), ())) if number.isdigit() else entry
    yield from sorted(entries.values(), key=lambda e: (-e.population, e.id))


def _names(folder: Path | None) -> dict[int, list[NameRow]]:
    found: dict[int, list[NameRow]] = defaultdict(list)
    for identity, name, use in _rows(folder, "names"):
        found[int(identity)].append(NameRow(int(identity), name, use))
    return dict(found)


def _entries(folder: Path | None, names: dict[int, list[NameRow]]) -> tuple[dict[str, Entry], dict[str, list[str]]]:
    """The places by id, and the ids of airfields by the keys of their names."""
    found: dict[str, Entry] = {}
    fields: dict[str, list[str]] = defaultdict(list)
    for row, country in _places(folder):
        feature = features.of(row.code, row.population)
        if feature is None:
            continue
        admin = f"{country}.{row.admin1}" if row.admin1 not in {"", "00"} else None
        others = [(n, SHORT if n.isascii() and len(n) <= 2 else ALIAS) for n in row.names.split("|") if n]
        entry = Entry(f"geonames:{row.id}", row.name, feature.kind, row.latitude, row.longitude, feature.radius_km, country,
                      admin, row.population, ((row.name, PRIMARY), *others), known=feature.prominence)  # fmt: skip
        found[entry.id] = entry = _renamed(entry, names.get(row.id, ()))
        if row.code in _AIR:
            for key in joining.name_set(entry):
                fields[key].append(entry.id)
    return found, fields


def _places(folder: Path | None) -> Iterator[tuple[PlaceRow, str]]:
    for one in listed(folder):
        if one.kind == "places":
            for c in _rows(folder, "places", one.country):
                yield PlaceRow(int(c[0]), c[1], c[2], float(c[3]), float(c[4]), c[5], c[6], int(c[7])), one.country


def _rows(folder: Path | None, kind: str, country: str = "??") -> Iterator[list[str]]:
    for file in sorted(home(folder).glob(f"{country}.{kind}.tsv.gz")):
        try:
            with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
                next(lines)
                for line in lines:
                    yield line.rstrip("\n").split("\t")
        except (OSError, EOFError) as error:
            raise GazetteerError(f"{file}: this added file is broken ({error}); remove it and add it again") from error


def _renamed(entry: Entry, rows: Iterable[NameRow]) -> Entry:
    """The entry with alternate names; historic and colloquial ones are taken off it, but never its own name."""
    rows = list(rows)
    if not rows:
        return entry
    left = {keys.key(row.name) for row in rows if row.use == "left"} - {
        keys.key(row.name) for row in rows if row.use != "left"
    }
    extra = [(row.name, _USES[row.use]) for row in rows if row.use != "left"]
    kept = [(n, flags) for n, flags in entry.names if n == entry.name or keys.key(n) not in left]
    return dataclasses.replace(entry, names=_united(extra, kept) if extra else tuple(kept))


def _united(first: Iterable[tuple[str, int]], second: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _instead(mine: Entry, packaged: Entry) -> Entry:
    division = mine.kind is packaged.kind and mine.kind in {PlaceKind.PROVINCE, PlaceKind.DISTRICT}
    return dataclasses.replace(
        mine, radius_km=packaged.radius_km if division else mine.radius_km, admin=mine.admin or packaged.admin,
        population=mine.population or packaged.population, names=_united(mine.names, packaged.names), capital=packaged.capital,
    )  # fmt: skip


def _twin(entry: Entry, entries: dict[str, Entry], fields: dict[str, list[str]]) -> Entry | None:
    if not fields or not entry.id.startswith("airport:"):
        return None
    found = {i for key in joining.name_set(entry) for i in fields.get(key, ()) if i in entries}
    return next((entries[i] for i in sorted(found) if joining.same(entries[i], entry)), None)
