"""Exports: honest about places, harmless in spreadsheets, and whole."""

import csv
import io
import json
from dataclasses import replace

import pytest
from invented import DAY, TOWNS, block_keys, corpus, document, extract, merge, report

from dashboard.errors import SettingsError
from dashboard.model import Actor, Cited, Count, Span
from dashboard.store import Filters, Store, export


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as opened:
        yield opened


def save(store, *extracts):
    store.save(list(extracts), merge=merge, block_keys=block_keys)


def exported(store, form, filters=None):
    out = io.StringIO(newline="")
    count = export.write(store, filters or Filters(), form, out)
    return count, out.getvalue()


def test_jsonl_tells_every_report_of_every_document_once(store):
    made = corpus(31, 80)
    save(store, *made)
    count, text = exported(store, "jsonl")
    lines = [json.loads(line) for line in text.splitlines()]
    told = sorted((account["document"], account["evidence"]) for line in lines for account in line["reports"])
    assert count == len(lines) == len({line["id"] for line in lines})
    assert told == sorted(
        (one.document.source.origin, [[span.start, span.end] for span in told.evidence])
        for one in made
        for told in one.reports
    )
    days = [line["date"]["start"] or "9999" for line in lines]
    assert days == sorted(days)


def test_geojson_gives_no_point_to_what_has_none(store):
    """A country-level record is no pin, and one without place is still there."""
    about = document("Gunmen attacked.")
    save(store, extract(about, *(report(about, number, town=town) for number, town in enumerate([*TOWNS, ""]))))
    _, text = exported(store, "geojson")
    features = {feature["properties"]["place"]: feature for feature in json.loads(text)["features"]}
    assert features["Qarat"]["geometry"] == {"type": "Point", "coordinates": [42.5, 33.5]}
    assert (features["Qarat"]["properties"]["radius_km"], features["Qarat"]["properties"]["where_prec"]) == (5.0, 1)
    assert features["Norland"]["geometry"] is features[None]["geometry"] is None
    assert features["Norland"]["properties"]["country_point"] == [179.5, -20.0]
    assert features[None]["properties"]["country_point"] is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_no_cell_of_a_csv_is_a_formula(store, start):
    """Text that a spreadsheet would run is marked as text; numbers stay numbers, negative ones too."""
    evil = f"{start}cmd|' /C calc'!A0"
    about = document(f"{evil} attacked.", title=evil, publisher=evil)
    told = replace(report(about, town="Norland"), actors=(Cited(Actor(evil), (Span(0, 3),), "test"),))
    save(store, extract(about, told))
    _, text = exported(store, "csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert all(not cell.lstrip(" ").startswith(export.FORMULA) for name, cell in row.items() if name != "latitude")
    assert (row["actors"], row["publishers"], row["titles"]) == ("'" + evil,) * 3
    assert float(row["latitude"]) == -20.0


def test_csv_has_a_row_for_each_incident(store):
    about = document('He said "no, never".\nGunmen attacked.', title="A; b", url="https://example.org/1", published=DAY)
    save(store, extract(about, report(about, killed=Count(2, None), actors=["Front", "Army"])))
    count, text = exported(store, "csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (count, tuple(row)) == (1, export.CSV_COLUMNS)
    assert (row["killed_min"], row["killed_max"], row["actors"]) == ("2", "", "Front; Army")
    assert (row["urls"], row["documents"], row["background"]) == ("https://example.org/1", "a.txt", "false")
    assert (row["latitude"], row["longitude"], row["date_start"]) == ("33.5", "42.5", "2024-03-01")


@pytest.mark.parametrize("form", export.FORMATS)
def test_an_empty_export_is_well_formed(store, form):
    count, text = exported(store, form)
    assert count == 0
    if form == "geojson":
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}
    if form == "csv":
        assert text == ",".join(export.CSV_COLUMNS) + "\r\n"


def test_an_export_holds_what_the_filters_keep(store):
    save(store, *corpus(32, 60))
    filters = Filters(countries=("SY",), include_undated=False)
    count, text = exported(store, "jsonl", filters)
    lines = [json.loads(line) for line in text.splitlines()]
    assert 0 < count < len(list(store.select()))
    assert {line["place"]["country"] for line in lines} == {"SY"}
    assert all(line["date"]["prec"] for line in lines)


def test_an_unknown_format_is_said_so(store):
    with pytest.raises(SettingsError, match="geojson, csv, jsonl"):
        exported(store, "xlsx")
