"""The door of the folder: a path, a folder or a URL -> documents, one file's failure kept from the rest.

Which files of a folder are read: all whose suffix a reader knows, in the order of their names, folder by folder.
Hidden files and folders (a leading dot) and unknown suffixes are passed over in silence there, since a folder of
articles also holds pictures and notes; a file that is named itself is read even if hidden, and an unknown suffix is
then a problem. Links to folders are not followed, so that a link to a parent cannot run in circles.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from dashboard import plugins
from dashboard.documents.jsonl import read_jsonl
from dashboard.documents.making import documents_of, title_line
from dashboard.errors import ReadError, UnsupportedFormatError
from dashboard.model import Document, Problem
from dashboard.plugins import Input
from dashboard.settings import Settings

STAGE = "read"


def read(path: str | Path, settings: Settings | None = None) -> Iterator[Document | Problem]:
    """The documents of a file, a folder or a URL that a plug-in reads; what cannot be read is a ``Problem``."""
    chosen = settings or Settings()
    scheme = _scheme(str(path))
    if scheme:
        yield from _read_url(str(path), scheme, chosen)
        return
    for file in files_under(Path(path)):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, chosen)


def read_stream(
    stream: BinaryIO, settings: Settings | None = None, name: str = "<stdin>"
) -> Iterator[Document | Problem]:
    """JSON Lines from an open stream, one document at a time as the lines arrive."""
    chosen = settings or Settings()
    source = Input(name, lambda: stream, chosen.language, chosen.max_characters)
    yield from _guarded(name, lambda: read_jsonl(source))


def read_bytes(name: str, content: bytes, settings: Settings | None = None) -> Iterator[Document | Problem]:
    """The documents of a file that is in memory, by the reader of its name's suffix; ``name`` stands in problems."""
    chosen = settings or Settings()
    try:
        reader = _reader_for(Path(name).suffix)
    except UnsupportedFormatError as error:
        yield Problem(name, STAGE, str(error))
        return
    source = Input.of_bytes(name, content, language=chosen.language, max_characters=chosen.max_characters)
    yield from _guarded(name, lambda: iter(reader(source)))


def read_words(
    name: str, text: str, given: Mapping[str, str], settings: Settings | None = None
) -> Iterator[Document | Problem]:
    """One document of a text that somebody typed or pasted. ``given`` may hold title, published, source and url.

    Without a title the first line is taken for one if it reads like a headline, as in a file.
    """
    chosen = settings or Settings()
    source = Input.of_bytes(name, text.encode("utf-8", "replace"), max_characters=chosen.max_characters)
    whole = {"language": chosen.language, **given, "title": given.get("title") or title_line(text)}
    yield from _guarded(
        name, lambda: documents_of(source, text, whole, raw=text.encode("utf-8", "replace"), where=name)
    )


def files_under(path: Path) -> Iterator[Path | Problem]:
    """The files that ``read`` would read, in its order; a missing path or unreadable folder is a ``Problem``."""
    try:
        is_folder = path.is_dir()
        if not is_folder and not path.exists():
            yield Problem(str(path), STAGE, "there is no such file or folder; check the path")
            return
    except OSError as error:
        yield Problem(str(path), STAGE, _why(error))
        return
    if not is_folder:
        yield path
        return
    suffixes = {name for name in plugins.names("readers") if name.startswith(".")}
    empty = True
    for file in _walk(path, suffixes):
        empty = False
        yield file
    if empty:
        yield Problem(str(path), STAGE, f"no document here; files that can be read end in {' '.join(sorted(suffixes))}")


def count(path: str | Path) -> int:
    """How many documents to expect of a path, for a progress bar: a file is one, JSON Lines one a line."""
    if _scheme(str(path)):
        return 1
    return sum(_lines(file) if isinstance(file, Path) else 1 for file in files_under(Path(path)))


def _lines(file: Path) -> int:
    if plugins.READERS.get(file.suffix.lower()) != plugins.READERS[".jsonl"]:
        return 1
    try:
        with file.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) or 1
    except OSError:
        return 1


def _walk(folder: Path, suffixes: set[str]) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(str(folder), STAGE, _why(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, suffixes)
        elif Path(entry.name).suffix.lower() in suffixes and not _links_to_folder(entry):
            yield folder / entry.name


def _links_to_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and entry.is_dir()


def _scheme(path: str) -> str:
    """``https:`` for ``https://…``, empty for a path; one letter is a drive, not a scheme."""
    head, mark, _ = path.partition("://")
    return f"{head.lower()}:" if mark and len(head) > 1 and head.replace("+", "").isalnum() else ""


def _read_url(url: str, scheme: str, settings: Settings) -> Iterator[Document | Problem]:
    reader = plugins.reader(scheme)
    if reader is None:
        yield Problem(url, STAGE, f"no reader is installed for {scheme}// addresses; save the page and load the file")
        return
    source = Input(url, lambda: _refuse(url), settings.language, settings.max_characters)
    yield from _guarded(url, lambda: iter(reader(source)))


def _refuse(url: str) -> BinaryIO:
    raise ReadError(f"{url}: a reader of URLs opens them itself")


def _read_file(path: Path, settings: Settings) -> Iterator[Document | Problem]:
    try:
        reader = _reader_for(path.suffix)
    except UnsupportedFormatError as error:
        yield Problem(str(path), STAGE, str(error))
        return
    if not path.is_file():
        yield Problem(str(path), STAGE, "this is not a regular file (a device, socket or pipe); give a file")
        return
    source = Input.of_file(path, language=settings.language, max_characters=settings.max_characters)
    yield from _guarded(str(path), lambda: iter(reader(source)))


def _reader_for(suffix: str) -> plugins.Reader:
    """The reader of a suffix. Raises ``UnsupportedFormatError``, which names those that there are."""
    reader = plugins.reader(suffix) if suffix else None
    if reader is None:
        known = " ".join(name for name in plugins.names("readers") if name.startswith("."))
        raise UnsupportedFormatError(f"no reader knows {suffix or 'a file without suffix'}; known are {known}")
    return reader


def _guarded(where: str, start: Callable[[], Iterator[Document | Problem]]) -> Iterator[Document | Problem]:
    """What a reader gives; a ReadError or an error of the file system becomes the last Problem."""
    try:
        yield from start()
    except ReadError as error:
        yield Problem(where, STAGE, str(error))
    except OSError as error:
        yield Problem(where, STAGE, _why(error))


def _why(error: OSError) -> str:
    hints = {PermissionError: "; give yourself the right to read it", FileNotFoundError: "; check the path"}
    return f"it cannot be read: {error.strerror or error}{hints.get(type(error), '')}"
