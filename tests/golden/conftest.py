"""Puts the scorers and the gate, which are scripts, within reach of the tests of the golden texts."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))
