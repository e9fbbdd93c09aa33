# ruff: noqa: INP001  # beside the data it makes, not a module of the package
"""The file that ``build_divisions.py`` reads: a GeoPackage, which is an SQLite file with shapes in well-known binary."""

from __future__ import annotations

import sqlite3
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import topology as topo
from topology import Ring

from dashboard.app import space
from dashboard.places import keys

# Natural Earth's outlines without a country code
COUNTRIES = {"Baykonur lease in Qyzylorda": "KZ", "Northern Cyprus": "CY", "Somaliland": "SO"}
KINDS = frozenset(
    "province provincia provincie state governorate muhafazah oblast oblasti krai kray region regiao respublika republic "
    "okrug autonomous avtonomnaya avtonomnyy department departement departamento departement county district prefecture "
    "municipality governorat wilaya wilayat viloyati shahristan ostan ostane muhafazat shabiyat estado gobolka division "
    "provinsi changwat mintaqat metropolitan city gwangyeoksi of de du da do la le the".split()
)


@dataclass(frozen=True)
class Area:
    """One of Natural Earth's: its country as it says, its names as keys, its rings (holes are rings like the others)."""

    number: int
    country: str
    names: frozenset[str]
    rings: list[Ring]

    @property
    def outline(self) -> space.Outline:
        return space.Outline(tuple(tuple((y, x) for x, y in ring[:-1]) for ring in self.rings))


def read_blob(blob: bytes) -> list[Ring]:
    """All rings of a GeoPackage's polygon or multipolygon (OGC 12-128: a header, an envelope, then WKB)."""
    at = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    rings: list[Ring] = []

    def numbers(form: str) -> tuple[int | float, ...]:
        nonlocal at
        found = struct.unpack_from(order + form, blob, at)
        at += struct.calcsize("<" + form)
        return found

    waiting = 1
    while waiting:
        waiting -= 1
        order = "<" if blob[at] == 1 else ">"
        at += 1
        kind, count = numbers("II")
        if kind == 6:
            waiting += int(count)
            continue
        if kind != 3:
            sys.exit(f"a geometry of kind {kind} where polygons were expected; nothing written")
        for _ in range(int(count)):
            (size,) = numbers("I")
            flat = numbers(f"{2 * int(size)}d")
            rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return rings


def names_of(*names: str | None) -> frozenset[str]:
    """The keys of names, whole and without the words for what kind of division it is."""
    found = set()
    for name in names:
        for part in (name or "").replace("|", "/").split("/"):
            plain = " ".join(word for word in keys.words(part) if word not in KINDS)
            found |= {keys.key(part), keys.bare(part), keys.key(plain), keys.bare(plain)}
    return frozenset(found - {""})


def areas(path: Path) -> list[Area]:
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    rows = base.execute("SELECT fid, iso_a2, name, woe_name, gn_name, geom FROM states_provinces ORDER BY fid")
    return [
        Area(number, COUNTRIES.get(name, iso), names_of(name, woe, gn), topo.unwrapped(read_blob(geom)))
        for number, iso, name, woe, gn, geom in rows
    ]
