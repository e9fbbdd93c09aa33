# ruff: noqa: INP001
"""Make words.tsv.gz: which capitalised words are ordinary words, given names or surnames, and how common they are.

A maintainer's script, not part of the product:

    python make_words.py WORD_LIST NAMES_FOLDER

WORD_LIST is ``american-english`` of Debian's wamerican (SCOWL; free to use with its notice); NAMES_FOLDER is ``names``
of the PyPI package names 0.3.0 (US Census 1990 name files, public domain). Frequencies of words: wordfreq (CC BY-SA).
Columns: word (lower case); ordinary, 10 x its Zipf frequency if it is an English word written small, else 0; given and
surname, 10 x log10 of its share among 10,000,000 people, else 0.
"""

from __future__ import annotations

import gzip
import math
import sys
from pathlib import Path

from wordfreq import zipf_frequency

RAREST = 2.2  # Zipf; rarer words do not begin sentences often enough to matter
SURNAMES = 12_000
CALENDAR = (
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def shares(path: Path, top: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in path.read_text().splitlines()[:top]:
        name, share = line.split()[:2]
        found[name.lower()] = max(1, round(10 * math.log10(max(float(share) * 100_000, 1.3))))
    return found


def main(word_list: Path, names: Path) -> None:
    words = {w for w in word_list.read_text(encoding="utf-8").split() if w.isalpha() and w.islower()}
    words |= set(CALENDAR.split())
    ordinary = {w: round(10 * z) for w in words if (z := zipf_frequency(w, "en")) >= RAREST}
    given = shares(names / "dist.female.first", 3000)
    for name, share in shares(names / "dist.male.first", 3000).items():
        given[name] = max(share, given.get(name, 0))
    last = shares(names / "dist.all.last", SURNAMES)
    lines = [
        f"{word}\t{ordinary.get(word, 0)}\t{given.get(word, 0)}\t{last.get(word, 0)}\n"
        for word in sorted(set(ordinary) | set(given) | set(last))
    ]
    target = Path(__file__).resolve().parent / "words.tsv.gz"
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        file.write(("word\tordinary\tgiven\tsurname\n" + "".join(lines)).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
