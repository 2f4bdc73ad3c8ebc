"""Faults of the roads as a network: islands in pieces, ways that never pay, roads over water."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import networkx as nx
from shapely import LineString
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from planner.errors import DataError
from planner.geodata.basemap import read_basemap
from planner.geodata.check_tables import Tables
from planner.geodata.gazetteer import make_place
from planner.geodata.tables import Row
from planner.model.place import Place

SLACK = 0.9
"""A road that takes longer than the way round by this factor of it is a triangle fault."""
METRES_PER_DEGREE = 95_000
"""Between a degree of longitude and one of latitude at 42° north [m]: good enough to compare."""
MOST_OVER_WATER_M = 1_500
COAST_MARGIN_DEG = 0.02
"""Our coast is coarse: a road so near to it counts as on land."""


def network_faults(folder: Path, tables: Tables) -> Iterator[DataError]:
    """Find what is wrong with the roads of a data folder taken together.

    Raises
    ------
    DataError
        The map of the lands cannot be read.
    """
    rows = (*tables["places"], *tables["places_added"])
    places = {row.text("id"): make_place(row) for row in rows}
    roads = [row for row in tables["corridors"] if stations_of(row) <= places.keys()]
    yield from piece_faults(roads, places)
    yield from triangle_faults(roads)
    lands = read_lands(folder)
    for row in roads:
        yield from water_faults(row, places, lands)


def stations_of(row: Row) -> set[str]:
    """Return the places of a road."""
    return {row.text("from_place"), *row.words("via"), row.text("to_place")}


def road_graph(roads: list[Row]) -> "nx.Graph[str]":
    """Return the roads as a graph; of two between the same places the quicker one."""
    graph: nx.Graph[str] = nx.Graph()
    for row in roads:
        ends, minutes = (row.text("from_place"), row.text("to_place")), row.number("minutes")
        if not graph.has_edge(*ends) or graph.edges[ends]["minutes"] > minutes:
            graph.add_edge(*ends, minutes=minutes)
    return graph


def piece_faults(roads: list[Row], places: Mapping[str, Place]) -> Iterator[DataError]:
    """Find lands whose roads do not hang together."""
    main: dict[str, set[str]] = {}
    for piece in sorted(nx.connected_components(road_graph(roads)), key=len, reverse=True):
        land = places[min(piece)].land
        if land in main:
            lost = next(row for row in roads if row.text("from_place") in piece)
            reason = f"cut off from the other {len(main[land])} places with roads on {land}"
            yield lost.fault(reason)
        main.setdefault(land, piece)


def triangle_faults(roads: list[Row]) -> Iterator[DataError]:
    """Find roads that nobody takes, since a way round by other roads is much quicker."""
    graph = road_graph(roads)
    for row in roads:
        ends, minutes = (row.text("from_place"), row.text("to_place")), row.number("minutes")
        kept = graph.edges[ends]["minutes"]
        graph.remove_edge(*ends)
        limit = minutes * SLACK
        near = nx.single_source_dijkstra_path_length(graph, ends[0], cutoff=limit, weight="minutes")
        graph.add_edge(*ends, minutes=kept)
        if min(near.get(ends[1], limit), kept) < limit:
            yield row.fault(
                f"{minutes} min is slower than another way, {near.get(ends[1], kept)} min"
            )


def read_lands(folder: Path) -> dict[str, BaseGeometry]:
    """Return the outline of each land, a little widened."""
    shapes: dict[str, list[BaseGeometry]] = {}
    for feature in read_basemap(folder)["land"]["features"]:
        shapes.setdefault(feature["properties"]["id"], []).append(shape(feature["geometry"]))
    return {land: unary_union(parts).buffer(COAST_MARGIN_DEG) for land, parts in shapes.items()}


def water_faults(
    row: Row, places: Mapping[str, Place], lands: Mapping[str, BaseGeometry]
) -> Iterator[DataError]:
    """Find roads that cross water between the places that they pass, unless a note tells why."""
    line = [
        places[one] for one in (row.text("from_place"), *row.words("via"), row.text("to_place"))
    ]
    for here, there in pairwise(line):
        ends = [(place.coordinate.lon, place.coordinate.lat) for place in (here, there)]
        outline = lands.get(here.land)
        if outline is None or row.text("note"):
            continue
        wet_m = LineString(ends).difference(outline).length * METRES_PER_DEGREE
        if wet_m > MOST_OVER_WATER_M:
            yield row.fault(
                f"{here.id} to {there.id} crosses {wet_m / 1000:.1f} km of water; "
                "name a place on the way, or say why in the note"
            )
