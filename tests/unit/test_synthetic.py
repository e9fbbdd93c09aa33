"""Invented stores are sound, of the size asked, the same for a seed, and read like loaded ones."""

import io

import numpy as np
import pytest

from dashboard.errors import StoreError
from dashboard.store import Filters, Store, export
from dashboard.store.synthetic import make_store


def exported(path):
    with Store.open(str(path)) as store:
        out = io.StringIO()
        export.write(store, Filters(), "jsonl", out)
        return out.getvalue()


def test_a_made_store_is_sound_and_as_large_as_asked(tmp_path):
    make_store(str(tmp_path / "made.sqlite"), 1_003)
    with Store.open(str(tmp_path / "made.sqlite")) as store:
        frame = store.frame()
        assert store.check() == ()
        assert len(frame) == len(list(store.select())) == 1_003
        assert 0 < np.count_nonzero(frame.where_prec == 0) < 100
        assert 0 < np.count_nonzero(frame.date_prec == 0) < 100
        assert len(np.unique(frame.country)) > 10
        assert len(store.matching("killed")) == 1_003


def test_a_seed_makes_one_store_and_another_seed_another(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        make_store(f"sqlite:///{tmp_path / name}", 50, seed=seed)
    a, b, c = (exported(tmp_path / name) for name in "abc")
    assert a == b != c


def test_a_store_that_holds_documents_is_left_alone(tmp_path):
    make_store(str(tmp_path / "made.sqlite"), 4)
    with pytest.raises(StoreError, match="holds documents already"):
        make_store(str(tmp_path / "made.sqlite"), 4)
