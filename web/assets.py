"""Files that pages need: our own under a version, Leaflet, the basemap, the robots' note."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.export.place_names import to_place_names
from web.settings import Settings

STATIC = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
DAY_S = 86_400
bp = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is made once at start: the version of our files, and the basemap with its version."""

    version: str
    basemap: bytes
    basemap_version: str


def build_shelf(world: service.World) -> Shelf:
    """Make the shelf."""
    basemap = dumps(build_basemap(world), ensure_ascii=False, separators=(",", ":")).encode()
    own = sha256()
    for file in sorted(STATIC.rglob("*.*")):
        own.update(file.name.encode() + file.read_bytes())
    return Shelf(own.hexdigest()[:12], basemap, sha256(basemap).hexdigest()[:12])


def build_basemap(world: service.World) -> Mapping[str, object]:
    """Return land, regions, borders and place names as GeoJSON collections."""
    return {**world.basemap, "names": to_place_names(world.gazetteer.places.values())}


def asset_url(path: str) -> str:
    """Return the address of one of our own files; it changes when any of them does."""
    shelf: Shelf = current_app.extensions["shelf"]
    return url_for("assets.own", version=shelf.version, path=path)


def basemap_url() -> str:
    """Return the address of the basemap; it changes with the data."""
    shelf: Shelf = current_app.extensions["shelf"]
    return url_for("assets.basemap", version=shelf.basemap_version)


@bp.after_request
def open_to_frames(answer: Response) -> Response:
    """Let a page in a sandboxed frame, whose origin is nobody's, load what everybody may read."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@bp.get("/static/<version>/<path:path>")
def own(version: str, path: str) -> Response:
    """Send one of our own files, for good under its version."""
    answer = send_from_directory(STATIC, path)
    current = version == current_app.extensions["shelf"].version
    answer.headers["Cache-Control"] = FOREVER if current else "no-cache"
    return answer


@bp.get("/assets/leaflet/<path:path>")
def leaflet(path: str) -> Response:
    """Send a file of Leaflet."""
    settings: Settings = current_app.extensions["settings"]
    return send_from_directory(settings.leaflet_folder, path, max_age=DAY_S)


@bp.get("/assets/basemap/<version>.json")
def basemap(version: str) -> ResponseReturnValue:
    """Send the basemap, for good under its version."""
    shelf: Shelf = current_app.extensions["shelf"]
    if version != shelf.basemap_version:
        abort(404)
    answer = Response(shelf.basemap, mimetype="application/json")
    answer.headers["Cache-Control"] = FOREVER
    answer.set_etag(shelf.basemap_version)
    return answer.make_conditional(request)


@bp.get("/favicon.ico")
@bp.get("/favicon.svg")
def icon() -> Response:
    """Send the site's icon."""
    return send_from_directory(STATIC, "icon.svg", max_age=DAY_S)


@bp.get("/robots.txt")
def robots() -> Response:
    """Keep robots from the API and from pages of searches; links to new trips are `nofollow`."""
    searches = ("/*/improve", "/*/alternatives", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in searches)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
