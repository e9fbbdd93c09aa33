"""What the panel says of an incident's evidence, and what stands beside it."""

import numpy as np
import pytest
import small_store

from dashboard.app import article, beside, evidence, theme, words
from dashboard.app.state import same
from dashboard.model import Candidate, Cited, Document, Period, Place, PlaceKind, PlaceMention, Resolution, Source, Span
from dashboard.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    url = small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")
    with Store.open(url) as opened:
        yield opened


def document(text):
    return Document("d", text, Source("a.txt", "0" * 64))


def cited(text, words_):
    start = text.index(words_)
    return [Cited(1, (Span(start, start + len(words_)),), "test")]


def test_a_figures_citation_shows_the_words_around_it():
    """ "A" alone says nothing: whole words of the sentence stand on both sides, with an ellipsis where it is cut."""
    text = "Officials in the province said that a missile killed A man and hurt nobody else in the whole of the town."
    found = evidence.quotes(cited(text, "A man"), document(text), "killed")
    assert "…said that a missile killed <mark" in found
    assert ">A man</mark> and hurt nobody else in the…" in found


def test_other_citations_are_the_words_alone_and_each_once():
    """A place cited twice is shown once."""
    text = "Raqqa was hit. In Raqqa nobody slept."
    twice = [Cited(1, (Span(0, 5), Span(18, 23)), "test")]
    assert evidence.quotes(twice, document(text), "place").count("<mark") == 1
    assert "slept" not in evidence.quotes(twice, document(text), "place")


def test_a_citation_is_escaped_on_both_sides():
    """Words around a citation come from the document too."""
    text = "<b>x</b> killed 3 <script>alert(1)</script>"
    found = evidence.quotes(cited(text, "3"), document(text), "killed")
    assert "<script" not in found
    assert "<b>" not in found


PLACE = Place("geonames:1", "Raqqa <i>", PlaceKind.TOWN, 35.95, 39.01, 5.0, "SY")
OTHER = Place("geonames:2", "Raqqa Province", PlaceKind.PROVINCE, 36.0, 39.0, 80.0, "SY")


def test_why_a_pin_is_here_names_candidates_scores_and_reasons(store):
    """Every candidate with its score and reasons, the chosen one marked, all of it escaped."""
    found = next(i for i in store.select() if i.location is not None)
    mention = PlaceMention(Span(0, 5), 0, "Raqqa")
    both = (Candidate(PLACE, 0.81, ("its usual name", "<u>")), Candidate(OTHER, 0.19, ("province",)))
    shown = evidence.pin(found, Resolution(mention, PLACE, 0.8, both, 35.95, 39.01, 5.0))
    assert shown.count("<li>") == 2
    assert "score 0.81" in shown
    assert "its usual name" in shown
    assert shown.index("chosen") < shown.index("Raqqa Province")
    assert "<i>" not in shown
    assert "<u>" not in shown


def test_a_citation_to_copy_has_sentence_source_and_coordinates(store):
    """Everything another person needs to find it again."""
    found = next(i for i in store.select() if i.location is not None and i.period is not None)
    lines = evidence.citation(found, store.document(found.lead.document)).splitlines()
    assert lines[0].startswith("“")
    assert words.period(found.period) in lines[1]
    assert any(f"{found.location.latitude:.4f}" in line and "km" in line for line in lines)
    assert lines[-1] == f"Incident {found.id}"


def test_a_period_says_how_exactly_it_is_known():
    """A day needs no word, a month and a year do, and none at all is said."""
    from datetime import date

    assert words.exact_period(Period(date(2024, 1, 3), date(2024, 1, 3), 1)) == "3 Jan 2024"
    assert words.exact_period(Period(date(2015, 1, 1), date(2015, 12, 31), 5)) == "2015 (known to a year)"
    assert words.exact_period(None) == "date unknown"


def test_steps_walk_the_whole_list_once_and_in_its_order(store):
    """From the first to the last by "next", newest first, and the same way back by "previous"."""
    frame = store.frame()
    rows = np.arange(len(frame))
    keys = beside.newest_key(frame, rows)
    expected = rows[np.argsort(keys, kind="stable")].tolist()
    walked = [expected[0]]
    while (following := beside.beside(frame, rows, walked[-1]).following) is not None:
        walked.append(following)
    assert walked == expected
    back = [walked[-1]]
    while (previous := beside.beside(frame, rows, back[-1]).previous) is not None:
        back.append(previous)
    assert back == expected[::-1]
    assert [beside.beside(frame, rows, row).position for row in expected] == list(range(1, len(expected) + 1))
    assert beside.beside(frame, rows[:0], 0).position == 0


def test_neighbours_are_near_in_space_and_time(store, monkeypatch):
    """Within wider bounds, which this store needs: near ones know each other, and nobody is a neighbour of itself."""
    monkeypatch.setattr(beside, "NEAR_KM", 700.0)
    monkeypatch.setattr(beside, "NEAR_DAYS", 60)
    frame = store.frame()
    rows = np.arange(len(frame))
    found = {row: beside.neighbours(frame, rows, row, 50) for row in rows.tolist()}
    assert all(
        n.row != row and n.km <= beside.NEAR_KM and abs(n.days) <= beside.NEAR_DAYS for row in found for n in found[row]
    )
    assert all(any(back.row == row for back in found[n.row]) for row in found for n in found[row])
    assert any(found.values())


def test_an_article_finds_its_own_direction():
    """Arabic runs from right to left without being told."""
    assert '<p class="im-text" dir="auto">' in article.html("قتل ثلاثة أشخاص في غارة", [])


def test_the_legend_counts_and_explains():
    """Each type with its number, and every other look of a marker, in one place."""
    shown = theme.legend((1, 2, 3, 4, 5, 6_000))
    assert "<b>6,000</b>" in shown
    for look in ("claimed", "denied", "earlier or ongoing", "country", "uncertainty"):
        assert look in shown


def test_a_pan_is_not_another_page():
    """Two addresses that differ by the view alone are one step of the history."""
    assert same({"at": "1,2,3", "tab": "list"}, {"tab": ["list"]}, but=("at",))
    assert not same({"at": "1,2,3", "tab": "list"}, {"at": "1,2,3"}, but=("at",))
