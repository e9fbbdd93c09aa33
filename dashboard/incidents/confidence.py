"""How sure a report is, 0 to 1: the share of reports with the same support that are right, by a small logistic regression.

Each cue is a reason in words, shown to the user, with a weight in log odds. ``tests/quality/reliability.py --fit`` fits
the weights on annotated texts (each half of the documents in turn, to see that they hold on the other half) and prints
them; they were rounded to a tenth. A cue that the fit left within a tenth of nothing is told, but weighs nothing, save
two that rank the reports of one document ("told first", a plain event word): set by hand, they leave the table as it is.
"""

from __future__ import annotations

import math

from dashboard.model import EventType, Factuality, Report, SubEventType

BASE = 0.0
EXACT, WIDE, INHERITED, NOWHERE = (
    "place named",
    "only a province, country or wider area named",
    "place from another sentence",
    "no place said",
)
WEIGHTS = {
    EXACT: 1.4,
    WIDE: -0.4,
    INHERITED: -0.4,
    NOWHERE: -0.6,
    "a strike, shelling or a bomb": 0.1,
    "casualties said": 0.4,
    "told first": 0.3,
    "an event word with its form": 0.2,
    "told in several sentences": 0.3,
    "who or what was hit said": 0.3,
    "who acted said": 0.1,
    "recalled as background": 0.6,
    "only denied": -0.4,
    "only claimed": 0.1,
}
LEAST, MOST = 0.05, 0.98  # no rule is surer than that
EXACT_TO = 3  # where_prec of a place that is a district or finer


def confidence(report: Report, *, strong: bool, inherited: bool, lead: bool) -> tuple[float, tuple[str, ...]]:
    """The report's confidence and why. ``strong``: a plain event word; ``inherited``: the place stands in another
    sentence; ``lead``: the text tells it first.
    """
    reasons = tuple(reasons_of(report, strong=strong, inherited=inherited, lead=lead))
    odds = BASE + sum(WEIGHTS.get(reason, 0.0) for reason in reasons)
    share = 1 / (1 + math.exp(-odds))
    return round(min(MOST, max(LEAST, share)), 3), reasons


def reasons_of(report: Report, *, strong: bool, inherited: bool, lead: bool) -> list[str]:
    """The cues that hold for a report, in words."""
    reasons = [
        "an event word with its form" if strong else "only weak event words",
        _where(report, inherited=inherited),
    ]
    if report.sub_event_type.value.event_type is EventType.EXPLOSIONS:
        reasons.append("a strike, shelling or a bomb")
    for value, why in (
        (report.period, "date"),
        (report.actors, "who acted"),
        (report.targets, "who or what was hit"),
        (report.killed or report.injured, "casualties"),
    ):
        if value:
            reasons.append(f"{why} said")
    if lead:
        reasons.append("told first")
    if len(report.evidence) > 1:
        reasons.append("told in several sentences")
    if report.factuality is not Factuality.REPORTED:
        reasons.append(f"only {report.factuality.value}")
    if report.background:
        reasons.append("recalled as background")
    if report.sub_event_type.value is SubEventType.OTHER:
        reasons.append("of no kind of its own")
    return reasons


def _where(report: Report, *, inherited: bool) -> str:
    if report.place is None:
        return NOWHERE
    if inherited:
        return INHERITED
    return EXACT if report.place.value.where_prec <= EXACT_TO else WIDE
