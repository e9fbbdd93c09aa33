"""``dashboard check``: is everything here that a load and the page need, and is the store sound?"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import fields

from dashboard.cli.common import settings_of
from dashboard.cli.plain import line
from dashboard.errors import DashboardError
from dashboard.settings import Settings


def check(chosen: Namespace) -> int:
    """Prints one line for each part; 3 if one is not in order."""
    settings = settings_of(chosen)
    parts: dict[str, Callable[[Settings], list[str]]] = {"gazetteer and lexicons": _engine, "store": _store}
    wrong = 0
    for name, look in parts.items():
        try:
            faults = look(settings)
        except DashboardError as error:
            faults = [str(error)]
        print(f"{name}: {'in order' if not faults else ''}")
        for fault in faults:
            print(f"  {line(fault)}")
        wrong += len(faults)
    print("settings:")
    for setting in fields(Settings):
        if setting.name != "origins":
            value = settings.store_url if setting.name == "store" else getattr(settings, setting.name)
            print(f"  {setting.name:<20} {line(str(value)) or '-':<40} {line(settings.origin(setting.name))}")
    return 3 if wrong else 0


def _engine(settings: Settings) -> list[str]:
    from dashboard.pipeline import Engine

    Engine.open(settings)
    return []


def _store(settings: Settings) -> list[str]:
    from dashboard.store import Store

    with Store.open(settings.store_url) as store:
        return [f"{problem.where}: {problem.message}" for problem in store.check()]
