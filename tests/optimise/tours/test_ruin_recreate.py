"""The heuristic for tours: what it returns is possible, below its bound, and the same each time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.bench.replay import tour_faults, tours_score
from planner.errors import RequestError
from planner.optimise.tours.problem import TourParams
from planner.optimise.tours.ruin_recreate import improve
from tests.optimise.tours.small_tours import best_score, small_problem

SEEDS = st.integers(0, 2**31)


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 40), st.integers(1, 4))
def test_tours_are_possible_and_worth_no_more_than_the_bound(
    seed: int, customers: int, tours: int
) -> None:
    problem = small_problem(seed, customers, tours)
    answer = improve(problem, TourParams(seed=seed), steps=200)
    assert tour_faults(problem, answer.tours) == ()
    assert tours_score(problem, answer.tours) == answer.objective <= answer.bound


@settings(max_examples=25)
@given(SEEDS, st.integers(1, 7), st.integers(1, 3))
def test_tiny_problems_are_solved_as_by_trying_all(seed: int, customers: int, tours: int) -> None:
    problem = small_problem(seed, customers, tours)
    best = best_score(problem)
    answer = improve(problem, TourParams(seed=seed), steps=1500)
    assert answer.objective == best <= answer.bound


def test_equal_seeds_give_equal_tours_and_others_may_differ() -> None:
    problem = small_problem(5, 60, 3, span=400)
    first = improve(problem, TourParams(seed=1), steps=300)
    assert improve(problem, TourParams(seed=1), steps=300).tours == first.tours
    assert any(
        improve(problem, TourParams(seed=seed), steps=300).tours != first.tours for seed in (2, 3)
    )


def test_progress_rises_to_the_objective() -> None:
    told: list[tuple[float, int, int]] = []
    problem = small_problem(7, 60, 2, span=400)
    params = TourParams(0.3, 1, lambda *what: told.append(what))
    answer = improve(problem, params)
    assert [score for _, score, _ in told] == sorted({score for _, score, _ in told})
    assert told[-1][1:] == (answer.objective, answer.bound)


def test_a_problem_without_usable_places_has_no_tours() -> None:
    problem = small_problem(1, 5, 2)
    shut = replace(problem, closes=np.where(np.arange(6) == 0, problem.closes, -1))
    answer = improve(shut, TourParams(), steps=50)
    assert (answer.tours, answer.objective, answer.bound) == ((), 0, 0)
    alone = improve(small_problem(1, 0, 1), TourParams(), steps=50)
    assert (alone.tours, alone.bound) == ((), 0)


def test_a_depot_that_closes_beyond_the_kernels_integers_is_refused() -> None:
    problem = small_problem(1, 3, 1)
    closes = problem.closes.copy()
    closes[0] = 2**31
    with pytest.raises(RequestError, match="the depot closes at 2147483648"):
        improve(replace(problem, closes=closes), TourParams())
