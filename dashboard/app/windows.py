"""The windows that open over the page, one at a time: reading an article, exporting. A redraw of the page keeps them open.

Nothing of a window runs until somebody opens it, so that a filter click costs what it cost without them.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import streamlit as st

from dashboard.app.words import say

OPEN: Final = "window"  # in the session: the name of the open window
KEPT: Final = "window:"  # what begins so in the session belongs to the open window, and is gone when one is opened anew

STYLE: Final = """
.st-key-tools { margin-block: -0.35rem 0; margin-inline: 0 3.6rem; }
[data-testid="stHeader"] div { pointer-events: none; }
.st-key-tools button { min-height: 0; padding: 0.1rem 0.4rem; }
.im-little-map { width: 100%; height: auto; border-radius: 8px; border: 1px solid rgba(128, 140, 152, 0.35); display: block; }
.im-pins td:last-child { width: auto; }
.im-pins thead th { opacity: 0.74; }
.im-accuracy td:last-child { width: auto; font-size: inherit; }
.im-accuracy thead th { white-space: normal; }
.im-accuracy td { font-variant-numeric: tabular-nums; }
.im-foreseen { border: 1px solid rgba(128, 140, 152, 0.35); border-radius: 8px; padding: 0.6rem 0.8rem; margin-bottom: 0.6rem; }
.im-foreseen .im-head h3 { font-size: 1.05rem; }
[data-testid="stDialog"] :is(input, textarea) { unicode-bidi: plaintext; }
@media (max-width: 640px) { .st-key-tools { margin-inline-end: 0; } }
"""


@dataclass(frozen=True, slots=True)
class Window:
    """``body`` names a module of this folder; its ``draw(*args)`` draws what is in the window.

    The module is imported when the window is first opened: reading brings the whole pipeline with it.
    """

    button: str
    title: str
    body: str
    args: tuple[Any, ...]
    width: Literal["small", "medium", "large"] = "large"


def buttons(windows: Mapping[str, Window]) -> None:
    """A quiet button for each window."""
    with st.container(key="tools", horizontal=True, gap="small", width="content"):
        for name, window in windows.items():
            st.button(say(window.button), key=f"open:{name}", type="tertiary", on_click=_open, args=(name,))


def draw(windows: Mapping[str, Window]) -> bool:
    """The open window; False where none is. What is in it redraws without the page."""
    window = windows.get(st.session_state.get(OPEN, ""))
    if window is None:
        return False
    body = importlib.import_module(f"dashboard.app.{window.body}").draw
    st.dialog(say(window.title), width=window.width, on_dismiss=_close)(body)(*window.args)
    return True


def _open(name: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(KEPT)]:
        del st.session_state[key]
    st.session_state[OPEN] = name


def _close() -> None:
    st.session_state.pop(OPEN, None)
