"""The words of one sentence in columns, and the known names among them: what the phrase rules of actors look at."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.mentions.actor_lexicon import WORD, ActorTable, Form, Name, key

SHOUTED = 4  # words of a person's name in a text set in capitals
LONGEST = 14  # words of a body's full name, "Movement for the Liberation of … and …" included

# what may stand between two words of one phrase; anything else ends it
_JOINTS = frozenset(
    {
        " ",
        "-",
        "–",
        "‑",
        "\n",
        "  ",
        " \n",
        "' ",
        "’ ",
        ' "',
        '" ',
        " “",
        "” ",
        " '",
        " ‘",
        "' \"",
        "/",
        "\u00a0",
        "-\n",
    }
)
_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S"})
_APOSTROPHES = frozenset({"'", "’"})
_HYPHENS = frozenset({"-", "–", "‑"})
# Arabic conjunctions and prepositions that are written as one word with the name after them
_CLITICS = "وفبل"
# a full stop that does not end a phrase stands behind an initial or one of the table's titles
_STOP = frozenset({". ", "."})
# a headline: at least so many words of at least so many letters, and this share of them with a capital; a body sentence
# of names alone ("Ali Hassan Omar Salih was …") has a verb or two in small letters and stays below
TITLED, TITLED_WORDS, TITLED_LETTERS = 0.85, 5, 4
# share of capital letters above which a sentence is taken to be set in capitals (upper-case wires, headlines)
_ALL_CAPITALS = 0.7
_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at words ``first`` .. ``last``, both included."""

    first: int
    last: int
    name: Name


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over the words of a sentence; ``text`` is the whole document's, and offsets are counted in it.

    ``joined[i]`` tells whether word i and the next may share a phrase, ``hyphen[i]`` that a hyphen joins them,
    ``owner[i]`` that the word is possessive, ``hit[i]`` the known name it belongs to. ``shouted`` marks a text set in
    capitals, ``flat`` one whose capitals tell nothing (that, or a headline with Every Word Capitalised).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    capital: tuple[bool, ...]
    owner: tuple[bool, ...]
    joined: tuple[bool, ...]
    hyphen: tuple[bool, ...]
    hit: tuple[Hit | None, ...]
    shouted: bool
    flat: bool

    def __len__(self) -> int:
        return len(self.keys)

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the next."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.keys) else ""

    def said(self, first: int, last: int) -> str:
        """The words ``first`` .. ``last`` as written, line breaks made spaces."""
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())


def read(text: str, start: int, end: int, table: ActorTable) -> Words:
    """The words of ``text[start:end]``, without the known names; ``with_names`` adds them."""
    starts, ends, words, capital, owner = [], [], [], [], []
    for match in WORD.finditer(text, start, end):
        word, finish = match.group(), match.end()
        possessive = word[-2:] in _POSSESSIVE and len(word) > 2
        if possessive:
            word, finish = word[:-2], finish - 2
        starts.append(match.start())
        ends.append(finish)
        words.append(key(word))
        capital.append(word[0].isalpha() and not word[0].islower())
        owner.append(possessive or text[finish : finish + 1] in _APOSTROPHES)
    gaps = [text[a + 2 * (text[a : a + 2] in _POSSESSIVE) : b] for a, b in zip(ends, starts[1:], strict=False)]
    stretch = text[start:end]
    shouted = stretch.upper() == stretch or _mostly_capitals(stretch)
    return Words(
        text=text,
        starts=tuple(starts),
        ends=tuple(ends),
        keys=tuple(words),
        capital=tuple(capital),
        owner=tuple(owner),
        joined=(*(_joins(gap, word, table) for gap, word in zip(gaps, words, strict=False)), False)[: len(words)],
        hyphen=(*(gap in _HYPHENS for gap in gaps), False)[: len(words)],
        hit=(None,) * len(words),
        shouted=shouted,
        flat=shouted or _titled(words, capital),
    )


def _titled(words: list[str], capital: list[bool]) -> bool:
    """Whether nearly every longer word has a capital, as headlines in title case do."""
    longer = [
        big for word, big in zip(words, capital, strict=True) if len(word) >= TITLED_LETTERS and not word.isdigit()
    ]
    return len(longer) >= TITLED_WORDS and sum(longer) >= TITLED * len(longer)


def _mostly_capitals(stretch: str) -> bool:
    if stretch.isascii():  # nearly every sentence; counted in bytes, which is many times faster
        raw = stretch.encode()
        capitals = len(raw) - len(raw.translate(None, _UPPER))
        return capitals > _ALL_CAPITALS * max(1, capitals + len(raw) - len(raw.translate(None, _LOWER)))
    capitals = sum(map(str.isupper, stretch))
    return capitals > _ALL_CAPITALS * max(1, sum(map(str.isalpha, stretch)))


def _joins(gap: str, word: str, table: ActorTable) -> bool:
    return gap in _JOINTS or (gap in _STOP and (len(word) == 1 or word in table.grammar["titles"]))


def _unknown(words: Words, index: int, start: int) -> bool:
    """Whether a word belongs to no known name; a capital city inside a longer name does not count ("Star of Luanda")."""
    hit = words.hit[index]
    return hit is None or (index > start and hit.name.form is Form.CAPITAL)


def capital_run(words: Words, start: int, table: ActorTable) -> int:
    """The index behind the run of unknown capitalised words that begins at ``start``; 0 if there is none."""
    index, grammar = start, table.grammar
    while index < len(words) and _unknown(words, index, start) and (index == start or words.joined[index - 1]):
        word = words.keys[index]
        capital = words.capital[index] and not word.isdigit()
        follows = index + 1 < len(words) and words.joined[index] and words.capital[index + 1]
        particle = word in grammar["particles"] and follows
        if word in grammar["breaks"] or word in grammar["determiners"] or not (capital or particle):
            break
        index += 1
        if words.owner[index - 1]:
            break
    return index if any(words.capital[start:index]) else 0


def shouted_run(words: Words, start: int, table: ActorTable) -> int:
    """The index behind what may be a person's name in a text set in capitals, at most ``SHOUTED`` words; 0 for none.

    Without capitals to go by, a name is what follows a title and belongs to no class of ordinary words we know.
    """
    index, grammar = start, table.grammar
    ordinary = ("breaks", "determiners", "quantities", "verbs", "speech", "participles", "titles", "ordinals")
    while index < min(len(words), start + SHOUTED) and words.hit[index] is None:
        word = words.keys[index]
        known = word in table.nouns or any(word in grammar[name] for name in ordinary)
        if known or word.isdigit() or word.endswith(("ed", "ing", "ly", "tion")) or not words.joined[index - 1]:
            break
        index += 1
    return index if index > start else 0


def long_name(words: Words, last: int, table: ActorTable) -> int:
    """The last word of a body's name that goes on behind "of", "for" or "in": "Front for the Defence of Azra"."""
    end = last
    while True:
        index = end + 1
        while (
            index < len(words)
            and words.joined[index - 1]
            and words.keys[index] in {"of", "for", "in", "and", "the", "to"}
        ):
            index += 1
        run = end + 1 < index < len(words) and words.joined[index - 1] and words.capital[index]
        if not run or words.keys[end + 1] in {"in", "to", "the", "and"} or end - last >= LONGEST:
            return end
        end = max(index, capital_run(words, index, table) - 1)


def with_names(words: Words, names: Mapping[str, tuple[Name, ...]], known: frozenset[str]) -> Words:
    """The words with the known names among them, leftmost longest first; ``known`` are the document's keys, for guards."""
    hits: list[Hit | None] = [None] * len(words.keys)
    behind = 0
    for index, word in enumerate(words.keys):
        if index < behind or (word not in names and word[0] not in _CLITICS):
            continue
        hit = _name_at(words, index, names, known)
        if hit is not None:
            hit = _with_its_state(words, hit, hits)
            hits[hit.first : hit.last + 1] = [hit] * (hit.last + 1 - hit.first)
            behind = hit.last + 1
    return replace(words, hit=tuple(hits)) if behind else words


def _name_at(words: Words, index: int, names: Mapping[str, tuple[Name, ...]], known: frozenset[str]) -> Hit | None:
    first = words.keys[index]
    candidates = names.get(first)
    if candidates is None and first[0] in _CLITICS:
        candidates = names.get(first[1:])
        first = first[1:]
    for name in candidates or ():
        last = index + len(name.keys) - 1
        if last >= len(words) or words.keys[index + 1 : last + 1] != name.keys[1:]:
            continue
        if all(words.joined[index:last]) and not any(words.owner[index:last]) and _cased(words, index, last, name):
            believed = (not name.needs or name.needs & known) and not name.forbids & known
            if believed:
                return Hit(index, last, name)
    return None


def _with_its_state(words: Words, hit: Hit, hits: list[Hit | None]) -> Hit:
    """The hit with the state before a body as part of its name: "Iran's Revolutionary Guards", "Lebanese Hezbollah"."""
    before = hits[hit.first - 1] if hit.first else None
    if before is None or hit.name.form is not Form.BODY or not words.joined[hit.first - 1]:
        return hit
    its = before.name.form in {Form.STATE, Form.ADJECTIVE} and hit.name.country in {before.name.country, None}
    return Hit(before.first, hit.last, hit.name) if its else hit


def _goes_on_before(words: Words, index: int) -> bool:
    """Whether the word ends a longer name: "Abu Jandal al-Kuwaiti", "Liwa al-Fatah"."""
    article = index > 1 and words.keys[index - 1] in {"al", "el"} and words.joined[index - 1]
    return article and words.joined[index - 2] and words.capital[index - 2]


def _cased(words: Words, first: int, last: int, name: Name) -> bool:
    """Whether the letters' case in the text lets the name be meant."""
    written = words.text[words.starts[first] : words.ends[last]]
    if name.spelt:
        return written == name.spelt
    if name.upper:
        return written.upper() == written and not (
            words.shouted and name.keys[0] in {"us", "is"} and "." not in written
        )
    if first == last and _goes_on_before(words, first):
        return False
    return name.lower or words.capital[first] or words.capital[last]
