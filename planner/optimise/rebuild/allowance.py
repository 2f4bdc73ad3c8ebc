"""What a whole trip may use up, as the loops of this room read it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.grid import sailing_order
from planner.optimise.problem import OrienteeringProblem, replace_points
from planner.optimise.rebuild.course import END, FROM, START, TO
from planner.optimise.rebuild.trip import COUNT, DONE, WORTH

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


@borrowing
def use_of(c, a, trip, number):  # type: ignore[no-untyped-def]
    """Return what a trip that ends well uses of a limit, each drive being the shortest one."""
    nodes, here, used = c.sleeps.size, c.rule[START], np.int64(0)
    for place in range(trip.sums[COUNT]):
        item = trip.order[place]
        target = item if item < nodes else c.ships[item - nodes, FROM]
        if target != here:
            used += a.drive[number, here, target]
        if item < nodes:
            used += a.visit[number, item]
            here = item
        else:
            used += a.ship[number, item - nodes]
            here = c.ships[item - nodes, TO]
    if c.rule[END] >= 0 and here != c.rule[END]:
        used += a.drive[number, here, c.rule[END]]
    return used


@borrowing
def worth_within(c, a, trip):  # type: ignore[no-untyped-def]
    """Return what a trip is worth without prices, less than any where it uses more than it may."""
    worth = float(trip.sums[WORTH])
    if not trip.sums[DONE]:
        return -np.inf
    for number in range(a.most.size):
        used = use_of(c, a, trip, number)
        if used > a.most[number]:
            return -np.inf
        worth += a.price[number] * used
    return worth
