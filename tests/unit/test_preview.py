"""What would be made of a text before it is stored: the doors behind "Read an article"."""

import json

import pytest

from dashboard import documents, pipeline
from dashboard.model import Document, Problem
from dashboard.settings import Settings
from dashboard.store import Store

TEXT = (
    "Shells fall on Idlib\n\n"
    "Government forces shelled a market in Idlib on 4 March 2020, killing five people, medics said on Thursday.\n"
)


@pytest.fixture(scope="module")
def engine():
    return pipeline.Engine.open(Settings())


def one(found):
    (document,) = found
    assert isinstance(document, Document)
    return document


def test_pasted_words_are_the_document_that_a_file_of_them_is(tmp_path):
    """The same text pasted or loaded from a file is one document, so that loading it again changes nothing."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    pasted = one(documents.read_words("pasted text", TEXT, {}))
    assert pasted.id == one(documents.read(file)).id == one(documents.read_bytes("b.txt", TEXT.encode())).id
    assert pasted.title == "Shells fall on Idlib"


def test_what_is_given_beside_the_words_is_kept_and_what_is_wrong_is_said():
    """A title, a day and a publisher are the document's; an address that is none is left out, with a word about it."""
    given = {"title": "Other", "published": "2020-03-05", "source": "Wire", "url": "javascript:alert(1)"}
    problem, document = documents.read_words("pasted text", TEXT, given)
    assert isinstance(problem, Problem)
    assert "not an absolute http" in problem.message
    assert (document.title, str(document.published), document.source.publisher) == ("Other", "2020-03-05", "Wire")
    assert document.source.url is None


@pytest.mark.parametrize("name", ["a.pdf", "noend"])
def test_a_file_no_reader_knows_names_itself(name):
    (problem,) = documents.read_bytes(name, b"%PDF")
    assert problem.where == name
    assert ".jsonl" in problem.message


def test_a_preview_stores_nothing_and_saving_twice_is_saving_once(tmp_path, engine):
    """Two copies and a broken line: one document, one incident, one problem; the second save finds it stored."""
    line = json.dumps({"id": "x", "text": TEXT})
    found = [*documents.read_bytes("c.jsonl", f"{line}\n{line}\nnonsense\n".encode())]
    told = []
    seen = pipeline.preview(found, engine, told.append)
    assert (len(seen.extracts), len(seen.incidents)) == (1, 1)
    assert [p.where for p in seen.problems] == ["c.jsonl:3"]
    assert told == [1, 2, 3]
    assert seen.incidents[0].location.place.name == "Idlib"
    with Store.open(f"sqlite:///{tmp_path / 's.sqlite'}", create=True) as store:
        assert len(store.frame()) == 0
        first, second = pipeline.save(store, seen.extracts), pipeline.save(store, seen.extracts)
        assert (first.documents, second.documents, second.unchanged) == (1, 0, 1)
        assert len(store.frame()) == 1
