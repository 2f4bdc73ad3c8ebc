"""One tour seen from either end: the same arithmetic serves both directions.

Times are those at which services begin, counted from the depot's opening; seen from the end they
count back from the depot's closing, so that the two times of one visit add up to at most `horizon`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.tours.problem import TourProblem

Ints = NDArray[np.int32]
Words = NDArray[np.uint64]
"""Sets of places, one bit for each."""
Bools = NDArray[np.bool_]
Prices = NDArray[np.float64]
"""Shape (n,), what a visit of each place costs [points]."""
WORD = 64
TIMES = 128
"""Parts of the horizon for which `within_reach` is known."""


class Side(NamedTuple):
    """What a path from one end may do; place 0 is the depot."""

    leg: Ints
    """Shape (n, n), from the beginning of a service to the earliest one of the next [units]."""
    opens: Ints
    closes: Ints
    """Shape (n,), when a service may begin [units]."""
    arcs: Bools
    """Shape (n, n), whether a tour worth looking for may go from i straight to j."""
    horizon: int
    """The depot's closing [units]."""


def first_side(problem: TourProblem) -> Side:
    """Return the tours of a problem from their start.

    Where a leg takes no time, time is stretched so that each takes some: n legs of one unit are
    fewer than the n + 1 units into which an old one is cut.
    """
    n = problem.score.size
    leg = problem.stay[:, None] + problem.travel
    np.fill_diagonal(leg, 1)
    opens, closes = problem.opens - problem.opens[0], problem.closes - problem.opens[0]
    if (leg <= 0).any():
        leg, opens, closes = np.maximum(leg * (n + 1), 1), opens * (n + 1), closes * (n + 1) + n
    horizon = int(closes[0])
    opens = np.maximum(opens, soonest(leg))
    closes = np.minimum(closes, horizon - soonest(leg.T))
    opens[0], closes[0] = 0, horizon
    servable = (opens <= closes) & (closes >= 0)
    arcs = (opens[:, None] + leg <= closes[None, :]) & servable[:, None] & servable[None, :]
    np.fill_diagonal(arcs, val=False)
    leg, opens, closes = (
        np.clip(values, -1, horizon + 1).astype(np.int32) for values in (leg, opens, closes)
    )
    return Side(leg, opens, closes, arcs, horizon)


def soonest(leg: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the least time to each place, shape (n,); it need not be quickest to go straight."""
    time: NDArray[np.int64] = leg[0].copy()
    while True:
        better: NDArray[np.int64] = np.minimum(
            time, (time[1:, None] + leg[1:]).min(axis=0, initial=time.max())
        )
        if (better == time).all():
            return time
        time = better


def mirrored(side: Side) -> Side:
    """Return the same tours seen from their end."""
    return Side(
        np.ascontiguousarray(side.leg.T),
        (side.horizon - side.closes).astype(np.int32),
        (side.horizon - side.opens).astype(np.int32),
        np.ascontiguousarray(side.arcs.T),
        side.horizon,
    )


def narrowed(side: Side, arcs: Bools) -> Side:
    """Return the tours that use these arcs only, of shape (n, n)."""
    return side._replace(arcs=np.ascontiguousarray(side.arcs & arcs))


def within_reach(side: Side) -> Words:
    """Return which places can still be served after one, by part of the horizon.

    Shape (n, `TIMES`, words), one bit for each place; waiting on the way is not counted, so that a
    bit may be set in vain but is never missing.
    """
    n = side.opens.size
    far = np.where(side.arcs, side.leg, 2 * side.horizon + 1).astype(np.int64)
    far[0] = far[:, 0] = 2 * side.horizon + 1
    for k in range(1, n):
        np.minimum(far, far[:, k, None] + far[None, k], out=far)
    begins = -(-(np.arange(TIMES) * (side.horizon + 1)) // TIMES)
    reach = np.zeros((n, TIMES, -(-n // WORD)), np.uint64)
    for k in range(1, n):
        seen = begins[None, :] + far[:, k, None] <= side.closes[k]
        reach[:, :, k // WORD] |= seen.astype(np.uint64) << np.uint64(k % WORD)
    return reach


def replayed(side: Side, score: NDArray[np.int64], path: tuple[int, ...]) -> int:
    """Return what a path from the depot and back is worth, -1 if it cannot be done."""
    at = time = 0
    if len(set(path)) < len(path):
        return -1
    for place in path:
        time = max(time + int(side.leg[at, place]), int(side.opens[place]))
        if time > side.closes[place]:
            return -1
        at = place
    if path and time + side.leg[at, 0] > side.horizon:
        return -1
    return int(score[list(path)].sum())
