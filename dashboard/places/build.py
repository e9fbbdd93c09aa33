"""Compile the place index: read all sources, make keys, write one SQLite file, put it in place in one move.

Steps: entries -> place rows, name rows -> facts per key -> arrays -> the file. Two processes may build at once: each
writes its own temporary file, and the last rename wins with the same content.
"""

from __future__ import annotations

import gzip
import itertools
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard import paths
from dashboard.errors import GazetteerError
from dashboard.model import PlaceKind
from dashboard.places import added, index, joining, keys, sources
from dashboard.places.sources import ALIAS, BARE, DEMONYM, PRIMARY, SHORT, Entry

if TYPE_CHECKING:
    from pathlib import Path

Progress = Callable[[int, int, str], None]

EXPECTED = 310_000  # entries, for the progress bar only
ENGLISH = frozenset("US GB CA AU NZ IE".split())  # names there are not transliterated
_RANK = {PRIMARY: 0, ALIAS: 1, SHORT: 2, DEMONYM: 3, BARE: 4}


class Word(NamedTuple):
    """What words.tsv.gz says of a word; see data/lexicon/make_words.py."""

    ordinary: int
    given: int
    surname: int


def build(path: Path | None = None, progress: Progress | None = None, entries: Iterable[Entry] | None = None) -> Path:
    """Build the index at ``path`` (by default this machine's) and return where it is.

    ``progress(done, total, what)`` is called now and then; ``entries`` replaces the usual sources, for small indexes.
    Raises GazetteerError if a source is malformed or the file cannot be written.
    """
    target = path or index.path()
    told = progress or (lambda _done, _total, _what: None)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with sqlite3.connect(temporary) as base:
            _write(base, _all_entries() if entries is None else entries, told)
        base.close()
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{target}: the place index cannot be written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)
    told(EXPECTED, EXPECTED, "done")
    return target


def _all_entries() -> Iterator[Entry]:
    folder = paths.data() / "gazetteer"
    divisions = list(sources.divisions())
    files = [folder / "overlay.tsv", folder / "world.tsv"]
    ours = [entry for file in files if file.is_file() for entry in sources.overlay(file)]
    ours = joining.unique(joining.with_divisions(ours, divisions))
    yield from sources.countries()
    packaged = itertools.chain(divisions, sources.airfields(), sources.towns())
    yield from joining.joined(ours, added.over(packaged))


def _write(base: sqlite3.Connection, entries: Iterable[Entry], told: Progress) -> None:
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + index.SCHEMA)
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    frames: set[tuple[str, str, str, int]] = set()
    nations: set[str] = set()  # words for people; countries come first
    never = {keys.key(word) for word in stopnames()["never"]}
    for number, entry in enumerate(entries):
        places.append((number, entry.id, entry.name, index.KINDS.index(entry.kind), entry.latitude, entry.longitude,
                       entry.radius_km, entry.country, entry.admin, entry.population, round(entry.prominence, 2),
                       int(entry.curated)))  # fmt: skip
        own = name_keys(entry)
        if entry.kind is PlaceKind.COUNTRY:
            nations |= {key for key, flags in own.items() if flags == DEMONYM}
        names += [
            (key, number, flags)
            for key, flags in own.items()
            if key not in never and not (flags in {ALIAS, BARE} and key in nations)
        ]
        if entry.country and entry.country not in ENGLISH:
            found = {
                keys.bare(n) or keys.key(n): keys.frame(n) for n, flags in entry.names if flags in {PRIMARY, ALIAS}
            }
            frames |= {(entry.country, frame, key, number) for key, frame in found.items() if frame}
        if number % 5_000 == 0:
            told(min(number, EXPECTED - 1), EXPECTED, "reading places")
    told(EXPECTED * 8 // 10, EXPECTED, "sorting names")
    names.sort()
    base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", places)
    told(EXPECTED * 9 // 10, EXPECTED, "writing names")
    base.executemany("INSERT INTO name VALUES (?,?,?)", names)
    base.executemany("INSERT INTO frame VALUES (?,?,?,?)", sorted(frames))
    digests, facts = _facts(names, places)
    order = np.argsort(digests)
    towns = _towns(places)
    arrays = {"digests": digests[order], "facts": facts[order], **towns}
    base.executemany("INSERT INTO array VALUES (?,?)", [(k, v.tobytes()) for k, v in arrays.items()])
    base.execute("CREATE INDEX place_country ON place (country)")
    base.executemany("INSERT INTO meta VALUES (?,?)", [("layout", index.LAYOUT), ("stamp", index.stamp()),
                     ("places", str(len(places))), ("names", str(len(names)))])  # fmt: skip
    base.commit()


def name_keys(entry: Entry) -> dict[str, int]:
    """The keys of all names of an entry, each with the best flags any of its spellings earns."""
    found: dict[str, int] = {}
    arabic = entry.country in keys.ARTICLE_COUNTRIES or entry.country is None
    for name, flags in entry.names:
        parts = keys.words(name)
        if len(parts) > 1 and parts[0] == "the":
            parts = parts[1:]
        if (
            not parts
            or len(parts) > keys.LONGEST
            or (flags == ALIAS and len(name) == 3 and name.isascii() and name.isupper())
        ):
            continue  # three capitals are an airport's code, not a name
        pairs = [("".join(parts), flags)]
        if arabic and flags in {PRIMARY, ALIAS} and len(short := keys.bare(name)) > 3:
            pairs.append((short, BARE))
        for key, kind in pairs:
            if len(key) > 1 and not keys.is_article(key) and (key not in found or _RANK[kind] < _RANK[found[key]]):
                found[key] = kind
    return found


def words() -> dict[str, Word]:
    """Ordinary words and personal names; stopnames.toml overrides."""
    found: dict[str, Word] = {}
    raw = gzip.decompress((paths.data() / "lexicon" / "words.tsv.gz").read_bytes()).decode()
    for line in raw.splitlines()[1:]:
        word, ordinary, given, surname = line.split("\t")
        old = found.get(key := keys.word_key(word), Word(0, 0, 0))
        found[key] = Word(max(old.ordinary, int(ordinary)), max(old.given, int(given)), max(old.surname, int(surname)))
    stop = stopnames()
    for word in stop["not_ordinary"]:
        if (key := keys.word_key(word)) in found:
            found[key] = found[key]._replace(ordinary=0)
    for word in stop["ordinary"]:
        found[key] = (found.get(key := keys.word_key(word)) or Word(0, 0, 0))._replace(ordinary=60)
    return found


def stopnames() -> dict[str, list[str]]:
    """The lists of stopnames.toml."""
    path = paths.data() / "lexicon" / "stopnames.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = {"never", "ordinary", "not_ordinary"} - set(found)
    if missing:
        raise GazetteerError(f"{path}: the list {', '.join(sorted(missing))} is missing")
    return found


def _facts(names: list[tuple[str, int, int]], places: list[tuple[object, ...]]) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays, one item a key: its digest, and the packed fact (index.py tells the bits)."""
    known = words()
    nation = index.KINDS.index(PlaceKind.COUNTRY)
    digests: list[int] = []
    facts: list[int] = []
    for key, group in _grouped(names):
        kinds = people = primary = seen = country = 0
        for _key, number, flag in group:
            row = places[number]
            if row[3] == nation:
                country = index.country_number(str(row[7]))
            kinds |= 1 << int(str(row[3]))
            size = round(float(str(row[10])))
            people = max(people, size)
            primary = max(primary, size) if flag == PRIMARY else primary
            seen |= {PRIMARY: 1, SHORT: 2, DEMONYM: 4}.get(flag, 8) | (16 if row[11] and flag in {PRIMARY, BARE} else 0)
        word = known.get(key, Word(0, 0, 0))
        values = ((index.KIND_BITS, kinds), (index.PEOPLE, min(people, 31)), (index.PRIMARY_PEOPLE, min(primary, 31)),
                  (index.COUNT, min(len(group), 255)), (index.ORDINARY, word.ordinary), (index.GIVEN, word.given),
                  (index.SURNAME, word.surname), (index.FLAGS, seen), (index.COUNTRY, country))  # fmt: skip
        facts.append(sum(value << field[0] for field, value in values))
        digests.append(keys.digest(key))
    return np.array(digests, dtype=np.uint64), np.array(facts, dtype=np.uint64)


def _grouped(names: list[tuple[str, int, int]]) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    start = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end][0] != names[start][0]:
            yield names[start][0], names[start:end]
            start = end


def _towns(places: list[tuple[object, ...]]) -> dict[str, np.ndarray]:
    """Towns by falling population: row number, latitude, longitude; for the labels of the base map."""
    town = index.KINDS.index(PlaceKind.TOWN)
    rows = sorted(
        (row for row in places if row[3] == town and row[9]), key=lambda row: (-int(str(row[9])), str(row[1]))
    )
    return {
        "town_numbers": np.array([row[0] for row in rows], dtype=np.int32),
        "town_points": np.array([(row[4], row[5]) for row in rows], dtype=np.float32),
    }
