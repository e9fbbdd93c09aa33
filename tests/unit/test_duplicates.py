"""Copies of one text are known by their words."""

import subprocess
import sys

from dashboard.incidents.duplicates import COPY, FEW, copies, count_sources, resemblance, signature
from tests.unit.reports import document

TEXT = " ".join(f"word{n} of the tale" for n in range(120))
EDITED = TEXT.replace("word60 of the tale", "something else altogether")
OTHER = " ".join(f"item{n} in a list" for n in range(120))


def test_an_edited_copy_is_a_copy_and_another_text_is_none():
    """A few changed words leave most shingles as they were."""
    assert resemblance(TEXT, TEXT) == 1.0
    assert resemblance(TEXT, EDITED) > COPY > resemblance(TEXT, OTHER)
    assert copies(document("a", TEXT), document("b", EDITED))
    assert not copies(document("a", TEXT), document("b", OTHER))


def test_a_copy_that_was_cut_is_a_copy():
    """Papers print the first paragraphs of what the agency sent, at times under a line of their own."""
    cut = TEXT[: len(TEXT) // 3]
    assert resemblance(TEXT, cut) < COPY
    assert copies(document("a", TEXT), document("b", cut))
    assert copies(document("a", TEXT), document("b", "From our wire service, shortened for space. " + cut))


def test_a_quotation_is_no_copy():
    """A sentence of another text, alone or within words of one's own."""
    quoted = " ".join(TEXT.split()[:15])
    assert not copies(document("a", TEXT), document("b", quoted))
    assert not copies(document("a", TEXT), document("b", f"{OTHER} {quoted} {OTHER[::-1]}"))


def test_signatures_do_not_depend_on_the_hash_seed():
    """Two processes with two seeds agree."""
    code = f"from dashboard.incidents.duplicates import signature; print(signature({TEXT!r}).tolist())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{signature(TEXT).tolist()}\n"}


def test_texts_of_a_word_or_none_have_signatures():
    """Nothing is too short."""
    assert resemblance("one", "one") == resemblance("", "") == 1.0
    assert resemblance("one", "two") < COPY


def test_sources_are_publishers_and_unknown_ones_their_own():
    """One publisher twice is one source; two texts nobody signed are two."""
    known = {
        "a": document("a", TEXT, publisher="Morning"),
        "b": document("b", OTHER, publisher="Morning"),
        "c": document("c", "quite another account of the day in the hills"),
        "d": document("d", "a third telling by somebody of what was seen there"),
    }
    assert count_sources("abcd", known) == 3
    assert count_sources([], known) == 1


def test_many_documents_are_counted_like_few():
    """Beyond the number that is compared each with each, copies are still found, and others still kept apart."""
    known = {}
    for number in range(3 * FEW):
        own = " ".join(f"{word}{number % 40}" for word in OTHER.split())
        text = own if number < 40 else own.replace(f"item60{number % 40} ", f"thing{number} ", 1)
        known[f"{number:03}"] = document(f"{number:03}", text)
    assert count_sources(known, known) == 40
