"""A page with notes of what it asked for and what it complained about."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request

SEARCH_MS = 300_000
"""A trip page may first show how far its search is; the first may wait for the compiler."""
OWN_STATUS = "the server responded with a status of"
"""Chromium's note of a page that is an error page: expected where one is opened."""


@dataclass
class Watch:
    """A page; `foreign` holds requests to other hosts, `complaints` what the console said."""

    page: Page
    site: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self.note_request)
        self.page.on("console", self.note_message)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note_request(self, request: Request) -> None:
        """Note a request to another host."""
        if not request.url.startswith((f"{self.site}/", "data:", "blob:", "file:")):
            self.foreign.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Note an error or a warning in the console."""
        if message.type in {"error", "warning"} and OWN_STATUS not in message.text:
            self.complaints.append(message.text)

    def settle(self, map_id: str | None = None) -> Page:
        """Wait until the page and its map are drawn."""
        self.page.wait_for_load_state()
        if map_id is not None:
            self.page.wait_for_selector(f"#{map_id}[data-ready=true]", timeout=SEARCH_MS)
            self.page.wait_for_selector(f"#{map_id} path.base-land", state="attached")
        return self.page

    def assert_quiet(self) -> None:
        """Fail where the page, all its requests done, asked another host or complained."""
        self.page.wait_for_load_state("networkidle")
        assert self.foreign == []
        assert self.complaints == []
