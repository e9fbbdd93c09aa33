"""When a page in Chromium was pressed and when it had painted: both noted in the page itself, in milliseconds since 1970."""

from __future__ import annotations

import time

NOTE_CLICKS = """document.addEventListener('click', () => {
    window.top.clicked = performance.timeOrigin + performance.now(); }, true);"""
NOTE_DRAWINGS = """() => { const draw = incidentMap.draw; window.drawn = 0;
    incidentMap.draw = (...all) => { draw(...all);
        requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.timeOrigin + performance.now(); })); }; }"""
# The panel has the article when marked words stand in it that were not there before.
NOTE_ARTICLES = """() => { const look = () => { const shown = document.querySelector('.st-key-panel .im-article mark');
        if (shown && shown !== window.article)
            requestAnimationFrame(() => setTimeout(() => { window.read = performance.timeOrigin + performance.now(); }));
        window.article = shown; };
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true}); }"""


def until(frame, expression: str, after: float) -> float:
    """The time (ms) that the page notes in a variable, once it is later than ``after``."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        noted = frame.evaluate(expression)
        if noted and noted > after:
            return noted
        time.sleep(0.02)
    raise TimeoutError(f"nothing was drawn within a minute ({expression})")
