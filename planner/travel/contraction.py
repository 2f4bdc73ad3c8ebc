"""Tables of ways over a contracted graph: all sources rise together, then all targets at once.

The graph is contracted in a given order and weighed as a customizable contraction hierarchy is
(J. Dibbelt, B. Strasser, D. Wagner, doi 10.1145/2886843).  The library that finds the order has
tables too; sweeping down for many sources side by side (the idea of PHAST: D. Delling, A. V.
Goldberg, A. Nowatzyk, R. F. Werneck, doi 10.1016/j.jpdc.2012.02.007) is thirty times as quick, and
the library has nothing like it.  Nodes are named by their rank: the smaller was contracted first.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

NEVER = np.uint32(2**31 - 1)
"""No way: two of them still fit into a number of 32 bits."""
SIDE_BY_SIDE = 64
"""Sources whose times are kept beside each other; 16 to 64 are equally quick."""
Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]


class Contraction:
    """A contracted and weighed graph.

    Parameters
    ----------
    rank
        When each node was contracted, shape (nodes,).
    tails, heads
        Ends of the arcs, shape (arcs,).
    weights
        What each arc costs, whole numbers, shape (arcs,).
    """

    def __init__(self, rank: Numbers, tails: Numbers, heads: Numbers, weights: Numbers) -> None:
        first, last = rank[tails].astype(np.int64), rank[heads].astype(np.int64)
        low, high, count = np.minimum(first, last), np.maximum(first, last), len(rank)
        order = np.argsort(low, kind="stable")
        order = order[low[order] != high[order]]
        spans = np.searchsorted(low[order], np.arange(count + 1))
        self.rank = rank
        self.spans, self.above = contract(spans, high[order])
        small = np.minimum(weights, NEVER).astype(np.uint32)
        self.rises, self.falls = lay_on(self.spans, self.above, first, last, small)
        relax(self.spans, self.above, self.rises, self.falls)

    def table(self, sources: Places, targets: Places) -> Numbers:
        """Return the least cost from each source to each target, shape (n, m), else `NEVER`."""
        starts, goals = (self.rank[some].astype(np.int64) for some in (sources, targets))
        chosen = over(self.spans, self.above, goals)
        at = np.full(len(self.rank), -1)
        at[chosen] = np.arange(len(chosen))
        pruned = prune(self.spans, self.above, self.falls, chosen, at)
        rows = np.empty((len(chosen), SIDE_BY_SIDE), dtype=np.uint32)
        found = np.empty((len(starts), len(goals)), dtype=np.uint32)
        for first in range(0, len(starts), SIDE_BY_SIDE):
            some = starts[first : first + SIDE_BY_SIDE]
            rows[:] = NEVER
            rise((self.spans, self.above, self.rises), some, at, rows)
            fall(pruned, rows)
            found[first : first + len(some)] = rows[at[goals], : len(some)].T
        return found


@njit(cache=True)
def contract(spans: Places, higher: Places) -> Any:
    """Contract node after node, which joins all that lie above it.

    Parameters
    ----------
    spans, higher
        Where the neighbours above each node begin, shape (nodes + 1,), and these neighbours.

    Returns
    -------
    (spans, above)
        The same of the contracted graph; what lies above a node ascends.
    """
    count, size = len(spans) - 1, 0
    found, above = np.zeros(count + 1, dtype=np.int64), np.empty(4 * len(higher) + 1, np.uint32)
    first_below, next_below = np.full(count, -1), np.full(count, -1)
    met = np.full(count, -1)
    for node in range(count):
        new = [higher[k] for k in range(spans[node], spans[node + 1])]
        below = first_below[node]
        while below >= 0:
            # The first above it is this node itself.
            new += [np.int64(above[k]) for k in range(found[below] + 1, found[below + 1])]
            below = next_below[below]
        if size + len(new) > len(above):
            above = np.concatenate((above, np.empty(len(above) + len(new), dtype=np.uint32)))
        for other in new:
            if met[other] != node:
                met[other] = node
                above[size] = other
                size += 1
        above[found[node] : size].sort()
        found[node + 1] = size
        if size > found[node]:
            parent = above[found[node]]
            first_below[parent], next_below[node] = node, first_below[parent]
    return found, above[:size].copy()


@njit(cache=True)
def lay_on(spans: Places, above: Numbers, tails: Places, heads: Places, weights: Numbers) -> Any:
    """Return what going up and coming down cost where arcs are, shape (contracted arcs,) each."""
    rises, falls = np.full(len(above), NEVER), np.full(len(above), NEVER)
    for arc in range(len(tails)):
        low, high = min(tails[arc], heads[arc]), max(tails[arc], heads[arc])
        if low == high:
            continue
        at = spans[low] + np.searchsorted(above[spans[low] : spans[low + 1]], high)
        side = rises if tails[arc] == low else falls
        side[at] = min(side[at], weights[arc])
    return rises, falls


@njit(cache=True)
def relax(spans: Places, above: Numbers, rises: Numbers, falls: Numbers) -> None:
    """Let what two nodes cost each other hold also over the nodes below them, in place."""
    count = len(spans) - 1
    up, down = np.full(count, NEVER), np.full(count, NEVER)
    for node in range(count):
        own = range(spans[node], spans[node + 1])
        for k in own:
            up[above[k]], down[above[k]] = rises[k], falls[k]
        for k in own:
            for j in range(spans[above[k]], spans[above[k] + 1]):
                rises[j] = min(rises[j], falls[k] + up[above[j]])
                falls[j] = min(falls[j], down[above[j]] + rises[k])
        for k in own:
            up[above[k]] = down[above[k]] = NEVER


@njit(cache=True)
def over(spans: Places, above: Numbers, goals: Places) -> Any:
    """Return the nodes from which one may come down to a goal, ascending."""
    chosen = np.zeros(len(spans) - 1, dtype=np.bool_)
    for goal in goals:
        node = goal
        while not chosen[node]:
            chosen[node] = True
            if spans[node] < spans[node + 1]:
                node = np.int64(above[spans[node]])
    return np.nonzero(chosen)[0]


@njit(cache=True)
def prune(spans: Places, above: Numbers, falls: Numbers, chosen: Places, at: Places) -> Any:
    """Return the ways down between the chosen nodes: spans, where from, and what they cost."""
    starts = np.zeros(len(chosen) + 1, dtype=np.int64)
    most = 0
    for node in chosen:
        most += spans[node + 1] - spans[node]
    origins, costs, size = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.uint32), 0
    for row, node in enumerate(chosen):
        for k in range(spans[node], spans[node + 1]):
            if falls[k] < NEVER:
                origins[size], costs[size] = at[above[k]], falls[k]
                size += 1
        starts[row + 1] = size
    return starts, origins[:size], costs[:size]


@njit(cache=True)
def rise(ways: tuple[Places, Numbers, Numbers], starts: Places, at: Places, rows: Numbers) -> None:
    """Write what it costs to rise from each start to the chosen nodes, a column each."""
    spans, above, rises = ways
    cost = np.full(len(spans) - 1, NEVER)
    for column, start in enumerate(starts):
        node, ends = start, False
        cost[start] = 0
        while not ends:
            here, cost[node] = cost[node], NEVER
            if at[node] >= 0:
                rows[at[node], column] = here
            for k in range(spans[node], spans[node + 1]):
                if here < NEVER:
                    cost[above[k]] = min(cost[above[k]], here + rises[k])
            ends = spans[node] == spans[node + 1]
            node = start if ends else np.int64(above[spans[node]])


@njit(cache=True)
def fall(ways: tuple[Places, Places, Numbers], rows: Numbers) -> None:
    """Come down from the highest node to the lowest, for all columns at once, in place."""
    spans, origins, costs = ways
    for row in range(len(spans) - 2, -1, -1):
        for k in range(spans[row], spans[row + 1]):
            origin, cost = origins[k], costs[k]
            for column in range(rows.shape[1]):
                rows[row, column] = min(rows[row, column], rows[origin, column] + cost)
