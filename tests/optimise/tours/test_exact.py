"""The proof for one tour: as good as trying all, and never a wrong bound."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.bench.replay import tour_faults, tours_score
from planner.errors import RequestError
from planner.optimise.tours.exact import prove
from planner.optimise.tours.problem import TourParams, TourProblem, TourSolution
from tests.optimise.tours.one_tour import best_of_all, one_tour_problem
from tests.optimise.tours.small_tours import small_problem

SEEDS = st.integers(0, 2**31)
LONG = TourParams(60.0)


def assert_sound(problem: TourProblem, answer: TourSolution) -> None:
    assert tour_faults(problem, answer.tours) == ()
    assert tours_score(problem, answer.tours) == answer.objective <= answer.bound


@settings(max_examples=150)
@given(SEEDS, st.integers(1, 9))
def test_the_best_tour_is_found_and_proved(seed: int, customers: int) -> None:
    problem = one_tour_problem(seed, customers)
    answer = prove(problem, LONG, ())
    assert_sound(problem, answer)
    assert answer.objective == answer.bound == best_of_all(problem)


@pytest.mark.parametrize("limit_s", [0.0, 0.02, 0.2])
def test_a_limit_leaves_a_bound_that_holds(limit_s: float) -> None:
    for seed in range(8):
        problem = small_problem(seed, 12, 1, span=400)
        best = prove(problem, LONG, ())
        answer = prove(problem, TourParams(limit_s), ())
        assert_sound(problem, answer)
        assert answer.objective <= best.objective == best.bound <= answer.bound


def test_a_long_tour_over_more_places_than_a_word_has_bits() -> None:
    problem = small_problem(3, 80, 1, span=300)
    answer = prove(problem, LONG, ())
    assert_sound(problem, answer)
    assert answer.objective == answer.bound


def test_a_start_is_never_made_worse() -> None:
    problem = small_problem(4, 40, 1, span=300)
    best = prove(problem, LONG, ())
    again = prove(problem, TourParams(0.0), best.tours)
    assert again.tours == best.tours
    assert again.objective == best.objective


def test_progress_closes_in() -> None:
    told: list[tuple[float, int, int]] = []
    problem = small_problem(7, 40, 1, span=400)
    answer = prove(problem, TourParams(60.0, 0, lambda *what: told.append(what)), ())
    scores, bounds = [row[1] for row in told], [row[2] for row in told]
    assert scores == sorted(scores)
    assert bounds == sorted(bounds, reverse=True)
    assert (scores[-1], bounds[-1]) == (answer.objective, answer.bound)


def test_places_out_of_reach_are_worth_nothing() -> None:
    problem = small_problem(1, 5, 1)
    shut = replace(problem, closes=np.where(np.arange(6) == 0, problem.closes, -1))
    answer = prove(shut, LONG, ())
    assert (answer.tours, answer.objective, answer.bound) == ((), 0, 0)


@pytest.mark.parametrize("start", [((1, 1),), ((1,), (2,)), ((1, 2, 3, 4, 5, 6, 7, 8),)])
def test_a_start_that_is_no_tour_is_refused(start: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(RequestError, match="small 2: the start"):
        prove(small_problem(2, 8, 1, span=60), LONG, start)


def test_several_tours_and_huge_times_are_refused() -> None:
    with pytest.raises(RequestError, match="only one tour"):
        prove(small_problem(2, 8, 2), LONG, ())
    problem = small_problem(2, 8, 1)
    with pytest.raises(RequestError, match="moderate size"):
        prove(replace(problem, closes=problem.closes + 2**40), LONG, ())
