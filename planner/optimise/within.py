"""Limits on the whole trip in the search by labels: what a label has used, and what is left to use.

A table filled at some price of what a limit counts, and what is left of it at that price, bound
all that can still come.  Tables at several prices bound it together, each label by the least: the
more is left, the cheaper the price that bounds it best.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.allowance import NO_LIMITS, Allowance
from planner.optimise.compiled import borrowing
from planner.optimise.steps import DRIVE, VISIT, WAKE, WAKE_AGAIN


class Within(NamedTuple):
    """Limits on the whole trip, l of them, and tables at other prices of what they count."""

    allowed: Allowance
    tolls: NDArray[np.float64]
    """Shape (1 + t, l), hundredths of points for a unit: of the search's own table, then of the
    others."""
    values: NDArray[np.int32]
    """Shape (t, states), as those of the search's own table."""
    fresh: NDArray[np.int32]
    """Shape (t, h, m, n), likewise."""


def no_limits() -> Within:
    """Return that a trip may use as much as it likes."""
    nothing = np.zeros((0, 0), dtype=np.int32)
    return Within(NO_LIMITS, np.zeros((0, 0)), nothing, np.zeros((0, 0, 0, 0), dtype=np.int32))


@njit(cache=True, nogil=True, inline="always")
def use_after(within, labels, step, number):  # type: ignore[no-untyped-def]
    """Return what is used of a limit after a step."""
    allowed, used = within.allowed, np.int64(0)
    if step.parent >= 0:
        width = labels.rank.shape[1]
        bucket, place = step.parent // width, step.parent % width
        used += labels.used[bucket, place, number]
        if step.kind in (DRIVE, VISIT, WAKE):
            used += allowed.drive[number, labels.node[bucket, place], step.node]
    if step.visits >= 0:
        used += allowed.visit[number, step.visits]
    if step.sailing >= 0:
        used += allowed.ship[number, step.sailing]
    return used


@borrowing
def is_allowed(within, labels, step):  # type: ignore[no-untyped-def]
    """Answer whether no limit is passed after a step."""
    for number in range(within.allowed.most.size):
        if use_after(within, labels, step, number) > within.allowed.most[number]:
            return False
    return True


@borrowing
def most_left(within, labels, step, table):  # type: ignore[no-untyped-def]
    """Return what all that is left to use is worth at the prices of a table."""
    left = 0.0
    for number in range(within.allowed.most.size):
        unused = within.allowed.most[number] - use_after(within, labels, step, number)
        left += within.tolls[table, number] * unused
    return np.int64(left + 0.01)


@borrowing
def within_limits(within, labels, step, mask, place, ends):  # type: ignore[no-untyped-def]
    """Return the most that can come after a step by the tables at other prices.

    `place` is that of the step's state in each of them, `ends` whether the trip may be over.
    """
    least = np.int64(2**62)
    for table in range(within.values.shape[0]):
        ahead = np.int64(within.values[table, place])
        if step.kind in (WAKE, WAKE_AGAIN):
            ahead = np.int64(within.fresh[table, step.day, mask, step.node])
        if ends:
            ahead = max(ahead, np.int64(0))
        ahead += most_left(within, labels, step, table + 1)
        least = min(least, ahead)
    return least
