"""Incidents over time, by day, week or month and event type, as an Altair chart. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.app import language, words
from dashboard.app.theme import TYPE_LOOKS, TYPES
from dashboard.app.words import mark, say

# As many bars as stay readable on a wide screen: 120 days, 2 years of weeks, months beyond.
DAYS_AT_MOST: Final = 120
WEEKS_AT_MOST: Final = 730
STEPS: Final = ("day", "week", "month")
STEP_NAMES: Final = {"day": mark("day"), "week": mark("week"), "month": mark("month")}
PER_STEP: Final = {
    "day": mark("incidents per day"),
    "week": mark("incidents per week"),
    "month": mark("incidents per month"),
}
TOLD: Final = {
    "day": mark("{count} incidents per day from {first} to {last}, most on {fullest} ({most})"),
    "week": mark("{count} incidents per week from {first} to {last}, most in the week of {fullest} ({most})"),
    "month": mark("{count} incidents per month from {first} to {last}, most in the month of {fullest} ({most})"),
}
HEIGHT: Final = 240

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts by step and type: one row per step and type that has any; ``undated`` and ``vague`` are not in the rows.

    ``vague`` incidents are dated to a month or a year while the step is finer than that.
    """

    rows: pd.DataFrame
    step: str
    undated: int
    vague: int


def usual_step(first: Days) -> str:
    """The step that suits the stretch of time of the dated incidents; "day" if there are none."""
    dated = first[~np.isnat(first)]
    if len(dated) == 0:
        return "day"
    days = int((dated.max() - dated.min()).astype("timedelta64[D]").astype(np.int64)) + 1
    return "day" if days <= DAYS_AT_MOST else "week" if days <= WEEKS_AT_MOST else "month"


def count(first: Days, precision: npt.NDArray[np.uint8], kinds: npt.NDArray[np.int8], step: str) -> Timeline:
    """Counts each incident at the first day of its period; a week begins on Monday.

    ``precision`` is UCDP's date_prec (0 unknown, 1 day … 4 month, 5 year); what is known to a month is not put on a day.
    """
    dated = ~np.isnat(first)
    finest = {"day": 2, "week": 3, "month": 4}[step]
    sharp = dated & (precision <= finest)
    start = _floor(first[sharp], step)
    key = start.astype("datetime64[D]").astype(np.int64) * len(TYPES) + kinds[sharp]
    numbers, counts = np.unique(key, return_counts=True)
    rows = pd.DataFrame(
        {
            "start": (numbers // len(TYPES)).astype("datetime64[D]").astype("datetime64[ms]"),
            "type": [TYPES[n].value for n in numbers % len(TYPES)],
            "incidents": counts,
        }
    )
    return Timeline(rows, step, int((~dated).sum()), int((dated & ~sharp).sum()))


def _floor(days: Days, step: str) -> Days:
    if step == "month":
        return days.astype("datetime64[M]").astype("datetime64[D]")
    if step == "week":
        number = days.astype("datetime64[D]").astype(np.int64)
        return (number - (number + 3) % 7).astype("datetime64[D]")  # 1970-01-01 was a Thursday
    return days.astype("datetime64[D]")


def chart(timeline: Timeline, brushed: tuple[date | None, date | None] = (None, None)) -> Any:
    """Stacked bars by type; a stretch can be brushed, which the page turns into dates. ``brushed`` dates are one already."""
    names = [kind.value for kind in TYPES]
    brush = alt.selection_interval(name="stretch", encodings=["x"], **_standing(timeline, brushed))
    shape: dict[str, Any] = {"orient": "vertical", "binSpacing": 1}  # Altair's types do not know binSpacing of a date
    shape["aria"] = False  # hundreds of marks read one by one tell nobody anything: ``told`` says it in a sentence
    unit: Any = {"day": "%-d %b %Y", "week": say("week of") + " %-d %b %Y", "month": "%B %Y"}[timeline.step]
    marks = "%b %Y" if timeline.step == "month" else "%-d %b %Y"
    colours = alt.Scale(domain=names, range=[look.colour for look in TYPE_LOOKS.values()])
    return (
        alt.Chart(_with_ends(timeline))
        .mark_bar(**shape)
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(labelOverlap=True, format=marks), scale=alt.Scale(type="utc")),
            x2="end:T",
            y=alt.Y("incidents:Q", title=say(PER_STEP[timeline.step]), stack=True, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("type:N", title=None, scale=colours, legend=None),
            opacity=alt.condition(brush, alt.value(1.0), alt.value(0.3)),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("start:T", title=say(STEP_NAMES[timeline.step]), format=unit, formatType="utc"),
                alt.Tooltip("type:N", title=say("Event type")),
                alt.Tooltip("incidents:Q", title=say("Incidents")),
            ],
        )
        .add_params(brush)
        .properties(height=HEIGHT)
        .configure(locale=locale())
    )


def locale() -> Any:
    """How charts name months and days in the page's language."""
    return alt.Locale(time=alt.TimeLocale(**language.calendar(language.current().code)))


def told(timeline: Timeline) -> str:
    """The chart in one sentence, for those who cannot see it."""
    by_start = timeline.rows.groupby("start")["incidents"].sum()
    ends: tuple[Any, ...] = (by_start.index.min(), by_start.index.max(), by_start.idxmax())
    first, last, fullest = (pd.Timestamp(moment).date() for moment in ends)
    return say(
        TOLD[timeline.step],
        count=f"{int(by_start.sum()):,}",
        first=words.day(first),
        last=words.day(last),
        fullest=words.day(fullest),
        most=f"{int(by_start.max()):,}",
    )


def _standing(timeline: Timeline, brushed: tuple[date | None, date | None]) -> dict[str, Any]:
    """The stretch of the filters' dates as the brush's first value; an open end reaches to the last bar."""
    first, last = brushed
    if first is None and last is None:
        return {}
    starts = timeline.rows["start"]
    first = first or starts.min().date()
    last = last or _with_ends(timeline)["end"].max().date() - timedelta(days=1)
    ends = [alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in (first, last + timedelta(days=1))]
    return {"value": {"x": ends}}


def _with_ends(timeline: Timeline) -> pd.DataFrame:
    """The rows with the end of each bar and the type's place in the stack."""
    start = timeline.rows["start"]
    offset = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(days=7), "month": pd.DateOffset(months=1)}
    ranks = {kind.value: at for at, kind in enumerate(TYPES)}
    return timeline.rows.assign(end=start + offset[timeline.step], rank=timeline.rows["type"].map(ranks))


def stretch(event: Any) -> tuple[date, date] | None:
    """First and last day of a brushed stretch in what Streamlit returns of the chart; None when nothing is brushed.

    A stretch that ends where a day begins does not touch that day.
    """
    try:
        low, high = event["selection"]["stretch"]["start"]
        first = np.datetime64(int(low), "ms").astype("datetime64[D]").astype(object)
        last = np.datetime64(int(high) - 1, "ms").astype("datetime64[D]").astype(object)
    except (KeyError, TypeError, ValueError):
        return None
    return (first, last) if first <= last else None
