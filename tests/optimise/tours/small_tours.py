"""Small tour problems by seed, and the best tours by full enumeration."""

from functools import cache
from itertools import combinations

import numpy as np

from planner.optimise.tours.problem import TourProblem


def small_problem(seed: int, customers: int, tours: int, span: int = 200) -> TourProblem:
    """Return a problem whose travel need not obey the triangle law."""
    rng = np.random.default_rng(seed)
    count = customers + 1
    place = rng.integers(0, 60, (count, 2))
    apart = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)).astype(np.int64)
    opens = rng.integers(0, span, count)
    width = rng.choice((10, 40, span), count)
    opens[0], stay, score = 0, rng.integers(0, 30, count), rng.integers(0, 40, count)
    stay[0] = score[0] = 0
    closes = opens + width
    closes[0] = span
    travel = apart + rng.integers(0, 3, (count, count))
    np.fill_diagonal(travel, 0)
    return TourProblem(f"small {seed}", travel, opens, closes, stay, score, tours)


def best_score(problem: TourProblem) -> int:
    """Return what the best tours are worth, by trying all."""
    count = len(problem.score)
    worth = {}
    for size in range(count):
        for chosen in combinations(range(1, count), size):
            if is_possible(problem, chosen):
                worth[frozenset(chosen)] = int(problem.score[list(chosen)].sum()) if chosen else 0

    @cache
    def best(seen: frozenset[int], left: int) -> int:
        if left == 0:
            return 0
        options = [worth[own] + best(seen | own, left - 1) for own in worth if not own & seen]
        return max(options)

    return best(frozenset(), problem.tours)


def is_possible(problem: TourProblem, chosen: tuple[int, ...]) -> bool:
    """Return whether one tour can visit all of some places."""

    def leads_back(here: int, now: int, left: frozenset[int]) -> bool:
        if not left:
            return bool(now + problem.travel[here, 0] <= problem.closes[0])
        for place in left:
            begin = max(now + int(problem.travel[here, place]), int(problem.opens[place]))
            done = begin + int(problem.stay[place])
            if begin <= problem.closes[place] and leads_back(place, done, left - {place}):
                return True
        return False

    return leads_back(0, int(problem.opens[0]), frozenset(chosen))
