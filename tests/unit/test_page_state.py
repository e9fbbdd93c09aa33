"""The page's state goes into the URL and comes back the same; a bad link opens a page all the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app import state
from dashboard.app.state import Open, PageState, Position
from dashboard.model import EventType
from dashboard.store.filters import Filters

texts = st.text(min_size=1, max_size=20)
opened = st.one_of(
    st.none(),
    st.builds(Open, st.sampled_from(["incident", "country", "mention"]), texts),
    st.builds(Open.at, st.floats(-90, 90), st.floats(-180, 180)),
    st.just(Open("nowhere")),
)
positions = st.builds(
    lambda lat, lon, zoom: Position(round(lat, 4), round(lon, 4), zoom),
    st.floats(-89, 89),
    st.floats(-179, 179),
    st.integers(2, 16),
)
states = st.builds(
    PageState,
    filters=st.builds(
        Filters,
        event_types=st.lists(st.sampled_from(list(EventType)), max_size=2).map(tuple),
        actors=st.lists(texts, max_size=2).map(tuple),
        since=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1))),
        include_undated=st.booleans(),
        background=st.booleans(),
        words=st.text(max_size=20),
    ),
    opened=opened,
    tab=st.sampled_from(state.TABS),
    position=st.one_of(st.none(), positions),
    mentions=st.booleans(),
    by=st.sampled_from(["", "day", "week", "month"]),
)


@given(states)
def test_a_copied_link_opens_the_same_view(page):
    """State to URL and back is the same state."""
    back = PageState.from_url(page.to_url())
    assert back == page


@given(st.dictionaries(st.sampled_from(["open", "from", "tab", "at", "by", "mentions", "type", "since"]), st.text()))
def test_any_link_opens_a_page(params):
    """Whatever stands in a URL, a state comes out of it, and that state has a URL of its own."""
    page = PageState.from_url(params)
    assert PageState.from_url(page.to_url()) == page


def test_an_untouched_page_has_an_empty_url():
    """Only what differs from the usual stands in the link."""
    assert PageState().to_url() == {}


def test_an_incident_opened_from_a_list_remembers_the_list():
    """Back leads to the list; opening something else forgets it."""
    listed = PageState(opened=Open.at(33.0, 44.0))
    incident = listed.opening(Open("incident", "a"))
    assert incident.came_from == Open.at(33.0, 44.0)
    assert incident.opening(Open("incident", "b")).came_from == Open.at(33.0, 44.0)
    assert incident.opening(None).came_from is None


@pytest.mark.parametrize("text", ["", "incident:", "point:1", "point:a,b", "point:nan,1", "nonsense:x", "incident"])
def test_a_bad_open_is_nothing(text):
    """What cannot be opened is left out of the state."""
    assert Open.parse(text) is None


def test_two_positions_a_pixel_apart_are_the_same_view():
    """Leaflet rounds to pixels; that is no move. Another zoom is one."""
    here = Position(33.0, 44.0, 6)
    assert here.near(Position(33.0, 44.01, 6))
    assert not here.near(Position(33.0, 44.01, 7))
    assert not here.near(Position(33.0, 45.0, 6))
    assert not here.near(None)


def test_parameters_are_the_same_whether_alone_or_in_a_list():
    """Streamlit gives lists, we write single values: both say the same."""
    assert state.same({"a": "1"}, {"a": ["1"]})
    assert not state.same({"a": ["1", "2"]}, {"a": "1"})
