"""The road graph: places joined by proximity, overruled by the corridors that we know.

Proximity is the Gabriel graph (Gabriel and Sokal 1969, doi 10.2307/2412323) on each land mass: two
places are neighbours where no third lies in the circle between them.  What it gives is marked
`approximate`; a corridor is a known road and is marked so.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians
from types import MappingProxyType
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree
from shapely import contains_xy, prepare
from shapely.geometry import shape
from shapely.ops import unary_union

from planner.errors import DataError
from planner.model.place import Coordinate, Place
from planner.model.timetable import Corridor

RoadGraph: TypeAlias = "nx.Graph[str]"
"""Nodes are place ids; edges carry length_m, duration_s, basis, road, via and origin."""
METRES_PER_DEGREE = 111_195.0
"""Length of one degree of latitude on the mean sphere [m]."""
MIDDLE_LAT = 42.0
FARTHEST_NEIGHBOUR_M = 30_000.0
LEAST_ON_LAND = 0.9
SAMPLES = 24


@dataclass(frozen=True, slots=True)
class Terrain:
    """How winding and how slow unknown roads of a land are: road over crow, and speed [km/h]."""

    sinuosity: float
    speed_kmh: float

    def road_m(self, crow_m: float) -> float:
        """Return the assumed road length of a distance as the crow flies [m]."""
        return crow_m * self.sinuosity

    def road_s(self, crow_m: float) -> float:
        """Return the assumed driving time of a distance as the crow flies [s]."""
        return self.road_m(crow_m) / self.speed_kmh * 3.6


TERRAIN: Mapping[str, Terrain] = MappingProxyType(
    {
        "mainland": Terrain(1.40, 42.0),
        "corsica": Terrain(1.60, 36.0),
        "sardinia": Terrain(1.45, 42.0),
        "elba": Terrain(1.60, 34.0),
    }
)
"""Assumed, not measured: slower than known roads nearby, so that corridors win where they lead."""
SMALL_ISLAND = Terrain(1.50, 30.0)


def terrain_of(land: str) -> Terrain:
    """Return how roads that we do not know run on a land mass."""
    return TERRAIN.get(land, SMALL_ISLAND)


def flat(coordinates: Sequence[Coordinate]) -> NDArray[np.float64]:
    """Return points on a plane, shape (n, 2) [m], good to 3 % in our area."""
    lon = np.array([c.lon for c in coordinates])
    lat = np.array([c.lat for c in coordinates])
    east = lon * METRES_PER_DEGREE * cos(radians(MIDDLE_LAT))
    return np.column_stack([east, lat * METRES_PER_DEGREE])


def gabriel_pairs(points: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the edges of the Gabriel graph of points on a plane, shape (n, 2)."""
    count = len(points)
    pairs = set(combinations(range(count), 2)) if count < 4 else set()
    simplices = Delaunay(points, qhull_options="QJ").simplices if count > 3 else []
    for corners in simplices:
        first, second, third = sorted(int(corner) for corner in corners)
        pairs |= {(first, second), (second, third), (first, third)}
    tree = cKDTree(points)
    kept = []
    for i, j in sorted(pairs):
        centre, radius = (
            (points[i] + points[j]) / 2,
            float(np.linalg.norm(points[i] - points[j])) / 2,
        )
        if tree.query(centre)[0] >= radius - 1e-6:
            kept.append((i, j))
    return kept


@dataclass(frozen=True)
class LandOutline:
    """The outlines of the lands, ready for many questions."""

    shapes: Mapping[str, Any]

    @classmethod
    def build(cls, land: Mapping[str, Any]) -> "LandOutline":
        """Read a GeoJSON feature collection whose features have the land's `id`."""
        shapes: dict[str, Any] = {}
        for feature in land["features"]:
            outline = shape(feature["geometry"]).buffer(0.01)
            key = feature["properties"]["id"]
            shapes[key] = unary_union([shapes[key], outline]) if key in shapes else outline
        for outline in shapes.values():
            prepare(outline)
        return cls(MappingProxyType(shapes))

    def is_dry(self, land: str, a: Coordinate, b: Coordinate) -> bool:
        """Answer whether the straight way between two points stays on a land, but for a tenth."""
        return bool(self.are_dry(land, a, [b])[0])

    def are_dry(self, land: str, a: Coordinate, ends: Sequence[Coordinate]) -> NDArray[np.bool_]:
        """Answer for each of several ends whether the straight way to it stays on a land."""
        outline = self.shapes.get(land)
        if outline is None:
            return np.ones(len(ends), dtype=np.bool_)
        steps = np.linspace(0.0, 1.0, SAMPLES + 1)[:, None]
        lon = a.lon + steps * (np.array([end.lon for end in ends]) - a.lon)
        lat = a.lat + steps * (np.array([end.lat for end in ends]) - a.lat)
        return np.asarray(contains_xy(outline, lon, lat).mean(axis=0) >= LEAST_ON_LAND)


def add_proximity(
    graph: RoadGraph, land: str, places: Sequence[Place], outline: LandOutline, known: Set[str]
) -> None:
    """Join the places of one land that are neighbours, where a straight way stays dry.

    Two places that known roads serve are not joined by a guess: it could cut across a mountain.
    """
    terrain = terrain_of(land)
    for i, j in gabriel_pairs(flat([place.coordinate for place in places])):
        a, b = places[i], places[j]
        crow_m = a.coordinate.distance_m(b.coordinate)
        if (
            {a.id, b.id} <= known
            or crow_m > FARTHEST_NEIGHBOUR_M
            or not outline.is_dry(land, a.coordinate, b.coordinate)
        ):
            continue
        graph.add_edge(
            a.id,
            b.id,
            length_m=round(terrain.road_m(crow_m)),
            duration_s=round(terrain.road_s(crow_m)),
            basis="approximate",
            road="",
            via=(),
            origin=a.id,
        )


def add_corridor(graph: RoadGraph, corridor: Corridor) -> None:
    """Add a known road; of two between the same places the quicker one stays.

    Raises
    ------
    DataError
        An end is no place of the graph.
    """
    for end in (corridor.from_place, corridor.to_place, *corridor.via):
        if end not in graph:
            raise DataError("corridors.csv", None, f"unknown place {end!r} on {corridor.road}")
    known = graph.get_edge_data(corridor.from_place, corridor.to_place)
    if known and known["basis"] == "corridor" and known["duration_s"] <= corridor.duration_s:
        return
    graph.add_edge(
        corridor.from_place,
        corridor.to_place,
        length_m=corridor.length_m,
        duration_s=corridor.duration_s,
        basis="corridor",
        road=corridor.road,
        via=corridor.via,
        origin=corridor.from_place,
    )


def build_road_graph(
    places: Iterable[Place], corridors: Iterable[Corridor], outline: LandOutline
) -> RoadGraph:
    """Return the road graph: nodes are place ids, edges carry length_m, duration_s and basis."""
    graph: RoadGraph = nx.Graph()
    known = tuple(corridors)
    on_corridors = {end for corridor in known for end in (corridor.from_place, corridor.to_place)}
    by_land: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda p: p.id):
        graph.add_node(place.id, coordinate=place.coordinate, land=place.land)
        by_land.setdefault(place.land, []).append(place)
    for land, members in by_land.items():
        add_proximity(graph, land, members, outline, on_corridors)
    for corridor in known:
        add_corridor(graph, corridor)
    return graph
