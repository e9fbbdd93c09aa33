"""The list under the map: in each order, the first rows are those that sorting everything would give."""

import numpy as np
import pytest
import small_store

from dashboard.app import tables
from dashboard.store.store import Store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    with Store.open(small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")) as store:
        yield store.frame()


@pytest.mark.parametrize("order", tables.ORDERS)
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_the_first_rows_are_those_of_the_whole_order(frame, order, limit):
    """Cutting before sorting changes nothing."""
    rows = np.arange(len(frame))
    whole = tables.ordered(frame, rows, order, len(frame))
    assert sorted(whole.tolist()) == rows.tolist()
    assert tables.ordered(frame, rows, order, limit).tolist() == whole[:limit].tolist()


def test_orders_do_what_they_say(frame):
    """Latest, earliest and deadliest first; the undated last by either date."""
    rows = np.arange(len(frame))
    latest, earliest = (tables.ordered(frame, rows, order, len(frame)) for order in ("Latest first", "Earliest first"))
    undated = int((frame.date_prec == 0).sum())
    assert undated == 3
    for found, sign in ((latest, -1), (earliest, 1)):
        assert (frame.date_prec[found[-undated:]] == 0).all()
        days = frame.first[found[:-undated]].astype(np.int64) * sign
        assert (np.diff(days) >= 0).all()
    deadliest = tables.ordered(frame, rows, "Most killed", 2)
    assert frame.killed_low[deadliest].tolist() == [4, 3]
