"""An article as HTML: every cited span is marked, every word is escaped, nothing is lost."""

import re
from html import unescape
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.app import article
from dashboard.app.article import EVIDENCE, Mark
from dashboard.app.theme import FIELD_COLOURS
from dashboard.model import Cited, Count, Report, Span, SubEventType

fields = st.sampled_from([*FIELD_COLOURS, EVIDENCE])
spans = st.tuples(st.integers(0, 70), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
all_marks = st.lists(st.builds(Mark, spans, fields), max_size=8)


def words_of(html):
    inside = re.search(r'<p class="im-text"[^>]*>(.*?)</p>', html, re.DOTALL).group(1)
    return unescape(re.sub(r"<[^>]*>", "", inside))


@given(st.text(max_size=80), all_marks)
def test_the_text_is_kept_and_only_our_tags_stand_in_it(text, found):
    """With the tags taken out and the entities read, the article is the text, whatever it holds."""
    html = article.html(text, found)
    assert words_of(html) == text
    assert set(re.findall(r"</?(\w+)", html)) <= {"article", "p", "mark", "span"}


@given(st.text(min_size=1, max_size=80), all_marks)
def test_segments_cover_the_text_once(text, found):
    """Segments follow one another without gap or overlap, and carry just the fields that cover them."""
    cut = article.segments(len(text), found)
    assert (cut[0].start, cut[-1].end) == (0, len(text))
    assert all(a.end == b.start for a, b in pairwise(cut))
    for part in cut:
        over = {m.field for m in found if m.span.start <= part.start and part.end <= m.span.end}
        assert (set(part.fields), part.evidence) == (over - {EVIDENCE}, EVIDENCE in over)


def test_every_cited_span_is_marked_in_the_colour_of_its_field():
    """Actors, figures and the event's own words each carry the class of their field."""
    text = "Rebels shelled Aleppo and killed five."
    report = Report(
        "r",
        "d",
        Cited(SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK, (Span(7, 14),), "rule"),
        (Span(0, len(text)),),
        killed=Cited(Count(5, 5), (Span(26, 37),), "rule"),
    )
    html = article.html(text, article.marks(report))
    assert '<mark class="im-f-event-type" title="event type">shelled</mark>' in html
    assert '<mark class="im-f-killed" title="killed">killed five</mark>' in html


def test_overlapping_spans_carry_both_fields():
    """Where two fields cite the same words, both marks stand around them."""
    html = article.html("abcdef", [Mark(Span(0, 4), "place"), Mark(Span(2, 6), "killed")])
    assert '<mark class="im-f-place" title="place, killed"><mark class="im-f-killed" title="place, killed">cd' in html


def test_a_title_is_escaped_too():
    """A hostile title is words."""
    assert "<script" not in article.html("x", [], "</article><script>alert(1)</script>")


def test_a_very_long_article_is_shortened_around_its_citations_and_says_so():
    """Ten million characters do not go to the browser; the cited words do."""
    text = "x" * 4_000_000 + "CITED" + "y" * 6_000_000
    html = article.html(text, [Mark(Span(4_000_000, 4_000_005), "place")])
    assert ">CITED<" in html
    assert len(html) < 50_000
    assert "3,997,000 characters before this are left out" in html


def test_each_field_has_its_own_colour_and_rule():
    """No two fields look alike, and each has a style rule."""
    assert len(set(FIELD_COLOURS.values())) == len(FIELD_COLOURS)
    assert all(f"mark.{article.css_class(field)}{{" in article.style() for field in FIELD_COLOURS)
