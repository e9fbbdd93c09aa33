"""Which source brought how many documents in which week: gaps there are gaps of the map. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import altair as alt
import pandas as pd

from dashboard.app import timeline, words
from dashboard.app.words import plural, say

SOURCES_AT_MOST: Final = 15  # rows of the chart
WEEKS_AT_MOST: Final = 260  # five years; the latest ones
LABEL: Final = 28  # characters of a source's name
ROW_PX: Final = 20
COLOUR: Final = "#2f7fc2"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Documents by source and week (the Monday it begins), and what is not among them."""

    rows: pd.DataFrame
    undated: int
    earlier: int
    other_sources: int


def of(counted: Sequence[tuple[str | None, date | None, int]]) -> Coverage:
    """From (publisher, day of publication, documents): the largest sources and the latest weeks."""
    table = pd.DataFrame(counted, columns=["source", "day", "documents"])
    undated = int(table.loc[table["day"].isna(), "documents"].sum())
    table = table.dropna(subset=["day"])
    if table.empty:
        return Coverage(table.assign(week=[])[["source", "week", "documents"]], undated, 0, 0)
    day = pd.to_datetime(table["day"])
    table["week"] = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    named = table["source"].fillna(say("not said"))
    table["source"] = [words.clipped(words.clean(str(name)), LABEL) for name in named]
    since = table["week"].max() - pd.Timedelta(weeks=WEEKS_AT_MOST - 1)
    earlier = int(table.loc[table["week"] < since, "documents"].sum())
    table = table[table["week"] >= since]
    sizes = table.groupby("source")["documents"].sum().sort_values(ascending=False, kind="stable")
    largest = list(sizes.index[:SOURCES_AT_MOST])
    rows = table[table["source"].isin(largest)].groupby(["source", "week"], as_index=False)["documents"].sum()
    return Coverage(rows, undated, earlier, len(sizes) - len(largest))


def chart(made: Coverage) -> Any:
    """A row for each source, a cell for each week: the stronger, the more documents."""
    rows = made.rows.assign(end=made.rows["week"] + pd.Timedelta(days=7))
    most = rows.groupby("source")["documents"].sum().sort_values(ascending=False, kind="stable")
    strength = alt.Scale(domainMin=0, range=[0.2, 1.0])  # of one colour: it reads on a light page and on a dark one
    return (
        alt.Chart(rows)
        .mark_rect(aria=False, color=COLOUR)
        .encode(
            x=alt.X("week:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(labelOverlap=True, grid=False)),
            x2="end:T",
            y=alt.Y("source:N", title=None, sort=list(most.index), axis=alt.Axis(labelOverlap=False)),
            opacity=alt.Opacity("documents:Q", scale=strength, legend=None),
            tooltip=[
                alt.Tooltip("source:N", title=say("source")),
                alt.Tooltip("week:T", title=say("week of"), format="%-d %b %Y", formatType="utc"),
                alt.Tooltip("documents:Q", title=say("documents")),
            ],
        )
        .properties(height=max(70, ROW_PX * len(most) + 40))
        .configure(locale=timeline.locale())
    )


def told(made: Coverage) -> str:
    """The chart in one sentence, for those who cannot see it."""
    weeks = made.rows["week"]
    return say(
        "{documents} of {sources} by week, from {first} to {last}",
        documents=plural(int(made.rows["documents"].sum()), "{count} document", "{count} documents"),
        sources=plural(made.rows["source"].nunique(), "{count} source", "{count} sources"),
        first=words.day(weeks.min().date()),
        last=words.day(weeks.max().date()),
    )


def left_out(made: Coverage) -> str:
    """What the chart does not show, in words."""
    parts = []
    if made.undated:
        parts.append(plural(made.undated, "{count} document without a date", "{count} documents without a date"))
    if made.earlier:
        parts.append(
            plural(
                made.earlier,
                "{count} document from more than five years before the last",
                "{count} documents from more than five years before the last",
            )
        )
    if made.other_sources:
        parts.append(
            plural(made.other_sources, "{count} source with fewer documents", "{count} sources with fewer documents")
        )
    return say("Left out: {what}.", what=" · ".join(parts)) if parts else say("Nothing is left out.")
