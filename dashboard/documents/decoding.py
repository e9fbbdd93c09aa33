"""Bytes -> text. A cascade:

mark      a byte order mark says UTF-8 or UTF-16 or UTF-32
refuse    what is not text at all: zero bytes or many control characters
UTF-8     nearly all text of today, and nothing else passes for it
guess     charset-normalizer among the encodings news archives use; the text is kept exactly as decoded
"""

from __future__ import annotations

import codecs

from dashboard.errors import ReadError

# Windows-1252 and -1256 are what Western and Arabic newsrooms saved in before UTF-8; the others are their neighbours.
GUESSED = [
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1255",
    "cp1254",
    "iso8859_6",
    "utf_16_le",
    "utf_16_be",
    "gb18030",
    "shift_jis",
    "euc_kr",
]
MOST_CONTROLS = 0.02  # share of control characters above which bytes are no text; our own texts and samples have none
LOOKED_AT = 64_000  # bytes that the guess looks at
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\v")) + b"\x7f"


def decode(content: bytes) -> str:
    """The text, without its byte order mark and else unchanged. Raises ReadError, saying what to do."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"it says it is {encoding} but byte {error.start} is not; save it again as UTF-8"
                ) from error
    wide = _looks_wide(content)
    if wide is None and _is_binary(content):
        raise ReadError("this is not text but a binary file; give a text file, or a format with a reader of its own")
    try:
        return content.decode(wide or "utf-8")
    except UnicodeDecodeError:
        return _guess(content)


def _looks_wide(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin text then has a zero at every second byte, on one side only."""
    head = content[:LOOKED_AT]
    half = len(head) // 2
    if half < 2 or len(content) % 2:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.3 and even < 0.01:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.01 else None


def _is_binary(content: bytes) -> bool:
    head = content[:LOOKED_AT]
    return 0 in head or len(head) - len(head.translate(None, _CONTROLS)) > MOST_CONTROLS * len(head)


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 60 ms that UTF-8 files need not pay

    best = from_bytes(content[:LOOKED_AT], cp_isolation=GUESSED).best()
    if best is not None:
        try:
            return content.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise ReadError("its encoding cannot be told; save it again as UTF-8")
