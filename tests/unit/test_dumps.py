"""Adding GeoNames' files: what is read, what is refused and why, what stays when a run is killed, what the index then knows."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import cli, paths
from dashboard.errors import GazetteerError
from dashboard.model import PlaceKind
from dashboard.places import added, build, dumps, features, index
from dashboard.places.offline import OfflineGazetteer
from tests.unit import small_gazetteer

ROOT = Path(__file__).parent.parent.parent


def row(
    identity,
    name,
    code="P.PPL",
    point=(33.5, 43.5),
    people=0,
    *,
    others="",
    plain=None,
    country="IQ",
    admin="01",
    day="2024-05-01",
):
    """One line of a country dump, in GeoNames' 19 columns."""
    letter, _, feature = code.partition(".")
    columns = [
        identity,
        name,
        plain or name,
        others,
        *point,
        letter,
        feature,
        country,
        "",
        admin,
        "",
        "",
        "",
        people,
        "",
        40,
        "Asia/Baghdad",
        day,
    ]
    return "\t".join(map(str, columns))


def alternate(
    identity, name, language="en", *, preferred="", short="", colloquial="", historic="", until=None, number=1
):
    """One line of alternate names, in the 10 columns of version 2 (8 without ``until``)."""
    columns = [number, identity, language, name, preferred, short, colloquial, historic]
    return "\t".join(map(str, columns if until is None else [*columns, "", until]))


LINES = (
    row(99072, "Mosul", "P.PPLA", (36.34, 43.13), 1_800_000, others="Al Mawsil,الموصل,Ninua", admin="15"),
    row(900001, "Tall Zuhur", people=450, others="Tel Zuhur,TZH,تل زهور"),
    row(900002, "Qal'at Zuhur Airbase", "S.AIRB", (33.7, 42.5)),
    row(900003, "Wadi Zuhur", "H.WAD"),
    row(900004, "Hay az Zuhur", "P.PPLX"),
    row(900005, "Qada' Zuhur", "A.ADM2", (33.4, 43.0), 90_000),
    row(900006, "Bi'r Zuhur", "H.WLL"),
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "added"


@pytest.fixture
def dump(tmp_path):
    return written(tmp_path / "IQ.txt", LINES)


def written(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def entries(folder, packaged=()):
    return {entry.id: entry for entry in added.over(packaged, folder)}


def names(entry):
    return {name for name, _ in entry.names}


# -------------------------------------------------------------------------------------------------------- what is made


def test_each_code_makes_its_kind(dump, folder):
    """Feature codes become kinds; a well makes no place."""
    done = added.add(dump, folder)
    kinds = {entry.name: entry.kind for entry in entries(folder).values()}
    assert kinds == {
        "Mosul": PlaceKind.TOWN, "Tall Zuhur": PlaceKind.TOWN, "Qal'at Zuhur Airbase": PlaceKind.SITE,
        "Wadi Zuhur": PlaceKind.WATER, "Hay az Zuhur": PlaceKind.SITE, "Qada' Zuhur": PlaceKind.DISTRICT,
    }  # fmt: skip
    assert (done.added.rows, done.added.used, done.added.bad, done.added.latest) == (7, 6, 0, "2024-05-01")


def test_a_towns_radius_grows_with_its_people():
    assert features.of("PPL", 0).radius_km == 1.5
    assert features.of("PPL", 1_000_000).radius_km == pytest.approx(6.0)
    assert features.of("PPL", 10**9).radius_km == 25.0


def test_every_feature_has_a_radius_and_no_code_stands_twice():
    assert all(features.of(code, 0).radius_km > 0 for code in features.TABLE)
    assert len(features.TABLE) == sum(len(codes.split()) for codes, *_ in features._ROWS)
    assert features.of("PCLI", 38_000_000) is None


def test_the_index_knows_what_was_added(dump, folder, tmp_path):
    """After the build a name of the dump is found, in any spelling the dump has, with its division."""
    added.add(dump, folder)
    built = build.build(tmp_path / "index.sqlite", entries=added.over(small_gazetteer.ENTRIES, folder))
    gazetteer = OfflineGazetteer.open(built)
    [found] = gazetteer.lookup("تل زهور")
    assert (found.id, found.name, found.country, found.admin, found.population) == (
        "geonames:900001",
        "Tall Zuhur",
        "IQ",
        "IQ.01",
        450,
    )
    assert list(gazetteer.lookup("TZH")) == []


def test_of_one_geonameid_the_dump_wins_and_one_place_remains(dump, folder):
    """Name, point and people are the dump's; spellings are those of both."""
    added.add(dump, folder)
    found = entries(folder, small_gazetteer.ENTRIES)
    mosul = found["geonames:99072"]
    assert (mosul.latitude, mosul.population, mosul.admin) == (36.34, 1_800_000, "IQ.15")
    assert names(mosul) == {"Mosul", "Al Mawsil", "الموصل", "Ninua"}
    assert len(found) == len(small_gazetteer.ENTRIES) + 5


def test_a_division_keeps_the_radius_of_its_shape(folder, tmp_path):
    """A dump has points only; a packaged division's extent, and people if the dump counts none, stay."""
    added.add(written(tmp_path / "IQ.txt", [row(99592, "Al Anbar", "A.ADM1", (32.5, 42.0))]), folder)
    anbar = entries(folder, small_gazetteer.ENTRIES)["geonames:99592"]
    assert (anbar.radius_km, anbar.population, anbar.latitude) == (200, 1_500_000, 32.5)


def test_an_airfield_known_to_both_is_one(dump, folder):
    packaged = small_gazetteer.place(
        "airport:ORXX", "Qalat Zuhur Airbase", PlaceKind.SITE, (33.72, 42.52), "IQ", aliases=("Zuhur AB",)
    )
    far = small_gazetteer.place("airport:ORYY", "Qalat Zuhur Airbase", PlaceKind.SITE, (30.0, 47.0), "IQ")
    added.add(dump, folder)
    found = entries(folder, [packaged, far])
    assert "airport:ORXX" not in found
    assert "airport:ORYY" in found
    assert "Zuhur AB" in names(found["geonames:900002"])


def test_small_waters_are_no_better_known_than_a_hamlet(dump, folder):
    added.add(dump, folder)
    assert entries(folder)["geonames:900003"].prominence < 8


def test_nothing_added_changes_nothing(folder):
    assert tuple(added.over(small_gazetteer.ENTRIES, folder)) == small_gazetteer.ENTRIES
    assert added.stamp(folder) == ""


# ------------------------------------------------------------------------------------------------------ alternate names


def test_alternate_names_are_preferred_left_out_or_short(dump, folder, tmp_path):
    """The English preferred name is a usual one; historic, colloquial and ended names and links go, even off the dump's list."""
    lines = [
        alternate(99072, "Mosul City", preferred="1"), alternate(99072, "Ninua", historic="1"), alternate(99072, "Two Springs", colloquial="1"),
        alternate(99072, "https://example.org/m", "link"), alternate(99072, "MS", "abbr"), alternate(99072, "Mossul", "de"),
        alternate(99072, "Old Mosul", until="1990", number=9), alternate(99072, "Mosul", historic="1"),
    ]  # fmt: skip
    assert added.add(dump, folder).added.kind == "places"
    done = added.add(written(tmp_path / "IQ-names.txt", lines), folder)
    assert (done.added.country, done.added.kind, done.added.used) == ("IQ", "names", 3)
    mosul = entries(folder)["geonames:99072"]
    assert names(mosul) == {"Mosul", "Mosul City", "Al Mawsil", "الموصل", "MS", "Mossul"}
    flags = dict(mosul.names)
    assert (flags["Mosul City"], flags["Mossul"], flags["MS"]) == (1, 0, 4)


def test_alternate_names_reach_packaged_places_too(folder, tmp_path):
    added.add(zipped(tmp_path / "IQ-alternate.zip", IQ_txt=alternate(98182, "Bagdad", "de"), readme_txt="x"), folder)
    assert "Bagdad" in names(entries(folder, small_gazetteer.ENTRIES)["geonames:98182"])


def test_alternate_names_of_no_country_are_refused(folder, tmp_path):
    with pytest.raises(GazetteerError, match=r"called like IQ\.txt"):
        added.add(written(tmp_path / "alternateNamesV2.txt", [alternate(98182, "Bagdad")]), folder)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (alternate(1, "X", preferred="yes"), "must be 1 or empty"),
        (alternate("one", "X"), "geonameid must be a whole number"),
        (alternate(1, "X", number="no"), "alternateNameId must be a whole number"),
        (alternate(1, "X", "a language"), "is no language"),
        (alternate(1, " "), "1 to 200 characters"),
        (alternate(1, "X") + "\t1", "9 columns instead of 8 or 10"),
    ],
)
def test_a_wrong_alternate_name_is_a_problem(folder, tmp_path, line, says):
    done = added.add(written(tmp_path / "IQ.txt", [alternate(98182, "Bagdad", "de"), line]), folder)
    assert [p.where for p in done.problems] == ["IQ.txt, line 2"]
    assert says in done.problems[0].message


# --------------------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (row(5, "A", others="Tab\tName"), "20 columns instead of 19; is there a tab in a name?"),
        ("5\tShort\t33", "3 columns instead of 19"),
        (row("5x", "A"), "geonameid must be a whole number, not '5x'"),
        (row("٥", "A"), "geonameid must be a whole number"),
        (row(0, "A"), "geonameid must not be 0"),
        (row(5, "  "), "1 to 200 characters, not 0"),
        (row(5, "A" * 201), "1 to 200 characters, not 201"),
        (row(5, "A", point=(91, 40)), "91, 40 lies not on the globe"),
        (row(5, "A", point=(33, -181)), "lies not on the globe"),
        (row(5, "A", point=("nan", 40)), "lies not on the globe"),
        (row(5, "A", point=("north", 40)), "latitude and longitude must be numbers, not 'north'"),
        (row(5, "A", point=(0, 0)), "0, 0 means that the point is unknown"),
        (row(5, "A", code="P.pp l"), "P.pp l is no feature code"),
        (row(5, "A", country="SY"), "the country is SY, in a file of IQ"),
        (row(5, "A", country=""), "the country is empty"),
        (row(5, "A", people=-3), "population must be a whole number, not '-3'"),
        (row(5, "A", admin="../x"), "is no code of a division"),
        (row(5, "A", day="May 2024"), "modification date must be like 2024-01-31"),
        (row(5, "A\x1b[2J"), "a control character"),
        (row(900001, "Again"), "the id 900001 stands there twice"),
        ("5\t" + "x" * dumps.LONGEST_LINE, "the line is longer than"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_a_problem_and_the_rest_goes_on(folder, tmp_path, line, says):
    """File, line and what is wrong; the good lines before and after it are kept."""
    path = written(tmp_path / "IQ.txt", [LINES[1], line, LINES[2]])
    done = added.add(path, folder)
    assert [p.where for p in done.problems] == ["IQ.txt, line 2"]
    assert says in done.problems[0].message
    assert set(entries(folder)) == {"geonames:900001", "geonames:900002"}


def test_bytes_that_are_no_utf8_are_a_problem(folder, tmp_path):
    path = tmp_path / "IQ.txt"
    path.write_bytes(
        LINES[1].encode() + b"\r\n" + row(5, "Bagd?d").encode().replace(b"?", b"\xe2") + b"\n\n" + LINES[2].encode()
    )
    done = added.add(path, folder)
    assert [p.message for p in done.problems] == ["not UTF-8 at byte 6"]
    assert done.added.rows == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"name,lat,lon\nMosul,36,43\n", "line 1 has 1 columns; a GeoNames country dump has 19"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "columns"),
        ("\n".join(row(i, "A", point=(99, 99)) for i in range(1, 300)).encode(), "100 of its first 100 lines are wrong"),
        ("\n".join([LINES[1], *(row(i, "A", country="SY") for i in range(1, 300))]).encode(), "Take the country's own file"),
        (row(5, "Bi'r", "H.WLL").encode(), "no line of it makes a place"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_refused_and_nothing_is_added(folder, tmp_path, content, says):
    path = tmp_path / "IQ.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=says):
        added.add(path, folder)
    assert added.listed(folder) == ()
    assert list(folder.glob("*")) == []


@pytest.mark.parametrize("path", ["none.txt", "."])
def test_what_cannot_be_read_is_said(folder, tmp_path, path):
    with pytest.raises(GazetteerError, match="cannot be read"):
        added.add(tmp_path / path, folder)


# ----------------------------------------------------------------------------------------------------------------- zips


def test_a_zip_with_other_members_gives_its_country(folder, tmp_path):
    path = zipped(tmp_path / "IQ.zip", readme_txt="read me", IQ_txt="\n".join(LINES), notes_pdf="%PDF")
    assert added.add(path, folder).added.used == 6


def test_a_zip_is_known_by_its_content(folder, tmp_path):
    path = zipped(tmp_path / "download", IQ_txt="\n".join(LINES))
    assert added.add(path, folder).added.country == "IQ"


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"readme_txt": "x"}, "it holds readme.txt"),
        ({"IQ_txt": LINES[1], "SY_txt": LINES[1]}, "it holds IQ.txt, SY.txt"),
        ({}, "it holds nothing"),
    ],
)  # fmt: skip
def test_a_zip_without_one_country_is_refused(folder, tmp_path, members, says):
    with pytest.raises(GazetteerError, match=says):
        added.add(zipped(tmp_path / "IQ.zip", **members), folder)


def test_a_file_that_is_no_zip_is_refused(folder, tmp_path):
    path = tmp_path / "IQ.zip"
    path.write_bytes(b"<html>404</html>")
    with pytest.raises(GazetteerError, match="no zip file"):
        added.add(path, folder)


def test_a_broken_zip_is_refused_and_nothing_is_added(folder, tmp_path):
    """Cut off or damaged in the middle: the error is said, and the rows before it are not kept."""
    path = zipped(tmp_path / "IQ.zip", IQ_txt="\n".join(row(i, f"Town {i * 7919 % 1000003}") for i in range(1, 4000)))
    raw = bytearray(path.read_bytes())
    (tmp_path / "cut.zip").write_bytes(raw[: len(raw) // 2])
    middle = len(raw) // 2
    raw[middle : middle + 40] = bytes(40)
    path.write_bytes(raw)
    for each in (path, tmp_path / "cut.zip"):
        with pytest.raises(GazetteerError, match="zip file is broken"):
            added.add(each, folder)
    assert list(folder.glob("*")) == []


def test_a_zip_bomb_is_refused_early(folder, tmp_path):
    """A text far larger than its zip is not read to the end."""
    line = row(5, "A") + "\n"
    path = zipped(tmp_path / "IQ.zip", IQ_txt=LINES[1] + "\n" + "\n" * 30_000_000 + line)
    with pytest.raises(GazetteerError, match="far larger than its zip"):
        added.add(path, folder)
    assert list(folder.glob("*")) == []


def test_a_member_called_like_a_path_writes_nowhere(folder, tmp_path):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../XX.txt", LINES[1])
    assert added.add(path, folder).added.country == "IQ"
    assert [f.name for f in folder.iterdir()] == ["IQ.places.tsv.gz"]


# ------------------------------------------------------------------------------------------------ again, newer, removed


def test_the_same_file_twice_changes_nothing(dump, folder):
    assert added.add(dump, folder).changed
    before = {f: f.read_bytes() for f in folder.iterdir()}
    assert not added.add(dump, folder).changed
    assert {f: f.read_bytes() for f in folder.iterdir()} == before


def test_a_newer_file_replaces_the_countrys_rows(dump, folder, tmp_path):
    added.add(dump, folder)
    stamp = added.stamp(folder)
    added.add(written(tmp_path / "newer.txt", [row(900007, "New Zuhur", day="2025-01-01")]), folder)
    assert list(entries(folder)) == ["geonames:900007"]
    assert added.stamp(folder) != stamp
    assert [one.latest for one in added.listed(folder)] == ["2025-01-01"]


def test_remove_takes_a_country_out_and_leaves_the_others(dump, folder, tmp_path):
    added.add(dump, folder)
    added.add(written(tmp_path / "SY.txt", [row(7, "Tall Zuhur", country="SY")]), folder)
    assert added.remove("iq", folder)
    assert [one.country for one in added.listed(folder)] == ["SY"]
    assert not added.remove("IQ", folder)


@pytest.mark.parametrize("country", ["../IQ", "I", "IRQ", "**", "I/"])
def test_remove_takes_no_path(folder, country):
    with pytest.raises(GazetteerError, match="two letters"):
        added.remove(country, folder)


def test_a_broken_added_file_says_what_to_do(dump, folder):
    added.add(dump, folder)
    file = folder / "IQ.places.tsv.gz"
    file.write_bytes(b"not gzip")
    with pytest.raises(GazetteerError, match="gazetteer remove IQ"):
        added.listed(folder)
    file.write_bytes(gzip.compress(b"{}\n"))
    with pytest.raises(GazetteerError, match="gazetteer remove IQ"):
        added.listed(folder)


KILLED = """
import sys
from pathlib import Path
from dashboard.places import added, dumps
place = dumps._place
def slowly(columns, reading):
    if columns[0] == "3000":
        print("in the middle", flush=True)
        import time; time.sleep(60)
    return place(columns, reading)
dumps._place = slowly
added.add(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_run_killed_in_the_middle_leaves_what_was_there(dump, folder, tmp_path):
    """SIGKILL while a newer file is read: the older rows stand; the next run clears up and goes through."""
    added.add(dump, folder)
    newer = written(tmp_path / "newer.txt", [row(i, f"Town {i}") for i in range(1, 5000)])
    running = subprocess.Popen(
        [sys.executable, "-c", KILLED, newer, folder], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert running.stdout.readline() == "in the middle\n"
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert len(list(folder.glob("*.tmp"))) == 1
    assert len(entries(folder)) == 6
    assert added.add(newer, folder).added.used == 4999
    assert [f.name for f in folder.iterdir()] == ["IQ.places.tsv.gz"]


def test_what_another_running_process_writes_is_left_alone(dump, folder):
    folder.mkdir()
    other = folder / f"{os.getppid()}.rows.tmp"
    other.write_text("x")
    added.add(dump, folder)
    assert other.is_file()


def test_a_large_dump_is_read_as_a_stream(folder, tmp_path):
    """50,000 rows are checked and kept in a few seconds."""
    path = written(tmp_path / "IQ.txt", [row(i, f"Town {i}", people=i % 900) for i in range(1, 50_001)])
    began = time.process_time()
    assert added.add(path, folder).added.used == 50_000
    assert time.process_time() - began < 10


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=20))
@settings(deadline=None, max_examples=150)
def test_any_columns_give_a_row_or_a_reason(columns):
    """No line at all can break the reading."""
    reading = dumps.Reading("IQ.txt", "IQ", "places")
    rows = list(dumps._rows(iter([(1, "\t".join(columns).encode()), (2, LINES[1].encode())]), reading, dumps._place))
    assert rows[-1].id == 900001
    assert len(rows) + reading.bad == 2


# ------------------------------------------------------------------------------------------------------- command line


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of its own: what is built goes to a new folder, and the index holds a few dozen places only."""
    monkeypatch.setattr(paths, "built", lambda: tmp_path)
    monkeypatch.setattr(build, "_all_entries", lambda: added.over(small_gazetteer.ENTRIES))
    build.build()
    return tmp_path


def test_add_compiles_info_lists_and_remove_takes_out(machine, dump, capsys):
    """After ``add`` the name is known and ``info`` tells the file; after ``remove`` neither."""
    assert cli.main(["gazetteer", "add", str(dump)]) == cli.DONE
    assert OfflineGazetteer.open().lookup("Tel Zuhur")[0].id == "geonames:900001"
    assert cli.main(["gazetteer", "info"]) == cli.DONE
    said = capsys.readouterr().out
    assert "IQ places: 6 of 7 rows from IQ.txt, as of 2024-05-01, added 20" in said
    assert cli.main(["gazetteer", "remove", "IQ"]) == cli.DONE
    assert list(OfflineGazetteer.open().lookup("Tel Zuhur")) == []
    assert cli.main(["gazetteer", "remove", "IQ"]) == cli.FAILED
    assert "nothing was added of IQ" in capsys.readouterr().err


def test_build_keeps_what_was_added(machine, dump):
    cli.main(["gazetteer", "add", str(dump)])
    assert cli.main(["gazetteer", "build"]) == cli.DONE
    assert OfflineGazetteer.open().lookup("Tel Zuhur")


def test_add_again_compiles_only_if_the_index_is_behind(machine, dump, capsys):
    """Killed between adding and compiling: the next ``add`` of the same file makes it good."""
    cli.main(["gazetteer", "add", str(dump)])
    before = index.path().stat().st_mtime_ns
    assert cli.main(["gazetteer", "add", str(dump)]) == cli.DONE
    assert "already there" in capsys.readouterr().out
    assert index.path().stat().st_mtime_ns == before
    index.path().unlink()
    assert cli.main(["gazetteer", "add", str(dump)]) == cli.DONE
    assert OfflineGazetteer.open().lookup("Tel Zuhur")


def test_problems_are_listed_and_end_with_3(machine, tmp_path, capsys):
    path = written(tmp_path / "IQ.txt", [*LINES, "a\tb"])
    assert cli.main(["gazetteer", "add", str(path)]) == cli.PROBLEMS
    said = capsys.readouterr()
    assert "IQ.txt, line 8: gazetteer: 2 columns instead of 19" in said.err
    assert "1 lines left out" in said.out


def test_one_refused_file_does_not_stop_the_others(machine, dump, tmp_path, capsys):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"no")
    assert cli.main(["gazetteer", "add", str(bad), str(dump)]) == cli.FAILED
    assert "no zip file" in capsys.readouterr().err
    assert OfflineGazetteer.open().lookup("Tel Zuhur")
