"""``dashboard list`` and ``show``: what the store holds; and the filters that their flags ask for."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from dashboard.cli.common import settings_of
from dashboard.cli.plain import line
from dashboard.errors import SettingsError
from dashboard.model import EventType, Factuality, Incident, SubEventType

if TYPE_CHECKING:
    from dashboard.store import Filters

E = TypeVar("E", bound=StrEnum)


def list_(chosen: Namespace) -> int:
    from dashboard.store import Store

    with Store.open(settings_of(chosen).store_url) as store:
        found = store.select(filters_of(chosen))
        shown = 0
        for incident in islice(found, chosen.limit or None):
            print(summary(incident))
            shown += 1
        if chosen.limit and next(found, None) is not None:
            print(f"… only the first {shown:,} are shown; --limit 0 shows all", file=sys.stderr)
        if not shown:
            print("no incident fits", file=sys.stderr)
    return 0


def summary(incident: Incident) -> str:
    """One incident in one line: id, day, type, place, who, whom, toll, how many reports."""
    period, place = incident.period, incident.location
    day = "no date   " if period is None else f"{period.first}" if period.first == period.last else f"{period.first}+"
    where = f"{place.place.name}, {place.place.country or 'sea'}" if place else "no place"
    who = f"{_names(incident.actors) or '?'} → {_names(incident.targets) or '?'}"
    toll = f", killed {_range(incident)}" if incident.killed else ""
    mark = "" if incident.factuality is Factuality.REPORTED else f" ({incident.factuality})"
    return line(
        f"{incident.id}  {day}  {incident.sub_event_type}{mark}  {where}  {who}{toll}  [{len(incident.reports)}]"
    )


def show(chosen: Namespace) -> int:
    from rich.console import Console

    from dashboard.cli.explain import report_lines
    from dashboard.store import Store

    console = Console(highlight=False, soft_wrap=True)
    with Store.open(settings_of(chosen).store_url) as store:
        incident = store.incident(chosen.id)
        documents = store.documents([report.document for report in incident.reports])
    console.print(summary(incident), style="bold", markup=False, emoji=False)
    for field, values in incident.disagreements.items():
        console.print(
            line(f"  reports disagree on {field}: {' | '.join(values)}"), style="yellow", markup=False, emoji=False
        )
    for why in incident.merged_because:
        console.print(line(f"  one incident because {why}"), style="dim", markup=False, emoji=False)
    for report in incident.reports:
        document = documents[report.document]
        head = " · ".join(
            filter(
                None,
                [
                    f"[{report.id[:12]}]",
                    document.title or "(no title)",
                    str(document.published or ""),
                    document.source.publisher,
                    document.source.url or document.source.origin,
                ],
            )
        )
        console.print(line(head), style="underline", markup=False, emoji=False)
        for text, style in report_lines(report, document):
            console.print(text, style=style, markup=False, emoji=False)
    return 0


def filters_of(chosen: Namespace) -> Filters:
    """The filters the flags ask for; raises SettingsError for a name or day there is not."""
    from dashboard.store import Filters

    return Filters(
        event_types=tuple(_one_of(EventType, "--type", name) for name in chosen.type),
        sub_event_types=tuple(_one_of(SubEventType, "--sub-type", name) for name in chosen.sub_type),
        actors=tuple(chosen.actor),
        countries=tuple(code.upper() for code in chosen.country),
        factuality=tuple(Factuality(name) for name in chosen.factuality),
        publishers=tuple(chosen.source),
        since=_day("--since", chosen.since),
        until=_day("--until", chosen.until),
        include_undated=not chosen.no_undated,
        background=not chosen.no_background,
        min_confidence=chosen.min_confidence,
        words=chosen.words,
    )


def _one_of(kind: type[E], flag: str, name: str) -> E:
    for member in kind:
        if member.value.lower() == name.strip().lower():
            return member
    raise SettingsError(f"{flag} {name!r}: there is no such type; there are {', '.join(kind)}")


def _day(flag: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise SettingsError(f"{flag} {value}: give a day as YYYY-MM-DD") from None


def _names(actors: tuple[object, ...]) -> str:
    return ", ".join(str(getattr(actor, "name", actor)) for actor in actors)


def _range(incident: Incident) -> str:
    killed = incident.killed
    if killed is None:
        return "?"
    return (
        str(killed.low) if killed.low == killed.high else f"{killed.low}–{'?' if killed.high is None else killed.high}"
    )
