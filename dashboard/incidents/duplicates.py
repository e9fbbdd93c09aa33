"""Copies of one text: agency reports that many papers print, with a word changed here and there, or cut to fit.

MinHash (Broder 1997): the share of equal minima over ``PERMUTATIONS`` random orders of the texts' word shingles estimates
the share of shingles that the texts have in common. Deterministic: the orders come from fixed numbers, words are hashed
with CRC-32 and mixed, never with Python's salted ``hash``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dashboard.model import Document, Report

PERMUTATIONS = 96  # at 96 the estimate's standard error at the threshold is 0.05
SHINGLE_WORDS = 5
COPY = 0.6  # share of common shingles; two accounts of one event stay below 0.1, edited copies above 0.7
CUT = 0.8  # share of the shorter text's shingles that the longer one has, where the shorter is the longer one, cut
LEAST = 0.15  # share of common shingles below which the estimate of ``CUT`` says nothing
LEAST_SHINGLES = 20  # of a text that may be a cut one: shorter ones are quotations
SENTENCE_WORDS = 5  # fewer words may be the same by chance
FEW = 40  # documents that are compared each with each; more are looked up by bands of their signatures
BAND = 3  # minima that must agree to be compared at all: with 32 bands, copies at 0.6 meet with probability 0.999
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


@lru_cache(maxsize=16_384)
def _sketch(text: str) -> tuple[Signature, int]:
    """The minima of a text and the number of its shingles. Texts shorter than a shingle are hashed whole."""
    words = re.findall(r"\w+", text.lower())
    codes = _mixed(np.fromiter((crc32(w.encode("utf-8", "replace")) for w in words), np.uint64, len(words)))
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = np.zeros(count, np.uint64)
    for n in range(min(SHINGLE_WORDS, len(words))):
        shingles = shingles * _FACTOR + codes[n : n + count]
    minima = np.full(PERMUTATIONS, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, count, 4_096):  # a long text is no large table
        some = _mixed(shingles[start : start + 4_096, None] ^ _orders()).min(axis=0)
        minima = np.minimum(minima, some)
    return minima, count


def signature(text: str) -> Signature:
    """The 96 minima of a text."""
    return _sketch(text)[0]


def resemblance(a: str, b: str) -> float:
    """The estimated share of common shingles, 0 to 1."""
    return 1.0 if a == b else float(np.mean(signature(a) == signature(b)))


def copies(a: Document, b: Document) -> bool:
    """Is one document a copy of the other's text, perhaps lightly edited, perhaps cut?"""
    if a.text == b.text:
        return True
    alike = resemblance(a.text, b.text)
    if alike < LEAST:
        return False
    sizes = _sketch(a.text)[1], _sketch(b.text)[1]
    common = alike / (1 + alike) * sum(sizes)
    return alike >= COPY or (min(sizes) >= LEAST_SHINGLES and common >= CUT * min(sizes))


def sentences_told(report: Report, document: Document | None) -> tuple[str, ...]:
    """The sentences that report it, by their words alone; short ones are left out."""
    if document is None:
        return ()
    told = (re.findall(r"\w+", span.of(document.text).lower()) for span in report.evidence)
    return tuple(" ".join(words) for words in told if len(words) >= SENTENCE_WORDS)


def count_sources(names: Iterable[str], documents: Mapping[str, Document]) -> int:
    """How many independent sources documents (by id) stand for: publishers, and copies of one text counted once.

    A document without a publisher is a source of its own unless it is a copy.
    """
    told = [documents[name] for name in sorted(set(names)) if name in documents]
    leader = list(range(len(told)))

    def root(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    for i, j in _comparable(told):
        if root(i) != root(j) and _one_source(told[i], told[j]):
            leader[root(j)] = root(i)
    return max(1, len({root(n) for n in range(len(told))}))


def _comparable(told: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: all of a few; of many, each with the first of its house, its text, and each of its bands."""
    if len(told) <= FEW:
        yield from combinations(range(len(told)), 2)
        return
    first: dict[object, int] = {}
    for n, document in enumerate(told):
        minima = signature(document.text)
        bands = [(at, minima[at : at + BAND].tobytes()) for at in range(0, PERMUTATIONS, BAND)]
        for key in (("house", document.source.publisher), ("text", document.text), *bands):
            other = first.setdefault(key, n)
            if other != n:
                yield other, n


def _one_source(a: Document, b: Document) -> bool:
    same_house = a.source.publisher is not None and a.source.publisher == b.source.publisher
    return same_house or copies(a, b)
