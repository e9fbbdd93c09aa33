"""Which reports must be merged anew when others arrive: those of their chain.

A chain is all reports that links lead to from one another; a link is a pair that the rules find alike enough to be of one
event, or that was joined by hand. Whether two are linked depends on those two alone, so a chain only ever grows, and a
merge of the chains that new reports belong to gives what a merge of everything would give for them. Each report carries
the number of its chain; the links themselves are not kept, for an event that thousands tell of has millions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NotRequired, TypeAlias, TypedDict

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dashboard.model import Correction, Document, Incident, Report
from dashboard.store import correcting, schema
from dashboard.store.loading import Shelf, chunks

Merge: TypeAlias = Callable[[Sequence[Report], Mapping[str, Document], Sequence[Correction]], Sequence[Incident]]
BlockKeys: TypeAlias = Callable[[Report, Document], Iterable[str]]
Linking: TypeAlias = Callable[[Mapping[str, Document]], Callable[[Report, Report], bool]]
MetBy: TypeAlias = Callable[[str], Iterable[str]]

BLOCKS_AT_ONCE = 200  # bounds the reports that are in memory at once
READ_AT_ONCE = 16  # reports that are asked whether they are linked to one
GROWTH = 4  # a chain is merged anew when a quarter has come to it; the last ones when the load ends
ANY = "*"  # at the end of a key that is met: whatever follows
LAST = "\U0010ffff"  # sorts behind all that keys are made of


def always(_documents: Mapping[str, Document]) -> Callable[[Report, Report], bool]:
    """Takes all that share a key for linked: right for any merge, slow where keys are shared by many."""
    return lambda _one, _other: True


def itself(key: str) -> tuple[str, ...]:
    """Reports of one key meet, and no others."""
    return (key,)


@dataclass(frozen=True, slots=True)
class Rules:
    """How reports become incidents; the pipeline brings it, for the store knows no such rules.

    ``merge(reports, documents, corrections)`` parts the reports into incidents; no incident reaches beyond reports that
    links or joins by hand lead to, and reports outside such a chain do not change what is made of it. What ``linking(documents)``
    gives is asked only of reports that meet: ``met_by`` gives, for one of the ``block_keys(report, document)`` of the one, a key
    of the other, or, with ``*`` at its end, how such a key begins. It is asked in either order. ``documents`` are by id.
    """

    merge: Merge
    block_keys: BlockKeys
    linking: Linking = always
    met_by: MetBy = itself


class Given(TypedDict):
    """``Rules``, as keywords."""

    merge: Merge
    block_keys: BlockKeys
    linking: NotRequired[Linking]
    met_by: NotRequired[MetBy]


@dataclass(slots=True)
class _Chains:
    """The chains of reports by key, and which have become one: a union-find over their numbers; the lowest number stays."""

    number: dict[int, int]
    leader: dict[int, int] = field(default_factory=dict)
    tested: set[tuple[int, int]] = field(default_factory=set)

    def of(self, key: int) -> int:
        """The number of a report's chain as it is now."""
        return self.root(self.number[key])

    def root(self, number: int) -> int:
        found = number
        while (above := self.leader.get(found, found)) != found:
            found = above
        while (above := self.leader.get(number, number)) != found:
            self.leader[number], number = found, above
        return found

    def unite(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self.leader[high] = low


def add_chains(connection: Connection, fresh: Sequence[int], rules: Rules, shelf: Shelf) -> None:
    """Puts each new report into the chain of those it is linked to; chains that it links become one."""
    if not fresh:
        return
    chains = _Chains(_chain_of(connection, fresh))
    sought = _sought(connection, fresh, rules.met_by)
    for names in chunks(sorted(sought), BLOCKS_AT_ONCE):
        members = {name: found for name, found in _members(connection, names).items() if _others(found, sought[name])}
        chains.number = {key: chain for found in members.values() for key, chain in found} | chains.number
        asked = _Asked(connection, shelf, rules.linking)
        for name, found in members.items():
            _chain_up(sought[name], [key for key, _ in found], chains, asked)
    for keys in correcting.joined_keys(connection, fresh):
        _unite(connection, keys, chains)
    _write(connection, chains, fresh)


class _Asked:
    """Whether reports are linked, by key; each is read when it is first asked of."""

    def __init__(self, connection: Connection, shelf: Shelf, linking: Linking) -> None:
        self._connection = connection
        self._shelf = shelf
        self._reports: dict[int, Report] = {}
        self._documents: dict[str, Document] = {}
        self._linked = linking(self._documents)

    def linked(self, one: int, other: int) -> bool:
        return self._linked(self._reports[one], self._reports[other])

    def read(self, keys: Sequence[int]) -> None:
        missing = [key for key in keys if key not in self._reports]
        if missing:
            held = self._shelf.reports(self._connection, missing)
            texts = self._shelf.documents(self._connection, dict.fromkeys(document for _, document in held.values()))
            self._documents |= {document.id: document for document in texts.values()}
            self._reports |= {key: report for key, (report, _) in held.items()}

    def near_first(self, keys: Sequence[int]) -> list[list[int]]:
        """The keys in small lists, those that need not be read first."""
        ready = {key for key in keys if key in self._reports or self._shelf.holds(key)}
        return list(chunks(sorted(keys, key=lambda key: key not in ready), READ_AT_ONCE))


def _chain_up(mine: Sequence[int], members: Sequence[int], chains: _Chains, asked: _Asked) -> None:
    """Compares new reports of a block with its members: one link to each chain is enough."""
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for key in members:
        parts[chains.of(key)].append(key)
    asked.read(mine)
    for one in mine:
        for part, keys in parts.items():
            if chains.root(part) != chains.of(one):
                _link(one, keys, chains, asked)


def _link(one: int, others: Sequence[int], chains: _Chains, asked: _Asked) -> None:
    """Puts a report into the chain of others if it is linked to any."""
    untested = [other for other in others if other != one and _pair(one, other) not in chains.tested]
    for some in asked.near_first(untested) if untested else ():
        asked.read(some)
        for other in some:
            chains.tested.add(_pair(one, other))
            if asked.linked(one, other):
                chains.unite(chains.number[one], chains.number[other])
                return


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def join_chains(connection: Connection, keys: Sequence[int]) -> None:
    """Makes one chain of all that these reports belong to."""
    chains = _Chains({})
    _unite(connection, keys, chains)
    _write(connection, chains, ())


def _unite(connection: Connection, keys: Sequence[int], chains: _Chains) -> None:
    chains.number = _chain_of(connection, keys) | chains.number
    for key in keys[1:]:
        chains.unite(chains.number[keys[0]], chains.number[key])


def _write(connection: Connection, chains: _Chains, fresh: Iterable[int]) -> None:
    """Writes the chains of new reports, and of all whose chains have become part of another."""
    chain = schema.reports.c.chain
    for gone in sorted(chains.leader):
        if chains.root(gone) != gone:
            connection.execute(update(schema.reports).where(chain == gone).values(chain=chains.root(gone)))
    rows = [{"_key": key, "chain": chains.of(key)} for key in fresh]
    if rows:
        query = update(schema.reports).where(schema.reports.c.key == bindparam("_key"))
        connection.execute(query.values(chain=bindparam("chain")), rows)


def _chain_of(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    """The chains of reports; who has none yet is one of its own."""
    column = schema.reports.c
    found = {key: key for key in keys}
    for chunk in chunks(keys):
        stored = select(column.key, column.chain).where(column.key.in_(chunk), column.chain.is_not(None))
        found |= dict(connection.execute(stored).all())
    return found


def _sought(connection: Connection, fresh: Sequence[int], met_by: MetBy) -> dict[str, list[int]]:
    """The new reports by the keys of those that they meet."""
    blocks = schema.report_blocks.c
    mine: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for chunk in chunks(fresh):
        found = select(blocks.block, blocks.report).where(blocks.report.in_(chunk))
        for block, report in connection.execute(found).all():
            for key in met_by(block):
                mine[key][report] = None
    return {key: list(reports) for key, reports in mine.items()}


def _others(members: Sequence[tuple[int, int]], mine: Sequence[int]) -> bool:
    return len(members) > 1 or (bool(members) and [members[0][0]] != list(mine))


def _members(connection: Connection, names: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Key and chain of the reports with keys; who has no chain yet is one of its own."""
    blocks, reports = schema.report_blocks.c, schema.reports.c
    wanted = (
        select(blocks.block, blocks.report, reports.chain)
        .join_from(schema.report_blocks, schema.reports, reports.key == blocks.report)
        .order_by(blocks.block, blocks.report)
    )
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    exact = [name for name in names if not name.endswith(ANY)]
    for block, key, chain in connection.execute(wanted.where(blocks.block.in_(exact))).all():
        found[block].append((key, key if chain is None else chain))
    for name in names:
        if name.endswith(ANY):
            begins = wanted.where(blocks.block >= name[:-1], blocks.block < name[:-1] + LAST)
            for _, key, chain in connection.execute(begins).all():
                found[name].append((key, key if chain is None else chain))
    return found


def components(connection: Connection) -> list[list[int]]:
    """All reports, parted into chains; each part and all parts in order."""
    reports = schema.reports.c
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for key, chain in connection.execute(select(reports.key, reports.chain).order_by(reports.key)):
        parts[key if chain is None else chain].append(key)
    return list(parts.values())


def component(connection: Connection, fresh: Iterable[int]) -> set[int]:
    """All reports of the chains that these belong to."""
    reports = schema.reports.c
    chains: set[int] = set()
    found = set(fresh)
    for chunk in chunks(sorted(found)):
        inside = select(reports.chain).where(reports.key.in_(chunk), reports.chain.is_not(None)).distinct()
        chains.update(connection.execute(inside).scalars())
    return found | component_of(connection, chains)


def component_of(connection: Connection, chains: Iterable[int]) -> set[int]:
    """All reports of chains by number."""
    reports = schema.reports.c
    found: set[int] = set()
    for chunk in chunks(sorted(chains)):
        found.update(connection.execute(select(reports.key).where(reports.chain.in_(chunk))).scalars())
    return found


def due(connection: Connection, fresh: Sequence[int]) -> set[int]:
    """All reports of those chains of new reports that have grown by enough to be merged anew; others' new reports are to wait.

    So a load merges each report a few times at most (about ``GROWTH`` + 1 times, for a chain grows by a share each time), and not
    once for each batch that tells more of a great event.
    """
    column = schema.reports.c
    chains = set(_chain_of(connection, fresh).values())
    found: set[int] = set()
    late: set[int] = set()
    for chunk in chunks(sorted(chains)):
        sizes = (
            select(column.chain, func.count(), func.count(column.incident))
            .where(column.chain.in_(chunk))
            .group_by(column.chain)
        )
        for chain, size, merged in connection.execute(sizes):
            (found if (size - merged) * GROWTH >= merged else late).add(chain)
    parts = component_of(connection, found)
    rows = [{"report": key} for key in fresh if key not in parts]
    if rows:
        connection.execute(insert(schema.waiting), rows)
    return parts


def overdue(connection: Connection, least: int) -> set[int]:
    """All reports of some chains that have reports waiting: whole chains, until there are at least so many."""
    column, waiting = schema.reports.c, schema.waiting.c
    wanted = select(column.chain).join_from(schema.waiting, schema.reports, column.key == waiting.report).distinct()
    found: set[int] = set()
    for chain in connection.execute(wanted.order_by(column.chain)).scalars().all():
        found |= component_of(connection, [chain])
        if len(found) >= least:
            break
    return found


def no_longer_waiting(connection: Connection, merged: Iterable[int]) -> None:
    """Notes that these reports have been merged."""
    for chunk in chunks(merged):
        connection.execute(delete(schema.waiting).where(schema.waiting.c.report.in_(chunk)))


def forget_chains(connection: Connection) -> None:
    """Starts anew: reports of one incident are of one chain, all others of one of their own."""
    reports = schema.reports.c
    first: dict[int, int] = {}
    rows = [
        {"_key": key, "chain": key if incident is None else first.setdefault(incident, key)}
        for key, incident in connection.execute(select(reports.key, reports.incident).order_by(reports.key)).all()
    ]
    if rows:
        query = update(schema.reports).where(reports.key == bindparam("_key")).values(chain=bindparam("chain"))
        connection.execute(query, rows)
