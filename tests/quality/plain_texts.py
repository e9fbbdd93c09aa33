# ruff: noqa: ISC004
"""Texts that name no place, written by templates of ours: tables, scores, recipes, programs, lists of people.

They teach the place vote what prose cannot: surnames, dishes and programs that share a name with a town. Half of the
surnames in them are towns' names too. Deterministic in ``seed``.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dashboard.mentions import names

if TYPE_CHECKING:
    from collections.abc import Sequence

TEAMS = (
    "Rovers United Wanderers City Athletic Albion Rangers Rockets Tigers Bears Hawks Wolves Eagles Lions Giants".split()
)
FOODS = (
    "Salt Pepper Parsley Garlic Onion Butter Flour Sugar Cumin Paprika Thyme Sage Mint Basil Lemon Ginger Turkey Cheddar "
    "Brie Parma Tabasco Port Champagne Cognac Burgundy Bordeaux Madeira Cayenne Dijon Worcestershire Bologna Cantaloupe "
    "Camembert Gouda Edam Stilton Roquefort Bourbon Java Mocha Lima Brussels Chile China"
).split()
STEPS = "Add Stir Mix Chop Slice Heat Bake Simmer Fry Grate Whisk Season Serve Drain Fold Pour".split()
TOOLS = (
    "Java Python Ruby Apache Oracle Hudson Jenkins Cassandra Phoenix Jakarta Cairo Pango Verona Aurora Sierra Catalina "
    "Ventura Sparta Delphi Swift Rust Flask Spring Maven Mercury Athena Lisa Galaxy Tahoe Fuji Milan Turin Naples Rome "
    "Genoa Havana Tonga Fiji Hawaii Vega Polaris"
).split()
PARTS = "Reader Writer Table Row Column Path File Line Result Parser Token Node Tree Index Buffer Stream Client Server".split()


def text(seed: int, towns: Sequence[str]) -> str:
    """One text; ``towns`` are names of towns that are given names or surnames as well."""
    pen = _Pen(random.Random(seed), towns)
    return "\n".join((_table, _scores, _recipe, _program, _people, _science)[seed % 6](pen))


class _Pen:
    def __init__(self, chance: random.Random, towns: Sequence[str]) -> None:
        self.chance, self.towns = chance, towns
        known = names._table()
        self.givens = sorted(w for w, k in known.items() if k.given >= 2.2)
        self.surnames = sorted(w for w, k in known.items() if k.surname >= 2.0)

    def n(self, low: int = 0, high: int = 40) -> str:
        return str(self.chance.randint(low, high))

    def of(self, words: Sequence[str]) -> str:
        return self.chance.choice(words)

    def given(self) -> str:
        return self.of(self.givens).capitalize()

    def last(self) -> str:
        return self.of(self.towns) if self.chance.random() < 0.6 else self.of(self.surnames).capitalize()


def _table(p: _Pen) -> list[str]:
    rows = [f"{i} {p.of(TEAMS)} {p.n()} {p.n()} {p.n()} {p.n()} {p.n()} {p.n()} {p.n()}" for i in range(1, 9)]
    top = ", ".join(f"{p.given()[0]}. {p.last()} ({p.of(TEAMS)}) {p.n(5, 30)}" for _ in range(8))
    bats = ", ".join(f"{p.last()} .{p.n(200, 350)}" for _ in range(6))
    return ["Pos Team P W D L GF GA Pts", *rows, f"Top scorers: {top}", f"Batting: {bats}"]


def _scores(p: _Pen) -> list[str]:
    sets = [f"{p.last()} d. {p.last()} {p.n(0, 7)}-{p.n(0, 7)} {p.n(0, 7)}-{p.n(0, 7)}" for _ in range(5)]
    points = [
        f"{p.given()} {p.last()} {p.n(2)} pts, {p.last()} {p.n(2, 20)} rebounds, {p.given()} {p.last()} {p.n(1, 12)} assists."
        for _ in range(4)
    ]
    side = ", ".join(p.last() for _ in range(11))
    return [
        *sets, *points, f"Lineup: {side}. Subs: {p.last()} for {p.last()} {p.n(46, 90)}, {p.last()} for {p.last()} {p.n(46, 90)}.",
        f"{p.last()} scored twice and {p.last()} added a third after {p.given()} {p.last()} had missed a penalty. {p.last()} was booked.",
    ]  # fmt: skip


def _recipe(p: _Pen) -> list[str]:
    parts = ", ".join(f"{p.n(1, 500)} g {p.of(FOODS)}" for _ in range(7))
    steps = [
        f"{p.of(STEPS)} the {p.of(FOODS)} and {p.of(FOODS)} for {p.n(2)} minutes. {p.of(STEPS)} with a dash of {p.of(FOODS)} "
        f"or {p.of(FOODS)} sauce and fresh {p.of(FOODS)}."
        for _ in range(6)
    ]
    return [
        f"{p.of(FOODS)} Soup with {p.of(FOODS)}", f"Serves {p.n(2, 8)}. Ingredients: {parts}.", *steps,
        f"Goes well with {p.of(FOODS)}, {p.of(FOODS)} or a glass of {p.of(FOODS)}.",
    ]  # fmt: skip


def _program(p: _Pen) -> list[str]:
    return [
        f"class {p.of(PARTS)}({p.of(PARTS)}):",
        f"    def {p.of(PARTS)}(self, {p.of(TOOLS)}: {p.of(PARTS)}) -> {p.of(PARTS)}:",
        f"        {p.of(PARTS)} = {p.of(PARTS)}.{p.of(TOOLS)}({p.n()})",
        f"# TODO: port to {p.of(TOOLS)}, {p.of(TOOLS)} and {p.of(TOOLS)} {p.n(1, 12)}.{p.n(0, 9)}",
        f"import {p.of(TOOLS)}.{p.of(PARTS)}; public class {p.of(TOOLS)} extends {p.of(PARTS)} {{ }}",
        f"Supports {p.of(TOOLS)}, {p.of(TOOLS)}, {p.of(TOOLS)} and {p.of(TOOLS)} bindings; runs on {p.of(TOOLS)} {p.n(1, 20)}.",
        f"SELECT Name FROM {p.of(PARTS)} WHERE {p.of(PARTS)} = {p.n()} ORDER BY {p.of(TOOLS)} DESC",
    ]


def _people(p: _Pen) -> list[str]:
    present = "; ".join(f"{p.given()} {p.last()}" for _ in range(9))
    index = ". ".join(f"{p.last()}, {p.given()} {p.n(1, 300)}" for _ in range(9))
    return [
        f"Attendees: {present}", f"Index. {index}.",
        f"See {p.last()} and {p.last()} ({p.n(1950, 2020)}); {p.last()}, {p.last()} & {p.last()} ({p.n(1950, 2020)}); "
        f"{p.last()} et al. {p.n(1980, 2023)}.",
        f"{p.given()} {p.last()} thanked {p.given()} {p.last()} and said {p.last()} would chair the next meeting. "
        f"{p.last()} seconded the motion and {p.last()} agreed.",
    ]  # fmt: skip


def _science(p: _Pen) -> list[str]:
    return [
        f"The {p.last()} test, the {p.last()} theorem and the {p.last()}-{p.last()} equation are standard. {p.last()} showed "
        f"that the {p.last()} number of a graph is bounded.",
        f"Cast: {p.given()} {p.last()} as {p.last()}, {p.given()} {p.last()} as Dr {p.last()}. Music by {p.given()} {p.last()}.",
        f"A {p.last()} chair, a {p.last()} piano and two {p.last()} guitars were sold. The {p.last()} watch brought "
        f"{p.n(100, 900)} and the {p.last()} {p.n(100, 900)}.",
    ]
