"""Seconds from a click on a filter to the new markers on the map, in Chromium; beside plain st_folium + MarkerCluster.

    python tests/bench/filter_to_map.py [--sizes 1000,100000,1000000] [--samples 7] [--stores FOLDER]

Stores of synthetic incidents are made by ``dashboard bench make-store`` and kept in the folder for the next run. Both
pages run on this machine in the same run; time counts from the click in the page to the first frame painted after the
markers stood in the map.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
PLAIN_ROWS = 1000
NOTE_CLICKS = """document.addEventListener('click', () => {
    window.clicked = performance.timeOrigin + performance.now(); }, true);"""
NOTE_DRAWINGS = """() => { const draw = incidentMap.draw; window.drawn = 0;
    incidentMap.draw = (...all) => { draw(...all);
        requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.timeOrigin + performance.now(); })); }; }"""
# The plain map is a new frame after each filter: it is there when a frame that was not there before shows markers.
NOTE_FRAMES = """() => { window.before = new Set(document.querySelectorAll('iframe')); window.shown = 0;
    const look = () => { for (const frame of document.querySelectorAll('iframe')) {
        if (window.before.has(frame) || !frame.contentDocument) continue;
        if (frame.contentDocument.querySelector('.leaflet-marker-icon'))
            { window.shown = performance.timeOrigin + performance.now(); return; } }
        requestAnimationFrame(look); }; look(); }"""
PLAIN = """
import folium, streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium
from dashboard.store.store import Store
import numpy as np
st.set_page_config(layout="wide")
store = st.cache_resource(lambda: Store.open({url!r}))()
frame = store.frame()
chosen = st.pills("Event type", ["Battles", "Protests"], selection_mode="multi")
names = np.array(["Battles", "Protests", "Riots", "Explosions", "Violence", "Strategic"])
mask = np.isin(names[frame.event_type], chosen) if chosen else np.ones(len(frame), bool)
made = folium.Map(location=[30, 35], zoom_start=3, tiles=None, maxZoom=16)
group = MarkerCluster().add_to(made)
for row in np.flatnonzero(mask & ~np.isnan(frame.latitude)):
    folium.Marker([frame.latitude[row], frame.longitude[row]], popup=frame.id(int(row))).add_to(group)
st_folium(made, width=900, height=640, returned_objects=[])
"""


@contextmanager
def served(command: list[str], store: str):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = {**os.environ, "DASHBOARD_STORE": store, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        [sys.executable, "-m", *command, *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def store_of(size: int, folder: Path) -> str:
    path = folder / f"synthetic-{size}.sqlite"
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        command = [
            sys.executable,
            "-m",
            "dashboard",
            "bench",
            "make-store",
            "--incidents",
            str(size),
            "--store",
            str(half),
        ]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        half.rename(path)
    return f"sqlite:///{path}"


def until(frame, expression: str, after: float) -> float:
    """The time (ms) that the page notes in a variable, once it is later than ``after``."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        noted = frame.evaluate(expression)
        if noted and noted > after:
            return noted
        time.sleep(0.02)
    raise TimeoutError(f"nothing was drawn within a minute ({expression})")


def ours(browser, store: str, samples: int) -> dict[str, float]:
    """Median seconds: first page with markers (server just started), filter click to map, zoom to new markers."""
    with served(["dashboard.app.launch"], store) as address:  # as ``dashboard serve`` does
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.add_init_script(NOTE_CLICKS)
        started = time.perf_counter()
        page.goto(address)
        frame = page.frame_locator(".st-key-map iframe")
        frame.locator(".spot").first.wait_for(timeout=120_000)
        first = time.perf_counter() - started
        inside = next(f for f in page.frames if "st_folium" in f.url)
        page.wait_for_timeout(4000)
        inside.evaluate(NOTE_DRAWINGS)
        pill = page.get_by_test_id("stSidebar").get_by_role("button", name="Battles")
        clicks = []
        for _ in range(samples + 1):
            pill.click()
            clicked = page.evaluate("window.clicked")
            drawn = until(inside, "window.drawn", clicked)
            clicks.append((drawn - clicked) / 1000)
            page.wait_for_timeout(1500)
        zooms = []
        for turn in range(samples):
            moved = inside.evaluate(
                "(by) => { map.setZoom(map.getZoom() + by, {animate: false});"
                " return performance.timeOrigin + performance.now(); }",
                -1 if turn % 2 else 1,
            )
            drawn = until(inside, "window.drawn", moved)
            zooms.append((drawn - moved) / 1000)
            page.wait_for_timeout(800)
        page.close()
    return {
        "first page": first,
        "filter to map": statistics.median(clicks[1:]),
        "zoom to markers": statistics.median(zooms),
    }


def plain(browser, store: str, samples: int, files: dict[str, Path]) -> float:
    """The same click with one folium.Marker per row, as most dashboards do it; network addresses answered from disk."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "plain.py"
        script.write_text(PLAIN.format(url=store))
        with served(["streamlit", "run", str(script)], store) as address:
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            page = context.new_page()
            page.add_init_script(NOTE_CLICKS)
            context.route(re.compile("^https://"), lambda route: answer(route, files))
            page.goto(address)
            page.frame_locator("iframe").first.locator(".leaflet-marker-icon").first.wait_for(timeout=120_000)
            page.wait_for_timeout(2000)
            times = []
            for _ in range(samples + 1):
                page.evaluate(NOTE_FRAMES)
                page.get_by_role("button", name="Battles").click()
                clicked = page.evaluate("window.clicked")
                shown = until(page, "window.shown", clicked)
                times.append((shown - clicked) / 1000)
                page.wait_for_timeout(1500)
            context.close()
    return statistics.median(times[1:])


def answer(route, files: dict[str, Path]) -> None:
    name = route.request.url.split("/")[-1].split("?")[0]
    if name in files:
        route.fulfill(path=str(files[name]))
    else:  # fonts and icons the comparison does not need
        route.fulfill(body="", content_type="text/css" if name.endswith("css") else "text/javascript")


def libraries() -> dict[str, Path]:
    """Leaflet, jQuery and MarkerCluster by file name; the last is fetched with pip for this comparison alone."""
    from xstatic.pkg import jquery, leaflet

    files = {"leaflet.js": Path(leaflet.BASE_DIR) / "leaflet.js", "leaflet.css": Path(leaflet.BASE_DIR) / "leaflet.css"}
    files["jquery-3.7.1.min.js"] = Path(jquery.BASE_DIR) / "jquery.min.js"
    folder = tempfile.mkdtemp()
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        folder,
        "XStatic-leaflet-markercluster",
    ]
    subprocess.run(pip, check=True)
    found = {path.name: path for path in Path(folder).rglob("*") if path.suffix in {".js", ".css"}}
    importlib.invalidate_caches()
    return files | {name: path for name, path in found.items() if "arker" in name}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--samples", type=int, default=7)
    parser.add_argument("--stores", type=Path, default=ROOT / "data" / "built" / "bench")
    parser.add_argument("--no-plain", action="store_true", help="leave the comparison out")
    chosen = parser.parse_args()
    chosen.stores.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS.split())
        if not chosen.no_plain:
            seconds = plain(browser, store_of(PLAIN_ROWS, chosen.stores), max(3, chosen.samples // 2), libraries())
            print(
                f"plain st_folium + MarkerCluster, {PLAIN_ROWS:,} incidents: filter to map {seconds:.2f} s", flush=True
            )
        for size in map(int, chosen.sizes.split(",")):
            times = ours(browser, store_of(size, chosen.stores), chosen.samples)
            print(
                f"dashboard, {size:,} incidents: " + ", ".join(f"{k} {v:.2f} s" for k, v in times.items()), flush=True
            )
        browser.close()


if __name__ == "__main__":
    main()
