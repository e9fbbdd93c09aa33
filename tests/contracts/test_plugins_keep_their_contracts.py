"""Every built-in plug-in, and a fake of each kind, through the contract of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest

from dashboard import plugins
from dashboard.documents.jsonl import read_jsonl
from dashboard.documents.markdown import read_markdown
from dashboard.documents.text import read_text
from dashboard.model import Actor, ActorMention, Document, Sentence, Span
from dashboard.testing import ExtractorContract, FakeGazetteer, GazetteerContract, ReaderContract, a_place


class TestText(ReaderContract):
    reader = staticmethod(read_text)
    examples = {
        "utf8.txt": b"Shells fell on the village.\n",
        "marked.txt": "Shells fell on Kyïv’s outskirts.\n".encode("utf-8-sig"),
        "wide.txt": "سقطت قذائف على القرية\n".encode("utf-16"),
        "western.txt": "Les rebelles ont attaqué la garnison à l’aube près de Ménaka, a déclaré l’armée.\n".encode(
            "cp1252"
        ),
    }


class TestMarkdown(ReaderContract):
    reader = staticmethod(read_markdown)
    examples = {
        "bare.md": b"# Shells fall\n\nShells fell on the village.\n",
        "front.md": b"---\ntitle: Shells fall\npublished: 2024-02-29\nurl: https://example.org/a\n---\n\nShells fell.\n",
    }


class TestJsonLines(ReaderContract):
    reader = staticmethod(read_jsonl)
    examples = {
        "two.jsonl": b'{"id": "a", "text": "Shells fell."}\n\n{"text": "More fell.", "published": "2024-02-29T10:00:00Z"}\n'
    }


class TestFakeGazetteer(GazetteerContract):
    gazetteer = FakeGazetteer([a_place("Mosul"), a_place("Hit", latitude=33.64, longitude=42.83)])
    known = {"Mosul": "test:mosul", "hit": "test:hit"}


class TestOfflineGazetteer(GazetteerContract):
    known = {"Mosul": "geonames:99072", "Iraq": "geonames:99237", "العراق": "geonames:99237"}

    @pytest.fixture(autouse=True)
    def _open(self, gazetteer_index: None) -> None:
        self.gazetteer = plugins.gazetteer("offline")()


def find_ships(document: Document, sentences: Sequence[Sentence]) -> Iterable[ActorMention]:
    """An extractor as a plug-in author would write one."""
    for sentence in sentences:
        for match in re.finditer(r"\bMV [A-Z]\w+", sentence.span.of(document.text)):
            start = sentence.span.start + match.start()
            yield ActorMention(Span(start, start + len(match.group())), sentence.index, Actor(match.group()), "ship")


class TestAnExtractor(ExtractorContract):
    extractor = staticmethod(find_ships)
    texts = ("The MV Rubymar was hit.", "Rebels boarded MV Galaxy at sea.")
