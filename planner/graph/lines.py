"""The line network: walking between spots and stops, and rides on the lines of a timetable.

Each line has one node at each of its stops beside the stop itself.  Getting on costs the wait,
riding costs the minutes of the hops, getting off costs nothing, so that a change of lines costs one
wait more, and staying on costs none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from planner.graph.roads import flat
from planner.model.clock import seconds_of
from planner.model.journey import Spot
from planner.model.timetable import LineHop

WALK_MPS = 1.25
"""4.5 km/h."""
WALK_SINUOSITY = 1.3
"""Walked over great-circle distance; assumed."""
FARTHEST_WALK_M = 2_500.0
"""Longest single walk, as walked."""
FARTHEST_WALK_S = FARTHEST_WALK_M / WALK_MPS
TRANSFER_S = 600
"""To find the stop, or to change: spent before every ride."""
MOST_WAIT_S = 3_600
MINUTE_S = 60

LineStop = tuple[str, str, str]
"""Operator, line and stop of a node on board."""
Node = str | LineStop
Walked = Mapping[tuple[str, str], float]
"""Time along paths between spots by their ids [s], the same both ways; others are straight."""
NOTHING_WALKED: Walked = MappingProxyType({})


def wait_s(hop: LineHop) -> int:
    """Return the time at the stop before a ride [s]: to find it, and half the mean headway.

    The headway is the mean between first and last service; half of it counts at most an hour,
    because who has one train a day plans around it.
    """
    if hop.services_per_day < 2:
        return TRANSFER_S + MOST_WAIT_S
    span_s = seconds_of(hop.last) - seconds_of(hop.first)
    half_s = span_s / (hop.services_per_day - 1) / 2
    return TRANSFER_S + min(ceil(half_s / MINUTE_S) * MINUTE_S, MOST_WAIT_S)


def walked_m(origin: Spot, destination: Spot) -> float:
    """Return the assumed length of a walk [m]."""
    return origin.coordinate.distance_m(destination.coordinate) * WALK_SINUOSITY


def walk_s(length_m: float) -> int:
    """Return how long a walk takes [s], in whole minutes."""
    return whole_minutes(round(length_m) / WALK_MPS)


def whole_minutes(seconds: float) -> int:
    """Return a time in whole minutes, rounded up [s]; a hundredth of a second is no minute."""
    return ceil(round(seconds, 2) / MINUTE_S) * MINUTE_S


def running_lines(hops: Iterable[LineHop], first: date, last: date) -> tuple[LineHop, ...]:
    """Return the hops with services on every day of a span, ends included.

    A way has no date yet when it is looked up, so a line that rests on one of the days is left out.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(hop for hop in hops if all(hop.runs_on(day) for day in days))


@dataclass(frozen=True)
class LineNetwork:
    """Spots, stops and lines as arrays; node k of the arrays is `names[k]`."""

    spots: Mapping[str, Spot]
    names: tuple[Node, ...]
    index: Mapping[Node, int]
    hops: Mapping[tuple[Node, Node], LineHop]
    durations: csr_matrix
    """Shape (n, n), directed, time of each edge [s]; an edge may take 0 s."""
    walked: Walked = field(default_factory=lambda: NOTHING_WALKED)
    """Walks along paths that are known; the others are straight lines."""

    @classmethod
    def build(
        cls,
        spots: Iterable[Spot],
        lands: Mapping[str, str],
        hops: Sequence[LineHop],
        walked: Walked = NOTHING_WALKED,
    ) -> "LineNetwork":
        """Join spots on foot where they are near and on one land, and by the hops of lines.

        Parameters
        ----------
        spots
            Everything that a way may begin, end or pass at; the stops of the hops are among them.
        lands
            Land of each spot by its id.
        walked
            What walks take where paths are known; such a walk counts only if it is short enough.
        """
        by_id = {spot.id: spot for spot in spots}
        edges: dict[tuple[Node, Node], int] = dict(list_walks(list(by_id.values()), lands, walked))
        rides: dict[tuple[Node, Node], LineHop] = {}
        for hop in hops:
            ends = [(hop.operator, hop.line, stop) for stop in (hop.from_stop, hop.to_stop)]
            for here, there in (ends, ends[::-1]):
                rides[here, there] = hop
                edges[here, there] = hop.duration_s
                edges[here[2], here] = wait_s(hop)
                edges[here, here[2]] = 0
        on_board = {node: None for pair in rides for node in pair}
        names: tuple[Node, ...] = (*by_id, *on_board)
        index = {name: number for number, name in enumerate(names)}
        rows = [index[here] for here, _ in edges]
        columns = [index[there] for _, there in edges]
        seconds = np.array(list(edges.values()), dtype=np.float64)
        return cls(
            MappingProxyType(by_id),
            names,
            MappingProxyType(index),
            MappingProxyType(rides),
            csr_matrix((seconds, (rows, columns)), shape=(len(names), len(names))),
            walked,
        )


def near_pairs(spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """Return the pairs of spots within a walk of each other, as straight walks go."""
    points = flat([spot.coordinate for spot in spots])
    near = cKDTree(points).query_pairs(1.05 * FARTHEST_WALK_M / WALK_SINUOSITY) if spots else ()
    return [(i, j) for i, j in sorted(near) if walked_m(spots[i], spots[j]) <= FARTHEST_WALK_M]


def list_walks(
    spots: Sequence[Spot], lands: Mapping[str, str], walked: Walked
) -> Iterable[tuple[tuple[str, str], int]]:
    """Yield each walk between two spots of one land, in both directions, with its time [s]."""
    for i, j in near_pairs(spots):
        here, there = spots[i], spots[j]
        along_s = walked.get((here.id, there.id))
        if lands[here.id] != lands[there.id] or (along_s or 0.0) > FARTHEST_WALK_S:
            continue
        seconds = walk_s(walked_m(here, there)) if along_s is None else whole_minutes(along_s)
        yield (here.id, there.id), seconds
        yield (there.id, here.id), seconds
