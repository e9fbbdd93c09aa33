"""How often a report of a given confidence is right: a table over the samples, the golden texts and, where given, corpora.

    python tests/quality/reliability.py [CORPORA_FOLDER]

Right means that the report matches an incident of the gold as ``score_incidents`` matches.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import lenient
import score_incidents
from measuring import given, own

from dashboard.settings import Settings

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def main() -> int:
    settings = Settings(strict=True)
    told: list[tuple[float, bool]] = []
    corpora = [*own(), *(c for folder in sys.argv[1:] for c in given(Path(folder)) if c.name == "incidents_dev")]
    for corpus in corpora:
        answers = corpus.answers(settings)
        for gold in corpus.truth:
            answer = lenient.forgiven([gold], answers)[gold["id"]] if "optional" in gold else answers[gold["id"]]
            pairs, _ = score_incidents.match(gold["incidents"], answer["incidents"], score_incidents.Opt())
            right = set(pairs.values())
            told += [(incident["confidence"], at in right) for at, incident in enumerate(answer["incidents"])]
    print("confidence   reports  mean  right")
    for low, high in pairwise(BOUNDS):
        here = [(c, ok) for c, ok in told if low <= c < high]
        if here:
            mean, share = sum(c for c, _ in here) / len(here), sum(ok for _, ok in here) / len(here)
            print(f"{low:.1f}–{min(high, 1.0):.1f}     {len(here):7d}  {mean:.2f}  {share:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
