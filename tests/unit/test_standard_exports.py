"""Exports in the forms of others: KML, ACLED's columns, UCDP GED's columns."""

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from invented import TOWNS, block_keys, corpus, document, extract, merge, report

from dashboard import paths
from dashboard.model import Actor, ActorKind, Cited, Count, Factuality, Span, SubEventType
from dashboard.store import Filters, Store, acled, countries, export, ged

KML = "{http://www.opengis.net/kml/2.2}"
S = SubEventType


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as opened:
        yield opened


def exported(store, form):
    out = io.StringIO(newline="")
    export.write(store, Filters(), form, out)
    return out.getvalue()


def rows(store, form):
    return list(csv.DictReader(io.StringIO(exported(store, form), newline="")))


def side(name, kind=None):
    return (Cited(Actor(name, kind), (Span(0, 3),), "test"),)


def one(store, form, text="Men shot at a post, killing dozens of people there.", killed=None, words=None, **more):
    """The only row of a store with one report; ``words`` are what the toll was read from."""
    about = document(text, published=date(2024, 3, 2))
    told = report(about, killed=killed, **{k: v for k, v in more.items() if k != "actors_and_targets"})
    changes = {}
    if words:
        at = text.index(words)
        changes["killed"] = Cited(killed, (Span(at, at + len(words)),), "test")
    if "actors_and_targets" in more:
        changes["actors"], changes["targets"] = more["actors_and_targets"]
    store.save([extract(about, replace(told, **changes))], merge=merge, block_keys=block_keys)
    (found,) = rows(store, form)
    return found


def test_every_format_writes_every_incident(store):
    """As many rows or placemarks as there are incidents, with the columns in their order."""
    store.save(corpus(7, 60), merge=merge, block_keys=block_keys)
    count = len(store.frame())
    assert len(rows(store, "acled")) == len(rows(store, "ged")) == count
    assert tuple(rows(store, "acled")[0]) == acled.COLUMNS
    assert tuple(rows(store, "ged")[0]) == ged.COLUMNS
    assert (len(acled.COLUMNS), len(ged.COLUMNS)) == (31, 49)
    assert len(ET.fromstring(exported(store, "kml")).findall(f".//{KML}Placemark")) == count


# ---------------------------------------------------------------------------------------------------------------- KML


def test_kml_has_days_and_points_for_what_has_a_place(store):
    """A country and what has no place are listed without a point; the undated have no time."""
    about = document("Gunmen attacked.")
    told = [
        report(about, n, town=town, day=None if n == 1 else date(2024, 3, 1)) for n, town in enumerate([*TOWNS, ""])
    ]
    store.save([extract(about, *told)], merge=merge, block_keys=block_keys)
    marks = ET.fromstring(exported(store, "kml")).findall(f".//{KML}Placemark")
    places = {mark.findtext(f"{KML}name").split(", ")[1]: mark for mark in marks}
    assert places["Qarat"].findtext(f"{KML}Point/{KML}coordinates") == "42.5,33.5"
    assert places["Qarat"].findtext(f"{KML}TimeSpan/{KML}begin") == "2024-03-01"
    assert places["Sefira"].find(f"{KML}TimeSpan") is None
    assert places["Norland"].find(f"{KML}Point") is places["no place"].find(f"{KML}Point") is None


def test_kml_of_hostile_text_is_well_formed(store):
    """Markup is text, and what XML cannot hold is left out."""
    text = 'Gunmen <script>alert(1)</script> & ]]> \x00\x0b\ufffe\ud800 attacked "it".'
    about = document(text, publisher='P"&<i>')
    store.save([extract(about, report(about))], merge=merge, block_keys=block_keys)
    written = exported(store, "kml")
    assert "<script>" not in written
    (mark,) = ET.fromstring(written).iter(f"{KML}Placemark")
    assert "<script>alert(1)</script> & ]]>" in mark.findtext(f"{KML}description")


# -------------------------------------------------------------------------------------------------------------- ACLED


@pytest.mark.parametrize(
    ("words", "killed", "number"),
    [
        ("dozens of people", Count(24, None), "12"),
        ("hundreds died", Count(200, None), "100"),
        ("several died", Count(3, None), "3"),
        ("at least 40 died", Count(40, None), "40"),
        ("dozens, 30 to 40, died", Count(30, 40), "30"),
        ("seven died", Count(7, 7), "7"),
    ],
)
def test_fatalities_are_one_careful_number_with_its_words(store, words, killed, number):
    """ACLED counts dozens as 12 and hundreds as 100; the words stand in the notes."""
    row = one(store, "acled", f"Men shot at a post; {words} there.", killed=killed, words=words)
    assert row["fatalities"] == number
    assert f"[fatalities read from: {words}]" in row["notes"]


def test_acled_codes_no_deaths_as_none(store):
    """Where no report tells of dead, its column says 0."""
    assert one(store, "acled")["fatalities"] == "0"


def test_acled_precisions_and_places(store):
    """A bare country has no point; a town has all there is to say."""
    town = one(store, "acled")
    assert (town["geo_precision"], town["location"], town["latitude"]) == ("1", "Qarat", "33.5")
    assert (town["iso"], town["region"], town["country"]) == ("368", "Middle East", "Iraq")
    assert (town["event_date"], town["year"], town["time_precision"]) == ("2024-03-01", "2024", "1")


def test_acled_does_not_place_a_bare_country(store):
    """The country's name stays."""
    row = one(store, "acled", town="Norland", day=None)
    assert (row["country"], row["latitude"], row["location"], row["geo_precision"]) == ("Netherlands", "", "", "")
    assert (row["event_date"], row["year"], row["time_precision"]) == ("", "", "")


@pytest.mark.parametrize(
    ("one_kind", "other", "words"),
    [
        (ActorKind.STATE_FORCES, ActorKind.CIVILIANS, "State forces-Civilians"),
        (ActorKind.CIVILIANS, ActorKind.REBEL_GROUP, "Rebel group-Civilians"),
        (ActorKind.EXTERNAL_FORCES, ActorKind.CIVILIANS, "External/Other forces-Civilians"),
        (ActorKind.PROTESTERS, None, "Protesters only"),
        (None, None, None),
    ],
)
def test_interactions_are_named_as_acled_names_them(one_kind, other, words):
    """By kind, the lower code first."""
    assert acled.interaction(one_kind, other) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (S.ARMED_CLASH, "Political violence"),
        (S.MOB_VIOLENCE, "Political violence"),
        (S.VIOLENT_DEMONSTRATION, "Demonstrations"),
        (S.PEACEFUL_PROTEST, "Demonstrations"),
        (S.EXCESSIVE_FORCE_AGAINST_PROTESTERS, "Political violence; Demonstrations"),
        (S.ARRESTS, "Strategic developments"),
    ],
)
def test_disorder_types(kind, words):
    """ACLED's four."""
    assert acled.disorder(kind) == words


def test_a_spreadsheet_runs_nothing(store):
    """Names that would be formulas are made harmless in every table."""
    sides = side("=cmd|' /C calc'!A0", ActorKind.REBEL_GROUP), side("@SUM(1)", ActorKind.CIVILIANS)
    row = one(store, "acled", actors_and_targets=sides)
    assert (row["actor1"], row["actor2"]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)")
    assert row["civilian_targeting"] == "Civilian targeting"
    (row,) = rows(store, "ged")
    assert (row["side_a"], row["side_b"]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)")


# ---------------------------------------------------------------------------------------------------------------- GED


def test_ged_tells_sides_deaths_and_cell(store):
    """One-sided violence with civilian dead, in the PRIO-GRID cell of its point."""
    sides = side("Front", ActorKind.REBEL_GROUP), side("villagers", ActorKind.CIVILIANS)
    row = one(store, "ged", killed=Count(3, 5), actors_and_targets=sides)
    assert (row["type_of_violence"], row["dyad_name"]) == ("3", "Front - villagers")
    assert (row["low"], row["best"], row["high"]) == ("3", "3", "5")
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("3", "")
    assert (row["priogrid_gid"], row["geom_wkt"]) == ("178286", "POINT (42.5 33.5)")
    assert (row["where_prec"], row["date_prec"], row["event_clarity"], row["region"]) == ("1", "1", "1", "Middle East")


def test_ged_leaves_empty_what_nobody_said(store):
    """No deaths told are no zero; a claim is not clear; a country has no point."""
    row = one(store, "ged", town="Norland", factuality=Factuality.CLAIMED)
    assert {row[name] for name in ("best", "low", "high", "deaths_unknown", "latitude", "geom_wkt", "side_a")} == {""}
    assert (row["event_clarity"], row["where_prec"], row["country"]) == ("2", "6", "Netherlands")


@pytest.mark.parametrize(("latitude", "longitude", "cell"), [(-90, -180, 1), (90, 180, 259200), (0.1, 0.1, 129961)])
def test_prio_grid_cells(latitude, longitude, cell):
    """Counted from the south-west; 360 rows of 720."""
    assert ged.priogrid(latitude, longitude) == cell


# ---------------------------------------------------------------------------------------------------------- countries


def test_every_country_of_the_gazetteer_has_a_region():
    """And all but Kosovo a number."""
    with (paths.data() / "gazetteer" / "countries.tsv").open(encoding="utf-8") as lines:
        codes = [line.split("\t")[0] for line in lines][1:]
    assert [code for code in codes if not countries.acled_region(code)] == []
    assert [code for code in codes if not countries.number_of(code)] in ([], ["XK"])
    numbers = [countries.number_of(code) for code in codes if code != "XK"]
    assert len(set(numbers)) == len(numbers)
    regions = [countries.ucdp_region(code) for code in ("EG", "GE", "ML", "UA", "PE", "AQ")]
    assert regions == ["Middle East", "Europe", "Africa", "Europe", "Americas", None]
