"""axe finds nothing on any page, in any language, light or dark; no page calls another host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SIZES, OpenPage
from tests.browser.test_story import WISH

FEAST = "festival/fiera-di-a-castagna-bocognano"
PAGES = {
    "home": ("?month=10", "map_feasts"),
    "trip": (f"trip?{WISH}", "map_trip"),
    "festival": (FEAST, "map_place"),
    "faults": ("trip?start=Livrono&earliest=x&days_min=0&must=nothing&end=place", None),
    "data": ("data", None),
    "api": ("api", None),
    "missing": ("none", None),
}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["en", "it", "fr"])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_no_violation(
    open_page: OpenPage,
    find_violations: Callable[[Page], list[str]],
    name: str,
    language: str,
    size: str,
) -> None:
    path, map_id = PAGES[name]
    watch = open_page(f"/{language}/{path}", size)
    page = watch.settle(map_id)
    light = find_violations(page)
    page.emulate_media(color_scheme="dark")

    assert light == []
    assert size == "phone" or find_violations(page) == []
    watch.assert_quiet()


@pytest.mark.parametrize("path", ["/en/", f"/en/trip?{WISH}"])
def test_axe_finds_no_violation_in_the_dark_with_all_opened(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]], path: str
) -> None:
    watch = open_page(path, color_scheme="dark", reduced_motion="reduce")
    page = watch.settle("map_trip" if "trip" in path else "map_feasts")

    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator(".leaflet-marker-icon.mark-festival").first.click(force=True)

    assert find_violations(page) == []
    watch.assert_quiet()


@pytest.mark.parametrize(
    ("path", "map_id"),
    [("/en/", "map_feasts"), (f"/it/trip?{WISH}", "map_trip"), (f"/fr/{FEAST}", "map_place")],
)
def test_a_page_reflows_at_four_times_its_size(open_page: OpenPage, path: str, map_id: str) -> None:
    page = open_page(path).settle(map_id)

    page.set_viewport_size({"width": 320, "height": 256})
    page.wait_for_function("window.innerWidth <= 320")
    wide = page.evaluate("document.documentElement.scrollWidth")

    assert wide <= 320


def test_nothing_moves_where_less_motion_is_asked_for(open_page: OpenPage) -> None:
    page = open_page("/en/", reduced_motion="reduce").settle("map_feasts")

    moving = page.evaluate("document.getAnimations().length")

    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
