"""What users install is the built wheel: it reads the seed outside of any checkout, with its own data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_49d5c62dcc70bebd.txt"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``dashboard`` command of an environment that holds the wheel, and borrows the other packages of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    # Borrowed packages come after the wheel's own; .pth files in that folder (the editable install) are not followed.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "env" / "bin" / "dashboard"


def run(command: Path, *arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "PYTHONPATH": ""}
    return subprocess.run(
        [command, *map(str, arguments)], cwd=home, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Build the gazetteer into the user's folder, read the seed, load and list it."""
    where = run(installed.with_name("python"), "-c", "import dashboard; print(dashboard.__file__)", home=tmp_path)
    assert str(installed.parent.parent) in where.stdout
    missing = run(installed, "extract", SEED, home=tmp_path)
    assert missing.returncode == 1
    assert "dashboard gazetteer build" in missing.stderr
    built = run(installed, "gazetteer", "build", home=tmp_path)
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith(str(tmp_path))
    done = run(installed, "extract", SEED, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"IQ", "SY"} <= {place["country"] for place in json.loads(done.stdout)["places"]}
    assert run(installed, "load", SEED, home=tmp_path).returncode == 0
    assert "Al Asad" in run(installed, "list", home=tmp_path).stdout


def test_the_wheel_brings_the_page(installed: Path) -> None:
    """The page's script, its settings and its files for the browser are inside."""
    package = next(installed.parent.parent.glob("lib/*/site-packages/dashboard"))
    for name in (
        "streamlit_app.py",
        ".streamlit/config.toml",
        "py.typed",
        "data/README.md",
        "data/basemap",
        "data/samples/reports",
        "data/lexicon",
    ):
        assert (package / name).exists(), name
