"""For tests, ours and those of plug-in authors: factories, fakes, and the contracts that every plug-in must keep.

    class TestMyReader(ReaderContract):
        reader = staticmethod(my_package.read_eml)
        examples = {"letter.eml": (Path(__file__).parent / "letter.eml").read_bytes()}

pytest runs the contract's tests on the subclass. Nothing here needs pytest to import.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from dashboard.errors import ReadError
from dashboard.model import (
    Actor,
    Cited,
    Count,
    Document,
    Gazetteer,
    Location,
    Period,
    Place,
    PlaceKind,
    Problem,
    Report,
    Sentence,
    Source,
    Span,
    SubEventType,
)
from dashboard.plugins import Extractor, Input, Reader

# ---------------------------------------------------------------------------------------------------------- factories


def a_document(text: str = "Gunmen killed three people in Mosul on Monday.", **given: Any) -> Document:
    """A document with that text; ``given`` sets other fields, ``origin`` among them."""
    origin = given.pop("origin", "test.txt")
    source = given.pop("source", Source(origin, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()))
    return Document(id=given.pop("id", Document.identify(text, given=origin)), text=text, source=source, **given)


def a_place(name: str = "Mosul", **given: Any) -> Place:
    """A town, Mosul unless said otherwise."""
    usual: dict[str, Any] = {
        "id": f"test:{name.lower()}",
        "kind": PlaceKind.TOWN,
        "latitude": 36.335,
        "longitude": 43.119,
    }
    return Place(**{**usual, "name": name, "radius_km": 5.0, "country": "IQ", "population": 1_000_000, **given})


def a_report(document: Document | None = None, **given: Any) -> Report:
    """A report of an attack in Mosul that cites the whole text; ``given`` sets other fields."""
    told = document or a_document()
    whole = (Span(0, len(told.text)),)
    place = a_place()
    location = Location("Mosul", place, place.latitude, place.longitude, place.radius_km, 1)
    usual: dict[str, Any] = {
        "id": f"report-{told.id}",
        "document": told.id,
        "sub_event_type": Cited(SubEventType.ATTACK, whole, "test"),
        "evidence": whole,
        "actors": (Cited(Actor("gunmen"), whole, "test"),),
        "place": Cited(location, whole, "test"),
        "period": Cited(Period(date(2024, 1, 15), date(2024, 1, 15), 1), whole, "test"),
        "killed": Cited(Count(3, 3), whole, "test"),
    }
    return Report(**{**usual, **given})


# -------------------------------------------------------------------------------------------------------------- fakes


@dataclass
class FakeGazetteer:
    """Knows the places it was given, by name in any case; ``asked`` keeps what was looked up."""

    places: Sequence[Place] = ()
    asked: list[str] = field(default_factory=list)

    def lookup(self, name: str) -> Sequence[Place]:
        self.asked.append(name)
        return tuple(place for place in self.places if place.name.lower() == name.lower())


# ---------------------------------------------------------------------------------------------------------- contracts


class ReaderContract:
    """What every reader must do. ``examples`` maps file names to contents that it can read."""

    reader: ClassVar[Reader]
    examples: ClassVar[Mapping[str, bytes]]

    def read(self, name: str, content: bytes, **limits: Any) -> list[Document | Problem]:
        return list(type(self).reader(Input.of_bytes(name, content, **limits)))

    def test_reads_its_examples(self) -> None:
        """Each example gives at least one document and no problem."""
        for name, content in self.examples.items():
            found = self.read(name, content)
            assert found, name
            assert [item for item in found if isinstance(item, Problem)] == []

    def test_gives_the_same_documents_each_time(self) -> None:
        """Reading twice gives equal documents with equal ids."""
        for name, content in self.examples.items():
            assert self.read(name, content) == self.read(name, content)

    def test_ids_are_those_of_the_model(self) -> None:
        """An id does not depend on where the file lay."""
        for name, content in self.examples.items():
            ids = [item.id for item in self.read(name, content) if isinstance(item, Document)]
            moved = [item.id for item in self.read(f"elsewhere/{name}", content) if isinstance(item, Document)]
            assert ids == moved

    def test_documents_have_text_and_source(self) -> None:
        """A document has words, says where it is from, and can be sent to another process."""
        for name, content in self.examples.items():
            for item in self.read(name, content):
                assert isinstance(item, Document)
                assert item.text.strip()
                assert item.source.origin
                assert len(item.source.sha256) == 64
                assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301  # our own bytes

    def test_nothing_is_refused_in_words(self) -> None:
        """An empty file is a ReadError or a Problem, never a document and never another exception."""
        self._refuses(b"")

    def test_rubbish_is_refused_in_words(self) -> None:
        """Bytes that are no text end the same way."""
        self._refuses(bytes(range(256)) * 40)

    def test_long_documents_are_refused(self) -> None:
        """More characters than allowed are refused, not cut."""
        for name, content in self.examples.items():
            try:
                found = self.read(name, content, max_characters=3)
            except ReadError:
                continue
            assert not any(isinstance(item, Document) for item in found), name

    def _refuses(self, content: bytes) -> None:
        for name in self.examples:
            try:
                found = self.read(name, content)
            except ReadError as error:
                assert str(error)
                continue
            assert found, name
            assert all(isinstance(item, Problem) for item in found), name


class GazetteerContract:
    """What every gazetteer must do. ``known`` maps names to the id of a place that must be among the answers."""

    gazetteer: Gazetteer
    known: ClassVar[Mapping[str, str]]

    def test_knows_its_names(self) -> None:
        """Each known name finds its place."""
        for name, identity in self.known.items():
            assert identity in [place.id for place in self.gazetteer.lookup(name)], name

    def test_places_are_sound(self) -> None:
        """Ids say which gazetteer; no place stands at the null island; every one has a radius."""
        for name in self.known:
            for place in self.gazetteer.lookup(name):
                assert ":" in place.id
                assert (place.latitude, place.longitude) != (0, 0)
                assert place.radius_km > 0
                assert place.country is None or (len(place.country) == 2 and place.country.isupper())

    def test_answers_are_stable(self) -> None:
        """The same question has the same answer, in the same order, without doubles."""
        for name in self.known:
            first = list(self.gazetteer.lookup(name))
            assert first == list(self.gazetteer.lookup(name))
            assert len({place.id for place in first}) == len(first)

    def test_unknown_names_have_no_places(self) -> None:
        """A name nobody has, an empty one and odd characters give nothing, without an exception."""
        for name in ("Qxzzyvb Wkrtplm", "", " ", "\x00", "'; DROP TABLE place; --", "%", "\ud800"):
            assert list(self.gazetteer.lookup(name)) == []


class ExtractorContract:
    """What every extractor must do. ``texts`` are texts in which it finds something."""

    extractor: ClassVar[Extractor]
    texts: ClassVar[Sequence[str]]

    def find(self, text: str) -> list[Any]:
        document = a_document(text)
        sentences = [Sentence(Span(0, len(text)), 0, 0)] if text else []
        return list(type(self).extractor(document, sentences))

    def test_finds_something(self) -> None:
        """Each text has a mention."""
        for text in self.texts:
            assert self.find(text), text

    def test_mentions_lie_inside_their_sentence(self) -> None:
        """Spans point into the text, and into the sentence they name."""
        for text in self.texts:
            for mention in self.find(text):
                assert mention.sentence == 0
                assert mention.span.end <= len(text)

    def test_is_deterministic(self) -> None:
        """The same text gives the same mentions."""
        for text in self.texts:
            assert self.find(text) == self.find(text)

    def test_bears_any_text(self) -> None:
        """Empty and odd texts are no reason for an exception."""
        for text in ("", " ", "\n\n", "a" * 10_000, "\u202e\x00\ud800"):
            self.find(text)


def documents_of(found: Iterable[Document | Problem]) -> list[Document]:
    """The documents among them."""
    return [item for item in found if isinstance(item, Document)]


def problems_of(found: Iterable[Document | Problem]) -> list[Problem]:
    """The problems among them."""
    return [item for item in found if isinstance(item, Problem)]
