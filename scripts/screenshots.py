"""Make the README's pictures: the home page, the trip of the README's example, the trip on a phone.

Starts the site over the real data on a free loopback port, with a fixed day as today.
Run as `.venv/bin/python -m scripts.screenshots`; it needs Chromium, as the browser tests do.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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


def take(browser: Browser, site: str, picture: Picture) -> Path:
    """Take one picture; return its file.

    Raises
    ------
    SystemExit
        The picture is larger than a README should load.
    """
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="light",
        is_mobile=picture.phone,
        has_touch=picture.phone,
    )
    page = context.new_page()
    page.goto(site + picture.path, timeout=SEARCH_MS)
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(f"#{picture.map_id}[data-ready=true]")
    if picture.script:
        page.evaluate(picture.script)
    page.wait_for_timeout(500)
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"filofesta: {file.name} has {file.stat().st_size} bytes")
    return file


def main() -> None:
    """Make all pictures and say where they are."""
    FOLDER.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_on_path(), args=["--no-sandbox"])
        for picture in PICTURES:
            file = take(browser, site, picture)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
