"""An engine at some price of what limits on the whole trip count, which shares what it finds."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from planner.optimise.allowance import build_allowance
from planner.optimise.departure import Best, Departure, Search
from planner.optimise.engine import EXPLORING, Engine
from planner.optimise.grid import SCALE
from planner.optimise.master import gather
from planner.optimise.opening import Improver
from planner.optimise.pool import Amounts, Pool, most_of
from planner.optimise.problem import UNREACHABLE_S, OrienteeringProblem, SearchParams
from planner.optimise.search import Hunt


class Gatherer(Engine):
    """An engine that tells a pool of every trip that it meets.

    Parameters
    ----------
    prices
        What the limits count is priced so [hundredths of points for a unit].
    """

    def __init__(self, pool: Pool, prices: Amounts, params: SearchParams) -> None:
        super().__init__(priced(pool.problem, prices), params)
        self.pool, self.tolls = pool, prices
        self.back = int(prices @ most_of(pool.problem))

    @cached_property
    def improver(self) -> Improver:
        """What makes trips better, and tells of those that keep the limits."""
        allowed = build_allowance(self.pool.problem, self.tolls)
        own = super().improver
        return replace(own, allowed=allowed, meet=self.pool.offer, learn=self.pool.meet)

    def explore_and_bound(self) -> None:
        """Look at many beginnings, then bound: one after the other, as the pool learns of both."""
        self.keep(self.explore())
        self.budget.spend(EXPLORING * self.soon)
        if (departure := self.bound_first()) is not None:
            self.price_first(departure)

    def keep(self, found: Best) -> None:
        """Take note of a trip, if it is the best."""
        super().keep(found)
        if found.moves:
            self.pool.meet(found)

    def look(self, departure: Departure, search: Search, width: int) -> Hunt:
        """Search one departure, and keep the days of what was found."""
        hunt, grid_s = super().look(departure, search, width), self.params.grid_s
        self.pool.add(
            departure.horizon.first_day, gather(self.pool.problem, hunt, self.sailings, grid_s)
        )
        return hunt

    def report(self) -> None:
        """Tell how far the search for trips that keep the limits is."""
        self.note_bound()
        best = self.pool.best
        if self.params.progress is not None and best.moves:
            self.params.progress(best.value // SCALE, max(self.pool.bound, best.value) // SCALE)

    def note_bound(self) -> None:
        """Let the pool know what is proved of all trips that keep the limits."""
        self.pool.bound = min(self.pool.bound, self.bound() + self.back)


class FreeEngine(Gatherer):
    """An engine without prices, until some trip is better than all that keep the limits."""

    def __init__(self, pool: Pool, params: SearchParams) -> None:
        super().__init__(pool, np.zeros(len(pool.problem.trip_limits)), params)

    def keep(self, found: Best) -> None:
        """Take note of a trip, and of a better one that the pool was told of meanwhile."""
        super().keep(found)
        if self.pool.best.value > self.best.value:
            self.best = self.pool.best

    def is_enough(self) -> bool:
        """Answer whether no better trip is asked for, or the limits are known to hurt."""
        return super().is_enough() or self.best.value > self.pool.best.value

    def bound_all(self) -> None:
        """Bound each departure once, so that none is left without any bound."""
        for departure in self.possible:
            if not departure.is_bounded and not self.budget.is_spent():
                self.prepare(departure, self.prices)
        self.note_bound()


def priced(problem: OrienteeringProblem, prices: Amounts) -> OrienteeringProblem:
    """Return the problem without limits, in which what they count costs points.

    Points are counted in hundredths, and what a move costs is rounded down.

    Parameters
    ----------
    prices
        Hundredths of points for a unit of each limit, >= 0.
    """
    limits = problem.trip_limits
    drive, visit = np.zeros(problem.drive_s.shape), np.zeros(problem.node_count)
    for price, limit in zip(prices, limits, strict=True):
        drive, visit = drive + price * limit.drive, visit + price * limit.visit
    drive[problem.drive_s >= UNREACHABLE_S] = 0.0
    tolls = {
        key: sum(p * one.sail.get(key, 0) for p, one in zip(prices, limits, strict=True))
        for key in problem.sailing_of
    }
    sailings = tuple(
        replace(sailing, points=sailing.points * SCALE + int(tolls[sailing.key]))
        for sailing in problem.sailings
    )
    return replace(
        problem,
        parts=SCALE,
        trip_limits=(),
        drive_points=problem.drive_points * SCALE + drive.astype(np.int64),
        worth=problem.worth * SCALE - visit.astype(np.int64),
        sailings=sailings,
        day_points=problem.day_points * SCALE,
    )
