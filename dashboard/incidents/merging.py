"""Reports of many documents -> incidents: the door ``merge``.

    node        reports that give one and the same account are one node: thousands may say the same of a great event
    chain       nodes that links lead to from one another; only those that share a key are compared (``blocking``)
    group       linked nodes join, the likest first, as long as no two of a group rule each other out (``grouping``)
    correct     what was joined by hand is joined; what was split by hand never meets (``corrections``)
    choose      one report leads, its values are shown; figures keep their range, differences their words

Groups depend on the set of reports alone, not on their order, and a group never reaches beyond its chain: so a store may
merge anew only the chains of new reports, and gets what a full merge would give.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.incidents.blocking import account_keys, is_full
from dashboard.incidents.choosing import incident_of
from dashboard.incidents.corrections import NONE, Corrections, Labels
from dashboard.incidents.duplicates import sentences_told
from dashboard.incidents.grouping import Group, Node, Weighing, chains, groups
from dashboard.incidents.likeness import Account, Frame, conflict, weigh
from dashboard.model import Correction, Document, Incident, Report

REASONS = 12  # shown of an incident: the strongest; thousands of reports would give thousands
AT_HAND = 40_000  # reports whose facts are kept for the next call: about 100 MB


@dataclass(frozen=True, slots=True)
class _Facts:
    """What merging reads off a report, whatever it is merged with."""

    report: Report
    worded: bool  # its document was at hand, so that ``told`` are its sentences
    account: Account
    keys: tuple[str, ...]
    told: tuple[str, ...]
    full: bool
    alike: bool  # two reports of this account are linked, and meet


class Merging:
    """The rules as a store asks for them batch after batch; what is read off a report is kept for the next batch.

    What it gives never depends on what it was asked before.
    """

    def __init__(self) -> None:
        self._facts: dict[str, _Facts] = {}

    def merge(
        self, reports: Iterable[Report], documents: Mapping[str, Document], corrections: Iterable[Correction] = ()
    ) -> tuple[Incident, ...]:
        """Every report in exactly one incident, ordered by id. ``documents`` by id: publishers, dates and copies are theirs.

        Raises ``ValueError`` for two reports of one id.
        """
        ordered = sorted(reports, key=lambda report: report.id)
        if len({report.id for report in ordered}) != len(ordered):
            raise ValueError("two reports must not have one id")
        said = Corrections.of(corrections)
        weighing = Weighing(documents)
        nodes = _nodes([self._of(report, documents) for report in ordered], documents, said)
        found: list[Group] = []
        for chain in chains(nodes, weighing):
            found += groups(chain, weighing, said)
        incidents = [
            incident_of(group.reports, documents, _why(group, weighing)) for group in _joined_by_hand(found, said)
        ]
        return tuple(sorted(incidents, key=lambda incident: incident.id))

    def linking(self, documents: Mapping[str, Document]) -> Callable[[Report, Report], bool]:
        """Asks whether two reports that meet by a block key are alike enough to be of one event; never two of one document."""
        frames: dict[str, Frame] = {}
        nodes: dict[str, Node] = {}
        weighing = Weighing(documents)

        def frame(report: Report) -> Frame:
            if report.id not in frames:
                frames[report.id] = Frame.of(report)
            return frames[report.id]

        def node(report: Report) -> Node:
            if report.id not in nodes:
                nodes[report.id] = _node([self._of(report, documents)], NONE)
            return nodes[report.id]

        def linked(a: Report, b: Report) -> bool:
            if a.document == b.document or conflict(frame(a), frame(b)):
                return False
            return weighing.likeness(node(a), node(b)).linked

        return linked

    def _of(self, report: Report, documents: Mapping[str, Document]) -> _Facts:
        known, document = self._facts.get(report.id), documents.get(report.document)
        worded = document is not None
        if known is None or known.report is not report or known.worded is not worded:
            if len(self._facts) >= AT_HAND:
                self._facts.pop(next(iter(self._facts)))
            account, keys = Account.of(report), tuple(account_keys(report))
            told = sentences_told(report, document)
            alike = bool(keys) and weigh(account, account).linked  # else no two of it would be compared
            known = self._facts[report.id] = _Facts(report, worded, account, keys, told, is_full(report), alike)
        return known


def merge(
    reports: Iterable[Report], documents: Mapping[str, Document], corrections: Iterable[Correction] = ()
) -> tuple[Incident, ...]:
    """``Merging.merge``, once."""
    return Merging().merge(reports, documents, corrections)


def linking(documents: Mapping[str, Document]) -> Callable[[Report, Report], bool]:
    """``Merging.linking``, once."""
    return Merging().linking(documents)


# --------------------------------------------------------------------------------------------------------------- nodes

_Like = tuple[int, object, Labels]  # an account's number, the text where only that makes two alike, corrections


def _nodes(facts: Sequence[_Facts], documents: Mapping[str, Document], corrections: Corrections) -> list[Node]:
    """The nodes of reports, in the order of their first reports' ids.

    Reports with too little in them to be linked to their like, or to share a key with it, are one node only where text and
    words are the same: what arrives later is compared by keys, and must end where all at once does.
    """
    members: defaultdict[tuple[_Like, int], list[_Facts]] = defaultdict(list)
    layers: Counter[tuple[_Like, str]] = Counter()
    numbers: dict[Account, int] = {}
    for one in facts:
        report = one.report
        number = numbers.setdefault(one.account, len(numbers))
        document = documents.get(report.document)
        text = None if one.alike else (document.text if document else report.document, report.evidence)
        key = (number, text, corrections.labels(report.id))
        layers[key, report.document] += 1  # two reports of one document were told apart there
        members[key, layers[key, report.document]].append(one)
    return [_node(told, corrections) for told in members.values()]


def _node(facts: Sequence[_Facts], corrections: Corrections) -> Node:
    told: dict[str, str] = {}
    for one in facts:
        for sentence in one.told:
            told.setdefault(sentence, one.report.document)
    reports = tuple(one.report for one in facts)
    names = frozenset(report.document for report in reports)
    first = facts[0]
    return Node(first.account, reports, names, told, first.keys, corrections.labels(first.report.id), first.full)


# -------------------------------------------------------------------------------------------------------------- groups


def _joined_by_hand(found: list[Group], corrections: Corrections) -> list[Group]:
    """The groups that a join speaks of are one, but for what a later split keeps apart; the latest join goes first."""
    for number in corrections.joins():
        named = [group for group in found if any(number == n for labels in group.labels for n, _ in labels)]
        united: list[Group] = []
        for group in sorted(named, key=lambda group: group.name):
            fitting = next((one for one in united if not corrections.any_apart(one.labels, group.labels)), None)
            if fitting is None:
                united.append(group)
            else:
                united[united.index(fitting)] = fitting.joined_by_hand(group)
        found = [group for group in found if group not in named] + united
    return found


def _why(group: Group, weighing: Weighing) -> tuple[str, ...]:
    """The reasons of the group's links, the strongest first, each once."""
    links = [weighing.likeness(one, other) for one, other in group.links]
    links += [weighing.likeness(node, node) for node in group.nodes if len(node.reports) > 1]
    strongest = sorted((link for link in links if link.linked), key=lambda link: (-round(link.points, 6), link.reasons))
    reasons = dict.fromkeys(reason for link in strongest for reason in link.reasons)
    by_hand = ("joined by hand",) if group.by_hand else ()
    return (*by_hand, *list(reasons)[:REASONS])
