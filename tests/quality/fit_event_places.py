"""Fit the vote on where an event happened (data/lexicon/event_places.json), or measure it by halves.

    python tests/quality/fit_event_places.py CORPORA            each half read by votes fitted on the other
    python tests/quality/fit_event_places.py CORPORA --write    fit on all and write the weights

CORPORA holds event_location.jsonl (ahalterman/event_location, MIT: sentences, a verb, the places where that happened) and
incidents_dev with its gold; the samples and golden texts of the project are read too. A name is right where it overlaps a
marked place. Sentences whose verb is one of ours teach the vote of events, the others the vote of sentences, which knows
no event. The weights are log odds of cues such as "how=in" (the preposition is
"in"): words of the language, kinds and bins of figures, no names and no sentences. Deterministic; half a minute.
"""

from __future__ import annotations

import argparse
import io
import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import measuring
import score_event_place
from logistic import fit

from dashboard import paths
from dashboard.documents import read_stream
from dashboard.incidents import sitevotes
from dashboard.incidents.evidence import Evidence, gather
from dashboard.incidents.frames import FACTS, Frame, frames_of
from dashboard.incidents.sitecues import Candidate, of_trigger, setting
from dashboard.mentions.finding import find
from dashboard.model import Problem, Span, TriggerMention
from dashboard.pipeline import Engine
from dashboard.places.ranking import resolve
from dashboard.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

RAREST, RIDGE = 5, 4.0  # a cue must be seen this often; flat around these by halves
TOLD = frozenset({"samples", "golden", "incidents_dev"})  # corpora of whole texts with their incidents
IMPORTANCE = 2.0  # of a name in these, beside one in event_location
LEAST_WEIGHT = 0.03  # smaller weights are left out of the file
LEVELS = (-0.8, -0.6, -0.4, -0.2, 0.0)


@dataclass
class Item:
    """One verb in its sentence: the names beside it with their cues, and which of them are right."""

    row: dict
    corpus: str
    known: bool
    candidates: list[Candidate]
    cues: list[list[str]]
    labels: list[int]

    @property
    def half(self) -> int:
        return half_of(self.row["text"])


def half_of(text: str) -> int:
    return zlib.crc32(text.encode()) & 1


def reader() -> Callable[[str], Evidence]:
    """A function that reads a text as the pipeline does."""
    settings = Settings(workers=1, strict=True)
    engine = Engine.open(settings)

    @cache
    def read(text: str) -> Evidence:
        line = json.dumps({"id": "x", "text": text}).encode()
        document = next(iter(read_stream(io.BytesIO(line + b"\n"), settings)))
        if isinstance(document, Problem):
            raise SystemExit(f"{text[:60]}: {document.message}")
        mentions = find(document, engine.lexicon, engine.scanner)
        return gather(document, mentions, resolve(document, mentions.places, engine.gazetteer))

    return read


def load(folder: Path) -> list[Item]:
    """The items of all corpora, read as the pipeline reads them."""
    read = reader()
    rows = score_event_place.select(score_event_place.load(folder / "event_location.jsonl"), False)
    found = [item(row, read(row["text"])) for row in rows]
    for corpus in [*measuring.own(), *measuring.given(folder)]:
        if corpus.name in TOLD:
            for text, row in zip(corpus.texts, corpus.truth, strict=True):
                found += told_items(corpus.name, {**row, "text": text["text"]}, read(text["text"]))
    return found


def told_items(corpus: str, row: dict, evidence: Evidence) -> list[Item]:
    """One item for each trigger in a sentence that gold takes for an incident whose place the sentence names."""
    found = []
    for sentence in evidence.sentences:
        right = [
            Span(i["place"]["start"], i["place"]["end"])
            for i in row["incidents"]
            if i.get("place") and any(sentence.span.overlaps(Span(*e)) for e in i["evidence"])
        ]
        right = [span for span in right if sentence.span.covers(span)]
        told = [t for t in evidence.triggers.get(sentence.index, ()) if t.assertion in FACTS] if right else []
        here = setting(evidence, sentence.index)
        frames = frames_of(evidence, told) if told else ()
        if len(frames) > 1 and len(set(right)) > 1:
            continue  # which place is whose, gold does not say
        for frame in frames:
            for trigger in frame.triggers:
                cues = [
                    [*each.cues, *of_trigger(evidence, frame, trigger, here.passage, each)] for each in here.candidates
                ]
                labels = [int(any(each.mention.span.overlaps(place) for place in right)) for each in here.candidates]
                found.append(Item(row, corpus, True, list(here.candidates), cues, labels))
    return found


def item(row: dict, evidence: Evidence) -> Item:
    verb = Span(row["verbs"][0]["start"], row["verbs"][0]["end"])
    told = event_of(evidence, verb)
    sentences = [s.index for s in evidence.sentences] if told is None else [told[0].sentence]
    candidates, cues = [], []
    for index in sentences:
        here = setting(evidence, index)
        for each in here.candidates:
            candidates.append(each)
            own = [] if told is None else of_trigger(evidence, *told, here.passage, each)
            cues.append([*each.cues, *own])
    right = [Span(p["start"], p["end"]) for p in row["locations"]]
    labels = [int(any(each.mention.span.overlaps(place) for place in right)) for each in candidates]
    return Item(row, "event_location", told is not None, candidates, cues, labels)


def event_of(evidence: Evidence, verb: Span) -> tuple[Frame, TriggerMention] | None:
    """The frame and the trigger that the verb is, if it tells an event of ours."""
    for index, triggers in evidence.triggers.items():
        del index
        told = [t for t in triggers if t.assertion in FACTS]
        for frame in frames_of(evidence, told) if told else ():
            for trigger in frame.triggers:
                if trigger.span.overlaps(verb):
                    return frame, trigger
    return None


def train(items: list[Item]) -> sitevotes.Votes:
    tables = []
    for known in (True, False):
        own = [each for each in items if each.known == known]
        cues = [cue for each in own for cue in each.cues]
        labels = [label for each in own for label in each.labels]
        weights = [IMPORTANCE if each.corpus in TOLD else 1.0 for each in own for _ in each.labels]
        tables.append(fit(cues, labels, weights, RAREST, RIDGE))
    return sitevotes.Votes(*tables)


def by_halves(items: list[Item]) -> dict[str, list[float]]:
    """The odds of each item's names, by votes fitted on the other half."""
    found = {}
    for tested in (0, 1):
        fitted = train([each for each in items if each.half != tested])
        for each in items:
            if each.half == tested and each.corpus not in TOLD:
                table = fitted.event if each.known else fitted.sentence
                found[each.row["id"]] = [sitevotes.count(cues, table) for cues in each.cues]
    return found


def report(items: list[Item], odds: dict[str, list[float]]) -> None:
    items = [each for each in items if each.corpus not in TOLD]
    for level in LEVELS:
        answers = {}
        for each in items:
            pairs = zip(each.candidates, odds[each.row["id"]], strict=True)
            spans = [{"start": c.mention.span.start, "end": c.mention.span.end} for c, o in pairs if o > level]
            answers[each.row["id"]] = {"id": each.row["id"], "locations": spans}
        for name, rows in (
            ("all", [i.row for i in items]),
            ("even", [i.row for i in items if not i.half]),
            ("odd", [i.row for i in items if i.half]),
            ("verb known", [i.row for i in items if i.known]),
            ("verb unknown", [i.row for i in items if not i.known]),
        ):
            result = score_event_place.score(rows, answers)
            print(
                f"above {level:4.1f} {name:14} F1 {result['all_overlap']['f1']:.3f} says none {result['says_none']:.3f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    items = load(options.corpora)
    if not options.write:
        report(items, by_halves(items))
        return
    fitted = train(items)
    tables = [{c: round(w, 3) for c, w in v.items() if abs(w) >= LEAST_WEIGHT} for v in (fitted.event, fitted.sentence)]
    about = "Weights of dashboard/incidents/sitecues.py in log odds, fitted by tests/quality/fit_event_places.py"
    (paths.data() / "lexicon" / "event_places.json").write_text(
        json.dumps({"about": about, "event": tables[0], "sentence": tables[1]}, ensure_ascii=False, indent=0) + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
