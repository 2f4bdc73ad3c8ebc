"""What a whole trip may use up, as compiled loops read it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.grid import sailing_order
from planner.optimise.problem import OrienteeringProblem, replace_points

Amounts = NDArray[np.int64]


class Allowance(NamedTuple):
    """Limits on the whole trip, and the price at which a search counts what they limit."""

    most: Amounts
    """Shape (l,)."""
    price: NDArray[np.float64]
    """Shape (l,), hundredths of points that are already in what a trip is worth."""
    drive: Amounts
    """Shape (l, n, n)."""
    visit: Amounts
    """Shape (l, n)."""
    ship: Amounts
    """Shape (l, s)."""


def build_allowance(problem: OrienteeringProblem, prices: NDArray[np.float64]) -> Allowance:
    """Return the limits of a problem, what they count being priced in hundredths of points."""
    limits, n = problem.trip_limits, problem.node_count
    ships = [
        [one.points for one in sailing_order(replace_points(problem, limit.sail))]
        for limit in limits
    ]
    count = len(ships[0]) if ships else 0
    return Allowance(
        most=np.array([limit.most for limit in limits], dtype=np.int64),
        price=prices.astype(np.float64),
        drive=np.array([limit.drive for limit in limits], dtype=np.int64).reshape(-1, n, n),
        visit=np.array([limit.visit for limit in limits], dtype=np.int64).reshape(-1, n),
        ship=np.array(ships, dtype=np.int64).reshape(-1, count),
    )


NO_LIMITS = Allowance(
    np.zeros(0, dtype=np.int64),
    np.zeros(0),
    np.zeros((0, 0, 0), dtype=np.int64),
    np.zeros((0, 0), dtype=np.int64),
    np.zeros((0, 0), dtype=np.int64),
)
"""A trip may use as much as it likes."""
