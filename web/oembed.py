"""oEmbed 1.0: another site asks how a page of ours may be shown in a frame.

`install` adds the endpoint and the links by which pages are discovered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Flask, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from planner import service
from planner.errors import PlannerError
from web.embed_frames import Frame, frame_html
from web.embed_options import read_options
from web.languages import NAMES
from web.plan_token import read_token, to_token
from web.query import read_fields, to_document
from web.speech import gettext
from web.today import today

CACHE_S = 86_400
FORMATS = ("json", "xml")
WIDTH, HEIGHT = 640, 760
MOST_SIDE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of ours: its kind, what it shows, and the options that its address has."""

    kind: str
    record: str
    language: str
    arguments: MultiDict[str, str]


def install(app: Flask) -> None:
    """Add the endpoint, and let templates link to it."""
    app.add_url_rule("/oembed", "oembed", answer_oembed)
    app.jinja_env.globals["oembed_links"] = list_links


def list_links() -> list[tuple[str, str]]:
    """Return type and address of each description of this page, none where it cannot be framed."""
    if request.endpoint not in {"pages.home", "pages.trip"}:
        return []
    query = request.query_string.decode("ascii", "replace")
    url = request.base_url + (f"?{query}" if query and request.endpoint == "pages.trip" else "")
    return [
        (f"{'application' if form == 'json' else 'text'}/{form}+oembed", address_of(url, form))
        for form in FORMATS
    ]


def address_of(url: str, form: str) -> str:
    """Return the address at which a page is described."""
    return f"{url_for('oembed', _external=True)}?{urlencode({'url': url, 'format': form})}"


def answer_oembed() -> ResponseReturnValue:
    """Describe the page of ours whose address is given."""
    form = request.args.get("format", "json")
    if form not in FORMATS:
        return _refuse(501, "format has to be json or xml")
    try:
        width, height = (_read_side(name) for name in ("maxwidth", "maxheight"))
    except ValueError as error:
        return _refuse(400, str(error))
    asked = read_address(request.args.get("url", ""))
    frame = make_frame(asked) if asked else None
    if frame is None:
        return _refuse(404, "url is no page of this site that can be framed")
    told = describe(frame, min(width, WIDTH), min(height, HEIGHT))
    text, kind = (_to_xml(told), "text/xml") if form == "xml" else (dumps(told), "application/json")
    answer = Response(text, mimetype=kind)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _refuse(status: int, reason: str) -> Response:
    """Return why there is no description."""
    answer = Response(f"{reason}\n", status=status, mimetype="text/plain")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _read_side(name: str) -> int:
    """Return the most pixels of a side.

    Raises
    ------
    ValueError
        It is no whole number above 0.
    """
    text = request.args.get(name)
    if text is None:
        return MOST_SIDE
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0):
        raise ValueError(f"{name} has to be a whole number of pixels above 0")
    return int(text)


def read_address(url: str) -> Asked | None:
    """Return which page of ours an address names, None for all others."""
    try:
        parts = urlsplit(url)
        arguments = MultiDict(parse_qsl(parts.query, max_num_fields=200))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != request.host:
        return None
    first, *rest = unquote(parts.path).strip("/").split("/")
    if first == "embed" and rest:
        return Asked(rest[0], "/".join(rest[1:]), str(arguments.get("lang", "")), arguments)
    if first in NAMES and rest == ["trip"]:
        return Asked("trip", to_token(read_fields(arguments)), first, MultiDict())
    if first not in NAMES or rest:
        return None
    record = parts.fragment if parts.fragment in _world().catalogue.festivals else ""
    return Asked("festival" if record else "map", record, first, MultiDict())


def make_frame(asked: Asked) -> Frame | None:
    """Return the frame of a page, None where it does not exist."""
    named = MultiDict([*asked.arguments.items(multi=True)])
    if asked.language:
        named["lang"] = asked.language
    catalogue = _world().catalogue
    try:
        options = read_options(named, catalogue, "", today())
        title = title_of(asked)
    except (PlannerError, KeyError):
        return None
    return Frame(asked.kind, asked.record, options.query(), title)


def title_of(asked: Asked) -> str:
    """Return the title of a frame.

    Raises
    ------
    PlannerError
        The trip or the feast is unknown.
    KeyError
        The kind is unknown.
    """
    catalogue = _world().catalogue
    if asked.kind == "festival":
        return catalogue.get_festival(asked.record).name
    if asked.kind == "trip":
        wish = service.read_trip_request(_world(), to_document(read_token(asked.record)))
        return gettext("A trip from %(start)s", start=wish.start.name)
    if asked.record:
        raise KeyError(asked.record)
    return {
        "map": gettext("Map of the feasts"),
        "calendar": gettext("Calendar of the feasts"),
    }[asked.kind]


def describe(frame: Frame, width: int, height: int) -> dict[str, object]:
    """Return the answer of type `rich`."""
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Filofesta",
        "provider_url": request.url_root,
        "title": frame.title,
        "width": width,
        "height": height,
        "cache_age": CACHE_S,
        "html": frame_html(frame, str(width), height),
    }


def _to_xml(told: Mapping[str, object]) -> str:
    """Return the answer as XML."""
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = str(value)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{body}\n'


def _world() -> service.World:
    """Return what the site plans on."""
    world: service.World = current_app.extensions["world"]
    return world
