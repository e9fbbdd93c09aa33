"""All reports of an incident side by side: a row for each field, a column for each report, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dashboard.app import article, words
from dashboard.app.words import mark, plural, say
from dashboard.model import Document, Incident, Report

SILENT: Final = "–"
COLUMN_NAME: Final = 24  # characters of a publisher's name at the head of its column
SAID: Final = 90  # characters of the cited words shown on hover


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what was chosen, and each report's value ("" where it says nothing), in the order of the reports."""

    field: str
    chosen: str
    told: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether reports that say something say different things; silence is no disagreement."""
        return len({value for value in self.told if value}) > 1


def _place(report: Report) -> str:
    return words.clean(report.place.value.place.name) if report.place else ""


def _date(report: Report) -> str:
    return words.exact_period(report.period.value) if report.period else ""


def _figure(name: str) -> Callable[[Report], str]:
    def read(report: Report) -> str:
        cited = getattr(report, name)
        return words.number(cited.value) if cited else ""

    return read


def _names(side: str) -> Callable[[Report], str]:
    def read(report: Report) -> str:
        found = sorted({words.clean(cited.value.name) for cited in getattr(report, side)})
        return words.listed(map(words.apart, found))

    return read


def _who(side: str) -> Callable[[Report], str]:
    return lambda report: words.listed(dict.fromkeys(words.clean(cited.value) for cited in getattr(report, side)))


# field -> what one report says of it, "" for nothing
_READ: Final[Mapping[str, Callable[[Report], str]]] = {
    "event type": lambda report: say(report.sub_event_type.value.value),
    "place": _place,
    "date": _date,
    mark("told as"): lambda report: say(report.factuality.value),
    "actors": _names("actors"),
    "targets": _names("targets"),
    "killed": _figure("killed"),
    "injured": _figure("injured"),
    "captured": _figure("captured"),
    "claimed by": _who("claimed_by"),
    "denied by": _who("denied_by"),
}


def rows(found: Incident, reports: Sequence[Report]) -> list[Row]:
    """A row for each field that any report says something about."""
    chosen = {
        "place": words.clean(found.location.place.name) if found.location else "",
        "date": words.exact_period(found.period) if found.period else "",
        "told as": say(found.factuality.value),
        "killed": words.number(found.killed) if found.killed else "",
        "injured": words.number(found.injured) if found.injured else "",
    }
    made = [Row(name, chosen.get(name, read(found.lead)), tuple(map(read, reports))) for name, read in _READ.items()]
    return [row for row in made if any(row.told)]


def html(found: Incident, reports: Sequence[Report], documents: Mapping[str, Document]) -> str:
    """The matrix, folded away where all reports agree; "" for a single report."""
    if len(reports) < 2:
        return ""
    made = rows(found, reports)
    differing = [say(row.field) for row in made if row.differs]
    head = "".join(f'<th scope="col">{_publisher(report, documents)}</th>' for report in reports)
    body = "".join(_line(row, reports, documents) for row in made)
    note = say("They differ in: {fields}.", fields=words.listed(differing)) if differing else say("They agree.")
    title = plural(len(reports), "{count} report side by side", "{count} reports side by side")
    return (
        f'<details class="im-matrix"{" open" if differing else ""}><summary>{escape(title)}. {escape(note)}</summary>'
        f'<div class="im-scroll" tabindex="0" role="region" aria-label="{escape(title)}"><table><thead><tr><td></td>'
        f'<th scope="col">{escape(say("chosen"))}</th>{head}</tr></thead><tbody>{body}</tbody></table></div></details>'
    )


def _line(row: Row, reports: Sequence[Report], documents: Mapping[str, Document]) -> str:
    cells = [f"<td><b>{_cell(row.chosen)}</b></td>"]
    agreed = row.told[0]
    for value, report in zip(row.told, reports, strict=True):
        other = row.differs and value not in {"", agreed}
        quoted = _quoted(report, row.field, documents.get(report.document))
        title = f' title="{escape(quoted)}"' if quoted else ""
        mark = f'<span class="im-other">{_cell(value)}</span>' if other else _cell(value)
        cells.append(f"<td{title}>{mark}</td>")
    sign = f' <span class="im-sign">{escape(say("differ"))}</span>' if row.differs else ""
    field = escape(row.field)
    return f'<tr data-field="{field}"><th scope="row">{escape(say(row.field))}{sign}</th>{"".join(cells)}</tr>'


def _cell(value: str) -> str:
    return escape(value or SILENT).replace("/", "/<wbr>")


def _quoted(report: Report, field: str, document: Document | None) -> str:
    """The words a report's value was read from, for the tooltip of its cell."""
    if document is None:
        return ""
    spans = sorted({span for cited in article.citations(report).get(field, ()) for span in cited.spans})
    said = [words.clipped(words.clean(" ".join(span.of(document.text).split())), SAID) for span in spans]
    return " · ".join(f"“{text}”" for text in dict.fromkeys(said) if text)


def _publisher(report: Report, documents: Mapping[str, Document]) -> str:
    document = documents.get(report.document)
    if document is None:
        return escape(say("article missing"))
    name = words.clipped(words.clean(document.source.publisher or document.source.origin), COLUMN_NAME)
    day = words.day(document.published) if document.published else ""
    return f'<bdi>{escape(name)}</bdi><br><span class="im-quiet">{escape(day)}</span>'
