"""Starts Streamlit with the page's modules imported and the store read, so that the first visitor need not wait for that.

``python -m dashboard.app.launch --server.port …`` takes what ``streamlit run`` takes after the name of the script.
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
from contextlib import suppress
from typing import Final

from streamlit.web import cli

from dashboard import paths
from dashboard.errors import DashboardError
from dashboard.settings import Settings
from dashboard.store.filters import Filters

# What the page needs and may be imported before there is a server. streamlit_folium may not: it declares its component
# when it is imported, and the server would not know of it.
EARLY: Final = (
    "folium.plugins",
    "altair",
    "pandas",
    "dashboard.app.charts_tab",
    "dashboard.app.incident_view",
    "dashboard.app.map_view",
    "dashboard.app.panels",
    "dashboard.app.search_box",
    "dashboard.app.sidebar",
    "dashboard.app.tables",
    "dashboard.app.time_tab",
)


def main() -> None:
    """Imports and reads what the first page needs, then serves until it is stopped."""
    for name in EARLY:
        importlib.import_module(name)
    with suppress(DashboardError):  # the page says it
        read_ahead(Settings.load().store_url)
    gc.freeze()  # Streamlit collects garbage after each run of each session: what stays for good need not be looked at again
    cli.main(["run", str(paths.PACKAGE / "streamlit_app.py"), *sys.argv[1:]], prog_name="streamlit")


def read_ahead(url: str) -> None:
    """Reads the store once for all sessions, and what every map is drawn with. Raises ``DashboardError``."""
    from dashboard.app import basemap, data  # noqa: PLC0415  # among what is imported early, and takes its time

    logger = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    before, logger.disabled = logger.disabled, True  # it would warn that there is no session yet
    try:
        data.gazetteer()
        basemap.countries()
        known = data.current(url)
        known.frame.option_counts(Filters())
        data.mentioned(known.frame.revision, _store=known.store)
        known.store.keep_snapshot()
    finally:
        logger.disabled = before


if __name__ == "__main__":
    main()
