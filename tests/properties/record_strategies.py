"""Hypothesis strategies for documents and reports that keep the model's promises, hostile text included."""

from datetime import date

from hypothesis import strategies as st

from dashboard.model import (
    Actor,
    ActorKind,
    Cited,
    Count,
    Document,
    Factuality,
    Location,
    Period,
    Place,
    PlaceKind,
    Report,
    Source,
    Span,
    SubEventType,
)

LENGTH = 60  # of every text, so that all spans lie inside
words = st.text(min_size=1, max_size=12)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
spans = st.builds(lambda pair: Span(min(pair), max(pair) + 1), st.tuples(*[st.integers(0, LENGTH - 1)] * 2))
some_spans = st.lists(spans, min_size=1, max_size=3, unique=True).map(tuple)
periods = st.builds(
    lambda one, other, precision: Period(min(one, other), max(one, other), precision), days, days, st.integers(1, 5)
)
counts = st.one_of(
    st.builds(lambda low, more: Count(low, low + more), st.integers(0, 500), st.integers(0, 50)),
    st.builds(lambda low: Count(low, None), st.integers(0, 500)),
)
actors = st.builds(Actor, words, st.none() | st.sampled_from(ActorKind), st.none() | st.just("IQ"), st.just("") | words)
coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def places(draw):
    latitude, longitude = draw(coordinates)
    radius = draw(st.floats(0.1, 900))
    country = draw(st.none() | st.sampled_from(["IQ", "SY", "UA"]))
    return Place(draw(words), draw(words), draw(st.sampled_from(PlaceKind)), latitude, longitude, radius, country)


@st.composite
def locations(draw):
    place = draw(places())
    return Location(draw(words), place, place.latitude, place.longitude, place.radius_km, draw(st.integers(1, 7)))


def cited(values):
    return st.builds(Cited, values, some_spans, words)


def several(values):
    return st.lists(cited(values), max_size=3).map(tuple)


@st.composite
def reports(draw, document="d"):
    return Report(
        id=draw(words),
        document=document,
        sub_event_type=draw(cited(st.sampled_from(SubEventType))),
        evidence=draw(some_spans),
        factuality=draw(st.sampled_from(Factuality)),
        claimed_by=draw(several(words)),
        denied_by=draw(several(words)),
        background=draw(st.booleans()),
        ongoing=draw(st.booleans()),
        actors=draw(several(actors)),
        targets=draw(several(actors)),
        place=draw(st.none() | cited(locations())),
        period=draw(st.none() | cited(periods)),
        killed=draw(st.none() | cited(counts)),
        injured=draw(st.none() | cited(counts)),
        captured=draw(st.none() | cited(counts)),
        count=draw(st.none() | cited(st.integers(1, 99))),
        confidence=draw(st.floats(0, 1)),
        reasons=draw(st.lists(words, max_size=2).map(tuple)),
    )


@st.composite
def documents(draw):
    text = draw(st.text(min_size=LENGTH, max_size=LENGTH))
    url = draw(st.none() | st.just("https://example.org/a?b=<c>"))
    source = Source(draw(words), "0" * 64, draw(st.none() | words), url)
    return Document(Document.identify(text), text, source, draw(st.just("") | words), draw(st.none() | days))
