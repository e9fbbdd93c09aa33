"""``dashboard gazetteer``: build, ask, describe and extend the offline place index."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from dashboard.cli.common import say_all, settings_of
from dashboard.cli.plain import line
from dashboard.errors import GazetteerError


def build(chosen: Namespace) -> int:
    settings_of(chosen)
    print(_compile())
    return 0


def _compile() -> Path:
    from rich.console import Console
    from rich.progress import Progress

    from dashboard.places.build import build as compile_index

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("building the gazetteer", total=None)
        return compile_index(
            progress=lambda done, total, what: bar.update(
                task, completed=done, total=total, description=f"gazetteer: {what}"
            )
        )


def add(chosen: Namespace) -> int:
    """Each file is added whole or not at all; 3 if lines of it were left out."""
    from dashboard.places import added

    settings_of(chosen)
    refused: GazetteerError | None = None
    problems = []
    for file in chosen.files:
        try:
            done = added.add(Path(file))
        except GazetteerError as error:
            refused = refused or error
            continue
        problems += list(done.problems)
        print(f"{line(str(done.added))}{'' if done.changed else ': already there'}")
        if done.changed and done.added.bad:
            print(f"{done.added.country} {done.added.kind}: {done.added.bad:,} lines left out")
    say_all(problems)
    _compile_if_stale()
    if refused is not None:
        raise refused
    return 3 if problems else 0


def remove(chosen: Namespace) -> int:
    from dashboard.places import added

    settings_of(chosen)
    missing = [country for country in chosen.countries if not added.remove(country)]
    _compile_if_stale()
    if missing:
        raise GazetteerError(
            f"nothing was added of {line(', '.join(missing))}; `dashboard gazetteer info` lists what was"
        )
    return 0


def _compile_if_stale() -> None:
    """A run that was killed between adding and compiling is made good by the next one."""
    from dashboard.places.offline import OfflineGazetteer

    try:
        OfflineGazetteer.open().close()
    except GazetteerError:
        print(_compile())


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
    from dashboard.places import added
    from dashboard.places.offline import OfflineGazetteer

    settings_of(chosen)
    gazetteer = OfflineGazetteer.open()
    print(f"{'path':<12} {gazetteer.path}")
    for name, value in gazetteer.info().items():
        print(f"{name:<12} {value}")
    for one in added.listed():
        print(f"{'added':<12} {line(str(one))}")
    return 0
