"""``dashboard split``, ``join`` and ``corrections``: what people say against the merging, and what was said."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from dashboard import pipeline
from dashboard.cli.common import settings_of
from dashboard.cli.incidents import summary
from dashboard.cli.plain import line
from dashboard.model import Correction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.store import Store

NAMES_SHOWN = 3


def split(chosen: Namespace) -> int:
    with _open(chosen) as store:
        made = pipeline.split(store, chosen.incident, chosen.reports)
        _say(store, made)
    return 0


def join(chosen: Namespace) -> int:
    with _open(chosen) as store:
        made = pipeline.join(store, chosen.one, chosen.other)
        _say(store, made)
    return 0


def corrections(chosen: Namespace) -> int:
    """Lists the corrections, or takes one back."""
    with _open(chosen) as store:
        if chosen.undo is not None:
            _say(store, pipeline.undo(store, chosen.undo))
            return 0
        for made in store.corrections():
            when = f"{made.made:%Y-%m-%d %H:%M}" if made.made else ""
            verb, link = ("apart", "from") if made.kind == "split" else ("one", "with")
            print(line(f"{made.number:>4}  {when}  {verb}: {_names(made.one)} {link} {_names(made.other)}"))
    return 0


def _open(chosen: Namespace) -> Store:
    from dashboard.store import Store

    return Store.open(settings_of(chosen).store_url)


def _say(store: Store, made: Correction) -> None:
    """The incidents that now hold the reports the correction speaks of."""
    for incident in store.incidents_of_reports((*made.one, *made.other)):
        print(summary(incident))


def _names(reports: Sequence[str]) -> str:
    shown = ", ".join(name[:12] for name in reports[:NAMES_SHOWN])
    return shown if len(reports) <= NAMES_SHOWN else f"{shown} and {len(reports) - NAMES_SHOWN} more"
