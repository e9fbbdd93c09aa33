"""The content policy of pages that leave the dashboard: only their own script and style run, and nothing is asked for. Pure."""

from __future__ import annotations

import base64
import hashlib
from html import escape


def head(title: str, style: str, script: str = "") -> str:
    """A page's head: its title, its style, and a policy that names both by their digests (w3.org/TR/CSP3, 8.4)."""
    scripts = f" script-src '{_digest(script)}';" if script else ""
    allowed = f"default-src 'none';{scripts} style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(allowed)}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head>"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
