"""Use cases: the only room that calls two rooms in a row.

`load_world` reads the data once; everything else is a question to that world.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.errors import RequestError
from planner.export.answer import to_document
from planner.export.folium_map import MapFiles, standalone_trip_html
from planner.export.gpx import to_gpx
from planner.export.icalendar import to_icalendar
from planner.export.place_names import to_place_names
from planner.export.voice import english
from planner.geodata.catalogue import read_catalogue
from planner.geodata.check import Fault, check_data
from planner.geodata.crossings import read_crossings
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.imported import imported_folder
from planner.geodata.new_region import make_region as new_region
from planner.geodata.osm.copies import write_copies
from planner.geodata.requests import read_request, request_schema
from planner.geodata.store import read_text, write_text
from planner.model.catalogue import Catalogue
from planner.model.emissions import Order
from planner.model.festival import Edition
from planner.model.gazetteer import Gazetteer
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.optimise.alternatives import Alternative
from planner.service import imports
from planner.service.bending import (
    NamedBreak,
    Retiming,
    difference,
    improvement_request,
    knows_spot,
)
from planner.service.files import (
    ending_of,
    package_file,
    print_fonts,
    save_bytes,
    trip_file,
)
from planner.service.imported import read_imports
from planner.service.imports import ImportReport, Step, import_router, router_at
from planner.service.planning import find_alternatives, offer_of, plan_trip, retime_trip
from planner.service.ways import (
    find_connection,
    find_timed_connections,
    reach_by_month,
    reach_in_month,
    slot_matrix,
)
from planner.service.world import DATA, World, find_spot, load_world
from planner.travel.emissions import compare
from planner.travel.reach import MonthReach

__all__ = [
    "DATA",
    "Alternative",
    "Fault",
    "ImportReport",
    "MonthReach",
    "NamedBreak",
    "Retiming",
    "World",
    "answer_document",
    "calendar_file",
    "check",
    "compare_emissions",
    "difference",
    "ending_of",
    "fetch_place",
    "find_alternatives",
    "find_connection",
    "find_spot",
    "find_timed_connections",
    "gpx_file",
    "import_gtfs",
    "import_osm",
    "import_router",
    "import_warnings",
    "improvement_request",
    "knows_spot",
    "list_editions",
    "load_world",
    "make_region",
    "map_page",
    "offer_of",
    "package_file",
    "plan_trip",
    "print_fonts",
    "reach_by_month",
    "reach_in_month",
    "read_trip_request",
    "retime_trip",
    "router_at",
    "save_bytes",
    "save_text",
    "slot_matrix",
    "span_of",
    "trip_file",
    "trip_request_schema",
    "warm_up",
    "write_copies",
]


def read_trip_request(world: World, document: Mapping[str, object]) -> TripRequest:
    """Return a sound request.

    Raises
    ------
    RequestError
        With one message for each faulty field.
    """
    return read_request(document, world.catalogue, world.gazetteer)


def trip_request_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a trip request."""
    return request_schema()


def compare_emissions(a: Itinerary, b: Itinerary) -> Order:
    """Answer whether trip `a` emits less than `b`, party for party, however one counts."""
    return compare(a.totals.co2e, b.totals.co2e)


def answer_document(itinerary: Itinerary) -> dict[str, Any]:
    """Return the answer as the contract's JSON values."""
    return to_document(itinerary)


def map_page(world: World, itinerary: Itinerary) -> str:
    """Return one HTML page with the trip's map that works without any other file or host.

    Raises
    ------
    DataError
        Leaflet is not installed.
    """
    root = DATA.parent
    leaflet = root / "node_modules" / "leaflet" / "dist"
    files = MapFiles(
        leaflet_js=read_text(leaflet / "leaflet.js"),
        leaflet_css=read_text(leaflet / "leaflet.css"),
        map_js=read_text(root / "web" / "static" / "js" / "map.js"),
        map_css=read_text(root / "web" / "static" / "css" / "map.css"),
    )
    basemap = {**world.basemap, "names": to_place_names(world.gazetteer.places.values())}
    return standalone_trip_html(itinerary, world.catalogue, basemap, files)


def calendar_file(world: World, itinerary: Itinerary) -> str:
    """Return the trip as an iCalendar file, in English."""
    return to_icalendar(itinerary, world.catalogue, english(itinerary))


def gpx_file(world: World, itinerary: Itinerary) -> str:
    """Return the trip as a GPX 1.1 file, in English."""
    return to_gpx(itinerary, world.catalogue, english(itinerary))


def save_text(path: Path, text: str) -> None:
    """Write a file as a whole, or not at all.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    write_text(path, text)


WARM_TRIPS = {2: 20.0, 1: 2.0, 3: 4.0}
"""Days of the trips that are planned so that loops are compiled, with the limit of each [s]."""


def warm_up(world: World) -> None:
    """Make the solver compile its loops, which then stay on disk.

    Short trips in Corsica are planned: they drive, visit, sleep and sail, the longest with all that
    is done for a proof.  Limits are long for the compiler, which the clock would cut short.
    """
    first = world.catalogue.first_day
    window = {"earliest": first.isoformat(), "latest": (first + timedelta(days=2)).isoformat()}
    for days, limit_s in WARM_TRIPS.items():
        wishes = {"start": "Bastia", "end": "anywhere", "days": days, "time_limit_s": limit_s}
        plan_trip(world, read_trip_request(world, wishes | window))


def span_of(world: World, first: date | None, last: date | None) -> tuple[date, date]:
    """Return a span of days inside the data's years.

    Raises
    ------
    RequestError
        The span ends before it begins, or lies outside the data.
    """
    known = world.catalogue.first_day, world.catalogue.last_day
    years = f"there is no data for it; choose a day from {known[0]} to {known[1]}"
    for name, day in (("from", first), ("to", last)):
        if day is not None and not known[0] <= day <= known[1]:
            raise RequestError({name: f"{day}: {years}"})
    span = first or known[0], last or known[1]
    if span[0] > span[1]:
        raise RequestError({"to": f"{span[1]} is before {span[0]}; name a later day"})
    return span


def list_editions(world: World, first: date, last: date) -> tuple[Edition, ...]:
    """Return the editions with a day in a span, earliest first."""
    return world.catalogue.list_editions(first, last)


def make_region(folder: Path, name: str, today: date) -> tuple[str, ...]:
    """Make a data folder for another network, with an example; return its files.

    Raises
    ------
    RequestError
        The folder exists, its name is no id, or it cannot be made.
    """
    return new_region(folder, name, today.year, today.isoformat(), DATA)


def check(folder: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of a data folder."""
    return check_data(folder or DATA)


def import_warnings(today: date) -> tuple[str, ...]:
    """Return what is doubtful about imported data on a day, in words: expired timetables.

    Raises
    ------
    DataError
        The imports are damaged.
    """
    found = read_imports(imported_folder())
    return tuple(
        f"{one.name}: the timetable ended on {one.last_day}; import a new feed"
        for one in found.sources.values()
        if one.has_expired(today)
    )


def built_in(folder: Path | None = None) -> tuple[Gazetteer, Catalogue]:
    """Return places and records of the built-in tables alone, against which imports are checked."""
    return read_gazetteer(folder or DATA), read_catalogue(folder or DATA)


def import_osm(files: Sequence[Path], areas: Sequence[str], step: Step, day: date) -> ImportReport:
    """Import streets and sights of OpenStreetMap extracts.

    Raises
    ------
    DataError
        A file is not sound; nothing has changed.
    """
    return imports.import_osm(files, areas, DATA, built_in(), step, day)


def import_gtfs(path: Path, day: date) -> ImportReport:
    """Import a timetable.

    Raises
    ------
    DataError
        The feed cannot be used; nothing has changed.
    """
    return imports.import_gtfs(path, read_gazetteer(DATA), read_crossings(DATA), day)


def fetch_place(name: str, step: Step) -> Path:
    """Return the map around a place, asked of Overpass once and kept.

    Raises
    ------
    DataError
        The place is unknown, or nothing answers.
    """
    return imports.fetch_place(name, step)
