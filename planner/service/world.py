"""The world: all data read once, and what hangs together with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.export.main_roads import to_road_lines
from planner.geodata.basemap import read_basemap
from planner.geodata.catalogue import read_catalogue
from planner.geodata.corridors import read_corridors
from planner.geodata.crossings import read_crossings
from planner.geodata.emissions import read_emission_factors
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.imported import imported_folder
from planner.geodata.lines import read_lines
from planner.geodata.version import data_version
from planner.graph.network import TravelNetwork
from planner.graph.roads import LandOutline, build_road_graph
from planner.model.catalogue import Catalogue
from planner.model.emissions import Factors
from planner.model.gazetteer import Gazetteer
from planner.model.imported import DataSource
from planner.model.journey import RoadWay, Spot
from planner.model.request import TravelMode, TripRequest
from planner.model.streets import Router
from planner.model.timetable import Crossing, LineHop
from planner.service.imported import joined_crossings, read_imports, with_offers
from planner.travel.by_mode import WaysByMode, stop_spots
from planner.travel.connections import spot_of_port
from planner.travel.departures import SeaTimetable
from planner.travel.engine import BuiltInRoads, JoinedRoads, RoadEngine
from planner.travel.footpaths import Footpaths
from planner.travel.reach import MonthReach
from planner.travel.road_memory import RoadMemory

MOST_REMEMBERED = 400
"""Sights between which all driving times are remembered; imports can bring many more."""
BUILT_IN_READ_ON = "2026-11-21"
"""Day on which the sources of the built-in tables were read."""
DATA = Path(__file__).resolve().parents[2] / "data"
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
    lines: tuple[LineHop, ...] = ()
    streets: Router | None = None
    """Imported streets, or a router far away; None: the built-in network alone."""
    stops: Mapping[str, Spot] = field(default_factory=dict)
    """Stops of imported timetables, by id."""
    sources: tuple[DataSource, ...] = ()
    """Imports that stand."""
    paths: Router | None = None
    """Imported streets and paths for walkers near stops; None: walks are straight lines."""

    @cached_property
    def roads(self) -> RoadEngine:
        """Answers about roads: imported streets where there are any."""
        if self.streets is None:
            return BuiltInRoads(self.network)
        return JoinedRoads(self.network, self.streets)

    @property
    def data_notes(self) -> tuple[str, ...]:
        """On which data every answer stands, and how old it is, in words."""
        built_in = f"built-in: tables {self.data_version[:12]}, read on {BUILT_IN_READ_ON}"
        return (built_in, *(str(source) for source in self.sources))

    @cached_property
    def quays(self) -> Mapping[str, Spot]:
        """Spot of each ferry port, by its id."""
        ports = self.gazetteer.ports.values()
        return MappingProxyType({p.id: spot_of_port(p) for p in ports if p.kind == "ferry"})

    @cached_property
    def ways(self) -> dict[tuple[Spot, Spot], RoadWay]:
        """Ways by road that were asked for before: a cache, the same for every question.

        A sight may have the id of the place that it lies in, so that ids are no key.
        """
        return {}

    @cached_property
    def reaches(self) -> dict[tuple[int, int], Mapping[str, tuple[MonthReach, ...]]]:
        """Ways to the feasts by year and month that were asked for before: a cache."""
        return {}

    @cached_property
    def timetable(self) -> SeaTimetable:
        """Quays with their roads, and the car ferries between them, ready for scans."""
        own = None if self.streets is None else self.roads
        return SeaTimetable.build(self.network, self.gazetteer.ports.values(), self.crossings, own)

    @cached_property
    def ways_by_mode(self) -> WaysByMode:
        """Ways and ferries for requests by car and without one."""

        def find(name: str) -> Spot:
            return self.quays.get(name) or self.stops.get(name) or find_spot(self, name)

        stops = stop_spots(self.lines, find)
        sites = (*self.catalogue.festivals, *self.catalogue.attractions)
        spots = (*stops, *self.quays.values(), *(find_spot(self, site) for site in sites))
        roads, ferries = (self.durations, self.way), (self.crossings, self.quays)
        footpaths = None if self.paths is None else Footpaths(self.paths, spots)
        return WaysByMode(*roads, self.land, self.lines, spots, *ferries, footpaths)

    def way(self, origin: Spot, destination: Spot) -> RoadWay:
        """Return the quickest known way by road between two spots."""
        key = (origin, destination)
        if key not in self.ways:
            self.ways[key] = self.roads.route(origin, destination)
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

    @cached_property
    def road_memory(self) -> RoadMemory:
        """Driving times between feasts, sights and quays, found once: a cache."""
        sites = (*self.catalogue.festivals, *self.catalogue.attractions)
        spots = (*(find_spot(self, site) for site in sites), *self.quays.values())
        return RoadMemory(self.durations, spots)

    def known_durations(self, request: TripRequest, spots: tuple[Spot, ...]) -> Any:
        """Return times between spots as `ways_by_mode` does; by car, quick for sites and quays."""
        many = len(self.catalogue.attractions) > MOST_REMEMBERED
        if request.mode is not TravelMode.CAR or many:
            return self.ways_by_mode.durations(request, spots)
        return self.road_memory.between(spots)

    def durations(self, spots: tuple[Spot, ...]) -> Any:
        """Return driving times between spots, shape (n, n) [s], inf where no road leads."""
        lands = [self.land(spot) for spot in spots]
        return self.roads.matrix(spots, lands)


def load_world(folder: Path | None = None, imported: Path | None = None) -> World:
    """Read all tables and build the travel network.

    Parameters
    ----------
    imported
        Folder of imported data; None: the one that the variable FILOFESTA_IMPORTED names, or none
        where it is set to nothing.

    Raises
    ------
    DataError
        A table is missing or not sound.
    """
    data = folder or DATA
    gazetteer, basemap = read_gazetteer(data), read_basemap(data)
    outline = LandOutline.build(basemap["land"])
    corridors = read_corridors(data)
    graph = build_road_graph(gazetteer.places.values(), corridors, outline)
    ends = gazetteer.places
    roads = to_road_lines(
        (one.road, ends[one.from_place].coordinate, ends[one.to_place].coordinate)
        for one in corridors
    )
    extra = read_imports(imported or imported_folder())
    crossings = joined_crossings(read_crossings(data), extra.crossings)
    return World(
        catalogue=with_offers(read_catalogue(data), extra.sights, extra.sources),
        gazetteer=gazetteer,
        crossings=crossings,
        basemap={**basemap, "roads": roads},
        network=TravelNetwork.build(graph, outline),
        data_version=extra.version_after(data_version(data)),
        factors=read_emission_factors(data),
        lines=(*read_lines(data), *extra.lines),
        streets=extra.router,
        stops=extra.stops,
        sources=tuple(extra.sources.values()),
        paths=extra.paths,
    )


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
