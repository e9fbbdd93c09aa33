"""What holds of sentences, times and figures for any text."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.mentions.counts import find_counts
from dashboard.mentions.sentences import split
from dashboard.mentions.times import find_times
from dashboard.model import Document, Source

PIECES = st.sampled_from(
    "killed wounded dead 12 three dozens of people were and , . ; - between to on in Tuesday 5 May 2024 last week the next day later two "
    "at least including them toll rose no one strikes drones shot down \n \n\n - 1. U.S. Gen. “ ” ( ) — 31 February overnight into since early 0 00 "
    "1,000 99999999999 ½ ٣ 二 a an both former 2023-02-30 31/12/9999 of January".split(" ")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))


def document(text: str, published: date | None) -> Document:
    return Document("d", text, Source("d", "0"), published=published)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_lies_in_one_sentence(text):
    """Sentences are trimmed, in order, apart, and leave out nothing but white space."""
    found = split(document(text, None))
    rest, at = [], 0
    for sentence in found:
        assert sentence.span.start >= at
        assert sentence.span.of(text) == sentence.span.of(text).strip() != ""
        rest.append(text[at : sentence.span.start])
        at = sentence.span.end
    rest.append(text[at:])
    assert not "".join(rest).strip()
    assert [s.index for s in found] == list(range(len(found)))
    assert all(s.heading is None or s.heading < s.index for s in found)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_mentions_lie_in_their_sentences(text, published):
    """Whatever the text, each time and figure lies inside the sentence it names; times do not overlap."""
    whole = document(text, published)
    sentences = split(whole)
    times = find_times(whole, sentences)
    for mention in (*times, *find_counts(whole, sentences)):
        assert sentences[mention.sentence].span.covers(mention.span)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_date_comes_from_nowhere(text):
    """Without a publication date and without a year in the text nothing is dated."""
    if any(text[i : i + 2].isdigit() for i in range(len(text))):
        return
    whole = document(text, None)
    assert all(mention.period is None for mention in find_times(whole, split(whole)))
