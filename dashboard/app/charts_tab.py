"""The charts under the map. Each bar is a button: a click filters by it, another one takes that back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import streamlit as st

from dashboard.app import basemap, charts, filter_values, language, session, words
from dashboard.app.charts import Bar, Chart
from dashboard.app.data import Chosen, Shared
from dashboard.app.theme import TYPE_LOOKS
from dashboard.app.words import mark, plural, say
from dashboard.model import EventType
from dashboard.store.rows import UNKNOWN

COLUMNS: Final = 3
LABEL: Final = 44  # characters of a bar's name
PAIR: Final = "\x1f"  # between the two sides of an option; no name has it

Counts = Mapping[str, Mapping[str, int]]


def draw(known: Shared, chosen: Chosen, counts: Counts) -> None:
    """Six charts of what the filters keep."""
    st.caption(
        say("Each chart counts under all filters but its own. Click a bar to filter by it, again to take it back.")
    )
    asked, frame, rows = chosen.filters, known.frame, chosen.rows
    nowhere = int(np.count_nonzero(frame.country[rows] == UNKNOWN))
    types, told = asked.event_types, asked.factuality
    pair = session.page().narrow.pair
    actors, sources = charts.without(frame.involved, rows), charts.without(frame.publishers, rows)
    facets: list[tuple[Chart, str, Callable[[str], str]]] = [
        (charts.chart(mark("Event type"), counts["event_type"], types), "event_types", say),
        (charts.chart(mark("Actor or target"), counts["actor"], asked.actors, _sideless(actors)), "actors", _name),
        (_pairs(known, chosen, pair), "pair", _pair_name),
        (
            charts.chart(mark("Country"), counts["country"], asked.countries, _nowhere(nowhere)),
            "countries",
            basemap.country_name,
        ),
        (
            charts.chart(mark("Source"), counts["publisher"], asked.publishers, _unpublished(sources)),
            "publishers",
            _name,
        ),
        (charts.chart(mark("Factuality"), counts["factuality"], told), "factuality", say),
    ]
    st.html(f"<style>{_widths([chart for chart, _, _ in facets])}</style>")
    for first in range(0, len(facets), COLUMNS):
        for column, (chart, field, named) in zip(st.columns(COLUMNS), facets[first : first + COLUMNS], strict=True):
            with column, st.container(key=f"chart-{field}", gap=None):
                _chart(chart, field, named)


def _sideless(count: int) -> str:
    return (
        plural(count, "{count} incident without either side", "{count} incidents without either side") if count else ""
    )


def _nowhere(count: int) -> str:
    return (
        plural(count, "{count} incident in no known country", "{count} incidents in no known country") if count else ""
    )


def _unpublished(count: int) -> str:
    return (
        plural(
            count,
            "{count} incident from an article without a publisher",
            "{count} incidents from articles without a publisher",
        )
        if count
        else ""
    )


def _name(option: str) -> str:
    return words.apart(words.clipped(option, LABEL))


def _pair_name(option: str) -> str:
    """Both sides with an arrow that goes where the page's text goes."""
    actor, _, target = option.partition(PAIR)
    return f"{_name(actor)} {'←' if language.current().from_right else '→'} {_name(target)}"


def _pairs(known: Shared, chosen: Chosen, pair: tuple[str, str] | None) -> Chart:
    found = charts.pairs(known.frame, chosen.mask)
    counts = {PAIR.join(sides): count for sides, count in found.items()}
    picked = (PAIR.join(pair),) if pair else ()
    count = charts.without_pair(known.frame, chosen.rows)
    return charts.chart(
        mark("Who against whom"),
        counts,
        picked,
        plural(count, "{count} incident without one of the two sides", "{count} incidents without one of the two sides")
        if count
        else "",
    )


def _chart(chart: Chart, field: str, named: Callable[[str], str]) -> None:
    st.html(f"<h5>{say(chart.name)}</h5>")
    if not chart.bars:
        st.caption(say("None of these incidents says so."))
    for at, bar in enumerate(chart.bars):
        name = words.markdown(named(bar.option))
        sign = "✓ " if bar.on else ""
        st.button(
            f"{sign}{name} **{bar.count:,}**",
            key=f"bar-{field}-{at}",
            on_click=_clicked,
            args=(field, bar),
            width="stretch",
            type="tertiary",
        )
    st.caption(chart.left_out)


def _clicked(field: str, bar: Bar) -> None:
    page = session.page()
    if field == "pair":
        sides = bar.option.split(PAIR, 1)
        session.narrow(replace(page.narrow, pair=None if bar.on else (sides[0], sides[1])))
        return
    before: tuple[Any, ...] = getattr(page.filters, field)
    value = next((kind for kind in before if kind == bar.option), bar.option)
    after = tuple(item for item in before if item != bar.option) if bar.on else (*before, value)
    session.act()
    changed: Any = {field: after}
    filter_values.ask(replace(page.filters, **changed))


def _widths(found: list[Chart]) -> str:
    """How long each bar is, and for event types its colour, as style rules of ours."""
    rules = []
    fields = ("event_types", "actors", "pair", "countries", "publishers", "factuality")
    for chart, field in zip(found, fields, strict=True):
        most = max((bar.count for bar in chart.bars), default=1) or 1
        for at, bar in enumerate(chart.bars):
            colour = TYPE_LOOKS[EventType(bar.option)].colour if field == "event_types" else "#5b84ad"
            rules.append(f".st-key-bar-{field}-{at}{{--share:{bar.count / most:.1%};--colour:{colour}}}")
    return "".join(rules)
