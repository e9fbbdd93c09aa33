"""The page run without a browser, and what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

SCRIPT = str(Path(__file__).resolve().parents[2] / "dashboard" / "streamlit_app.py")


def page():
    """The page of the store that DASHBOARD_STORE names, not yet run."""
    return AppTest.from_file(SCRIPT, default_timeout=30)


def counter(app):
    """The line that accounts for all incidents."""
    return next(block.proto.body for block in app.get("html") if "im-counter" in block.proto.body)
