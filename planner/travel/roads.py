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
from planner.graph.roads import terrain_of
from planner.model.journey import RoadWay, Spot
from planner.model.place import EARTH_RADIUS_M, Coordinate

STRAIGHT_LIMIT_M = 3_000.0
"""A way shorter than this that leads past no place is drawn straight: both lie in one village."""
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
    to_nodes = np.atleast_2d(dijkstra_from(network, accesses)[0])
    result = np.array(
        [np.min([to_nodes[:, w.node] + w.duration_s for w in ways], axis=0) for ways in accesses]
    )
    result = np.minimum(result, result.T)
    join_straight(network, spots, known, to_nodes, result)
    np.fill_diagonal(result, 0.0)
    return np.asarray(np.ceil((result - 1e-6) / MINUTE_S) * MINUTE_S + 0.0, dtype=np.float64)


def dijkstra_from(
    network: TravelNetwork, accesses: Sequence[Sequence[Access]], predecessors: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Return driving times from spots to all nodes [s], and the node before each if wanted.

    The spots are sources joined to the network by their accesses; their numbers follow the nodes'.
    """
    known, ways = network.durations, [way for some in accesses for way in some]
    ends = np.cumsum([len(some) for some in accesses]) + known.nnz
    data = np.concatenate([known.data, [max(way.duration_s, 1e-9) for way in ways]])
    columns = np.concatenate([known.indices, [way.node for way in ways]]).astype(np.int32)
    count, size = len(network.names), len(network.names) + len(accesses)
    joined = csr_matrix((data, columns, np.append(known.indptr, ends)), shape=(size, size))
    numbers = list(range(count, size))
    if not predecessors:
        return dijkstra(joined, indices=numbers)[:, :count], np.empty(0, dtype=np.int32)
    found, before = dijkstra(joined, indices=numbers, return_predecessors=True)
    return found[:, :count], before[:, :count]


def join_straight(
    network: TravelNetwork,
    spots: Sequence[Spot],
    lands: Sequence[str],
    to_nodes: NDArray[np.float64],
    seconds: NDArray[np.float64],
) -> None:
    """Shorten driving times [s] in place where spots are joined straight, see `RoadTree.reach`."""
    points, own = [spot.coordinate for spot in spots], np.array(lands)
    for land in sorted(set(lands)):
        rows = np.flatnonzero(own == land)
        there = to_nodes[np.ix_(rows, np.flatnonzero(np.array(network.lands) == land))]
        straight_s = terrain_of(land).road_s(1.0) * crows_m([points[row] for row in rows])
        quick = straight_s < seconds[np.ix_(rows, rows)]
        for i in range(1, len(rows)):
            near = np.flatnonzero(quick[i, :i])
            least_s = np.maximum(straight_s[i, near], farthest_apart_s(there[i], there[near]))
            sooner = np.minimum(seconds[rows[i], rows[near]], least_s)
            seconds[rows[i], rows[near]] = seconds[rows[near], rows[i]] = sooner


def crows_m(points: Sequence[Coordinate]) -> NDArray[np.float64]:
    """Return great-circle distances, shape (n, n) [m] (haversine, as `Coordinate.distance_m`)."""
    lon, lat = np.radians([point.lon for point in points]), np.radians([p.lat for p in points])
    half_lat, half_lon = (lat[:, None] - lat) / 2, (lon[:, None] - lon) / 2
    root = np.sin(half_lat) ** 2 + np.cos(lat[:, None]) * np.cos(lat) * np.sin(half_lon) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(root)), dtype=np.float64)


def farthest_apart_s(
    to_nodes: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the least driving time from a spot to others that their times to places allow [s].

    By the triangle law they are as far apart as the times to any one place differ.  With it a
    straight way never shortens a way to somewhere else, so that the law holds for all spots.
    """
    both = np.isfinite(to_nodes) & np.isfinite(others)
    gaps = np.abs(np.subtract(to_nodes, others, where=both, out=np.zeros_like(others)))
    return np.asarray(gaps.max(axis=-1, initial=0.0))


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
        accesses = network.accesses(spot.coordinate, own_land)
        seconds, predecessors = dijkstra_from(network, [accesses], predecessors=True)
        return cls(spot, own_land, accesses, seconds[0], predecessors[0])

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
        straight_s = max(straight_s, float(farthest_apart_s(self.seconds, other.seconds)))
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
