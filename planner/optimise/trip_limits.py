"""The best trip that keeps limits on the whole of it: hours at the wheel, crossings, what adds up.

What a trip uses is priced instead of forbidden.  The best trip at some prices, and what the limits
give back at these, bound every trip that keeps them (A. M. Geoffrion 1974, doi 10.1007/BFb0120690);
the next prices are those at which the trips known bound least (J. E. Kelley 1960, doi
10.1137/0108053).  What no price can close is left to a search that keeps the limits (`limited`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np
from scipy.optimize import linprog

from planner.optimise.engine import EXPLORING, solve
from planner.optimise.gatherer import FreeEngine, Gatherer
from planner.optimise.grid import SCALE
from planner.optimise.limited import LimitedEngine
from planner.optimise.pool import Amounts, Pool, most_of
from planner.optimise.problem import (
    OrienteeringProblem,
    OrienteeringSolution,
    SearchParams,
    replace_points,
)
from planner.optimise.prover import WORK_PER_SECOND

ROUNDS = 6
"""Searches at other prices at most."""
QUICK_SHARE, LONG_SHARE, MASTER_SHARE = 0.2, 0.4, 0.1
"""Of the limit of time, what each of them gets at most, what is left to the last search at least,
and what the days of all trips together get."""
CLOSE = 0.02
"""Prices that differ by less than this share are the same."""


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
    engine = FreeEngine(pool, params)
    engine.open_soon()
    engine.go_on()
    free = engine.solution()
    if not free.moves or engine.best.value <= pool.best.value:
        return in_points(free)
    engine.bound_all()
    hit = search_prices(pool, params, engine.budget.spent)
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


def search_prices(pool: Pool, params: SearchParams, spent: float) -> tuple[str, ...]:
    """Search at several prices, quickly, then at the last ones for trips that keep all limits.

    Returns which limits ended the search; what is proved at some prices is no proof of a trip.

    Parameters
    ----------
    spent
        Work of the limit that is gone (see `prover.WORK_PER_SECOND`).
    """
    quick = replace(params, time_limit_s=QUICK_SHARE * params.time_limit_s)
    for prices in rounds_of(pool):
        if params.first_only and pool.best.moves:
            return ()
        last = prices
        engine = Gatherer(pool, prices, quick)
        engine.open_soon()
        engine.keep(engine.explore())
        spent += engine.budget.spent + EXPLORING * engine.soon
    pool.combine(MASTER_SHARE * params.time_limit_s)
    left = params.time_limit_s - spent / WORK_PER_SECOND
    long = replace(params, time_limit_s=max(left, LONG_SHARE * params.time_limit_s))
    engine = LimitedEngine(pool, last, long)
    engine.open_soon()
    engine.go_on()
    engine.note_bound()
    pool.combine(MASTER_SHARE * params.time_limit_s)
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
