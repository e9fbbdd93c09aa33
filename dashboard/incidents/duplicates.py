"""Copies of one text: agency reports that many papers print, with a word changed here and there.

MinHash (Broder 1997): the share of equal minima over ``PERMUTATIONS`` random orders of the texts' word shingles estimates
the share of shingles that the texts have in common. Deterministic: the orders come from fixed numbers, words are hashed
with CRC-32 and mixed, never with Python's salted ``hash``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dashboard.model import Document

PERMUTATIONS = 96  # at 96 the estimate's standard error at the threshold is 0.05
SHINGLE_WORDS = 5
COPY = 0.6  # share of common shingles; two accounts of one event stay below 0.1, edited copies above 0.7
_SEED = 20_231_020
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio, odd: spreads the words of a shingle over 64 bits

Signature = NDArray[np.uint64]


@lru_cache(maxsize=1)
def _orders() -> Signature:
    return np.random.default_rng(_SEED).integers(0, 1 << 63, PERMUTATIONS, dtype=np.uint64)


def _mixed(values: Signature) -> Signature:
    """SplitMix64's finaliser (Steele, Lea and Flood 2014): each input bit reaches all output bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@lru_cache(maxsize=4_096)
def signature(text: str) -> Signature:
    """The 96 minima of a text. Texts shorter than a shingle are hashed whole."""
    words = re.findall(r"\w+", text.lower())
    codes = _mixed(np.fromiter((crc32(w.encode("utf-8", "replace")) for w in words), np.uint64, len(words)))
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = np.zeros(count, np.uint64)
    for n in range(min(SHINGLE_WORDS, len(words))):
        shingles = shingles * _FACTOR + codes[n : n + count]
    return np.asarray(_mixed(shingles[:, None] ^ _orders()).min(axis=0))


def resemblance(a: str, b: str) -> float:
    """The estimated share of common shingles, 0 to 1."""
    return 1.0 if a == b else float(np.mean(signature(a) == signature(b)))


def copies(a: Document, b: Document) -> bool:
    """Is one document a copy of the other's text, perhaps lightly edited?"""
    short, long = sorted((len(a.text), len(b.text)))
    return a.text == b.text or (long <= 2 * short and resemblance(a.text, b.text) >= COPY)


def count_sources(names: Iterable[str], documents: Mapping[str, Document]) -> int:
    """How many independent sources documents (by id) stand for: publishers, and copies of one text counted once.

    A document without a publisher is a source of its own unless it is a copy.
    """
    told = [documents[name] for name in sorted(set(names)) if name in documents]
    groups: list[list[Document]] = []
    for document in told:
        near = [group for group in groups if any(_one_source(document, other) for other in group)]
        joined = [document, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near] + [joined]
    return max(1, len(groups))


def _one_source(a: Document, b: Document) -> bool:
    same_house = a.source.publisher is not None and a.source.publisher == b.source.publisher
    return same_house or copies(a, b)
