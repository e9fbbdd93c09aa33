"""An incident in words, for what leaves the page: the shared file and the printed brief. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.app import basemap, divisions, protecting, words
from dashboard.app.protecting import Protection
from dashboard.app.space import Area, Country, Division, InView, Outline
from dashboard.app.state import PageState
from dashboard.app.words import mark, plural, say
from dashboard.model import Document, Factuality, Incident, Report

WITHOUT_PLACE: Final = mark("Without place")
SENTENCE: Final = 700  # characters of one quoted sentence


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself: the day it was made, what was asked, and how many of how many it holds."""

    made: date
    asked: tuple[str, ...]
    held: int
    matching: int
    protection: Protection

    def lines(self) -> list[str]:
        """In sentences: what is in it, and what is not."""
        held, every = f"{self.held:,}", f"{self.matching:,}"
        if self.held < self.matching:
            told = [say("The latest {held} of {all} incidents that match.", held=held, all=every)]
        else:
            told = [plural(self.matching, "The one incident that matches.", "All {count} incidents that match.")]
        told.append(say("Asked: {what}.", what=say("; ").join(self.asked)) if self.asked else say("No filter is set."))
        told.append(
            say(
                "Made on {day} from published articles, read by rules; check a source before relying on it.",
                day=words.day(self.made),
            )
        )
        if self.protection.graphic:
            told.append(say("Graphic sentences are left out."))
        if self.protection.places:
            told.append(say("Places are blunted to a tenth of a degree, their radius raised accordingly."))
        return told


@dataclass(frozen=True, slots=True)
class Told:
    """One report's sentence and where it was published."""

    sentence: str
    source: str
    title: str
    day: str
    url: str


def asked(page: PageState) -> tuple[str, ...]:
    """What the page asks for, each as "Event type: Battles, Riots"."""
    filters, narrow = page.filters, page.narrow
    lists: tuple[tuple[str, Iterable[str]], ...] = (
        (say("Words in the articles"), (filters.words,)),
        (say("Event type"), map(say, filters.event_types)),
        (say("Sub-event type"), map(say, filters.sub_event_types)),
        (say("Actor or target"), map(words.apart, filters.actors)),
        (say("Who against whom"), map(words.apart, narrow.pair or ())),
        (say("Country"), map(basemap.country_name, filters.countries)),
        (say("Area"), (area(narrow.area) if narrow.area else "",)),
        (say("Place"), (say(words.PRECISION.get(level, WITHOUT_PLACE)) for level in filters.precision)),
        (say("From"), (words.day(filters.since) if filters.since else "",)),
        (say("To"), (words.day(filters.until) if filters.until else "",)),
        (say("Source"), map(words.apart, filters.publishers)),
        (say("Factuality"), map(say, filters.factuality)),
        (say("Confidence at least"), (f"{filters.min_confidence:.0%}" if filters.min_confidence else "",)),
    )
    told = [(label, words.listed(value for value in values if value)) for label, values in lists]
    flags = (
        (narrow.sure, say("Only what is certainly inside")),
        (not filters.include_undated, say("Without undated ones")),
        (not filters.background, say("Without earlier and ongoing ones")),
        (narrow.after is not None, say("Only what is new since the last visit")),
    )
    found = [say("{label}: {values}", label=label, values=values) for label, values in told if values]
    return tuple(words.clipped(words.clean(line), 200) for line in [*found, *(text for on, text in flags if on)])


def area(asked: Area) -> str:
    """An area in words, for the counter and what leaves the page."""
    if isinstance(asked, InView):
        return say("In view")
    if isinstance(asked, Country):
        return basemap.country_name(asked.code)
    if isinstance(asked, Division):
        return division(asked.id)
    if isinstance(asked, Outline):
        return say("In the outline {name}", name=words.clean(asked.name)).strip()
    where = words.clean(asked.name) or words.apart(f"{asked.latitude:.2f}, {asked.longitude:.2f}")
    return say("Within {km} km of {where}", km=f"{asked.km:,.4g}", where=where)


def division(identity: str) -> str:
    """A province or district with its country, by its id in ``divisions``."""
    known = divisions.known(identity)
    return words.in_country(words.clean(known.name), basemap.country_name(known.country)) if known else ""


def reports(incident: Incident, documents: Mapping[str, Document]) -> list[Told]:
    """Every report with its sentence; the leading one first."""
    ordered = sorted(incident.reports, key=lambda report: report.id != incident.lead.id)
    return [_told(report, documents[report.document]) for report in ordered if report.document in documents]


def _told(report: Report, document: Document) -> Told:
    sentence = line(" ".join(span.of(document.text) for span in report.evidence[:2]))
    return Told(
        words.clipped(protecting.shown(sentence), SENTENCE),
        line(document.source.publisher or document.source.origin),
        protecting.shown(line(document.title)),
        words.apart(words.day(document.published) if document.published else say("undated")),
        words.safe_link(document.source.url) or "",
    )


def where(incident: Incident) -> str:
    """The place with its country: "Fallujah, Iraq"."""
    location = incident.location
    country = basemap.country_name(location.place.country) if location and location.place.country else ""
    return words.place(location, country)


def signs(incident: Incident) -> list[str]:
    """What a reader must know of how it is told: claimed, denied, earlier, ongoing."""
    found = [] if incident.factuality is Factuality.REPORTED else [say(incident.factuality.value)]
    if incident.ongoing:
        found.append(say("ongoing"))
    elif incident.background:
        found.append(say("earlier event"))
    return found


def figures(incident: Incident) -> str:
    """Killed and injured, where said: "killed 3–6, injured at least 5"."""
    given = ((mark("killed {count}"), incident.killed), (mark("injured {count}"), incident.injured))
    return words.listed(say(text, count=words.number(count)) for text, count in given if count is not None)


def sides(incident: Incident) -> str:
    """Who did it, to whom, where said."""
    by = say("by {who}", who=words.names(incident.actors)) if incident.actors else ""
    against = say("against {whom}", whom=words.names(incident.targets)) if incident.targets else ""
    return words.listed(part for part in (by, against) if part)


def line(text: str) -> str:
    """Text on one line, without signs that turn what follows it."""
    return words.clean(" ".join(text.split()))


def joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
