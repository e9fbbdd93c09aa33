"""What is measured of each gold corpus: ``{measure: value}``, by the scorers beside this file.

A corpus is read once through the same pipeline as ``dashboard extract``; its measures are pure functions of gold and
answers. ``halves`` scores the even and the odd documents apart, so that a figure tuned on one shows on the other.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "golden")]

import answers_for  # noqa: E402
import gold as golden  # noqa: E402
import lenient  # noqa: E402
import score_event_place  # noqa: E402
import score_incidents  # noqa: E402
import score_places  # noqa: E402
import score_types  # noqa: E402

from dashboard import pipeline  # noqa: E402
from dashboard.documents import read_stream  # noqa: E402
from dashboard.model import Problem  # noqa: E402
from dashboard.records import extract_to_json, incident_to_json  # noqa: E402
from dashboard.settings import Settings  # noqa: E402
from dashboard.store import Store  # noqa: E402

ROOT = HERE.parent.parent
SAMPLES = ROOT / "data" / "samples"
Row = dict[str, Any]
Measures = dict[str, float]
SAID = ("date", "killed", "injured", "actors", "targets")
TYPED = ("event_type", "sub_event_type", "factuality", "background")


@dataclass(frozen=True)
class Corpus:
    """``gold`` are the files whose digests the floors belong to; ``texts`` and ``truth`` go together by id."""

    name: str
    gold: Sequence[Path]
    texts: Sequence[Row]
    truth: Sequence[Row]
    measure: Callable[[Sequence[Row], Mapping[str, Row]], Measures]

    def answers(self, settings: Settings) -> dict[str, Row]:
        """What the pipeline makes of the texts, by id."""
        lines = b"".join(json.dumps(as_input(row)).encode() + b"\n" for row in self.texts)
        with tempfile.TemporaryFile() as stream:
            stream.write(lines)
            stream.seek(0)
            found = list(pipeline.extract_all(read_stream(stream, settings), settings, extract_to_json))
        failed = [item for item in found if isinstance(item, Problem)]
        if failed:
            raise SystemExit(f"{self.name}: {failed[0].where}: {failed[0].message}")
        return {row["id"]: row for row in found if not isinstance(row, Problem)}

    def halves(self, answers: Mapping[str, Row]) -> tuple[Measures, Measures]:
        return self.measure(self.truth[0::2], answers), self.measure(self.truth[1::2], answers)


def as_input(row: Row) -> Row:
    """Only what an input line holds, so that no gold can leak into the reading."""
    return {
        name: row[name] for name in ("id", "text", "title", "published", "url", "source", "language") if row.get(name)
    }


def own() -> list[Corpus]:
    """The corpora that stand in the repository."""
    samples = rows(SAMPLES / "gold.jsonl")
    texts = golden.texts()
    return [
        Corpus("samples", [SAMPLES / "gold.jsonl"], samples, samples, incidents_and_places),
        Corpus(
            "golden",
            sorted(golden.FOLDER.glob("*.toml")),
            [golden.as_input(t) for t in texts],
            [golden.as_gold(t) for t in texts],
            golden_incidents,
        ),
    ]


def given(folder: Path) -> list[Corpus]:
    """The development corpora of a folder, those that are there."""
    found = []
    for name, texts, measure in (
        ("incidents_dev", "incidents_dev.jsonl", incidents),
        ("lgl", "lgl.jsonl", places),
        ("geovirus", "geovirus.jsonl", places),
        ("event_location", "event_location.jsonl", event_places),
        ("case2021", "case2021.jsonl", types),
    ):
        gold = folder / texts.replace("dev.", "dev_gold.")
        if gold.is_file():
            truth = score_event_place.select(rows(gold), False) if measure is event_places else rows(gold)
            found.append(
                Corpus(name, [gold], truth if gold == folder / texts else rows(folder / texts), truth, measure)
            )
    return found


# ----------------------------------------------------------------------------------------------------------- measures


def incidents(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    """``score_incidents`` of the documents; attributes 'said' over matched pairs, where gold gives a value."""
    gold = {row["id"]: row for row in truth}
    mine = {name: answers[name] for name in gold if name in answers}
    result = score_incidents.score(gold, mine)
    guard = score_incidents.score(gold, mine, score_incidents.Opt(min_iou=0.3))
    measures = {"incidents f1": result["micro"]["f1"], "guard f1": guard["micro"]["f1"]}
    for name in TYPED:
        measures[f"{name} right"] = result["attributes"][name]["accuracy"]
    for name in SAID:
        said = result["attributes"][name]
        measures[f"{name} right"] = said["said_right"] / said["said_n"] if said["said_n"] else None
    measures["false per empty document"] = result["false_per_no_incident_document"]
    return {name: value for name, value in measures.items() if value is not None}


def incident_errors(truth: Sequence[Row], answers: Mapping[str, Row]) -> str:
    """Two lines: what was missed and what was made up, by ``score_incidents``' causes, the commonest first."""
    gold = {row["id"]: row for row in truth}
    result = score_incidents.score(gold, {name: answers[name] for name in gold if name in answers})
    lines = []
    for title, causes in (("missed", result["missed"]), ("false alarms", result["false_alarms"])):
        ordered = sorted(causes.items(), key=lambda cause: (-cause[1], cause[0]))
        lines.append(f"  {title}: " + (", ".join(f"{count} {name}" for name, count in ordered) or "none"))
    return "\n".join(lines)


def golden_incidents(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    """Incidents, with what the golden texts leave open held against nobody."""
    return incidents(truth, lenient.forgiven(truth, answers))


def places(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    """``score_places``: recognition by overlap; within 161 km of those found, and of all located gold (missed = wrong)."""
    gold = _through_file(score_places.load, truth)
    result = score_places.score(gold, _through_file(score_places.load, [answers[row["id"]] for row in truth]))
    return place_figures(result)


def place_figures(result: Mapping[str, Any]) -> Measures:
    """What of ``score_places``' result is shown and has floors."""
    return {
        **{f"recognition {name}": result["overlap"][name] for name in ("precision", "recall", "f1")},
        "acc@161 of recognised": result["acc_recognised"],
        "acc@161 end to end": result["acc_end_to_end"],
    }


def incidents_and_places(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    """Incidents, and of the places their gold names the share that lies within 161 km."""
    toponyms = [{**row, "toponyms": _places_of(row)} for row in truth]
    result = score_places.score(
        _through_file(score_places.load, toponyms),
        _through_file(score_places.load, [answers[row["id"]] for row in truth]),
    )
    return incidents(truth, answers) | {"acc@161 end to end": result["acc_end_to_end"]}


def event_places(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    mine = {row["id"]: answers_for.event_place(row, answers[row["id"]]) for row in truth}
    result = score_event_place.score(truth, mine)
    return {"event place f1": result["all_overlap"]["f1"], "says none": result["says_none"]}


def types(truth: Sequence[Row], answers: Mapping[str, Row]) -> Measures:
    mine = {row["id"]: answers_for.types(row, answers[row["id"]]) for row in truth}
    result = score_types.score(truth, mine)
    return {
        "weighted f1 acled": result["acled only"]["weighted_f1"],
        "weighted f1 with others": result["acled+others"]["weighted_f1"],
    }


def _places_of(row: Row) -> list[Row]:
    found = {(p["start"], p["end"]): p for incident in row["incidents"] if (p := incident.get("place"))}
    return [found[key] for key in sorted(found)]


# ------------------------------------------------------------------------------------------------------------ merging


def merging(settings: Settings) -> Measures:
    """Pairs of tellings that the samples' keys say are one incident, against those that a load put together.

    Of the annotated reports, each of ours that matches a gold incident carries its key; pairs of these are counted.
    """
    gold = {row["id"]: row for row in rows(SAMPLES / "gold.jsonl")}
    with tempfile.TemporaryDirectory() as folder:
        here = settings.with_(store=f"sqlite:///{folder}/samples.sqlite")
        pipeline.load([str(SAMPLES / "reports")], here)
        with Store.open(here.store_url) as store:
            exported = [incident_to_json(one, documents) for one, documents in store.with_documents(store.select())]
    by_document: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for incident in exported:
        for report in incident["reports"]:
            by_document[Path(report["document"]).stem].append((incident["id"], report))
    labelled: list[tuple[str, str]] = []
    for name, row in gold.items():
        mine = by_document[name]
        pairs, _ = score_incidents.match(row["incidents"], [report for _, report in mine], score_incidents.Opt())
        labelled += [(row["incidents"][g]["incident_key"], mine[p][0]) for g, p in pairs.items()]
    return pairwise(labelled)


def pairwise(labelled: Iterable[tuple[str, str]]) -> Measures:
    """Precision and recall over pairs: (true key, our incident) of each telling."""
    together = right = wanted = 0
    for (key, mine), (other_key, other_mine) in combinations(labelled, 2):
        together += mine == other_mine
        wanted += key == other_key
        right += mine == other_mine and key == other_key
    return {
        "pairwise precision": right / together if together else 1.0,
        "pairwise recall": right / wanted if wanted else 1.0,
    }


# ---------------------------------------------------------------------------------------------------------------- in


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _through_file(load: Callable[[str], Any], items: Sequence[Row]) -> Any:
    """The scorers load their own files, and check them in doing so."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(item) + "\n" for item in items)
        file.flush()
        return load(file.name)
