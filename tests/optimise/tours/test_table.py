"""The table of the proof: its best path is worth what it says, and it bounds every tour."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise.tours.side import first_side, mirrored
from planner.optimise.tours.table import empty_table, fill
from planner.optimise.tours.table_reading import best_path
from tests.optimise.tours.one_tour import best_of_all, one_tour_problem
from tests.optimise.tours.plain_table import best_walk
from tests.optimise.tours.small_tours import small_problem

SEEDS = st.integers(0, 2**31)


@settings(max_examples=60)
@given(SEEDS, st.integers(2, 40), st.sampled_from((500, 5_000, 500_000)))
def test_the_best_path_is_worth_what_the_table_says(seed: int, customers: int, steps: int) -> None:
    problem = small_problem(seed, customers, 1, span=400)
    side = first_side(problem)
    reward = (problem.score - np.arange(customers + 1) % 3).astype(np.int32)
    for one in (side, mirrored(side)):
        table = empty_table(one, steps)
        fill(one, reward, table)
        best, path = best_path(one, reward, table)
        assert best == reward[path].sum()
        assert (path[1:] != path[:-1]).all()
        assert (path[2:] != path[:-2]).all()


@settings(max_examples=60)
@given(SEEDS, st.integers(2, 8), st.sampled_from((60, 300, 500_000)), st.booleans())
def test_the_best_path_is_that_of_plain_arithmetic(
    seed: int, customers: int, steps: int, wide: bool
) -> None:
    problem = small_problem(seed, customers, 1, span=150)
    if wide:
        problem = replace(problem, closes=np.full(customers + 1, 150), opens=problem.opens // 4)
    reward = (problem.score - np.arange(customers + 1) % 4).astype(np.int32)
    side = first_side(problem)
    for one in (side, mirrored(side)):
        table = empty_table(one, steps)
        fill(one, reward, table)
        assert best_path(one, reward, table)[0] == best_walk(one, reward, table.width)


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 8), st.sampled_from((50, 5_000)))
def test_no_tour_is_worth_more_from_either_end(seed: int, customers: int, steps: int) -> None:
    problem = one_tour_problem(seed, customers)
    best = best_of_all(problem)
    reward = problem.score.astype(np.int32)
    side = first_side(problem)
    for one in (side, mirrored(side)):
        table = empty_table(one, steps)
        fill(one, reward, table)
        assert best_path(one, reward, table)[0] >= best
