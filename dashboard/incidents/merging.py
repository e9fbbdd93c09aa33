"""Reports of many documents -> incidents: the door ``merge``.

    block       only reports that share a key (kind, day, country or sea cell) are compared; ``blocking.block_keys``
    link        two reports of two documents that are alike enough; ``linked``, ``likeness.weigh``
    group       linked reports join, the likest first, as long as no two of a group rule each other out
    choose      one report leads, its values are shown; figures keep their range, differences their words

Groups depend on the set of reports alone, not on their order, and a group never reaches beyond the reports that links
lead to from it: so a store may merge anew only what new reports link to, and gets what a full merge would give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dashboard.incidents.blocking import block_keys
from dashboard.incidents.choosing import incident_of
from dashboard.incidents.corrections import NONE, Corrections
from dashboard.incidents.likeness import Likeness, weigh
from dashboard.model import Document, Incident, Report

MIN_AGREEING = 0.5  # share of the pairs across two groups that must be linked for the groups to join


def linked(a: Report, b: Report, documents: Mapping[str, Document], corrections: Corrections = NONE) -> bool:
    """Are two reports alike enough to be of one event? Never two of one document, which told them apart.

    Reports that share no block key are not, however alike, unless they were joined by hand.
    """
    if not corrections.together(a.id, b.id) and set(block_keys(a)).isdisjoint(block_keys(b)):
        return False
    return _link(a, b, documents, corrections) is not None


def _link(a: Report, b: Report, documents: Mapping[str, Document], corrections: Corrections) -> Likeness | None:
    if a.document == b.document or corrections.apart(a.id, b.id):
        return None
    if corrections.together(a.id, b.id):
        return Likeness(1000.0, ("joined by hand",))
    found = weigh(a, b, copies=_copies(documents.get(a.document), documents.get(b.document)))
    return found if found.linked else None


def _copies(a: Document | None, b: Document | None) -> bool:
    return a is not None and b is not None and a.text == b.text


def merge(
    reports: Iterable[Report], documents: Mapping[str, Document], corrections: Corrections = NONE
) -> tuple[Incident, ...]:
    """Every report in exactly one incident, ordered by id. ``documents`` by id: publishers, dates and copies are theirs.

    Raises ``ValueError`` for two reports of one id.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    if len({report.id for report in ordered}) != len(ordered):
        raise ValueError("two reports must not have one id")
    links = _links(ordered, documents, corrections)
    groups = _groups(ordered, links, corrections)
    incidents = [incident_of([ordered[n] for n in group], documents, _why(group, links)) for group in groups]
    return tuple(sorted(incidents, key=lambda incident: incident.id))


Links = dict[tuple[int, int], Likeness]


def _links(reports: Sequence[Report], documents: Mapping[str, Document], corrections: Corrections) -> Links:
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, report in enumerate(reports):
        for key in block_keys(report):
            blocks[key].append(n)
    numbers = {report.id: n for n, report in enumerate(reports)}
    pairs = {
        (block[i], block[j]) for block in blocks.values() for j in range(1, len(block)) for i in range(j)
    } | corrections.pairs_among(numbers)
    found: Links = {}
    for i, j in pairs:
        if reports[i].document == reports[j].document:
            continue
        likeness = _link(reports[i], reports[j], documents, corrections)
        if likeness is not None:
            found[i, j] = likeness
    return found


def _groups(reports: Sequence[Report], links: Links, corrections: Corrections) -> list[list[int]]:
    """The likest pair first; ties by the reports' ids, so that the result is one of the set, not of its order."""
    group_of = list(range(len(reports)))
    members = {n: [n] for n in group_of}
    refused: set[tuple[int, int, int, int]] = set()
    for i, j in sorted(links, key=lambda pair: (-round(links[pair].points, 6), pair)):
        a, b = group_of[i], group_of[j]
        asked = (a, b, len(members[a]), len(members[b]))  # a group only grows, so its size says which it is
        if a == b or asked in refused:
            continue
        if not _may_join(members[a], members[b], reports, links, corrections):
            refused.add(asked)
            continue
        keep, gone = min(a, b), max(a, b)
        for n in members[gone]:
            group_of[n] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
    return list(members.values())


def _may_join(
    a: Sequence[int], b: Sequence[int], reports: Sequence[Report], links: Links, corrections: Corrections
) -> bool:
    if {reports[i].document for i in a} & {reports[j].document for j in b}:
        return False
    pairs = [(min(i, j), max(i, j)) for i in a for j in b]
    if corrections.splits and any(corrections.apart(reports[i].id, reports[j].id) for i, j in pairs):
        return False
    if corrections.joins and any(corrections.together(reports[i].id, reports[j].id) for i, j in pairs):
        return True
    strangers = [pair for pair in pairs if pair not in links]
    if len(pairs) - len(strangers) < MIN_AGREEING * len(pairs):
        return False  # before the pairs are weighed: this is cheap, and settles most
    return all(weigh(reports[i], reports[j]).conflict is None for i, j in strangers)


def _why(group: Sequence[int], links: Links) -> tuple[str, ...]:
    """The reasons of the group's links, the strongest first, each once."""
    pairs = [pair for pair in combinations(sorted(group), 2) if pair in links]
    inside = sorted(pairs, key=lambda pair: (-links[pair].points, pair))
    return tuple(dict.fromkeys(reason for pair in inside for reason in links[pair].reasons))
