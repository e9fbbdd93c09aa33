"""Takes pictures of the page's main states from the running app: ``python tests/browser/screens.py [--store URL] [--out FOLDER]``.

``docs/dashboard.png`` is the README's picture; with ``--all`` the others are taken too, to be looked at.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from serving import ARGUMENTS, ROOT, served

WIDE, NARROW = (1400, 900), (390, 844)
# name -> (path, size, colour scheme, what to press first)
STATES = {
    "dashboard": ("/", WIDE, "light", "an incident"),
    "overview-dark": ("/", WIDE, "dark", ""),
    "town-level": ("/?at=33.3,44.0,7", WIDE, "light", ""),
    "world": ("/?at=25,30,2", WIDE, "light", ""),
    "area": ("/?area=circle:33.3,44.0,150", WIDE, "light", ""),
    "charts-dark": ("/?tab=charts", WIDE, "dark", "the tabs"),
    "hexagons": ("/?show=hex", WIDE, "light", ""),
    "very-wide": ("/", (2560, 1300), "light", "an incident"),
    "timeline": ("/?tab=timeline", WIDE, "light", "the tabs"),
    "list-dark": ("/?tab=list", WIDE, "dark", "the tabs"),
    "unread": ("/?tab=unread", WIDE, "light", "the tabs"),
    "mobile": ("/", NARROW, "light", ""),
    "mobile-dark": ("/", NARROW, "dark", ""),
    "mobile-incident": ("/", NARROW, "light", "an incident"),
}


def take(browser, address: str, name: str, folder: Path) -> None:
    path, size, scheme, press = STATES[name]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + path)
    page.frame_locator(".st-key-map iframe").locator(".spot, path.hex").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    if press == "an incident":
        page.locator("[class*=st-key-row-] button").first.click()
        page.locator(".im-article").first.wait_for()
        page.wait_for_timeout(1500)
    elif press == "the tabs":
        page.evaluate("document.querySelector('.stMain').scrollTo(0, 99999)")
        page.wait_for_timeout(1000)
    page.screenshot(path=str(folder / f"{name}.png"))
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=f"sqlite:///{ROOT / 'data' / 'built' / 'incidents.sqlite'}")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--all", action="store_true")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(chosen.store) as address:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name in STATES if chosen.all else ["dashboard"]:
            take(browser, address, name, chosen.out)
            print(chosen.out / f"{name}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
