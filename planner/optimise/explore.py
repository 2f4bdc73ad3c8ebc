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
VISITS_A_DAY = 5
"""Guessed, to know beforehand how much work a change is."""
MOST_SHIPS = 4
TRIES = 3
"""Beginnings that are tried for each one wanted: some ships cannot be met."""


def explore(
    improver: Improver,
    horizons: Sequence[Horizon],
    known: Sequence[Best],
    work: float,
    budget: Budget,
) -> Best:
    """Return the best trip that comes of many beginnings.

    Parameters
    ----------
    horizons
        Departure days.
    known
        Trips that are beginnings too.
    work
        How much to spend, about (see `prover.WORK_PER_SECOND`).
    """
    days = max((horizon.days for horizon in horizons), default=0)
    steps = math.ceil(work / BEGINNINGS / ROUNDS / improver.work_per_step(VISITS_A_DAY * days))
    total = steps * sum(KEPT**number for number in range(ROUNDS))
    found, done = list(beginnings(improver, horizons, known)), 0
    for number in range(ROUNDS):
        for search in found:
            improver.run(search, steps * KEPT**number, done, total, budget)
            if improver.learn is not None:
                improver.learn(improver.best_of(search))
        done += steps * KEPT**number
        found.sort(key=lambda search: -search.worth)
        found = found[: max(1, len(found) // KEPT)]
    return max(map(improver.best_of, found), key=lambda best: best.value, default=Best())


def beginnings(
    improver: Improver, horizons: Sequence[Horizon], known: Sequence[Best]
) -> Iterator[Rebuild]:
    """Yield the known trips, then each departure day without ships, then with more and more."""
    by_day = {horizon.first_day: horizon for horizon in horizons}
    for trip in known:
        search = improver.begin(trip, by_day[trip.first_day])
        if search is not None:
            yield search
    made = 0
    for number in range(TRIES * BEGINNINGS if horizons else 0):
        horizon = horizons[number % len(horizons)]
        ships = number // len(horizons) % (MOST_SHIPS + 1)
        search = improver.at_sea(horizon, ships)
        if search is not None:
            made += 1
            yield search
        if made == BEGINNINGS:
            return
