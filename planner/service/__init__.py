"""Use cases: the only room that calls two rooms in a row.

`load_world` reads the data once; everything else is a question to that world.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from planner.errors import RequestError
from planner.export.answer import to_document
from planner.export.folium_map import MapFiles, standalone_trip_html
from planner.export.gpx import to_gpx
from planner.export.icalendar import to_icalendar
from planner.export.place_names import to_place_names
from planner.geodata.check import Fault, check_data
from planner.geodata.new_region import make_region as new_region
from planner.geodata.opening_hours import opening_window
from planner.geodata.requests import read_request, request_schema
from planner.geodata.store import read_text, write_text
from planner.model.emissions import Order
from planner.model.festival import Attraction, Edition
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.planner import answer
from planner.optimise.problem import Progress
from planner.optimise.trip import Offer
from planner.service.files import (
    ending_of,
    package_file,
    print_fonts,
    save_bytes,
    trip_file,
)
from planner.service.ways import (
    find_connection,
    find_timed_connections,
    reach_by_month,
    slot_matrix,
)
from planner.service.world import DATA, World, find_spot, load_world
from planner.travel.emissions import compare, leg_emissions

__all__ = [
    "DATA",
    "Fault",
    "World",
    "answer_document",
    "calendar_file",
    "check",
    "compare_emissions",
    "ending_of",
    "find_connection",
    "find_spot",
    "find_timed_connections",
    "gpx_file",
    "list_editions",
    "load_world",
    "make_region",
    "map_page",
    "offer_of",
    "package_file",
    "plan_trip",
    "print_fonts",
    "reach_by_month",
    "read_trip_request",
    "save_bytes",
    "save_text",
    "slot_matrix",
    "span_of",
    "trip_file",
    "trip_request_schema",
    "warm_up",
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


def offer_of(world: World) -> Offer:
    """Return what the optimiser may ask of the world."""

    def hours(sight: Attraction, day: date) -> TimeWindow | None:
        return opening_window(sight.opening_hours, sight.category, day, sight.country)

    ways = world.ways_by_mode
    return Offer(
        world.catalogue,
        hours,
        ways.durations,
        ways.ferries,
        ways.way,
        world.land,
        world.town,
        world.data_version,
        partial(leg_emissions, world.factors),
    )


def plan_trip(world: World, request: TripRequest, progress: Progress | None = None) -> Itinerary:
    """Return the best trip found, with its proof and the reasons for what was left out.

    Parameters
    ----------
    progress
        Called with the best worth and the proved bound so far, in points.
    """
    found = answer(offer_of(world), request, progress)
    return replace(found, notes=world.ways_by_mode.notes(request, found))


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
    """Return the trip as an iCalendar file."""
    return to_icalendar(itinerary, world.catalogue)


def gpx_file(world: World, itinerary: Itinerary) -> str:
    """Return the trip as a GPX 1.1 file."""
    return to_gpx(itinerary, world.catalogue)


def save_text(path: Path, text: str) -> None:
    """Write a file as a whole, or not at all.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    write_text(path, text)


def warm_up(world: World) -> None:
    """Make the solver compile its loops, which then stay on disk.

    The trip that is planned is a short one in Corsica: it drives, visits, sleeps and sails.
    """
    wishes = {"start": "Bastia", "end": "anywhere", "days": 2, "time_limit_s": 0.1}
    first = world.catalogue.first_day
    window = {"earliest": first.isoformat(), "latest": (first + timedelta(days=2)).isoformat()}
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
