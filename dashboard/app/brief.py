"""A brief to print or to pass on: incidents by country and day, each with its sentences and numbered sources. Pure.

The HTML and the Markdown say the same; in both every word of a document is text and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from dashboard.app import basemap, language, little_map, policy, telling, words
from dashboard.app.protecting import Pair
from dashboard.app.telling import About, Told
from dashboard.app.words import mark, say
from dashboard.model import Incident
from dashboard.store.frames import COUNTRY_LEVEL

TITLE: Final = mark("Incident brief")
POINTS_AT_MOST: Final = 400  # on the map of the paper brief

STYLE: Final = """
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #16202a; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #b8c0c8; }
h3 { font-size: 1rem; margin: .9rem 0 .1rem; } p { margin: .15rem 0; } .quiet { color: #4d5965; font-size: .9em; }
blockquote { margin: .25rem 0 .25rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid #c3cad1; }
blockquote, li, h3, .quiet { unicode-bidi: plaintext; text-align: start; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; border: 1px solid #b8c0c8; margin: .8rem 0; }
section { break-inside: avoid; } ol { padding-inline-start: 2.4rem; } a { color: inherit; }
@media print { body { margin: 0; max-width: none; } a[href]::after { content: ''; } }
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of the brief; ``numbers`` point into the list of sources, one for each of its sentences."""

    title: str
    detail: str
    where: str
    sentences: tuple[str, ...]
    numbers: tuple[int, ...]
    identity: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Entries by country, in order, and the sources they are numbered by (from 1)."""

    about: About
    chapters: tuple[tuple[str, tuple[Entry, ...]], ...]
    sources: tuple[Told, ...]
    pins: tuple[little_map.Pin, ...]


def make(pairs: Iterable[Pair], about: About) -> Brief:
    """The brief of these incidents; countries by name, what has none at the end, incidents as they come."""
    none = say("No country given")
    chapters: dict[str, list[tuple[Incident, list[Told]]]] = {}
    pins: list[little_map.Pin] = []
    for incident, documents in pairs:
        location = incident.location
        if location is not None and location.where_prec != COUNTRY_LEVEL and len(pins) < POINTS_AT_MOST:
            pins.append(little_map.Pin(location.latitude, location.longitude, ""))
        code = location.place.country if location else None
        told = telling.reports(incident, documents)
        chapters.setdefault(basemap.country_name(code) if code else none, []).append((incident, told))
    numbers: dict[Told, int] = {}
    ordered = sorted(chapters.items(), key=lambda item: (item[0] == none, item[0]))
    made = tuple((name, tuple(_entry_of(*pair, numbers) for pair in pairs)) for name, pairs in ordered)
    return Brief(about, made, tuple(numbers), tuple(pins))


def _entry_of(incident: Incident, told: list[Told], numbers: dict[Told, int]) -> Entry:
    """An entry; its sources get their numbers in the order in which they are read."""
    return Entry(
        telling.joined(
            [words.exact_period(incident.period), telling.where(incident), say(incident.sub_event_type.value)]
        ),
        telling.joined([*telling.signs(incident), telling.sides(incident), telling.figures(incident)]),
        words.where(incident.location) if incident.location else "",
        tuple(one.sentence for one in told),
        tuple(numbers.setdefault(_source(one), len(numbers) + 1) for one in told),
        incident.id,
    )


def _source(told: Told) -> Told:
    """The same source for every sentence of one article."""
    return Told("", told.source, told.title, told.day, told.url)


# ----------------------------------------------------------------------------------------------------------- markdown


def markdown(brief: Brief) -> str:
    lines = [f"# {say(TITLE)}", "", *(f"{words.markdown(line)}  " for line in brief.about.lines())]
    for country, entries in brief.chapters:
        lines += ["", f"## {words.markdown(country)}"]
        for entry in entries:
            lines += ["", f"### {words.markdown(entry.title)}"]
            lines += (
                ["", words.markdown(telling.joined([entry.detail, entry.where]))] if entry.detail or entry.where else []
            )
            for sentence, number in zip(entry.sentences, entry.numbers, strict=True):
                lines += ["", f"> {words.markdown(sentence)} \\[{number}\\]"]
    lines += ["", f"## {say('Sources')}", ""]
    lines += [f"{number}. {_markdown_source(source)}" for number, source in enumerate(brief.sources, 1)]
    return "\n".join(lines) + "\n"


def _markdown_source(source: Told) -> str:
    link = f" <{source.url}>" if source.url and not set(source.url) & set("<> \n") else ""
    return words.markdown(telling.joined([source.source, source.title, source.day])) + link


# --------------------------------------------------------------------------------------------------------------- html


def html(brief: Brief) -> str:
    """A page for paper that asks nothing of any network."""
    body = "".join(_chapter(country, entries) for country, entries in brief.chapters)
    sources = "".join(
        f'<li id="s{number}">{_html_source(source)}</li>' for number, source in enumerate(brief.sources, 1)
    )
    intro = "".join(f'<p class="quiet">{escape(line)}</p>' for line in brief.about.lines())
    return (
        f"<!doctype html>{language.opening()}{policy.head(say(TITLE), STYLE)}<body><h1>{escape(say(TITLE))}</h1>"
        f"{intro}{little_map.svg(brief.pins)}{body}<h2>{escape(say('Sources'))}</h2><ol>{sources}</ol></body></html>\n"
    )


def _chapter(country: str, entries: tuple[Entry, ...]) -> str:
    return f"<h2>{escape(country)}</h2>{''.join(map(_entry, entries))}"


def _entry(entry: Entry) -> str:
    quoted = "".join(
        f'<blockquote dir="auto">{escape(sentence)} <a href="#s{number}">[{number}]</a></blockquote>'
        for sentence, number in zip(entry.sentences, entry.numbers, strict=True)
    )
    detail = f"<p>{escape(entry.detail)}</p>" if entry.detail else ""
    where = telling.joined([entry.where, say("incident {name}", name=entry.identity)])
    return f'<section><h3>{escape(entry.title)}</h3>{detail}{quoted}<p class="quiet">{escape(where)}</p></section>'


def _html_source(source: Told) -> str:
    told = escape(telling.joined([source.source, source.title, source.day]))
    link = f' <a href="{escape(source.url)}" rel="noopener noreferrer">{escape(source.url)}</a>' if source.url else ""
    return f"<bdi>{told}</bdi>{link}"
