"""The markup that another site pastes: a frame, and a plain link where frames are taken out."""

from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl

from flask import url_for

SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""Links open in a window of their own; nothing may move the page around the frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is framed."""

    kind: str
    record: str
    """Feast or plan; empty for map and calendar."""
    query: str
    title: str

    @property
    def address(self) -> str:
        """The address of the frame's page."""
        plain = {
            "map": ("embed.festival_map", {}),
            "calendar": ("embed.calendar", {}),
            "festival": ("embed.festival", {"festival_id": self.record}),
            "trip": ("embed.trip", {"plan": self.record}),
        }
        endpoint, values = plain[self.kind]
        page = url_for(endpoint, _external=True, **values)
        return f"{page}?{self.query}" if self.query else page


def frame_html(frame: Frame, width: str, height: int) -> str:
    """Return the frame as markup."""
    return (
        f'<iframe src="{escape(frame.address)}" title="{escape(frame.title)}" '
        f'width="{escape(width)}" height="{height}" loading="lazy" '
        f'referrerpolicy="strict-origin-when-cross-origin" sandbox="{SANDBOX}" '
        'allow="fullscreen" style="border:0"></iframe>'
    )


def snippet(frame: Frame, page: str, height: int, grows: bool) -> str:
    """Return what to paste: the frame, a plain link, and on wish the script for its height."""
    link = f'<p><a href="{escape(page)}">{escape(frame.title)} · Filofesta</a></p>'
    address = url_for("embed.script", name="height.js", _external=True)
    script = f'\n<script src="{escape(address)}" async></script>' if grows else ""
    return f"{frame_html(frame, '100%', height)}\n{link}{script}\n"


def element(frame: Frame, page: str, height: int) -> str:
    """Return the same as a custom element, which makes the frame by itself."""
    facts = [("kind", frame.kind), ("record", frame.record), ("title", frame.title)]
    facts += parse_qsl(frame.query)
    pairs = " ".join(f'{name}="{escape(value)}"' for name, value in facts if value)
    address = url_for("embed.script", name="element.js", _external=True)
    return (
        f'<filofesta-map {pairs} height="{height}"><a href="{escape(page)}">{escape(frame.title)}'
        f'</a></filofesta-map>\n<script src="{escape(address)}" async></script>\n'
    )
