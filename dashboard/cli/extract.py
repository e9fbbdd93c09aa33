"""``dashboard extract``: documents in, one JSON line each out, in input order, as a stream, without a store."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator

from dashboard import pipeline
from dashboard.cli.common import say, settings_of
from dashboard.documents import read_stream
from dashboard.model import Document, Extract, Problem
from dashboard.records import extract_to_json
from dashboard.settings import Settings

STDIN = "-"


def extract(chosen: Namespace) -> int:
    settings = settings_of(chosen)
    clean = True
    for item in pipeline.extract_all(_found(chosen.path, settings), settings, written):
        if isinstance(item, Problem):
            say(item)
            clean = False
        else:
            text, fine = item
            print(text, flush=True)
            clean = clean and fine
    return 0 if clean else 3


def written(whole: Extract) -> tuple[str, bool]:
    """The extract's line, and whether it is without problems; runs in the worker."""
    return json.dumps(extract_to_json(whole), ensure_ascii=False), not whole.problems


def _found(path: str, settings: Settings) -> Iterator[Document | Problem]:
    return read_stream(sys.stdin.buffer, settings) if path == STDIN else pipeline.read_all([path], settings)
