"""Nodes of like reports -> chains of linked ones -> groups that no two of rule each other out.

Up to ``FEW`` nodes of a block are compared each with each. Where more share it, each is compared with some of them: the first by
id (a sample, for ids are digests) and the first of those that share its frame, a name or a figure. So a block of thousands
takes thousands of comparisons, not millions. Whether two groups agree is likewise asked of a sample of each; whether
anything in them is ruled out is asked of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.incidents.corrections import Corrections, Labels
from dashboard.incidents.duplicates import copies
from dashboard.incidents.likeness import Account, Likeness, as_copies, conflict, weigh
from dashboard.model import Document, Report

MIN_AGREEING = 0.5  # share of the pairs across two groups that must be linked for the groups to join
FEW = 40  # nodes compared each with each; above, the samples are as good (tests/bench/merging.py)
SAMPLE = 16  # of the nodes of a large block, and of a group
LIKE = 6  # of those that share a frame, a name or a figure


@dataclass(frozen=True, eq=False)
class Node:
    """Reports of one account, one of a document at most, by id.

    ``told`` maps their sentences to a document of each; ``keys`` are their block keys but those of sentences. ``full``: it
    has a key in common with each of like account that is full too (``blocking.is_full``).
    """

    account: Account
    reports: tuple[Report, ...]
    documents: frozenset[str]
    told: Mapping[str, str]
    keys: tuple[str, ...]
    labels: Labels
    full: bool

    @property
    def name(self) -> str:
        return self.reports[0].id


@dataclass(frozen=True, eq=False)
class Group:
    """Nodes of one event, by name, and the links that led to it."""

    nodes: tuple[Node, ...]
    links: tuple[tuple[Node, Node], ...] = ()
    by_hand: bool = False

    @property
    def name(self) -> str:
        return self.nodes[0].name

    @property
    def labels(self) -> frozenset[Labels]:
        return frozenset(node.labels for node in self.nodes)

    @property
    def reports(self) -> list[Report]:
        return sorted((report for node in self.nodes for report in node.reports), key=lambda report: report.id)

    def joined_by_hand(self, other: Group) -> Group:
        nodes = tuple(sorted((*self.nodes, *other.nodes), key=lambda node: node.name))
        return Group(nodes, (*self.links, *other.links), by_hand=True)


class Weighing:
    """Likeness of nodes, each pair weighed once."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._pairs: dict[tuple[int, int], Likeness] = {}
        self._ruled_out: dict[tuple[int, int], bool] = {}
        self._copies: dict[tuple[str, str], bool] = {}

    def likeness(self, a: Node, b: Node) -> Likeness:
        """How alike two nodes are, or, of one node, its reports to each other."""
        if b.name < a.name:  # the words for it tell of a before b
            a, b = b, a
        key = (id(a), id(b))  # the caller holds the nodes as long as this
        found = self._pairs.get(key)
        if found is None:
            found = weigh(a.account, b.account)
            if found.conflict is None and self._same_words(a, b):
                found = as_copies(found)
            self._pairs[key] = found
        return found

    def forget(self) -> None:
        """Nothing of what was weighed is needed any more."""
        self._pairs.clear()
        self._ruled_out.clear()

    def ruled_out(self, a: Node, b: Node) -> bool:
        """Can two nodes not be of one event? Asked for nodes that stand for all of their frame."""
        key = (id(a), id(b))
        found = self._ruled_out.get(key)
        if found is None:
            found = self._ruled_out[key] = conflict(a.account.frame, b.account.frame) is not None
        return found

    def _same_words(self, a: Node, b: Node) -> bool:
        """Do both stand in one sentence of two copies of a text? Cut or edited copies must not give different days."""
        shared = a.told.keys() & b.told.keys()
        if not shared:
            return False
        days = a.account.frame.period, b.account.frame.period
        same_days = days[0] == days[1] or None in days
        return any(self._are_copies(a.told[words], b.told[words], same_days) for words in shared)

    def _are_copies(self, one: str, other: str, edited_too: bool) -> bool:
        a, b = self._documents[one], self._documents[other]
        if a.text == b.text:
            return True
        key = (one, other) if one < other else (other, one)
        if key not in self._copies:
            self._copies[key] = copies(a, b)
        return edited_too and self._copies[key]


# -------------------------------------------------------------------------------------------------------------- chains


def chains(nodes: Sequence[Node], weighing: Weighing) -> Iterator[list[Node]]:
    """The nodes, parted into those that links lead to from one another; nodes and chains in the order of names."""
    ordered = sorted(nodes, key=lambda node: node.name)
    leader = list(range(len(ordered)))

    def root(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    def meet(n: int, parts: Mapping[int, Sequence[int]]) -> None:
        for part, others in parts.items():
            if root(part) != root(n) and any(_linked(ordered[n], ordered[other], weighing) for other in others):
                low, high = sorted((root(part), root(n)))
                leader[high] = low

    for members in _blocks(ordered, lambda node: node.keys).values():
        parts: defaultdict[int, list[int]] = defaultdict(list)
        for n in members:
            meet(n, parts)
            parts[root(n)].append(n)
    for members in _blocks(ordered, lambda node: node.told).values():
        vague = [n for n in members if not ordered[n].full]  # two that are full have met by a key of their accounts
        parts = defaultdict(list)
        for n in members if vague else ():
            parts[root(n)].append(n)
        for n in vague:
            meet(n, parts)
    found: defaultdict[int, list[Node]] = defaultdict(list)
    for n, node in enumerate(ordered):
        found[root(n)].append(node)
    yield from found.values()


def _blocks(nodes: Sequence[Node], keys: Callable[[Node], Iterable[str]]) -> dict[str, list[int]]:
    """Nodes by key, those of a key in their order; blocks of one are left out."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        for key in keys(node):
            blocks[key].append(n)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _linked(a: Node, b: Node, weighing: Weighing) -> bool:
    if len(a.documents) == 1 and a.documents == b.documents:
        return False
    return weighing.likeness(a, b).linked


# -------------------------------------------------------------------------------------------------------------- groups


class _Growing:
    """A group while it grows: nodes by number; a sample of them; one node of each frame; documents; labels; links."""

    def __init__(self, number: int, node: Node) -> None:
        self.numbers = [number]
        self.sample = [node]
        self.frames: dict[object, Node] = {node.account.frame: node}
        self.documents = set(node.documents)
        self.labels = {node.labels}
        self.links: list[tuple[Node, Node]] = []

    def take(self, other: _Growing, link: tuple[Node, Node]) -> None:
        self.numbers += other.numbers
        self.sample = sorted([*self.sample, *other.sample], key=lambda node: node.name)[:SAMPLE]
        for frame, node in other.frames.items():
            self.frames.setdefault(frame, node)
        self.documents |= other.documents
        self.labels |= other.labels
        self.links += [*other.links, link]


def groups(chain: Sequence[Node], weighing: Weighing, corrections: Corrections) -> list[Group]:
    """The groups of a chain: the likest pair first; ties by name, so that the result is one of the set, not of its order."""
    links = []
    for i, j in _compared(chain):
        link = weighing.likeness(chain[i], chain[j])
        if link.linked:
            links.append((-round(link.points, 6), i, j))
    held = [_Growing(n, node) for n, node in enumerate(chain)]
    refused: set[tuple[int, int, int, int]] = set()
    for _, i, j in sorted(links):
        one, other = held[i], held[j]
        if one is other:
            continue
        if len(one.numbers) < len(other.numbers):
            one, other = other, one
        # a group only grows, so its first and its size say which it is
        asked = (one.numbers[0], len(one.numbers), other.numbers[0], len(other.numbers))
        if asked in refused:
            continue
        if not _may_join(one, other, weighing, corrections):
            refused.add(asked)
            continue
        one.take(other, (chain[i], chain[j]))
        for n in other.numbers:
            held[n] = one
    return [
        Group(tuple(chain[n] for n in sorted(group.numbers)), tuple(group.links))
        for group in {id(group): group for group in held}.values()
    ]


def _may_join(a: _Growing, b: _Growing, weighing: Weighing, corrections: Corrections) -> bool:
    if not a.documents.isdisjoint(b.documents) or corrections.any_apart(a.labels, b.labels):
        return False
    pairs = [(x, y) for x in a.sample for y in b.sample]
    agreeing = sum(weighing.likeness(x, y).linked for x, y in pairs)
    if agreeing < MIN_AGREEING * len(pairs):
        return False
    return not any(weighing.ruled_out(x, y) for y in b.frames.values() for x in a.frames.values())


def _compared(chain: Sequence[Node]) -> set[tuple[int, int]]:
    """The pairs of a chain that are weighed: those that share a block; in a large one, each with a sample."""
    pairs: set[tuple[int, int]] = set()
    for members in _blocks(chain, lambda node: (*node.keys, *node.told)).values():
        if len(members) <= FEW:
            pairs.update(combinations(members, 2))
            continue
        first: defaultdict[object, list[int]] = defaultdict(list)
        for n in members:
            for size, mark in _marks(chain[n].account):
                if len(first[mark]) < size:
                    first[mark].append(n)
        for n in members:
            near = {other for _, mark in _marks(chain[n].account) for other in first[mark]}
            pairs.update((min(n, other), max(n, other)) for other in near if other != n)
    return pairs


def _marks(account: Account) -> Iterator[tuple[int, object]]:
    """What a node of a large block is compared by, and with how many others."""
    yield SAMPLE, "all"
    yield LIKE, ("frame", account.frame)
    yield from ((LIKE, ("actor", name)) for name in account.actors.names)
    yield from ((LIKE, ("target", name)) for name in account.targets.names)
    yield from ((LIKE, ("dead", name)) for name in account.dead)
    if account.killed:
        yield LIKE, ("killed", account.killed.low)
    if account.injured:
        yield LIKE, ("injured", account.injured.low)
