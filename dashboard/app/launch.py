"""Starts Streamlit with the page's modules already imported, so that the first visitor need not wait for that.

``python -m dashboard.app.launch --server.port …`` takes what ``streamlit run`` takes after the name of the script.
"""

from __future__ import annotations

import importlib
import sys
from typing import Final

from streamlit.web import cli

from dashboard import paths

# What the page needs and may be imported before there is a server. streamlit_folium may not: it declares its component
# when it is imported, and the server would not know of it.
EARLY: Final = ("folium", "altair", "pandas", "dashboard.app.panels", "dashboard.app.tables", "dashboard.app.map_view")


def main() -> None:
    """Imports most of what the first page needs, then serves until it is stopped."""
    for name in EARLY:
        importlib.import_module(name)
    cli.main(["run", str(paths.PACKAGE / "streamlit_app.py"), *sys.argv[1:]], prog_name="streamlit")


if __name__ == "__main__":
    main()
