"""An incident's fields, each with the words it was read from, and why its pin is where it is, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from dashboard.app import article, basemap, reasons, words
from dashboard.app.words import say
from dashboard.model import Candidate, Cited, Document, Incident, Location, Place, Resolution, Span

ONE_EVENT: Final = ("count", "1")  # a record of one event is the rule; only "12 strikes" is worth a line
FIGURES: Final = {"killed", "injured", "captured", "count"}  # "A" or "three" says little without the words around it
AROUND: Final = 28  # characters of those words on each side
QUOTES_AT_MOST: Final = 4  # citations of one field
CANDIDATES_AT_MOST: Final = 5


def fields(found: Incident, documents: Mapping[str, Document]) -> str:
    """The fields as a table: the chosen value, the words it was read from, and what other reports say.

    What no report says is named once below the table.
    """
    location = found.location
    values: list[tuple[str, str, str]] = [
        ("event type", say(found.sub_event_type.value), "sub_event_type"),
        ("place", _place_value(found), "place"),
        ("date", words.exact_period(found.period), "date"),
        ("actors", words.names(found.actors), "actors"),
        ("targets", words.names(found.targets), "targets"),
        ("killed", words.number(found.killed), "killed"),
        ("injured", words.number(found.injured), "injured"),
    ]
    cited = article.citations(found.lead)
    more = ("captured", "count", "claimed by", "denied by")
    told = [(name, _plain(cited[name]), name) for name in more if name in cited]
    values += [value for value in told if value[:2] != ONE_EVENT]
    lead = documents.get(found.lead.document)
    rows, unsaid, silent = [], [], say(words.NOT_SAID)
    for name, value, key in values:
        differing = found.disagreements.get(key) or found.disagreements.get(name)
        if value == silent and not differing:
            unsaid.append(name)
            continue
        quoted = quotes(cited.get(name, ()), lead, name)
        doubt = f'<div class="im-differ">{_differing(differing)}</div>' if differing else ""
        rows.append(
            f'<tr data-field="{escape(name)}"><th>{_light(name)}</th>'
            f"<td>{escape(value).replace('/', '/<wbr>')}{doubt}</td><td>{quoted}</td></tr>"
        )
    if location is not None:
        rows.append(
            f'<tr><th>{escape(say("coordinates"))}</th><td dir="ltr">{location.latitude:.4f}, {location.longitude:.4f}</td>'
            f'<td class="im-quiet" dir="ltr">{escape(location.place.id)}</td></tr>'
        )
    table = f'<table class="im-fields"><tbody>{"".join(rows)}</tbody></table>'
    if not unsaid:
        return table
    silence = say("Not said: {fields}.", fields=words.listed(map(say, unsaid)))
    return f'{table}<p class="im-quiet">{escape(silence)}</p>'


def _differing(values: Sequence[str]) -> str:
    return escape(say("reports differ: {values}", values=" / ".join(values)))


def _light(name: str) -> str:
    """A field's name as a button that lights the words it was read from."""
    title = escape(say("Show its words in the article"))
    return f'<button type="button" class="im-light" title="{title}">{escape(say(name))}</button>'


def _place_value(found: Incident) -> str:
    if found.location is None:
        return words.place(None)
    return f"{words.place(found.location)} ({words.where(found.location)})"


def _plain(cited: Sequence[Cited[Any]]) -> str:
    shown = [words.number(c.value) if hasattr(c.value, "high") else str(c.value) for c in cited]
    return words.clean(words.listed(map(words.apart, dict.fromkeys(shown))))


def quotes(cited: Sequence[Cited[Any]], document: Document | None, field: str) -> str:
    """The cited words, marked in the colour of their field; those of figures among the words around them."""
    if document is None:
        return ""
    spans = sorted({span for c in cited for span in c.spans if span.start < span.end <= len(document.text)})
    kept: list[tuple[str, str, str]] = []
    for span in spans:
        parts = _among(document.text, span, AROUND if field in FIGURES else 0)
        if parts[1].casefold() not in (other[1].casefold() for other in kept):
            kept.append(parts)
    colour = article.css_class(field)
    return "".join(
        f'<q class="im-quote" dir="auto">{escape(words.clean(before))}<mark class="{colour}">'
        f"{escape(words.clean(words.clipped(said, 60)))}</mark>{escape(words.clean(after))}</q>"
        for before, said, after in kept[:QUOTES_AT_MOST]
    )


def _among(text: str, span: Span, around: int) -> tuple[str, str, str]:
    """What stands before, in and after a span, on one line: up to ``around`` characters on each side, whole words."""
    said = " ".join(text[span.start : span.end].split())
    first, last = max(0, span.start - around), min(len(text), span.end + around)
    before, after = text[first : span.start], text[span.end : last]
    if first > 0 and not text[first - 1].isspace():
        before = before.partition(" ")[2]
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    left = "…" if before and len(before) < span.start else ""
    right = "…" if after and span.end + len(after) < len(text) else ""
    return left + before, said, after + right


# ----------------------------------------------------------------------------------------------------------------- why


def resolution_of(place: Cited[Location], resolutions: Sequence[Resolution]) -> Resolution | None:
    """The resolution that the cited place rests on: the one whose mention touches its words and whose choice is its place."""
    touching = [
        r
        for r in resolutions
        if any(r.mention.span.start < span.end and span.start < r.mention.span.end for span in place.spans)
    ]
    same = [r for r in touching if r.chosen is not None and r.chosen.id == place.value.place.id]
    return next(iter(same or touching), None)


def citation(found: Incident, document: Document | None) -> str:
    """A citation to copy, as plain text: the sentence, what it tells, who published it, and where exactly."""
    location = found.location
    country = basemap.country_name(location.place.country) if location and location.place.country else ""
    kind, where = say(found.sub_event_type.value), words.place(location, country)
    lines = [f"{words.listed((kind, where, words.exact_period(found.period)))} ({say(found.factuality.value)})"]
    if document is not None:
        sentence = " ".join(found.lead.evidence[0].of(document.text).split())
        lines.insert(0, f"“{words.clean(sentence)}”")
        published = words.day(document.published) if document.published else say("undated")
        source = (document.title, document.source.publisher or document.source.origin, published)
        lines.append(". ".join(words.clean(" ".join(part.split())) for part in source if part))
        lines.append(words.safe_link(document.source.url) or "")
    if location is not None:
        lines.append(f"{words.apart(f'{location.latitude:.4f}, {location.longitude:.4f}')} ({words.where(location)})")
    return "\n".join(line for line in [*lines, say("Incident {name}", name=found.id)] if line)


def why(found: Incident, resolution: Resolution | None) -> str:
    """Why the pin is here, why the reports are one incident, and what made the confidence."""
    parts = []
    if found.location is not None:
        parts.append(
            f'<details class="im-pin"><summary>{escape(say("Why this pin is here"))}</summary>'
            f"{pin(found, resolution)}</details>"
        )
    if found.merged_because:
        parts.append(_details(say("Why these reports are one incident"), found.merged_because))
    if found.lead.reasons:
        parts.append(_details(say("What makes the confidence"), found.lead.reasons))
    parts.append(f'<p class="im-quiet">{escape(say("Incident {name}", name=found.id))}</p>')
    return f'<div class="im-why">{"".join(parts)}</div>'


def _details(title: str, given: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(reasons.told(reason))}</li>" for reason in given)
    return f"<details><summary>{escape(title)}</summary><ul>{items}</ul></details>"


def pin(found: Incident, resolution: Resolution | None) -> str:
    """The words, the rule that took them for the event's place, and each candidate with its score and reasons."""
    place = found.lead.place
    if place is None:
        told = say("The first report names no place; the point is another report's.")
        return f"<p>{escape(told)}</p>"
    told = f"<b><bdi>{escape(words.clean(words.clipped(place.value.text, 60)))}</bdi></b>"
    rule = f"<bdi>{escape(words.clean(place.rule))}</bdi>"
    says = say("The article says {name}. The rule “{rule}” took it for the place of the event.", name=told, rule=rule)
    intro = f"<p>{says}</p>"
    if resolution is None:
        return f"{intro}<p>{escape(say('What else the name may mean is not in the store.'))}</p>"
    intro += f"<p>{escape(say('What the name may mean:'))}</p>"
    shown = resolution.candidates[:CANDIDATES_AT_MOST]
    items = "".join(_candidate(c, resolution.chosen) for c in shown)
    left = len(resolution.candidates) - len(shown)
    told = words.plural(
        left, "{count} candidate with a lower score is left out.", "{count} candidates with lower scores are left out."
    )
    more = f'<p class="im-quiet">{escape(told)}</p>' if left else ""
    return f"{intro}<ol>{items}</ol>{more}"


def _candidate(candidate: Candidate, chosen: Place | None) -> str:
    place = candidate.place
    country = basemap.country_name(place.country) if place.country else ""
    where = words.in_country(words.clean(place.name), country)
    is_chosen = chosen is not None and place.id == chosen.id
    sign = f' <span class="im-badge">{escape(say("chosen"))}</span>' if is_chosen else ""
    given = say("; ").join(map(reasons.told, candidate.reasons)) or say("no reason recorded")
    score = say("score {number}", number=f"{candidate.score:.2f}")
    return (
        f"<li><b>{words.bdi(where)}</b> · {escape(say(place.kind.value))} · {escape(score)}{sign}"
        f'<div class="im-quiet">{words.bdi(given)} · <bdi>{place.latitude:.3f}, {place.longitude:.3f}</bdi>'
        f" · <bdi>{escape(place.id)}</bdi></div></li>"
    )
