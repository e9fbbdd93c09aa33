"""Where our files are: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data() -> Path:
    """The folder of shipped data: ``dashboard/data`` in a wheel, ``data`` beside the package in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent / "data"


def built() -> Path:
    """The folder for what is built on this machine (gazetteer index, caches); created when first asked for.

    In a checkout ``data/built``, which git ignores; for an installed wheel the user's data folder (XDG).
    """
    beside = PACKAGE.parent / "data"
    if (PACKAGE.parent / "pyproject.toml").is_file() and beside.is_dir():
        folder = beside / "built"
    else:
        home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        folder = Path(home) / "incident-dashboard"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
