"""An article as HTML, every cited span marked in the colour of its field. Pure; every word of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from dashboard.app.theme import FIELD_COLOURS
from dashboard.app.words import listed, mark, plural, say
from dashboard.model import Cited, Report, Span

LONGEST = 30_000  # characters of one article put on the page; around the citations where it is longer
AROUND = 3_000  # characters kept on each side of what is cited in a long article
EVIDENCE = "evidence"
REJECTED = mark("not made an incident")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of text and the field that cites it ("evidence" for the sentence that reports the event,
    ``REJECTED`` for words that were made none).
    """

    span: Span
    field: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text all of whose characters carry the same fields, in the order of ``FIELD_COLOURS``."""

    start: int
    end: int
    fields: tuple[str, ...]
    evidence: bool


def citations(report: Report) -> dict[str, tuple[Cited[Any], ...]]:
    """A report's cited values by field, in the order they are shown; fields without a value are left out."""
    fields: dict[str, tuple[Cited[Any] | None, ...]] = {
        "event type": (report.sub_event_type,),
        "place": (report.place,),
        "date": (report.period,),
        "actors": report.actors,
        "targets": report.targets,
        "killed": (report.killed,),
        "injured": (report.injured,),
        "captured": (report.captured,),
        "count": (report.count,),
        "claimed by": report.claimed_by,
        "denied by": report.denied_by,
    }
    found = {name: tuple(c for c in cited if c is not None) for name, cited in fields.items()}
    return {name: cited for name, cited in found.items() if cited}


def marks(report: Report) -> tuple[Mark, ...]:
    """Every span a report cites, and its evidence sentences."""
    cited = [Mark(span, field) for field, values in citations(report).items() for c in values for span in c.spans]
    return tuple(sorted({*cited, *(Mark(span, EVIDENCE) for span in report.evidence)}))


def segments(length: int, found: Iterable[Mark]) -> list[Segment]:
    """The text cut where any mark begins or ends; marks beyond the text's end are cut off there."""
    kept = [(min(m.span.start, length), min(m.span.end, length), m.field) for m in found]
    kept = [(start, end, field) for start, end, field in kept if start < end]
    edges = sorted({0, length, *(edge for start, end, _ in kept for edge in (start, end))})
    rank = {field: at for at, field in enumerate(FIELD_COLOURS)}
    out = []
    for start, end in pairwise(edges):
        over = {field for s, e, field in kept if s <= start and end <= e}
        fields = tuple(sorted(over - {EVIDENCE}, key=lambda f: (rank.get(f, len(rank)), f)))
        out.append(Segment(start, end, fields, EVIDENCE in over))
    return out


def html(text: str, found: Sequence[Mark], title: str = "") -> str:
    """The article: a heading, paragraphs, marks with the name of their field as tooltip; long ones shortened visibly."""
    first, last = shown(len(text), found)
    parts = ['<article class="im-article" dir="auto">']
    if title:
        parts.append(f'<h4 dir="auto">{escape(title)}</h4>')
    if first > 0:
        parts.append(
            _left_out(
                plural(
                    first, "{count} character before this is left out", "{count} characters before this are left out"
                )
            )
        )
    parts.append('<p class="im-text" dir="auto">')
    for segment in segments(len(text), found):
        start, end = max(segment.start, first), min(segment.end, last)
        if start < end:
            parts.append(_marked(text[start:end], segment))
    parts.append("</p>")
    if last < len(text):
        parts.append(
            _left_out(
                plural(len(text) - last, "{count} more character is left out", "{count} more characters are left out")
            )
        )
    parts.append("</article>")
    return "".join(parts)


def _left_out(told: str) -> str:
    return f'<p class="im-quiet">… {escape(told)}</p>'


def shown(length: int, found: Sequence[Mark]) -> tuple[int, int]:
    """Which part of a text is put on the page: all of it, or what lies around its citations."""
    if length <= LONGEST:
        return 0, length
    first = min((m.span.start for m in found), default=0)
    last = max((m.span.end for m in found), default=0)
    first = max(0, first - AROUND)
    return first, min(length, max(min(last + AROUND, first + LONGEST), first + 2 * AROUND))


def legend(fields: Iterable[str]) -> str:
    """The colours of the fields that are cited, as one line of HTML."""
    items = [
        f'<mark class="{css_class(name)}">{escape(say(name))}</mark>' for name in FIELD_COLOURS if name in set(fields)
    ]
    return f'<p class="im-legend">{" ".join(items)}</p>'


def css_class(field: str) -> str:
    """The class of a field's marks."""
    return "im-f-" + re.sub(r"[^a-z]+", "-", field.lower())


def style(colours: Mapping[str, str] = FIELD_COLOURS) -> str:
    """The style rules of articles and their marks."""
    rules = [_ARTICLE]
    for field, colour in colours.items():
        rules.append(
            f"mark.{css_class(field)}{{background:color-mix(in srgb,{colour} 24%,transparent);"
            f"box-shadow:inset 0 -2px 0 {colour}}}"
        )
        rules.append(_lit(field, colour))
    return "\n".join(rules)


def _lit(field: str, colour: str) -> str:
    """A field that is pointed at lights its words in the articles, and words that are pointed at their field's row.

    ``reading.js`` notes on the panel what is pointed at. ``:has(…:hover)`` would do without it, at ten milliseconds for
    every change of the panel.
    """
    name = css_class(field)
    lit = f'.st-key-panel:is([data-point~="{name}"],[data-kept~="{name}"]) .im-article mark.{name}'
    row = f'.st-key-panel:is([data-words~="{name}"],[data-kept~="{name}"]) tr[data-field="{field}"]>*'
    return (
        f"{lit}{{background:color-mix(in srgb,{colour} 46%,transparent);outline:2px solid {colour};outline-offset:1px}}\n"
        f"{row}{{background:color-mix(in srgb,{colour} 16%,transparent)}}"
    )


def _marked(words: str, segment: Segment) -> str:
    inner = escape(words)
    for field in reversed(segment.fields):
        inner = f'<mark class="{css_class(field)}" title="{escape(listed(map(say, segment.fields)))}">{inner}</mark>'
    return f'<span class="im-evidence">{inner}</span>' if segment.evidence else inner


_ARTICLE = """
.im-article { line-height: 1.6; font-size: 0.95rem; overflow-wrap: anywhere; }
.im-article h4 { margin: 0 0 0.4rem; padding: 0; font-size: 1.05rem; }
.im-text { white-space: pre-wrap; unicode-bidi: plaintext; margin: 0; }
.im-article mark, .im-legend mark, .im-fields mark { color: inherit; border-radius: 3px; padding: 0.06em 0.12em; }
.im-evidence { background: color-mix(in srgb, currentColor 6%, transparent); box-decoration-break: clone; border-radius: 2px; }
.im-article mark.im-f-not-made-an-incident { background: none; border-bottom: 2px dotted currentColor; }
.im-legend { font-size: 0.82rem; line-height: 1.9; margin: 0; }
.im-legend mark { margin-inline-end: 0.25rem; white-space: nowrap; }
"""
