"""The lexicons of events and weapons, read once from ``data/lexicon`` into a frozen, indexed ``Lexicon``.

A trigger entry names a *frame* (what kind of happening: attack, kill, capture, protest …), the ACLED sub-event type it
means by default, and the words that report it: verbs (all inflections are generated), nouns (with plurals) and phrases.
In a phrase ``word~`` stands for every inflection of a verb and ``*`` for up to four words between.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.errors import LexiconError
from dashboard.mentions.morphology import plural, verb_forms
from dashboard.model import SubEventType

GAP = "*"
TELLS = frozenset(
    {"was", "were", "been", "found", "shot", "thrown", "gathered", "set", "fell", "fallen", "left"}
)  # a phrase with one is a clause, no noun
EVENT_KEYS = frozenset(
    {"id", "frame", "sub", "verbs", "nouns", "phrases", "weak", "ongoing", "undergoes", "needs", "example", "not_near"}
)
NEEDS = frozenset({"", "weapon", "crowd"})
WEAPON_KEYS = frozenset({"id", "sub", "words", "rank", "example"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the event lexicon. ``weak`` words report an event only beside other evidence of violence; the
    subject of words that ``undergoes`` is the one that suffers ("came under fire"); ``needs`` a "weapon": only of weapons
    ("discovered a stash of rifles"), a "crowd": only where one stands in the sentence ("fired into the air").
    """

    id: str
    frame: str
    sub: SubEventType
    example: str
    weak: bool = False
    ongoing: bool = False
    undergoes: bool = False
    needs: str = ""
    not_near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words to find, one set of forms per word (``None`` for a gap); ``feature`` is that of the first word."""

    words: tuple[frozenset[str] | None, ...]
    entry: Entry
    noun: bool
    feature: str


@dataclass(frozen=True, slots=True)
class Weapon:
    """``rank`` decides between two weapons of one clause: the higher names the event."""

    id: str
    sub: SubEventType | None
    rank: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``triggers`` and ``weapons`` are indexed by first word, lower case; the longest pattern stands first.

    ``contexts`` names fields of life (sport, business, culture …) and the words that give them away.
    """

    triggers: Mapping[str, tuple[Pattern, ...]]
    weapons: Mapping[str, tuple[tuple[tuple[str, ...], Weapon], ...]]
    contexts: Mapping[str, frozenset[str]]
    entries: tuple[Entry, ...] = ()
    actors: Any = field(default=None, compare=False)


def load(folder: Path | None = None) -> Lexicon:
    """Read ``events.toml`` and ``weapons.toml``; raises ``LexiconError`` naming the file and the entry at fault."""
    folder = folder or paths.data() / "lexicon"
    events, weapons = _table(folder / "events.toml"), _table(folder / "weapons.toml")
    entries: list[Entry] = []
    index: dict[str, list[Pattern]] = {}
    for raw in events.get("trigger", ()):
        entry, patterns = _trigger(raw, folder / "events.toml")
        entries.append(entry)
        for pattern in patterns:
            for word in pattern.words[0] or ():
                index.setdefault(word, []).append(pattern)
    _refuse_twins(entries, folder / "events.toml")
    contexts = {name: frozenset(words) for name, words in events.get("context", {}).items()}
    ordered = {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in index.items()}
    return Lexicon(ordered, _weapons(weapons, folder / "weapons.toml"), contexts, tuple(entries))


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(
            f"{path}: cannot be read ({error.strerror}); reinstall the package or restore the file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: is not valid TOML ({error}); mend the line it names") from error


def _trigger(raw: Mapping[str, Any], path: Path) -> tuple[Entry, Sequence[Pattern]]:
    name = str(raw.get("id", "(no id)"))
    for key in ("id", "frame", "sub", "example"):
        if not raw.get(key):
            raise LexiconError(f"{path}: entry {name!r} lacks {key!r}; every trigger has id, frame, sub and example")
    _known_keys(raw, EVENT_KEYS, name, path)
    entry = Entry(
        name,
        raw["frame"],
        _sub_type(raw["sub"], name, path),
        raw["example"],
        weak=bool(raw.get("weak", False)),
        ongoing=bool(raw.get("ongoing", False)),
        undergoes=bool(raw.get("undergoes", False)),
        needs=_needs(raw, name, path),
        not_near=frozenset(raw.get("not_near", ())),
    )
    patterns = [*_verbs(raw.get("verbs", ()), entry), *_nouns(raw.get("nouns", ()), entry)]
    patterns += [p for phrase in raw.get("phrases", ()) for p in _phrase(phrase, entry)]
    if not patterns:
        raise LexiconError(f"{path}: entry {name!r} has no words; give verbs, nouns or phrases")
    return entry, patterns


def _needs(raw: Mapping[str, Any], name: str, path: Path) -> str:
    needs = str(raw.get("needs", ""))
    if needs not in NEEDS:
        raise LexiconError(f"{path}: entry {name!r}: needs {needs!r} is unknown; known are 'weapon' and 'crowd'")
    return needs


def _known_keys(raw: Mapping[str, Any], known: frozenset[str], name: str, path: Path) -> None:
    strange = sorted(set(raw) - known)
    if strange:
        raise LexiconError(
            f"{path}: entry {name!r} has unknown key {strange[0]!r}; known are {', '.join(sorted(known))}"
        )


def _sub_type(value: str, name: str, path: Path) -> SubEventType:
    try:
        return SubEventType(value)
    except ValueError as error:
        raise LexiconError(f"{path}: entry {name!r}: {value!r} is none of ACLED's 25 sub-event types") from error


def _refuse_twins(entries: Iterable[Entry], path: Path) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise LexiconError(f"{path}: two entries are called {entry.id!r}; ids must differ")
        seen.add(entry.id)


def _verbs(verbs: Iterable[str], entry: Entry) -> Iterable[Pattern]:
    for verb in verbs:
        for form, feature in verb_forms(verb).items():
            yield Pattern((frozenset({form}),), entry, noun=False, feature=feature)


def _nouns(nouns: Iterable[str], entry: Entry) -> Iterable[Pattern]:
    for noun in nouns:
        words = noun.split()
        last = frozenset({words[-1], plural(words[-1])})
        head = tuple(frozenset({word}) for word in words[:-1])
        yield Pattern((*head, last), entry, noun=True, feature="noun")


def _phrase(phrase: str, entry: Entry) -> Iterable[Pattern]:
    words = phrase.split()
    rest = tuple(None if w == GAP else _forms(w) for w in words[1:])
    if not words[0].endswith("~"):
        told = any(w in TELLS or w.endswith("ed") for w in words)
        yield Pattern((frozenset({words[0]}), *rest), entry, noun=not told, feature="participle" if told else "noun")
        return
    for form, feature in verb_forms(words[0][:-1]).items():
        yield Pattern((frozenset({form}), *rest), entry, noun=False, feature=feature)


def _forms(word: str) -> frozenset[str]:
    if word.endswith("~"):
        return frozenset(verb_forms(word[:-1]))
    return frozenset(word.split("|"))


def _weapons(raw: Mapping[str, Any], path: Path) -> Mapping[str, tuple[tuple[tuple[str, ...], Weapon], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], Weapon]]] = {}
    for entry in raw.get("weapon", ()):
        name = str(entry.get("id", "(no id)"))
        _known_keys(entry, WEAPON_KEYS, name, path)
        if not entry.get("id") or not entry.get("words"):
            raise LexiconError(f"{path}: entry {name!r} needs an id and words")
        sub = _sub_type(entry["sub"], name, path) if entry.get("sub") else None
        weapon = Weapon(name, sub, int(entry.get("rank", 1)))
        for words in entry["words"]:
            parts = words.split()
            for last in (parts[-1], plural(parts[-1])):
                index.setdefault(parts[0] if len(parts) > 1 else last, []).append(((*parts[:-1], last), weapon))
    return {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in index.items()}
