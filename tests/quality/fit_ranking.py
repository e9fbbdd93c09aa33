"""Fit the ranking of places (data/gazetteer/ranking.json), or measure it by halves.

    python tests/quality/fit_ranking.py CORPORA            print figures: each half resolved by weights of the other
    python tests/quality/fit_ranking.py CORPORA --write    fit on all and write the weights

CORPORA holds lgl.jsonl and geovirus.jsonl. Mentions are found by votes of the other half (to write: the shipped votes). A candidate is right if it lies
within 25 km of the marked point, or is about the closest there is within 161 km. The likelihood of the right ones is
maximised; one number for each of the features results, but for those set BY_HAND. Deterministic; takes about a minute.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import fit_places
import numpy as np
import score_places

from dashboard import paths
from dashboard.mentions import places, sentences
from dashboard.model import Document, PlaceMention, Source
from dashboard.places import board, context, distance, ranking
from dashboard.places.offline import OfflineGazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

RIDGE, STEPS, CYCLES = 2.0, 300, 4
BY_HAND = {"seat": 2.0}  # the corpora have too few such names; set on our own annotated news
RIGHT_KM, SLACK_KM, MOST_KM = 25.0, 10.0, 161.0


@dataclass
class Text:
    corpus: str
    row: dict
    document: Document
    mentions: tuple[PlaceMention, ...]
    board: board.Board | None
    right: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    counts: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def half(self) -> int:
        return zlib.crc32(self.row["id"].encode()) & 1


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(folder: Path, gazetteer: OfflineGazetteer, chosen: dict[str, list] | None = None) -> list[Text]:
    """The texts with their candidates; ``chosen`` are the places found by votes of the other half, else the shipped."""
    scanner, found = gazetteer.scanner(), []
    for corpus in ("lgl", "geovirus"):
        for row in rows(folder / f"{corpus}.jsonl"):
            url = row.get("url") or ""
            document = Document(
                row["id"], row["text"], Source(row["id"], "", url=url if url.startswith("http") else None)
            )
            split = sentences.split(document)
            if chosen is None:
                mentions = places.find_places(document, split, scanner)
            else:
                mentions = places.describe(document.text, split, chosen[row["id"]])
            text = Text(
                corpus,
                row,
                document,
                mentions,
                board.set_up(document, mentions, context.group(mentions, gazetteer), gazetteer),
            )
            if text.board is not None:
                label(text, text.board)
            found.append(text)
    return found


def label(text: Text, held: board.Board) -> None:
    """Mark the right candidates of each group, and count the group's marked mentions."""
    text.right, text.counts = np.zeros(len(held.places), bool), np.zeros(len(held.groups))
    for number, group in enumerate(held.groups):
        rows = np.flatnonzero(held.owner == number).tolist()
        for at in group.mentions:
            span = text.mentions[at].span
            for top in text.row["toponyms"]:
                if top["lat"] is not None and top["start"] < span.end and span.start < top["end"]:
                    gaps = [
                        distance.km(top["lat"], top["lon"], held.places[r].latitude, held.places[r].longitude)
                        for r in rows
                    ]
                    if min(gaps) <= MOST_KM:
                        text.counts[number] += 1
                        limit = max(RIGHT_KM, min(gaps) + SLACK_KM)
                        text.right[[r for r, gap in zip(rows, gaps, strict=True) if gap <= limit]] = True
                    break


def train(texts: Sequence[Text]) -> np.ndarray:
    """Weights that make the right candidates likely; features and weights are settled in turns."""
    w = np.zeros(len(board.FEATURES))
    w[board.COLUMN["people"]] = w[board.COLUMN["country"]] = 3.0
    for cycle in range(CYCLES):
        features, owners, right, weight, total = [], [], [], [], 0
        for text in texts:
            if text.board is None:
                continue
            _, x = ranking.settle(text.board, w, 1 if cycle == 0 else ranking.ROUNDS)
            keep = (np.bincount(text.board.owner, text.right, len(text.board.groups)) > 0)[text.board.owner]
            groups, inverse = np.unique(text.board.owner[keep], return_inverse=True)
            features.append(x[keep])
            owners.append(inverse + total)
            right.append(text.right[keep])
            weight.append(np.sqrt(text.counts[groups]))
            total += len(groups)
        w = climb(w, np.concatenate(features), np.concatenate(owners), np.concatenate(right), np.concatenate(weight))
    for name, weight in BY_HAND.items():
        w[board.COLUMN[name]] = weight
    return w


def climb(w: np.ndarray, x: np.ndarray, owner: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    m, v, total = np.zeros_like(w), np.zeros_like(w), len(weight)
    for step in range(1, STEPS + 1):
        share = ranking.softmax(x @ w, owner, total)
        target = share * right
        target /= np.bincount(owner, target, total)[owner]
        gradient = (x.T @ ((share - target) * weight[owner]) + RIDGE * w) / total
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        w = w - (0.05 if step < 200 else 0.01) * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return w


def answer(text: Text, w: np.ndarray, gazetteer: OfflineGazetteer) -> list[dict]:
    """What the shipped resolution would say with these weights."""
    resolved = ranking.resolve(text.document, text.mentions, gazetteer, w)
    return [
        {"start": r.mention.span.start, "end": r.mention.span.end, "lat": r.latitude, "lon": r.longitude}
        for r in resolved
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gazetteer = OfflineGazetteer.open()
    if options.write:
        w = train(load(options.corpora, gazetteer))
        about = "Weights of dashboard/places/board.py's FEATURES, fitted by tests/quality/fit_ranking.py"
        table = {name: round(float(each), 4) for name, each in zip(board.FEATURES, w, strict=True)}
        (paths.data() / "gazetteer" / "ranking.json").write_text(
            json.dumps({"about": about, "weights": table}, indent=1) + "\n"
        )
        return
    for corpus, result in by_halves(options.corpora, gazetteer).items():
        print(f"== {corpus}\n{score_places.text_report(result)}")


def by_halves(corpora: Path, gazetteer: OfflineGazetteer) -> dict[str, dict]:
    """``score_places``' result of each corpus, every text found and resolved by weights of the other half alone."""
    texts = load(corpora, gazetteer, fit_places.by_halves(fit_places.load(corpora, gazetteer)))
    fitted = {tested: train([t for t in texts if t.half != tested]) for tested in (0, 1)}
    results = {}
    for corpus in ("lgl", "geovirus"):
        answers = {t.row["id"]: answer(t, fitted[t.half], gazetteer) for t in texts if t.corpus == corpus}
        gold = score_places.load(str(corpora / f"{corpus}.jsonl"))
        results[corpus] = score_places.score(gold, answers)
    return results


if __name__ == "__main__":
    main()
