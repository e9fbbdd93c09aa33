"""The usual way to draw incidents on a map, to compare with: one folium.Marker a row, MarkerCluster, plain st_folium."""

from __future__ import annotations

import importlib
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from painting import NOTE_CLICKS, until
from serving import running

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


def plain(browser, store: str, samples: int, files: dict[str, Path]) -> float:
    """The same click with one folium.Marker per row, as most dashboards do it; network addresses answered from disk."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "plain.py"
        script.write_text(PLAIN.format(url=store))
        with running("streamlit", "run", str(script), store=store) as server:
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            page = context.new_page()
            page.add_init_script(NOTE_CLICKS)
            context.route(re.compile("^https://"), lambda route: answer(route, files))
            page.goto(server.address)
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
