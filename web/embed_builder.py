"""The page that makes a snippet: choose, see, copy.  Without JavaScript it is a plain form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from planner import service
from planner.errors import PlannerError, RequestError
from planner.model.catalogue import Catalogue
from web.embed_frames import Frame, element, frame_html, snippet
from web.embed_options import DEFAULT_COLOURS, LEAST_ZOOM, MOST_ZOOM, WINDOW, read_options
from web.form import list_areas
from web.languages import current_language
from web.oembed import Asked, title_of
from web.plan_token import read_token, to_token
from web.query import to_query
from web.speech import gettext
from web.today import today

KINDS = ("map", "calendar", "festival", "trip")
HEIGHTS: Mapping[str, int] = {"map": 820, "calendar": 640, "festival": 820, "trip": 900}
LEAST_HEIGHT, MOST_HEIGHT = 200, 3000
SWITCHES = ("slider", "list")
OF_LISTS = frozenset({"from", "to", "area", *SWITCHES})
"""Options that mean nothing for one feast or one trip."""
bp = Blueprint("embed_builder", __name__)


@bp.url_value_preprocessor
def drop_language(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001
    """Take the language out of the arguments: `current_language` reads it from the path."""
    if values is not None:
        values.pop("lang", None)


@bp.get("/<any(en, it, fr):lang>/embed")
def build() -> ResponseReturnValue:
    """Show the form, and for a sound choice the preview and what to paste."""
    catalogue = _world().catalogue
    kind = request.args.get("kind", "map")
    kind = kind if kind in KINDS else "map"
    faults: dict[str, str] = {}
    height = _read_height(kind, faults)
    frame = _read_frame(kind, catalogue, faults)
    context = {
        "kind": kind,
        "kinds": list_kinds(),
        "value": request.args.get,
        "chosen_areas": request.args.getlist("area"),
        "is_on": is_on,
        "height": height,
        "faults": faults,
        "feasts": sorted(catalogue.festivals.values(), key=lambda one: one.name),
        "areas": list_areas(catalogue),
        "colours": [(name, label, _colour(name)) for name, label in list_colours()],
        "has_colours": any(request.args.get(name) for name in DEFAULT_COLOURS),
        "zooms": range(LEAST_ZOOM, MOST_ZOOM + 1),
        "days": _list_days(catalogue),
        "result": None if frame is None or faults else _result(frame, kind, height),
    }
    status = 400 if faults else 200
    return render_template("embed_builder.html", **context), status


def list_kinds() -> list[tuple[str, str]]:
    """Return what may be framed, with its name."""
    kinds = [
        ("map", gettext("Map of the feasts")),
        ("calendar", gettext("Calendar of the feasts")),
        ("festival", gettext("One feast")),
    ]
    is_trip = request.args.get("kind") == "trip"
    return [*kinds, ("trip", gettext("Your trip"))] if is_trip else kinds


def list_colours() -> list[tuple[str, str]]:
    """Return the colours that may be chosen, with their names."""
    return [
        ("ink", gettext("Text")),
        ("ground", gettext("Background")),
        ("accent", gettext("Links and marks")),
    ]


def is_on(name: str) -> bool:
    """Answer whether a switch is on: it is unless the form was sent without it."""
    return "kind" not in request.args or request.args.get(name, "0") == "1"


def _colour(name: str) -> str:
    """Return the colour that the form shows."""
    return request.args.get(name) or DEFAULT_COLOURS[name]


def _list_days(catalogue: Catalogue) -> tuple[date, date, date, date]:
    """Return the first and last day of the data, and of what is shown where nothing is chosen."""
    start = min(max(today(), catalogue.first_day), catalogue.last_day)
    end = min(start + WINDOW, catalogue.last_day)
    return catalogue.first_day, catalogue.last_day, start, end


def _read_height(kind: str, faults: dict[str, str]) -> int:
    """Return the height of the frame [px]; note a fault."""
    text = request.args.get("height", "").strip()
    if not text:
        return HEIGHTS[kind]
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if LEAST_HEIGHT <= value <= MOST_HEIGHT:
        return value
    faults["height"] = gettext(
        "“%(value)s” is not a number from %(least)g to %(most)g.",
        value=text[:40],
        least=LEAST_HEIGHT,
        most=MOST_HEIGHT,
    )
    return HEIGHTS[kind]


def _read_frame(kind: str, catalogue: Catalogue, faults: dict[str, str]) -> Frame | None:
    """Return the frame that the form asks for; note faults and return None where there are any."""
    arguments = MultiDict(
        (name, text)
        for name, text in request.args.items(multi=True)
        if name not in SWITCHES and (name not in DEFAULT_COLOURS or _is_coloured())
        if kind in {"map", "calendar"} or name not in OF_LISTS
    )
    arguments["lang"] = request.args.get("frame_lang") or current_language()
    for name in SWITCHES if kind in {"map", "calendar"} else ():
        if not is_on(name):
            arguments[name] = "0"
    record = request.args.get("record", "") if kind in {"festival", "trip"} else ""
    if kind == "festival" and not record:
        record = min(catalogue.festivals)
    try:
        options = read_options(arguments, catalogue, current_language(), today())
        title = title_of(Asked(kind, record, current_language(), arguments))
    except RequestError as error:
        faults.update(error.faults)
        return None
    except PlannerError as error:
        faults["record"] = str(error)
        return None
    if kind == "trip":
        record = to_token(read_token(record))
    return Frame(kind, record, options.query(id="", month=""), title)


def _is_coloured() -> bool:
    """Answer whether own colours are asked for: a colour field always sends one."""
    return request.args.get("coloured") == "1"


def _result(frame: Frame, kind: str, height: int) -> dict[str, str]:
    """Return the preview and the texts to paste."""
    page = url_for("pages.home", lang=current_language(), _external=True)
    if kind == "festival":
        page = f"{page}#{frame.record}"
    if kind == "trip":
        trip = url_for("pages.trip", lang=current_language(), _external=True)
        page = f"{trip}?{to_query(read_token(frame.record))}"
    grows = request.args.get("grows", "1" if "kind" not in request.args else "0") == "1"
    return {
        "preview": frame.address,
        "title": frame.title,
        "frame": snippet(frame, page, height, grows),
        "element": element(frame, page, height),
        "page": page,
        "alone": frame_html(frame, "100%", height),
    }


def _world() -> service.World:
    """Return what the site plans on."""
    world: service.World = current_app.extensions["world"]
    return world
