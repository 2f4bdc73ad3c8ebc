"""The best trip that keeps limits on the whole of it: hours at the wheel, crossings, what adds up.

What a trip uses is priced instead of forbidden.  The best trip at some prices, and what the limits
give back at these, bound every trip that keeps them (A. M. Geoffrion 1974, doi 10.1007/BFb0120690);
the next prices are those at which the trips known bound least (J. E. Kelley 1960, doi
10.1137/0108053).  What no price can close stays in the gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from time import perf_counter

import numpy as np
from scipy.optimize import linprog

from planner.optimise.departure import Best, Departure, Search
from planner.optimise.engine import EXPLORING, Engine, solve
from planner.optimise.grid import SCALE
from planner.optimise.master import gather
from planner.optimise.opening import Improver
from planner.optimise.pool import Amounts, Pool, most_of
from planner.optimise.problem import (
    UNREACHABLE_S,
    OrienteeringProblem,
    OrienteeringSolution,
    SearchParams,
    replace_points,
)
from planner.optimise.rebuild.allowance import build_allowance
from planner.optimise.search import Hunt

ROUNDS = 6
"""Searches at other prices at most."""
QUICK_SHARE, LONG_SHARE, MASTER_SHARE = 0.2, 0.6, 0.1
"""Of the limit of time, what each of them gets, and what the days of all trips together get."""
CLOSE = 0.02
"""Prices that differ by less than this share are the same."""


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

    @cached_property
    def improver(self) -> Improver:
        """What makes trips better, and tells of those that keep the limits."""
        allowed = build_allowance(self.pool.problem, self.tolls)
        return replace(super().improver, allowed=allowed, meet=self.pool.offer)

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
        back = int(self.tolls @ most_of(self.pool.problem))
        self.pool.bound = min(self.pool.bound, self.bound() + back)


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


def next_prices(known: Sequence[tuple[int, Amounts]], most: Amounts) -> Amounts:
    """Return the prices at which the trips known bound least, none dearer than all it could buy."""
    values = np.array([value for value, _ in known], dtype=np.float64)
    over = np.array([uses for _, uses in known]) - most
    dearest = np.max([value / np.maximum(uses, 1.0) for value, uses in known], axis=0)
    rows = np.column_stack([-np.ones(len(known)), -over])
    spans = [(None, None), *((0.0, max(float(most), 0.0)) for most in dearest)]
    found = linprog([1.0, *np.zeros(most.size)], A_ub=rows, b_ub=-values, bounds=spans)
    return np.asarray(found.x[1:], dtype=np.float64)


def rounds_of(pool: Pool) -> Iterator[Amounts]:
    """Yield prices until they settle, each once the trips found at the one before are known."""
    most, tried = most_of(pool.problem), list[Amounts]()
    while True:
        prices = next_prices(pool.known, most)
        if len(tried) == ROUNDS or any(np.allclose(prices, old, rtol=CLOSE) for old in tried):
            return
        tried.append(prices)
        yield prices


def solve_within(problem: OrienteeringProblem, params: SearchParams) -> OrienteeringSolution:
    """Return the best trip found that keeps all limits, and a proved bound on every such trip.

    Parameters
    ----------
    problem
        The trip in plain numbers, with points in whole ones.
    params
        Grid, width and limits; the same problem and parameters give the same solution.
    """
    if not problem.trip_limits:
        return solve(problem, params)
    pool = Pool(problem)
    engine = Gatherer(pool, np.zeros(len(problem.trip_limits)), params)
    engine.open_soon()
    if engine.best.moves == pool.best.moves:
        engine.go_on()
    free = engine.solution()
    if not free.moves or engine.best.value <= pool.best.value:
        return in_points(free)
    engine.note_bound()
    hit = search_prices(pool, params)
    pool.combine(MASTER_SHARE * params.time_limit_s)
    if not pool.best.moves and is_beyond(pool, params):
        return replace(in_points(free), moves=(), objective=0, bound=0, infeasible=True)
    best, seconds = pool.best, perf_counter() - engine.started
    worth = best.value if best.moves else 0
    most = max(pool.bound, worth)
    hit = () if best.moves and most == worth else hit
    return in_points(
        OrienteeringSolution(best.moves, best.first_day, worth, most, False, seconds, hit)
    )


def in_points(found: OrienteeringSolution) -> OrienteeringSolution:
    """Return a solution counted in hundredths of points in whole ones."""
    return replace(found, objective=found.objective // SCALE, bound=found.bound // SCALE)


def search_prices(pool: Pool, params: SearchParams) -> tuple[str, ...]:
    """Search at several prices: quick searches find those that serve the last, long one.

    Returns which limits ended the search; what is proved at some prices is no proof of a trip.
    """
    quick = replace(params, time_limit_s=QUICK_SHARE * params.time_limit_s)
    for prices in rounds_of(pool):
        if params.first_only and pool.best.moves:
            return ()
        last = prices
        engine = Gatherer(pool, prices, quick)
        engine.open_soon()
        engine.keep(engine.explore())
    engine = Gatherer(pool, last, replace(params, time_limit_s=LONG_SHARE * params.time_limit_s))
    engine.open_soon()
    engine.go_on()
    engine.note_bound()
    return engine.limits_hit() or ("time_limit_s",)


def is_beyond(pool: Pool, params: SearchParams) -> bool:
    """Answer whether it is proved that no trip keeps some limit; a trip that does is kept.

    For that, the trips that use least are searched.
    """
    free = replace(
        replace_points(pool.problem, {}),
        worth=np.zeros_like(pool.problem.worth),
        drive_points=np.zeros_like(pool.problem.drive_points),
        day_points=0,
    )
    quick = replace(params, time_limit_s=QUICK_SHARE * params.time_limit_s, first_only=False)
    for limit in pool.problem.trip_limits:
        alone = Pool(replace(free, trip_limits=(limit,)))
        engine = Gatherer(alone, np.ones(1), quick)
        engine.open_soon()
        engine.go_on()
        if -engine.bound() > limit.most:
            return True
        if engine.best.moves:
            pool.meet(engine.best)
    return False
