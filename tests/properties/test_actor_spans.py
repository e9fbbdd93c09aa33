"""What holds for the actors of any text: they lie in their sentence, do not overlap, and come out the same each time."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.mentions.actors import find_actors, load
from dashboard.model import Document, Sentence, Source, Span

TABLE = load()
WORDS = [
    "the", "a", "of", "and", "in", "by", "suspected", "Islamic", "State", "Hamas", "Hamas's", "fighters", "Israeli", "U.S.", "US-led",
    "coalition", "forces", "police", "station", "three", "26", "May", "killed", "group", "calling", "itself", "Sons", "Abu", "al-Azra",
    "commander", "Gen.", "Omar", "T.", "Salih,", "USS", "Larch", "tanker", "(PFX)", "-", "–", "“", "”", "'", "Iran-backed", "militias",
    "Tehran", "said", "members", "loyal", "to", "حزب", "الله", "Kata’ib", "Hezbollah", "AND", "ATTACKED", "\n", "\u2028", "İ", "ß", "ﷺ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def _sentences(text: str, cuts: list[int]) -> list[Sentence]:
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    return [Sentence(Span(a, b), i, 0) for i, (a, b) in enumerate(itertools.pairwise(bounds))]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 200), max_size=4))
def test_mentions_lie_in_their_sentence_and_do_not_overlap(text, cuts):
    """Every mention cites words of its own sentence; in text order, none overlaps the next; nothing is unnamed."""
    document, sentences = Document("d", text, Source("d", "0" * 64)), _sentences(text, cuts)
    found = find_actors(document, sentences, TABLE)
    for mention in found:
        assert sentences[mention.sentence].span.covers(mention.span)
        assert mention.actor.name.strip()
        assert mention.actor.said.strip()
        assert mention.rule
    for left, right in itertools.pairwise(found):
        assert left.span.end <= right.span.start
    assert find_actors(document, sentences, TABLE) == found


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, other=TEXTS)
def test_another_document_changes_nothing(text, other):
    """No state is kept between documents."""
    document, sentences = Document("d", text, Source("d", "0" * 64)), _sentences(text, [])
    before = find_actors(document, sentences, TABLE)
    find_actors(Document("e", other, Source("e", "1" * 64)), _sentences(other, []), TABLE)
    assert find_actors(document, sentences, TABLE) == before
