"""The travel network: the road graph as arrays, with a finder of nearby places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from planner.graph.roads import LandOutline, RoadGraph, flat, terrain_of
from planner.model.place import Coordinate

ACCESS_PLACES = 3
FARTHEST_ACCESS_M = 25_000.0
ACCESS_KMH = 30.0
ACCESS_SINUOSITY = 1.3
DRY_AT_ONCE = 6
"""How many places are asked at once whether the way to them is dry: three mostly are."""
LONG_WAY_ROUND_S = 3600.0
SHORT_ACCESS_M = 1_500.0
"""Ways this short are not asked whether they are dry: quays and moles stand in the water."""


@dataclass(frozen=True, slots=True)
class Access:
    """The way from a spot to a place of the graph."""

    node: int
    length_m: float
    duration_s: float


@dataclass(frozen=True)
class TravelNetwork:
    """Road graph and its arrays; node k of the arrays is `names[k]`."""

    graph: RoadGraph
    names: tuple[str, ...]
    index: Mapping[str, int]
    coordinates: tuple[Coordinate, ...]
    lands: tuple[str, ...]
    durations: csr_matrix
    """Shape (n, n), symmetric, driving time of each edge [s]."""
    tree: cKDTree
    outline: LandOutline | None = None
    """Where given, no way from a spot to a place leads across water."""

    @classmethod
    def build(cls, graph: RoadGraph, outline: LandOutline | None = None) -> "TravelNetwork":
        """Freeze a road graph into arrays."""
        names = tuple(graph.nodes)
        index = {name: position for position, name in enumerate(names)}
        coordinates = tuple(graph.nodes[name]["coordinate"] for name in names)
        lands = tuple(graph.nodes[name]["land"] for name in names)
        edges = [(index[a], index[b], data["duration_s"]) for a, b, data in graph.edges(data=True)]
        rows = np.array([a for a, _, _ in edges] + [b for _, b, _ in edges], dtype=np.int32)
        columns = np.array([b for _, b, _ in edges] + [a for a, _, _ in edges], dtype=np.int32)
        values = np.array([s for *_, s in edges] * 2, dtype=np.float64)
        durations = csr_matrix((values, (rows, columns)), shape=(len(names), len(names)))
        tree = cKDTree(flat(coordinates))
        by_name = MappingProxyType(index)
        return cls(graph, names, by_name, coordinates, lands, durations, tree, outline)

    def land_at(self, spot: Coordinate) -> str:
        """Return the land of the nearest place."""
        return self.lands[int(self.tree.query(flat([spot])[0])[1])]

    def accesses(self, spot: Coordinate, land: str | None = None) -> tuple[Access, ...]:
        """Return ways from a spot to its nearest places on one land, the nearest first.

        A spot that is itself a place has that one way, of length 0.
        """
        own_land = land or self.land_at(spot)
        _, near = self.tree.query(flat([spot])[0], k=min(40, len(self.names)))
        nodes = [int(node) for node in np.atleast_1d(near) if self.lands[node] == own_land]
        found: list[Access] = []
        for node, crow_m in self.dry_nodes(spot, own_land, nodes):
            if found and crow_m > FARTHEST_ACCESS_M:
                break
            length_m = crow_m * ACCESS_SINUOSITY
            found.append(Access(node, length_m, length_m / ACCESS_KMH * 3.6))
            if crow_m < 1.0 or len(found) == ACCESS_PLACES:
                break
        return self.without_shortcut(found)

    def dry_nodes(
        self, spot: Coordinate, land: str, nodes: Sequence[int]
    ) -> Iterator[tuple[int, float]]:
        """Yield the nodes that a straight way reaches on dry land, else the first, with metres."""
        none_yet = True
        for start in range(0, len(nodes), DRY_AT_ONCE):
            some = nodes[start : start + DRY_AT_ONCE]
            ends = [self.coordinates[node] for node in some]
            crows_m = [spot.distance_m(end) for end in ends]
            dry = [True] * len(ends)
            if self.outline is not None and crows_m[-1] >= SHORT_ACCESS_M:
                dry = self.outline.are_dry(land, spot, ends).tolist()
            for node, crow_m, is_dry in zip(some, crows_m, dry, strict=True):
                if is_dry or crow_m < SHORT_ACCESS_M:
                    none_yet = False
                    yield node, crow_m
        if none_yet and nodes:
            yield nodes[0], spot.distance_m(self.coordinates[nodes[0]])

    def without_shortcut(self, ways: Sequence[Access]) -> tuple[Access, ...]:
        """Lengthen ways to places until driving through the spot is no quicker than the roads.

        This makes driving times between spots a metric.  A place that the roads join with the
        nearest one only by a long way round is left out: something lies between.
        """
        if len(ways) < 2:
            return tuple(ways)
        nodes = [way.node for way in ways]
        apart = dijkstra(self.durations, directed=True, indices=nodes, limit=LONG_WAY_ROUND_S)
        kept: list[Access] = []
        for number, way in enumerate(ways):
            known = [(other, apart[nodes.index(other.node), nodes[number]]) for other in kept]
            if all(np.isfinite(seconds) for _, seconds in known):
                least = [float(seconds) - other.duration_s for other, seconds in known]
                kept.append(replace(way, duration_s=max(way.duration_s, *least, 0.0)))
        return tuple(kept)

    def straight_s(self, a: Coordinate, b: Coordinate, land: str) -> float:
        """Return the assumed driving time straight between two spots of one land [s]."""
        return terrain_of(land).road_s(a.distance_m(b))
