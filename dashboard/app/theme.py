"""The one visual system: colours and shapes by event type, colours by cited field, and the page's own style sheet.

The six type colours are chosen from Okabe and Ito's palette ("Color Universal Design", 2008) and darkened where
needed so that any two stay apart for the three common kinds of colour blindness; the shape says the same again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from dashboard.app.words import mark, say
from dashboard.model import EventType


@dataclass(frozen=True, slots=True)
class TypeLook:
    """How one event type is drawn; ``shape`` is a key of ``SHAPES``."""

    colour: str
    shape: str


SHAPES: Mapping[str, str] = {
    "diamond": "M12 1.8 22.2 12 12 22.2 1.8 12Z",
    "circle": "M12 2.6a9.4 9.4 0 1 0 0 18.8a9.4 9.4 0 1 0 0-18.8Z",
    "square": "M3.6 3.6H20.4V20.4H3.6Z",
    "triangle": "M12 2.2 22.6 20.8H1.4Z",
    "wedge": "M12 21.8 1.4 3.2H22.6Z",
    "burst": (
        "M12 .8 14.7 6.2 20 4 17.8 9.3 23.2 12 17.8 14.7 20 20 14.7 17.8 12 23.2 "
        "9.3 17.8 4 20 6.2 14.7 .8 12 6.2 9.3 4 4 9.3 6.2Z"
    ),
}
"""Marker shapes as SVG paths in a box of 24 x 24."""

TYPE_LOOKS: Mapping[EventType, TypeLook] = {
    EventType.BATTLES: TypeLook("#0072b2", "diamond"),
    EventType.PROTESTS: TypeLook("#009e73", "triangle"),
    EventType.RIOTS: TypeLook("#e0a100", "wedge"),
    EventType.EXPLOSIONS: TypeLook("#d55e00", "burst"),
    EventType.VIOLENCE_AGAINST_CIVILIANS: TypeLook("#9c1f6e", "circle"),
    EventType.STRATEGIC_DEVELOPMENTS: TypeLook("#8593a0", "square"),
}
TYPES: tuple[EventType, ...] = tuple(TYPE_LOOKS)
"""The order of types in pies, legends, charts and arrays of counts: that of ``store.frames.EVENT_TYPE_ORDER``."""

FIELD_COLOURS: Mapping[str, str] = {
    mark("event type"): "#d55e00",
    mark("place"): "#0072b2",
    mark("date"): "#2e9e4f",
    mark("actors"): "#a8327d",
    mark("targets"): "#7a5cd6",
    mark("killed"): "#c62828",
    mark("injured"): "#d99a00",
    mark("captured"): "#008b8b",
    mark("count"): "#6b7785",
    mark("claimed by"): "#8a6d1f",
    mark("denied by"): "#4a55a8",
}
"""Hue of a cited span by field; it is laid under the page's own ink at a quarter of its strength, so both themes read."""

STYLE = """
.stMainBlockContainer { padding: 0.9rem 1.4rem 3rem; max-width: 2400px; }
.stMainBlockContainer > div > .stVerticalBlock, .stMainBlockContainer .stVerticalBlock { gap: 0.6rem; }
[data-testid="stHeader"] { background: transparent; height: 2.4rem; pointer-events: none; }
[data-testid="stHeader"] button { pointer-events: auto; }
[data-testid="stSidebarHeader"] { height: 1.9rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-bottom: 2rem; }
[data-testid="stSidebarUserContent"] .stVerticalBlock { gap: 0.75rem; }
[data-testid="stSidebar"] .stButtonGroup button { padding: 0.1rem 0.6rem; min-height: 1.75rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: 1; }
[data-testid="stCaptionContainer"] { opacity: 0.78; }
.im-top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 1.1rem; padding-inline-end: 3rem; }
.im-top h1 { font-size: 1.3rem; font-weight: 700; letter-spacing: -0.01em; padding: 0; margin: 0; }
.st-key-head > :first-child { flex: 1; }
.st-key-head { position: relative; }
.st-key-head .st-key-tools { position: absolute; inset-inline-end: 3rem; top: -0.2rem; width: auto; margin: 0; }
.st-key-playing-now { margin-top: 1.7rem; }
.st-key-playing-now button { min-height: 0; }
.st-key-keys { position: absolute; inset-inline-end: 1rem; top: -0.2rem; width: auto; }
.st-key-keys button { min-height: 0; padding: 0.1rem 0.4rem; }
.im-keys kbd { font: inherit; font-weight: 600; }
.im-counter, .im-inside { font-size: 0.95rem; line-height: 1.4; margin: 0; text-wrap: balance; }
.im-counter b, .im-inside b { font-variant-numeric: tabular-nums; }
.im-counter .quiet, .im-quiet { opacity: 0.74; }

.st-key-map iframe { height: clamp(340px, calc(100vh - 12.9rem), 1200px); border-radius: 10px; border: 1px solid rgba(128, 140, 152, 0.35); }
.st-key-panel { max-height: calc(clamp(340px, calc(100vh - 12.9rem), 1200px) + 6.9rem); scroll-margin-top: 0.5rem; overflow-y: auto; overflow-x: hidden; padding-block: 1px 1rem; padding-inline: 2px 0.5rem; scrollbar-width: thin; }
.stHtml h5 { padding: 0; margin: 0.4rem 0 0; font-size: 0.95rem; font-weight: 600; }
.st-key-panel h5 { padding: 0; margin: 0.5rem 0 0; font-size: 0.95rem; font-weight: 600; }
.st-key-panel .stVerticalBlock { gap: 0.45rem; }
[class*="st-key-row-"] button, [class*="st-key-area-"] button { min-height: 0; padding: 0.3rem 0.65rem; font-size: 0.88rem; }
[class*="st-key-row-"] button :is(div, span) { justify-content: flex-start; width: 100%; }
[class*="st-key-row-"] button { justify-content: flex-start; text-align: start; border-color: rgba(128, 140, 152, 0.28); }
[class*="st-key-row-"] button p { font-size: 0.88rem; line-height: 1.42; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.st-key-layers { padding: 0; }
.st-key-steps button { min-height: 0; padding: 0.1rem 0.6rem; }
.st-key-steps, .st-key-steps p { gap: 0.5rem; margin: 0; }
.st-key-layers button { min-height: 0; padding: 0.15rem 0.7rem; }

.im-key { display: flex; flex-wrap: wrap; gap: 0.1rem 0.95rem; font-size: 0.82rem; line-height: 1.55; margin: 0; padding: 0; list-style: none; }
.im-key b { font-weight: 600; font-variant-numeric: tabular-nums; }
.im-key > span { display: inline-flex; align-items: center; gap: 0.35rem; margin: 0; }
.im-icon { flex: none; display: inline-block; vertical-align: -2px; }
.im-dash { width: 15px; height: 10px; border: 1.5px dashed currentColor; border-radius: 5px; opacity: 0.7; }
.im-ring { width: 13px; height: 13px; border: 1.5px dashed currentColor; border-radius: 50%; opacity: 0.7; }

[class*="st-key-chart-"] button { min-height: 1.7rem; padding: 0.05rem 0.5rem; border-radius: 4px; justify-content: stretch; background: linear-gradient(var(--im-onward, to right), color-mix(in srgb, var(--colour) 30%, transparent) var(--share), transparent var(--share)); }
[class*="st-key-chart-"] button:hover { outline: 1px solid var(--colour); }
[class*="st-key-chart-"] button :is(div, span) { width: 100%; justify-content: flex-start; }
[class*="st-key-chart-"] button p { display: flex; justify-content: space-between; gap: 0.6rem; font-size: 0.88rem; text-align: start; width: 100%; }
[class*="st-key-chart-"] button strong { font-variant-numeric: tabular-nums; }
[class*="st-key-bar-"] { margin-bottom: 2px; }
.st-key-recent button { min-height: 0; padding: 0 0.2rem; text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1px; }
.st-key-time-head button { min-height: 0; }

.im-head h3 { display: flex; align-items: center; gap: 0.5rem; font-size: 1.2rem; line-height: 1.3; padding: 0; margin: 0 0 0.15rem; }
.im-head p { margin: 0.15rem 0; }
.im-line { font-size: 1rem; font-weight: 500; }
.im-head blockquote { margin: 0.5rem 0; padding-block: 0.1rem; padding-inline: 0.8rem 0; border-inline-start: 3px solid rgba(128, 140, 152, 0.5); font-size: 0.95rem; line-height: 1.5; unicode-bidi: plaintext; overflow-wrap: anywhere; }
.im-badge { display: inline-block; font-size: 0.78rem; padding: 0.05rem 0.55rem; margin-block: 0 0.15rem; margin-inline: 0 0.3rem; border-radius: 1rem; border: 1px solid rgba(128, 140, 152, 0.55); }
.im-badge.im-doubt { border-style: dashed; font-weight: 600; }
.im-quiet { font-size: 0.84rem; }
.im-languages { font-size: 0.84rem; }
.im-languages a { color: inherit; text-underline-offset: 3px; }
[data-testid="stLayoutWrapper"]:has(> .st-key-language) { position: absolute; }
.im-fields { width: 100%; border-collapse: collapse; font-size: 0.88rem; margin: 0.2rem 0; }
.im-fields th, .im-fields td { border: 0; border-top: 1px solid rgba(128, 140, 152, 0.25); padding-block: 0.28rem; padding-inline: 0 0.5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.im-fields th { font-weight: 400; opacity: 0.74; white-space: nowrap; width: 1%; padding-inline-end: 0.8rem; }
.im-fields td:last-child { width: 42%; font-size: 0.84rem; }
.im-quote { display: block; quotes: none; unicode-bidi: plaintext; line-height: 1.5; }
.im-quote::before, .im-quote::after { content: none; }
.im-differ { font-size: 0.82rem; border-inline-start: 3px solid #d99a00; padding-inline-start: 0.4rem; margin-top: 0.15rem; }
.im-light { all: unset; cursor: pointer; border-bottom: 1px dotted currentColor; }
.im-light:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 2px; }
.im-matrix { font-size: 0.84rem; }
.im-matrix summary { cursor: pointer; padding: 0.15rem 0; }
.im-scroll { overflow-x: auto; scrollbar-width: thin; }
.im-matrix table { border-collapse: collapse; margin: 0.2rem 0; font-size: inherit; }
.im-matrix th, .im-matrix td { border: 0; border-top: 1px solid rgba(128, 140, 152, 0.25); padding-block: 0.25rem; padding-inline: 0 0.7rem; text-align: start; vertical-align: top; min-width: 7.2rem; overflow-wrap: anywhere; font-weight: 400; }
.im-matrix thead th, .im-matrix thead td { border-top: 0; }
.im-matrix tbody th { min-width: 4.6rem; opacity: 0.86; }
.im-matrix td b { font-weight: 600; }
.im-other { border-inline-start: 3px solid #d99a00; padding-inline-start: 0.4rem; display: block; }
.im-sign { display: block; font-size: 0.78rem; font-weight: 600; }
.im-rejected ul { list-style: disc; }
.im-why { font-size: 0.86rem; }
.im-why summary { cursor: pointer; padding: 0.15rem 0; }
.im-why ol, .im-why ul { margin: 0.2rem 0 0.5rem; padding-inline-start: 1.3rem; }
.im-why p { margin: 0.2rem 0; }
.im-why :is(p, ol, ul, li) { font-size: inherit; }

@media (max-width: 640px) {
  .stMainBlockContainer { padding: 2.2rem 0.7rem 2rem; }
  .st-key-map iframe { height: 56vh; }
  .st-key-map > .st-key-layers, .st-key-map > :has(.st-key-layers) { order: 1; }
  .st-key-panel { scroll-margin-top: 2.4rem; }
  .st-key-map > :has(.im-key) { order: 2; }
  .st-key-panel { max-height: none; padding-inline-end: 2px; }
  .im-counter .quiet { display: block; }
  .st-key-head { flex-wrap: wrap; }
  .st-key-head .st-key-tools, .st-key-keys { top: -1.2rem; }
  .st-key-head > :first-child { flex-basis: 100%; }
  .im-fields td:last-child { width: 40%; }
}
"""
"""The page's own style rules; st.html puts them in, so they are ours alone and never carry words of a document."""


FROM_RIGHT = """
html { direction: rtl; --im-onward: to left; }
.stElementContainer { text-align: start; }
.im-fields td, .im-matrix td { text-align: right; }
.im-quote { text-align: start; }
.stAlert p { unicode-bidi: plaintext; text-align: start; }
.stCode, .stVegaLiteChart, .stDataFrame, .stSlider > [role="group"], [data-testid="stDateInputField"], .st-key-read-url input { direction: ltr; }
[data-testid="stSidebar"][data-collapsed="true"] { transform: translateX(300px); }
:is([data-testid="stExpandSidebarButton"], [data-testid="stSidebarCollapseButton"]) { scale: -1 1; }
.stCheckbox label:has([role="switch"]) > span + div { direction: ltr; scale: -1 1; }
.stCheckbox [data-testid="stWidgetLabel"] { gap: 0.35rem; }
button[data-variant="segmented_control"] { margin: 0 0 0 -1px; }
button[data-variant="segmented_control"]:first-of-type { border-radius: 0 8px 8px 0; }
button[data-variant="segmented_control"]:last-of-type { border-radius: 8px 0 0 8px; margin: 0; }
button[data-variant="segmented_control"][aria-checked="false"] { border-color: rgba(128, 140, 152, 0.4) !important; }
button[data-variant="segmented_control"][aria-checked="true"] { z-index: 1; position: relative; }
[role="dialog"] > button[aria-label="Close"] { right: auto; left: 1.5rem; }
[role="dialog"] > h2 { padding-inline: 0 2rem; }
"""
"""What else a page needs that runs from right to left; the rest of the rules speak of starts and ends."""

UPLOAD_MB = 5  # of one file, in every window


def turned(direction: str) -> str:
    """The rules to add for a language that runs this way, "ltr" or "rtl", after all others."""
    return "" if direction == "ltr" else FROM_RIGHT + _widgets()


def _widgets() -> str:
    """Words of Streamlit's own widgets in another language: it has no setting for them."""
    return "".join(
        f"{where} {{ font-size: 0; }} {where}::after {{ font-size: 0.88rem; content: {json.dumps(text, ensure_ascii=False)}; }}\n"
        for where, text in (
            ('[data-testid="stFileUploader"] button p', say("Upload")),
            (
                '[data-testid="stFileUploaderDropzoneInstructions"] span',
                say("At most {size} MB a file", size=UPLOAD_MB),
            ),
            (':is(.stTextInput, .stNumberInput) [data-testid="InputInstructions"]', say("Press Enter to apply")),
            ('.stTextArea [data-testid="InputInstructions"]', say("Press Ctrl+Enter to apply")),
        )
    )


def icon(kind: EventType, size: int = 15) -> str:
    """The marker of an event type as an HTML image."""
    look = TYPE_LOOKS[kind]
    return _image(f'<path d="{SHAPES[look.shape]}" fill="{look.colour}"/>', size)


def legend(counts: Sequence[int]) -> str:
    """All markers, what they mean, and how many incidents there are of each type, as one line of HTML."""
    items = [
        f"<span>{icon(kind)}{escape(say(kind.value))} <b>{count:,}</b></span>"
        for kind, count in zip(TYPES, counts, strict=True)
    ]
    circle = SHAPES["circle"]
    claimed = f'<path d="{circle}" fill="#8a949f" fill-opacity=".25" stroke="#8a949f" stroke-width="2.6" stroke-dasharray="3.4 2.2"/>'
    denied = (
        f'<path d="{circle}" fill="none" stroke="#8a949f" stroke-width="2.4" stroke-dasharray="1.6 2.2"/>'
        '<path d="M4 20 20 4" stroke="#8a949f" stroke-width="2.8"/>'
    )
    pale = f'<path d="{circle}" fill="#8a949f" fill-opacity=".45"/>'
    items += [
        f"<span>{_image(claimed, 15)}{escape(say('claimed'))}</span>",
        f"<span>{_image(denied, 15)}{escape(say('denied'))}</span>",
    ]
    items += [f"<span>{_image(pale, 15)}{escape(say('earlier or ongoing'))}</span>"]
    items += [f'<span><span class="im-dash"></span>{escape(say("country, no exact place"))}</span>']
    items += [f'<span><span class="im-ring"></span>{escape(say("uncertainty of the place"))}</span>']
    return f'<div class="im-key" role="note" aria-label="{escape(say("Legend"))}">{"".join(items)}</div>'


def _image(paths: str, size: int) -> str:
    """Inline SVG is taken out of the page's HTML by Streamlit; an image with the same drawing stays."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{paths}</svg>'
    return f'<img class="im-icon" alt="" width="{size}" height="{size}" src="data:image/svg+xml,{quote(svg)}">'
