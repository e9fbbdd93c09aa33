"""Copies of one text are known by their words."""

import subprocess
import sys

from dashboard.incidents.duplicates import COPY, copies, count_sources, resemblance, signature
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


def test_a_short_quotation_of_a_long_text_is_no_copy():
    """Less than half as long is an excerpt."""
    assert not copies(document("a", TEXT), document("b", TEXT[: len(TEXT) // 3]))


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
