"""Stores of synthetic incidents to measure with, made once and kept; and the memory of a server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "built" / "bench"


def store_of(size: int, folder: Path = FOLDER) -> str:
    """The URL of a store of that many incidents; it is made if the folder has none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"synthetic-{size}.sqlite"
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        make = ["-m", "dashboard", "bench", "make-store", "--incidents", str(size), "--store", str(half)]
        subprocess.run([sys.executable, *make], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        half.rename(path)
    return f"sqlite:///{path}"


def memory(pid: int) -> tuple[float, float]:
    """Megabytes of a process: its proportional share (PSS) and all that is resident (RSS)."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    sizes = {row.split(":")[0]: int(row.split()[1]) for row in rows if row.endswith("kB")}
    return sizes["Pss"] / 1024, sizes["Rss"] / 1024


def processor_seconds(pid: int) -> float:
    """Seconds of processor time that a process has used so far, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
