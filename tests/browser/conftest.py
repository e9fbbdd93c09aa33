"""A real server and a real Chromium; any request that leaves the machine fails the test."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "app"))

import small_store  # the path has to be known first
from serving import ARGUMENTS, served


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    with served(small_store.build(f"sqlite:///{folder / 'small.sqlite'}")) as found:
        yield found


@pytest.fixture
def visit(chromium, address):
    """Opens a path of the dashboard in a fresh browser session; afterwards nothing may have left the machine."""
    contexts, outside, errors = [], [], []

    def opened(path="", *, size=(1400, 900), scheme="light"):
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + path)
        return page

    def note(url):
        host = url.split("/")[2] if "//" in url else ""
        if not url.startswith(("data:", "blob:")) and not host.startswith("127.0.0.1:"):
            outside.append(url)

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []
