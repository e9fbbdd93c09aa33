"""The frame's copy beside the store: used where it is right, passed over where it is not."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from invented import block_keys, corpus, merge

from dashboard.store import Filters, Store, frames, snapshot

RULES = {"merge": merge, "block_keys": block_keys}
MADE = corpus(61, 60)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "LEAST_ROWS", 1)
    return tmp_path / "s.sqlite"


@pytest.fixture
def read_anew(monkeypatch):
    """How many rows each reading took from the store itself."""
    seen = []
    plain = frames.Frame.updated
    monkeypatch.setattr(
        frames.Frame,
        "updated",
        lambda self, revision, gone, fresh, words: (
            seen.append(len(fresh.fixed)) or plain(self, revision, gone, fresh, words)
        ),
    )
    return seen


def content(path):
    with Store.open(str(path)) as store:
        frame = store.frame()
        rows = range(len(frame))
        told = [
            (frame.id(row), frame.summary(row), frame.actors.words(row), frame.publishers.words(row)) for row in rows
        ]
        return told, frame.key.tolist(), np.nan_to_num(frame.latitude).tolist(), frame.option_counts(Filters())


def fresh_content(path):
    """What the store itself says, without the snapshot."""
    beside = Path(f"{path}{snapshot.SUFFIX}")
    hidden = beside.with_suffix(".hidden")
    beside.rename(hidden)
    try:
        return content(path)
    finally:
        hidden.rename(beside)


def stored(path, *batches, keep=True):
    with Store.open(str(path), create=True) as store:
        for batch in batches:
            store.save(batch, **RULES)
        return store.keep_snapshot() if keep else False


def test_it_says_what_the_store_says(path, read_anew):
    """Also where the store has gone on since: only what changed is read from it then."""
    assert stored(path, MADE[:40])
    assert content(path) == fresh_content(path)
    assert read_anew == []
    stored(path, MADE[40:45], keep=False)
    assert content(path) == fresh_content(path)
    assert 0 < read_anew[0] < 40


def test_a_small_store_needs_none(path, monkeypatch):
    """Its frame is read as fast."""
    monkeypatch.setattr(snapshot, "LEAST_ROWS", 10_000)
    assert not stored(path, MADE)
    assert not Path(f"{path}{snapshot.SUFFIX}").exists()


def test_one_of_another_store_or_another_past_is_passed_over(path, tmp_path):
    """The same number of batches does not make it the same store; nor does a store put back from a copy."""
    other = tmp_path / "other.sqlite"
    stored(path, MADE[:20], MADE[20:30])
    copy = tmp_path / "copy.sqlite"
    stored(other, MADE[30:40], MADE[40:])
    shutil.copy(f"{path}{snapshot.SUFFIX}", f"{other}{snapshot.SUFFIX}")
    assert content(other) == fresh_content(other)
    shutil.copy(path, copy)
    stored(path, MADE[30:40])
    shutil.copy(f"{path}{snapshot.SUFFIX}", f"{copy}{snapshot.SUFFIX}")
    stored(copy, MADE[40:50], MADE[50:], keep=False)
    assert content(copy) == fresh_content(copy)


@pytest.mark.parametrize("damage", ["cut", "bit", "more", "empty", "words", "list", "layout"])
def test_a_damaged_one_is_passed_over(path, damage):
    """Whatever is wrong with it, the store is read."""
    stored(path, MADE)
    beside = Path(f"{path}{snapshot.SUFFIX}")
    whole = beside.read_bytes()
    right = fresh_content(path)
    bad = {
        "cut": whole[:-7],
        "bit": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "more": whole + b"x",
        "empty": b"",
        "words": b"no snapshot at all\n",
        "list": b"[1, 2]\n",
        "layout": whole.replace(b"latitude", b"altitude", 1),
    }[damage]
    beside.write_bytes(bad)
    assert content(path) == right


def test_a_full_or_closed_disk_is_no_trouble(path, monkeypatch):
    """The store does without; no part of a file is left."""
    monkeypatch.setattr(snapshot.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "no space")))
    assert not stored(path, MADE)
    assert [one.name for one in path.parent.iterdir() if "frame" in one.name] == []
    monkeypatch.undo()
    assert len(content(path)[1]) > 0
