"""Single tours of small problems, and the best of them by trying every set in every order."""

import numpy as np

from planner.optimise.tours.problem import TourProblem


def one_tour_problem(seed: int, customers: int) -> TourProblem:
    """Return a problem whose travel is no distance at all, with tight and wide windows."""
    rng = np.random.default_rng(seed)
    count = customers + 1
    span = int(rng.choice((60, 200, 1000)))
    travel = rng.integers(0, max(2, span // int(rng.integers(3, 12))), (count, count))
    np.fill_diagonal(travel, 0)
    stay = rng.integers(0, max(1, span // 12), count)
    opens = rng.integers(0, span, count)
    closes = opens + rng.choice((0, span // 20, span // 3, span), count)
    score = rng.integers(0, 40, count) * int(rng.choice((1, 10)))
    begin = int(rng.integers(0, span // 10))
    opens[0], closes[0], stay[0], score[0] = begin, begin + span, 0, 0
    return TourProblem(f"one tour {seed}", travel, opens, closes, stay, score, 1)


def best_of_all(problem: TourProblem) -> int:
    """Return what the best tour is worth: for each set and last place, the earliest end."""
    count = len(problem.score)
    best = 0
    ends: dict[tuple[int, int], int] = {(0, 0): int(problem.opens[0])}
    for _ in range(count - 1):
        longer: dict[tuple[int, int], int] = {}
        for (seen, last), end in ends.items():
            for place in range(1, count):
                begin = max(end + int(problem.travel[last, place]), int(problem.opens[place]))
                if seen >> place & 1 or begin > problem.closes[place]:
                    continue
                key, done = (seen | 1 << place, place), begin + int(problem.stay[place])
                longer[key] = min(done, longer.get(key, done))
        for (seen, last), end in longer.items():
            if end + problem.travel[last, 0] <= problem.closes[0]:
                best = max(best, sum(int(problem.score[k]) for k in range(count) if seen >> k & 1))
        ends = longer
    return best
