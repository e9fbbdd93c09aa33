"""Text of documents made safe for a terminal: control characters are shown, not sent."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline; characters that turn the direction of writing or hide, which can make a line
# read other than it is (CVE-2021-42574); the line and paragraph separators.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    r"""The text with control characters written out (``\x1b``, ``\u202e``); a carriage return before a newline is dropped."""
    return _UNSAFE.sub(_written, text.replace("\r\n", "\n"))


def line(text: str, width: int = 0) -> str:
    """The same in one line, cut to ``width`` characters if that is above 0."""
    one = plain(" ".join(text.split()))
    return one if not width or len(one) <= width else one[: width - 1] + "…"


def _written(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
