"""Fit the place vote (data/lexicon/place_votes.json), or measure it by halves.

    python tests/quality/fit_places.py CORPORA            print figures: each half scored by votes fitted on the other
    python tests/quality/fit_places.py CORPORA --write    fit on all and write the weights

CORPORA holds lgl.jsonl, geovirus.jsonl (all place names marked; Pragmatic Guide to Geoparsing Evaluation) and
event_location.jsonl (only places of events marked: what is unmarked there is not counted as wrong). Texts without
places come from plain_texts.py. The weights are log odds of cues such as "p1=in" (the word before is "in"): words of
the language and bins of figures, no names and no sentences. Deterministic; takes about a minute.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import plain_texts
import score_places
from logistic import fit, odds

from dashboard import paths
from dashboard.mentions import matcher, names, placecues, places, votes
from dashboard.places.offline import OfflineGazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPORTANCE = {"lgl": 1.0, "geovirus": 1.5, "event_location": 0.5, "plain": 1.0}
PARTLY_MARKED = {"event_location"}
PLAIN_TEXTS = 240
LEAST_WEIGHT = 0.03  # smaller weights are left out of the file


@dataclass
class Text:
    corpus: str
    id: str
    page: matcher.Page
    cues: list[list[str]]
    labels: list[int]
    weights: list[float]

    @property
    def half(self) -> int:
        return zlib.crc32(self.id.encode()) & 1


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(folder: Path, gazetteer: OfflineGazetteer) -> list[Text]:
    scanner = gazetteer.scanner()
    found = []
    for corpus in ("lgl", "geovirus", "event_location"):
        for row in rows(folder / f"{corpus}.jsonl"):
            marked = row.get("toponyms", row.get("locations"))
            if marked or corpus not in PARTLY_MARKED:
                gold = {(t["start"], t["end"]) for t in marked}
                found.append(label(corpus, row["id"], matcher.read(row["text"], scanner), gold))
    towns = sorted(
        word.capitalize()
        for word, known in names._table().items()
        if (known.surname >= 1.5 or known.given >= 1.5) and any(p.population > 20_000 for p in gazetteer.lookup(word))
    )
    for seed in range(PLAIN_TEXTS):
        page = matcher.read(plain_texts.text(seed, towns), scanner)
        found.append(label("plain", f"plain-{seed}", page, set()))
    return found


def label(corpus: str, identity: str, page: matcher.Page, gold: set[tuple[int, int]]) -> Text:
    """1 for a hit marked in the gold, or that best overlaps what no hit matches; 0 otherwise."""
    spans = {(hit.span.start, hit.span.end) for hit in page.hits}
    labels, weights = [], []
    for hit in page.hits:
        span = (hit.span.start, hit.span.end)
        overlapping = [g for g in gold if g[0] < span[1] and span[0] < g[1]]
        if span in gold or not overlapping:
            labels.append(int(span in gold))
            weights.append(0.0 if not overlapping and corpus in PARTLY_MARKED else 1.0)
        else:
            exact = any(g in spans for g in overlapping)
            within = any(g[0] <= span[0] and span[1] <= g[1] for g in overlapping)
            labels.append(int(not exact))
            weights.append(1.0 if exact or within else 0.5)
    cues = [placecues.first(page, hit) for hit in page.hits]
    return Text(corpus, identity, page, cues, labels, weights)


def train(texts: Sequence[Text]) -> votes.Votes:
    """Fit both votes; the second learns from first votes fitted on the other half of ``texts``."""
    first = fit(*stacked(texts, [t.cues for t in texts]))
    second_cues: dict[str, list[list[str]]] = {}
    for learn, apply in ((texts[::2], texts[1::2]), (texts[1::2], texts[::2])):
        early = fit(*stacked(learn, [t.cues for t in learn]))
        for text in apply:
            second_cues[text.id] = placecues.second(text.page, text.page.hits, text.cues, odds(text.cues, early))
    return votes.Votes(first, fit(*stacked(texts, [second_cues[t.id] for t in texts])))


def stacked(texts: Sequence[Text], cues: Sequence[list[list[str]]]):
    return (
        [each for one in cues for each in one],
        [each for text in texts for each in text.labels],
        [each * IMPORTANCE[text.corpus] for text in texts for each in text.weights],
    )


def by_halves(texts: Sequence[Text]) -> dict[str, list]:
    """The places chosen in each text, by votes fitted on the other half."""
    chosen = {}
    for tested in (0, 1):
        fitted = train([t for t in texts if t.half != tested])
        chosen.update({text.id: places.choose(text.page, fitted) for text in texts if text.half == tested})
    return chosen


def report(texts: Sequence[Text], elected: dict[str, list]) -> None:
    for corpus in ("lgl", "geovirus", "event_location", "plain"):
        gold, answers, words = {}, {}, 0
        for text in texts:
            if text.corpus == corpus:
                spans = [
                    {"start": h.span.start, "end": h.span.end, "lat": None, "lon": None} for h, _ in elected[text.id]
                ]
                answers[text.id] = spans
                words += len(text.page.text.split())
                gold[text.id] = GOLD.get(text.id, [])
        figures = score_places.score(gold, answers)["overlap"]
        if corpus == "plain":
            print(f"{corpus:15} {1000 * sum(map(len, answers.values())) / words:.1f} false places per 1,000 words")
        elif corpus in PARTLY_MARKED:
            print(f"{corpus:15} recall {figures['recall']:.3f}")
        else:
            print(
                f"{corpus:15} precision {figures['precision']:.3f} recall {figures['recall']:.3f} F1 {figures['f1']:.3f}"
            )


GOLD: dict[str, list[dict]] = {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for corpus in ("lgl", "geovirus", "event_location"):
        for row in rows(options.corpora / f"{corpus}.jsonl"):
            GOLD[row["id"]] = [{"lat": None, "lon": None, **t} for t in row.get("toponyms", row.get("locations"))]
    texts = load(options.corpora, OfflineGazetteer.open())
    if options.write:
        fitted = train(texts)
        keep = [{c: round(w, 3) for c, w in v.items() if abs(w) >= LEAST_WEIGHT} for v in (fitted.first, fitted.second)]
        about = "Weights of dashboard/mentions/placecues.py in log odds, fitted by tests/quality/fit_places.py"
        target = paths.data() / "lexicon" / "place_votes.json"
        target.write_text(
            json.dumps({"about": about, "first": keep[0], "second": keep[1]}, ensure_ascii=False, indent=0) + "\n"
        )
        return
    report(texts, by_halves(texts))


if __name__ == "__main__":
    main()
