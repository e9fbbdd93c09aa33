"""``dashboard gazetteer``: build, ask and describe the offline place index."""

from __future__ import annotations

import sys
from argparse import Namespace

from dashboard.cli.common import settings_of
from dashboard.cli.plain import line
from dashboard.errors import GazetteerError


def build(chosen: Namespace) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from dashboard.places.build import build as compile_index

    settings_of(chosen)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("building the gazetteer", total=None)
        path = compile_index(
            progress=lambda done, total, what: bar.update(
                task, completed=done, total=total, description=f"gazetteer: {what}"
            )
        )
    print(path)
    return 0


def lookup(chosen: Namespace) -> int:
    from dashboard import plugins

    places = plugins.gazetteer(settings_of(chosen).gazetteer)().lookup(chosen.name)
    if not places:
        raise GazetteerError(
            f"no place is called {chosen.name!r}; try another spelling, or add it to data/gazetteer/overlay.tsv"
        )
    for place in places:
        where = f"{place.latitude:9.4f} {place.longitude:10.4f} ±{place.radius_km:g} km"
        print(
            f"{line(place.id):<22} {where}  {place.kind:<9} {place.country or '--'}  {line(place.name)}  {place.population:,}"
        )
    return 0


def info(chosen: Namespace) -> int:
    from dashboard.places.offline import OfflineGazetteer

    settings_of(chosen)
    gazetteer = OfflineGazetteer.open()
    print(f"{'path':<12} {gazetteer.path}")
    for name, value in gazetteer.info().items():
        print(f"{name:<12} {value}")
    return 0
