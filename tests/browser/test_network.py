"""What an organiser does: from home to the fair of Bocognano in two clicks, and what is read there.

With FILOFESTA_PICTURES set to a folder, a picture of the page is kept there.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, OpenPage

BOCOGNANO = "network/fiera-di-a-castagna-bocognano?shift=7"
PAGES = {"network": "network?month=10", "feast": BOCOGNANO, "what-if": "network/what-if"}


def test_the_organiser_of_bocognano_reads_partners_clashes_and_a_weeks_move(
    open_page: OpenPage,
) -> None:
    watch = open_page("/en/")
    page = watch.settle("map_feasts")

    page.get_by_role("link", name="Network").click()
    page.wait_for_url(re.compile("/en/network$"))
    page.get_by_role("link", name="Bocognano").first.click()
    page.wait_for_url(re.compile("/en/network/"))

    expect(page.get_by_role("heading", level=1)).to_have_text("A Fiera di a Castagna")
    partners = page.get_by_role("region", name="Can be combined with")
    clashes = page.get_by_role("region", name="Falls on the same days as")
    expect(partners).to_contain_text("before it Sagra del Cinghiale, Suvereto")
    expect(partners).to_contain_text("after it Sagra del Cinghiale, Suvereto")
    expect(clashes).to_contain_text("1 shared day (6 Dec 2026)")
    later = page.locator(".week-later")
    expect(later).to_contain_text("11–13 Dec 2026")
    expect(later).to_contain_text("Trip lost:")
    expect(later).to_contain_text("Less clash:")
    keep_picture(page, "network-bocognano")
    watch.assert_quiet()


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the page where one is asked for."""
    folder = os.environ.get("FILOFESTA_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_the_slider_answers_without_a_new_page(open_page: OpenPage) -> None:
    watch = open_page("/en/network/fiera-di-a-castagna-bocognano")
    page = watch.settle()
    answer = page.locator("#shift-answer")
    expect(answer).to_contain_text("as planned")

    page.get_by_label("Move it by days").focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")

    expect(answer).to_contain_text("7 days later")
    expect(answer).to_contain_text("Less clash:")
    expect(page.locator("#shift-says")).to_have_text("7 days later")
    expect(page).to_have_url(re.compile("shift=7"))
    watch.assert_quiet()


def test_the_matrix_is_walked_with_the_arrow_keys(open_page: OpenPage) -> None:
    watch = open_page("/en/network")
    page = watch.settle()
    page.locator("#matrix-table td[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")

    says = page.locator("#matrix-says")
    expect(says).to_contain_text("Sagra del Cinghiale, Suvereto")
    expect(says).to_contain_text("Clash: 1 shared day")
    assert page.locator("#matrix-table td[tabindex='0']").count() == 1
    watch.assert_quiet()


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
    watch = open_page(f"/{language}/{PAGES[name]}", size)
    page = watch.settle()

    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    watch.assert_quiet()


@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_no_violation_in_the_dark_with_all_opened(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]], name: str
) -> None:
    watch = open_page(f"/en/{PAGES[name]}", color_scheme="dark", reduced_motion="reduce")
    page = watch.settle()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    assert find_violations(page) == []
    watch.assert_quiet()
