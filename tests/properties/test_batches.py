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


def loaded(folder, batches):
    path = folder / f"{len(list(folder.iterdir()))}.sqlite"
    with Store.open(str(path), create=True) as store:
        for batch in batches:
            store.save(batch, merge=merge, block_keys=block_keys)
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
