"""What a trip of this room uses of what is allowed, and what it is worth then."""

import numpy as np

from planner.optimise.compiled import borrowing
from planner.optimise.rebuild.course import END, FROM, START, TO
from planner.optimise.rebuild.trip import COUNT, DONE, WORTH


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
