"""Files to documents: text to the letter, metadata where it is sound, and a clear problem for everything else."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import documents
from dashboard.documents.decoding import decode
from dashboard.documents.making import title_line
from dashboard.errors import ReadError
from dashboard.model import Document, Problem
from dashboard.plugins import Input
from dashboard.settings import Settings
from dashboard.testing import documents_of, problems_of


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(path: Path, **settings: object) -> Document:
    (found,) = documents.read(path, Settings(**settings))
    assert isinstance(found, Document)
    return found


def complaint(path: Path, **settings: object) -> str:
    (found,) = documents.read(path, Settings(**settings))
    assert isinstance(found, Problem)
    assert found.stage == "read"
    return found.message


# ---------------------------------------------------------------------------------------------------------------- text


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    """Offsets count in the file as it is: line ends, blanks and odd letters stay."""
    text = "Blast in Herat\r\n\r\nA bomb  went off.\u2028 Cafe\u0301 windows broke. \n\n"
    document = one(written(tmp_path, "a.txt", text))
    assert document.text == text
    assert document.title == "Blast in Herat"
    assert document.source.origin == str(tmp_path / "a.txt")
    assert document.source.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.published is None


def test_same_words_are_one_document(tmp_path: Path) -> None:
    """The id is that of the words, not of the path."""
    assert one(written(tmp_path, "a.txt", "Shells fell.")).id == one(written(tmp_path, "b/c.txt", "Shells fell.")).id
    assert one(written(tmp_path, "d.txt", "Shells fell!")).id != one(tmp_path / "a.txt").id


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Blast in Herat\n\nA bomb went off.", "Blast in Herat"),
        ("Blast in Herat\nA bomb went off near the bazaar of the old city on Friday.", "Blast in Herat"),
        ("A bomb went off.\n\nMore.", ""),
        ("Just one line", ""),
        ("Published: 3 May 2024\n\nA bomb went off near the bazaar of the old city on Friday.", ""),
        ("Updated on 3 May 2024\n\nA bomb went off near the bazaar of the old city on Friday.", ""),
        ("By: Staff\n\nA bomb went off near the bazaar of the old city on Friday.", ""),
        ("By midnight the city was quiet\n\nA bomb went off.", "By midnight the city was quiet"),
        ("Roses are red\nViolets are blue\n", ""),
        (f"{'long ' * 50}\n\nMore.", ""),
        ("\n\n  Blast in Herat  \n\nA bomb went off.", "Blast in Herat"),
    ],
)
def test_first_line_as_title(text: str, title: str) -> None:
    """A short first line without a full stop, set apart or far shorter than what follows, is the title."""
    assert title_line(text) == title


# ----------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    """UTF-8, -16 and -32 are read exactly; the byte order mark is no part of the text."""
    text = "Zwölf Raketen trafen Kyjiw – sagte die Behörde am Montag. A plain sentence follows here.\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "L’armée malienne a annoncé la mort de trois soldats près de Ménaka, où des « rebelles » étaient arrivés à l’été.",
        ),
        (
            "cp1256",
            "قالت الشرطة إن انفجارا وقع صباح اليوم في سوق المدينة وأدى إلى مقتل ثلاثة أشخاص وإصابة عشرة آخرين بجروح.",
        ),
        (
            "cp1251",
            "Полиция сообщила, что утром на рынке города произошёл взрыв, погибли три человека и ещё десять были ранены.",
        ),
    ],
)
def test_older_encodings_are_guessed(encoding: str, text: str) -> None:
    """What newsrooms saved before UTF-8 is read with its letters right."""
    assert decode(text.encode(encoding)) == text


def test_wrong_mark_says_so() -> None:
    """A file that claims an encoding it is not in is refused with the place of the first bad byte."""
    with pytest.raises(ReadError, match="says it is utf-8 but byte 2 is not"):
        decode(b"\xef\xbb\xbfab\xff")


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x02\x01\x01\x00" + bytes(64), b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 9]
)
def test_binary_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """A picture or programme named .txt is no article."""
    assert "binary file" in complaint(written(tmp_path, "a.txt", content))


@given(st.binary(max_size=400))
def test_decoding_never_fails_otherwise(content: bytes) -> None:
    """Any bytes give a text or a ReadError."""
    try:
        assert isinstance(decode(content), str)
    except ReadError as error:
        assert str(error)


@given(st.text(min_size=1, max_size=300).filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf8_text_survives(text: str) -> None:
    """Whatever UTF-8 says comes back, unless it is full of control characters."""
    try:
        assert decode(text.encode("utf-8", "replace")) == text.encode("utf-8", "replace").decode()
    except ReadError as error:
        assert "binary" in str(error)


# ------------------------------------------------------------------------------------------------------------ markdown


def test_front_matter(tmp_path: Path) -> None:
    """Title, day, source, address and language come from it; the text is the article alone."""
    head = "---\ntitle: 'Blast: \"many\" hurt'\npublished: 2024-02-29T10:00:00Z\nsource: Daily Post\nurl: https://example.org/1\nlanguage: ar\n---\n"
    document = one(written(tmp_path, "a.md", f"{head}\n\nA bomb went off.\n\nMore.\n"))
    assert document.text == "A bomb went off.\n\nMore."
    assert document.title == 'Blast: "many" hurt'
    assert (document.published, document.language) == (date(2024, 2, 29), "ar")
    assert (document.source.publisher, document.source.url) == ("Daily Post", "https://example.org/1")


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    """A heading is the title, and stays in the text with its mark."""
    document = one(written(tmp_path, "a.md", "# Blast in Herat #\n\nA bomb went off.\n"))
    assert (document.title, document.text) == ("Blast in Herat", "# Blast in Herat #\n\nA bomb went off.")


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    """An article that begins with a horizontal rule is read whole."""
    assert one(written(tmp_path, "a.md", "---\n\nA bomb went off.\n")).text.endswith("A bomb went off.")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("---\ntitle: [unclosed\n---\n", "front matter is not YAML"),
        ("---\n- a\n- b\n---\n", "not a list of fields"),
        ("---\npublished: 2024-02-30\n---\n", "there is no such day"),
        ("---\npublished: last Friday\n---\n", "is not a date like"),
        ("---\nurl: javascript:alert(1)\n---\n", "not an absolute http or https address"),
        ("---\nurl: http://[::1\n---\n", "not an absolute http or https address"),
        ("---\nlanguage: Klingon please\n---\n", "is not a language code"),
        ("---\ntitle: never closed\n\n", "never closed"),
        (f"---\na: {'[' * 3000}\n---\n", "front matter is not YAML"),
    ],
)
def test_broken_front_matter_is_a_problem_and_the_article_is_read(tmp_path: Path, head: str, words: str) -> None:
    """What is wrong is said, what is right is kept."""
    found = list(documents.read(written(tmp_path, "a.md", f"{head}A bomb went off in Herat.\n")))
    (problem,), (document,) = problems_of(found), documents_of(found)
    assert words in problem.message
    assert problem.where == str(tmp_path / "a.md")
    assert document.text.endswith("A bomb went off in Herat.")
    assert (document.published, document.source.url, document.language) == (None, None, "en")


def test_only_front_matter(tmp_path: Path) -> None:
    """Front matter without an article is no document."""
    assert "no article" in complaint(written(tmp_path, "a.md", "---\ntitle: Nothing\n---\n"))


# ----------------------------------------------------------------------------------------------------------- JSON Lines


def test_json_lines(tmp_path: Path) -> None:
    """One document a line, with its own id; blank lines count but are passed over."""
    rows = [
        {
            "id": "n-1",
            "text": "Shells fell.\n",
            "title": "T",
            "published": "2024-02-29",
            "source": "Post",
            "url": "https://e.org/",
        },
        {"id": 7, "text": "More."},
        {"text": "Rest."},
    ]
    path = written(tmp_path, "a.jsonl", "\ufeff" + "\n\n".join(json.dumps(row) for row in rows) + "\n")
    first, second, third = (item for item in documents.read(path) if isinstance(item, Document))
    assert (first.source.origin, first.text, first.published) == ("n-1", "Shells fell.\n", date(2024, 2, 29))
    assert second.source.origin == "7"
    assert third.source.origin == f"{path}:5"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"id": "a", "text": "cut off', "not JSON"),
        (b"[1, 2]", "must be a JSON object"),
        (b'{"id": "a"}', 'has no "text"'),
        (b'{"id": "a", "text": 5}', '"text" must be a string'),
        (b'{"id": ["a"], "text": "x"}', '"id" must be a string'),
        (b'{"id": "a", "text": "caf\xe9"}', "is not UTF-8"),
        (b"[" * 100_000, "not usable JSON"),
        (b'{"text": "a", "n": 1' + b"0" * 5_000 + b"}", "not usable JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: bytes, words: str) -> None:
    """The problem says file and line; lines before and after are read."""
    path = written(tmp_path, "a.jsonl", b'{"id": "1", "text": "One."}\n' + line + b'\n{"id": "3", "text": "Three."}\n')
    found = list(documents.read(path))
    (problem,) = problems_of(found)
    assert problem.where == f"{path}:2"
    assert words in problem.message
    assert [document.source.origin for document in documents_of(found)] == ["1", "3"]


def test_an_impossible_date_costs_the_date_only(tmp_path: Path) -> None:
    """The document is read without it, never with a made-up one."""
    problem, document = documents.read(
        written(tmp_path, "a.jsonl", '{"id": "a", "text": "One.", "published": "2023-02-30"}')
    )
    assert isinstance(problem, Problem)
    assert "no such day" in problem.message
    assert isinstance(document, Document)
    assert document.published is None


def test_half_a_character_becomes_a_replacement(tmp_path: Path) -> None:
    """A lone surrogate cannot be stored or printed; the offsets of the rest stay."""
    document = one(written(tmp_path, "a.jsonl", '{"id": "a", "text": "x\\ud800y", "title": "\\udfff"}'))
    assert document.text == "x\N{REPLACEMENT CHARACTER}y"
    document.title.encode()


def test_a_stream_is_read_line_by_line() -> None:
    """A document comes out before the next line is there."""
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stream, os.fdopen(write_end, "wb", buffering=0) as sender:
        found = documents.read_stream(stream)
        sender.write(b'{"id": "1", "text": "One."}\n')
        assert isinstance(next(found), Document)
        sender.write(b"broken\n")
        broken = next(found)
        assert isinstance(broken, Problem)
        assert broken.where == "<stdin>:2"


# ---------------------------------------------------------------------------------------------------- size, odd files


def test_a_document_may_be_too_long(tmp_path: Path) -> None:
    """Ten megabytes of one line are refused in words, with what to do."""
    path = written(tmp_path, "a.txt", "word " * 2_000_000)
    assert "longer than the 1,000,000 characters" in complaint(path)
    assert one(path, max_characters=10_000_000).text.startswith("word")


def test_a_long_line_does_not_stop_the_others(tmp_path: Path) -> None:
    """A JSON line of more than a document may have is passed over without being held in memory."""
    long = json.dumps({"id": "2", "text": "x" * 200_000})
    path = written(tmp_path, "a.jsonl", f'{{"id": "1", "text": "One."}}\n{long}\n{{"id": "3", "text": "Three."}}')
    found = list(documents.read(path, Settings(max_characters=1_000)))
    assert [document.source.origin for document in documents_of(found)] == ["1", "3"]
    (problem,) = problems_of(found)
    assert problem.where == f"{path}:2"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_empty_files(tmp_path: Path, name: str) -> None:
    """Nothing is said to be nothing; blanks too."""
    assert "empty" in complaint(written(tmp_path, name, ""))
    message = complaint(written(tmp_path, name, " \n\n "))
    assert "blanks" in message or "empty" in message


def test_missing_file(tmp_path: Path) -> None:
    """A path that leads nowhere is a problem that says so."""
    assert "no such file or folder" in complaint(tmp_path / "gone.txt")


def test_named_file_of_unknown_kind(tmp_path: Path) -> None:
    """A file that was asked for by name is not passed over in silence."""
    assert "no reader knows .xyz" in complaint(written(tmp_path, "a.xyz", "words"))
    assert "no reader knows a file without suffix" in complaint(written(tmp_path, "README", "words"))


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe would block forever; it is refused."""
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in complaint(tmp_path / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder(tmp_path: Path) -> None:
    """No right to read is said as such."""
    closed = written(tmp_path, "closed/a.txt", "words").parent
    closed.chmod(0)
    try:
        assert "cannot be read" in complaint(closed)
    finally:
        closed.chmod(0o700)


def test_an_unreadable_folder_among_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The problem of one folder leaves the others alone (as root, too)."""
    written(tmp_path, "a/one.txt", "One.")
    written(tmp_path, "b/two.txt", "Two.")
    scan = os.scandir

    def refuse(path: os.PathLike[str]) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("dashboard.documents.reading.os.scandir", refuse)
    problem, document = documents.read(tmp_path)
    assert isinstance(problem, Problem)
    assert problem.message == "it cannot be read: Permission denied; give yourself the right to read it"
    assert isinstance(document, Document)


# ------------------------------------------------------------------------------------------------------------- folders


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """All levels, sorted; hidden files, other kinds and links to folders are passed over."""
    for name in ("b.txt", "a/2.md", "a/1.txt", "c.jsonl", ".hidden.txt", ".git/x.txt", "picture.png", "UPPER.TXT"):
        written(tmp_path, name, '{"text": "words"}' if name.endswith("l") else f"words of {name}")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked.txt").symlink_to(tmp_path / "b.txt")
    names = [str(path.relative_to(tmp_path)) for path in documents.files_under(tmp_path) if isinstance(path, Path)]
    assert names == ["UPPER.TXT", "a/1.txt", "a/2.md", "b.txt", "c.jsonl", "linked.txt"]
    assert len(documents_of(documents.read(tmp_path))) == 6


def test_a_hidden_file_may_be_named(tmp_path: Path) -> None:
    """Who names it, means it."""
    assert one(written(tmp_path, ".hidden.txt", "words")).text == "words"


def test_a_folder_without_documents(tmp_path: Path) -> None:
    """It says what could have been read."""
    assert ".jsonl" in complaint(tmp_path)


def test_addresses_need_a_reader(tmp_path: Path) -> None:
    """Nothing is fetched unless a plug-in is installed for it."""
    (problem,) = documents.read("https://example.org/news")
    assert isinstance(problem, Problem)
    assert "no reader is installed for https://" in problem.message


def test_count_is_what_to_expect(tmp_path: Path) -> None:
    """A progress bar's total: files, and lines of JSON Lines."""
    written(tmp_path, "a.txt", "One.")
    written(tmp_path, "b.jsonl", '{"text": "a"}\n{"text": "b"}\n')
    assert documents.count(tmp_path) == 3
    assert documents.count(tmp_path / "gone") == 1


def test_a_reader_may_open_twice() -> None:
    """An Input gives its bytes anew each time."""
    source = Input.of_bytes("a", b"abc")
    assert source.open().read() == source.open().read() == b"abc"
