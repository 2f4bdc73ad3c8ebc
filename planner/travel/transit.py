"""Ways on foot, by train and by coach: matrices of times, and single ways with their lines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from planner.errors import NoConnectionError
from planner.graph.lines import (
    LineNetwork,
    LineStop,
    Node,
    wait_s,
    walk_s,
    walked_m,
    whole_minutes,
)
from planner.model.journey import Spot, WayPart
from planner.model.streets import Router
from planner.model.timetable import Mode

INDICATIVE = "indicative"
"""Basis of a ride: coarse tables of lines, no exact departures."""
STRAIGHT = "straight"
"""Basis of a walk where no path is known: the straight line, times 1.3."""


def transit_matrix(network: LineNetwork, spots: Sequence[Spot]) -> NDArray[np.float64]:
    """Return times between spots of the network, waits counted, shape (n, n) [s], inf where none.

    Symmetric, because lines are good in both directions with one wait; the triangle law holds,
    because every ride costs its own wait.
    """
    nodes = [network.index[spot.id] for spot in spots]
    seconds = dijkstra(network.durations, indices=nodes)[:, nodes]
    # Row by row, as times by road are: compiled loops are compiled anew for another layout.
    return np.ascontiguousarray(seconds, dtype=np.float64)


def transit_way(
    network: LineNetwork, origin: Spot, destination: Spot, paths: Router | None = None
) -> tuple[WayPart, ...]:
    """Return the quickest way between two spots of the network: walks, and one part for each ride.

    `paths` draws the walks for which the network knows paths.

    Raises
    ------
    NoConnectionError
        No walk, train or coach joins them.
    """
    first, last = network.index[origin.id], network.index[destination.id]
    seconds, before = dijkstra(network.durations, indices=first, return_predecessors=True)
    if not np.isfinite(seconds[last]):
        raise NoConnectionError(
            origin.name, destination.name, "no walk, train or coach that we know leads there"
        )
    path = [last]
    while path[-1] != first:
        path.append(int(before[path[-1]]))
    parts = list_parts(network, [network.names[node] for node in reversed(path)], paths)
    return join_ends([part for part in parts if part.duration_s], origin, destination)


def list_parts(network: LineNetwork, path: Sequence[Node], paths: Router | None) -> list[WayPart]:
    """Return the parts of a path of nodes, in order."""
    parts: list[WayPart] = []
    stretch: list[LineStop] = []
    place = network.spots[str(path[0])]
    for node in path[1:]:
        if isinstance(node, tuple):
            stretch.append(node)
            continue
        there = network.spots[node]
        along_s = network.walked.get((place.id, there.id))
        if stretch:
            parts.append(ride(network, stretch))
        elif along_s is None:
            parts.append(straight_walk(place, there))
        else:
            parts.append(walk_along(place, there, whole_minutes(along_s), paths))
        stretch, place = [], there
    return parts


def straight_walk(origin: Spot, destination: Spot) -> WayPart:
    """Return a walk as the crow flies, made longer."""
    length_m = walked_m(origin, destination)
    line = (origin.coordinate, destination.coordinate)
    seconds = walk_s(length_m)
    return WayPart(
        Mode.WALK, origin, destination, round(length_m), seconds, STRAIGHT, geometry=line
    )


def walk_along(origin: Spot, destination: Spot, seconds: int, paths: Router | None) -> WayPart:
    """Return a walk that takes a known time, with its length and shape along paths."""
    ends = origin.coordinate, destination.coordinate
    found = None if paths is None else paths.route(*ends)
    if paths is None or found is None:
        length_m = walked_m(origin, destination)
        return WayPart(
            Mode.WALK, origin, destination, round(length_m), seconds, STRAIGHT, geometry=ends
        )
    line = tuple(dict.fromkeys((ends[0], *found.geometry, ends[1])))
    length_m = found.length_m
    return WayPart(
        Mode.WALK, origin, destination, round(length_m), seconds, paths.basis, geometry=line
    )


def ride(network: LineNetwork, stretch: Sequence[LineStop]) -> WayPart:
    """Return a ride on one line along its stops."""
    hops = [network.hops[here, there] for here, there in pairwise(stretch)]
    stops = [network.spots[stop] for _, _, stop in stretch]
    return WayPart(
        hops[0].mode,
        stops[0],
        stops[-1],
        sum(hop.length_m for hop in hops),
        sum(hop.duration_s for hop in hops),
        INDICATIVE,
        (hops[0].name,),
        tuple(stop.coordinate for stop in stops),
        wait_s(hops[0]),
    )


def join_ends(parts: Sequence[WayPart], origin: Spot, destination: Spot) -> tuple[WayPart, ...]:
    """Return parts that begin and end at the very spots, where stops share their coordinates."""
    if not parts:
        return ()
    joined = [replace(parts[0], origin=origin), *parts[1:]]
    return (*joined[:-1], replace(joined[-1], destination=destination))
