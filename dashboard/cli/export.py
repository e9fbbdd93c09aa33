"""``dashboard export``: incidents as a file for other programs, as a page that opens offline, or as a brief to read.

What the page's export window makes is made by the same functions, so that both give the same file.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from dashboard.cli.common import settings_of
from dashboard.cli.incidents import filters_of
from dashboard.errors import SettingsError

if TYPE_CHECKING:
    from dashboard.app.protecting import Pair, Protection
    from dashboard.app.telling import About
    from dashboard.store import Filters, Store

PAGES: Final = ("html", "brief", "brief-html")  # made for readers, in a language; all others are for programs
EASY: Final = 3_000  # incidents on one page: as many as the export window puts there, what a browser lists at ease


def export(chosen: Namespace) -> int:
    """Writes the incidents that the flags ask for. Raises ``SettingsError`` for flags that do not go together."""
    from dashboard.app.protecting import protected
    from dashboard.store import Store
    from dashboard.store.export import FORMATS

    form, filters, protection = chosen.format, filters_of(chosen), protection_of(chosen.protect)
    if chosen.lang and form not in PAGES:
        raise SettingsError(
            f"--lang {chosen.lang}: --format {form} is for programs and has one language; "
            f"leave --lang out, or give --format {', '.join(PAGES[:-1])} or {PAGES[-1]}"
        )
    with Store.open(settings_of(chosen).store_url) as store:
        if form in PAGES:
            text = _page(store, form, filters, protection, chosen.lang)
            with _output(chosen.output) as stream:
                stream.write(text)
            return 0
        with _output(chosen.output) as stream:
            FORMATS[form](protected(store.with_documents(store.select(filters)), protection), stream)
    return 0


def protection_of(asked: Sequence[str]) -> Protection:
    """What ``--protect`` asks to leave out; given several times, each adds to the others."""
    from dashboard.app.protecting import Protection

    return Protection(graphic=not {"graphic", "all"}.isdisjoint(asked), places=not {"places", "all"}.isdisjoint(asked))


def _page(store: Store, form: str, filters: Filters, protection: Protection, lang: str | None) -> str:
    from dashboard.app import language, telling
    from dashboard.app.protecting import protected
    from dashboard.app.state import PageState

    frame = store.frame()
    keys = frame.in_order(frame.mask(filters, store.matching(filters.words)))
    if len(keys) > EASY:
        print(
            f"{len(keys):,} incidents on one page: a browser may be slow with more than {EASY:,}; filters make it fewer",
            file=sys.stderr,
        )
    with language.speaking(language.LANGUAGES[lang] if lang else language.ENGLISH):
        asked = telling.asked(PageState(filters=filters))
        about = telling.About(datetime.now(tz=UTC).date(), asked, len(keys), len(keys), protection)
        text = made(form, protected(store.with_documents(store.incidents(keys)), protection), about)
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair in an article's JSON is no text


def made(form: str, pairs: Iterator[Pair], about: About) -> str:
    """The text of one of ``PAGES``, in the current language."""
    from dashboard.app import brief, sheet_page

    if form == "html":
        return sheet_page.html(pairs, about)
    told = brief.make(pairs, about)
    return brief.html(told) if form == "brief-html" else brief.markdown(told)


@contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    """stdout, or a file that appears only when it is whole."""
    if not path:
        yield sys.stdout
        return
    target = Path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise SettingsError(f"{target}: the export cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
