"""Fit the place vote (data/lexicon/place_votes.json), or measure it by halves.

    python tests/quality/fit_places.py CORPORA            print figures: each half scored by votes fitted on the other
    python tests/quality/fit_places.py CORPORA --write    fit on all and write the weights

CORPORA holds lgl.jsonl, geovirus.jsonl (all place names marked; Pragmatic Guide to Geoparsing Evaluation) and
event_location.jsonl (only places of events marked: what is unmarked there is not counted as wrong). Texts without
places, and lists of places, come from plain_texts.py; their figures are of kinds left out of the fit. The weights are log odds of cues such as "p1=in" (the word before is "in"): words of
the language and bins of figures, no names and no sentences. Deterministic; takes half a minute.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import plain_texts
import score_places
from logistic import fit, odds

from dashboard import paths
from dashboard.mentions import manner, matcher, placecues, places, votes
from dashboard.places.offline import OfflineGazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.model import NameScanner

IMPORTANCE = {"lgl": 1.0, "geovirus": 1.5, "event_location": 0.5, "plain": 0.2, "listing": 0.25}
PARTLY_MARKED = {"event_location"}
# Texts of each kind of plain_texts.py; of a third as many, weighing three times as much, the draw of names sways the votes.
OURS = {"plain": 36, "listing": 48}
FOLDS = (
    2  # parts of the texts; of ours, kinds go together, so that later votes see how far the first can err on new kinds
)
KINDS_TOGETHER = 4
PIECES = ((0.0, 200), (1 / 3, 200), (1 / 2, 500))  # where pieces begin, as parts of the article, and their characters
PAGE = {"event_location": 0.1, "plain": 0.4, "listing": 0.4}  # importance of texts to the vote on whole pages, if not 1
PIECE = 0.15  # that of a piece of an article
LEAST_WEIGHT = 0.03  # smaller weights are left out of the file


Piece = tuple[matcher.Page, list[list[str]], int]
Seen = tuple[list[str], int, float]


@dataclass
class Text:
    corpus: str
    id: str
    page: matcher.Page
    cues: list[list[str]]
    labels: list[int]
    weights: list[float]
    half: int
    fold: int
    pieces: list[Piece] = field(default_factory=list)


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
                half = zlib.crc32(row["id"].encode()) & 1
                found.append(label(corpus, row["id"], matcher.read(row["text"], scanner), gold, (half, len(found))))
                if corpus not in PARTLY_MARKED:
                    found[-1].pieces = pieces(row["text"], gold, scanner)
    return found + ours(gazetteer, scanner)


def ours(gazetteer: OfflineGazetteer, scanner: NameScanner) -> list[Text]:
    """The texts of plain_texts.py."""
    pools = plain_texts.Pools.of(gazetteer)
    found = []
    for group, many in OURS.items():
        for number, kind in enumerate(plain_texts.kinds(group)):
            for seed in range(many):
                text, gold = plain_texts.text(group, kind, seed, pools)
                name = f"{group}-{kind}-{seed}"
                GOLD[name] = [{"start": a, "end": b, "lat": None, "lon": None} for a, b in sorted(gold)]
                fold = number // KINDS_TOGETHER if group == "plain" else seed
                part = plain_texts.half(group, kind), fold
                found.append(label(group, name, matcher.read(text, scanner), gold, part))
    return found


def pieces(text: str, gold: set[tuple[int, int]], scanner: NameScanner) -> list[Piece]:
    """The beginning of an article and two stretches from its middle, as an article in brief might read."""
    found = []
    for start, size in PIECES:
        at = text.rfind(" ", 0, int(start * len(text)) + 1) + 1
        end = text.find(" ", at + size)
        end = len(text) if end < 0 else end
        named = any(at <= a and b <= end for a, b in gold)
        page = matcher.read(text[at:end], scanner)
        found.append((page, [placecues.first(page, hit) for hit in page.hits], int(named)))
    return found


def label(corpus: str, identity: str, page: matcher.Page, gold: set[tuple[int, int]], part: tuple[int, int]) -> Text:
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
    return Text(corpus, identity, page, cues, labels, weights, *part)


def train(texts: Sequence[Text]) -> votes.Votes:
    """Fit all votes; those on pages and the second on names learn from first votes that were fitted on other texts."""
    early: dict[str, list[float]] = {}
    seen: dict[str, list[Seen]] = {}
    for others, own in folds(texts):
        first = fit(*stacked(others, [t.cues for t in others]))
        for text in own:
            early[text.id] = odds(text.cues, first)
            seen[text.id] = [look(text.page, early[text.id], int(any(text.labels)), PAGE.get(text.corpus, 1.0))]
            seen[text.id] += [look(page, odds(cues, first), named, PIECE) for page, cues, named in text.pieces]
    second_cues: dict[str, list[list[str]]] = {}
    for others, own in folds(texts):
        page = fit_pages(others, seen)
        for text in own:
            mine = votes.count(seen[text.id][0][0], page)
            second_cues[text.id] = placecues.second(text.page, text.page.hits, text.cues, early[text.id], mine)
    first = fit(*stacked(texts, [t.cues for t in texts]))
    return votes.Votes(fit_pages(texts, seen), first, fit(*stacked(texts, [second_cues[t.id] for t in texts])))


def folds(texts: Sequence[Text]) -> Iterator[tuple[list[Text], list[Text]]]:
    """Each part of the texts with the others before it."""
    for fold in range(FOLDS):
        yield [t for t in texts if t.fold % FOLDS != fold], [t for t in texts if t.fold % FOLDS == fold]


def look(page: matcher.Page, early: Sequence[float], named: int, importance: float) -> Seen:
    """What the vote on a page sees of it."""
    return [*page.manner, *manner.standing(page.hits, page.text, early)], named, importance


def fit_pages(texts: Sequence[Text], seen: Mapping[str, Sequence[Seen]]) -> dict[str, float]:
    """Fit the vote on whole pages: whether a text, or a piece of one, names any place."""
    known = [t for t in texts if any(t.labels) or t.corpus not in PARTLY_MARKED]
    return fit(*zip(*(each for t in known for each in seen[t.id]), strict=True))


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
    for corpus in ("lgl", "geovirus", "event_location", "listing", "plain"):
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
        kept = {
            vote: {c: round(w, 3) for c, w in getattr(fitted, vote).items() if abs(w) >= LEAST_WEIGHT}
            for vote in ("page", "first", "second")
        }
        about = "Weights of dashboard/mentions/placecues.py in log odds, fitted by tests/quality/fit_places.py"
        target = paths.data() / "lexicon" / "place_votes.json"
        target.write_text(json.dumps({"about": about, **kept}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    report(texts, by_halves(texts))


if __name__ == "__main__":
    main()
