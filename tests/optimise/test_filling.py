"""Threads that share a table fill it as one alone does."""

import numpy as np
import pytest

from planner.optimise.prices import no_prices
from planner.optimise.problem import SearchParams
from planner.optimise.prover import LEAST_SHARED, Prover
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(40)


def test_a_table_is_the_same_however_many_threads_fill_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.optimise.prover.LEAST_SHARED", 0)
    compared = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        prover = Prover(problem, SearchParams(grid_s=SLOT_S))
        free = no_prices(problem.node_count, problem.most_days)
        for departure in prover.possible:
            alone, *shared = (prover.fill(departure, free, threads) for threads in (1, 2, 3))
            for other in shared:
                assert np.array_equal(other.case.table.values, alone.case.table.values), seed
                assert np.array_equal(other.case.table.fresh, alone.case.table.fresh), seed
                assert other.bound == alone.bound
                assert other.work < alone.work
            compared += 1
    assert compared > len(SEEDS)


def test_a_small_table_is_filled_by_one_thread_and_paid_in_full() -> None:
    prover = Prover(random_problem(3), SearchParams(grid_s=SLOT_S))
    departure = prover.possible[0]
    problem = prover.problem
    free = no_prices(problem.node_count, problem.most_days)
    alone, shared = (prover.fill(departure, free, threads) for threads in (1, 2))

    assert shared.work == alone.work < LEAST_SHARED
