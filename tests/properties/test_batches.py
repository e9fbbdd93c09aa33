"""However a load is cut into batches, and in whatever order documents come, the store ends with the same content."""

import io
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))
import itertools

from invented import block_keys, corpus, merge

from dashboard.store import Filters, Store, export

MADE = corpus(41, 24)
RULES = {"merge": merge, "block_keys": block_keys}


def loaded(folder, batches, *, waiting=False):
    """What is exported; ``waiting``: as a load adds them, with what waited merged in the end."""
    path = folder / f"{len(list(folder.iterdir()))}.sqlite"
    with Store.open(str(path), create=True) as store:
        for batch in batches:
            (store.add if waiting else store.save)(batch, **RULES)
            assert not waiting or store.check() == ()
        assert not store.settle(**RULES) or waiting
        assert store.check() == ()
        out = io.StringIO()
        export.write(store, Filters(), "jsonl", out)
        return out.getvalue()


@settings(max_examples=25, deadline=None)
@given(
    order=st.permutations(MADE), cuts=st.lists(st.integers(0, len(MADE)), max_size=6), again=st.integers(0, len(MADE))
)
def test_batches_do_not_show(tmp_path_factory, order, cuts, again):
    """The exports are equal byte for byte; documents that come twice change nothing."""
    folder = tmp_path_factory.mktemp("batches")
    edges = sorted({0, *cuts, len(order)})
    batches = [order[start:end] for start, end in itertools.pairwise(edges)]
    assert loaded(folder, [*batches, order[:again]]) == loaded(folder, [MADE])


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(MADE), cuts=st.lists(st.integers(0, len(MADE)), min_size=4, max_size=20))
def test_what_waited_ends_where_all_at_once_ends(tmp_path_factory, order, cuts):
    """A load that merges long chains now and then only leaves the same content, and is sound all the while."""
    folder = tmp_path_factory.mktemp("waiting")
    edges = sorted({0, *cuts, len(order)})
    batches = [order[start:end] for start, end in itertools.pairwise(edges)]
    assert loaded(folder, batches, waiting=True) == loaded(folder, [MADE])
