"""Names that no lexicon knows: persons, ships and bodies that a document itself introduces, and then calls by name alone.

A run of unknown capitals is a *person* beside a title or a role ("the group's leader, Omar Salih"), or with a kunya
("Abu Omar"); a *ship* where a ship's noun explains it ("Star of Aden, a Panamanian-flagged tanker"). What a document
has introduced once, with an abbreviation in brackets or a family name, is known in all its sentences. What is left is
emitted with the rule ``name``, unless it stands where places stand; it may still be a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dashboard.mentions.actor_lexicon import ActorTable, Class
from dashboard.mentions.actor_words import Words, capital_run, long_name
from dashboard.model import Actor, ActorKind

LONGEST = 5  # words of an unknown name; longer runs are headlines or titles
INTRODUCED = frozenset({"person", "ship", "organisation"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention by the numbers of its first and last word."""

    first: int
    last: int
    actor: Actor
    rule: str
    generic: bool = False
    metonym: bool = False
    cls: Class | None = None
    acting: Actor | None = None


Learned = Mapping[tuple[str, ...], tuple[Actor, str]]


def learn(sentences: Iterable[tuple[Words, Iterable[Found]]]) -> Learned:
    """What the document introduces: keys of a name, of a person's family name, of an abbreviation -> actor and rule."""
    learned: dict[tuple[str, ...], tuple[Actor, str]] = {}
    for words, found in sentences:
        for one in found:
            if one.rule in INTRODUCED:
                keys = _keys_of(words, one)
                learned.setdefault(keys, (one.actor, one.rule))
                if one.rule == "person" and len(keys) > 1:
                    learned.setdefault(keys[-1:], (one.actor, one.rule))
            short = _abbreviation(words, one.last)
            if short and one.rule in {"organisation", "lexicon"}:
                learned.setdefault((short,), (one.actor, one.rule))
    return learned


def _keys_of(words: Words, one: Found) -> tuple[str, ...]:
    """The keys of the name alone, at the end of the phrase that introduced it."""
    size = min(len(one.actor.name.replace("-", " ").split()), one.last + 1 - one.first)
    return words.keys[one.last + 1 - size : one.last + 1]


def _abbreviation(words: Words, last: int) -> str | None:
    """The word in brackets right behind a name, if it is all capitals."""
    if last + 1 >= len(words) or words.gap(last) not in {" (", " [", " (“", ' ("'}:
        return None
    written = words.text[words.starts[last + 1] : words.ends[last + 1]]
    return words.keys[last + 1] if len(written) > 1 and written.isupper() else None


def names(words: Words, found: list[Found], learned: Learned, table: ActorTable) -> Iterator[Found]:
    """The runs of unknown capitals of a sentence that no mention holds, as persons, ships or bare names."""
    if words.flat:
        return
    free = [True] * len(words)
    for one in found:
        free[one.first : one.last + 1] = [False] * (one.last + 1 - one.first)
    index = 0
    while index < len(free):
        starts = words.capital[index] or words.hyphen[index]  # "Salih", or the article of "al-Salih"
        end = capital_run(words, index, table) if starts and free[index] else 0
        while end > index and not all(free[index:end]):
            end -= 1
        if end <= index:
            index += 1
            continue
        longer = long_name(words, end - 1, table) + 1 if words.keys[end : end + 1] == ("of",) else end
        end = longer if all(free[end:longer]) else end
        name = _read(words, (index, end - 1), found, learned, table)
        if name is not None:
            yield name
        index = end


def _read(words: Words, run: tuple[int, int], found: list[Found], learned: Learned, table: ActorTable) -> Found | None:
    first, last = run
    said = words.said(first, last)
    for start in range(first, last + 1):  # a sentence's first word may stand before a name that is known
        known = learned.get(words.keys[start : last + 1])
        if known is not None:
            return Found(start, last, replace(known[0], written=words.said(start, last)), known[1])
    if last - first >= LONGEST:
        return None
    beside = _beside(words, run, found, table)
    navy = table.ships.get(words.keys[first]) if last > first else None
    if navy is not None or (beside is not None and beside.cls is Class.SHIP):
        kind = ActorKind.STATE_FORCES if navy else None
        return Found(first, last, Actor(said, kind, navy or _country(beside), said), "ship")
    if words.keys[first] in table.grammar["titles"] and last > first:
        name = words.said(first + 1, last)
        return Found(first, last, Actor(name, _kind(beside), _country(beside), said), "person")
    if beside is not None or (words.keys[first] == "abu" and last > first) or _introduced(words, first, table):
        return Found(first, last, Actor(said, _kind(beside), _country(beside), said), "person")
    return (
        Found(first, last, Actor(said, None, None, said), "name", generic=True) if _may_act(words, run, table) else None
    )


def _beside(words: Words, run: tuple[int, int], found: list[Found], table: ActorTable) -> Found | None:
    """The role, person or ship that a comma ties to the name: "its leader, X", "X, the commander of …"."""
    first, last = run
    if first and words.keys[first - 1] in table.grammar["locatives"]:
        return None
    for one in found:
        if one.cls not in {Class.ROLE, Class.SHIP} and not _single_person(words, one, table):
            continue
        if one.last == first - 1 and words.gap(one.last).strip() in {",", ""}:
            return one
        between = words.keys[last + 1 : one.first]
        ties = words.gap(last) == ", " and one.first > last and not words.capital[one.first]
        if ties and table.grammar["determiners"].issuperset(between):
            return one
    return None


def _single_person(words: Words, one: Found, table: ActorTable) -> bool:
    """Whether a phrase names one person by what he or she is: "a journalist", not "eight people"."""
    if one.cls is not Class.PEOPLE or one.actor.kind is not ActorKind.CIVILIANS or words.keys[one.last].endswith("s"):
        return False
    if words.keys[one.last] in {"people", "women", "men", "children", "crew", "staff"}:
        return False
    return table.grammar["quantities"].isdisjoint(words.keys[one.first : one.last + 1])


def _introduced(words: Words, first: int, table: ActorTable) -> bool:
    """Whether "known as" or "the killing of" stands before a name."""
    if first < 2:
        return False
    before = words.keys[first - 2 : first]
    return before == ("known", "as") or (before[1] == "of" and before[0] in table.grammar["of_person"])


def _kind(beside: Found | None) -> ActorKind | None:
    return beside.actor.kind if beside is not None else None


def _country(beside: Found | None) -> str | None:
    return beside.actor.country if beside is not None else None


def _may_act(words: Words, run: tuple[int, int], table: ActorTable) -> bool:
    """Whether an unknown name stands where someone acts or is acted on, and not where a place is said."""
    first, last = run
    if first == 0:
        return last > 0
    before = words.keys[first - 1]
    if before in table.grammar["locatives"] or before in {"on", "at"}:
        return False
    gap = words.gap(first - 1)
    return "(" not in gap and not (gap == ", " and words.capital[first - 1])
