"""What a path remembers of its visits: each node knows a few others, and more where it has to.

A path forgets a visit once it has moved to a node that does not know the visited one: ng-route
relaxation (Baldacci, Mingozzi and Roberti 2011, doi 10.1287/opre.1110.0975).  Where the best path
visits something twice, what it forgot is made known to the nodes between both visits (Roberti and
Mingozzi 2014, doi 10.1287/trsc.2013.0474).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.grid import Grid

FIRST_KNOWN, MOST_KNOWN = 5, 12
"""Nodes that a node knows in the first table, and in the largest."""


class Recall(NamedTuple):
    """Tables over n nodes; a word has one bit for each node that its own node knows.

    A cell is a node with a word, numbered node by node.
    """

    begin: NDArray[np.int64]
    """Shape (n + 1,): first cell of a node."""
    known: NDArray[np.int32]
    """Shape (n, m): the nodes that a node's words have bits for, then -1."""
    bit: NDArray[np.int8]
    """Shape (n, n): bit of a node in another one's word, -1 for none."""
    road: NDArray[np.int64]
    """Shape (n, m): where the cells begin in `onward` that are read by the p-th neighbour."""
    ship: NDArray[np.int64]
    """Shape (s,): the same for who lands with a sailing."""
    onward: NDArray[np.int32]
    """For each word before a move the cell after it."""


def first_known(grid: Grid, kept: Sequence[int]) -> list[list[int]]:
    """Return the nodes that each node knows at first: the kept ones, itself, then the nearest."""
    known = []
    for node in range(grid.stay.size):
        own = [*kept, node] if grid.visitable[node] and node not in kept else list(kept)
        near = (int(other) for other in grid.near[node, : grid.near_count[node]])
        others = [other for other in near if grid.visitable[other] and other not in own]
        known.append([*own, *others[: max(0, FIRST_KNOWN - len(own))]])
    return known


def learn(known: list[list[int]], path: Sequence[tuple[int, bool]]) -> bool:
    """Let nodes know what a path forgot between two visits; answer whether any could.

    `path` are nodes, each with whether it was visited.
    """
    last: dict[int, int] = {}
    learned = False
    for position, (node, visited) in enumerate(path):
        if not visited:
            continue
        for between, _ in path[last.get(node, position) + 1 : position]:
            if node not in known[between] and len(known[between]) < MOST_KNOWN:
                known[between].append(node)
                learned = True
        last[node] = position
    return learned


@njit(cache=True, nogil=True)
def read_onward(moves, known, bit, begin, onward):  # type: ignore[no-untyped-def]
    """Fill `onward`; `moves` has three columns: from a node, to a node, first place."""
    for move in range(moves.shape[0]):
        node, other, at = moves[move]
        for word in range(begin[node + 1] - begin[node]):
            read = 0
            for place in range(known.shape[1]):
                if word >> place & 1:
                    to = bit[other, known[node, place]]
                    if to >= 0:
                        read |= 1 << to
            onward[at + word] = begin[other] + read


def ports_of(grid: Grid) -> NDArray[np.int64]:
    """Return the node from which each sailing leaves, shape (s,)."""
    ports = np.zeros(grid.sail_to.size, dtype=np.int64)
    for day, node in np.argwhere(grid.sail_end > grid.sail_begin):
        ports[grid.sail_begin[day, node] : grid.sail_end[day, node]] = node
    return ports


def build_recall(grid: Grid, known: list[list[int]]) -> Recall:
    """Return the memory in which each node knows others."""
    nodes, widest = grid.stay.size, max(len(names) for names in known)
    places = np.full((nodes, max(widest, 1)), -1, dtype=np.int32)
    bit = np.full((nodes, nodes), -1, dtype=np.int8)
    for node, names in enumerate(known):
        places[node, : len(names)] = names
        bit[node, names] = np.arange(len(names))
    words = 1 << np.array([len(names) for names in known], dtype=np.int64)
    begin = np.concatenate([[0], np.cumsum(words)])
    reach = np.arange(grid.near.shape[1]) < grid.near_count[:, None]
    start = np.concatenate([np.nonzero(reach)[0], ports_of(grid)])
    end = np.concatenate([grid.near[reach], grid.sail_to]).astype(np.int64)
    at = np.cumsum(words[start]) - words[start]
    onward = np.zeros(int(words[start].sum()), dtype=np.int32)
    read_onward(np.column_stack([start, end, at]), places, bit, begin, onward)
    road, ashore = np.zeros(grid.near.shape, dtype=np.int64), int(reach.sum())
    road[reach] = at[:ashore]
    return Recall(begin, places, bit, road, at[ashore:], onward)
