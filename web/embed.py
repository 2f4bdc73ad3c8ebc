"""Pages for other sites' frames: map, calendar, one feast, one trip.

They set no cookie, store nothing, call no other host, and are whole without JavaScript as a list.
Only they may be framed (`web.security`).  They hold no inline script or style, so the same address
gives the same bytes, and a cache may keep them.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from planner import service
from planner.errors import RequestError, UnknownPlaceError, UnknownRecordError
from planner.export.geojson import (
    SHAPES,
    to_base_points,
    to_festival_points,
    to_leg_lines,
    to_stop_points,
)
from planner.export.map_frame import to_corners
from planner.export.sea_chart import SeaChart, sail_by_chart
from planner.model.festival import Language
from planner.model.itinerary import Itinerary, Status
from web.assets import DAY_S, STATIC, basemap_url
from web.desk import SolveDesk
from web.embed_feasts import EmbedFeast, by_month, list_embedded, list_months, to_embed_marks
from web.embed_options import EmbedOptions, read_options
from web.feasts import find_sources, stand_in_name
from web.languages import NAMES, current_language, preferred_language
from web.plan_token import read_token
from web.query import to_document, to_query
from web.sentences import name_spot, say_reason
from web.speech import gettext
from web.today import today
from web.trips import describe

FEAST_ZOOM = 9
"""Shows a feast with the land around it, where the address names no zoom."""
KEPT = "public, max-age=300"
KEPT_THEME = "public, max-age=86400"
bp = Blueprint("embed", __name__, url_prefix="/embed")


@bp.before_request
def choose_language() -> None:
    """Speak the language that the address names, else the browser's."""
    named = request.args.get("lang", "").strip().lower()
    g.language = named if named in NAMES else preferred_language()


@bp.get("/map")
def festival_map() -> ResponseReturnValue:
    """Show the feasts on a map with a slider for their dates, and as a list."""
    options = _options()
    feasts = list_embedded(_world().catalogue, options)
    layers = {"festivals": to_festival_points(to_embed_marks(feasts))}
    months = list_months(feasts, options)
    page = url_for("pages.home", lang=current_language(), _external=True)
    data = _map_data(layers, options, {feast.festival.id: feast.months for feast in feasts})
    return _render("map", options, page, feasts=feasts, months=months, data=data)


@bp.get("/calendar")
def calendar() -> ResponseReturnValue:
    """Show the feasts month by month."""
    options = _options()
    feasts = list_embedded(_world().catalogue, options)
    months = list_months(feasts, options)
    page = url_for("pages.home", lang=current_language(), _external=True)
    groups = by_month(feasts, options)
    return _render("calendar", options, page, feasts=feasts, groups=groups, months=months)


@bp.get("/festival/<festival_id>")
def festival(festival_id: str) -> ResponseReturnValue:
    """Show one feast: dates, place, what it is, and where it is on the map."""
    options = _options()
    catalogue = _world().catalogue
    record = catalogue.get_festival(festival_id)
    own = tuple(
        edition
        for edition in catalogue.list_editions_of(festival_id)
        if options.first <= edition.days[-1] and edition.days[0] <= options.last
    )
    feast = EmbedFeast(record, 1, own, ())
    layers = {"festivals": to_festival_points(to_embed_marks([feast]))}
    cited = [*record.sources, *(source for edition in own for source in edition.sources)]
    page = url_for("pages.home", lang=current_language(), _anchor=festival_id, _external=True)
    return _render(
        "festival",
        options,
        page,
        feast=feast,
        data=_map_data(layers, replace(options, zoom=options.zoom or FEAST_ZOOM), {}),
        sources=find_sources(catalogue, cited),
    )


@bp.get("/trip/<plan>")
def trip(plan: str) -> ResponseReturnValue:
    """Show the trip that a token holds: its map, and its days as a list."""
    options = _options()
    fields = read_token(plan)
    if not fields:
        raise NotFound
    try:
        asked = service.read_trip_request(_world(), to_document(fields))
    except (RequestError, UnknownPlaceError, UnknownRecordError) as error:
        raise NotFound from error
    desk: SolveDesk = current_app.extensions["desk"]
    found = desk.plan(asked)
    address = url_for("pages.trip", lang=current_language(), _external=True)
    page = f"{address}?{to_query(fields)}"
    if found.status is Status.INFEASIBLE or not found.days:
        reasons = [say_reason(reason) for reason in found.reasons]
        return _render("trip", options, page, trip=None, reasons=reasons)
    catalogue = _world().catalogue
    say = partial(describe, catalogue=catalogue)
    data = _map_data(_trip_layers(found), options, {})
    place = partial(name_spot, catalogue=catalogue)
    return _render("trip", options, page, trip=found, say=say, place=place, data=data)


@bp.get("/theme.css")
def theme() -> ResponseReturnValue:
    """Send the colours of an embed as a style sheet, so that no page needs inline style."""
    answer = Response(_options().theme.to_css(), mimetype="text/css")
    answer.headers["Cache-Control"] = KEPT_THEME
    return answer


@bp.get("/<any('height.js', 'element.js'):name>")
def script(name: str) -> ResponseReturnValue:
    """Send a script for the page around the frame; its address stays the same for good."""
    answer = send_from_directory(STATIC / "embed", name, max_age=DAY_S)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _trip_layers(found: Itinerary) -> Mapping[str, object]:
    """Return the layers of a trip's map."""
    catalogue = _world().catalogue
    chart: SeaChart = current_app.extensions["chart"]
    drawn = sail_by_chart(found, chart)
    say = partial(describe, catalogue=catalogue)
    return {
        "legs": to_leg_lines(drawn, say),
        "bases": to_base_points(drawn, say, gettext("Start of the trip")),
        "stops": to_stop_points(drawn, catalogue, say),
    }


def _map_data(
    layers: Mapping[str, object], options: EmbedOptions, months: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    """Return what the page's script draws."""
    words = {
        "map": gettext("Map"),
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "close": gettext("Close"),
        "details": gettext("Details"),
    }
    return {
        "basemap": basemap_url(),
        "frame": to_corners(current_app.extensions["frame"]),
        "layers": layers,
        "months": months,
        "words": words,
        "scrollZoom": options.zooms_by_wheel,
        "view": {"zoom": options.zoom, "center": options.centre},
    }


def _options() -> EmbedOptions:
    """Return the options of this request's address.

    Raises
    ------
    RequestError
        With one message for each value that cannot be used.
    """
    return read_options(request.args, _world().catalogue, current_language(), today())


def _render(kind: str, options: EmbedOptions, page: str, **context: Any) -> ResponseReturnValue:
    """Return a page for a frame; `page` is the address of its full twin."""
    shown = render_template(
        f"embed/{kind}.html",
        options=options,
        page=page,
        shapes=SHAPES,
        speech=Language(current_language()),
        stand_in_name=stand_in_name,
        **context,
    )
    answer = Response(shown, mimetype="text/html")
    answer.headers["Cache-Control"] = KEPT
    if not request.args.get("lang"):
        answer.vary.add("Accept-Language")
    answer.add_etag()
    return answer.make_conditional(request)


def _world() -> service.World:
    """Return what the site plans on."""
    world: service.World = current_app.extensions["world"]
    return world
