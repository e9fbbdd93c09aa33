"""Seconds from what a person does to what is painted, in Chromium, and the server's memory; beside plain st_folium + MarkerCluster.

    python tests/bench/filter_to_map.py [--sizes 1000,100000,1000000] [--samples 7] [--stores FOLDER] [--no-plain]

Stores of synthetic incidents are made by ``dashboard bench make-store`` and kept in the folder for the next run. Both
pages run on this machine in the same run; time counts from the click in the page to the first frame painted after the
markers, or the marked words of the article, stood in it. Medians; each with its limit. Ends with 1 where one is passed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
from pathlib import Path

from stores import FOLDER, ROOT, memory, store_of

sys.path.insert(0, str(ROOT / "tests" / "browser"))

from painting import NOTE_ARTICLES, NOTE_CLICKS, NOTE_DRAWINGS, until  # the path has to be known first
from plain_map import libraries, plain
from serving import ARGUMENTS, running

PLAIN_ROWS = 1000
SIZES = (1_000, 100_000, 1_000_000)
# what is measured -> the most it may be at each size, seconds; megabytes for memory (None: no limit there)
LIMITS = {
    "first page": (3.0, 3.0, 6.0),
    "filter to map": (0.3, 0.3, 0.4),
    "pan to markers": (0.3, 0.3, 0.4),
    "zoom to markers": (0.3, 0.3, 0.4),
    "marker to article": (0.5, 0.5, 0.6),
    "memory, MB (PSS)": (None, None, 1500.0),
    "memory, MB (RSS)": (None, None, None),
}
MOVES = {
    "pan to markers": "(by) => { map.panBy([180 * by, 60 * by], {animate: false}); return performance.timeOrigin + performance.now(); }",
    "zoom to markers": "(by) => { map.setZoom(map.getZoom() + by, {animate: false}); return performance.timeOrigin + performance.now(); }",
}
# Where single markers stand in the map's frame that nothing covers.
POINTS = """() => [...document.querySelectorAll('.spot .marker.point')].flatMap(marker => {
    const box = marker.getBoundingClientRect(), at = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(...at);
    return top && top.closest('.spot') === marker.closest('.spot') ? [at] : []; })"""
DEEPER = """() => { const inside = f => map.getBounds().contains([f.geometry.coordinates[1], f.geometry.coordinates[0]]);
    const clusters = incidentMap.scene.features.filter(f => f.properties.kind === 'cluster' && inside(f));
    clusters.sort((a, b) => a.properties.n - b.properties.n);
    const [lng, lat] = clusters[0].geometry.coordinates;
    map.setView([lat, lng], map.getZoom() + 2, {animate: false}); }"""


def ours(browser, store: str, samples: int) -> dict[str, float]:
    """Median seconds of each action, the server just started, and its memory after them."""
    with running("dashboard.app.launch", store=store) as server:  # as ``dashboard serve`` does
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.add_init_script(NOTE_CLICKS)
        started = time.perf_counter()
        page.goto(server.address)
        page.frame_locator(".st-key-map iframe").locator(".spot").first.wait_for(timeout=120_000)
        seen = {"first page": time.perf_counter() - started}
        inside = next(f for f in page.frames if "st_folium" in f.url)
        page.wait_for_timeout(4000)
        inside.evaluate(NOTE_DRAWINGS)
        page.evaluate(NOTE_ARTICLES)
        seen["filter to map"] = statistics.median(filtering(page, inside, samples + 1)[1:])
        for name, script in MOVES.items():
            seen[name] = statistics.median(moving(page, inside, script, samples))
        seen["marker to article"] = statistics.median(opening(page, inside, samples + 1)[1:])
        seen["memory, MB (PSS)"], seen["memory, MB (RSS)"] = memory(server.pid)
        page.close()
    return seen


def filtering(page, inside, samples: int) -> list[float]:
    pill = page.get_by_test_id("stSidebar").get_by_role("button", name="Battles")
    seconds = []
    for _ in range(samples):
        pill.click()
        clicked = page.evaluate("window.clicked")
        seconds.append((until(inside, "window.drawn", clicked) - clicked) / 1000)
        page.wait_for_timeout(1500)
    return seconds


def moving(page, inside, script: str, samples: int) -> list[float]:
    seconds = []
    for turn in range(samples):
        moved = inside.evaluate(script, -1 if turn % 2 else 1)
        seconds.append((until(inside, "window.drawn", moved) - moved) / 1000)
        page.wait_for_timeout(800)
    return seconds


def opening(page, inside, samples: int) -> list[float]:
    """Single markers, one after the other; the map goes deeper until it shows any."""
    for _ in range(8):
        if inside.evaluate(POINTS):
            break
        inside.evaluate(DEEPER)
        page.wait_for_timeout(1500)
    inside.evaluate(
        f"() => {{ {NOTE_CLICKS} }}"
    )  # streamlit-folium writes its frame's document anew, without what was noted in it
    seconds = []
    for turn in range(samples):
        places = inside.evaluate(POINTS)
        left, top = places[turn % len(places)]
        frame = page.locator(".st-key-map iframe").bounding_box()
        pressed = page.evaluate("performance.timeOrigin + performance.now()")
        page.mouse.click(frame["x"] + left, frame["y"] + top)
        clicked = until(page, "window.clicked", pressed)
        seconds.append((until(page, "window.read", clicked) - clicked) / 1000)
        page.wait_for_timeout(1000)
        page.locator(".st-key-close button").first.click()
        page.wait_for_timeout(1500)
    return seconds


def row(size: int, seen: dict[str, float]) -> tuple[str, bool]:
    """The table's row, each figure with its limit, and whether all limits were kept."""
    parts, kept = [], True
    for name, limits in LIMITS.items():
        limit = limits[SIZES.index(size)] if size in SIZES else None
        unit = ".0f" if "memory" in name else ".2f"
        parts.append(f"{seen[name]:{unit}}" + (f" (limit {limit:g})" if limit else ""))
        kept &= limit is None or seen[name] <= limit
    return f"| {size:,} | {' | '.join(parts)} |", kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--samples", type=int, default=7)
    parser.add_argument("--stores", type=Path, default=FOLDER)
    parser.add_argument("--no-plain", action="store_true", help="leave the comparison out")
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    kept = True
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        if not chosen.no_plain:
            seconds = plain(browser, store_of(PLAIN_ROWS, chosen.stores), max(3, chosen.samples // 2), libraries())
            print(f"Plain st_folium + MarkerCluster, {PLAIN_ROWS:,} incidents: filter to map {seconds:.2f} s.\n")
        print(f"| incidents | {' | '.join(LIMITS)} |")
        print("|---" * (len(LIMITS) + 1) + "|", flush=True)
        for size in map(int, chosen.sizes.split(",")):
            line, within = row(size, ours(browser, store_of(size, chosen.stores), chosen.samples))
            print(line, flush=True)
            kept &= within
        browser.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
