"""Invented articles to measure speed with: about 400 words each, the same for the same seed.

They look like news (a headline, a dateline, events with actors, tolls, days and places, talk in between), so that every
stage has its usual work; they are no test of accuracy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

WORDS = 400
TOWNS = (
    "Mosul, Iraq", "Kirkuk, Iraq", "Idlib, Syria", "Deir ez-Zor, Syria", "Hodeidah, Yemen", "Marib, Yemen", "Kharkiv, Ukraine",
    "Donetsk, Ukraine", "El Fasher, Sudan", "Khartoum, Sudan", "Goma, Democratic Republic of the Congo", "Bunia", "Mogadishu, Somalia",
    "Kismayo", "Gao, Mali", "Timbuktu", "Djibo, Burkina Faso", "Maiduguri, Nigeria", "Kunduz, Afghanistan", "Quetta, Pakistan",
    "Myitkyina, Myanmar", "Cúcuta, Colombia", "Culiacán, Mexico", "Port-au-Prince, Haiti", "Khan Younis", "Jenin", "Tyre, Lebanon",
)  # fmt: skip
ACTORS = (
    "gunmen",
    "the army",
    "rebel fighters",
    "Islamic State militants",
    "government forces",
    "a local militia",
    "police",
    "al-Shabab fighters",
)
TARGETS = (
    "a checkpoint",
    "a market",
    "an army base",
    "a convoy of lorries",
    "the police station",
    "a village",
    "protesters",
    "a bus",
)
DAYS = (
    "on Monday",
    "on Tuesday night",
    "early on Friday",
    "over the weekend",
    "two days earlier",
    "last week",
    "on 3 March",
)
EVENTS = (
    "{actor} attacked {target} near {town} {day}, killing {n} people and wounding at least {m}, officials said.",
    "A car bomb exploded outside {target} in {town} {day}; {n} people died.",
    "Air strikes on {town} {day} killed {n} fighters, according to {actor}.",
    "{actor} shelled the outskirts of {town} {day}. Hospitals counted {m} injured.",
    "Clashes between {actor} and rebel fighters in {town} left {n} dead {day}.",
    "{actor} abducted {n} people from {target} in {town} {day}, residents said.",
    "Hundreds marched in {town} {day} against rising prices; police fired tear gas.",
    "{actor} said they had shot down two drones over {town} {day}.",
)
TALK = (
    "The governor called the situation calm but said that schools would stay closed until further notice.",
    "“We heard the noise and ran to the cellar,” said a shopkeeper who gave only his first name.",
    "Traders said that the price of flour had doubled since the road was cut in the autumn.",
    "The ministry did not answer questions, and the figures could not be confirmed independently.",
    "Aid groups plan to send lorries with tents and water when the road is safe again.",
    "Diplomats are to meet in Geneva next month to talk about a truce that both sides say they want.",
    "The river, which floods in spring, has cut several farming villages off from the provincial capital.",
    "Analysts warned that a wider war would hurt shipping and the harvest alike.",
)


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Input lines with id, title, text, published and source."""
    rng = random.Random(seed)
    for number in range(count):
        day = date(2024, 1, 1) + timedelta(days=rng.randrange(300))
        first = _event(rng)
        paragraphs = [f"{rng.choice(TOWNS).split(',')[0].upper()}, {day:%b}. {day.day} — {first}"]
        while sum(len(paragraph.split()) for paragraph in paragraphs) < WORDS:
            paragraphs.append(
                " ".join([_event(rng), *rng.sample(TALK, 2)] if rng.random() < 0.4 else rng.sample(TALK, 3))
            )
        yield {
            "id": f"bench-{seed}-{number}",
            "title": first.split(",")[0].rstrip("."),
            "text": "\n\n".join(paragraphs),
            "published": day.isoformat(),
            "source": f"Paper {rng.randrange(40)}",
        }


def _event(rng: random.Random) -> str:
    text = rng.choice(EVENTS).format(
        actor=rng.choice(ACTORS), target=rng.choice(TARGETS), town=rng.choice(TOWNS), day=rng.choice(DAYS), n=rng.randrange(2, 30), m=rng.randrange(2, 60)
    )  # fmt: skip
    return text[0].upper() + text[1:]
