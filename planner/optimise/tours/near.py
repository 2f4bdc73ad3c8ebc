"""What is remembered where: the ng sets, grown by the cycles of the best paths."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.optimise.tours.side import WORD, Side

NEIGHBOURS = 5


def nearest(side: Side) -> NDArray[np.uint64]:
    """Return sets of shape (n, words): each place itself and those from which it is least far."""
    n = side.opens.size
    near = np.zeros((n, -(-n // WORD)), np.uint64)
    for place in range(n):
        order = np.argsort(side.leg[place, 1:], kind="stable")[:NEIGHBOURS] + 1
        for other in (place, *order.tolist()):
            near[place, other // WORD] |= np.uint64(1) << np.uint64(other % WORD)
    return near


def remember_cycles(near: NDArray[np.uint64], path: Sequence[int]) -> None:
    """Let the places between two visits of a place remember it."""
    seen: dict[int, int] = {}
    for k, place in enumerate(path):
        between = list(path[seen.get(place, k) + 1 : k])
        if between:
            near[between, place // WORD] |= np.uint64(1) << np.uint64(place % WORD)
        seen[place] = k
