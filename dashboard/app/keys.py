"""The keys of the page, behind one small button and the key "?"."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from dashboard.app.words import mark, say

# what is pressed, and what it does
KEYS: Final = (
    ("j", mark("the next incident of the list")),
    ("k", mark("the previous incident")),
    ("?", mark("these keys")),
    (mark("Tab, Enter"), mark("walk the markers of the map, and open one")),
    ("← ↑ → ↓", mark("move the map, when it has the focus")),
    ("+ −", mark("zoom in and out, when the map has the focus")),
    ("Esc", mark("close a list or a window")),
)


def button() -> None:
    """The button that shows them; the map's script presses it when somebody types "?"."""
    if st.button("?", key="keys", type="tertiary", help=say("Keys")):
        st.dialog(say("Keys"))(_show)()


def _show() -> None:
    rows = "".join(
        f'<tr><th><kbd dir="ltr">{escape(say(key))}</kbd></th><td>{escape(say(does))}</td></tr>' for key, does in KEYS
    )
    st.html(f'<table class="im-fields im-keys"><tbody>{rows}</tbody></table>')
