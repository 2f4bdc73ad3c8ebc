"""Ways by road: matrices of driving times, and single ways with their road numbers and shape."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from planner.errors import NoConnectionError
from planner.graph.network import Access, TravelNetwork, access_matrix
from planner.graph.roads import terrain_of
from planner.model.journey import RoadWay, Spot
from planner.model.place import Coordinate

STRAIGHT_LIMIT_M = 3_000.0
"""Spots closer than this are joined straight: both lie in the same village."""
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
    between = dijkstra(network.durations, directed=False, indices=nodes)[:, nodes]
    result = access_matrix(accesses, between, {node: k for k, node in enumerate(nodes)})
    for i, a in enumerate(spots):
        for j, b in enumerate(spots[:i]):
            if known[i] == known[j] and a.coordinate.distance_m(b.coordinate) < STRAIGHT_LIMIT_M:
                straight_s = network.straight_s(a.coordinate, b.coordinate, known[i])
                result[i, j] = result[j, i] = min(result[i, j], straight_s)
    np.fill_diagonal(result, 0.0)
    closed = dijkstra(np.where(np.isfinite(result), np.maximum(result, 1e-9), 0.0), directed=False)
    return np.asarray(np.ceil((closed - 1e-6) / MINUTE_S) * MINUTE_S, dtype=np.float64)


def best_access(
    origin: Sequence[Access], destination: Sequence[Access], seconds: NDArray[np.float64]
) -> tuple[int, Access, float] | None:
    """Return origin row, destination access and time [s] of the best pair of accesses."""
    found: tuple[int, Access, float] | None = None
    for row, leave in enumerate(origin):
        for reach in destination:
            total = leave.duration_s + float(seconds[row, reach.node]) + reach.duration_s
            if np.isfinite(total) and (found is None or total < found[2]):
                found = (row, reach, total)
    return found


def node_path(predecessors: NDArray[np.int32], first: int, last: int) -> list[int]:
    """Return the nodes from `first` to `last` of a tree of predecessors."""
    path = [last]
    while path[-1] != first:
        path.append(int(predecessors[path[-1]]))
    return path[::-1]


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


def road_way(network: TravelNetwork, origin: Spot, destination: Spot) -> RoadWay:
    """Return the quickest known way by road between two spots.

    Raises
    ------
    NoConnectionError
        No road joins them.
    """
    lands = [network.land_at(spot.coordinate) for spot in (origin, destination)]
    near = origin.coordinate.distance_m(destination.coordinate) < STRAIGHT_LIMIT_M
    leave = network.accesses(origin.coordinate)
    reach = network.accesses(destination.coordinate)
    seconds, predecessors = dijkstra(
        network.durations,
        directed=False,
        indices=[way.node for way in leave],
        return_predecessors=True,
    )
    found = best_access(leave, reach, seconds)
    if near and lands[0] == lands[1]:
        straight = straight_way(network, origin, destination, lands[0])
        if found is None or straight.duration_s <= found[2]:
            return straight
    if found is None:
        raise NoConnectionError(origin.name, destination.name, "no road leads across the water")
    row, last, total_s = found
    length_m, roads, line, known = trace(
        network, node_path(predecessors[row], leave[row].node, last.node)
    )
    ends_m = leave[row].length_m + last.length_m
    exact = known and ends_m < STRAIGHT_LIMIT_M
    return RoadWay(
        round(length_m + ends_m),
        round(total_s),
        "corridor" if exact else "approximate",
        tuple(roads),
        (origin.coordinate, *line, destination.coordinate),
    )
