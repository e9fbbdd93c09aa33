"""A small logistic regression over sets of named cues: numpy only, deterministic, for fit_places.py."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STEPS, RATE = 250, 0.05


def fit(
    cues: Sequence[Sequence[str]], labels: Sequence[int], weights: Sequence[float], rarest: int = 5, ridge: float = 2.0
):
    """Weights of all cues seen at least ``rarest`` times, by Adam on the penalised log likelihood."""
    seen = Counter(cue for each in cues for cue in set(each))
    names = sorted(cue for cue, count in seen.items() if count >= rarest)
    index = {name: number for number, name in enumerate(names)}
    known = [[index[cue] for cue in each if cue in index] for each in cues]
    rows = np.repeat(np.arange(len(known)), [len(each) for each in known])
    columns = np.fromiter((c for each in known for c in each), dtype=np.int64)
    truth, importance = np.array(labels, dtype=float), np.array(weights, dtype=float)
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        odds = np.bincount(rows, w[columns], len(known))
        slack = (1 / (1 + np.exp(-odds)) - truth) * importance
        gradient = (np.bincount(columns, slack[rows], len(names)) + ridge * w) / len(known)
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        rate = RATE if step < 0.6 * STEPS else 0.3 * RATE
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, w.tolist(), strict=True))


def odds(cues: Iterable[Sequence[str]], weights: dict[str, float]) -> list[float]:
    """The log odds of each set of cues."""
    return [sum(weights.get(cue, 0.0) for cue in each) for each in cues]
