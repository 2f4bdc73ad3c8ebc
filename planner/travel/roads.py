"""Ways by road: matrices of driving times, and single ways with their road numbers and shape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, inf, isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from planner.errors import NoConnectionError
from planner.graph.network import Access, TravelNetwork, access_matrix
from planner.graph.roads import flat, terrain_of
from planner.model.journey import RoadWay, Spot
from planner.model.place import Coordinate

STRAIGHT_LIMIT_M = 3_000.0
"""Spots closer than this are joined straight: both lie in the same village."""
PLANE_SLACK = 1.05
"""The plane on which near spots are looked for is good to 3 %."""
MINUTE_S = 60


def road_matrix(
    network: TravelNetwork, spots: Sequence[Spot], lands: Sequence[str | None]
) -> NDArray[np.float64]:
    """Return driving times between spots, shape (n, n) [s], whole minutes, inf where no road leads.

    Parameters
    ----------
    lands
        Land of each spot, or None: then the land of the nearest place.
    """
    known = [
        land or network.land_at(spot.coordinate) for spot, land in zip(spots, lands, strict=True)
    ]
    accesses = [network.accesses(s.coordinate, land) for s, land in zip(spots, known, strict=True)]
    nodes = sorted({way.node for ways in accesses for way in ways})
    between = dijkstra(network.durations, directed=True, indices=nodes)[:, nodes]
    result = access_matrix(accesses, between, {node: k for k, node in enumerate(nodes)})
    for i, j in near_pairs([spot.coordinate for spot in spots]):
        if known[i] == known[j]:
            straight_s = network.straight_s(spots[i].coordinate, spots[j].coordinate, known[i])
            result[i, j] = result[j, i] = min(result[i, j], straight_s)
    np.fill_diagonal(result, 0.0)
    closed = dijkstra(np.where(np.isfinite(result), np.maximum(result, 1e-9), 0.0), directed=False)
    return np.asarray(np.ceil((closed - 1e-6) / MINUTE_S) * MINUTE_S, dtype=np.float64)


def near_pairs(coordinates: Sequence[Coordinate]) -> list[tuple[int, int]]:
    """Return the pairs of points that are near enough to be joined straight."""
    pairs = cKDTree(flat(coordinates)).query_pairs(STRAIGHT_LIMIT_M * PLANE_SLACK)
    return [
        (i, j)
        for i, j in sorted(pairs)
        if coordinates[i].distance_m(coordinates[j]) < STRAIGHT_LIMIT_M
    ]


@dataclass(frozen=True)
class RoadTree:
    """The quickest ways from one spot to every place of the network."""

    spot: Spot
    land: str
    accesses: tuple[Access, ...]
    seconds: NDArray[np.float64]
    """Driving time to each node [s]; inf where no road leads."""
    predecessors: NDArray[np.int32]
    """Node before each node; the spot itself has the number after the last node's."""

    @classmethod
    def grow(cls, network: TravelNetwork, spot: Spot, land: str | None = None) -> "RoadTree":
        """Find the ways from a spot; `land` as for `road_matrix`."""
        own_land = land or network.land_at(spot.coordinate)
        accesses, known = network.accesses(spot.coordinate, own_land), network.durations
        leave_s = [max(way.duration_s, 1e-9) for way in accesses]
        data = np.concatenate([known.data, leave_s])
        columns = np.concatenate([known.indices, [way.node for way in accesses]])
        ends = np.append(known.indptr, known.nnz + len(accesses))
        count = len(network.names)
        joined = csr_matrix((data, columns.astype(np.int32), ends), shape=(count + 1, count + 1))
        found = dijkstra(joined, directed=True, indices=count, return_predecessors=True)
        return cls(spot, own_land, accesses, found[0][:count], found[1][:count])

    def path_to(self, node: int) -> list[int]:
        """Return the nodes from the spot's access to a node that it reaches."""
        path, spot = [node], len(self.predecessors)
        while (before := int(self.predecessors[path[-1]])) != spot:
            path.append(before)
        return path[::-1]

    def reach(
        self, network: TravelNetwork, end: Coordinate, land: str, ways: Sequence[Access]
    ) -> tuple[float, Access | None]:
        """Return the driving time to an end [s], and its access there, None where straight.

        The time is inf where no road leads; `land` and `ways` are those of the end.
        """
        best: tuple[float, Access | None] = (inf, None)
        for way in ways:
            total_s = float(self.seconds[way.node]) + way.duration_s
            if total_s < best[0]:
                best = total_s, way
        if land == self.land and self.spot.coordinate.distance_m(end) < STRAIGHT_LIMIT_M:
            straight_s = network.straight_s(self.spot.coordinate, end, land)
            if straight_s <= best[0]:
                return straight_s, None
        return best


def minutes_up(seconds: float) -> float:
    """Return a driving time rounded up to whole minutes [s]; inf stays inf."""
    return ceil((seconds - 1e-6) / MINUTE_S) * MINUTE_S if isfinite(seconds) else seconds


def trace(
    network: TravelNetwork, path: Sequence[int]
) -> tuple[float, list[str], list[Coordinate], bool]:
    """Return length [m], road names in order, shape, and whether every part is a known road."""
    length_m, roads, line, known = 0.0, list[str](), [network.coordinates[path[0]]], True
    for here, there in pairwise(path):
        edge = network.graph.edges[network.names[here], network.names[there]]
        length_m += edge["length_m"]
        known = known and edge["basis"] == "corridor"
        if edge["road"] and (not roads or roads[-1] != edge["road"]):
            roads.append(edge["road"])
        via = edge["via"] if edge["origin"] == network.names[here] else edge["via"][::-1]
        line += [network.coordinates[network.index[name]] for name in via]
        line.append(network.coordinates[there])
    return length_m, roads, line, known


def straight_way(network: TravelNetwork, origin: Spot, destination: Spot, land: str) -> RoadWay:
    """Return the way between two spots of one village."""
    crow_m = origin.coordinate.distance_m(destination.coordinate)
    seconds = network.straight_s(origin.coordinate, destination.coordinate, land)
    return RoadWay(
        round(terrain_of(land).road_m(crow_m)),
        round(seconds),
        "approximate",
        (),
        (origin.coordinate, destination.coordinate),
    )


def way_from(
    network: TravelNetwork, tree: RoadTree, destination: Spot, land: str | None = None
) -> RoadWay:
    """Return the quickest known way by road from the spot of a tree.

    Raises
    ------
    NoConnectionError
        No road joins them.
    """
    own_land = land or network.land_at(destination.coordinate)
    ways = network.accesses(destination.coordinate, own_land)
    total_s, last = tree.reach(network, destination.coordinate, own_land, ways)
    if total_s == inf:
        reason = "no road leads across the water"
        raise NoConnectionError(tree.spot.name, destination.name, reason)
    if last is None:
        return straight_way(network, tree.spot, destination, own_land)
    path = tree.path_to(last.node)
    length_m, roads, line, known = trace(network, path)
    first_m = next(way.length_m for way in tree.accesses if way.node == path[0])
    ends_m = first_m + last.length_m
    exact = known and ends_m < STRAIGHT_LIMIT_M
    return RoadWay(
        round(length_m + ends_m),
        round(total_s),
        "corridor" if exact else "approximate",
        tuple(roads),
        (tree.spot.coordinate, *line, destination.coordinate),
    )


def road_way(network: TravelNetwork, origin: Spot, destination: Spot) -> RoadWay:
    """Return the quickest known way by road between two spots.

    Raises
    ------
    NoConnectionError
        No road joins them.
    """
    return way_from(network, RoadTree.grow(network, origin), destination)


def turned(way: RoadWay) -> RoadWay:
    """Return a way in the other direction."""
    return replace(way, roads=way.roads[::-1], geometry=way.geometry[::-1])
