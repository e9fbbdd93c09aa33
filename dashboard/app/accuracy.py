"""How accurately this version reads: the figures that were measured when it was made, shipped beside the package.

``tests/quality/gate.py --update`` writes ``accuracy.json`` and the tables of BENCHMARKS.md from one run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import Any, Final

from dashboard import paths
from dashboard.app.words import mark, say

FILE: Final = "accuracy.json"
NOTE: Final = mark(
    "Measured when version {version} was made, by comparing with texts that people have marked. Errors on these texts were "
    "read while the rules were written, so expect less of texts nobody has seen; F1 weighs what is missed against what is "
    "wrong, and fields are counted where an incident was found."
)
CORPORA: Final = {
    "samples": mark("samples"),
    "incidents_dev": mark("development texts"),
    "golden": mark("golden texts"),
}
MEASURES: Final = {
    "incidents f1": mark("incidents found (F1)"),
    "event_type right": mark("event type right"),
    "sub_event_type right": mark("sub-event type right"),
    "factuality right": mark("told as fact, claim or denial: right"),
    "background right": mark("earlier or new: right"),
    "date right": mark("date right"),
    "killed right": mark("killed right"),
    "injured right": mark("injured right"),
    "actors right": mark("actors right"),
    "targets right": mark("targets right"),
    "acc@161 end to end": mark("places within 161 km"),
    "false per empty document": mark("false incidents in a text that tells none"),
    "pairwise precision": mark("merging: pairs put together rightly"),
    "pairwise recall": mark("merging: pairs found"),
}
PLACES: Final = {"lgl": "lgl", "geovirus": "geovirus"}
PLACE_MEASURES: Final = {
    "recognition f1": mark("Names found (F1)"),
    "acc@161 of recognised": mark("Placed within 161 km, of those found"),
    "acc@161 end to end": mark("Placed within 161 km, of all"),
}

Rows = list[dict[str, Any]]


def tables() -> tuple[Rows, Rows]:
    """The figures of incidents, a row a measure, and those of places, a row a corpus; empty where none ship."""
    figures = _figures()
    incidents = [
        {
            say("Measure"): say(label),
            **{say(name): figures.get(corpus, {}).get(measure) for corpus, name in CORPORA.items()},
        }
        for measure, label in MEASURES.items()
        if any(measure in figures.get(corpus, {}) for corpus in CORPORA)
    ]
    places = [
        {say("Corpus"): name, **{say(label): figures[corpus].get(measure) for measure, label in PLACE_MEASURES.items()}}
        for corpus, name in PLACES.items()
        if corpus in figures
    ]
    return incidents, places


def note() -> str:
    """What the figures are worth, in words."""
    return say(NOTE, version=version())


def version() -> str:
    try:
        return installed("incident-dashboard")
    except PackageNotFoundError:
        return say("unknown")


@cache
def _figures() -> Mapping[str, Mapping[str, float]]:
    try:
        found: dict[str, dict[str, float]] = json.loads((paths.PACKAGE / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found
