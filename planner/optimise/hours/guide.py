"""What the bound by hours tells a label of the search: how much can still come, seeing what was."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.hours.table import NOTHING
from planner.optimise.memory import BONUS
from planner.optimise.seen import is_seen_after

UNLIMITED = -NOTHING


class Guide(NamedTuple):
    """A filled table of a departure day, as labels read it."""

    values: NDArray[np.int32]
    """Shape (h, units + 1, cells); no day at all: nothing is told."""
    begin: NDArray[np.int64]
    """Shape (n + 1,): first cell of a node."""
    known: NDArray[np.int32]
    """Shape (n, m): the nodes that a node's words have bits for, then -1."""
    must: NDArray[np.int32]
    """Nodes whose bonus is in the values."""
    unit_s: int
    slot: int
    """Units of a slot of the grid."""
    upward: NDArray[np.int16]
    """Shape (h, units + 1, n): the least units, that many or more, with which a path is followed;
    -1 for none."""
    drives: NDArray[np.bool_]
    """Shape (h, n, n): whether a better trip may drive from a node to another on a day."""


def no_guide() -> Guide:
    """Return a guide that tells nothing."""
    nothing = np.zeros(0, dtype=np.int32)
    return Guide(
        np.zeros((0, 0, 0), dtype=np.int32),
        np.zeros(0, dtype=np.int64),
        np.zeros((0, 0), dtype=np.int32),
        nothing,
        1,
        1,
        np.zeros((0, 0, 0), dtype=np.int16),
        np.zeros((0, 0, 0), dtype=np.bool_),
    )


def next_alive(alive: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Return `upward` of a guide for where paths are followed, shape (h, units + 1, n).

    What a path used up is rounded down, so that a trip has left at most what its path has.
    """
    units = np.arange(alive.shape[1], dtype=np.int16)[:, None]
    none = np.int16(alive.shape[1])
    upward = np.where(alive, units, none)
    upward = np.minimum.accumulate(upward[:, ::-1], axis=1)[:, ::-1]
    found: NDArray[np.int16] = np.ascontiguousarray(np.where(upward < none, upward, -1))
    return found


@njit(cache=True, nogil=True, inline="always")
def units_left(guide, grid, step):  # type: ignore[no-untyped-def]
    """Return the units left of the day after a step."""
    most = guide.values.shape[1] - 1
    if step.active_s > 0:
        most = min(most, (grid.most_active_s - step.active_s) // guide.unit_s)
    return max(0, min(most, (grid.last - step.slot) * guide.slot))


@njit(cache=True, nogil=True, inline="always")
def may_drive(guide, day, node, other):  # type: ignore[no-untyped-def]
    """Answer whether a drive may lead to a better trip."""
    return guide.drives.shape[0] == 0 or guide.drives[day, node, other]


@borrowing
def most_ahead(guide, grid, labels, step):  # type: ignore[no-untyped-def]
    """Return the most that can still come after a step [hundredths of points].

    All that was visited and that the node knows counts as remembered: no way onward may visit it.
    """
    if guide.values.shape[0] == 0:
        return UNLIMITED
    units = guide.upward[step.day, units_left(guide, grid, step), step.node]
    if units < 0:
        return NOTHING
    word = 0
    for place in range(guide.known.shape[1]):
        node = guide.known[step.node, place]
        if node < 0:
            break
        if is_seen_after(labels, step, node):
            word |= 1 << place
    ahead = np.int64(guide.values[step.day, units, guide.begin[step.node] + word])
    for node in guide.must:
        if not is_seen_after(labels, step, node):
            ahead -= BONUS
    return ahead
