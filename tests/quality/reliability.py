"""How often a report of a given confidence is right: a table over the samples, the golden texts and, where given, corpora.

    python tests/quality/reliability.py [CORPORA_FOLDER] [--fit]

Right means that the report matches an incident of the gold as ``score_incidents`` matches. ``--fit`` also fits the
weights of dashboard/incidents/confidence.py anew and prints them, with what they give on documents they were not fitted
on (each half read with the weights of the other).
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import lenient
import score_incidents
from logistic import fit, odds
from measuring import Corpus, as_input, given, own

from dashboard import pipeline
from dashboard.documents import read_stream
from dashboard.model import Document, Problem, Report
from dashboard.records import extract_to_json
from dashboard.settings import Settings

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
RIDGE = 3.0  # of 1, 3 and 8 the one whose halves foretell each other best; there are only some 250 reports
Told = tuple[float, bool, tuple[str, ...]]  # confidence, right, reasons


def main() -> int:
    settings = Settings(strict=True)
    folders = [Path(folder) for folder in sys.argv[1:] if not folder.startswith("--")]
    corpora = [*own(), *(c for folder in folders for c in given(folder) if c.name == "incidents_dev")]
    documents = [told for corpus in corpora for told in read(corpus, settings)]
    print(table([(sure, right) for told in documents for sure, right, _ in told]))
    if "--fit" in sys.argv:
        print(fitted(documents))
    return 0


def read(corpus: Corpus, settings: Settings) -> Iterable[list[Told]]:
    """Of each document, its reports: how sure, whether right, and why."""
    engine = pipeline.Engine.open(settings)
    answers: dict[str, Any] = {}
    reports: dict[str, tuple[Report, ...]] = {}
    for row, document in zip(corpus.texts, documents_of(corpus, settings), strict=True):
        assert isinstance(document, Document), document
        extract = pipeline.extract(document, engine)
        answers[row["id"]], reports[row["id"]] = extract_to_json(extract), extract.reports
    for gold in corpus.truth:
        name = gold["id"]
        answer = lenient.forgiven([gold], answers)[name] if "optional" in gold else answers[name]
        pairs, _ = score_incidents.match(gold["incidents"], answer["incidents"], score_incidents.Opt())
        right = set(pairs.values())
        yield [
            (incident["confidence"], at in right, _reasons(incident, answers[name]["incidents"], reports[name]))
            for at, incident in enumerate(answer["incidents"])
        ]


def documents_of(corpus: Corpus, settings: Settings) -> Iterable[Document | Problem]:
    with tempfile.TemporaryFile() as stream:
        stream.write(b"".join(json.dumps(as_input(row)).encode() + b"\n" for row in corpus.texts))
        stream.seek(0)
        yield from read_stream(stream, settings)


def _reasons(incident: Any, every: Sequence[Any], reports: Sequence[Report]) -> tuple[str, ...]:
    """The reasons of the report that an incident was written from; the lenient scorer changes values, not spans."""

    def spans(one: Any) -> Any:
        return one["evidence"], one["cites"].get("sub_event_type"), one["cites"].get("place"), one["confidence"]

    return next(report.reasons for report, one in zip(reports, every, strict=True) if spans(one) == spans(incident))


def table(told: Sequence[tuple[float, bool]]) -> str:
    lines = ["confidence   reports  mean  right"]
    for low, high in pairwise(BOUNDS):
        here = [(c, ok) for c, ok in told if low <= c < high]
        if here:
            mean, share = sum(c for c, _ in here) / len(here), sum(ok for _, ok in here) / len(here)
            lines.append(f"{low:.1f}–{min(high, 1.0):.1f}     {len(here):7d}  {mean:.2f}  {share:.2f}")
    return "\n".join(lines)


def fitted(documents: Sequence[Sequence[Told]]) -> str:
    """The weights of all documents, and the table of each half under the weights of the other."""
    halves = documents[0::2], documents[1::2]
    apart: list[tuple[float, bool]] = []
    for teacher, pupil in (halves, halves[::-1]):
        weights = _weights(teacher)
        told = [one for document in pupil for one in document]
        sure = odds([("base", *reasons) for _, _, reasons in told], weights)
        apart += [(1 / (1 + math.exp(-s)), right) for s, (_, right, _) in zip(sure, told, strict=True)]
    lines = [f"{weight:+.2f}  {cue}" for cue, weight in sorted(_weights(documents).items())]
    return "\n".join(["\nweights", *lines, "\neach half with the weights of the other", table(apart)])


def _weights(documents: Sequence[Sequence[Told]]) -> dict[str, float]:
    told = [one for document in documents for one in document]
    cues = [("base", *reasons) for _, _, reasons in told]
    return fit(cues, [right for _, right, _ in told], [1.0] * len(told), ridge=RIDGE)


if __name__ == "__main__":
    raise SystemExit(main())
