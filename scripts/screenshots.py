"""Make the README's pictures: the home page, the trip of the README's example, the trip on a phone.

Starts the site over the real data on a free loopback port, with a fixed day as today.
Run as `.venv/bin/python -m scripts.screenshots`; it needs Chromium, as the browser tests do.
With a folder (`-m scripts.screenshots FOLDER`) every page is shot there whole, in every look: on a
desktop, on a phone, in the dark, and as A4 paper.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import find_on_path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "screenshots"
MOST_BYTES = 400_000
SEARCH_MS = 300_000
TODAY = "2026-11-21"
WISHES: Mapping[str, str] = MappingProxyType(
    {
        "start": "Livorno",
        "earliest": "2027-10-01",
        "latest": "2027-10-20",
        "days_min": "8",
        "days_max": "10",
        "must": "feste-di-ottobre-sassetta",
        "max_drive_h": "4",
        "pace": "normal",
    }
)
"""The README's example request, as an address."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what page, how large [px], and what to do before it is taken."""

    name: str
    path: str
    map_id: str
    width: int
    height: int
    phone: bool = False
    script: str = ""
    dark: bool = False
    paper: bool = False
    whole: bool = False


PICTURES = (
    Picture("home", "/en/?month=10", "map_feasts", 1360, 850),
    Picture("trip", f"/en/trip?{urlencode(WISHES)}", "map_trip", 1360, 850),
    Picture(
        "phone",
        f"/en/trip?{urlencode(WISHES)}",
        "map_trip",
        390,
        844,
        phone=True,
        script="document.querySelector('.day.has-feast').scrollIntoView({behavior: 'instant'})",
    ),
)


PAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "home": ("/en/?month=10", "map_feasts"),
        "festival": ("/it/festival/fiera-di-a-castagna-bocognano", "map_place"),
        "trip": (f"/fr/trip?{urlencode(WISHES)}", "map_trip"),
        "faults": ("/en/trip?start=Livrono&earliest=x", ""),
        "missing": ("/it/none", ""),
    }
)
"""Every page: its path and its map."""


def list_looks() -> Iterator[Picture]:
    """Walk through every page in every look."""
    for page, (path, map_id) in PAGES.items():
        plain = Picture(f"{page}-desktop", path, map_id, 1360, 900, whole=True)
        yield plain
        yield replace(plain, name=f"{page}-phone", width=390, phone=True)
        yield replace(plain, name=f"{page}-dark", dark=True)
        yield replace(plain, name=f"{page}-paper", width=720, paper=True)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site while the block runs; gives its address."""
    command = [sys.executable, "-m", "web", "127.0.0.1", "0", "2"]
    environment = {**os.environ, "FILOFESTA_TODAY": TODAY}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            told = server.stdout.readline() if server.stdout else ""
            if "http" not in told:
                raise SystemExit("filofesta: the site did not start")
            yield told.split(": ", 1)[1].strip().rstrip("/")
        finally:
            server.terminate()


def take(browser: Browser, site: str, picture: Picture, folder: Path = FOLDER) -> Path:
    """Take one picture; return its file.

    Raises
    ------
    SystemExit
        The picture is larger than a README should load.
    """
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        is_mobile=picture.phone,
        has_touch=picture.phone,
    )
    page = context.new_page()
    page.goto(site + picture.path, timeout=SEARCH_MS)
    page.wait_for_load_state("networkidle")
    if picture.map_id:
        page.wait_for_selector(f"#{picture.map_id}[data-ready=true]")
    if picture.paper:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
    if picture.script:
        page.evaluate(picture.script)
    page.wait_for_timeout(500)
    file = folder / f"{picture.name}.png"
    page.screenshot(path=file, full_page=picture.whole)
    context.close()
    if not picture.whole and file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"filofesta: {file.name} has {file.stat().st_size} bytes")
    return file


def main(words: Sequence[str]) -> None:
    """Make the README's pictures, or every look of every page in a folder, and name the files."""
    folder = Path(words[0]) if words else FOLDER
    folder.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_on_path(), args=["--no-sandbox"])
        for picture in list_looks() if words else PICTURES:
            file = take(browser, site, picture, folder)
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
