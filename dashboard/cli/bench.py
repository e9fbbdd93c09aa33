"""``dashboard bench``: stores to measure with."""

from __future__ import annotations

from argparse import Namespace

from dashboard.cli.common import settings_of
from dashboard.errors import SettingsError


def make_store(chosen: Namespace) -> int:
    from dashboard.store.synthetic import make_store as write_store

    settings = settings_of(chosen)
    if chosen.incidents < 1:
        raise SettingsError(f"--incidents {chosen.incidents}: give a number above 0")
    if not chosen.store:
        raise SettingsError("give --store: synthetic incidents do not belong among real ones")
    write_store(settings.store_url, chosen.incidents, seed=chosen.seed)
    print(settings.store_url)
    return 0
