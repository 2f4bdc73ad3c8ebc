"""The drives that a trip worth more than the best known may still make, day by day.

What a path has collected up to a state, and what it can still collect from there, bounds every
trip through that state.  A drive with no such state on a day is not tried again on that day.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.grid import Grid


class Roads(NamedTuple):
    """Drives by day of the trip."""

    place: NDArray[np.int16]
    """Shape (h, n, m): places in a node's list of neighbours, growing."""
    counts: NDArray[np.int32]
    """Shape (h, n): how many of them may be driven."""


def all_roads(grid: Grid, days: int) -> Roads:
    """Return every drive on each day."""
    nodes, most = grid.near.shape
    place = np.broadcast_to(np.arange(most, dtype=np.int16), (days, nodes, most))
    count = np.broadcast_to(grid.near_count.astype(np.int32), (days, nodes))
    return Roads(place.copy(), count.copy())


def only(used: NDArray[np.bool_]) -> Roads:
    """Return the drives that are marked, shape (h, n, m)."""
    place = np.argsort(~used, axis=2, kind="stable").astype(np.int16)
    return Roads(place, used.sum(axis=2).astype(np.int32))


def as_pairs(grid: Grid, roads: Roads) -> NDArray[np.bool_]:
    """Return whether one may drive from a node to another, shape (h, n, n)."""
    days, nodes, most = roads.place.shape
    driven = np.arange(most) < roads.counts[:, :, None]
    day, node, rank = np.nonzero(driven)
    pairs = np.zeros((days, nodes, nodes), dtype=np.bool_)
    pairs[day, node, grid.near[node, roads.place[day, node, rank]]] = True
    return pairs
