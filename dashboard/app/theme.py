"""The one visual system: colours and shapes by event type, colours by cited field, and the page's own style sheet.

The six type colours are chosen from Okabe and Ito's palette ("Color Universal Design", 2008) and its dark-theme
cousins so that any two stay apart for the three common kinds of colour blindness; the shape says the same again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.model import EventType


@dataclass(frozen=True, slots=True)
class TypeLook:
    """How one event type is drawn; ``shape`` names a path in frontend/markers.js."""

    colour: str
    shape: str


TYPE_LOOKS: Mapping[EventType, TypeLook] = {
    EventType.BATTLES: TypeLook("#0072b2", "diamond"),
    EventType.EXPLOSIONS: TypeLook("#d55e00", "burst"),
    EventType.VIOLENCE_AGAINST_CIVILIANS: TypeLook("#a8327d", "circle"),
    EventType.PROTESTS: TypeLook("#009e73", "triangle"),
    EventType.RIOTS: TypeLook("#e0a100", "wedge"),
    EventType.STRATEGIC_DEVELOPMENTS: TypeLook("#6b7785", "square"),
}
TYPES: tuple[EventType, ...] = tuple(TYPE_LOOKS)
"""The order of types in pies, legends, charts and arrays of counts."""

FIELD_COLOURS: Mapping[str, tuple[str, str]] = {
    "event type": ("#ffd9b8", "#7a3d0c"),
    "place": ("#cfe6ff", "#0d4a80"),
    "date": ("#d9f2d0", "#2c5a1c"),
    "actor": ("#f7d0e4", "#7d2358"),
    "target": ("#e4d8fb", "#4f3794"),
    "killed": ("#ffc9c5", "#8a1d16"),
    "injured": ("#ffe3a3", "#6b4b00"),
    "captured": ("#d7ecec", "#1d5757"),
    "count": ("#e3e6ea", "#3c4653"),
    "claimed by": ("#f0e2c8", "#63491a"),
    "denied by": ("#dfe0f5", "#3b3f80"),
}
"""Background of a cited span in the light and in the dark theme, by field; ink is the page's own on both."""

STYLE = """
.stApp h1, .stApp h2, .stApp h3 { letter-spacing: -0.01em; }
.stMainBlockContainer { padding: 1.1rem 1.6rem 3rem; max-width: 2400px; }
[data-testid="stHeader"] { background: transparent; height: 2.6rem; }
[data-testid="stSidebarHeader"] { height: 2.4rem; margin-bottom: 0; }
.st-key-map iframe { height: clamp(340px, calc(100vh - 15.5rem), 1100px); border-radius: 10px; border: 1px solid rgba(128, 140, 152, 0.35); }
.im-counter { font-size: 0.98rem; line-height: 1.45; margin: 0; }
.im-counter b { font-variant-numeric: tabular-nums; }
.im-counter .quiet, .im-quiet { opacity: 0.72; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 0.6rem 0.7rem 2rem; }
  .st-key-map iframe { height: 58vh; }
}
"""
"""The page's style sheet; st.html puts it in, so it is ours alone and never carries words of a document."""
