"""The bench beside spaCy: whole processes are timed, their workers' memory seen, failures told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import beside_ner

WORKER = "import subprocess, sys; print(1, flush=True); subprocess.run([sys.executable, '-c', 'import time; b = bytes(1) * 50_000_000; time.sleep(1)']); print(2)"


def test_lines_are_counted_and_the_start_is_left_out_where_asked() -> None:
    """Three lines of which the first says that it is ready."""
    command = [sys.executable, "-c", "for n in range(3): print(n, flush=True)"]
    assert beside_ner.run(command).lines == 3
    ready = beside_ner.run(command, says_ready=True)
    assert ready.lines == 2
    assert 0 < ready.ready <= ready.first <= ready.whole
    assert ready.rate == 2 / (ready.whole - ready.ready)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_the_memory_of_a_worker_is_seen_apart() -> None:
    """The child that holds 50 MB is the largest worker, not the main process."""
    result = beside_ner.run([sys.executable, "-c", WORKER])
    assert result.worker > 50
    assert result.main < result.worker


def test_a_command_that_fails_is_no_figure() -> None:
    """It ends the bench with what failed."""
    with pytest.raises(SystemExit, match="ended with 3 after 0 lines"):
        beside_ner.run([sys.executable, "-c", "raise SystemExit(3)"])


def test_without_spacy_the_line_says_how_to_get_it(monkeypatch, capsys, tmp_path) -> None:
    """The other lines stand all the same."""
    monkeypatch.setattr(beside_ner, "find_spec", lambda _name: None)
    monkeypatch.setattr(beside_ner, "run", lambda _command: beside_ner.Run(0.0, 0.5, 2.0, 20, 100.0, None))
    beside_ner.compare(tmp_path / "none.jsonl", 20)
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| extract, everything, 1 worker | 10 | 0.5 | 100 | - |",
        "| extract, everything, 2 workers | 10 | 0.5 | 100 | - |",
        f"| spaCy, names only, 1 process | {beside_ner.HOW} | - | - | - |",
    ]
