"""Filters fit into a URL and back, and no URL is too bad to open a page."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import EventType, Factuality, SubEventType
from dashboard.store import Bounds, Filters
from dashboard.store.search import parse

names = st.lists(st.text(min_size=1, max_size=9), max_size=3).map(tuple)
latitudes = st.floats(-90, 90)
longitudes = st.floats(-1000, 1000)
boxes = st.builds(
    lambda a, b, west, east: Bounds(min(a, b), west, max(a, b), east), latitudes, latitudes, longitudes, longitudes
)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
filters = st.builds(
    Filters,
    event_types=st.lists(st.sampled_from(EventType)).map(tuple),
    sub_event_types=st.lists(st.sampled_from(SubEventType), max_size=4).map(tuple),
    actors=names,
    countries=names,
    factuality=st.lists(st.sampled_from(Factuality)).map(tuple),
    publishers=names,
    precision=st.lists(st.integers(0, 7)).map(tuple),
    since=days,
    until=days,
    include_undated=st.booleans(),
    background=st.booleans(),
    min_confidence=st.floats(0, 1),
    words=st.text(max_size=20),
    bounds=st.none() | boxes,
)


@given(filters)
def test_filters_survive_the_url(asked):
    assert asked == Filters.from_url(asked.to_url())


@given(filters)
def test_urls_are_made_of_text(asked):
    for name, value in asked.to_url().items():
        assert isinstance(name, str)
        assert isinstance(value, str) or (value and all(isinstance(item, str) for item in value))


KEYS = st.sampled_from(
    [*sorted(Filters(("Battles",), background=False).to_url()), "since", "bounds", "q", "precision", "x"]
)


@given(st.dictionaries(KEYS, st.text(max_size=15) | st.lists(st.text(max_size=15), max_size=3)))
def test_nonsense_in_a_url_is_ignored(params):
    """Whatever stands there, filters come out that can be written again."""
    asked = Filters.from_url(params)
    assert asked == Filters.from_url(asked.to_url())


@given(st.text(max_size=60))
def test_any_text_is_a_query(text):
    for term in (*parse(text).wanted, *parse(text).unwanted):
        assert term.text
        assert "\0" not in term.text
