"""The world: all data read once, and what hangs together with it."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from planner.geodata.lines import read_lines
from planner.geodata.version import data_version
from planner.graph.network import TravelNetwork
from planner.graph.roads import LandOutline, build_road_graph
from planner.model.catalogue import Catalogue
from planner.model.emissions import Factors
from planner.model.gazetteer import Gazetteer
from planner.model.journey import RoadWay, Spot
from planner.model.request import TravelMode, TripRequest
from planner.model.timetable import Crossing, LineHop
from planner.travel.by_mode import WaysByMode, stop_spots
from planner.travel.connections import spot_of_port
from planner.travel.departures import SeaTimetable
from planner.travel.reach import MonthReach
from planner.travel.road_memory import RoadMemory
from planner.travel.roads import road_matrix, road_way

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

    @cached_property
    def quays(self) -> Mapping[str, Spot]:
        """Spot of each ferry port, by its id."""
        ports = self.gazetteer.ports.values()
        return MappingProxyType({p.id: spot_of_port(p) for p in ports if p.kind == "ferry"})

    @cached_property
    def ways(self) -> dict[tuple[str, str], RoadWay]:
        """Ways by road that were asked for before: a cache, the same for every question."""
        return {}

    @cached_property
    def reaches(self) -> dict[tuple[int, int], Mapping[str, tuple[MonthReach, ...]]]:
        """Ways to the feasts by year and month that were asked for before: a cache."""
        return {}

    @cached_property
    def timetable(self) -> SeaTimetable:
        """Quays with their roads, and the car ferries between them, ready for scans."""
        return SeaTimetable.build(self.network, self.gazetteer.ports.values(), self.crossings)

    @cached_property
    def ways_by_mode(self) -> WaysByMode:
        """Ways and ferries for requests by car and without one."""
        stops = stop_spots(self.lines, lambda name: self.quays.get(name) or find_spot(self, name))
        sites = (*self.catalogue.festivals, *self.catalogue.attractions)
        spots = (*stops, *self.quays.values(), *(find_spot(self, site) for site in sites))
        roads, ferries = (self.durations, self.way), (self.crossings, self.quays)
        return WaysByMode(*roads, self.land, self.lines, spots, *ferries)

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

    @cached_property
    def road_memory(self) -> RoadMemory:
        """Driving times between feasts, sights and quays, found once: a cache."""
        sites = (*self.catalogue.festivals, *self.catalogue.attractions)
        spots = (*(find_spot(self, site) for site in sites), *self.quays.values())
        return RoadMemory(self.durations, spots)

    def known_durations(self, request: TripRequest, spots: tuple[Spot, ...]) -> Any:
        """Return times between spots as `ways_by_mode` does; by car, quick for sites and quays."""
        if request.mode is not TravelMode.CAR:
            return self.ways_by_mode.durations(request, spots)
        return self.road_memory.between(spots)

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
    corridors = read_corridors(data)
    graph = build_road_graph(gazetteer.places.values(), corridors, outline)
    ends = gazetteer.places
    roads = to_road_lines(
        (one.road, ends[one.from_place].coordinate, ends[one.to_place].coordinate)
        for one in corridors
    )
    return World(
        catalogue=read_catalogue(data),
        gazetteer=gazetteer,
        crossings=read_crossings(data),
        basemap={**basemap, "roads": roads},
        network=TravelNetwork.build(graph, outline),
        data_version=data_version(data),
        factors=read_emission_factors(data),
        lines=read_lines(data),
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
