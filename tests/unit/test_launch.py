"""What the server does before it answers."""

import subprocess
import sys

from invented import block_keys, corpus, merge

from dashboard.store import Store

CODE = """
import importlib, sys
from dashboard.app import launch
for name in launch.EARLY:
    importlib.import_module(name)
launch.read_ahead(sys.argv[1])
from dashboard.app import data
before = data.current(sys.argv[1])
print("streamlit_folium" in sys.modules, before is data.current(sys.argv[1]), len(before.frame))
"""


def test_the_store_is_read_once_and_no_component_is_declared_early(tmp_path):
    """A component declared before there is a server would not be known to it; sessions find the store as it was read."""
    store = str(tmp_path / "s.sqlite")
    with Store.open(store, create=True) as made:
        made.save(corpus(3, 20), merge=merge, block_keys=block_keys)
        count = len(made.frame())
    done = subprocess.run([sys.executable, "-c", CODE, store], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", str(count)]
