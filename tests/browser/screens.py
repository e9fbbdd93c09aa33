"""Takes pictures of the page's main states from the running app: ``python tests/browser/screens.py [--store URL] [--out FOLDER]``.

``docs/`` holds the main states, ``docs/dashboard.png`` is the README's picture; ``--all`` takes the other states too, to be
looked at. The Arabic ones need a font with Arabic letters (Debian: fonts-noto-core). Pictures are stored with 256 colours: a third of the size, and no difference to the eye.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
from PIL import Image
from serving import ARGUMENTS, ROOT, served

WIDE, NARROW = (1400, 900), (390, 844)
COLOURS = 256  # chosen to cover the rare ones, which tell event types apart, then moved to the common ones
ARTICLE = (
    "GRAYLING — Two police officers were killed and four people wounded on Monday when a bomb went off beside a "
    "patrol near the market of Mosul, the governor said. No group has claimed the attack. The army plans to search "
    "the villages south of the city."
)
# name -> (path, size, colour scheme, what to do first)
STATES = {
    "dashboard": ("/?at=31.5,43.5,5", WIDE, "light", "an incident"),
    "overview": ("/", WIDE, "light", ""),
    "overview-dark": ("/", WIDE, "dark", ""),
    "cluster": ("/?at=CROWDED,8", WIDE, "light", "a list"),
    "incident": ("/?at=31.5,43.5,5", WIDE, "light", "an incident"),
    "incident-dark": ("/?at=31.5,43.5,5", WIDE, "dark", "an incident"),
    "side-by-side": ("/?at=31.5,43.5,5&open=incident:MOST", WIDE, "light", "side by side"),
    "area": ("/?area=circle:33.3,44.0,150", WIDE, "light", ""),
    "charts-dark": ("/?tab=charts", WIDE, "dark", "the tabs"),
    "hexagons": ("/?show=hex", WIDE, "light", ""),
    "very-wide": ("/", (2560, 1300), "light", "an incident"),
    "timeline": ("/?tab=timeline", WIDE, "light", "the tabs"),
    "list-dark": ("/?tab=list", WIDE, "dark", "the tabs"),
    "quality": ("/?tab=unread", WIDE, "light", "the tabs"),
    "reading": ("/", WIDE, "light", "reading"),
    "mobile": ("/", NARROW, "light", ""),
    "mobile-dark": ("/", NARROW, "dark", ""),
    "mobile-incident": ("/", NARROW, "light", "an incident"),
    "arabic": ("/?lang=ar&at=31.5,43.5,5", WIDE, "light", "an incident"),
    "arabic-charts-dark": ("/?lang=ar&tab=charts", WIDE, "dark", "the tabs"),
    "arabic-mobile": ("/?lang=ar", NARROW, "light", ""),
}


MAIN = (
    "dashboard",
    "cluster",
    "side-by-side",
    "timeline",
    "reading",
    "mobile",
    "overview-dark",
    "arabic",
)  # what docs/ holds


def found_in(store) -> dict[str, str]:
    """What the paths name by a word in capitals: the incident that most reports tell of, the point with most incidents."""
    frame = store.frame()
    exact = np.flatnonzero(frame.where_prec == 1)
    points, counts = np.unique(np.stack((frame.latitude[exact], frame.longitude[exact])), axis=1, return_counts=True)
    latitude, longitude = points[:, counts.argmax()]
    return {"MOST": frame.id(int(frame.reports.argmax())), "CROWDED": f"{latitude:.2f},{longitude:.2f}"}


def take(browser, address: str, name: str, folder: Path, found: dict[str, str]) -> None:
    path, size, scheme, press = STATES[name]
    for word, meant in found.items():
        path = path.replace(word, meant)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + path)
    page.frame_locator(".st-key-map iframe").locator(".spot, path.hex").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    prepare(page, press)
    target = folder / f"{name}.png"
    page.screenshot(path=str(target))
    Image.open(target).convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
    ).save(target, optimize=True)
    context.close()


def prepare(page, press: str) -> None:
    """Brings the page into the state that is asked for."""
    rows = page.locator("[class*=st-key-row-] button")
    if press == "an incident":
        rows.first.click()
        page.locator(".im-article").first.wait_for()
    elif press == "side by side":
        page.locator(".im-matrix").first.wait_for()
        page.locator(".im-matrix").first.evaluate("node => node.scrollIntoView()")
    elif press == "a list":
        page.frame_locator(".st-key-map iframe").locator(".marker.stack").first.click()
    elif press == "reading":
        page.get_by_role("button", name="Read an article").click()
        page.get_by_label("Text of an article").fill(ARTICLE)
        page.get_by_label("Title", exact=True).click()  # the text is told when it is left
        page.get_by_role("button", name="Read", exact=True).click()
        page.locator(".im-foreseen").first.wait_for()
    elif press == "the tabs":
        page.evaluate("document.querySelector('.stMain').scrollTo(0, 99999)")
    page.wait_for_timeout(1500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=f"sqlite:///{ROOT / 'data' / 'built' / 'incidents.sqlite'}")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", nargs="*", choices=list(STATES), help="these states alone")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    from dashboard.store.store import Store

    with Store.open(chosen.store) as store:
        found = found_in(store)
    with sync_playwright() as playwright, served(chosen.store) as address:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name in STATES if chosen.all else chosen.only or MAIN:
            take(browser, address, name, chosen.out, found)
            print(chosen.out / f"{name}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
