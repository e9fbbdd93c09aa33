"""Texts by patterns of ours: those that name no place, and lists that name little else.

They teach the place vote what articles cannot: surnames, first names, dishes, teams, wares and programs that share a
name with a town (``plain``), and that tables, datelines and live reports of places are none of these (``listing``).
The patterns and words stand in plain_texts.toml. The kinds are dealt into two halves, so that each half can be read
with votes that saw only the other kinds: what kinds of text nobody thought of can expect. Deterministic in the seed.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard import paths
from dashboard.mentions import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dashboard.places.offline import OfflineGazetteer

# boxes (south, west, north, east) in degrees: the world, North America, Europe, the belt of most of today's wars
WORLD, WEST, EAST, BELT = (-90, -180, 90, 180), (25, -130, 60, -60), (36, -11, 60, 24), (-5, -18, 50, 105)
GIVEN, SURNAME = 2.0, 2.0  # log10 share from which a name is drawn as a person's
BOTH = 1.5  # the same for names that a town bears too
TOWN = 20_000  # people
CITY, MORE = 250_000, 4  # a given name that a city of so many people bears is drawn so many times as often
SHARED = 0.6  # of the surnames and given names, those that a town bears too
ONE_LINE = 0.3  # of the texts that name no place, those whose lines follow each other like sentences, at most
PLACES = frozenset({"town", "TOWN", "province", "country"})
_SLOT = re.compile(r"\{(\w+)(\|lower)?\}|\{\{|\}\}")


@dataclass(frozen=True)
class Pools:
    """Names to draw from; ``cities`` are the best-known towns, countries, seas and regions, whatever else they mean."""

    given: Sequence[str]
    surnames: Sequence[str]
    girls: Sequence[str]
    lasts: Sequence[str]
    cities: Sequence[str]
    towns: Sequence[str]
    provinces: Sequence[str]
    countries: Sequence[str]

    @classmethod
    def of(cls, gazetteer: OfflineGazetteer) -> Pools:
        known = names._table()
        sizes = {word: max((p.population for p in gazetteer.lookup(word)), default=0) for word in known}
        towns = {word: people for word, people in sizes.items() if people > TOWN}
        girls = [word for word, people in towns.items() for _ in range(1 if people < CITY else MORE)]
        west = [p.name for box in (WEST, EAST) for p in gazetteer.largest(box, 250)]
        world = [p.name for p in gazetteer.largest(WORLD, 300)]
        countries = _column("countries.tsv")
        return cls(
            _capital(w for w, k in known.items() if k.given >= GIVEN),
            _capital(w for w, k in known.items() if k.surname >= SURNAME),
            _capital(w for w in girls if known[w].given >= BOTH),
            _capital(w for w in towns if known[w].surname >= BOTH),
            [name for name in west + west + world + countries + _column("world.tsv") if " " not in name],
            [p.name for box, many in ((BELT, 3000), (WORLD, 1000)) for p in gazetteer.largest(box, many)],
            _column("divisions.tsv.gz"),
            countries,
        )


def _capital(words: Iterable[str]) -> list[str]:
    return sorted(word.capitalize() for word in words)


def _column(file: str) -> list[str]:
    """The names of a table of the gazetteer; of divisions, those of the first level."""
    raw = (paths.data() / "gazetteer" / file).read_bytes()
    text = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode()
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row["name"].strip() for row in rows if row.get("level", "1") == "1"]


@cache
def patterns() -> Mapping[str, Any]:
    """plain_texts.toml."""
    return tomllib.loads(Path(__file__).with_name("plain_texts.toml").read_text("utf-8"))


def kinds(group: str) -> list[str]:
    """The kinds of texts of ``plain`` or ``listing``, in the order of the file."""
    return list(patterns()[group])


def half(group: str, kind: str) -> int:
    """The half a kind was dealt into: neighbours in the file resemble each other, so pairs are kept together."""
    return kinds(group).index(kind) // 2 % 2


def text(group: str, kind: str, seed: int, pools: Pools) -> tuple[str, set[tuple[int, int]]]:
    """One text and the spans of its places."""
    chance = random.Random(f"{kind}{seed}")
    pattern = patterns()[group][kind]
    most = pattern["take"]
    lines = [chance.choice(pattern["lines"]) for _ in range(chance.randint(1 + most // 2, 2 * most))]
    glue = " " if group == "plain" and chance.random() < ONE_LINE else "\n"
    return _Pen(chance, pools).write(glue.join(lines))


class _Pen:
    """Fills the slots of patterns."""

    def __init__(self, chance: random.Random, pools: Pools) -> None:
        self.chance, self.words = chance, patterns()["words"]
        of = chance.choice
        self.names: dict[str, Callable[[], str]] = {
            "given": lambda: of(pools.given), "girl": lambda: self._either(pools.girls, pools.given),
            "last": lambda: self._either(pools.lasts, pools.surnames), "g": lambda: of(pools.given)[0],
            "city": lambda: self._either(pools.cities, of((pools.lasts, pools.girls))), "town": lambda: of(pools.towns),
            "TOWN": lambda: of(pools.towns).upper(), "province": lambda: of(pools.provinces),
            "country": lambda: of(pools.countries), "n": lambda: str(chance.randint(0, 40)),
            "n9": lambda: str(chance.randint(1, 9)), "big": lambda: str(chance.randint(100, 999)),
            "year": lambda: str(chance.randint(1950, 2023)),
        }  # fmt: skip

    def write(self, pattern: str) -> tuple[str, set[tuple[int, int]]]:
        """The pattern with its slots filled, and where the places stand in it."""
        parts: list[str] = []
        places = set()
        at = length = 0
        for slot in _SLOT.finditer(pattern):
            drawn = self._draw(slot.group(1)) if slot.group(1) else slot.group()[0]
            drawn = drawn.lower() if slot.group(2) else drawn
            parts += [pattern[at : slot.start()], drawn]
            length += slot.start() - at
            if slot.group(1) in PLACES:
                places.add((length, length + len(drawn)))
            at, length = slot.end(), length + len(drawn)
        return "".join([*parts, pattern[at:]]), places

    def _draw(self, name: str) -> str:
        return self.names[name]() if name in self.names else self.chance.choice(self.words[name])

    def _either(self, shared: Sequence[str], others: Sequence[str]) -> str:
        return self.chance.choice(shared if self.chance.random() < SHARED else others)
