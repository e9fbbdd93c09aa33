"""What several commands share: settings from their flags, problems on stderr."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from dashboard.cli.plain import line
from dashboard.model import Problem
from dashboard.settings import Settings

SHOWN = 20  # problems listed one by one at the end of a load; all stand in --report and in the store


def settings_of(chosen: Namespace) -> Settings:
    """The settings in force: those of files and environment, and above them the flags given."""
    names = {setting.name for setting in fields(Settings)}
    flags = {name: value for name, value in vars(chosen).items() if name in names}
    return Settings.load(flags, file=Path(chosen.config) if chosen.config else None)


def say(problem: Problem) -> None:
    """One problem, one line on stderr."""
    print(f"{line(problem.where)}: {problem.stage}: {line(problem.message)}", file=sys.stderr)


def say_all(problems: Iterable[Problem], shown: int = SHOWN) -> None:
    """The first problems one by one, the others as a number."""
    listed = list(problems)
    for problem in listed[:shown]:
        say(problem)
    if len(listed) > shown:
        print(f"… and {len(listed) - shown:,} more problems", file=sys.stderr)
