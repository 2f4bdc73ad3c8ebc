"""A trip in every form that it can be taken along in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json import dumps
from types import MappingProxyType

from planner.export.gpx import to_gpx
from planner.export.icalendar import to_icalendar
from planner.export.schema_org import Site
from planner.export.share_code import to_svg
from planner.export.trip_csv import to_csv
from planner.export.trip_geojson import to_trip_geojson
from planner.export.trip_kml import to_kml
from planner.export.trip_markdown import to_markdown
from planner.export.trip_pdf import FontFiles, to_pdf
from planner.export.trip_schema_org import to_tourist_trip
from planner.export.voice import Voice
from planner.model.catalogue import Catalogue
from planner.model.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class TripToWrite:
    """A trip with all that a form may need of it."""

    itinerary: Itinerary
    catalogue: Catalogue
    voice: Voice
    site: Site
    fonts: FontFiles
    address: str = ""
    """Of the page of the trip; empty where it has none."""
    calendar_address: str = ""
    """Of its calendar."""


@dataclass(frozen=True, slots=True)
class TripForm:
    """A form: the ending of its files, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[TripToWrite], str | bytes]


def write_trip(ending: str, trip: TripToWrite) -> bytes:
    """Return a trip in the form of an ending; texts are UTF-8.

    Raises
    ------
    KeyError
        No form has that ending.
    RequestError
        The address of the trip does not fit into a QR code (`svg` only).
    """
    written = TRIP_FORMS[ending].write(trip)
    return written if isinstance(written, bytes) else written.encode()


def _calendar(trip: TripToWrite) -> str:
    return to_icalendar(trip.itinerary, trip.catalogue, trip.voice, trip.calendar_address)


def _geojson(trip: TripToWrite) -> str:
    return _json(to_trip_geojson(trip.itinerary, trip.voice))


def _linked_data(trip: TripToWrite) -> str:
    told = (trip.itinerary, trip.catalogue, trip.voice, trip.site, trip.address)
    return _json(to_tourist_trip(*told))


def _json(document: object) -> str:
    return dumps(document, ensure_ascii=False, indent=1) + "\n"


TRIP_FORMS: Mapping[str, TripForm] = MappingProxyType(
    {
        form.ending: form
        for form in (
            TripForm("pdf", "application/pdf", lambda t: to_pdf(*_pdf(t))),
            TripForm("ics", "text/calendar", _calendar),
            TripForm(
                *("gpx", "application/gpx+xml"),
                lambda t: to_gpx(t.itinerary, t.catalogue, t.voice),
            ),
            TripForm(
                *("kml", "application/vnd.google-earth.kml+xml"),
                lambda t: to_kml(t.itinerary, t.voice),
            ),
            TripForm("geojson", "application/geo+json", _geojson),
            TripForm("csv", "text/csv", lambda t: to_csv(t.itinerary, t.voice)),
            TripForm(
                *("md", "text/markdown"), lambda t: to_markdown(t.itinerary, t.voice, t.address)
            ),
            TripForm("jsonld", "application/ld+json", _linked_data),
            TripForm("svg", "image/svg+xml", lambda t: to_svg(t.address)),
        )
    }
)
"""Forms by ending; `svg` is the QR code of the trip's address, and needs one."""


def _pdf(trip: TripToWrite) -> tuple[Itinerary, Voice, FontFiles, str]:
    return trip.itinerary, trip.voice, trip.fonts, trip.address
