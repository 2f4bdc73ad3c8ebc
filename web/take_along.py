"""What a traveller takes along: the site as an app that opens without a network."""

from flask import (
    Blueprint,
    Response,
    jsonify,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue

from web.assets import STATIC
from web.languages import current_language
from web.rendering import drop_language
from web.speech import gettext

bp = Blueprint("take_along", __name__)
bp.url_value_preprocessor(drop_language)


@bp.get("/<any(en, it, fr):lang>/app.webmanifest")
def manifest() -> ResponseReturnValue:
    """Describe the site as an app that may be installed."""
    home = url_for("pages.home", lang=current_language())
    icon = {"src": url_for("assets.icon"), "sizes": "any", "type": "image/svg+xml"}
    answer = jsonify(
        id="/",
        name="Filofesta",
        short_name="Filofesta",
        description=gettext(
            "Plan trips along the local feasts of Tuscany, Liguria, Sardinia, Corsica and the Var."
        ),
        lang=current_language(),
        start_url=home,
        scope="/",
        display="standalone",
        background_color="#fbf7ee",
        theme_color="#14506b",
        icons=[{**icon, "purpose": purpose} for purpose in ("any", "maskable")],
    )
    answer.mimetype = "application/manifest+json"
    return answer


@bp.get("/offline-worker.js")
def worker() -> Response:
    """Send the service worker from the top, as its folder bounds the pages that it serves."""
    return send_from_directory(STATIC / "js", "offline-worker.js", max_age=0)
