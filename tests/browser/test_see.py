"""Looking around: the slider through the year, the layers' lists, the page of one feast."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_access import FEAST

MARKS = "#map_feasts .leaflet-marker-icon.mark-festival text"
NUMBERS = "#feast-list > li:visible .feast-head .mark text"
MOST_STEPS = 60
REPORT = {"en": "Where on the map", "it": "Dove sulla mappa", "fr": "Position sur la carte"}


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_the_slider_filters_list_and_map_alike_and_stays_in_the_address(
    open_page: OpenPage, language: str, size: str
) -> None:
    watch = open_page(f"/{language}/", size)
    page = watch.settle("map_feasts")
    slider = page.get_by_role("slider")
    whole = slider.get_attribute("aria-valuetext")

    slider.focus()
    for _ in range(MOST_STEPS):
        page.keyboard.press("ArrowRight")
        if page.locator(NUMBERS).count() >= 3:
            break
    numbers = page.locator(NUMBERS).all_text_contents()
    told = slider.get_attribute("aria-valuetext") or ""

    assert 3 <= len(numbers) < 19
    assert sorted(page.locator(MARKS).all_text_contents()) == sorted(numbers)
    assert told != whole
    assert page.locator("#count").inner_text().endswith(told)
    expect(page).to_have_url(re.compile(r"\?day=20\d\d-\d\d-\d\d"))
    page.reload()
    watch.settle("map_feasts")
    assert page.locator(NUMBERS).all_text_contents() == numbers
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == told
    page.get_by_role("slider").press("Home")
    expect(page.locator(NUMBERS)).to_have_count(19)
    expect(page).not_to_have_url(re.compile("day="))
    watch.assert_quiet()


def test_an_empty_part_of_the_year_says_so(open_page: OpenPage) -> None:
    watch = open_page("/en/?day=2027-02-01")
    page = watch.settle("map_feasts")

    assert page.locator(NUMBERS).count() == 0
    assert page.locator("#empty").is_visible()
    page.locator("#empty a").click()
    page.wait_for_url(re.compile("/en/#feasts$"))
    assert page.locator("#empty").is_hidden()
    assert page.locator(NUMBERS).count() == 19
    watch.assert_quiet()


def test_the_days_are_chosen_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/it/", java_script_enabled=False).page

    page.locator("#day").fill("2027-10-04")
    page.locator("#slide button").click()
    page.wait_for_url(re.compile("day=2027-10-04"))

    assert 0 < page.locator(NUMBERS).count() < 19


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_feast_has_a_page_with_ways_and_neighbours(
    open_page: OpenPage, language: str, size: str
) -> None:
    watch = open_page(f"/{language}/", size)
    page = watch.settle("map_feasts")

    page.locator("#feast-list h3 a[href$=fiera-di-a-castagna-bocognano]").click()
    page.wait_for_url(re.compile(f"/{language}/{FEAST}$"))
    watch.settle("map_place")

    assert page.locator(".editions .badge").count() >= 2
    assert page.locator(".rules li").count() == 2
    assert page.locator("table.ways tbody tr").count() == 11
    assert "T20" in page.locator("table.ways").inner_text()
    assert REPORT[language] in page.locator(".facts-list").inner_text()
    told = page.locator(".near .mark text").all_text_contents()
    marks = page.locator("#map_place .mark-attraction text").all_text_contents()
    assert told
    assert sorted(marks) == sorted(told)
    assert page.locator(".sources a").count() >= 5
    watch.assert_quiet()


def test_a_mark_leads_to_the_place_in_the_list(open_page: OpenPage) -> None:
    watch = open_page(f"/en/{FEAST}")
    page = watch.settle("map_place")

    mark = page.locator("#map_place .mark-attraction", has_text=re.compile("^4$"))
    mark.focus()
    mark.press("Enter")
    page.locator(".map-popup").get_by_role("link", name="Details").click()

    assert page.locator("#near-4:target strong").inner_text() in (
        mark.get_attribute("aria-label") or ""
    )
    watch.assert_quiet()


def test_a_feast_that_does_not_exist_is_told_so(open_page: OpenPage) -> None:
    page = open_page("/fr/festival/none").page

    assert page.locator(".eyebrow").inner_text() == "404"
    assert page.get_by_role("main").get_by_role("link").count() == 1
