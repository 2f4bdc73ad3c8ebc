"""Use cases: the only room that calls two rooms in a row.

`load_world` reads the data once; everything else is a question to that world.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.errors import RequestError
from planner.export.answer import to_document
from planner.export.folium_map import MapFiles, standalone_trip_html
from planner.export.gpx import to_gpx
from planner.export.icalendar import to_icalendar
from planner.export.place_names import to_place_names
from planner.geodata.basemap import read_basemap
from planner.geodata.catalogue import read_catalogue
from planner.geodata.check import Fault, check_data
from planner.geodata.corridors import read_corridors
from planner.geodata.crossings import read_crossings
from planner.geodata.emissions import read_emission_factors
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.opening_hours import opening_window
from planner.geodata.requests import read_request, request_schema
from planner.geodata.store import read_text, write_text
from planner.geodata.version import data_version
from planner.graph.network import TravelNetwork
from planner.graph.roads import LandOutline, build_road_graph
from planner.model.catalogue import Catalogue
from planner.model.emissions import Factors, Order
from planner.model.festival import Attraction, Edition
from planner.model.gazetteer import Gazetteer
from planner.model.itinerary import Itinerary
from planner.model.journey import Connection, RoadWay, Spot
from planner.model.request import TripRequest
from planner.model.timetable import Crossing
from planner.model.timewindow import TimeWindow
from planner.optimise.planner import Offer, answer
from planner.optimise.problem import Progress
from planner.travel.connections import find_connection as connect
from planner.travel.connections import spot_of_port
from planner.travel.emissions import compare, leg_emissions
from planner.travel.ferries import ferries_of
from planner.travel.roads import road_matrix, road_way
from planner.travel.sailings import list_sailings

DATA = Path(__file__).resolve().parents[1] / "data"
"""The embedded data; another folder may be given to `load_world`."""
FARTHEST_TOWN_M = 20_000.0
"""A municipality's place farther off than this is another one of the same name."""


@dataclass(frozen=True)
class World:
    """All data, read once and never changed."""

    catalogue: Catalogue
    gazetteer: Gazetteer
    crossings: tuple[Crossing, ...]
    basemap: Mapping[str, Any]
    network: TravelNetwork
    data_version: str
    factors: Factors

    @cached_property
    def quays(self) -> Mapping[str, Spot]:
        """Spot of each ferry port, by its id."""
        ports = self.gazetteer.ports.values()
        return MappingProxyType({p.id: spot_of_port(p) for p in ports if p.kind == "ferry"})

    @cached_property
    def ways(self) -> dict[tuple[str, str], RoadWay]:
        """Ways by road that were asked for before: a cache, the same for every question."""
        return {}

    def way(self, origin: Spot, destination: Spot) -> RoadWay:
        """Return the quickest known way by road between two spots."""
        key = (origin.id, destination.id)
        if key not in self.ways:
            self.ways[key] = road_way(self.network, origin, destination)
        return self.ways[key]

    def land(self, spot: Spot) -> str:
        """Return the land of a spot."""
        port = self.gazetteer.ports.get(spot.id)
        return self.network.land_at(spot.coordinate) if port is None else port.land

    def town(self, spot: Spot) -> Spot:
        """Return the town of a spot: of a port the town it serves, else the municipality."""
        port = self.gazetteer.ports.get(spot.id)
        record = self.catalogue.festivals.get(spot.id) or self.catalogue.attractions.get(spot.id)
        name = port.place_id if port else record.municipality if record else spot.name
        place = self.gazetteer.find_place(name)
        if place is None or place.coordinate.distance_m(spot.coordinate) > FARTHEST_TOWN_M:
            return spot
        return Spot(place.id, place.name, place.coordinate, place.country)

    def durations(self, spots: tuple[Spot, ...]) -> Any:
        """Return driving times between spots, shape (n, n) [s], inf where no road leads."""
        lands = [self.land(spot) for spot in spots]
        return road_matrix(self.network, spots, lands)


def load_world(folder: Path | None = None) -> World:
    """Read all tables and build the travel network.

    Raises
    ------
    DataError
        A table is missing or not sound.
    """
    data = folder or DATA
    gazetteer, basemap = read_gazetteer(data), read_basemap(data)
    outline = LandOutline.build(basemap["land"])
    graph = build_road_graph(gazetteer.places.values(), read_corridors(data), outline)
    return World(
        catalogue=read_catalogue(data),
        gazetteer=gazetteer,
        crossings=read_crossings(data),
        basemap=basemap,
        network=TravelNetwork.build(graph),
        data_version=data_version(data),
        factors=read_emission_factors(data),
    )


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

    def ferries(request: TripRequest) -> Any:
        sailings = list_sailings(
            world.crossings, request.earliest, request.latest, request.unconfirmed_crossings
        )
        return ferries_of(sailings, world.quays, request.earliest)

    def hours(sight: Attraction, day: date) -> TimeWindow | None:
        return opening_window(sight.opening_hours, sight.category, day, sight.country)

    return Offer(
        world.catalogue,
        hours,
        world.durations,
        ferries,
        world.way,
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
    return answer(offer_of(world), request, progress)


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
    span = first or world.catalogue.first_day, last or world.catalogue.last_day
    if span[0] > span[1]:
        raise RequestError({"to": f"{span[1]} is before {span[0]}; name a later day"})
    if span[1] < world.catalogue.first_day or span[0] > world.catalogue.last_day:
        years = f"{world.catalogue.first_day} to {world.catalogue.last_day}"
        raise RequestError({"from": f"there is no data for these days; choose days from {years}"})
    return span


def list_editions(world: World, first: date, last: date) -> tuple[Edition, ...]:
    """Return the editions with a day in a span, earliest first."""
    return world.catalogue.list_editions(first, last)


def find_connection(world: World, origin: str, destination: str) -> Connection:
    """Return the quickest way between two places by car and car ferry.

    Raises
    ------
    UnknownPlaceError
        A name that is no place, festival or attraction.
    NoConnectionError
        Nothing joins them.
    """
    ends = [find_spot(world, name) for name in (origin, destination)]
    return connect(world.network, world.gazetteer.ports.values(), world.crossings, ends[0], ends[1])


def find_spot(world: World, name: str) -> Spot:
    """Return the festival, attraction or place of an id or a name.

    Raises
    ------
    UnknownPlaceError
        Nothing is called so; carries near names.
    """
    record = world.catalogue.festivals.get(name) or world.catalogue.attractions.get(name)
    if record is not None:
        return Spot(record.id, record.name, record.coordinate, record.country)
    place = world.gazetteer.get_place(name)
    return Spot(place.id, place.name, place.coordinate, place.country)


def check(folder: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of a data folder."""
    return check_data(folder or DATA)
