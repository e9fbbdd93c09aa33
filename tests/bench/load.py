"""Twenty sessions at once, filtering, zooming and clicking markers: seconds of each kind of action, errors, server memory.

    python tests/bench/load.py [--incidents 100000] [--sessions 20] [--seconds 120] [--pause 4]

Each session is a person who does something, looks at it for ``--pause`` seconds (half to one and a half of it, seeded) and
does the next thing. Sessions speak Streamlit's own messages (``session.py``): twenty Chromiums would take more of a small
machine than the server that is measured. An action is over when all that it changes on the page has come. Ends with 1
where a limit is passed, any action failed, or memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from session import Feature, Session
from stores import memory, processor_seconds, store_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from serving import running  # the path has to be known first

P95_AT_MOST = 1.5  # seconds
GROWS_AT_MOST = 0.05  # share of memory, from the middle to the end
HOME = (25.0, 42.0, 3)
DEEPEST = 12
TYPES, FACTUALITY, COUNTRIES = (
    ("button_group", "filter:event_types"),
    ("button_group", "filter:factuality"),
    ("multiselect", "filter:countries"),
)


@dataclass
class Seen:
    """What was measured: seconds by kind of action, what failed, and the server's memory (PSS, MB) each second."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0


class Person:
    """Somebody at the page: filters now and then, goes deeper into the map, opens what is there."""

    def __init__(self, session: Session, seen: Seen, seed: int) -> None:
        self.session, self.seen, self.random = session, seen, random.Random(seed)

    async def stay(self, end: float, pause: float) -> None:
        await asyncio.sleep(self.random.uniform(0, pause))
        while time.monotonic() < end:
            try:
                await self.act()
            except (LookupError, TimeoutError, OSError) as error:  # a failure is counted, and the next thing is done
                self.seen.failures.append(f"{type(error).__name__}: {error}")
            self.seen.failures += self.session.errors
            self.session.errors.clear()
            await asyncio.sleep(pause * self.random.uniform(0.5, 1.5))

    async def act(self) -> None:
        if self.random.random() < 0.4:
            await self.filter()
        else:
            await self.explore()

    async def filter(self) -> None:
        kind, key = self.random.choice([TYPES, TYPES, FACTUALITY, COUNTRIES])
        options = self.session.options(key)
        chosen = self.random.sample(options, min(len(options), self.random.choice([0, 1, 1, 2])))
        self.note("filter", await self.session.choose(kind, key, chosen))

    async def explore(self) -> None:
        """Into a cluster, or a click on a marker, and on to the article; back to the whole map where there is nothing."""
        markers = self.session.features()
        single = [m for m in markers if m["properties"]["kind"] == "point"]
        several = [m for m in markers if m["properties"]["kind"] != "point"]
        if single and self.random.random() < 0.7:
            self.note("marker to article", await self.session.click(self.random.choice(single)))
            self.check_article()
        elif not several or self.session.zoom >= DEEPEST:
            self.note("zoom", await self.session.look(*HOME))
        else:
            await self.follow(self.random.choice(several))

    async def follow(self, marker: Feature) -> None:
        longitude, latitude = marker["geometry"]["coordinates"]
        if marker["properties"]["kind"] == "cluster":
            self.note("zoom", await self.session.look(latitude, longitude, self.session.zoom + 2))
            return
        self.note("marker to list", await self.session.click(marker))
        rows = self.session.rows()
        if not rows:
            raise LookupError(f"a click on a marker gave no list: {marker['properties']}")
        self.note("list to article", await self.session.press(self.random.choice(rows)))
        self.check_article()

    def check_article(self) -> None:
        shown = self.session.html()
        if "im-article" not in shown or "<mark" not in shown:
            raise LookupError("the panel shows no article with highlights")

    def note(self, kind: str, seconds: float) -> None:
        self.seen.seconds[kind].append(seconds)


async def measure(address: str, pid: int, chosen: argparse.Namespace) -> Seen:
    seen = Seen()
    sessions = [Session(address) for _ in range(chosen.sessions)]
    for session in sessions:  # people come one after the other
        seen.seconds["first page"].append(await session.open())
    used = processor_seconds(pid)
    end = time.monotonic() + chosen.seconds
    people = [Person(session, seen, seed) for seed, session in enumerate(sessions)]
    stays = asyncio.gather(*(person.stay(end, chosen.pause) for person in people))
    while time.monotonic() < end:
        seen.memory.append(memory(pid)[0])
        await asyncio.sleep(1)
    await stays
    seen.processor = processor_seconds(pid) - used
    for session in sessions:
        await session.close()
    return seen


def report(seen: Seen, chosen: argparse.Namespace) -> bool:
    """Prints the table; whether all limits were kept."""
    print("| action | times | median, s | 95 of 100 within, s | longest, s | limit, s |")
    print("|---|---|---|---|---|---|")
    kept = not seen.failures
    together: list[float] = []
    for kind, seconds in seen.seconds.items():
        limit = "" if kind == "first page" else f"{P95_AT_MOST:.1f}"
        row(kind, seconds, limit)
        together += seconds if limit else []
    row("all actions", together, f"{P95_AT_MOST:.1f}")
    kept &= within(together, 0.95) <= P95_AT_MOST
    some, half = max(1, len(seen.memory) // 6), len(seen.memory) // 2  # a run under way takes some more for a moment
    stretches = seen.memory[:some], seen.memory[half : half + some], seen.memory[-some:]
    start, middle, end = map(statistics.median, stretches)
    kept &= end <= middle * (1 + GROWS_AT_MOST)
    actions = len(together)
    print(
        f"\n{chosen.sessions} sessions for {chosen.seconds} s at {chosen.incidents:,} incidents, {actions} actions, {len(seen.failures)} errors."
    )
    print(f"Server memory (PSS) at the start, in the middle, at the end: {start:.0f}, {middle:.0f}, {end:.0f} MB.")
    print(
        f"Processor time of the server: {1000 * seen.processor / max(actions, 1):.0f} ms an action, polling included."
    )
    for failure in sorted(set(seen.failures)):
        print(f"- {failure}")
    return kept


def row(kind: str, seconds: list[float], limit: str) -> None:
    parts = " | ".join(f"{within(seconds, share):.2f}" for share in (0.5, 0.95, 1.0))
    print(f"| {kind} | {len(seconds)} | {parts} | {limit} |")


def within(seconds: list[float], share: float) -> float:
    """The time within which this share of the actions was over."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--pause", type=float, default=4.0, help="seconds between a person's actions, on average")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n", flush=True)
    with running("dashboard.app.launch", store=store_of(chosen.incidents)) as server:
        seen = asyncio.run(measure(server.address, server.pid, chosen))
    return 0 if report(seen, chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
