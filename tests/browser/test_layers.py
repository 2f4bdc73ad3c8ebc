"""The map's layers and a leg's own words: what a traveller opens, filters and reads."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_story import WISH
from tests.browser.watch import Watch

LINES = "#map_feasts path.crossing"
ROWS = "#crossing-rows > tr"
HOME_BYTES, TRIP_BYTES = 600_000, 500_000


def shown_rows(page: Page) -> int:
    return page.locator(f"{ROWS}:not([hidden])").count()


def settle(watch: Watch, *layers: str) -> Page:
    """Wait until the map of the home page is drawn, and all of some layers of the whole year."""
    page = watch.settle("map_feasts")
    for name in layers:
        address = page.locator(f"[data-layer='{name}']").get_attribute("data-url")
        whole = len(page.request.get(f"{watch.site}{address}").json()["features"])
        expect(page.locator(f"#map_feasts .{DRAWN[name]}")).to_have_count(whole)
    return page


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_month_shows_the_crossings_that_sail_in_it(open_page: OpenPage, language: str) -> None:
    watch = open_page(f"/{language}/")
    page = settle(watch, "crossings")
    all_lines, all_rows = page.locator(LINES).count(), shown_rows(page)

    page.locator(".months a[data-month='1']").click()
    lines, rows = page.locator(LINES).count(), shown_rows(page)

    assert 0 < lines < all_lines
    assert 0 < rows < all_rows
    assert page.locator("#line-count").inner_text().startswith(f"{lines} ")
    page.reload()
    watch.settle("map_feasts")
    expect(page.locator(LINES)).to_have_count(lines)
    assert shown_rows(page) == rows
    page.locator(".months a[data-month='']").click()
    expect(page.locator(LINES)).to_have_count(all_lines)
    assert shown_rows(page) == all_rows
    watch.assert_quiet()


def test_without_javascript_the_table_is_filtered_and_sorted_by_links(
    open_page: OpenPage,
) -> None:
    page = open_page("/en/", java_script_enabled=False).page
    all_rows = shown_rows(page)

    page.get_by_role("link", name=re.compile("^Jan")).click()
    page.wait_for_url(re.compile("month=1"))
    page.locator("#crossing-details > summary").click()
    january = shown_rows(page)
    page.get_by_role("link", name="port of arrival").click()
    page.wait_for_url(re.compile("sort=to"))
    ends = page.locator(f"{ROWS}:visible th").all_inner_texts()

    assert 0 < january < all_rows
    assert len(ends) == january
    arrivals = [end.splitlines()[0].split(" → ")[1] for end in ends]
    assert arrivals == sorted(arrivals)
    assert "month=1" in page.url


def test_layers_are_turned_on_and_off_by_keyboard(open_page: OpenPage) -> None:
    watch = open_page("/en/")
    page = settle(watch, "crossings", "ports")
    marks = {name: page.locator(f"#map_feasts .{css}") for name, css in MARKS.items()}
    before = {name: mark.count() for name, mark in marks.items()}

    for name in marks:
        page.get_by_label(name, exact=True).press("Space")
    marks["Sights"].nth(100).wait_for(state="attached")

    assert before["Sights"] == 0
    assert all(count > 10 for name, count in before.items() if name != "Sights")
    after = {name: mark.count() for name, mark in marks.items()}
    assert after["Sights"] > 100
    assert sum(count for name, count in after.items() if name != "Sights") == 0
    watch.assert_quiet()


MARKS = {
    "Feasts": "mark-festival",
    "Ferries": "crossing",
    "Ports": "mark-port",
    "Sights": "mark-sight",
}
DRAWN = {"crossings": "crossing", "ports": "mark-port", "sights": "mark-sight"}


@pytest.mark.parametrize("way", ["hover", "focus", "open"])
def test_a_crossing_tells_itself(open_page: OpenPage, way: str) -> None:
    watch = open_page("/en/?month=1")
    page = watch.settle("map_feasts")
    hit = page.locator("#map_feasts path.crossing-hit[aria-label^='Ajaccio – Toulon']").first
    page.locator("#layers input").last.focus()

    if way == "hover":
        hit.dispatch_event("mouseover")
    else:
        page.keyboard.press("Tab")
        hit.focus()
    if way == "open":
        page.keyboard.press("Enter")
    told = page.locator(".leaflet-popup" if way == "open" else ".leaflet-tooltip").inner_text()

    for words in ("Corsica Ferries", "indicative", "Mon–Fri, Sun 20:00", "11", "Our source is of"):
        assert words in told, words
    assert "1 May" not in told
    if way == "open":
        page.locator(".leaflet-popup").get_by_role("link", name="Details").click()
        page.wait_for_selector("#crossing-details[open]")
    watch.assert_quiet()


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_the_crossings_and_all_layers_pass_axe(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]], language: str
) -> None:
    watch = open_page(f"/{language}/?month=7&sort=to")
    page = watch.settle("map_feasts")
    page.locator("[data-layer='sights']").check()
    settle(watch, "ports", "sights")

    assert find_violations(page) == []
    watch.assert_quiet()


def test_a_leg_explains_itself(open_page: OpenPage) -> None:
    watch = open_page(f"/en/trip?{WISH}")
    page = watch.settle("map_trip")

    leg = page.locator(".item-leg").first
    leg.locator("summary").click()
    told = leg.locator(".how-facts").inner_text()

    assert "km" in told
    assert "min" in told or " h" in told
    assert "Known road:" in told or "Estimate:" in told
    watch.assert_quiet()


def test_days_close_and_a_link_to_a_stop_opens_its_day(open_page: OpenPage) -> None:
    watch = open_page(f"/en/trip?{WISH}")
    page = watch.settle("map_trip")

    page.get_by_role("button", name="Close all days").click()
    closed = page.locator(".items:visible").count()
    page.evaluate("window.location.hash = 'stop-1'")
    page.wait_for_selector("#stop-1", state="visible")

    assert closed == 0
    expect(page.get_by_role("button", name="Close all days")).to_be_visible()
    watch.assert_quiet()


@pytest.mark.parametrize(
    ("path", "map_id", "most"),
    [("/it/", "map_feasts", HOME_BYTES), (f"/it/trip?{WISH}", "map_trip", TRIP_BYTES)],
)
def test_a_page_is_light_on_the_wire(
    open_page: OpenPage, path: str, map_id: str, most: int
) -> None:
    watch = open_page("/robots.txt")
    session = watch.page.context.new_cdp_session(watch.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

    watch.page.goto(watch.site + path)
    watch.settle(map_id)

    assert len(sizes) > 5
    assert sum(sizes) <= most
