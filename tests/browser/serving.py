"""A real server on a free port, for the tests in the browser, the pictures and the benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
).split()
OPTIONS = (
    "--server.headless true --server.fileWatcherType none --browser.gatherUsageStats false"  # as ``dashboard serve``
)
COMES_UP_WITHIN = 120  # seconds; a million incidents are read before the server answers


@dataclass(frozen=True)
class Server:
    address: str
    pid: int


@contextmanager
def served(store, **settings):
    """The address of a dashboard over the store, with other settings by name; the server is stopped whatever happens."""
    with running("streamlit", "run", str(ROOT / "dashboard"), store=store, **settings) as server:
        yield server.address


@contextmanager
def running(*module, **settings):
    """A Streamlit server started as ``python -m module …``, once it answers; it is stopped whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"--server.port {port} --server.address 127.0.0.1 {OPTIONS}".split()
    asked = {f"DASHBOARD_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", *module, *options],
        env={**os.environ, "PYTHONPATH": str(ROOT), **asked},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _answers(process, address)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _answers(process, address):
    end = time.monotonic() + COMES_UP_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server at {address} did not answer within {COMES_UP_WITHIN} s or ended")
