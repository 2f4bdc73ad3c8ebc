"""Frames on another origin: embeds work there, and all else refuses."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.datastructures import MultiDict

from planner.service import World
from tests.browser.conftest import TODAY, OpenPage, new_context
from tests.browser.office import Office, framed, iframe
from tests.browser.serving import serving
from tests.browser.test_story import WISH
from web import create_app
from web.plan_token import to_token
from web.query import read_fields
from web.settings import Settings

TOKEN = to_token(read_fields(MultiDict(parse_qsl(WISH))))
FEAST = "sagra-del-cinghiale-suvereto"
KINDS = {
    "map": "/embed/map?from=2027-01-01&to=2027-12-31",
    "calendar": "/embed/calendar?from=2027-01-01&to=2027-12-31",
    "festival": f"/embed/festival/{FEAST}?x=1",
    "trip": f"/embed/trip/{TOKEN}?x=1",
}
MAPS = ("map", "festival", "trip")
REFUSED = re.compile("^chrome-error:")
"""Where a frame ends that the browser does not show."""


@pytest.mark.parametrize("kind", KINDS)
def test_another_origin_frames_an_embed_that_calls_and_keeps_nothing(
    page: Page, office: Office, address: str, kind: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(office.put(iframe(address + KINDS[kind] + "&lang=it")), timeout=200_000)
    inner = framed(page)
    expect(inner.locator("h1")).to_be_visible()
    if kind in MAPS:
        inner.wait_for_selector("#embed-map[data-ready]")
        assert inner.locator(".leaflet-marker-icon.mark").count() > 0
    page.wait_for_load_state("networkidle")

    assert inner.url.startswith(address)
    foreign = [url for url in asked if not url.startswith((address, office.address))]
    assert (foreign, said) == ([], [])
    assert page.context.cookies() == []
    page.goto(address + KINDS[kind])  # in a frame of another site the browser refuses storage
    page.wait_for_load_state("networkidle")
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]


@pytest.mark.parametrize("path", ["/it/", "/it/embed", "/it/trip?start=x", "/api/v1/festivals"])
def test_everything_else_refuses_to_be_framed(
    page: Page, office: Office, address: str, path: str
) -> None:
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(office.put(iframe(address + path)))

    framed(page).wait_for_url(REFUSED, wait_until="commit")


def test_an_operator_may_refuse_other_sites(page: Page, office: Office, world: World) -> None:
    settings = Settings(today=TODAY, embed_hosts=("https://a.example",))
    with serving(create_app(settings, world)) as site:
        page.goto(office.put(iframe(f"{site}/embed/map")))
        framed(page).wait_for_url(REFUSED, wait_until="commit")


def test_the_slider_works_by_keyboard_inside_the_frame(
    page: Page, office: Office, address: str
) -> None:
    page.goto(office.put(iframe(f"{address}{KINDS['map']}&lang=en")))
    inner = framed(page)
    inner.wait_for_selector("#embed-map[data-ready]")
    marks, items = (
        inner.locator(".mark-festival.leaflet-marker-icon"),
        inner.locator(".feasts > li"),
    )
    all_marks = marks.count()

    slider = inner.get_by_role("slider", name="When")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")

    expect(inner.locator("#month-name")).to_have_text("October 2027")
    shown = [item for item in items.all() if item.is_visible()]
    assert 0 < marks.count() == len(shown) < all_marks
    assert all("Oct 2027" in item.inner_text() for item in shown)
    told = slider.get_attribute("aria-valuetext")
    assert told == f"October 2027, {len(shown)} feasts"
    expect(inner.locator("#count")).to_have_text(f"{len(shown)} feasts")
    page.keyboard.press("Home")
    expect(marks).to_have_count(all_marks)


def test_the_wheel_moves_the_page_and_not_the_map(page: Page, office: Office, address: str) -> None:
    page.goto(office.put(iframe(f"{address}{KINDS['map']}") + "<p>" + "x<br>" * 200))
    inner = framed(page)
    inner.wait_for_selector("#embed-map[data-ready]")
    scale = inner.locator(".leaflet-control-scale-line").inner_text()
    inner.locator("#embed-map").click(position={"x": 60, "y": 300})

    page.mouse.wheel(0, -400)
    page.wait_for_timeout(400)

    assert inner.locator(".leaflet-control-scale-line").inner_text() == scale


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript_all_is_there_as_a_list(
    browser: Browser, address: str, kind: str
) -> None:
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{KINDS[kind]}&lang=en")

    assert page.locator(".map-frame").is_hidden() or kind == "calendar"
    items = page.locator(".days ul li" if kind == "trip" else ".feasts > li, .when")
    assert items.first.is_visible()
    if kind in {"map", "calendar"}:
        page.get_by_role("link", name="October 2027").click()
        page.wait_for_url(re.compile("month=2027-10"))
        shown = [text for text in page.locator(".when:visible").all_inner_texts() if text]
        assert shown
        assert all("Oct 2027" in text for text in shown)
    context.close()


@pytest.mark.parametrize(
    ("language", "size"), [("en", "desktop"), ("it", "phone"), ("fr", "desktop")]
)
@pytest.mark.parametrize("kind", [*KINDS, "builder", "fault"])
def test_axe_finds_no_violation(
    open_page: OpenPage,
    find_violations: Callable[[Page], list[str]],
    kind: str,
    language: str,
    size: str,
) -> None:
    others = {"builder": f"/{language}/embed?", "fault": "/embed/map?accent=ffcc00"}
    watch = open_page(f"{ {**KINDS, **others}[kind] }&lang={language}".replace("?&", "?"), size)
    if kind in MAPS:
        watch.page.wait_for_selector("#embed-map[data-ready]")

    assert find_violations(watch.page) == []


def test_axe_finds_no_violation_in_own_colours_and_in_the_dark(
    open_page: OpenPage, find_violations: Callable[[Page], list[str]]
) -> None:
    own = "&ink=203010&ground=ffffff&accent=8a1c4a"
    for colours, scheme in ((own, "dark"), ("", "dark")):
        watch = open_page(f"{KINDS['map']}{colours}", color_scheme=scheme)
        watch.page.wait_for_selector("#embed-map[data-ready]")
        assert find_violations(watch.page) == []
