"""Words that frames know by number: each kind of word is numbered from 0, in the order of first use."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, insert, select

from dashboard.store import schema

KINDS = ("actor", "country", "place", "publisher", "sub_event_type")


class Terms:
    """The numbers of words, read once; new words get the next number and are written at the end of the transaction."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, int]] = {}
        self._fresh: list[dict[str, str | int]] = []

    def code(self, connection: Connection, kind: str, word: str) -> int:
        """The number of a word of a kind."""
        if not self._codes:
            self._codes = {
                kind: {word: code for code, word in enumerate(words)} for kind, words in read(connection).items()
            }
        codes = self._codes[kind]
        if word not in codes:
            codes[word] = len(codes)
            self._fresh.append({"kind": kind, "code": codes[word], "value": word})
        return codes[word]

    def write(self, connection: Connection) -> None:
        """Writes the words that are new."""
        if self._fresh:
            connection.execute(insert(schema.terms), self._fresh)
            self._fresh = []


def read(connection: Connection) -> dict[str, tuple[str, ...]]:
    """All words by kind, in the order of their numbers."""
    table = schema.terms.c
    words: defaultdict[str, list[str]] = defaultdict(list)
    for kind, value in connection.execute(select(table.kind, table.value).order_by(table.kind, table.code)):
        words[kind].append(value)
    return {kind: tuple(words[kind]) for kind in KINDS}
