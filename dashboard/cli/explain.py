"""``dashboard explain``: every stage of one article, with the words each value was read from and the rule that read it.

Colour only helps: each span also carries its kind in letters, so that the text says the same without it.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dashboard import pipeline
from dashboard.cli.common import say, settings_of
from dashboard.cli.plain import line, plain
from dashboard.model import (
    Actor,
    Cited,
    Count,
    Document,
    Extract,
    Location,
    Period,
    PlaceMention,
    Problem,
    Report,
    Resolution,
    Rival,
    Sentence,
    Span,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

CANDIDATES = 5  # shown of each name
COLOURS = {"place": "green", "actor": "blue", "time": "magenta", "count": "yellow", "trigger": "bold red"}
LETTERS = {"place": "P", "actor": "A", "time": "T", "count": "N", "trigger": "!"}


def explain(chosen: Namespace) -> int:
    from rich.console import Console

    settings = settings_of(chosen)
    engine = None
    clean = True
    console = Console(highlight=False, soft_wrap=True)
    for item in pipeline.read_all([chosen.path], settings):
        if isinstance(item, Problem):
            say(item)
            clean = False
            continue
        engine = engine or pipeline.Engine.open(settings)
        whole = pipeline.extract(item, engine)
        show(whole, console)
        clean = clean and not whole.problems
    return 0 if clean else 3


def show(whole: Extract, console: Console) -> None:
    """Print all stages of one extract."""
    sections = (_head, _sentences, _places, _triggers, _others, _reports, _rejected, _problems)
    for section in sections:
        for text, style in section(whole):
            console.print(_coloured(plain(text), style))


def _coloured(text: str, style: str) -> Text:
    """The line in its style, and each ``[letter words]`` of the sentences in the colour of its kind."""
    from rich.text import Text

    line_of = Text(text, style=style)
    for kind, letter in LETTERS.items():
        line_of.highlight_regex(rf"\[{re.escape(letter)} [^\[\]]*\]", COLOURS[kind])
    return line_of


Line = tuple[str, str]


def _head(whole: Extract) -> Iterator[Line]:
    document = whole.document
    yield f"━━ {line(document.title) or '(no title)'}", "bold"
    published = document.published.isoformat() if document.published else "unknown day"
    yield (
        f"   {line(document.source.origin)} · {published} · {document.language} · {len(document.text):,} characters · id {document.id}",
        "dim",
    )


def _sentences(whole: Extract) -> Iterator[Line]:
    yield from _title("sentences", f"{' '.join(f'{letter}={kind}' for kind, letter in LETTERS.items())}")
    marks = _marks(whole)
    for sentence in whole.mentions.sentences:
        yield f"{sentence.index:>4} {sentence.kind:<11} {_marked(whole.document, sentence, marks)}", ""


def _marks(whole: Extract) -> list[tuple[Span, str]]:
    found = whole.mentions
    groups: tuple[tuple[str, Sequence[Any]], ...] = (
        ("place", found.places), ("actor", found.actors), ("time", found.times), ("count", found.counts), ("trigger", found.triggers),
    )  # fmt: skip
    return sorted(
        ((mention.span, kind) for kind, mentions in groups for mention in mentions),
        key=lambda m: (m[0].start, -m[0].end),
    )


def _marked(document: Document, sentence: Sentence, marks: Iterable[tuple[Span, str]]) -> str:
    """The sentence with ``[letter words]`` around each mention; of overlapping ones the longest."""
    parts: list[str] = []
    at = sentence.span.start
    for span, kind in marks:
        if at <= span.start and span.end <= sentence.span.end:
            parts += [document.text[at : span.start], f"[{LETTERS[kind]} {span.of(document.text)}]"]
            at = span.end
    return line("".join([*parts, document.text[at : sentence.span.end]]))


def _places(whole: Extract) -> Iterator[Line]:
    yield from _title("places", "what each name may mean, and what was chosen")
    roles = whole.roles or tuple(resolution.mention.role for resolution in whole.resolutions)
    for resolution, role in zip(whole.resolutions, roles, strict=True):
        yield (
            f"{_where(resolution.mention)} · role {role} · {_chosen(resolution)}",
            COLOURS["place"] if resolution.chosen else "dim",
        )
        for candidate in resolution.candidates[:CANDIDATES]:
            place = candidate.place
            mark = "→" if place == resolution.chosen else " "
            reasons = ", ".join(candidate.reasons) or "no reason kept"
            yield (
                f"      {mark} {candidate.score:.2f} {place.name} ({place.kind}, {place.country or 'no country'}, {place.id}): {reasons}",
                "dim",
            )
        if len(resolution.candidates) > CANDIDATES:
            yield f"        … {len(resolution.candidates) - CANDIDATES} more", "dim"
        if resolution.rival is not None:
            yield _turning(resolution.rival), "dim"


def _turning(rival: Rival) -> str:
    """What would have changed the choice: the runner-up, by how much it lost, and the evidence that decided."""
    place = rival.place
    named = f"{line(place.name)} ({place.kind}, {place.country or 'no country'}, {place.id})"
    parts = " and ".join(f"{words} ({part:+.2f})" for words, part in rival.turning)
    return f"        next {named}, {rival.lead:.2f} log odds behind; {f'chosen if not for {parts}' if parts else 'as good'}"


def _where(mention: PlaceMention) -> str:
    extras = (
        [f"near{'' if not mention.displacement else f' ({mention.displacement.distance_km:g} km off)'}"]
        if mention.near or mention.displacement
        else []
    )
    extras += ["people's name"] if mention.demonym else []
    extras += [f"asks for a {mention.kind}"] if mention.kind else []
    return f"  “{line(mention.text)}” {_at(mention.span)} by {mention.rule}{''.join(f', {extra}' for extra in extras)}"


def _chosen(resolution: Resolution) -> str:
    place = resolution.chosen
    if place is None:
        return "unresolved" if not resolution.candidates else "unresolved: no candidate was sure enough"
    latitude = place.latitude if resolution.latitude is None else resolution.latitude
    longitude = place.longitude if resolution.longitude is None else resolution.longitude
    radius = place.radius_km if resolution.radius_km is None else resolution.radius_km
    return f"{place.name}, {place.country or 'no country'} at {latitude:.4f}, {longitude:.4f} ±{radius:g} km, score {resolution.score:.2f}"


def _triggers(whole: Extract) -> Iterator[Line]:
    yield from _title("events", "words that may report one, and how the text puts them")
    text = whole.document.text
    for trigger in whole.mentions.triggers:
        flags = [name for name in ("background", "ongoing", "noun") if getattr(trigger, name)]
        flags += [f"claimed by {line(by.value)}" for by in trigger.by] + [
            f"denied by {line(by.value)}" for by in trigger.denied_by
        ]
        yield (
            (
                f"  “{line(trigger.span.of(text))}” {_at(trigger.span)} {trigger.sub_event_type} · {trigger.assertion}"
                f" · entry {trigger.entry} by {trigger.rule}{''.join(f' · {flag}' for flag in flags)}"
            ),
            COLOURS["trigger"],
        )
        for name, span in (("who", trigger.agent), ("whom", trigger.patient)):
            if span is not None:
                yield f"      {name}: “{line(span.of(text))}”", "dim"


def _others(whole: Extract) -> Iterator[Line]:
    text, found = whole.document.text, whole.mentions
    yield from _title("actors, times, figures", "")
    for actor in found.actors:
        kind = f", {actor.actor.kind}" if actor.actor.kind else ""
        yield (
            f"  “{line(actor.span.of(text))}” {_at(actor.span)} = {line(actor.actor.name)}{kind} by {actor.rule}",
            COLOURS["actor"],
        )
    for time in found.times:
        yield f"  “{line(time.span.of(text))}” {_at(time.span)} = {_value(time.period)} by {time.rule}", COLOURS["time"]
    for count in found.counts:
        yield (
            f"  “{line(count.span.of(text))}” {_at(count.span)} = {count.kind} {_value(count.count)} by {count.rule}",
            COLOURS["count"],
        )


def _reports(whole: Extract) -> Iterator[Line]:
    yield from _title("incidents", f"{len(whole.reports)}")
    for report in whole.reports:
        yield from report_lines(report, whole.document)


def report_lines(report: Report, document: Document) -> Iterator[Line]:
    """One document's account of an event, each value with its words and its rule."""
    flags = [report.factuality.value, *(name for name in ("background", "ongoing") if getattr(report, name))]
    yield (
        f"  {report.event_type} / {report.sub_event_type.value} · {', '.join(flags)} · confidence {report.confidence:.2f}",
        "bold",
    )
    for name in (
        "sub_event_type",
        "actors",
        "targets",
        "place",
        "period",
        "killed",
        "injured",
        "captured",
        "count",
        "claimed_by",
        "denied_by",
    ):
        value = getattr(report, name)
        for cited in value if isinstance(value, tuple) else [value]:
            if cited is not None:
                yield _cited(name, cited, document), ""
    for span in report.evidence:
        yield f"      evidence {_at(span)} “{line(span.of(document.text), 160)}”", "dim"
    if report.reasons:
        yield f"      because {'; '.join(line(reason) for reason in report.reasons)}", "dim"


def _cited(name: str, cited: Cited[Any], document: Document) -> str:
    words = ", ".join(f"“{line(span.of(document.text), 60)}” {_at(span)}" for span in cited.spans)
    return f"      {name:<14} {line(_value(cited.value))}  ← {words} by {cited.rule}"


def _value(value: object) -> str:
    match value:
        case Actor():
            return value.name
        case Period():
            return (
                f"{value.first}"
                if value.first == value.last
                else f"{value.first} to {value.last} (precision {value.precision})"
            )
        case Count():
            return (
                f"{value.low}"
                if value.high == value.low
                else f"{value.low} to {'open' if value.high is None else value.high}"
            )
        case Location():
            return f"{value.place.name}, {value.place.country or 'no country'} ±{value.radius_km:g} km, where_prec {value.where_prec}"
        case None:
            return "unknown"
    return str(value)


def _rejected(whole: Extract) -> Iterator[Line]:
    yield from _title("not incidents", "and why")
    for rejected in whole.rejected:
        words = line(rejected.span.of(whole.document.text), 120)
        yield f"  {rejected.why:<12} “{words}” {_at(rejected.span)} by {rejected.rule}", "yellow"


def _problems(whole: Extract) -> Iterator[Line]:
    if whole.problems:
        yield from _title("problems", "")
    for problem in whole.problems:
        yield f"  {problem.stage}: {line(problem.message)}", "bold red"
    yield "", ""


def _title(name: str, about: str) -> Iterator[Line]:
    yield f"── {name}{f' · {about}' if about else ''}", "bold cyan"


def _at(span: Span) -> str:
    return f"{span.start}–{span.end}"
