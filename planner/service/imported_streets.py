"""Streets and paths of an import on disk: written, ordered, and read as routers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.geodata.gtfs.table import read_timetables
from planner.geodata.imported import PATHS, STREETS, read_list, read_streets, write_streets
from planner.geodata.lane_order import KeptOrder, write_order
from planner.geodata.lines import read_lines
from planner.graph.streets import StreetNetwork
from planner.model.gazetteer import Gazetteer
from planner.model.journey import WALK_SPEED_M_S
from planner.model.place import Coordinate
from planner.travel.street_search import HierarchySearch, JunctionSearch, best_search
from planner.travel.streets import StreetRouter

ORDERS: Mapping[str, str] = {STREETS: "order", PATHS: "order-paths"}
"""Folder of the order of each network."""
ON_FOOT = "paths"
"""On what a walk along paths stands, as a leg says it."""


def known_stops(data: Path, imported: Path, gazetteer: Gazetteer) -> Iterator[Coordinate]:
    """Yield where trips get on and off, so far as we know: quays, stops of our lines and of feeds.

    Raises
    ------
    DataError
        A table or a timetable that stands is not sound.
    """
    yield from (port.coordinate for port in gazetteer.ports.values() if port.kind == "ferry")
    ends = {stop for hop in read_lines(data) for stop in (hop.from_stop, hop.to_stop)}
    places = (gazetteer.places.get(end) for end in sorted(ends))
    yield from (place.coordinate for place in places if place is not None)
    for key, one in read_list(imported).items():
        if one.kind == "gtfs":
            yield from (stop.coordinate for stop in read_timetables(imported / key).stops)


def keep_network(place: Path, network: StreetNetwork, columns: Mapping[str, Any]) -> None:
    """Write a network by its columns, with the order of its search where the hierarchy installs.

    Raises
    ------
    DataError
        It cannot be written.
    """
    file = PATHS if network.on_foot else STREETS
    write_streets(place, columns, file)
    search = best_search(network.lanes)
    if isinstance(search, HierarchySearch | JunctionSearch):
        write_order(place / ORDERS[file], search.save)


def router_over(place: Path, file: str = STREETS) -> StreetRouter:
    """Return the router over imported streets, or over the paths of walkers.

    Raises
    ------
    DataError
        They are not sound.
    """
    columns, kept = read_streets(place, file), KeptOrder(place / ORDERS[file])
    if file == STREETS:
        return StreetRouter(StreetNetwork(**columns), kept=kept)
    network, speed_kmh = StreetNetwork(**columns, on_foot=True), WALK_SPEED_M_S * 3.6
    return StreetRouter(network, basis=ON_FOOT, kept=kept, access_kmh=speed_kmh)
