"""Many beginnings of trips: all are changed a little, and those that promise most go on.

That is successive halving (K. Jamieson, A. Talwalkar: Non-stochastic Best Arm Identification and
Hyperparameter Optimization, AISTATS 2016), here by quarters.  A beginning is a departure day and
some ships, for these two are what small changes seldom find.
"""

import math
from collections.abc import Iterator, Sequence

from planner.optimise.bound import Horizon
from planner.optimise.departure import Best, Budget
from planner.optimise.opening import Improver
from planner.optimise.rebuild.rebuild import Rebuild

BEGINNINGS, KEPT, ROUNDS = 96, 4, 4
"""How many there are, of how many one goes on to as many times the changes, and how often."""
STEPS = 10
"""Changes of each beginning in the first round, for each second of the limit."""
MOST_SHIPS = 4
TRIES = 3
"""Beginnings that are tried for each one wanted: some ships cannot be met."""
Beginning = tuple[Rebuild, Horizon]


def explore(
    improver: Improver, horizons: Sequence[Horizon], known: Best, limit_s: float, budget: Budget
) -> Best:
    """Return the best trip that comes of many beginnings.

    Parameters
    ----------
    horizons
        Departure days.
    known
        A trip that is one of the beginnings, where it has moves.
    """
    steps = math.ceil(STEPS * limit_s)
    total = steps * sum(KEPT**number for number in range(ROUNDS))
    found, done = list(beginnings(improver, horizons, known)), 0
    for number in range(ROUNDS):
        for search, _ in found:
            improver.run(search, steps * KEPT**number, done, total, budget)
        done += steps * KEPT**number
        found.sort(key=lambda one: -one[0].worth)
        found = found[: max(1, len(found) // KEPT)]
    return max(
        (improver.best_of(*one) for one in found), key=lambda best: best.value, default=Best()
    )


def beginnings(improver: Improver, horizons: Sequence[Horizon], known: Best) -> Iterator[Beginning]:
    """Yield the known trip, then each departure day without ships, then with more and more."""
    for horizon in horizons:
        if known.moves and horizon.first_day == known.first_day:
            search = improver.begin(known, horizon)
            if search is not None:
                yield search, horizon
    made = 0
    for number in range(TRIES * BEGINNINGS if horizons else 0):
        horizon = horizons[number % len(horizons)]
        ships = number // len(horizons) % (MOST_SHIPS + 1)
        search = Rebuild.at_sea(improver.course, *horizon, ships, improver.dice)
        if search is not None:
            made += 1
            yield search, horizon
        if made == BEGINNINGS:
            return
