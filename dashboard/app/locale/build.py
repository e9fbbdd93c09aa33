"""Makes the catalogue of texts anew: ``python dashboard/app/locale/build.py`` (``make texts``).

Texts are extracted from the code into ``dashboard.pot``; each language's ``.po`` gets what is new, with an empty
translation to be written by a person, and loses what is gone; then it is compiled to the ``.mo`` that the page reads.
A new language begins with a ``.po`` that has the head of the Arabic one, and a line in ``language.LANGUAGES``.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dashboard.app import basemap
from dashboard.model import Assertion, EventType, Factuality, PlaceKind, PlaceRole, SubEventType

# whose values are codes in data and said on the page
VOCABULARIES = (EventType, SubEventType, Factuality, Assertion, PlaceKind, PlaceRole)
FOLDER = Path(__file__).resolve().parent
APP = FOLDER.parent
SINGLE = {"say", "mark"}  # the text is the first argument
NUMBERED = {"plural": 1, "mark_plural": 0, "forms": 0}  # where the first of the two texts stands


def extracted() -> Catalog:
    """All texts of the page as they stand in the code, in order of their places; then the codes that are said, and the seas."""
    found = Catalog()
    for path in sorted(APP.rglob("*.py")):
        if path.parent != FOLDER:
            for text in texts(ast.parse(path.read_text("utf-8"))):
                found.add(text, locations=[(path.relative_to(APP).as_posix(), 0)])
    for kind in VOCABULARIES:
        for member in kind:
            found.add(member.value, locations=[(f"model: {kind.__name__}", 0)])
    for sea in basemap.seas():
        found.add(sea, locations=[("data/basemap/labels.json", 0)])
    return found


def texts(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """The texts of a module: Babel's own extraction does not look into f-strings before Python 3.12."""
    for node in ast.walk(tree):
        name = called(node)
        if isinstance(node, ast.Call) and name in SINGLE | NUMBERED.keys():
            first = NUMBERED.get(name, 0)
            literal = [literal_text(argument) for argument in node.args[first : first + 2]]
            if name in SINGLE and literal[0]:
                yield literal[0]
            elif name in NUMBERED and len(literal) == 2 and literal[0] and literal[1]:
                yield literal[0], literal[1]


def called(node: ast.AST) -> str:
    """The bare name of what is called; "" for no call."""
    target = node.func if isinstance(node, ast.Call) else None
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def literal_text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def translated(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def updated(path: Path, template: Catalog) -> Catalog:
    """A language's catalogue with the texts of today; nothing is guessed from texts that look alike."""
    known = translated(path)
    known.update(template, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    return known


def written(path: Path, catalogue: Catalog) -> None:
    """Writes the texts below the file's own head, with the files they stand in but no lines, which change with every edit."""
    head, _, _ = path.read_text("utf-8").partition("\n\n")
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, omit_header=True)
    path.write_text(f"{head}\n\n{out.getvalue().decode()}", "utf-8")


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    template = extracted()
    written(FOLDER / "dashboard.pot", template)
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/dashboard.po")):
        catalogue = updated(path, template)
        written(path, catalogue)
        path.with_suffix(".mo").write_bytes(compiled(translated(path)))
        left = [message for message in catalogue if message.id and not all(_forms(message.string))]
        print(f"{path.parents[1].name}: {len(catalogue)} texts, {len(left)} without a translation")


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
