"""What every page shares: its words, its day, its language, and how a template is answered."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Response, current_app, render_template

from planner.export.folium_map import MapWords
from planner.export.geojson import SHAPES
from planner.model.festival import Language
from web.feasts import stand_in_name
from web.kept import Kept
from web.languages import current_language
from web.plan_token import to_token
from web.security import nonce
from web.speech import gettext


def drop_language(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001
    """Take the language out of the arguments: `current_language` reads it from the path."""
    if values is not None:
        values.pop("lang", None)


def render(template: str, status: int = 200, **context: Any) -> Response:
    """Return a page."""
    shown = render_template(
        template,
        shapes=SHAPES,
        speech=speech,
        stand_in_name=stand_in_name,
        to_token=to_token,
        **context,
    )
    return Response(shown, status=status, mimetype="text/html")


def render_kept(key: Hashable, make: Callable[[], Response]) -> Response:
    """Return a page that was made before for the same key, with the nonce of this request in it.

    A nonce is 16 random bytes: it stands nowhere in a page but where the template put it.
    """
    kept: Kept[tuple[str, str]] = current_app.extensions["pages"]
    text, old = kept.get(key, lambda: (make().get_data(as_text=True), nonce()))
    return Response(text.replace(old, nonce()), mimetype="text/html")


def speech() -> Language:
    """Return the language of this request as the model names it."""
    return Language(current_language())


def map_words(kind: str) -> MapWords:
    """Return the words of a map's controls; `kind` is feasts, trip or place."""
    titles = {
        "feasts": gettext("Map of the feasts"),
        "trip": gettext("Map of the trip"),
        "place": gettext("Map of the surroundings"),
    }
    return MapWords(
        {
            "map": titles[kind],
            "zoom_in": gettext("Zoom in"),
            "zoom_out": gettext("Zoom out"),
            "close": gettext("Close"),
            "details": gettext("Details"),
            "start": gettext("Start of the trip"),
        }
    )
