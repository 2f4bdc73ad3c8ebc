"""Frames on another origin: embeds work there, all else refuses, and nobody else is listened to."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from playwright.sync_api import Browser, Frame, Page, expect
from werkzeug.datastructures import MultiDict

from planner.service import World
from tests.browser.conftest import TODAY, OpenPage, serving
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


class Office:
    """Another site: any page, made of the text that a test gives."""

    def __init__(self, address: str, pages: dict[str, str]) -> None:
        self.address, self.pages = address, pages

    def put(self, body: str, name: str = "page") -> str:
        """Keep a page and return its address."""
        self.pages[name] = f"<!doctype html><html lang=en><title>Office</title><body>{body}"
        return f"{self.address}/{name}"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    pages: dict[str, str] = {}
    app = Flask("office")
    app.add_url_rule("/<name>", "page", lambda name: pages.get(name, ""))
    with serving(app) as found:
        yield Office(found.replace("127.0.0.1", "localhost"), pages)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    yield context.new_page()
    context.close()


def framed(page: Page) -> Frame:
    """Return the document inside the only frame."""
    (inner,) = [frame for frame in page.frames if frame is not page.main_frame]
    return inner


def iframe(address: str, more: str = 'height="700"') -> str:
    return f'<iframe src="{address}" title="x" width="600" {more}></iframe>'


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
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(office.put(iframe(address + path)))
    page.wait_for_timeout(300)

    assert "chrome-error" in framed(page).url
    assert any("frame-ancestors" in text for text in said)


def test_an_operator_may_refuse_other_sites(page: Page, office: Office, world: World) -> None:
    settings = Settings(today=TODAY, embed_hosts=("https://a.example",))
    with serving(create_app(settings, world)) as site:
        page.goto(office.put(iframe(f"{site}/embed/map")))
        page.wait_for_timeout(300)
        assert "chrome-error" in framed(page).url


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
    assert marks.count() == all_marks


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
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{KINDS[kind]}&lang=en")

    assert page.locator(".map-frame").is_hidden() or kind == "calendar"
    items = page.locator(".days ul li" if kind == "trip" else ".feasts > li, .when")
    assert items.first.is_visible()
    if kind in {"map", "calendar"}:
        page.get_by_role("link", name="October 2027").click()
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


def test_a_frame_grows_with_its_content_and_a_hostile_one_changes_nothing(
    page: Page, office: Office, address: str
) -> None:
    hostile = office.put(
        "<script>const say = (height, type) => parent.postMessage("
        "{ type: type || 'filofesta:height', id: 'mine', height }, '*');"
        "for (const bad of [9000, -1, 1e9, NaN, '<b>', null, { valueOf: () => 500 }]) say(bad);"
        "</script>",
        "hostile",
    )
    body = (
        iframe(f"{address}/embed/calendar?id=mine", 'height="150" id="mine"')
        + f'<iframe src="{hostile.replace("localhost", "127.0.0.1")}" title="h" id="h"></iframe>'
        + f'<iframe src="{hostile}" title="s" id="s"></iframe>'
        + f'<script src="{address}/embed/height.js" async></script>'
    )
    page.goto(office.put(body))
    page.wait_for_function("document.getElementById('mine').offsetHeight > 300")
    page.wait_for_timeout(300)
    inner = next(frame for frame in page.frames if "/embed/" in frame.url)
    content = inner.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")

    heights = page.evaluate(
        "['mine', 'h', 's'].map((id) => document.getElementById(id).style.height)"
    )
    assert heights == [f"{content}px", "", ""]


def test_words_that_no_frame_of_ours_says_are_left_aside(
    page: Page, office: Office, address: str
) -> None:
    body = (
        iframe(f"{address}/embed/calendar?id=mine", 'height="150" id="mine"')
        + f'<script src="{address}/embed/height.js"></script>'
    )
    page.goto(office.put(body))
    page.wait_for_function("document.getElementById('mine').offsetHeight > 300")
    inner = framed(page)
    before = page.evaluate("document.getElementById('mine').style.height")

    for said in ("{type: 'other', height: 400}", "null", "'x'", "{type: 'filofesta:height'}"):
        inner.evaluate(f"parent.postMessage({said}, '*')")
    for height in ("99", "10001", "NaN", "'400px'", "Infinity"):
        inner.evaluate(f"parent.postMessage({{type: 'filofesta:height', height: {height}}}, '*')")
    page.evaluate("postMessage({type: 'filofesta:height', height: 400}, '*')")
    page.wait_for_timeout(300)

    assert page.evaluate("document.getElementById('mine').style.height") == before


def test_the_element_builds_the_frame_and_without_a_script_its_link_shows(
    page: Page, office: Office, address: str, browser: Browser
) -> None:
    element = (
        '<filofesta-map kind="calendar" lang="fr" from="2027-01-01" to="2027-12-31" height="300">'
        f'<a href="{address}/fr/">Calendrier</a></filofesta-map>'
        f'<script src="{address}/embed/element.js" async></script>'
    )
    where = office.put(element)
    page.goto(where)
    inner = page.frame_locator("filofesta-map iframe")
    expect(inner.locator("h1")).to_have_text("Calendrier des fêtes")
    page.wait_for_function("document.querySelector('filofesta-map iframe').offsetHeight > 400")

    plain = browser.new_context(java_script_enabled=False)
    other = plain.new_page()
    other.goto(where)
    expect(other.get_by_role("link", name="Calendrier")).to_be_visible()
    plain.close()


def test_a_frame_as_wordpress_makes_it_works_and_tells_its_height(
    page: Page, office: Office, address: str
) -> None:
    body = (
        "<script>window.heard = []; addEventListener('message', ({ data, source }) => {"
        "if (data.secret === 'Abc123' && data.message === 'height'"
        " && source === document.querySelector('iframe').contentWindow) heard.push(data.value);"
        "});</script>"
        + iframe(
            f"{address}{KINDS['map']}#?secret=Abc123",
            'sandbox="allow-scripts" security="restricted" data-secret="Abc123" height="400"',
        )
    )
    page.goto(office.put(body))
    page.wait_for_function("window.heard.length > 0 && window.heard.at(-1) > 400")
    inner = framed(page)

    inner.wait_for_selector("#embed-map[data-ready]")
    inner.wait_for_selector("path.base-land")
    assert inner.locator(".mark-festival.leaflet-marker-icon").count() > 10


def test_the_builder_shows_a_choice_at_once_and_copies_its_text(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/en/embed")

    page.get_by_label("Calendar of the feasts").check()
    page.get_by_label("Corsica").check()
    page.locator("#frame_lang").select_option("it")
    shown = page.frame_locator(".preview")
    expect(shown.locator("h1")).to_have_text("Calendario delle feste")
    expect(page.locator("#snippet")).to_have_value(
        f'<iframe src="{address}/embed/calendar?lang=it&amp;area=corsica" '
        'title="Calendar of the feasts" width="100%" height="640" loading="lazy" '
        'referrerpolicy="strict-origin-when-cross-origin" sandbox="allow-scripts allow-same-origin '
        'allow-popups allow-popups-to-escape-sandbox" allow="fullscreen" style="border:0"></iframe>'
        f'\n<p><a href="{address}/en/">Calendar of the feasts · Filofesta</a></p>'
        f'\n<script src="{address}/embed/height.js" async></script>\n'
    )
    page.get_by_role("button", name="Copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#snippet").input_value()
    page.get_by_label("Use these colours").check()
    page.get_by_label("Links and marks").fill("#ffcc00")
    expect(page.locator("#accent-fault")).to_contain_text("the contrast is 1.4")
    expect(page.locator(".preview")).to_have_count(0)
    context.close()
