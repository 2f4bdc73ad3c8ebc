"""The bound by hours is never below the best trip, and falls as it remembers more."""

import pytest

from planner.optimise.bound import HOPELESS, Horizon
from planner.optimise.departure import Budget
from planner.optimise.grid import SCALE, build_grid
from planner.optimise.hours.bound import SIZES, HoursBound
from planner.optimise.problem import OrienteeringProblem
from tests.optimise.enumerate_trips import best_trip
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(300)


def bounds_of(problem: OrienteeringProblem, level: int) -> int:
    """Return the bound over all departure days [hundredths of points]."""
    grid, _ = build_grid(problem, SLOT_S)
    hours, budget = HoursBound(grid, SLOT_S, problem.must), Budget(1e12, float("inf"))
    found = [HOPELESS]
    for day in range(problem.window_days - problem.least_days + 1):
        horizon = Horizon(day, min(problem.most_days, problem.window_days - day))
        bound = hours.bound(horizon, level, budget)
        assert bound is not None
        found.append(bound)
    return max(found)


def test_no_trip_is_worth_more_than_the_bound() -> None:
    exact = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        if best is not None:
            bound = bounds_of(problem, 1)
            assert bound >= best.objective * SCALE, seed
            exact += bound == best.objective * SCALE
    assert exact > len(SEEDS) / 10


def test_more_memory_bounds_better() -> None:
    for seed in range(20):
        problem = random_problem(seed)
        bounds = [bounds_of(problem, level) for level in range(len(SIZES) - 1)]
        assert bounds == sorted(bounds, reverse=True)


def test_a_cancelled_search_is_not_bounded() -> None:
    problem = random_problem(3)
    grid, _ = build_grid(problem, SLOT_S)
    budget = Budget(1e12, float("inf"), lambda: True)

    assert HoursBound(grid, SLOT_S, problem.must).bound(Horizon(0, 1), 0, budget) is None


def test_grids_that_are_too_fine_are_left_alone() -> None:
    grid, _ = build_grid(random_problem(3), 60)

    assert not HoursBound(grid, 60, frozenset()).fits
