"""Taking a trip along: files, print, and one copy that opens without a network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_story import WISH

KEYS = "caches.keys()"


def stored(page: Page) -> list[object]:
    """Return what a page has stored beyond the life of its tab."""
    return [
        page.evaluate(KEYS),
        page.evaluate("Object.keys(localStorage)"),
        page.context.cookies(),
    ]


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_kept_trip_opens_without_network(open_page: OpenPage, language: str, size: str) -> None:
    watch = open_page(f"/{language}/trip?{WISH}", size)
    page = watch.settle("map_trip")
    address, days = page.url, page.locator(".days > li h3").all_inner_texts()
    before = stored(page)

    page.locator("#keep").click()
    page.locator("#forget").wait_for()
    page.context.set_offline(True)
    other = page.context.new_page()
    other.goto(address)
    other.wait_for_selector("#map_trip[data-ready=true]")
    other.locator("#map_trip path.base-land").first.wait_for(state="attached")

    assert before == [[], [], []]
    assert days
    assert other.locator(".days > li h3").all_inner_texts() == days
    assert other.locator("#map_trip path.leg").count() >= 1
    other.goto(f"{watch.site}/{language}/")
    expect(other).to_have_url(address)
    other.locator("#forget").click()
    other.locator("#forget").wait_for(state="hidden")
    assert stored(other) == [[], [], []]
    assert watch.foreign == []


@pytest.mark.parametrize("kind", ["ics", "gpx"])
def test_a_file_is_one_click_away(open_page: OpenPage, kind: str) -> None:
    watch = open_page(f"/it/trip?{WISH}")
    page = watch.settle("map_trip")

    with page.expect_download() as waited:
        page.locator(f"#take-along a[href*='trip.{kind}']").click()
    text = waited.value.path().read_text(encoding="utf-8")

    assert re.fullmatch(rf"filofesta-2027-10-\d\d\.{kind}", waited.value.suggested_filename)
    assert text.startswith("BEGIN:VCALENDAR" if kind == "ics" else "<?xml")
    watch.assert_quiet()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_paper_holds_the_trip_and_no_tools(open_page: OpenPage, language: str, size: str) -> None:
    watch = open_page(f"/{language}/trip?{WISH}", size)
    page = watch.settle("map_trip")
    page.get_by_role("main").locator("#fold").click()

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator(".day-card > .items:visible").count() == page.locator(".day").count()
    for tool in ("#take-along", ".trip-form", ".site-nav", ".leaflet-control-zoom", "#fold"):
        assert not page.locator(tool).first.is_visible()
    expect(page.locator("#map_trip path.leg").first).to_be_visible()
    colours = page.evaluate(
        "[...document.querySelectorAll('h1, .day-head h3, path.leg')]"
        ".map((one) => { const c = getComputedStyle(one); return one.tagName === 'path'"
        " ? c.stroke : c.color; })"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    assert page.pdf(format="A4").startswith(b"%PDF")
    watch.assert_quiet()


def test_the_site_is_an_app(open_page: OpenPage) -> None:
    watch = open_page("/fr/")
    page = watch.settle("map_feasts")

    told = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((one) => one.json())"
    )

    assert told["start_url"] == "/fr/"
    assert told["display"] == "standalone"
    assert page.request.get(watch.site + told["icons"][0]["src"]).ok
    watch.assert_quiet()
