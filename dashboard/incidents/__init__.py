"""incidents: one document's mentions -> reports (assemble); all documents' reports -> incidents (merge).

``block_keys(report, document)`` gives keys such that two reports that may tell one incident share one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.incidents.assembling import Assembled, assemble
    from dashboard.incidents.blocking import block_keys
    from dashboard.incidents.merging import merge

__all__ = ["Assembled", "assemble", "block_keys", "merge"]
_WHERE = {
    "Assembled": "dashboard.incidents.assembling",
    "assemble": "dashboard.incidents.assembling",
    "block_keys": "dashboard.incidents.blocking",
    "merge": "dashboard.incidents.merging",
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line starts without the rules of assembly."""
    if name in _WHERE:
        from importlib import import_module  # noqa: PLC0415

        # kept here, or the package's attribute would be the module of that name, which the import has just put there
        globals()[name] = found = getattr(import_module(_WHERE[name]), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
