"""Chromium, and a site over the real data on a free loopback port."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from planner.service import World, load_world
from tests.browser.office import Office, open_office
from tests.browser.serving import serving
from tests.browser.watch import Watch
from web import create_app
from web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DEBIANS = Path("/usr/bin/chromium")
VIOLATIONS = (
    "() => axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
)
"""All rules; what passes is not described node by node, which took half of the time."""
NO_BROWSER = "FILOFESTA_NO_BROWSER"
SIZES = {"desktop": (1440, 900), "phone": (360, 740)}
FIRST_TRIP_MS = 180_000
"""The first trip of a run may wait for the solver to be compiled."""
TODAY = date(2026, 11, 21)
MOST_WAIT_MS = 60_000
"""Longest wait for what a page does by itself; a machine may be slow and busy."""
OpenPage = Callable[..., Watch]
expect.set_options(timeout=MOST_WAIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and leave it out only where that is asked for by name."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if os.environ.get(NO_BROWSER) == "1":
                item.add_marker(pytest.mark.skip(reason=f"{NO_BROWSER} is 1: no browser tests"))


@pytest.fixture(scope="session")
def world() -> World:
    """Return the real data."""
    return load_world()


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    """Return the address of a site over the real data."""
    with serving(create_app(Settings(today=TODAY, max_time_limit_s=3.0), world)) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium: the one named in FILOFESTA_CHROMIUM, Debian's, or Playwright's own."""
    named = os.environ.get("FILOFESTA_CHROMIUM") or (str(DEBIANS) if DEBIANS.exists() else None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        yield opened
        opened.close()


def new_context(browser: Browser, **options: object) -> BrowserContext:
    """Return a browser's window on its own, with patience for a slow machine."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(MOST_WAIT_MS)
    return context


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Return what opens a page at a path; whatever it loads and says is watched."""
    contexts = []

    def open_one(path: str, size: str = "desktop", site: str = address, **options: object) -> Watch:
        width, height = SIZES[size]
        is_phone = size == "phone"
        view = {"width": width, "height": height}
        context = new_context(
            browser, viewport=view, has_touch=is_phone, is_mobile=is_phone, **options
        )
        contexts.append(context)
        watch = Watch(context.new_page(), site)
        watch.page.goto(site + path, timeout=FIRST_TRIP_MS)
        return watch

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def find_violations() -> Callable[[Page], list[str]]:
    """Return what asks axe for the violations on a page."""
    script = AXE.read_text(encoding="utf-8")

    def find(page: Page) -> list[str]:
        page.evaluate(script)
        found = page.evaluate(VIOLATIONS)
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return find


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return another site, on another origin."""
    with open_office() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page."""
    context = new_context(browser, viewport={"width": 1000, "height": 900})
    yield context.new_page()
    context.close()
