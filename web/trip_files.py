"""The files of a trip: its page's address with the ending of a form, such as `/en/trip.pdf?…`."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.export.schema_org import Json
from planner.export.trip_files import TRIP_FORMS, TripToWrite, write_trip
from planner.export.trip_schema_org import to_tourist_trip
from planner.model.itinerary import Itinerary, Status
from web.bent import read_wishes, time_what_is_known
from web.desk import SolveDesk
from web.languages import current_language
from web.linked_data import current_site
from web.plan_url import holds_order, read_order
from web.query import Fields, read_fields, to_document, to_query
from web.speech import gettext
from web.voice import voice_of

IN_PLACE = {"pdf", "svg"}
"""Forms that a browser shows; the others are saved."""
CALENDAR, CODE = "ics", "svg"
bp = Blueprint("trip_files", __name__)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A form of a trip that is offered on its page."""

    ending: str
    name: str
    use: str
    address: str


@bp.get("/<any(en, it, fr):lang>/trip.<any(pdf, ics, gpx, kml, geojson, csv, md, jsonld, svg):end>")
def trip_file(lang: str, end: str) -> ResponseReturnValue:  # noqa: ARG001 - read from the path
    """Send the trip in the form of its ending; where there is none, the page says why."""
    fields = read_fields(request.args)
    world: service.World = current_app.extensions["world"]
    found = own_trip(world, fields) if holds_order(request.args) else searched_trip(world, fields)
    if found.status is Status.INFEASIBLE or not found.days:
        return redirect(_page_address(fields))
    written = write_trip(end, to_write(found, fields))
    answer = Response(written, mimetype=TRIP_FORMS[end].media_type)
    if TRIP_FORMS[end].media_type.startswith("text/"):
        answer.headers["Content-Type"] = f"{TRIP_FORMS[end].media_type}; charset=utf-8"
    manner = "inline" if end in IN_PLACE else "attachment"
    name = f"filofesta-{found.days[0].date}.{end}"
    answer.headers["Content-Disposition"] = f'{manner}; filename="{name}"'
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.add_etag()
    return answer.make_conditional(request)


def searched_trip(world: service.World, fields: Fields) -> Itinerary:
    """Return the trip of the wishes in the address, searched where it is not kept."""
    desk: SolveDesk = current_app.extensions["desk"]
    return desk.plan(service.read_trip_request(world, to_document(fields)))


def own_trip(world: service.World, fields: Fields) -> Itinerary:
    """Return the trip in the order that the address holds; that of the wishes where it is lost."""
    read = read_order(request.args, (*world.catalogue.festivals, *world.catalogue.attractions))
    if read.order is None:
        return searched_trip(world, fields)
    asked, _, _ = read_wishes(world, fields, read)
    found, _, _ = time_what_is_known(world, asked, read)
    return found.trip


def to_write(trip: Itinerary, fields: Fields) -> TripToWrite:
    """Return a trip with its words and addresses, in the reader's language."""
    world: service.World = current_app.extensions["world"]
    return TripToWrite(
        itinerary=trip,
        catalogue=world.catalogue,
        voice=voice_of(trip),
        site=current_site(),
        fonts=service.print_fonts(),
        address=_page_address(fields),
        calendar_address=_address(fields, CALENDAR, external=True),
    )


def describe_trip(trip: Itinerary, fields: Fields) -> Json:
    """Return a trip as linked data for its page."""
    catalogue = current_app.extensions["world"].catalogue
    return to_tourist_trip(trip, catalogue, voice_of(trip), current_site(), _page_address(fields))


def list_links(fields: Fields) -> Iterator[FileLink]:
    """Yield the forms of a trip as links, those that most people want first."""
    words = {
        "pdf": ("PDF", gettext("to print")),
        "ics": (gettext("Calendar"), gettext("a file for any calendar program")),
        "gpx": ("GPX", gettext("for navigation devices and hiking apps")),
        "kml": ("KML", gettext("for globes and map programs")),
        "geojson": ("GeoJSON", gettext("for map-makers")),
        "csv": ("CSV", gettext("for spreadsheets")),
        "md": ("Markdown", gettext("for notes")),
        "jsonld": ("JSON-LD", gettext("for other portals")),
        "svg": (gettext("QR code"), gettext("leads a phone to this page")),
    }
    for ending, (name, use) in words.items():
        yield FileLink(ending, name, use, _address(fields, ending))


def subscription(fields: Fields) -> str:
    """Return the address by which a calendar program subscribes to the trip."""
    return "webcal:" + _address(fields, CALENDAR, external=True).partition(":")[2]


def _page_address(fields: Fields) -> str:
    """Return the whole address of the trip's page."""
    page = url_for("pages.trip", lang=current_language(), _external=True)
    return f"{page}?{_query(fields)}"


def _address(fields: Fields, ending: str, external: bool = False) -> str:
    """Return the address of a file."""
    path = url_for("trip_files.trip_file", lang=current_language(), end=ending, _external=external)
    return f"{path}?{_query(fields)}"


def _query(fields: Fields) -> str:
    """Return the wishes as a query; with the order of visits where the address holds one."""
    if holds_order(request.args):
        return request.query_string.decode("ascii", "replace")
    return to_query(fields)
