"""``dashboard serve``: Streamlit on a free local port with our configuration, and nothing asked of the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import Namespace
from collections.abc import Mapping

from dashboard.cli.common import settings_of
from dashboard.errors import SettingsError
from dashboard.settings import PREFIX, Settings

HOST = "127.0.0.1"  # this machine only: the page has no log-in
PATIENCE = 180.0  # seconds for the server to come up: it reads the store first, and machines may be slow
USUAL_PORT = 8501


def serve(chosen: Namespace) -> int:
    settings = settings_of(chosen)
    port = _port(settings.port)
    address = f"http://{HOST}:{port}"
    server = subprocess.Popen(command(port), env=_environment(settings), stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_until_up(server, address)
        print(f"The dashboard is at {address}  (Ctrl-C stops it)", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0  # stopping it is how it ends
    finally:
        server.terminate()
        server.wait()


def command(port: int) -> list[str]:
    """How Streamlit is started, with the page's modules imported first.

    The address is given, since without one Streamlit asks the internet for its own.
    """
    options = {
        "server.port": port,
        "server.address": HOST,
        "server.headless": "true",  # asks for no e-mail address and opens no browser
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "dashboard.app.launch", *given]


def _environment(settings: Settings) -> Mapping[str, str]:
    """The page reads its settings as the command does: what was said here is passed on."""
    passed = {"STORE": settings.store_url, "TILES": settings.tiles}
    return {**os.environ, **{PREFIX + name: value for name, value in passed.items() if value}}


def _port(wanted: int) -> int:
    """The port asked for, else Streamlit's usual one, else any free one."""
    for port in (wanted,) if wanted else (USUAL_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SettingsError(f"port {wanted} is in use or not allowed; choose another one, or none")


def _wait_until_up(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SettingsError(f"the dashboard's server ended with code {server.returncode}; see its message above")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310  # our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SettingsError(f"the dashboard's server did not come up within {PATIENCE:.0f} seconds")
