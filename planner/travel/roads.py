"""Ways by road: matrices of driving times, and single ways with their road numbers and shape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, inf, isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from planner.errors import NoConnectionError
from planner.graph.network import Access, TravelNetwork
from planner.graph.roads import flat, terrain_of
from planner.model.journey import RoadWay, Spot
from planner.model.place import Coordinate

STRAIGHT_LIMIT_M = 3_000.0
"""A way shorter than this that leads past no place is drawn straight: both lie in one village."""
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
    from_node = dict(zip(nodes, dijkstra(network.durations, indices=nodes), strict=True))
    to_nodes = np.array(
        [np.min([from_node[w.node] + w.duration_s for w in ways], axis=0) for ways in accesses]
    )
    result = np.array(
        [np.min([to_nodes[:, w.node] + w.duration_s for w in ways], axis=0) for ways in accesses]
    )
    result = np.minimum(result, result.T)
    for i, j in straight_pairs(spots, known, result):
        straight_s = network.straight_s(spots[i].coordinate, spots[j].coordinate, known[i])
        straight_s = max(straight_s, farthest_apart_s(to_nodes[i], to_nodes[j]))
        result[i, j] = result[j, i] = min(result[i, j], straight_s)
    np.fill_diagonal(result, 0.0)
    return np.asarray(np.ceil((result - 1e-6) / MINUTE_S) * MINUTE_S + 0.0, dtype=np.float64)


def straight_pairs(
    spots: Sequence[Spot],
    lands: Sequence[str],
    seconds: NDArray[np.float64],
) -> list[tuple[int, int]]:
    """Return the pairs of spots that a straight way may join quicker than the places near them."""
    points = flat([spot.coordinate for spot in spots])
    per_m = np.array([terrain_of(land).road_s(1.0) for land in lands])
    crow_m = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    near = np.tril(crow_m * per_m[:, None] / PLANE_SLACK < seconds, -1)
    near &= np.array(lands)[:, None] == np.array(lands)[None, :]
    return [(int(i), int(j)) for i, j in np.argwhere(near)]


def farthest_apart_s(to_nodes: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Return the least driving time between two spots that their times to all places allow [s].

    By the triangle law they are as far apart as the times to any one place differ.  With it a
    straight way never shortens a way to somewhere else, so that the law holds for all spots.
    """
    both = np.isfinite(to_nodes) & np.isfinite(others)
    return float(np.max(np.abs(to_nodes[both] - others[both]), initial=0.0))


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
        self, network: TravelNetwork, end: Spot, land: str, ways: Sequence[Access]
    ) -> tuple[float, Access | None]:
        """Return the driving time to an end [s], and its access there, None where straight.

        The time is inf where no road leads; `land` and `ways` are those of the end.
        """
        best: tuple[float, Access | None] = (inf, None)
        for way in ways:
            total_s = float(self.seconds[way.node]) + way.duration_s
            if total_s < best[0]:
                best = total_s, way
        straight_s = network.straight_s(self.spot.coordinate, end.coordinate, land)
        if land != self.land or straight_s >= best[0]:
            return best
        other = RoadTree.grow(network, end, land)
        straight_s = max(straight_s, farthest_apart_s(self.seconds, other.seconds))
        near = self.spot.coordinate.distance_m(end.coordinate) < STRAIGHT_LIMIT_M
        if straight_s >= best[0] and not (near and straight_s < best[0] + 1e-6):
            return best
        return straight_s, None if near else best[1]


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


def straight_way(origin: Spot, destination: Spot, land: str, seconds: float) -> RoadWay:
    """Return the way between two spots of one village."""
    crow_m = origin.coordinate.distance_m(destination.coordinate)
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
    total_s, last = tree.reach(network, destination, own_land, ways)
    if total_s == inf:
        reason = "no road leads across the water"
        raise NoConnectionError(tree.spot.name, destination.name, reason)
    if last is None:
        return straight_way(tree.spot, destination, own_land, total_s)
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
