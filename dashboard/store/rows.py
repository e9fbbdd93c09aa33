"""One incident as a compact row: the layout that is stored and that frames read a million of in a second or two.

A row has fixed fields (``FIXED``) and a tail: the codes of its actors, targets and publishers (little-endian int32, in that
order), then in UTF-8 its id, a line feed, and its summary. Codes are numbers of words in the ``terms`` table, per kind, from 0.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.model import Count, Factuality, Incident

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.model import Document

EPOCH: Final = date(1970, 1, 1).toordinal()
UNDATED: Final = -(2**31)  # in ``first`` and ``last``
UNKNOWN: Final = -1  # in counts and codes; as ``high`` of a known count it means open ("at least 5")
BACKGROUND: Final = 1  # bits of ``flags``
ONGOING: Final = 2
SUMMARY_LENGTH: Final = 160

FACTUALITIES: Final = (Factuality.REPORTED, Factuality.CLAIMED, Factuality.DENIED)  # stored by number: append only

_LAYOUT: Final = (
    ("key", "i8"),
    ("latitude", "f8"),  # NaN: no place
    ("longitude", "f8"),
    ("radius_km", "f4"),
    ("confidence", "f4"),
    ("first", "i4"),  # days since 1970-01-01
    ("last", "i4"),
    ("killed_low", "i4"),
    ("killed_high", "i4"),
    ("injured_low", "i4"),
    ("injured_high", "i4"),
    ("place", "i4"),
    ("reports", "i4"),
    ("sources", "i4"),
    ("country", "i2"),
    ("sub_event_type", "i2"),
    ("actors", "u2"),  # how many codes of each
    ("targets", "u2"),
    ("publishers", "u2"),
    ("factuality", "u1"),
    ("flags", "u1"),
    ("where_prec", "u1"),  # 0: no place
    ("date_prec", "u1"),  # 0: undated
)
FIXED: Final = np.dtype([(name, "<" + kind) for name, kind in _LAYOUT])
_FORMAT: Final = {"i8": "q", "f8": "d", "f4": "f", "i4": "i", "i2": "h", "u2": "H", "u1": "B"}
_PACKER: Final = struct.Struct("<" + "".join(_FORMAT[kind] for _, kind in _LAYOUT))


@dataclass(frozen=True, slots=True)
class Row:
    """An incident's compact row."""

    fixed: bytes
    tail: bytes


def row_of(key: int, incident: Incident, documents: Mapping[str, Document], code: Callable[[str, str], int]) -> Row:
    """The row of the incident with this key. ``code(kind, word)`` numbers a word; ``documents`` holds its reports', by id."""
    location, period = incident.location, incident.period
    publishers = {documents[report.document].source.publisher for report in incident.reports}
    actors = [code("actor", name) for name in dict.fromkeys(actor.name for actor in incident.actors)]
    targets = [code("actor", name) for name in dict.fromkeys(actor.name for actor in incident.targets)]
    named = [code("publisher", publisher) for publisher in sorted(filter(None, publishers))]
    country = location.place.country if location else None
    fixed = _PACKER.pack(
        key,
        location.latitude if location else float("nan"),
        location.longitude if location else float("nan"),
        location.radius_km if location else float("nan"),
        incident.confidence,
        period.first.toordinal() - EPOCH if period else UNDATED,
        period.last.toordinal() - EPOCH if period else UNDATED,
        *_low_high(incident.killed),
        *_low_high(incident.injured),
        code("place", location.place.name) if location else UNKNOWN,
        len(incident.reports),
        incident.sources,
        code("country", country) if country else UNKNOWN,
        code("sub_event_type", incident.sub_event_type.value),
        len(actors),
        len(targets),
        len(named),
        FACTUALITIES.index(incident.factuality),
        BACKGROUND * incident.background | ONGOING * incident.ongoing,
        location.where_prec if location else 0,
        period.precision if period else 0,
    )
    codes = struct.pack(f"<{len(actors) + len(targets) + len(named)}i", *actors, *targets, *named)
    return Row(fixed, codes + f"{incident.id}\n{summary_of(incident, documents)}".encode("utf-8", "replace"))


def summary_of(incident: Incident, documents: Mapping[str, Document]) -> str:
    """The first sentence that reports the incident, on one line and clipped."""
    sentence = incident.lead.evidence[0].of(documents[incident.lead.document].text)
    line = re.sub(r"\s+", " ", sentence).strip()
    return line if len(line) <= SUMMARY_LENGTH else line[: SUMMARY_LENGTH - 1].rstrip() + "…"


def _low_high(count: Count | None) -> tuple[int, int]:
    if count is None:
        return UNKNOWN, UNKNOWN
    most = 2**31 - 1  # a figure no text means; kept from overflowing
    return min(count.low, most), UNKNOWN if count.high is None else min(count.high, most)
