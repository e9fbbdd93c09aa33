"""Seconds of one core that merging takes, at two sizes in one run: many small events, one that thousands tell of, daily strikes on one town.

    python tests/bench/merging.py [--sizes 25000,100000] [--only events|one|daily]

Reports are invented and seeded. "events" are about four reports each, over towns, days and kinds, some vague in place, day or
actor, as news has them; "one" is a single event with figures, actors and places told in many ways, a tenth of the size; "daily"
is a strike a day on one town, four reports each, a tenth of the size.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.incidents.merging import merge
from dashboard.model import (
    Actor,
    Cited,
    Count,
    Document,
    Location,
    Period,
    Place,
    PlaceKind,
    Report,
    Source,
    Span,
    SubEventType,
)

HERE = (Span(0, 40),)
KINDS = list(SubEventType)
SIDES = ["Army", "Northern Front", "Coastal Guard", "Brigade of the Hills", "gunmen", "militants", "Free Valley Forces"]
HIT = ["a convoy", "a checkpoint", "a market", "police", "civilians", "a depot", "Army", "Northern Front", "a bridge"]
FIRST = date(2023, 1, 1)
DAYS = 365
SHARE = 10  # the single event and the daily strikes are a tenth of the size


def report(name: str, draw: random.Random, *, town: int, day: int, kind: SubEventType, killed: int) -> Report:
    """One telling of an event: now and then vague in place or day, silent on who or how many, or off in its figure."""
    country, province = f"X{town % 12}", f"X{town % 12}.{town % 60}"
    base = random.Random(town)
    latitude, longitude = base.uniform(-60, 60), base.uniform(-170, 170)
    if draw.random() < 0.1:
        place = Place(
            f"p:{province}", f"Province {town % 60}", PlaceKind.PROVINCE, latitude, longitude, 80, country, province
        )
        precision = 4
    else:
        place = Place(f"t:{town}", f"Town {town}", PlaceKind.TOWN, latitude, longitude, 3, country, province)
        precision = draw.choice([1, 1, 1, 2])
    first = FIRST + timedelta(days=day)
    period = None if draw.random() < 0.08 else Period(first, first, 1)
    who = random.Random(f"{town} {day}").sample(SIDES, 1) if draw.random() < 0.7 else []
    whom = random.Random(f"{day} {town}").sample(HIT, 2)[: draw.randrange(3)]
    low = max(0, killed + draw.choice([0, 0, 0, -1, 1, 2]))
    return Report(
        sha256(name.encode()).hexdigest()[:24],
        name,
        Cited(kind, HERE, "bench"),
        HERE,
        actors=tuple(Cited(Actor(one), HERE, "bench") for one in who),
        targets=tuple(Cited(Actor(one), HERE, "bench") for one in whom),
        place=Cited(Location(place.name, place, latitude, longitude, place.radius_km, precision), HERE, "bench"),
        period=Cited(period, HERE, "bench") if period else None,
        killed=Cited(Count(low, draw.choice([low, low, None])), HERE, "bench") if draw.random() < 0.6 else None,
        confidence=round(draw.random(), 3),
    )


def events(size: int) -> list[Report]:
    """Events of one to seven reports each."""
    draw = random.Random(size)
    told: list[Report] = []
    while len(told) < size:
        fixed = {
            "town": draw.randrange(5_000),
            "day": draw.randrange(DAYS * size // 25_000),
            "kind": draw.choice(KINDS),
        }
        fixed["killed"] = draw.randrange(30)
        told += [report(f"e{len(told)}-{n}", draw, **fixed) for n in range(draw.randrange(1, 8))]
    return told[:size]


def one(size: int) -> list[Report]:
    """A single event; its tellings differ in all that may differ."""
    draw = random.Random(size)
    made = []
    for n in range(size // SHARE):
        kind = draw.choice([SubEventType.AIR_DRONE_STRIKE, SubEventType.SHELLING_ARTILLERY_MISSILE_ATTACK])
        made.append(report(f"o{n}", draw, town=7, day=3, kind=kind, killed=draw.randrange(400)))
    return made


def daily(size: int) -> list[Report]:
    """A strike a day on one town."""
    draw = random.Random(size)
    kind = SubEventType.AIR_DRONE_STRIKE
    return [
        report(f"d{n}", draw, town=9, day=n // 4, kind=kind, killed=draw.randrange(9)) for n in range(size // SHARE)
    ]


MAKERS: dict[str, Callable[[int], list[Report]]] = {"events": events, "one": one, "daily": daily}


def seconds(reports: list[Report]) -> tuple[float, int]:
    """How long merging takes, and how many incidents it makes."""
    documents = {
        told.document: Document(told.document, f"Text {told.document}", Source(told.document, "0")) for told in reports
    }
    began = time.process_time()
    made = merge(reports, documents)
    return time.process_time() - began, len(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="25000,100000")
    parser.add_argument("--only", choices=list(MAKERS))
    chosen = parser.parse_args()
    print("| reports | incidents | seconds of one core | reports a second |\n|---|---|---|---|")
    for name, make in MAKERS.items():
        if chosen.only in {None, name}:
            for size in map(int, chosen.sizes.split(",")):
                reports = make(size)
                spent, incidents = seconds(reports)
                print(
                    f"| {name}, {len(reports):,} | {incidents:,} | {spent:.1f} | {len(reports) / spent:,.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
