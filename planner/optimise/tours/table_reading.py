"""What a filled table shows: its best path, and the arcs that a better tour may use."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.tours.side import Bools, Ints, Side
from planner.optimise.tours.table import Table


@njit(cache=True, nogil=True)
def usable(table: Table, i: int, t: int, j: int) -> int:
    """Return the most that a path of cell (i, t) has which may go on to j."""
    value: int = table.other[i, t] if table.best_from[i, t] == j else table.best[i, t]
    return value


@njit(cache=True, nogil=True)
def best_path(side: Side, reward: Ints, table: Table) -> tuple[int, NDArray[np.int64]]:
    """Return the most that a tour collects, and its places from the last to the first."""
    n, slots = table.best.shape
    width = table.width
    path = np.empty(slots + 2, np.int64)
    best, at, t = 0, 0, 0
    for i in range(1, n):
        if side.arcs[i, 0]:
            end = min(side.horizon // width - side.leg[i, 0] // width, side.closes[i] // width)
            if end >= 0 and table.best[i, end] > best:
                best, at, t = table.best[i, end], i, end
    count, after, value = 0, -1, best
    while at > 0 and count < path.size:
        path[count] = at
        count += 1
        first = table.best[at, t] == value and table.best_from[at, t] != after
        come = table.best_from[at, t] if first else table.other_from[at, t]
        if come <= 0:
            break
        value -= reward[at]
        t = min(t - side.leg[come, at] // width, side.closes[come] // width)
        after, at = at, come
        if usable(table, at, t, after) != value:
            break
    return best, path[:count]


@njit(cache=True, nogil=True)
def mark_arcs(side: Side, there: Table, back: Table, need: int, arcs: Bools) -> None:
    """Mark in arcs (n, n) those that join a path there and one back to a tour worth `need`."""
    end = side.horizon // there.width
    best, best_from, other = there.best, there.best_from, there.other
    after, after_from, after_other = back.best, back.best_from, back.other
    arcs[:] = side.arcs
    for i in range(1, best.shape[0]):
        for j in range(1, best.shape[0]):
            if not side.arcs[i, j]:
                continue
            leg = side.leg[i, j] // there.width
            last = min(side.closes[i] // there.width, end - leg)
            arcs[i, j] = False
            for t in range(side.opens[i] // there.width, last + 1):
                at = end - leg - t
                value = other[i, t] if best_from[i, t] == j else best[i, t]
                value += after_other[j, at] if after_from[j, at] == i else after[j, at]
                if value >= need:
                    arcs[i, j] = True
                    break
