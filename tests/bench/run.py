"""``make bench``: documents a second for extract and load, extract beside spaCy's names alone, merging,
filter click to map, and twenty sessions at once.

    python tests/bench/run.py [--documents N] [--only speed|ner|merging|map|load]

Prints Markdown tables as they stand in BENCHMARKS.md. Quiet machines give steady figures; others do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import beside_ner
from articles import articles

HERE = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--only", choices=["speed", "ner", "merging", "map", "load"])
    chosen = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n",
        flush=True,
    )
    if chosen.only in {None, "speed"}:
        speed(chosen.documents)
    if chosen.only in {None, "ner"}:
        print()
        with written(chosen.documents) as source:
            beside_ner.compare(source, chosen.documents)
    if chosen.only in {None, "merging"}:
        print(flush=True)
        subprocess.run([sys.executable, HERE / "merging.py"], check=True)
    passed = 0
    for name, script in {"map": "filter_to_map.py", "load": "load.py"}.items():
        if chosen.only in {None, name}:
            print(flush=True)
            passed |= subprocess.run([sys.executable, HERE / script], check=False).returncode
    return passed


@contextmanager
def written(documents: int) -> Iterator[Path]:
    """A file of that many invented articles, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in articles(documents)), "utf-8")
        yield source


def speed(documents: int) -> None:
    """Whole commands, start and all; the first result is timed apart."""
    rows = list(articles(documents))
    words = sum(len(row["text"].split()) for row in rows) / len(rows)
    print(
        f"| {documents:,} documents of {words:.0f} words | seconds | documents a second | first result, s | memory of the largest process, MB |"
    )
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        for workers in (1, 2):
            timed(
                f"extract, {workers} worker{'s' * (workers > 1)}",
                ["extract", str(source), "--workers", str(workers)],
                documents,
            )
        for workers in (1, 2):
            store = Path(folder) / f"{workers}.sqlite"
            timed(
                f"load, {workers} worker{'s' * (workers > 1)}",
                ["load", str(source), "--workers", str(workers), "--store", str(store)],
                documents,
            )


def timed(name: str, arguments: list[str], documents: int) -> None:
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "dashboard", *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        first = time.perf_counter() - began
        for _ in process.stdout:
            pass
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    shown = f"{first:.1f}" if arguments[0] == "extract" else "-"
    print(f"| {name} | {seconds:.1f} | {documents / seconds:.0f} | {shown} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
