"""Which nodes a label of the search has visited: one bit for each."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

WORD = 64


def bits_of(chosen: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return some of n nodes as words of bits."""
    words = np.zeros(-(-chosen.size // WORD), dtype=np.uint64)
    for node in np.flatnonzero(chosen):
        words[node // WORD] |= np.uint64(1) << np.uint64(node % WORD)
    return words


@njit(cache=True, nogil=True, inline="always")
def was_seen(labels, bucket, place, node):  # type: ignore[no-untyped-def]
    """Answer whether the label has visited a node."""
    word = labels.seen[bucket, place, node // WORD]
    return (word >> np.uint64(node % WORD)) & np.uint64(1) == np.uint64(1)


@njit(cache=True, nogil=True, inline="always")
def is_seen_after(labels, step, node):  # type: ignore[no-untyped-def]
    """Answer whether a step, or the label before it, has visited a node."""
    if step.visits == node:
        return True
    if step.parent < 0:
        return False
    width = labels.rank.shape[1]
    return was_seen(labels, step.parent // width, step.parent % width, node)
