"""What a traveller takes along: calendar and GPX file of a trip, and the site as an app."""

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue

from planner import service
from planner.model.itinerary import Itinerary
from web.assets import STATIC
from web.bent import read_wishes, time_what_is_known
from web.desk import SolveDesk
from web.languages import current_language
from web.plan_url import holds_order, read_order
from web.query import read_fields, to_document
from web.rendering import drop_language
from web.speech import gettext

CALENDAR, GPX = "text/calendar; charset=utf-8", "application/gpx+xml; charset=utf-8"
bp = Blueprint("take_along", __name__)
bp.url_value_preprocessor(drop_language)


@bp.get("/<any(en, it, fr):lang>/trip.<any(ics, gpx):kind>")
def trip_file(kind: str) -> ResponseReturnValue:
    """Send the trip that the address asks for as a file; the page says why where there is none."""
    world: service.World = current_app.extensions["world"]
    trip = own_trip(world) if holds_order(request.args) else searched_trip(world)
    if not trip.days:
        page = url_for("pages.trip", lang=current_language())
        return redirect(f"{page}?{request.query_string.decode('ascii', 'replace')}")
    return file_of(world, trip, kind)


def searched_trip(world: service.World) -> Itinerary:
    """Return the trip of the wishes in the address, searched where it is not kept."""
    desk: SolveDesk = current_app.extensions["desk"]
    return desk.plan(service.read_trip_request(world, to_document(read_fields(request.args))))


def own_trip(world: service.World) -> Itinerary:
    """Return the trip in the order that the address holds; that of the wishes where it is lost."""
    read = read_order(request.args, (*world.catalogue.festivals, *world.catalogue.attractions))
    asked, _, _ = read_wishes(world, read_fields(request.args), read)
    if read.order is None:
        return searched_trip(world)
    found, _, _ = time_what_is_known(world, asked, read)
    return found.trip


def file_of(world: service.World, trip: Itinerary, kind: str) -> Response:
    """Return a trip as a calendar (`ics`) or a GPX file, named after its first day."""
    if kind == "ics":
        answer = Response(service.calendar_file(world, trip), content_type=CALENDAR)
    else:
        answer = Response(service.gpx_file(world, trip), content_type=GPX)
    name = f"filofesta-{trip.days[0].date.isoformat()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


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
