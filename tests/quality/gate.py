"""``make quality``: score all gold, print the tables, fail where a figure lies below its floor.

    python tests/quality/gate.py [--corpora FOLDER] [--halves] [--update] [--workers N] [--json FILE]

Floors stand in floors.json, each group with the SHA-256 of the gold it was measured on: other gold, other floors.
``--update`` raises floors to what is measured, less a hair, and never lowers one; where the gold itself has changed it
writes that group anew, since the old figures mean nothing there. It also renews the tables of BENCHMARKS.md and the
figures that ship with the package (``benchmarks``). The commonest errors are shown by cause.

The columns even and odd score the shipped weights on half of the documents each. ``--halves`` is another matter: it
fits the weights of places on one half of lgl and geovirus, scores the other, and the reverse: what texts that taught
nothing to the weights can expect. It takes about half a minute.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import benchmarks
import errors
import measuring
from measuring import Corpus, Measures, given, merging, own

from dashboard.places import OfflineGazetteer
from dashboard.settings import Settings

FLOORS = Path(__file__).with_name("floors.json")
HAIR = 0.005  # floors stand this much below what was measured, so that a word more or less is no alarm
LESS_IS_BETTER = "false "  # measures whose name begins so have a ceiling instead of a floor

Group = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="a folder of development corpora")
    parser.add_argument("--halves", action="store_true", help="also fit the place weights on halves (minutes)")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()
    settings = Settings(workers=chosen.workers, strict=True)
    if chosen.corpora and not chosen.corpora.is_dir():
        parser.error(f"{chosen.corpora} is no folder")
    if chosen.halves and not chosen.corpora:
        parser.error("--halves needs --corpora")
    floors: dict[str, Group] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    figures: dict[str, Measures] = {}
    parts: dict[str, tuple[Measures, Measures]] = {}
    faults: list[str] = []
    for corpus in [*own(), *(given(chosen.corpora) if chosen.corpora else [])]:
        answers = corpus.answers(settings)
        measured = corpus.measure(corpus.truth, answers)
        if corpus.name == "samples":
            measured |= merging(settings)
        halves = corpus.halves(answers)
        figures[corpus.name], parts[corpus.name] = measured, halves
        group = floors.get(corpus.name, {})
        print(table(corpus, measured, halves, group.get("floors", {})))
        if corpus.measure is measuring.places:
            print(errors.report(errors.found_in(corpus.truth, answers, OfflineGazetteer.open())))
        elif corpus.measure in {measuring.incidents, measuring.incidents_and_places}:
            print(measuring.incident_errors(corpus.truth, answers))
        elif corpus.measure is measuring.golden_incidents:
            print(measuring.incident_errors(corpus.truth, measuring.lenient.forgiven(corpus.truth, answers)))
        if chosen.update:
            floors[corpus.name] = raised(group, measured, digest(corpus.gold))
        else:
            faults += [f"{corpus.name}: {fault}" for fault in below(group, measured, digest(corpus.gold))]
    if chosen.halves:
        print(split_halves(chosen.corpora))
    if chosen.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
        benchmarks.update(figures, parts)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print("\n".join(faults) or "all floors hold")
    return 1 if faults else 0


def digest(files: Sequence[Path]) -> str:
    """One SHA-256 of the names and contents of the gold files."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def below(group: Group, measured: Measures, gold: str) -> list[str]:
    """What is not as the floors say: a figure below, a figure gone, or gold that they were not measured on."""
    if not group:
        return ["there are no floors yet; set them with --update"]
    if group["gold"] != gold:
        return ["the gold has changed since the floors were measured; look at the figures, then --update"]
    faults = []
    for name, floor in group["floors"].items():
        value = measured.get(name)
        if value is None:
            faults.append(f"{name} is not measured any more")
        elif not holds(name, value, floor):
            faults.append(
                f"{name} {value:.3f} is {'above' if name.startswith(LESS_IS_BETTER) else 'below'} {floor:.3f}"
            )
    return faults


def holds(name: str, value: float, floor: float) -> bool:
    return value <= floor if name.startswith(LESS_IS_BETTER) else value >= floor


def raised(group: Group, measured: Measures, gold: str) -> Group:
    """The group with floors as high as measured, less a hair; never lower than they were on the same gold."""
    old: Mapping[str, float] = group.get("floors", {}) if group.get("gold") == gold else {}
    floors = dict(old)
    for name, value in measured.items():
        if name.startswith(LESS_IS_BETTER):
            floors[name] = min(old.get(name, float("inf")), round(value + HAIR, 3))
        else:
            floors[name] = max(old.get(name, 0.0), round(max(value - HAIR, 0.0), 3))
    return {"gold": gold, "floors": floors}


def table(corpus: Corpus, measured: Measures, halves: tuple[Measures, Measures], floors: Mapping[str, float]) -> str:
    lines = [
        f"\n{corpus.name} ({len(corpus.truth)} documents)",
        f"  {'':<28}{'all':>8}{'even':>8}{'odd':>8}{'floor':>8}",
    ]
    for name, value in measured.items():
        cells = [value, halves[0].get(name), halves[1].get(name), floors.get(name)]
        lines.append(f"  {name:<28}" + "".join(f"{'-' if cell is None else format(cell, '.3f'):>8}" for cell in cells))
    return "\n".join(lines)


def split_halves(corpora: Path) -> str:
    """The figures of places where every text is read with weights fitted on the other half."""
    import fit_ranking

    lines = ["\nplaces, each half read with weights fitted on the other half"]
    for name, result in fit_ranking.by_halves(corpora, OfflineGazetteer.open()).items():
        lines.append(f"  {name}")
        lines += [f"    {figure:<26}{value:>8.3f}" for figure, value in measuring.place_figures(result).items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
