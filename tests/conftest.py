"""What all tests share: a compiled gazetteer, an environment without anybody's settings, the command line as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import pipeline
from dashboard.errors import GazetteerError
from dashboard.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
for name in [name for name in os.environ if name.startswith(PREFIX)]:
    del os.environ[name]

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def gazetteer_index() -> None:
    """Builds the place index if it is missing or was built from other data."""
    from dashboard.places.build import build
    from dashboard.places.offline import OfflineGazetteer

    try:
        OfflineGazetteer.open().close()
    except GazetteerError:
        build()


@pytest.fixture(scope="session")
def engine(gazetteer_index: None) -> pipeline.Engine:
    """The real engine, strict: a failure is a failure of the test."""
    return pipeline.Engine.open(Settings(strict=True))


@pytest.fixture
def command(gazetteer_index: None, tmp_path: Path) -> Command:
    """Runs ``dashboard …`` as its own process in an empty folder; ``input`` is what it reads from stdin."""

    def run(
        *arguments: object, input: str | bytes | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        given = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", *map(str, arguments)],
            input=given if given is not None else b"",
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
