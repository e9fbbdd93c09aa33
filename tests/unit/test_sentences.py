"""Where sentences end, and what part of the page each stands in."""

import time

import pytest

from dashboard.mentions.sentences import LONGEST_SENTENCE, split
from dashboard.model import Document, Sentence, SentenceKind, Source


def document(text: str, title: str = "") -> Document:
    return Document("d", text, Source("d", "0"), title=title)


def words(text: str, title: str = "") -> list[str]:
    return [s.span.of(text) for s in split(document(text, title))]


def kinds(text: str, title: str = "") -> list[str]:
    return [s.kind.value for s in split(document(text, title))]


TWO = [
    ("The post fell. Nobody knew why.", 1),
    ("“We hold it.” The spokesman left.", 1),
    ("Who did it? The army did.", 1),
    ("It went on for hours… The town slept.", 1),
    ("He left the U.S. The talks went on.", 1),
    ("It began at 6 a.m. Troops came later.", 1),
    ("The wall was hit.The gate held.", 1),
    ("وقع انفجار في السوق. قتل ثلاثة.", 1),
    ("هل وقع انفجار؟ لا.", 1),
    ("市場で爆発があった。三人が死亡した。", 1),
    ("बाज़ार में धमाका हुआ। तीन लोग मारे गए।", 1),
    ("THE POST FELL. NOBODY KNEW WHY.", 1),
]
ONE = [
    "Gen. Ali Saleh met Lt. Col. J. R. Smith of the U.S. Army on Jan. 5 near St. Marys.",
    "The bill rose to 2.5 million, No. 3 on the list, at 6 a.m. on Sunday.",
    "BAGHDAD, Jan. 20 (Wire) — Gunmen fired on a post.",
    "“Is it over?” he asked.",
    "The firm Acme Inc. sold the shells.",
    "He said ... nothing at all.",
    "GEN. SALEH MET LT. SMITH AT THE U.S. EMBASSY.",
]


@pytest.mark.parametrize(("text", "breaks"), TWO)
def test_a_sentence_ends_here(text, breaks):
    """Stops, question marks, closing quotes, missing spaces, and the marks of other scripts."""
    assert len(words(text)) == breaks + 1


@pytest.mark.parametrize("text", ONE)
def test_a_sentence_goes_on(text):
    """Abbreviations, initials, decimals, datelines and quotes end nothing."""
    assert words(text) == [text]


def test_the_parts_of_a_page():
    """Title, byline, headings, items under them, captions and invitations to read on."""
    text = (
        "Three posts attacked near the dam\nBy Lena Ode\n\nThe week saw three attacks. One failed.\n\nNORTH\n\n"
        "- Gate post, 5 May. Two men fired on it.\n- Hill post, 6 May. It held.\n\nSOUTH\n\n1. Mill post was burnt.\n\nRead more: the dam\n"
    )
    found = split(document(text))
    assert [s.kind.value for s in found] == [
        "title", "byline", "body", "body", "heading", "item", "item", "item", "item", "heading", "item", "boilerplate",
    ]  # fmt: skip
    assert [found[s.heading].span.of(text) if s.heading is not None else None for s in found[5:11]] == ["NORTH"] * 4 + [
        None,
        "SOUTH",
    ]


def test_a_first_line_that_repeats_the_title_is_the_title():
    """Even with a full stop."""
    assert kinds("The dam has fallen.\nIt fell at night.", "The dam has fallen") == ["title", "body"]


def test_what_a_colon_announces_heads_the_list():
    """A sentence before a list is over its items, and no further."""
    text = "In the north the army made three raids:\n- near Ardo\n- near Belo\n\nRain fell in the south."
    assert [s.heading for s in split(document(text))] == [None, 0, 0, None]


def test_wrapped_lines_are_one_paragraph():
    """Lines broken because the next word did not fit are joined; paragraphs count on."""
    text = (
        "The column left the town at dawn and reached the river late in\nthe morning, where Gen. Saleh and the men under\n"
        "him had waited for two days without food, water or any word\nfrom the capital.\n\nThey crossed at noon."
    )
    assert [(s.paragraph, s.kind) for s in split(document(text))] == [(0, SentenceKind.BODY), (1, SentenceKind.BODY)]


def test_a_lone_line_without_stop_is_body():
    """A snippet is a sentence, not a title."""
    assert kinds("Jets hit the bridge, killing two") == ["body"]


def test_nothing_but_white_space_has_no_sentences():
    """And an empty text has none."""
    assert split(document(" \n\t \u2028")) == split(document("")) == ()


def seconds(piece, letters):
    """How long splitting takes a text of one piece again and again; the quicker of two tries."""
    text = piece * (letters // len(piece))
    spent = []
    for _ in range(2):
        start = time.process_time()
        found = split(document(text))
        spent.append(time.process_time() - start)
        assert all(s.span.end - s.span.start <= LONGEST_SENTENCE for s in found)
    return min(spent)


@pytest.mark.parametrize("piece", ["a", ".", ". ", "- a\n", "\n", '"', "Jan. ", "a. B", "。", "\r\n\r\n", "1. "])
def test_eight_times_the_text_takes_about_eight_times_as_long(piece):
    """No input makes splitting slower than linear: 64 times would be quadratic. No sentence is longer than the limit."""
    assert seconds(piece, 320_000) < 20 * seconds(piece, 40_000) + 0.1


def test_indexes_count_from_zero():
    """Each sentence knows its place."""
    found: tuple[Sentence, ...] = split(document("One fell. Two fell.\n\nThree fell."))
    assert [s.index for s in found] == [0, 1, 2]


@pytest.mark.parametrize(
    "line", ["Date: 9 March 2025", "Dated: 9 March 2025", "Published: 9 March 2025", "Updated on 9 March 2025"]
)
def test_the_line_that_dates_a_page_is_no_title(line):
    """It says when the page was written, and stands before the text like a headline."""
    assert kinds(f"{line}\n\nA bomb went off near the bazaar of the old city on Saturday.\n") == ["byline", "body"]
