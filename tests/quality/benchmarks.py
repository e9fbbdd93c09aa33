"""The figures of accuracy where people read them: the tables of BENCHMARKS.md, and the JSON that ships with the package.

``gate.py --update`` renews both from one run, so that they cannot differ; what a run did not measure stays as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

Measures = Mapping[str, float]
Halves = tuple[Measures, Measures]
Figures = dict[str, dict[str, float]]

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "BENCHMARKS.md"
SHIPPED = ROOT / "dashboard" / "accuracy.json"

COLUMNS = {"samples": "samples", "incidents_dev": "incidents_dev", "golden texts": "golden"}  # heading -> corpus
INCIDENTS = "| measure: all (even, odd documents) |"
PLACES = "| corpus | figure |"
SHIPPED_COLUMN = 3  # of the table of places, counted from 0: "as shipped"
PLACE_FIGURES = {
    "recognition precision, recall, F1": ("recognition precision", "recognition recall", "recognition f1"),
    "within 161 km, of those recognised": ("acc@161 of recognised",),
    "within 161 km, end to end": ("acc@161 end to end",),
    "event places within 161 km, end to end": ("acc@161 end to end",),
}
_NUMBER = re.compile(r"\d?\.\d{3}")


def told(text: str) -> Figures:
    """The figures that the tables of BENCHMARKS.md tell: by corpus, by measure."""
    found: Figures = {}
    corpora: list[str] = []
    for line in text.splitlines():
        cells = _cells(line)
        if line.startswith(INCIDENTS):
            corpora = [COLUMNS[cell] for cell in cells[1:]]
        elif corpora and len(cells) == len(corpora) + 1 and not cells[0].startswith("---"):
            for corpus, cell in zip(corpora, cells[1:], strict=True):
                if number := _NUMBER.match(cell):
                    found.setdefault(corpus, {})[cells[0]] = float(number.group())
        elif len(cells) > SHIPPED_COLUMN and cells[1] in PLACE_FIGURES:
            corpora = []
            numbers = map(float, _NUMBER.findall(cells[SHIPPED_COLUMN]))
            found.setdefault(cells[0], {}).update(zip(PLACE_FIGURES[cells[1]], numbers, strict=True))
        elif not cells:
            corpora = []
    return found


def renewed(text: str, figures: Mapping[str, Measures], halves: Mapping[str, Halves]) -> str:
    """BENCHMARKS.md with what was measured now in its tables; rows and columns stay as they are."""
    lines: list[str] = []
    corpora: list[str] = []
    for line in text.splitlines():
        cells = _cells(line)
        if line.startswith(INCIDENTS):
            corpora = [COLUMNS[cell] for cell in cells[1:]]
        elif corpora and len(cells) == len(corpora) + 1 and not cells[0].startswith("---"):
            pairs = zip(corpora, cells[1:], strict=True)
            cells[1:] = [_incident_cell(cells[0], cell, figures.get(c, {}), halves.get(c)) for c, cell in pairs]
            line = f"| {' | '.join(cells)} |"  # noqa: PLW2901
        elif len(cells) > SHIPPED_COLUMN and cells[1] in PLACE_FIGURES and cells[0] in figures:
            measured = [figures[cells[0]][name] for name in PLACE_FIGURES[cells[1]]]
            cells[SHIPPED_COLUMN] = ", ".join(f"{value:.3f}".removeprefix("0") for value in measured)
            line = f"| {' | '.join(cells)} |"  # noqa: PLW2901
        elif not cells:
            corpora = []
        lines.append(line)
    return "\n".join(lines) + "\n"


def _incident_cell(name: str, before: str, measured: Measures, halves: Halves | None) -> str:
    if name not in measured:
        return before
    parts = [part[name] for part in halves or () if name in part]
    both = f" ({parts[0]:.3f}, {parts[1]:.3f})" if len(parts) == 2 else ""
    return f"{measured[name]:.3f}{both}"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []


def shipped(before: Figures, figures: Mapping[str, Measures]) -> Figures:
    """What ships: the figures of this run, and of corpora that it did not measure those of the last one."""
    now = {corpus: {name: round(value, 3) for name, value in told.items()} for corpus, told in figures.items()}
    return before | now


def update(figures: Mapping[str, Measures], halves: Mapping[str, Halves]) -> None:
    """Writes both files."""
    before: Figures = json.loads(SHIPPED.read_text("utf-8")) if SHIPPED.is_file() else {}
    SHIPPED.write_text(json.dumps(shipped(before, figures), indent=1, sort_keys=True) + "\n", "utf-8")
    TABLES.write_text(renewed(TABLES.read_text("utf-8"), figures, halves), "utf-8")
