"""What a traveller does: looks at the feasts, asks for a trip, reads it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.watch import SEARCH_MS

WISH = "start=Livorno&earliest=2027-10-08&latest=2027-10-14&days_min=2&days_max=3"

WORDS = {
    "en": (
        *("Start from", "Earliest day", "Latest day", "At least (days)", "At most (days)"),
        *("Plan my trip", "What is not in the trip, and why"),
    ),
    "it": (
        *("Partenza da", "Primo giorno possibile", "Ultimo giorno possibile", "Almeno (giorni)"),
        *("Al massimo (giorni)", "Pianifica il mio viaggio", "Che cosa resta fuori, e perché"),
    ),
    "fr": (
        *("Départ de", "Premier jour possible", "Dernier jour possible", "Au moins (jours)"),
        *("Au plus (jours)", "Planifier mon voyage", "Ce qui n’est pas du voyage, et pourquoi"),
    ),
}
"""Labels of the form, its button, and the heading above the feasts left out."""
ASKED = ("Livorno", "2027-10-08", "2027-10-14", "2", "3")


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", list(WORDS))
def test_a_trip_is_asked_for_through_the_form_and_explains_itself(
    open_page: OpenPage, language: str, size: str
) -> None:
    *labels, button, left_out = WORDS[language]
    watch = open_page(f"/{language}/", size)
    page = watch.settle("map_feasts")

    for label, value in zip(labels, ASKED, strict=True):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(rf"/{language}/trip\?"), timeout=SEARCH_MS)
    watch.settle("map_trip")

    assert 2 <= page.locator(".days > li").count() <= 3
    assert page.locator(".item-festival").count() >= 1
    assert page.locator(".item-festival .badge").count() >= 1
    assert page.locator("#map_trip path.leg").count() >= 1
    assert (page.locator("#map_trip path.leg").first.get_attribute("d") or "").startswith("M")
    page.locator(".proof > summary").click()
    assert page.locator(".proof > p:visible").count() >= 2
    page.locator(".item-leg summary").first.click()
    assert page.locator(".how-facts:visible").count() == 1
    reasons = page.get_by_role("region", name=left_out)
    assert reasons.locator("strong, h3").count() >= 1
    assert "start=Livorno" in page.url
    watch.assert_quiet()


def test_a_shared_address_shows_the_same_trip(open_page: OpenPage) -> None:
    pages = [open_page(f"/{language}/trip?{WISH}") for language in ("en", "it")]

    days = [watch.settle("map_trip").locator(".days time").all_inner_texts() for watch in pages]

    assert days[0]
    assert days[0] == days[1]


def test_a_month_filters_list_and_map_alike(open_page: OpenPage) -> None:
    watch = open_page("/en/")
    page = watch.settle("map_feasts")

    page.get_by_role("link", name=re.compile("feasts? in October")).click()

    shown = page.locator("#feast-list > li:visible")
    numbers = shown.locator(".feast-head .mark text").all_text_contents()
    marks = page.locator("#map_feasts .leaflet-marker-icon.mark-festival text").all_text_contents()
    assert numbers
    assert len(numbers) < 19
    assert sorted(marks) == sorted(numbers)
    expect(page).to_have_url(re.compile("month=10"))
    assert page.locator("#count").inner_text() == f"{len(numbers)} feasts in October"
    page.reload()
    watch.settle("map_feasts")
    assert shown.locator(".feast-head .mark text").all_text_contents() == numbers
    watch.assert_quiet()


def test_the_main_job_needs_no_javascript(open_page: OpenPage) -> None:
    watch = open_page("/en/?month=10", java_script_enabled=False)
    page = watch.page

    assert 0 < page.locator("#feast-list > li:visible").count() < 19
    page.get_by_label("Start from").fill("Livorno")
    page.get_by_label("Earliest day").fill("2027-10-08")
    page.get_by_label("Latest day").fill("2027-10-14")
    page.get_by_label("At least (days)").fill("2")
    page.get_by_label("At most (days)").fill("3")
    page.get_by_role("button", name="Plan my trip").click(timeout=SEARCH_MS)
    page.wait_for_selector(".days > li", timeout=SEARCH_MS)
    page.wait_for_load_state()

    assert page.locator(".item-festival").count() >= 1


def test_a_place_is_offered_while_one_types(open_page: OpenPage) -> None:
    watch = open_page("/fr/")
    page = watch.settle("map_feasts")

    start = page.get_by_label("Départ de")
    start.press_sequentially("Porto-V")
    options = page.locator("#start-list").get_by_role("option")
    expect(options.first).to_contain_text("Porto-Vecchio")  # fewer letters bring others first
    start.press("ArrowDown")
    pointed = start.get_attribute("aria-activedescendant")
    start.press("Enter")

    assert pointed == "start-list-0"
    assert start.input_value() == "Porto-Vecchio"
    assert start.get_attribute("aria-expanded") == "false"
    assert "/fr/" in page.url
    watch.assert_quiet()


def test_the_list_of_places_closes_without_a_choice_and_takes_a_click(open_page: OpenPage) -> None:
    watch = open_page("/en/", size="phone")
    page = watch.settle("map_feasts")

    start = page.get_by_label("Start from")
    start.press_sequentially("Livo")
    options = page.locator("#start-list").get_by_role("option")
    options.first.wait_for()
    start.press("Escape")
    closed = options.count()
    start.press("r")
    options.first.click()

    assert closed == 0
    assert start.input_value() == "Livorno"
    watch.assert_quiet()


def test_a_mark_opens_by_keyboard_and_leads_to_its_feast(open_page: OpenPage) -> None:
    watch = open_page("/en/")
    page = watch.settle("map_feasts")

    mark = page.locator("#map_feasts .mark-festival", has_text=re.compile("^1$"))
    mark.focus()
    mark.press("Enter")
    popup = page.locator(".map-popup")
    popup.wait_for()
    told = popup.locator("strong").inner_text()
    popup.get_by_role("link", name="Details").click()

    assert told in page.locator("#feast-list > li:target h3").inner_text()
    assert told in (mark.get_attribute("aria-label") or "")
    watch.assert_quiet()


def test_bad_input_keeps_what_was_typed_and_leads_to_the_fault(open_page: OpenPage) -> None:
    watch = open_page("/it/")
    page = watch.settle("map_feasts")

    page.get_by_label("Partenza da").fill("Livrono")
    page.get_by_role("button", name="Pianifica il mio viaggio").click()
    page.wait_for_selector("#faults")
    watch.settle()

    assert page.get_by_label("Partenza da").input_value() == "Livrono"
    assert page.get_by_label("Partenza da").get_attribute("aria-invalid") == "true"
    page.locator("#faults a").first.click()
    expect(page.locator("#start")).to_be_focused()
    watch.assert_quiet()


@pytest.mark.parametrize(
    ("path", "map_id"),
    [("/en/", "map_feasts"), (f"/en/trip?{WISH}", "map_trip"), ("/en/trip?start=x", None)],
)
def test_nothing_sticks_out_sideways_on_a_phone(
    open_page: OpenPage, path: str, map_id: str | None
) -> None:
    page = open_page(path, size="phone").settle(map_id)

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 360
