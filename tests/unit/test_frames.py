"""Frames: each filter keeps what it should, counts are those of a plain loop, and the counter adds up."""

from collections import Counter as Tally
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import DAY, TOWNS, block_keys, corpus, document, extract, merge, report

from dashboard.model import EventType, Factuality, Location, PlaceKind, SubEventType
from dashboard.store import Bounds, Filters, Store, frames
from dashboard.store.columns import Tails, chunk_of, stretches


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(str(tmp_path_factory.mktemp("frames") / "s.sqlite"), create=True) as opened:
        opened.save(corpus(21, 150), merge=merge, block_keys=block_keys)
        yield opened


@pytest.fixture(scope="module")
def frame(store):
    return store.frame()


@pytest.fixture(scope="module")
def incidents(store, frame):
    """The incident of each row."""
    return list(store.incidents(frame.key.tolist()))


def kept(incident, asked):
    """The filters once more, plainly, on one incident."""
    place, period = incident.location, incident.period
    names = {actor.name for actor in (*incident.actors, *incident.targets)}
    facts = [
        not asked.event_types or incident.event_type in asked.event_types,
        not asked.sub_event_types or incident.sub_event_type in asked.sub_event_types,
        not asked.actors or names & set(asked.actors),
        not asked.countries or (place is not None and place.place.country in asked.countries),
        not asked.factuality or incident.factuality in asked.factuality,
        not asked.precision or (place.where_prec if place else 0) in asked.precision,
        asked.background or not (incident.background or incident.ongoing),
        incident.confidence >= asked.min_confidence - 1e-6,
        asked.include_undated if period is None else True,
        period is None or asked.since is None or period.last >= asked.since,
        period is None or asked.until is None or period.first <= asked.until,
        asked.bounds is None or (place is not None and inside(place, asked.bounds)),
    ]
    return all(facts)


def inside(place: Location, box: Bounds) -> bool:
    in_height = box.south <= place.latitude <= box.north
    if box.west <= box.east:
        return in_height and box.west <= place.longitude <= box.east
    return in_height and (place.longitude >= box.west or place.longitude <= box.east)


DAYS = st.none() | st.integers(-5, 40).map(lambda days: DAY + timedelta(days))
BOXES = st.sampled_from(
    [Bounds(30, 40, 35, 45), Bounds(-30, 170, 10, -170), Bounds(-90, -180, 90, 180), Bounds(0, 0, 1, 1)]
)
ASKED = st.builds(
    Filters,
    event_types=st.sets(st.sampled_from(EventType), max_size=2).map(tuple),
    sub_event_types=st.sets(st.sampled_from([SubEventType.ATTACK, SubEventType.ARMED_CLASH]), max_size=1).map(tuple),
    actors=st.sets(st.sampled_from(["Army", "Front", "Nobody"]), max_size=2).map(tuple),
    countries=st.sets(st.sampled_from(["IQ", "SY", "XX"]), max_size=2).map(tuple),
    factuality=st.sets(st.sampled_from(Factuality), max_size=2).map(tuple),
    precision=st.sets(st.sampled_from([0, 1, 6]), max_size=2).map(tuple),
    since=DAYS,
    until=DAYS,
    include_undated=st.booleans(),
    background=st.booleans(),
    min_confidence=st.sampled_from([0.0, 0.3, 0.8]),
    bounds=st.none() | BOXES,
)


@settings(max_examples=150, deadline=None)
@given(asked=ASKED)
def test_a_mask_keeps_what_a_plain_loop_keeps(frame, incidents, asked):
    expected = [bool(kept(incident, asked)) for incident in incidents]
    assert frame.mask(asked).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(asked=ASKED)
def test_option_counts_lift_their_own_filter(frame, incidents, asked):
    """An option's number is how many incidents would stay if it alone were chosen in its facet."""
    counts = frame.option_counts(asked)
    for name in ("Army", "Front", "Guard", "Police"):
        expected = sum(bool(kept(incident, replace(asked, actors=(name,)))) for incident in incidents)
        assert counts["actor"].get(name, 0) == expected
    for kind in EventType:
        expected = sum(bool(kept(incident, replace(asked, event_types=(kind,)))) for incident in incidents)
        assert counts["event_type"].get(kind, 0) == expected
    for factuality in Factuality:
        expected = sum(bool(kept(incident, replace(asked, factuality=(factuality,)))) for incident in incidents)
        assert counts["factuality"].get(factuality, 0) == expected
    for name in asked.actors:
        assert name in counts["actor"]  # a chosen option never vanishes


def test_publishers_are_counted_by_incident(store, frame, incidents):
    documents = store.documents(told.document for incident in incidents for told in incident.reports)
    expected = Tally(
        name
        for incident in incidents
        for name in {documents[told.document].source.publisher for told in incident.reports} - {None}
    )
    assert frame.option_counts(Filters())["publisher"] == dict(expected)
    mask = frame.mask(Filters(publishers=("Post",)))
    assert mask.sum() == expected["Post"]


@settings(max_examples=60, deadline=None)
@given(asked=ASKED)
def test_the_counter_adds_up(frame, incidents, asked):
    mask = frame.mask(asked)
    counter = frame.counter(mask)
    chosen = [incident for incident, wanted in zip(incidents, mask, strict=True) if wanted]
    assert counter.total == len(incidents)
    assert counter.matching == len(chosen) == counter.on_map + counter.country_level + counter.without_place
    assert counter.without_place == sum(incident.location is None for incident in chosen)
    assert counter.country_level == sum(
        incident.location is not None and incident.location.place.kind is PlaceKind.COUNTRY for incident in chosen
    )
    assert counter.undated == sum(incident.period is None for incident in chosen)


def test_words_narrow_a_mask(store, frame):
    keys = store.matching("17")
    mask = frame.mask(Filters(), keys)
    assert 0 < mask.sum() == len(keys) < len(frame)
    assert set(frame.key[mask].tolist()) == set(keys.tolist())
    assert not frame.mask(Filters(), np.array([], np.int64)).any()


def test_rows_are_found_by_key_and_told_in_order(frame, incidents):
    assert [frame.row_of(incident_key) for incident_key in frame.key.tolist()] == list(range(len(frame)))
    assert frame.row_of(10**9) is None
    expected = sorted(
        range(len(incidents)),
        key=lambda row: (
            (incidents[row].period is None, incidents[row].period and incidents[row].period.first, incidents[row].id)
            if incidents[row].period
            else (True, DAY, incidents[row].id)
        ),
    )
    assert frame.in_order(np.ones(len(frame), np.bool_)) == frame.key[expected].tolist()


def test_an_empty_store_has_an_empty_frame(tmp_path):
    with Store.open(str(tmp_path / "empty.sqlite"), create=True) as store:
        frame = store.frame()
        mask = frame.mask(Filters(actors=("Army",), countries=("IQ",), bounds=Bounds(0, 0, 1, 1)))
        assert (len(frame), mask.tolist(), frame.counter(mask).matching) == (0, [], 0)
        assert frame.option_counts(Filters(actors=("Army",)))["actor"] == {"Army": 0}
        assert list(store.select()) == []


def test_a_frame_loses_incidents_that_were_merged_away(tmp_path):
    """After two incidents have become one, the page has one row for them, not three or two."""
    days = [DAY, DAY + timedelta(days=6), DAY + timedelta(days=3)]
    about = [document(f"Gunmen attacked Qarat, {day}.", origin=str(day)) for day in days]
    with Store.open(str(tmp_path / "s.sqlite"), create=True) as store:
        sizes = []
        for one, day in zip(about, days, strict=True):
            store.save([extract(one, report(one, day=day))], merge=merge, block_keys=block_keys)
            sizes.append(len(store.frame()))
        assert sizes == [1, 2, 1]
        assert store.frame().reports.tolist() == [3]


@given(st.lists(st.binary(max_size=6), max_size=9), st.data())
def test_tails_are_taken_in_any_order(tails, data):
    rows = data.draw(st.lists(st.integers(0, len(tails) - 1), max_size=9)) if tails else []
    taken = Tails.of(tails).taken(np.array(rows, np.int64))
    assert [taken[row] for row in range(len(rows))] == [tails[row] for row in rows]


def test_stretches_are_laid_end_to_end():
    assert stretches(np.array([5, 9, 0]), np.array([2, 1, 0])).tolist() == [5, 6, 9]
    assert len(chunk_of([]).codes()) == 0


def test_places_of_countries_are_known_by_name(frame, incidents):
    for row, incident in enumerate(incidents):
        place = incident.location and incident.location.place
        assert frame.place_name(row) == (place.name if place else None)
        assert frame.country_code(row) == (place.country if place else None)
        assert frame.sub_event_type_of(row) is incident.sub_event_type
        assert frame.event_type_of(row) is incident.event_type
    assert {place.name for place in TOWNS.values()} == set(frame.vocabulary["place"])


def test_long_lists_of_options_are_cut_after_the_most_frequent(frame, monkeypatch):
    """What is cut off depends on numbers and names alone; a chosen option stays."""
    monkeypatch.setattr("dashboard.store.frames.OPTIONS", 2)
    every = Tally(dict.fromkeys("dbca", 5) | {"x": 9, "y": 1})
    codes = list(every)
    counts = np.array([every[name] for name in codes])
    assert frames._ranked(codes, counts, ["y"]) == {"x": 9, "a": 5, "y": 1}
