"""What frames and pages say to each other, how snippets are built, and who is not listened to."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_context
from tests.browser.office import Office, framed, iframe, wait_for_height

COPIED = "async (text) => (await navigator.clipboard.readText()) === text"


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
    inner = next(frame for frame in page.frames if "/embed/" in frame.url)
    content = wait_for_height(page, inner)
    page.wait_for_timeout(300)

    heights = page.evaluate(
        "['mine', 'h', 's'].map((id) => document.getElementById(id).style.height)"
    )
    assert heights == [content, "", ""]


def test_a_frame_that_was_quicker_than_the_script_grows_too(
    page: Page, office: Office, address: str
) -> None:
    page.goto(office.put(iframe(f"{address}/embed/calendar", 'height="150" id="mine"')))
    page.add_script_tag(url=f"{address}/embed/height.js")

    page.wait_for_function("document.getElementById('mine').offsetHeight > 300")
    wait_for_height(page, framed(page))


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
    before = wait_for_height(page, inner)

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

    plain = new_context(browser, java_script_enabled=False)
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
            f"{address}/embed/map?from=2027-01-01&to=2027-12-31#?secret=Abc123",
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
    context = new_context(browser, permissions=["clipboard-read", "clipboard-write"])
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
    page.wait_for_function(COPIED, arg=page.locator("#snippet").input_value())
    page.get_by_label("Use these colours").check()
    page.get_by_label("Links and marks").fill("#ffcc00")
    expect(page.locator("#accent-fault")).to_contain_text("the contrast is 1.4")
    expect(page.locator(".preview")).to_have_count(0)
    context.close()
