"""``dashboard load`` and ``reread``: with a progress bar, and at the end what was done and what went wrong."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from dashboard import documents, pipeline
from dashboard.cli.common import say_all, settings_of
from dashboard.cli.plain import line
from dashboard.errors import SettingsError
from dashboard.model import LoadReport

NAMES_SHOWN = 5


def load(chosen: Namespace) -> int:
    settings = settings_of(chosen)
    _check_writable(chosen.report)
    total = sum(documents.count(path) for path in chosen.paths)
    with _progress("reading articles", total) as told:
        report = pipeline.load(chosen.paths, settings, told)
    if chosen.report:
        Path(chosen.report).write_text(
            json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    say_all(report.problems)
    _say(report, settings.store_url)
    return 3 if report.problems else 0


def reread(chosen: Namespace) -> int:
    from dashboard.store import Store

    settings = settings_of(chosen)
    with Store.open(settings.store_url) as store:
        total = store.totals()["documents"]
    with _progress("reading stored articles again", total) as told:
        report = pipeline.reread(settings, told)
    say_all(report.problems)
    spent = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in report.seconds.items())
    print(f"{report.documents:,} documents are read otherwise than before; {report.unchanged:,} as before ({spent})")
    print(f"store: {settings.store_url}")
    return 3 if report.problems else 0


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; what it gives is told how many are done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))


def _say(report: LoadReport, url: str) -> None:
    spent = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in report.seconds.items())
    print(
        f"{report.documents:,} new documents with {report.reports:,} reports of incidents; {report.unchanged:,} already there"
    )
    print(f"{len(report.problems):,} problems; {len(report.unresolved):,} names unknown{_names(report)} ({spent})")
    print(f"store: {url}")


def _names(report: LoadReport) -> str:
    some = [f"{line(name)} ({times})" for name, times in list(report.unresolved.items())[:NAMES_SHOWN]]
    return f": {', '.join(some)}{' …' if len(report.unresolved) > len(some) else ''}" if some else ""


def _check_writable(path: str | None) -> None:
    """Better to say now than after an hour of loading that the report has nowhere to go."""
    if path and not Path(path).resolve().parent.is_dir():
        raise SettingsError(f"--report {path}: its folder does not exist; make it first")
