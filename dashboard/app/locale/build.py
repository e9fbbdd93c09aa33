"""Makes the catalogue of texts anew: ``python dashboard/app/locale/build.py`` (``make texts``).

Texts are extracted from the code into ``dashboard.pot``; each language's ``.po`` gets what is new, with an empty
translation to be written by a person, and loses what is gone; then it is compiled to the ``.mo`` that the page reads.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
APP = FOLDER.parent
KEYWORDS = {"say": None, "mark": None, "plural": (2, 3), "mark_plural": (1, 2), "forms": (1, 2)}


def extracted() -> Catalog:
    """All texts of the page as they stand in the code, in order of their places."""
    found = Catalog(project="dashboard", charset="utf-8", fuzzy=False)
    files = extract_from_dir(APP, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for name, line, text, _, context in sorted(files, key=lambda item: (item[0], item[1])):
        if text:
            found.add(text, locations=[(name, line)], context=context)
    return found


def translated(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def updated(path: Path, template: Catalog) -> Catalog:
    """A language's catalogue with the texts of today; nothing is guessed from texts that look alike."""
    known = translated(path) if path.exists() else Catalog(locale=path.parents[1].name, fuzzy=False)
    known.update(template, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    return known


def written(catalogue: Catalog) -> bytes:
    """As a ``.po`` file: with the files that texts stand in but without lines, which change with every edit."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, omit_header=False)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    template = extracted()
    pot = FOLDER / "dashboard.pot"
    kept = read_po(pot.open("rb")).creation_date if pot.exists() else template.creation_date
    template.creation_date = kept  # or each build would differ from the last
    pot.write_bytes(written(template))
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/dashboard.po")):
        catalogue = updated(path, template)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        left = [message for message in catalogue if message.id and not all(_forms(message.string))]
        print(f"{path.parents[1].name}: {len(catalogue)} texts, {len(left)} without a translation")


def _forms(string: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
