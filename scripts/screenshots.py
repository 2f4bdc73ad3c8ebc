"""Make the README's pictures: the home page, the trip of the README's example, the trip on a phone.

Starts the site over the real data on a free loopback port, with a fixed day as today.
Run as `.venv/bin/python -m scripts.screenshots`; it needs Chromium, as the browser tests do.
With a folder (`-m scripts.screenshots FOLDER`) every page is shot there whole, in every look: on a
desktop, on a phone, in the dark, and as A4 paper; names after the folder choose pages
(`FOLDER trip waiting`).
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
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
MAP = "[data-ready=true]"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what page, how large [px], and what to do before it is taken."""

    name: str
    path: str
    ready: str
    width: int
    height: int
    phone: bool = False
    script: str = ""
    dark: bool = False
    paper: bool = False
    whole: bool = False

    @property
    def page(self) -> str:
        """Return the name without its look."""
        return self.name.rpartition("-")[0]


PICTURES = (
    Picture("home", "/en/?month=10", f"#map_feasts{MAP}", 1360, 850),
    Picture("trip", f"/en/trip?{urlencode(WISHES)}", f"#map_trip{MAP}", 1360, 850),
    Picture(
        "phone",
        f"/en/trip?{urlencode(WISHES)}",
        f"#map_trip{MAP}",
        390,
        844,
        phone=True,
        script="document.querySelector('.day.has-feast').scrollIntoView({behavior: 'instant'})",
    ),
)


GENOA = "start=Genova&earliest=2027-10-01&latest=2027-10-31&days_min=5&days_max=9"
"""Wishes for which there are truly different trips."""
LONG = "start=Livorno&earliest=2027-10-01&latest=2027-10-31&days_max=12"
"""Wishes whose search takes long enough to be watched."""
OWN = (
    "start=Livorno&earliest=2027-10-08&latest=2027-10-14&days_min=2&days_max=3&plan=1"
    "&day=2027-10-09:livorno-acquario!,livorno-fortezza-nuova~120,night.livorno!"
    "&day=2027-10-10:feste-di-ottobre-sassetta,sagra-del-cinghiale-suvereto"
)
"""A trip in its traveller's own order, in which something breaks."""
BEND = (
    "document.getElementById('bending').click();"
    "document.querySelector('.tools').open = true; document.querySelector('.bend-more').open = true"
)
FORM, HEADING = ".panel.narrow", "h1"


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: its path, what shows that it is ready, and what to do before it is shot."""

    path: str
    ready: str = HEADING
    script: str = ""


PAGES: Mapping[str, Scene] = MappingProxyType(
    {
        "home": Scene("/en/?month=10", f"#map_feasts{MAP}"),
        "home-none": Scene("/it/?day=2027-02-01", f"#map_feasts{MAP}"),
        "festival": Scene("/it/festival/fiera-di-a-castagna-bocognano", f"#map_place{MAP}"),
        "trip": Scene(f"/fr/trip?{urlencode(WISHES)}", f"#map_trip{MAP}"),
        "transit": Scene(f"/it/trip?{urlencode(WISHES)}&mode=transit", FORM),
        "waiting": Scene(f"/it/trip?{LONG}&seed={{look}}", ".course:not([hidden])"),
        "bent": Scene(f"/fr/trip?{OWN}", f"#map_trip{MAP}", BEND),
        "kept": Scene(f"/en/trip?{OWN},no-such-place@99:99", f"#map_trip{MAP}"),
        "better": Scene(f"/it/improve?{OWN}", ".choose, .page .button:not(.quiet)"),
        "alternatives": Scene(f"/fr/alternatives?{GENOA}", ".versions"),
        "no-trip": Scene(f"/it/trip?{LONG}&must=fiera-di-a-castagna-bocognano&days_min=2", FORM),
        "faults": Scene("/fr/trip?start=Livrono&earliest=x&pace=slow"),
        "missing": Scene("/it/none"),
        "network": Scene("/it/network?month=10"),
        "network-feast": Scene("/fr/network/fiera-di-a-castagna-bocognano?shift=7"),
        "what-if": Scene("/en/network/what-if"),
        "embed-builder": Scene("/fr/embed?kind=map"),
        "embed-calendar": Scene("/embed/calendar?lang=it&from=2027-09-01&to=2027-12-31"),
        "data": Scene("/it/data"),
        "api": Scene("/fr/api"),
    }
)
"""Every page, most of them in the state that shows most; `{look}` makes a search a new one."""


def list_looks() -> Iterator[Picture]:
    """Walk through every page in every look."""
    for page, scene in PAGES.items():
        for number, (look, chosen) in enumerate(LOOKS.items()):
            path = scene.path.replace("{look}", str(number))
            plain = Picture(f"{page}-{look}", path, "", 1360, 900, whole=True)
            yield replace(plain, ready=scene.ready, script=scene.script, **chosen)


LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "desktop": {},
        "phone": {"width": 390, "phone": True},
        "dark": {"dark": True},
        "paper": {"width": 720, "paper": True},
    }
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
    page.wait_for_selector(picture.ready, timeout=SEARCH_MS)
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
    """Make the README's pictures, or every look of every page in a folder, and name the files.

    Words after the folder choose pages by name.
    """
    folder = Path(words[0]) if words else FOLDER
    folder.mkdir(exist_ok=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_on_path(), args=["--no-sandbox"])
        looks = [one for one in list_looks() if not words[1:] or one.page in words[1:]]
        for picture in looks if words else PICTURES:
            file = take(browser, site, picture, folder)
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
