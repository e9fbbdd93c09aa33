"""The words of fields of life in a text: whole words, longest first, each field for itself."""

from __future__ import annotations

from dashboard.mentions.fields import fields

FINDER = fields((("sea", frozenset({"ship", "ship of fools", "wreck"})), ("stage", frozenset({"fools", "play"}))))


def test_the_longest_phrase_of_a_field_wins():
    """A phrase takes up the shorter ones inside it; another field may still read the same words."""
    assert FINDER.find("a ship of fools and a ship") == {"sea": ("ship of fools", "ship"), "stage": ("fools",)}


def test_only_whole_words_count():
    """ "Shipment" holds no ship and "wrecked" no wreck."""
    assert FINDER.find("a shipment was wrecked, they re-play_ it") == {}


def test_signs_after_a_word_end_it():
    """Stops, quotes and the end of the text are ends of words."""
    assert FINDER.find("“play”, wreck.")["stage"] == ("play",)
