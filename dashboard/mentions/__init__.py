"""mentions: where a text names places, actors, times and figures, and which of its words may report an event.

The door is ``find(document, lexicons, scanner)``; ``open_lexicons()`` reads the words it knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.mentions.finding import Lexicons, find, open_lexicons

__all__ = ["Lexicons", "find", "open_lexicons"]


def __getattr__(name: str) -> Any:
    """Import on first use: the command line starts without the finders."""
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module("dashboard.mentions.finding"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
