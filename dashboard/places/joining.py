"""Our own places and the packages' ones: where both know a place, one entry remains with the names of both.

The joined entry keeps the package's id, division and population, and our name, point, radius and spellings.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from dashboard.model import PlaceKind
from dashboard.places import distance, keys
from dashboard.places.sources import ALIAS, PRIMARY, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SAME_KM = {PlaceKind.TOWN: 20.0, PlaceKind.SITE: 12.0, PlaceKind.DISTRICT: 80.0, PlaceKind.PROVINCE: 600.0,
           PlaceKind.COUNTRY: 0.0, PlaceKind.REGION: 600.0, PlaceKind.WATER: 600.0}  # fmt: skip


def name_set(entry: Entry, *, primary: bool = False) -> set[str]:
    """The keys of an entry's names, with and without articles."""
    names = [n for n, flags in entry.names if flags == PRIMARY or (flags == ALIAS and not primary)]
    return {k for n in names for k in (keys.key(n), keys.bare(n)) if len(k) > 2}


def same(ours: Entry, theirs: Entry) -> bool:
    """Whether two entries that share a name are one place."""
    if ours.kind is not theirs.kind or (ours.country and theirs.country and ours.country != theirs.country):
        return False
    gap = distance.km(ours.latitude, ours.longitude, theirs.latitude, theirs.longitude)
    return gap <= SAME_KM[ours.kind] + (ours.radius_km if ours.kind in {PlaceKind.REGION, PlaceKind.WATER} else 0)


def join(ours: Entry, theirs: Entry) -> Entry:
    """One entry from two."""
    return dataclasses.replace(
        ours, id=theirs.id, admin=theirs.admin or ours.admin, population=max(ours.population, theirs.population),
        country=ours.country or theirs.country, names=(*ours.names, *theirs.names), capital=theirs.capital,
    )  # fmt: skip


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Our own entries, those that two of our files share joined."""
    kept: list[Entry] = []
    by_name: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        own = name_set(entry)
        at = next(
            (k for key in sorted(own) for k in by_name[key] if same(kept[k], entry) and _close(kept[k], entry)), None
        )
        if at is None:
            at = len(kept)
            kept.append(entry)
        else:
            kept[at] = join(kept[at], dataclasses.replace(entry, id=kept[at].id))
        for key in own:
            if at not in by_name[key]:
                by_name[key].append(at)
    return kept


def _close(one: Entry, other: Entry) -> bool:
    """Two of our own entries need the same usual name too, so that a base and its town's other base stay apart."""
    return bool(name_set(one, primary=True) & {keys.key(other.name), keys.bare(other.name)} - {""})


def joined(ours: Sequence[Entry], theirs: Iterable[Entry]) -> Iterator[Entry]:
    """All entries of both, those that are one place joined."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(ours):
        for key in name_set(entry):
            by_name[key].append(number)
    countries = {entry.country for entry in ours}
    kept = list(ours)
    done: set[int] = set()
    for entry in theirs:
        at = None
        if entry.country in countries:
            found = {k for key in name_set(entry) if key in by_name for k in by_name[key]} - done
            at = next((k for k in sorted(found) if same(ours[k], entry)), None)
        if at is None:
            yield entry
        else:
            done.add(at)
            kept[at] = join(ours[at], entry)
    yield from kept


def with_divisions(ours: Iterable[Entry], divisions: Iterable[Entry]) -> Iterator[Entry]:
    """Our entries with the code of their first-level division where they give its name."""
    codes = {
        (entry.country, key): entry.admin
        for entry in divisions
        if entry.kind is PlaceKind.PROVINCE
        for key in name_set(entry)
    }
    for entry in ours:
        names = [entry.admin or "", (entry.admin or "").removesuffix(" Governorate").removesuffix(" Province")]
        found = next(
            (code for n in names for k in (keys.key(n), keys.bare(n)) if (code := codes.get((entry.country, k)))), None
        )
        yield dataclasses.replace(entry, admin=found)
