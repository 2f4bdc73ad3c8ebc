"""A traveller bends a trip: locks, moves, undoes, improves, shares, reloads; in three tongues."""

import re
from collections.abc import Callable
from time import monotonic, sleep
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from planner import service
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.service import World, plan_trip
from tests.browser.conftest import SIZES, OpenPage
from tests.browser.test_story import WISH
from tests.browser.watch import SEARCH_MS, Watch
from web.tasks import Cancelled, Report

WORDS = {
    "en": ("Change the trip", "Lock", "Later", "Undo", "Redo", "Improve", "version"),
    "it": ("Cambia il viaggio", "Blocca", "Dopo", "Annulla", "Ripeti", "Migliora", "versione"),
    "fr": (
        "Modifier le voyage",
        "Fixer",
        "Plus tard",
        "Annuler",
        "Rétablir",
        "Améliorer",
        "version",
    ),
}
HOSTILE = "\"><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"


def days_of(page: Page) -> list[list[str]]:
    """Return the visits of each day as the page shows them."""
    days = page.locator(".days > li").all()
    return [
        [one.get_attribute("data-visit") or "" for one in day.locator("[data-visit]").all()]
        for day in days
    ]


def press(watch: Watch, visit: str, name: str) -> None:
    """Press a button of a visit and wait for the page with the change in it."""
    page, before = watch.page, watch.page.url
    card = page.locator(f"[data-visit='{visit}']")
    if card.locator(".tools").get_attribute("open") is None:
        card.locator(".tools > summary").click()
    card.get_by_role("button", name=re.compile(f"^{name}")).click()
    page.wait_for_url(lambda url: url != before, timeout=SEARCH_MS)
    watch.settle("map_trip")


def step_back_and_on(watch: Watch, undo: str, redo: str) -> tuple[list[list[str]], ...]:
    """Undo, then redo; return the days after each."""
    return go(watch, undo), go(watch, redo)


def go(watch: Watch, name: str) -> list[list[str]]:
    """Press a button that leads to another step; return the days there."""
    before = watch.page.url
    watch.page.get_by_role("button", name=name).click()
    watch.page.wait_for_url(lambda url: url != before, timeout=SEARCH_MS)
    return days_of(watch.settle("map_trip"))


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", list(WORDS))
def test_a_trip_is_changed_undone_improved_and_shared(
    open_page: OpenPage,
    find_violations: Callable[[Page], list[str]],
    language: str,
    size: str,
) -> None:
    bend, lock, later, undo, redo, improve, version = WORDS[language]
    watch = open_page(f"/{language}/trip?{WISH}", size)
    page = watch.page
    page.wait_for_selector(".days > li", timeout=SEARCH_MS)
    page.get_by_role("button", name=bend).click()
    first = days_of(watch.settle("map_trip"))
    name = first[0][0]

    press(watch, name, lock)
    assert days_of(page) == first
    assert page.locator(f"[data-visit='{name}'].is-locked").count() == 1
    press(watch, name, later)
    moved, shared = days_of(page), page.url
    assert moved != first
    assert [[one for one in day if one != name] for day in moved] == [
        [one for one in day if one != name] for day in first
    ]
    expect(page.locator("#verdict")).not_to_be_empty()
    assert find_violations(page) == []
    assert step_back_and_on(watch, undo, redo) == (first, moved)

    page.get_by_role("link", name=re.compile(f"^{improve}")).click()
    page.get_by_role("heading", level=1, name=re.compile(version)).wait_for(timeout=SEARCH_MS)
    watch.settle()
    assert find_violations(page) == []
    watch.assert_quiet()
    other = open_page(shared.removeprefix(watch.site), size)
    assert days_of(other.settle("map_trip")) == moved
    assert other.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    other.assert_quiet()


def until_stopped(
    world: World, asked: TripRequest, report: Report, cancelled: Cancelled
) -> Itinerary:
    """Search for a trip, however fast, until someone ends it."""
    found, end = plan_trip(world, asked, report, cancelled), monotonic() + SEARCH_MS / 1000
    while not cancelled() and monotonic() < end:
        sleep(0.05)
    return found


def test_a_search_shows_how_far_it_is_and_stops(
    open_page: OpenPage,
    find_violations: Callable[[Page], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "plan_trip", until_stopped)
    watch = open_page("/en/trip?start=Livorno&earliest=2027-10-01&latest=2027-10-31&days_max=12")
    page = watch.page
    page.get_by_role("heading", name="Looking for your trip").wait_for()
    assert find_violations(page) == []
    page.get_by_role("button", name="Stop and show the best so far").click()
    page.wait_for_selector(".days > li, .page h1:has-text('No trip')", timeout=SEARCH_MS)

    assert "stopped=" in page.url
    watch.assert_quiet()


@pytest.mark.parametrize(
    ("language", "size"), [("en", "desktop"), ("it", "phone"), ("fr", "phone")]
)
def test_different_trips_stand_side_by_side_and_are_shown(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]], language: str, size: str
) -> None:
    watch = open_page(f"/{language}/alternatives?{WISH}", size)
    page = watch.page
    page.wait_for_selector(".versions > li", timeout=SEARCH_MS)
    watch.settle()

    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    last = page.locator(".versions > li").last
    feasts = last.locator(".totals dd").first.inner_text()
    last.locator("a.button").click()
    assert watch.settle("map_trip").locator(".item-festival").count() == int(feasts)
    watch.assert_quiet()


def test_a_visit_is_dragged_to_another_day(open_page: OpenPage) -> None:
    plan = "plan=1&day=2027-10-09:livorno-acquario&day=2027-10-10:livorno-fortezza-nuova"
    watch = open_page(f"/en/trip?{WISH}&{plan}")
    page = watch.settle("map_trip")
    page.get_by_role("button", name="Change the trip").click()

    page.set_viewport_size({"width": 1440, "height": 1600})
    begin, end = (
        page.locator(f"[data-visit='{name}']").bounding_box()
        for name in ("livorno-acquario", "livorno-fortezza-nuova")
    )
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + 170, begin["y"] + 14)
    page.mouse.down()
    page.mouse.move(begin["x"] + 150, begin["y"] + begin["height"] + 10, steps=5)
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] - 4, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("2027-10-09:&"))

    assert days_of(watch.settle("map_trip")) == [[], ["livorno-fortezza-nuova", "livorno-acquario"]]
    watch.assert_quiet()


@pytest.mark.parametrize(
    "query",
    [
        f"plan={quote(HOSTILE)}&day={quote(HOSTILE)}&day=2027-10-09:livorno-acquario,{quote(HOSTILE)}",
        f"plan=2&start={quote(HOSTILE)}&day=2027-10-09:livorno-acquario,night.{quote(HOSTILE)}",
        "plan=1&day=2027-10-09:livorno-acquario,sail.none@2027-10-09,night.nowhere",
    ],
)
def test_a_broken_address_keeps_what_it_can_and_runs_nothing(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]], query: str
) -> None:
    watch = open_page(f"/en/trip?{query}")
    page = watch.settle("map_trip")

    assert days_of(page) == [["livorno-acquario"]]
    assert page.locator(".kept").count() == 1
    assert page.evaluate("window.hacked") is None
    assert find_violations(page) == []
    watch.assert_quiet()
