"""Which reports must be merged anew when others arrive: those that a chain of links leads to.

A link is a pair of reports that the rules find alike enough to be of one event. Whether two are linked depends on those two
alone, so links are found once, between new reports and those that share a block key with them, and kept. A merge of all
reports that links lead to from the new ones then gives what a merge of everything would give for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, select

from dashboard.model import Document, Incident, Report
from dashboard.store import schema
from dashboard.store.loading import Shelf, chunks
from dashboard.store.readings import insert_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

Merge: TypeAlias = Callable[[Sequence[Report], Mapping[str, Document]], Sequence[Incident]]
BlockKeys: TypeAlias = Callable[[Report], Iterable[str]]
Linked: TypeAlias = Callable[[Report, Report, Mapping[str, Document]], bool]


def always(_one: Report, _other: Report, _documents: Mapping[str, Document]) -> bool:
    """Takes all that share a key for linked: right for any merge, slow where keys are shared by many."""
    return True


@dataclass(frozen=True, slots=True)
class Rules:
    """How reports become incidents; the pipeline brings it, for the store knows no such rules.

    ``merge(reports, documents)`` parts the reports into incidents; no incident reaches beyond reports that links lead to, and
    reports outside such a chain do not change what is made of it. ``linked`` may be true only of reports that share one of
    their ``block_keys``. ``documents`` are by id.
    """

    merge: Merge
    block_keys: BlockKeys
    linked: Linked = always


def add_links(connection: Connection, fresh: Sequence[int], rules: Rules, shelf: Shelf) -> None:
    """Finds and keeps the links between the new reports, and between them and those already there."""
    pairs = sorted(_candidates(connection, fresh))
    if not pairs:
        return
    linked: list[tuple[int, int]] = []
    for some in chunks(pairs, 20_000):  # bounds what is in memory at once
        held = shelf.reports(connection, dict.fromkeys(key for pair in some for key in pair))
        texts = shelf.documents(connection, dict.fromkeys(document for _, document in held.values()))
        documents = {document.id: document for document in texts.values()}
        for pair in some:
            one, other = sorted((held[key][0] for key in pair), key=lambda report: report.id)
            if rules.linked(one, other, documents):
                linked.append(pair)
    insert_all(connection, schema.report_links, [{"one": one, "other": other} for one, other in linked])


def _candidates(connection: Connection, fresh: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of a new report and one with a lower key that shares a block key with it, the lower key first."""
    blocks = schema.report_blocks.c
    mine: defaultdict[str, list[int]] = defaultdict(list)
    for chunk in chunks(fresh):
        found = select(blocks.block, blocks.report).where(blocks.report.in_(chunk))
        for block, report in connection.execute(found).all():
            mine[block].append(report)
    pairs: set[tuple[int, int]] = set()
    for names in chunks(sorted(mine)):
        found = select(blocks.block, blocks.report).where(blocks.block.in_(names), blocks.report <= max(fresh))
        for block, other in connection.execute(found).all():
            pairs.update((other, key) for key in mine[block] if other < key)
    return pairs


def components(connection: Connection) -> list[list[int]]:
    """All reports, parted into those that links or a common incident hold together; each part and all parts in order."""
    reports, links = schema.reports.c, schema.report_links.c
    held = connection.execute(select(reports.key, reports.incident).order_by(reports.key)).all()
    leader = {key: key for key, _ in held}

    def root(key: int) -> int:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    first_of: dict[int, int] = {}
    pairs = [(first_of.setdefault(incident, key), key) for key, incident in held if incident is not None]
    for one, other in (*pairs, *connection.execute(select(links.one, links.other)).all()):
        low, high = sorted((root(one), root(other)))
        leader[high] = low
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for key, _ in held:
        parts[root(key)].append(key)
    return list(parts.values())


def component(connection: Connection, fresh: Iterable[int]) -> set[int]:
    """The reports that links lead to from the new ones, with all that are in one incident with any of them."""
    links, reports = schema.report_links.c, schema.reports.c
    found: set[int] = set()
    edge = set(fresh)
    while edge:
        found |= edge
        reached: set[int] = set()
        for chunk in chunks(sorted(edge)):
            inside = select(reports.incident).where(reports.key.in_(chunk), reports.incident.is_not(None))
            reached.update(_keys(connection, select(links.other).where(links.one.in_(chunk))))
            reached.update(_keys(connection, select(links.one).where(links.other.in_(chunk))))
            reached.update(_keys(connection, select(reports.key).where(reports.incident.in_(inside))))
        edge = reached - found
    return found


def _keys(connection: Connection, wanted: Select[Any]) -> Iterator[int]:
    yield from connection.execute(wanted).scalars()
