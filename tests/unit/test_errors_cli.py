"""What goes wrong for people, through the real command: a clear message, the exit code, and the rest goes on."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_49d5c62dcc70bebd.txt"
GOOD = "Gunmen killed three people in Mosul, Iraq.\n"


def test_all_kinds_of_bad_files_beside_a_good_one(command, tmp_path: Path) -> None:
    """Empty, binary, wrong encoding, ten megabytes of one line, a broken line: each is listed, the good one is stored."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1-good.txt").write_text(GOOD)
    (folder / "2-empty.txt").write_bytes(b"")
    (folder / "3-binary.txt").write_bytes(b"\x7fELF" + bytes(500))
    (folder / "4-encoding.txt").write_bytes(b"\xff\xfea\x00b\x00c")
    (folder / "5-long.txt").write_text("word " * 2_000_000)
    (folder / "6-lines.jsonl").write_text(f'{json.dumps({"id": "x", "text": GOOD + "Again."})}\n{{"id": "y", "te\n')
    (folder / "7-matter.md").write_text("---\npublished: 2024-02-30\n---\nGunmen killed two people in Hit, Iraq.\n")
    done = command(
        "load", folder, tmp_path / "missing.txt", "--store", tmp_path / "s.sqlite", "--report", tmp_path / "r.json"
    )
    assert done.returncode == 3
    told = {Path(p["where"]).name: p["message"] for p in json.loads((tmp_path / "r.json").read_text())["problems"]}
    assert sorted(told) == [
        "2-empty.txt",
        "3-binary.txt",
        "4-encoding.txt",
        "5-long.txt",
        "6-lines.jsonl:2",
        "7-matter.md",
        "missing.txt",
    ]
    assert "empty" in told["2-empty.txt"]
    assert "binary" in told["3-binary.txt"]
    assert "utf-16" in told["4-encoding.txt"]
    assert "longer than" in told["5-long.txt"]
    assert "not JSON" in told["6-lines.jsonl:2"]
    assert "no such day" in told["7-matter.md"]
    assert "no such file" in told["missing.txt"]
    assert done.stdout.startswith("3 new documents")
    assert len([text for text in done.stderr.splitlines() if ": read: " in text]) == 7
    assert "Traceback" not in done.stderr


def test_many_problems_are_not_all_printed(command, tmp_path: Path) -> None:
    """Twenty lines and a number; all stand in the report."""
    (tmp_path / "a.jsonl").write_text("broken\n" * 50 + json.dumps({"id": "x", "text": GOOD}))
    done = command("load", "a.jsonl", "--store", tmp_path / "s.sqlite")
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "… and 30 more problems"


def test_strict_stops_at_the_first(command, tmp_path: Path) -> None:
    """One line, exit code 1."""
    (tmp_path / "a.jsonl").write_text(f"broken\n{json.dumps({'id': 'x', 'text': GOOD})}")
    for arguments in (["load", "a.jsonl", "--store", "s.sqlite"], ["extract", "a.jsonl"]):
        done = command(*arguments, "--strict")
        assert done.returncode == 1
        assert done.stderr == "dashboard: a.jsonl:1: not JSON: Expecting value at character 1\n"


def test_extract_goes_on_after_a_broken_line(command) -> None:
    """Line 2 is named on stderr; lines 1 and 3 are answered; exit code 3."""
    rows = [json.dumps({"id": "1", "text": GOOD}), "{broken", json.dumps({"id": "3", "text": GOOD})]
    for workers in (1, 2):
        done = command("extract", "-", "--workers", workers, input="\n".join(rows))
        assert done.returncode == 3
        assert [json.loads(text)["id"] for text in done.stdout.splitlines()] == ["1", "3"]
        assert done.stderr.startswith("<stdin>:2: read: not JSON")


def test_extract_says_what_is_wrong_with_a_document(command) -> None:
    """An empty text is answered with its problem, in its place."""
    done = command("extract", input=json.dumps({"id": "1", "text": "  "}))
    assert done.returncode == 3
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert answer["problems"] == [{"stage": "extract", "message": "the text is empty"}]


def test_extract_of_nothing(command) -> None:
    """Empty input is a problem, not a silence."""
    done = command("extract", input="")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "empty" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder(command, tmp_path: Path) -> None:
    """The folder is listed; the rest goes on."""
    closed = tmp_path / "in" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    closed.chmod(0)
    try:
        done = command("load", "in", "--store", "s.sqlite")
    finally:
        closed.chmod(0o700)
    assert done.returncode == 3
    assert "Permission denied" in done.stderr
    assert done.stdout.startswith("1 new documents")


@pytest.mark.parametrize("verb", [["load", SEED], ["list"], ["export"], ["show", "x"], ["check"]])
def test_a_store_that_is_not_ours(command, tmp_path: Path, verb: list[object]) -> None:
    """A text file, and a database of another programme: refused in one line, and left as they were."""
    text, other = tmp_path / "notes.sqlite", tmp_path / "other.sqlite"
    text.write_text("My notes, not a database at all.\n" * 50)
    with sqlite3.connect(other) as base:
        base.execute("CREATE TABLE recipes (name TEXT)")
    base.close()
    for store in (text, other):
        before = store.read_bytes()
        done = command(*verb, "--store", store)
        assert done.returncode == (3 if verb == ["check"] else 1)
        assert store.name in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert store.read_bytes() == before


@pytest.mark.parametrize("verb", [["list"], ["export"], ["show", "x"]])
def test_a_store_that_is_not_there(command, tmp_path: Path, verb: list[str]) -> None:
    """Reading makes no store; the message says how to make one."""
    done = command(*verb, "--store", tmp_path / "gone.sqlite")
    assert done.returncode == 1
    assert "dashboard load" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk(command, tmp_path: Path) -> None:
    """The load ends with one line; what was stored before is kept and sound."""
    import resource
    import subprocess
    import sys

    store = tmp_path / "s.sqlite"
    assert command("load", SEED, "--store", store).returncode == 0
    filler = "The committee met again and talked about the price of bread. " * 300
    lines = [json.dumps({"id": str(n), "text": f"A storm came on day {n}. {filler}"}) for n in range(60)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    room = store.stat().st_size + 300_000

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "load", "many.jsonl", "--store", str(store)],
        cwd=tmp_path, capture_output=True, text=True, preexec_fn=limit, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert command("check", "--store", store).returncode == 0
    assert "1 already there" in command("load", SEED, "--store", store).stdout


def test_output_that_cannot_be_written(command, tmp_path: Path) -> None:
    """A full or missing target is said in one line."""
    assert command("load", SEED, "--store", "s.sqlite").returncode == 0
    done = command("export", "--store", "s.sqlite", "-o", "no/such/folder/out.csv", "--format", "csv")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    done = command("load", SEED, "--store", "s.sqlite", "--report", "no/such/folder/r.json")
    assert done.returncode == 1
    assert "its folder does not exist" in done.stderr


def test_extract_to_a_full_device(gazetteer_index: None, tmp_path: Path) -> None:
    """/dev/full is the plainest full disk there is."""
    import subprocess
    import sys

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "extract", str(SEED)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "dashboard: the output cannot be written: No space left on device\n"


def test_wrong_settings(command, tmp_path: Path) -> None:
    """A setting that makes no sense names where it stands."""
    (tmp_path / "dashboard.toml").write_text("worker = 2\n")
    done = command("load", SEED)
    assert done.returncode == 1
    assert done.stderr.startswith("dashboard: dashboard.toml: there is no setting 'worker'")
    (tmp_path / "dashboard.toml").unlink()
    assert "--user-agent" in command("load", SEED, "--geocoder", "nominatim").stderr


def test_control_characters_in_names_are_shown(command, tmp_path: Path) -> None:
    """A file's name may be hostile too."""
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"\x00\x01")
    done = command("load", "a\x1b[31m.txt", "--store", "s.sqlite")
    assert done.returncode == 3
    assert "\x1b" not in done.stderr
    assert "a\\x1b[31m.txt" in done.stderr
