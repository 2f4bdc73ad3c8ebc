"""Layers of the map that are fetched for themselves: crossings, ports, sights, businesses."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from json import dumps

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from planner import service
from planner.export.geojson import GeoObject
from planner.export.sea_chart import SeaChart
from planner.export.sea_lines import (
    list_lines,
    to_firm_features,
    to_line_features,
    to_port_features,
    to_sight_features,
)
from planner.model.festival import Attraction, Business
from web.crossings import tell_line
from web.languages import current_language
from web.rendering import drop_language
from web.speech import gettext
from web.wording import area_name

KEPT = "public, max-age=3600"
bp = Blueprint("layers", __name__)
bp.url_value_preprocessor(drop_language)


@bp.get("/<any(en, it, fr):lang>/map/<any(crossings, ports, sights, firms):kind>.json")
def layer(kind: str) -> ResponseReturnValue:
    """Send one layer as GeoJSON, its texts in the language of the path."""
    kept: dict[tuple[str, str], bytes] = current_app.extensions["layers"]
    key = (current_language(), kind)
    if key not in kept:
        kept[key] = dumps(LAYERS[kind](), ensure_ascii=False, separators=(",", ":")).encode()
    answer = Response(kept[key], mimetype="application/geo+json")
    answer.headers["Cache-Control"] = KEPT
    answer.set_etag(sha256(kept[key]).hexdigest()[:16])
    return answer.make_conditional(request)


def crossings() -> GeoObject:
    """Return the lines of car ferries."""
    world: service.World = current_app.extensions["world"]
    chart: SeaChart = current_app.extensions["chart"]
    tell = partial(tell_line, quays=world.quays, catalogue=world.catalogue)
    return to_line_features(list_lines(world.crossings), world.quays, chart, tell)


def ports() -> GeoObject:
    """Return the ports that car ferries serve."""
    world: service.World = current_app.extensions["world"]
    lines = list_lines(world.crossings)
    return to_port_features(
        lines, world.quays, lambda name: gettext("Ferry to %(port)s", port=name)
    )


def sights() -> GeoObject:
    """Return the attractions."""
    world: service.World = current_app.extensions["world"]
    return to_sight_features(world.catalogue.attractions.values(), _tell_sight)


def firms() -> GeoObject:
    """Return the businesses of the network whose place is known."""
    world: service.World = current_app.extensions["world"]
    return to_firm_features(world.catalogue.businesses.values(), _tell_sight)


def _tell_sight(sight: Attraction | Business) -> list[str]:
    """Say where a sight or a business is."""
    return [f"{sight.municipality}, {area_name(sight.area)}"]


LAYERS: dict[str, Callable[[], GeoObject]] = {
    "crossings": crossings,
    "ports": ports,
    "sights": sights,
    "firms": firms,
}
"""What makes each layer."""
