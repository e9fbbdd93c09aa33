"""Random and mutated texts through the whole extraction: nothing may fail, no span leave its text, no text take long.

    python tests/quality/fuzz.py --texts 50000            all kinds, the slowest and every failure at the end
    python tests/quality/fuzz.py --texts 1 --seed 20817   one text again, by the number a failure was listed with

A text is made from its number alone, so that a failure can be had again. Three kinds: characters of any script, order
and direction; the project's own sample and golden texts, broken in one to four ways; and now and then a monster: long,
of one token, of one line, of brackets in brackets, of digits. Exit code 1 if anything failed or was slower than
``SECONDS`` for each ``BYTES`` (a shorter text may take what ``SHORT`` bytes may).
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
import traceback
from functools import cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from dashboard import pipeline  # noqa: E402
from dashboard.model import Document, Source, Span  # noqa: E402
from dashboard.records import extract_to_json  # noqa: E402
from dashboard.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.model import Extract

SECONDS, BYTES, SHORT = 1.0, 10_000, 2_000
MONSTER_EVERY = 100  # they take most of the time
MONSTER = 10_000  # repeats of a token, at most
SHOWN = 10
SCRIPTS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF),
    (0x900, 0x97F), (0xE00, 0xE7F), (0x1000, 0x109F), (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x4FFF),
    (0xAC00, 0xACFF), (0xFB50, 0xFDFF), (0xFE00, 0xFE0F), (0x1D400, 0x1D4FF), (0x1F1E6, 0x1F1FF), (0x1F600, 0x1F64F),
    (0x20000, 0x200FF), (0xE0000, 0xE007F), (0x10FF00, 0x10FFFF), (0x00, 0x1F), (0x7F, 0x9F),
)  # fmt: skip
TOKENS = (
    "a", "A", "killed", "Iraq", "in Iraq ", "Al ", "al-", "St. ", "U.S.", "the ", "of ", "and ", "12 ", "1,", "two ",
    "hundred ", "thousand ", "Mr. ", "'", "’s ", '"', "(", ")", "[", "-", "—", ". ", ".", "!", "\n", "\n\n", "\t", ": ",
    "• ", "http://", "@", "#", "\u202e", "\u0301", "\ufe0f", "بغداد ", "ال", "near ", "north of ", "30 km north of ",
    "on Tuesday ", "January 5, ", "2024-", "said that ", "not ", "would ", "Gunmen killed three people in Mosul. ",
    "Baghdad, Mosul, ", "Paris ", "Washington said ", "airstrike ", "and killed ", "At least 3 ", "Aa ", "Bb Cc ", "I. ",
    "Kataib Hezbollah ", "ISIS, ", "who ", "Jan. ", "1/", "0", "9", "$", "%", "&amp;", "<b>", "{", "}", "\\", "\x00", "\u2028",
)  # fmt: skip


@cache
def originals() -> tuple[str, ...]:
    """The project's own texts, those written for its tests among them."""
    files = [*(ROOT / "data/samples/reports").iterdir(), *(ROOT / "seeds").iterdir()]
    texts = [file.read_text(encoding="utf-8") for file in sorted(files) if file.suffix in {".txt", ".md"}]
    for file in sorted((ROOT / "tests/golden/texts").glob("*.toml")):
        texts += [
            t for t in tomllib.loads(file.read_text(encoding="utf-8")).values() if isinstance(t, str) and len(t) > 80
        ]
    return tuple(texts)


# --------------------------------------------------------------------------------------------------------- the texts


def text(number: int) -> str:
    """The text of that number; the same on every machine as long as the originals are."""
    chance = random.Random(number)
    if number % MONSTER_EVERY == MONSTER_EVERY - 1:
        return chance.choice(MONSTERS)(chance)
    if number % 3 == 0:
        return _characters(chance, chance.choice((1, 5, 40, 300, 2_000)))
    made = chance.choice(originals())
    for _ in range(chance.randint(1, 4)):
        made = chance.choice(MUTATIONS)(made, chance)
    return made[:40_000]


def _characters(chance: random.Random, length: int) -> str:
    ranges = chance.sample(SCRIPTS, chance.randint(1, 4))
    pieces = []
    for _ in range(chance.randint(1, length)):
        if chance.random() < 0.15:
            pieces.append(chance.choice(TOKENS))
        elif chance.random() < 0.05:
            pieces.append(_any_character(chance))
        else:
            pieces.append(chr(chance.randint(*chance.choice(ranges))))
    return "".join(pieces)


def _any_character(chance: random.Random) -> str:
    code = chance.randrange(0x110000 - 0x800)
    return chr(code if code < 0xD800 else code + 0x800)  # no surrogates


def _cut(made: str, chance: random.Random) -> str:
    start, end = sorted((chance.randint(0, len(made)), chance.randint(0, len(made))))
    return made[start:end] or made


def _twice(made: str, chance: random.Random) -> str:
    piece = _cut(made, chance)
    at = chance.randint(0, len(made))
    return made[:at] + piece * chance.randint(1, 3) + made[at:]


def _shuffled(made: str, chance: random.Random) -> str:
    by = chance.choice(("\n", ". ", " ", ", "))
    pieces = made.split(by)
    chance.shuffle(pieces)
    return by.join(pieces)


def _sprinkled(made: str, chance: random.Random) -> str:
    pieces = list(made)
    for _ in range(chance.randint(1, 30)):
        pieces.insert(chance.randint(0, len(pieces)), chance.choice((*TOKENS, _any_character(chance))))
    return "".join(pieces)


def _dropped(made: str, chance: random.Random) -> str:
    share = chance.choice((0.01, 0.1, 0.4))
    return "".join(c for c in made if chance.random() > share)


def _swapped(made: str, chance: random.Random) -> str:
    return made.replace(chance.choice(" .,\n\"'-ae"), chance.choice(TOKENS))


def _mixed(made: str, chance: random.Random) -> str:
    return made[: len(made) // 2] + chance.choice(originals())[-len(made) // 2 :]


def _numbers(made: str, chance: random.Random) -> str:
    return "".join(str(chance.randrange(10 ** chance.choice((1, 3, 9, 40)))) if c.isdigit() else c for c in made)


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _twice, _shuffled, _sprinkled, _dropped, _swapped, _mixed, _numbers, lambda t, _: t.upper(), lambda t, _: t.lower(),
    lambda t, _: t.replace(" ", ""), lambda t, _: t.replace("\n", " "), lambda t, _: t.replace(" ", "\n"),
    lambda t, _: t.title(), lambda t, _: t[::-1], lambda t, _: t.replace(".", ""), lambda t, _: t.replace("\n", "\r\n"),
)  # fmt: skip


def _repeats(chance: random.Random) -> str:
    return chance.choice(TOKENS) * chance.randint(1_000, MONSTER)


def _pairs(chance: random.Random) -> str:
    return (chance.choice(TOKENS) + chance.choice(TOKENS)) * chance.randint(500, MONSTER // 2)


def _nested(chance: random.Random) -> str:
    opening, closing = chance.choice(("()", "[]", "“”", "{}", "‘’", "<>", "«»"))
    deep = chance.randint(1_000, MONSTER)
    inside = chance.choice(originals())[:2_000]
    return opening * deep + inside + (closing * deep if chance.random() < 0.7 else "")


def _digits(chance: random.Random) -> str:
    number = "".join(chance.choice("0123456789") for _ in range(chance.randint(1_000, 20_000)))
    number = ",".join(number[i : i + 3] for i in range(0, len(number), 3)) if chance.random() < 0.5 else number
    return chance.choice(("Gunmen killed {} people in Mosul on Tuesday.", "{}", "At {}:{}, {} km north of Mosul, {} died in {}.")).replace("{}", number)  # fmt: skip


def _one_line(chance: random.Random) -> str:
    joined = chance.choice((" ", ", ", "", " and ", "; ")).join(chance.sample(originals(), 6))
    return " ".join(joined.split())[:60_000].replace(".", chance.choice((".", ",", "", " and")))


def _one_word(chance: random.Random) -> str:
    return "".join(chance.choice(originals()).split())[:5_000] * 6


def _of_tokens(chance: random.Random) -> str:
    return "".join(chance.choice(TOKENS) for _ in range(chance.randint(1_000, MONSTER)))


def _long(chance: random.Random) -> str:
    return "\n\n".join(chance.sample(originals(), 20))[:60_000]


MONSTERS: tuple[Callable[[random.Random], str], ...] = (
    _repeats, _repeats, _pairs, _pairs, _nested, _digits, _one_line, _one_word, _of_tokens, _long,
)  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- checking


def fault(made: str, engine: pipeline.Engine) -> str | None:
    """What is wrong with the extract of a text; None if nothing is."""
    document = Document(Document.identify(made), made, Source("fuzz", "0" * 64))
    try:
        whole = pipeline.extract(document, engine)
        extract_to_json(whole)
    except Exception:  # noqa: BLE001 - any failure is a finding
        return traceback.format_exc(limit=-4)
    return next(
        (f"{span} lies outside the {len(made)} characters" for span in spans(whole) if span.end > len(made)), None
    )


def spans(whole: Extract) -> Iterator[Span]:
    """Every span of an extract."""
    found = whole.mentions
    for mentions in (
        found.sentences,
        found.places,
        found.actors,
        found.times,
        found.counts,
        found.triggers,
        whole.rejected,
    ):
        yield from (m.span for m in mentions)
    for report in whole.reports:
        yield from report.evidence
        single = (report.sub_event_type, report.place, report.period, report.killed, report.injured, report.count)
        for cited in (*report.actors, *report.targets, *report.claimed_by, *report.denied_by, *single):
            yield from cited.spans if cited else ()


def smallest(made: str, wrong: Callable[[str], bool], most: int = 400) -> str:
    """A part of a text that is still wrong, found by leaving pieces out; ``most`` tries."""
    size = max(1, len(made) // 2)
    while size and most > 0:
        at = 0
        while at < len(made) and most > 0:
            most -= 1
            shorter = made[:at] + made[at + size :]
            if shorter.strip() and wrong(shorter):
                made = shorter
            else:
                at += size
        size //= 2
    return made


def share(made: str, seconds: float) -> float:
    """The time a text took as a share of what it may take."""
    return seconds / (SECONDS * max(SHORT, len(made.encode())) / BYTES)


def main() -> int:
    """Go through the texts; print failures and the slowest."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--texts", type=int, default=2_000, help="how many (default 2000)")
    wanted.add_argument("--seed", type=int, default=0, help="number of the first text (default 0)")
    wanted.add_argument("--monsters", action="store_true", help="only the monsters among them")
    chosen = wanted.parse_args()
    engine = pipeline.Engine.open(Settings(strict=True))
    fault("Gunmen killed three people in Mosul on Tuesday.", engine)  # what is read at first use is read now
    slow: list[tuple[float, float, int, int]] = []
    failed = 0
    step = MONSTER_EVERY if chosen.monsters else 1
    first = chosen.seed + (MONSTER_EVERY - 1 - chosen.seed % MONSTER_EVERY if chosen.monsters else 0)
    began = process_time()
    for number in range(first, chosen.seed + chosen.texts, step):
        made = text(number)
        started = process_time()
        wrong = fault(made, engine)
        spent = process_time() - started
        slow = sorted([*slow, (share(made, spent), spent, len(made), number)], reverse=True)[:SHOWN]
        if wrong:
            failed += 1
            if failed <= SHOWN:
                small = smallest(made, lambda t: fault(t, engine) is not None)
                print(f"text {number}: {wrong}\n  smallest: {small[:400]!r}", flush=True)
        if (number + 1 - first) % (5_000 * step) == 0:
            print(f"… {(number + 1 - first) // step:,} texts, {process_time() - began:,.0f} s", flush=True)
    print(
        f"{len(range(first, chosen.seed + chosen.texts, step)):,} texts, {process_time() - began:,.0f} s of CPU: {failed} failed"
    )
    print(f"slowest, as shares of {SECONDS:g} s for each {BYTES:,} bytes:")
    for part, spent, length, number in slow:
        print(f"  {part:6.2f}  {spent:7.3f} s  {length:7,} characters  text {number}  {text(number)[:50]!r}")
    return 1 if failed or slow[0][0] > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
