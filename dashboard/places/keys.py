"""Names -> keys. Two spellings of one name should have one key; two names rarely should.

A key is the name in small letters without diacritics, apostrophes, hyphens, dots and spaces; "Saint", "Mount" and
"Fort" in their short forms. ``bare`` keys also lack the Arabic article (al-, ar-, el-, ...), which writers drop and
add at will; they are made only for places where such articles are used.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 7  # words in a name; longer official names are never written out in running text

MARKS = "'’‘ʼʻʿʾ`´ˈ′″"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{MARKS}][^\W_]+)*")
_OWNER = re.compile(rf"[{MARKS}]s\b")  # "Queen Anne's County" and "Queen Anne County" are one name
_SHORT = {"saint": "st", "sainte": "st", "mount": "mt", "fort": "ft", "saints": "sts"}
_DROP = str.maketrans("", "", MARKS + ".")
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
                          "ə": "a", "ة": "ه", "ى": "ي", "ک": "ك", "ی": "ي", "ە": "ه", "ۆ": "و", "ـ": ""})  # fmt: skip
_ARTICLES = frozenset("al el ar as ash at ath ad adh az an ul il".split())
ARTICLE_COUNTRIES = frozenset(
    "IQ SY LB JO PS IL EG SD LY TN DZ MA MR YE SA OM AE QA BH KW IR TD SO DJ ER EH TR SS AF".split()
)


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """One word, without what writers vary in."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_DROP).translate(_SPECIAL)
    return _SHORT.get(plain, plain)


def words(name: str) -> list[str]:
    """The words of a name as keys."""
    return [key for word in _WORD.findall(_OWNER.sub("", name)) if (key := word_key(word))]


def key(name: str) -> str:
    """The key under which a name stands in the index; empty if the name has no letters."""
    return "".join(words(name))


def bare(name: str) -> str:
    """The key without Arabic articles: "Ar Raqqah" and "al-Raqqah" give "raqqah"; empty if nothing was dropped."""
    found = words(name)
    kept = [w for w in found if w not in _ARTICLES]
    if found and found[0].startswith("ال") and len(found[0]) > 4:
        kept[0] = found[0][2:]
    return "".join(kept) if kept != found and kept else ""


_ALIKE = str.maketrans({"q": "k", "c": "k", "g": "k", "j": "k", "z": "s", "v": "w", "f": "w", "p": "b", "x": "k"})
_PAIRS = (
    ("kh", "k"),
    ("gh", "k"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("dh", "d"),
    ("th", "t"),
    ("ts", "s"),
    ("ph", "w"),
)
_SILENT = frozenset("aeiouyhw")
SHORTEST_FRAME = 2  # consonants


def frame(name: str) -> str:
    """The consonants that transliterations of one name share: "Dayr az Zawr", "Deir ez-Zor" -> "drsr".

    Empty for names in other scripts than Latin and for frames too short to tell anything.
    """
    plain = "".join(w for w in words(name) if w not in _ARTICLES)
    if not plain.isascii():
        return ""
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    kept = [c for c in plain.translate(_ALIKE) if c not in _SILENT]
    found = "".join(c for i, c in enumerate(kept) if i == 0 or kept[i - 1] != c)
    return found if len(found) >= SHORTEST_FRAME else ""


def is_article(word: str) -> bool:
    return word in _ARTICLES


def digest(text: str) -> int:
    """A 64-bit number for a key: the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
