"""How sure a report is, 0 to 1, from what supports it; each reason is said in words.

The weights were set by hand on our own texts; the base was then lowered so that on annotated texts the mean
confidence is the share of reports that are right (tests/quality/reliability.py). They order reports, they are not fitted bins.
"""

from __future__ import annotations

from dashboard.model import Factuality, Report, SubEventType

BASE = 0.33
PLACE, FINE_PLACE, NO_PLACE = 0.12, 0.06, -0.08
PERIOD, ACTORS, TARGETS, TOLL = 0.08, 0.07, 0.05, 0.07
TWICE, LEAD = 0.05, 0.08
CLAIMED, DENIED = -0.12, -0.08
BACKGROUND = -0.04
VAGUE_TYPE = -0.05


def confidence(report: Report, *, strong: bool, inherited: bool, lead: bool) -> tuple[float, tuple[str, ...]]:
    """The report's confidence and why. ``strong``: a plain event word; ``inherited``: the place stands in another
    sentence; ``lead``: the text tells it first.
    """
    score, reasons = BASE, ["an event word with its form"] if strong else ["only weak event words"]
    score += 0.1 if strong else -0.15
    if report.place is None:
        score += NO_PLACE
        reasons.append("no place said")
    else:
        score += PLACE + (FINE_PLACE if report.place.value.where_prec <= 2 else 0)
        reasons.append("place named" if not inherited else "place from another sentence")
        score -= 0.06 if inherited else 0
    for value, weight, why in (
        (report.period, PERIOD, "date"),
        (report.actors, ACTORS, "who acted"),
        (report.targets, TARGETS, "who or what was hit"),
        (report.killed or report.injured, TOLL, "casualties"),
    ):
        if value:
            score += weight
            reasons.append(f"{why} said")
    if lead:
        score += LEAD
        reasons.append("told first")
    if len(report.evidence) > 1:
        score += TWICE
        reasons.append("told in several sentences")
    if report.factuality is not Factuality.REPORTED:
        score += CLAIMED if report.factuality is Factuality.CLAIMED else DENIED
        reasons.append(f"only {report.factuality.value}")
    if report.background:
        score += BACKGROUND
        reasons.append("recalled as background")
    if report.sub_event_type.value is SubEventType.OTHER:
        score += VAGUE_TYPE
    return round(min(0.99, max(0.05, score)), 3), tuple(reasons)
