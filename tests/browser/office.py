"""Another site, on another origin, that frames embeds."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Frame, Page, expect

from tests.browser.serving import serving


class Office:
    """Another site: any page, made of the text that a test gives."""

    def __init__(self, address: str, pages: dict[str, str]) -> None:
        self.address, self.pages = address, pages

    def put(self, body: str, name: str = "page") -> str:
        """Keep a page and return its address."""
        self.pages[name] = f"<!doctype html><html lang=en><title>Office</title><body>{body}"
        return f"{self.address}/{name}"


@contextmanager
def open_office() -> Iterator[Office]:
    """Serve another site under another name of this machine while the block runs."""
    pages: dict[str, str] = {}
    app = Flask("office")
    app.add_url_rule("/<name>", "page", lambda name: pages.get(name, ""))
    with serving(app) as found:
        yield Office(found.replace("127.0.0.1", "localhost"), pages)


def framed(page: Page) -> Frame:
    """Return the document inside the only frame."""
    (inner,) = [frame for frame in page.frames if frame is not page.main_frame]
    return inner


def wait_for_height(page: Page, inner: Frame, name: str = "mine") -> str:
    """Wait until a frame is as high as its content; return the height that its style states."""
    frame = page.locator(f"#{name}")
    content = inner.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    expect(frame).to_have_attribute("style", f"height: {content}px;")
    return f"{content}px"


def iframe(address: str, more: str = 'height="700"') -> str:
    return f'<iframe src="{address}" title="x" width="600" {more}></iframe>'
