"""What is still looked at: drives day by day, and cells of the table.

What a path has collected up to a state, and what it can still collect from there, bounds every
trip through that state.  What no trip worth more than the best known can pass is left out.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.grid import Grid
from planner.optimise.memory import Memory
from planner.optimise.problem import IntArray


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


class Live(NamedTuple):
    """What is still looked at; at first everything (see `pruning`)."""

    begin: NDArray[np.int64]
    """Shape (h, n): the first cell of a node on a day; its others follow by [mask, slot]."""
    alive: NDArray[np.int64]
    """Shape (h, n): how many of its cells are looked at."""
    row: NDArray[np.int32]
    """The row of each cell in the table, from 1 on; 0 where a cell is not looked at."""
    roads: Roads


def first_cells(grid: Grid, memory: Memory) -> IntArray:
    """Return the first cell of each node on each day, shape (h, n)."""
    sizes = memory.masks[:, memory.land].astype(np.int64) * (grid.last + 2)
    return np.cumsum(sizes).reshape(sizes.shape) - sizes


@njit(cache=True, nogil=True)
def number_cells(alive, begin, count, row):  # type: ignore[no-untyped-def]
    """Count the cells of each node that are looked at, and number them all."""
    number = 0
    for node in range(begin.size):
        end = begin[node + 1] if node + 1 < begin.size else alive.size
        before = number
        for cell in range(begin[node], end):
            if alive[cell]:
                number += 1
                row[cell] = number
        count[node] = number - before


def live_of(alive: NDArray[np.bool_], begin: IntArray, roads: Roads) -> Live:
    """Return which cells and drives are looked at; `begin` as in `Live`."""
    count, row = np.zeros_like(begin), np.zeros(alive.size, dtype=np.int32)
    number_cells(alive, begin.ravel(), count.ravel(), row)
    return Live(begin, count, row, roads)


def all_live(grid: Grid, memory: Memory) -> Live:
    """Return every cell and every drive."""
    count = int(memory.masks[:, memory.land].sum(dtype=np.int64)) * (grid.last + 2)
    roads = all_roads(grid, memory.masks.shape[0])
    return live_of(np.ones(count, dtype=np.bool_), first_cells(grid, memory), roads)
