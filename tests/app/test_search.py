"""Searching: marks on the words that were found, and a helpful line for a search that went wrong."""

import pytest
import small_store
from opening import counter

from dashboard.app import highlight


def searched(page, words):
    page.query_params["q"] = words
    app = page.run()
    assert not app.exception
    return app


def cards(app):
    return [b.label for b in app.button if str(b.key).startswith("row:")]


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("depot", "A DEPOT, two depots", ["DEPOT"]),
        ("depot*", "A depot, two depots", ["depot", "depots"]),
        ('"car bomb" -car', "a car, a car bomb", ["car bomb"]),
        ("hasakah", "in Ḥasakah", ["Ḥasakah"]),
        ("انفجار", "وقع انفجار في بغداد", ["انفجار"]),
        ("פיצוץ", "היה פיצוץ בעיר", ["פיצוץ"]),
        ("actor:depot", "a depot", []),
        ("a.b", "a b and a.b", ["a b", "a.b"]),
        ("", "a depot", []),
    ],
)
def test_the_words_asked_for_are_found_in_a_text(asked, text, marked):
    assert [text[span.start : span.end] for span in highlight.spans(text, asked)] == marked


def test_a_marked_label_shows_every_sign_as_it_is():
    """Markdown of a document stays text, inside a mark and beside it."""
    assert highlight.markdown("**x** [a](b) drone:red[y]", "drone") == (
        r"\*\*x\*\* \[a\]\(b\) :yellow-background[drone]\:red\[y\]"
    )


def test_a_search_is_marked_on_cards_and_in_the_article(page):
    """One of two matching cards is opened; the word is marked in both places."""
    app = searched(page, "depot")
    assert cards(app)
    assert all(":yellow-background[depot]" in label for label in cards(app))
    next(b for b in app.button if str(b.key).startswith("row:")).click().run()
    assert not app.exception
    shown = " ".join(block.proto.body for block in app.get("html"))
    assert 'class="im-f-searched" title="targets, searched">depot</mark>' in shown


@pytest.mark.parametrize(
    ("words", "count"),
    [('actor:"River Front"', 2), ('actor:"River Front" place:raqqa', 1), ('-actor:"River Front"', 8), ("type:riot", 1)],
)
def test_operators_filter_the_page(page, words, count):
    app = searched(page, words)
    assert f"<b>{small_store.INCIDENTS - count}</b> filtered out" in counter(app)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("actress:x", "is no operator"),
        ("place: mosul", "without a space"),
        ("place:atlantis", "the place “atlantis”"),
        ("type:picnic", "Types are Battles"),
    ],
)
def test_a_slip_gets_a_line_of_help(page, words, hint):
    app = searched(page, words)
    assert any(hint in c.value.replace("\\", "") for c in app.caption)


def test_a_plain_search_gets_none(page):
    app = searched(page, 'depot "four people" -river 10:30')
    assert not any("operator" in c.value for c in app.caption)
