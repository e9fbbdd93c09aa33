"""The offline gazetteer: what a name may mean, from the compiled index, without a network."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz import fuzz

from dashboard.errors import GazetteerError
from dashboard.model import NameScanner, Place
from dashboard.places import index, keys
from dashboard.places.scanner import IndexScanner
from dashboard.places.sources import DEMONYM, PRIMARY, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST = 400  # places considered for one name; only "San José" and its like have more
REMEMBERED = 20_000  # names whose places are kept in memory
ALIKE, ALIKE_SHORT = 70.0, 82.0  # least rapidfuzz ratio of names with the same consonants; with only two of them
MOST_ALIKE = 6
_SIMILAR = "SELECT place, key FROM frame WHERE country = ? AND frame = ?"
_HOW = "run `dashboard gazetteer build`"
_QUERY = """SELECT p.id, p.name, p.kind, p.latitude, p.longitude, p.radius_km, p.country, p.admin, p.population, p.prominence, n.flags
FROM name n JOIN place p ON p.n = n.place WHERE n.key = ?"""
_OURS = "SELECT p.id FROM name n JOIN place p ON p.n = n.place WHERE n.key = ? AND n.flags = ? AND p.curated"
_RANK = {PRIMARY: 0, SHORT: 2, DEMONYM: 0}


class OfflineGazetteer:
    """A ``Gazetteer`` over the compiled index. Cheap to open; safe to open in every worker; read only."""

    def __init__(self, base: sqlite3.Connection, path: Path) -> None:
        self._base = base
        self.path = path
        self.lookup = lru_cache(maxsize=REMEMBERED)(self._lookup)
        self.usual = lru_cache(maxsize=REMEMBERED)(self._usual)
        self._arrays: dict[str, np.ndarray] = {}

    @classmethod
    def open(cls, path: Path | None = None, *, check_stamp: bool = True) -> OfflineGazetteer:
        """Open the index; raises GazetteerError if it is missing, broken, or was built from other data."""
        path = path or index.path()
        if not path.is_file():
            raise GazetteerError(f"{path}: there is no place index yet; {_HOW}")
        try:
            base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            meta = dict(base.execute("SELECT name, value FROM meta"))
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: the place index cannot be read ({error}); {_HOW}") from error
        if meta.get("layout") != index.LAYOUT or (check_stamp and meta.get("stamp") != index.stamp()):
            base.close()
            raise GazetteerError(f"{path}: the place index was built by another version or from other data; {_HOW}")
        return cls(base, path)

    def _lookup(self, name: str) -> Sequence[Place]:
        """The places of that name, likeliest first: usual names before other ones, then by population."""
        found = self._rows(keys.key(name)) or self._rows(keys.bare(name))
        return tuple(place for _flags, place in found[:MOST])

    def _usual(self, name: str) -> frozenset[str]:
        """The ids of the places of our own lists that news calls so, by whatever of their names: "Gaza" is the Strip."""
        rows = self._base.execute(_OURS, (keys.key(name), PRIMARY))
        return frozenset(identity for (identity,) in rows)

    def _rows(self, key: str) -> list[tuple[int, Place]]:
        if not key:
            return []
        rows = [(row[10], _place(row)) for row in self._base.execute(_QUERY, (key,))]
        rows.sort(key=lambda r: (_RANK.get(r[0], 1), -r[1].prominence, r[1].id))
        return rows

    def similar(self, name: str, country: str) -> Sequence[Place]:
        """Places of one country whose names are other transliterations of ``name``, the most similar first."""
        frame = keys.frame(name)
        if not frame:
            return ()
        own = keys.bare(name) or keys.key(name)
        best: dict[int, float] = {}
        for number, key in self._base.execute(_SIMILAR, (country, frame)):
            best[number] = max(best.get(number, 0.0), fuzz.ratio(own, key))
        order = sorted(
            (n for n, ratio in best.items() if ratio >= (ALIKE if len(frame) > 2 else ALIKE_SHORT)),
            key=lambda n: (-round(best[n]), n),
        )
        return tuple(place for n in order[:MOST_ALIKE] if (place := self._numbered(n)))

    def scanner(self) -> NameScanner:
        """What finds known names in a text; share one per process."""
        return IndexScanner(self._array("digests", np.uint64), self._array("facts", np.uint64))

    def largest(self, bounds: tuple[float, float, float, float], limit: int) -> Sequence[Place]:
        """The most populous towns within (south, west, north, east) degrees; east < west crosses the date line."""
        south, west, north, east = bounds
        points = self._array("town_points", np.float32).reshape(-1, 2)
        lat, lon = points[:, 0], points[:, 1]
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        inside = np.flatnonzero((lat >= south) & (lat <= north) & across)[:limit]
        numbers = self._array("town_numbers", np.int32)[inside].tolist()
        return tuple(place for number in numbers if (place := self._numbered(number)))

    def info(self) -> dict[str, str]:
        """What the index holds: layout, stamp, numbers of places and names."""
        return dict(self._base.execute("SELECT name, value FROM meta"))

    def _numbered(self, number: int) -> Place | None:
        query = "SELECT id, name, kind, latitude, longitude, radius_km, country, admin, population, prominence FROM place WHERE n = ?"
        row = self._base.execute(query, (number,)).fetchone()
        return _place(row) if row else None

    def _array(self, name: str, kind: type) -> np.ndarray:
        if name not in self._arrays:
            row = self._base.execute("SELECT data FROM array WHERE name = ?", (name,)).fetchone()
            if row is None:
                raise GazetteerError(f"{self.path}: the place index lacks {name}; {_HOW}")
            self._arrays[name] = np.frombuffer(row[0], dtype=kind)
        return self._arrays[name]

    def close(self) -> None:
        self._base.close()


def _place(row: Sequence[Any]) -> Place:
    return Place(row[0], row[1], index.KINDS[row[2]], row[3], row[4], row[5], row[6], row[7], row[8], row[9])
