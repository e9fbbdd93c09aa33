"""places: what a mention's name may mean (offline, online), and which one is meant (ranking).

The door is ``resolve(document, mentions, gazetteer)``; ``OfflineGazetteer`` is the default gazetteer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.places.offline import OfflineGazetteer
    from dashboard.places.ranking import resolve

__all__ = ["OfflineGazetteer", "resolve"]
_WHERE = {"OfflineGazetteer": "dashboard.places.offline", "resolve": "dashboard.places.ranking"}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line starts without the gazetteer's libraries."""
    if name in _WHERE:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
