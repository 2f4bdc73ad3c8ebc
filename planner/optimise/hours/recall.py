"""What a path remembers of its visits: those near where it is, and a few that it never forgets.

A path forgets a visit once it has moved to a node that does not know the visited one: ng-route
relaxation (Baldacci, Mingozzi and Roberti 2011, doi 10.1287/opre.1110.0975).
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.grid import Grid


class Recall(NamedTuple):
    """Tables over n nodes; a word has one bit for each of `size` nodes."""

    known: NDArray[np.int32]
    """Shape (n, size): the nodes that a node's word has bits for; -1 for none."""
    bit: NDArray[np.int8]
    """Shape (n, n): bit of a node in another one's word, -1 for none."""
    onward: NDArray[np.int16]
    """Shape (n, m, 2^size): a node's word as its p-th neighbour reads it."""
    kept: int
    """Bits that mean the same in every word."""


def known_to(grid: Grid, node: int, kept: list[int], size: int) -> list[int]:
    """Return the nodes that a node remembers: the kept ones, itself, then the nearest."""
    known = list(kept)
    near = [int(other) for other in grid.near[node, : grid.near_count[node]]]
    for other in [node, *near]:
        if len(known) < size and grid.visitable[other] and other not in known:
            known.append(other)
    return known


@njit(cache=True, nogil=True)
def read_onward(near, near_count, known, bit, onward):  # type: ignore[no-untyped-def]
    """Fill `onward`."""
    for node in range(near.shape[0]):
        for position in range(near_count[node]):
            other = near[node, position]
            for word in range(onward.shape[2]):
                read = 0
                for place in range(known.shape[1]):
                    if word >> place & 1 and known[node, place] >= 0:
                        to = bit[other, known[node, place]]
                        if to >= 0:
                            read |= 1 << to
                onward[node, position, word] = read


def build_recall(grid: Grid, kept: list[int], size: int) -> Recall:
    """Return the memory in which each node knows `size` nodes, the kept ones first."""
    nodes = grid.stay.size
    known = np.full((nodes, size), -1, dtype=np.int32)
    bit = np.full((nodes, nodes), -1, dtype=np.int8)
    for node in range(nodes):
        names = known_to(grid, node, kept, size)
        known[node, : len(names)] = names
        bit[node, names] = np.arange(len(names))
    onward = np.zeros((nodes, int(grid.near_count.max(initial=1)), 1 << size), dtype=np.int16)
    read_onward(grid.near, grid.near_count, known, bit, onward)
    return Recall(known, bit, onward, (1 << len(kept)) - 1)
