"""A load that is killed in the middle leaves a sound store, and a second load ends where an undisturbed one does.

The usual run is short. The full one, 2,000 documents and twenty kills:

    KILL_TIMES=20 KILL_DOCUMENTS=2000 pytest tests/unit/test_kill.py --timeout 3600
"""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.store import Filters, Store, export

KILLS = int(os.environ.get("KILL_TIMES", "3"))
DOCUMENTS = int(os.environ.get("KILL_DOCUMENTS", "150"))

PLACES = (
    *("Mosul", "Kirkuk", "Aleppo", "Deir ez-Zor", "Khartoum", "Goma", "Maiduguri", "Kharkiv", "Kabul", "Sanaa"),
    *("Tripoli", "Gao", "Mogadishu", "Quetta", "Lashio", "Idlib", "Baghdad", "Hodeidah", "Kherson", "Peshawar"),
)
EVENTS = (
    "A car bomb killed {n} people at a market in {place} on {day}, police said.",
    "Gunmen attacked a checkpoint near {place} on {day}, killing {n} soldiers.",
    "An air strike on {place} on {day} wounded {n} people, according to residents.",
    "Shelling hit {place} on {day}; at least {n} civilians were killed.",
)
ENDINGS = ("No group said it was behind it.", "The town lies in the north.", "Officials called for calm.")
DAYS = [f"{day} {month} 2024" for month in ("January", "February", "March") for day in range(1, 29, 2)]


def write_documents(path: Path, count: int) -> None:
    """Articles of a few events told again and again, so that reports of many batches belong together."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            told = [
                rng.choice(EVENTS).format(n=rng.randrange(2, 9), place=rng.choice(PLACES), day=rng.choice(DAYS))
                for _ in range(rng.randrange(1, 4))
            ]
            text = " ".join([*told, rng.choice(ENDINGS), f"This is dispatch {number}."])
            line = {"id": f"d{number}", "text": text, "published": "2024-04-02", "source": rng.choice(["Post", "Wire"])}
            out.write(json.dumps(line) + "\n")


def load(documents: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dashboard", "load", str(documents), "--store", f"sqlite:///{store}"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def finish(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate(timeout=1200)
    assert process.returncode in {0, 3}, said.decode()


def content(store: Path) -> str:
    """All that a store says to the world."""
    with Store.open(f"sqlite:///{store}") as opened:
        out = io.StringIO()
        export.write(opened, Filters(), "jsonl", out)
        lists = (
            opened.sources(),
            opened.unresolved(),
            opened.rejected_counts(),
            opened.mentioned_places(),
            opened.totals(),
        )
        return out.getvalue() + repr(lists)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The documents, what an undisturbed load makes of them, and how long it takes."""
    folder = tmp_path_factory.mktemp("kill")
    documents = folder / "documents.jsonl"
    write_documents(documents, DOCUMENTS)
    began = time.monotonic()
    finish(load(documents, folder / "whole.sqlite"))
    return documents, content(folder / "whole.sqlite"), time.monotonic() - began


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_load_can_be_taken_up(undisturbed, tmp_path, kill):
    documents, expected, seconds = undisturbed
    store = tmp_path / "killed.sqlite"
    process = load(documents, store)
    moment = seconds * (kill + random.Random(kill).random()) / KILLS  # spread over the whole load
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stderr.close()
    if store.exists() and store.stat().st_size:
        with Store.open(f"sqlite:///{store}", create=True) as opened:
            assert opened.check() == ()
    finish(load(documents, store))
    with Store.open(f"sqlite:///{store}") as opened:
        assert opened.check() == ()
    assert content(store) == expected
