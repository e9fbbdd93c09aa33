"""The command line as a person meets it: real processes, real files, a real store."""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path

import pytest

from dashboard.cli.plain import line, plain

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_49d5c62dcc70bebd.txt"
REPORTS = ROOT / "data" / "samples" / "reports"


@pytest.fixture
def loaded(command, tmp_path: Path) -> Path:
    """A store with the seed and two reports."""
    store = tmp_path / "news.sqlite"
    paths = [SEED, *sorted(REPORTS.iterdir())[1:3]]
    assert command("load", *paths, "--store", store).returncode == 0
    return store


def test_help_is_quick() -> None:
    """``--help`` takes less than 0.3 s of CPU: nothing heavy is imported for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "dashboard", "--help"], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "exit codes" in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


def test_version_is_that_of_the_distribution(command) -> None:
    """One version, in pyproject.toml."""
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert command("--version").stdout == f"incident-dashboard {version}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["load"], ["export", "--format", "pdf"], ["extract", "--workers", "two"]]
)
def test_wrong_usage_is_2(command, arguments: list[str]) -> None:
    """Wrong usage ends with 2 and a line of usage on stderr."""
    done = command(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: dashboard")
    assert done.stdout == ""


# ------------------------------------------------------------------------------------------------------------- extract


def test_extract_answers_each_line_in_order(command) -> None:
    """RECORDS in, RECORDS out: same ids, same order, and the published day."""
    rows = [
        {"id": f"n{n}", "text": f"Gunmen killed {n + 2} people in Mosul, Iraq.", "published": "2024-02-29"}
        for n in range(5)
    ]
    done = command("extract", input="".join(json.dumps(row) + "\n" for row in rows))
    answers = [json.loads(text) for text in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["n0", "n1", "n2", "n3", "n4"]
    assert answers[0]["published"] == "2024-02-29"
    assert [answer["incidents"][0]["killed"] for answer in answers] == [[n + 2, n + 2] for n in range(5)]


def test_extract_is_the_same_with_workers_and_hash_seeds(command) -> None:
    """Not one byte depends on the number of workers or on Python's hash seed."""
    one = command("extract", REPORTS, PYTHONHASHSEED="1")
    two = command("extract", REPORTS, "--workers", 2, PYTHONHASHSEED="77")
    assert one.returncode == two.returncode == 0
    assert len(one.stdout.splitlines()) == 36
    assert one.stdout == two.stdout


def test_extract_gives_an_answer_as_soon_as_it_has_one(gazetteer_index: None) -> None:
    """A pipe that stays open gets its lines one by one."""
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard", "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("a", "b"):
            process.stdin.write(json.dumps({"id": name, "text": "Shells fell on Mosul."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait() == 0


def test_extract_does_not_mind_a_closed_pipe() -> None:
    """``dashboard extract … | head -1`` ends in silence."""
    done = subprocess.run(
        f"{sys.executable} -m dashboard extract {REPORTS} | head -c 20",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(done.stdout) == 20
    assert done.stderr == ""


def test_extract_does_not_need_a_store(command, tmp_path: Path) -> None:
    """Nothing is written anywhere."""
    assert command("extract", SEED, XDG_DATA_HOME=str(tmp_path / "home")).returncode == 0
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------- load, list and show


def test_load_reports_what_it_did(command, tmp_path: Path) -> None:
    """Counts on stdout, and all of it as JSON; a second load finds nothing new."""
    store, report = tmp_path / "news.sqlite", tmp_path / "report.json"
    first = command("load", SEED, "--store", f"sqlite:///{store}", "--report", report)
    assert first.returncode == 0
    assert first.stdout.startswith("1 new documents")
    told = json.loads(report.read_text())
    assert (told["documents"], told["problems"]) == (1, [])
    second = command("load", SEED, "--store", store)
    assert "0 new documents with 0 reports of incidents; 1 already there" in second.stdout


def test_settings_come_from_the_working_folder_and_the_environment(command, tmp_path: Path) -> None:
    """dashboard.toml names the store; DASHBOARD_STORE wins over it; ``check`` says which it was."""
    (tmp_path / "dashboard.toml").write_text('store = "one.sqlite"\n')
    assert command("load", SEED).returncode == 0
    assert (tmp_path / "one.sqlite").is_file()
    assert command("load", SEED, DASHBOARD_STORE="two.sqlite").returncode == 0
    assert (tmp_path / "two.sqlite").is_file()
    done = command("check", "--store", "one.sqlite", DASHBOARD_BATCH="3")
    assert done.returncode == 0
    assert "DASHBOARD_BATCH" in done.stdout


def test_list_and_show(command, loaded: Path) -> None:
    """``list`` prints one incident a line; ``show`` gives its words, rules and source."""
    listed = command(
        "list", "--store", loaded, "--country", "iq", "--type", "explosions/remote violence"
    ).stdout.splitlines()
    assert listed
    assert all(", IQ" in one for one in listed)
    shown = command("show", listed[0].split()[0], "--store", loaded)
    assert shown.returncode == 0
    assert "evidence" in shown.stdout
    assert "sub_event_type" in shown.stdout


def test_join_split_and_undo(command, loaded: Path) -> None:
    """Two incidents are made one, one report is taken out of it, and both are taken back."""

    def on(*words: object) -> subprocess.CompletedProcess[str]:
        return command(*words, "--store", loaded)

    before = on("list").stdout
    one, other = (row.split()[0] for row in before.splitlines()[:2])
    joined = on("join", one, other).stdout.splitlines()
    assert len(joined) == 1
    name = joined[0].split()[0]
    reports = re.findall(r"^\[([0-9a-f]{12})\]", on("show", name).stdout, re.MULTILINE)
    assert len(reports) >= 2
    assert len(on("split", name, reports[0]).stdout.splitlines()) == 2
    listed = on("corrections").stdout.splitlines()
    assert [row.split()[0] for row in listed] == ["1", "2"]
    assert on("split", name, "nothing").returncode == 1
    assert on("corrections", "--undo", 2).returncode == on("corrections", "--undo", 1).returncode == 0
    assert (on("list").stdout, on("corrections").stdout) == (before, "")


def test_list_says_when_it_is_cut(command, loaded: Path) -> None:
    """Of more incidents than the limit it says so, on stderr."""
    done = command("list", "--store", loaded, "--limit", 1)
    assert len(done.stdout.splitlines()) == 1
    assert "only the first 1 are shown" in done.stderr
    assert "no incident fits" in command("list", "--store", loaded, "--actor", "Nobody At All").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--type", "War"], "there is no such type; there are Battles"),
        (["--since", "yesterday"], "give a day as YYYY-MM-DD"),
        (["--sub-type", "x"], "there is no such type"),
    ],
)
def test_filters_that_make_no_sense(command, loaded: Path, arguments: list[str], words: str) -> None:
    """One line that says what there is."""
    done = command("list", "--store", loaded, *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_show_of_an_unknown_id(command, loaded: Path) -> None:
    """An id that is not there ends with 1 and says so."""
    done = command("show", "nosuchid", "--store", loaded)
    assert done.returncode == 1
    assert "nosuchid" in done.stderr
    assert "Traceback" not in done.stderr


# -------------------------------------------------------------------------------------------------------------- export


def test_exports_agree(command, loaded: Path, tmp_path: Path) -> None:
    """JSON Lines, CSV and GeoJSON hold the same incidents; a file appears whole."""
    rows = [json.loads(text) for text in command("export", "--store", loaded).stdout.splitlines()]
    table = tmp_path / "out.csv"
    assert command("export", "--format", "csv", "-o", table, "--store", loaded).returncode == 0
    features = json.loads(command("export", "--format", "geojson", "--store", loaded).stdout)["features"]
    with table.open(newline="") as stream:
        ids = [row["id"] for row in csv.DictReader(stream)]
    assert rows
    assert ids == [row["id"] for row in rows] == [feature["id"] for feature in features]
    assert [path.name for path in tmp_path.glob("out*")] == ["out.csv"]


def test_every_extracted_incident_is_exported_once(command, loaded: Path) -> None:
    """Each report of each loaded document stands in exactly one incident."""
    rows = [json.loads(text) for text in command("export", "--store", loaded).stdout.splitlines()]
    exported = sorted(
        (report["document"], tuple(map(tuple, report["evidence"])), report["sub_event_type"])
        for row in rows
        for report in row["reports"]
    )
    paths = [SEED, *sorted(REPORTS.iterdir())[1:3]]
    extracted = sorted(
        (answer["id"], tuple(map(tuple, incident["evidence"])), incident["sub_event_type"])
        for path in paths
        for answer in map(json.loads, command("extract", path).stdout.splitlines())
        for incident in answer["incidents"]
    )
    assert exported == extracted


# ------------------------------------------------------------------------------------------------ explain, gazetteer


def test_explain_shows_every_stage(command) -> None:
    """Sentences, places with candidates, triggers, incidents with citations, and what was not made an incident."""
    done = command("explain", SEED)
    assert done.returncode == 0
    for title in ("sentences", "places", "events", "actors, times, figures", "incidents", "not incidents"):
        assert f"── {title}" in done.stdout
    assert "airport:ORAA" in done.stdout or "overlay:" in done.stdout
    assert "threatened" in done.stdout
    assert "\x1b" not in done.stdout


def test_explain_says_what_would_have_changed_a_place(command, tmp_path: Path) -> None:
    """The runner-up, by how much it lost, and the evidence that decided."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "a", "text": "Gunmen attacked a convoy near Tripoli, Libya.\n"})
    )
    done = command("explain", "a.jsonl")
    assert re.search(
        r"next .+ \(\w+, [A-Z]{2}, .+\), \d+\.\d\d log odds behind; chosen if not for .+ \(\+", done.stdout
    )


def test_explain_shows_control_characters_instead_of_sending_them(command, tmp_path: Path) -> None:
    """A hostile text cannot colour, clear or reverse the terminal."""
    text = "Gunmen \x1b[2J\x1b]0;owned\x07killed\u202e three people in [bold]Mosul[/bold], Iraq.\n"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "\x1b[31mred", "text": text, "title": "T\x1b[1m"}))
    done = command("explain", "a.jsonl")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "\\x1b[2J" in done.stdout
    assert "[bold]" in done.stdout


def test_plain_text_of_a_terminal() -> None:
    """Controls are written out; letters of all scripts stay."""
    assert plain("a\x1bb\x9bc\u2066d\r\ne\rf") == "a\\x1bb\\x9bc\\u2066d\ne\\x0df"
    assert plain("Kyïv بغداد 東京\tx") == "Kyïv بغداد 東京\tx"
    assert line("a\n b\t c" * 3, 8) == "a b ca …"


def test_gazetteer_lookup_and_info(command) -> None:
    """Ask for a name in any script; an unknown one ends with 1; info says what there is."""
    assert "geonames:99237" in command("gazetteer", "lookup", "العراق").stdout
    unknown = command("gazetteer", "lookup", "Qxzzyvb")
    assert unknown.returncode == 1
    assert "no place is called 'Qxzzyvb'" in unknown.stderr
    assert "places" in command("gazetteer", "info").stdout


def test_gazetteer_build_writes_where_data_goes(command) -> None:
    """A missing index is said with what to do about it."""
    from dashboard.places.offline import OfflineGazetteer

    assert OfflineGazetteer.open().path.is_file()


def test_bench_makes_a_store(command, tmp_path: Path) -> None:
    """Synthetic incidents go into a store of their own, which is sound."""
    done = command("bench", "make-store", "--incidents", 200, "--store", tmp_path / "many.sqlite")
    assert done.returncode == 0
    assert command("check", "--store", tmp_path / "many.sqlite").returncode == 0
    assert len(command("list", "--store", tmp_path / "many.sqlite", "--limit", 0).stdout.splitlines()) == 200
    assert "give --store" in command("bench", "make-store").stderr


# --------------------------------------------------------------------------------------------------------------- serve


def test_serve_prints_an_address_that_answers_and_stops_on_ctrl_c(loaded: Path) -> None:
    """A free port, a healthy server, no request for it to the outside, and a clean end."""
    arguments = [sys.executable, "-m", "dashboard", "serve", "--store", str(loaded)]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None
            told = server.stdout.readline()
            address = told.split()[4]
            assert told.startswith("The dashboard is at http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as answer:
                assert answer.status == 200
            os.killpg(server.pid, signal.SIGINT)
            assert server.wait(timeout=20) == 0
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def test_serve_on_a_port_in_use(command) -> None:
    """The port asked for or none: a taken one is said to be taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = command("serve", "--port", taken.getsockname()[1])
    assert done.returncode == 1
    assert "is in use" in done.stderr


def test_ctrl_c_in_a_load_keeps_what_was_saved(command, tmp_path: Path, gazetteer_index: None) -> None:
    """The process ends with 130; the store is sound; a second load finishes the job."""
    filler = "The committee met again and talked about the price of bread. " * 10
    lines = [json.dumps({"id": f"n{n}", "text": f"A storm came on day {n}. {filler}"}) for n in range(1_500)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    store = tmp_path / "news.sqlite"
    arguments = [sys.executable, "-m", "dashboard", "load", "many.jsonl", "--store", str(store), "--workers", "2"]
    heeding = partial(
        signal.signal, signal.SIGINT, signal.SIG_DFL
    )  # a background shell lets its children ignore Ctrl-C
    with subprocess.Popen(
        arguments,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeding,  # noqa: PLW1509
    ) as load:
        try:
            end = time.monotonic() + 60
            log = store.with_name(store.name + "-wal")  # where batches go first
            while time.monotonic() < end and not (log.is_file() and log.stat().st_size > 300_000):
                time.sleep(0.05)
            os.killpg(load.pid, signal.SIGINT)
            _, told = load.communicate(timeout=30)
        finally:
            if load.poll() is None:
                os.killpg(load.pid, signal.SIGKILL)
    assert load.returncode == 130
    assert told.strip().endswith("what was saved until now is kept")
    assert "Traceback" not in told
    assert command("check", "--store", store).returncode == 0
    again = command("load", "many.jsonl", "--store", store, "--workers", 2)
    assert again.returncode == 0
    assert f"{len(lines):,}" not in again.stdout.split()[0]
