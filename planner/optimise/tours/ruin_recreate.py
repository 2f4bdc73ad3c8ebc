"""The heuristic for several tours: ruin and recreate, with single tours made anew by labels.

The temperature falls with the share of the limit that is gone, so that a short search ends as
settled as a long one. Counted by steps instead, equal seeds give equal tours.
"""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from planner.optimise.tours.anneal import Walk, new_walk, walk_on
from planner.optimise.tours.dice import new_dice
from planner.optimise.tours.problem import TourParams, TourProblem, TourSolution
from planner.optimise.tours.state import (
    CLOSES,
    LENGTH,
    NOWHERE,
    OPENS,
    SCORE,
    SIZE,
    STAY,
    WORTH,
    Case,
    build_case,
    empty_state,
    tours_of,
)

HOT, COLD = 1.0, 0.02
"""First and last temperature, in scores of the mean visit; the first is over the root of the tours:
more visits need more steps to settle."""
LENGTH_SHARE = 0.02
"""What the travel of the best tours counts for, of their score: of equals the shorter is better."""
CHUNK = 25
"""Steps between two looks at the clock."""


def improve(problem: TourProblem, params: TourParams, steps: int | None = None) -> TourSolution:
    """Return the best tours found within the limit, and a bound that is quick to have.

    Parameters
    ----------
    problem
        Up to so many tours.
    params
        Limit of time, seed, progress.
    steps
        Take so many instead of looking at the clock; then equal seeds give equal tours.

    Raises
    ------
    RequestError
        The depot closes too late for the kernels' integers.
    """
    started = perf_counter()
    case = build_case(problem)
    bound, objective = quick_bound(case, problem.tours), -1
    if bound == 0:  # no place can be served, and the kernels need one
        return TourSolution((), 0, 0, perf_counter() - started)
    walk, dice = new_walk(case, problem.tours), new_dice(params.seed)
    hot = HOT / problem.tours**0.5
    for share in shares(params.time_limit_s, steps, started):
        mean, price = settings(walk)
        walk_on(case, walk, dice, CHUNK, mean * hot * (COLD / hot) ** share, price)
        found = int(walk.best.sums[:, WORTH].sum())
        if found > objective:
            objective = found
            if params.progress is not None:
                params.progress(perf_counter() - started, objective, bound)
            if objective == bound:
                break
    return TourSolution(tours_of(walk.best), max(objective, 0), bound, perf_counter() - started)


def shares(limit_s: float, steps: int | None, started: float) -> Iterator[float]:
    """Yield the share of the search that is gone, for each chunk until no other one fits in."""
    if steps is not None:
        yield from (done / steps for done in range(0, steps, CHUNK))
        return
    before = perf_counter()
    longest = 0.0
    yield 0.0
    while True:
        now = perf_counter()
        longest, before = max(longest, now - before), now
        if now - started + longest > limit_s:
            return
        yield (now - started) / limit_s


def settings(walk: Walk) -> tuple[float, float]:
    """Return the score of a mean visit, and what a unit of travel costs."""
    size, worth, length = (int(walk.best.sums[:, column].sum()) for column in (SIZE, WORTH, LENGTH))
    return max(worth / max(size, 1), 1e-9), LENGTH_SHARE * worth / max(length, 1)


def quick_bound(case: Case, tours: int) -> int:
    """Return what no tours are worth more than: visits as parts of a knapsack of time.

    A visit takes its stay and the shortest way that leads to it; a tour also a way back.
    """
    usable = empty_state(case, tours).tour == NOWHERE
    if not usable.any():
        return 0
    way = np.where(usable | (np.arange(len(usable)) == 0), case.back, np.iinfo(np.int32).max)
    np.fill_diagonal(way, np.iinfo(np.int32).max)
    weight = (way.min(axis=1) + case.hours[:, STAY])[usable]
    score = case.hours[usable, SCORE]
    day = int(case.hours[0, CLOSES] - case.hours[0, OPENS] - case.travel[usable, 0].min())
    order = np.argsort(-score / np.maximum(weight, 0.5), kind="stable")
    filled = np.cumsum(weight[order])
    part = np.clip((tours * day - (filled - weight[order])) / np.maximum(weight[order], 0.5), 0, 1)
    return int(min(np.floor((score[order] * part).sum() + 1e-6), score.sum()))
