"""The means of the proof one by one: under any prices they lose no better tour."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise.tours.closing import by_labels, make_pass, singly
from planner.optimise.tours.labelling import advance, begin
from planner.optimise.tours.pricing import by_guess, guide, leave_out_arcs
from planner.optimise.tours.problem import TourParams
from planner.optimise.tours.proof import EXACT, Proof, Reduced
from planner.optimise.tours.rest import fill_best, rest_of_labels, rest_of_table
from planner.optimise.tours.side import Prices
from planner.optimise.tours.table import fill
from planner.optimise.tours.table_reading import best_path, mark_arcs
from tests.optimise.tours.one_tour import best_of_all, one_tour_problem

SEEDS = st.integers(0, 2**31)
CUSTOMERS = st.integers(2, 9)
STEEPNESS = st.sampled_from((0.0, 0.3, 0.8))


def open_proof(seed: int, customers: int) -> tuple[Proof, int]:
    problem = one_tour_problem(seed, customers)
    return Proof(problem, TourParams(60.0), ()), best_of_all(problem)


def some_prices(proof: Proof, seed: int, steepness: float) -> Prices:
    prices: Prices = np.random.default_rng(seed).random(proof.score.size) * proof.score * steepness
    return prices


@settings(max_examples=40)
@given(SEEDS, CUSTOMERS, STEEPNESS)
def test_passes_under_any_prices_bound_the_best(
    seed: int, customers: int, steepness: float
) -> None:
    proof, best = open_proof(seed, customers)
    for attempt in (0, 1, 2):
        by_labels(proof, some_prices(proof, seed + attempt, steepness), attempt)
        assert proof.objective <= best <= proof.bound


@settings(max_examples=60)
@given(SEEDS, CUSTOMERS, STEEPNESS, st.integers(0, 1))
def test_labels_that_forget_nothing_find_the_best(
    seed: int, customers: int, steepness: float, way: int
) -> None:
    proof, best = open_proof(seed, customers)
    reduced = Reduced(proof.score, some_prices(proof, seed, steepness), proof.fine)
    leave_out_arcs(proof, reduced)
    rest = rest_of_table(guide(proof, reduced, 1 - way), proof.sides[0].horizon)
    singly(proof, reduced, rest, way, EXACT)
    assert proof.objective == proof.bound == best


@settings(max_examples=40)
@given(SEEDS, CUSTOMERS, STEEPNESS)
def test_what_one_pass_leaves_out_the_next_does_not_need(
    seed: int, customers: int, steepness: float
) -> None:
    proof, best = open_proof(seed, customers)
    prices = by_guess(proof, some_prices(proof, seed, steepness), 4, 1)
    reduced = Reduced(proof.score, prices, proof.fine)
    rest = rest_of_table(guide(proof, reduced, 1), proof.sides[0].horizon)
    assert make_pass(proof, reduced, rest, 0, EXACT)
    assert proof.objective <= best <= proof.bound
    rest = rest_of_labels(proof.labels, proof.sides[0].horizon)
    singly(proof, reduced, rest, 1, EXACT)
    assert proof.objective == proof.bound == best


def test_the_kernels_are_compiled_once() -> None:
    proof, _ = open_proof(3, 9)
    for attempt in (0, 1):
        by_labels(proof, some_prices(proof, attempt, 0.3), attempt)
    kernels: tuple[Any, ...] = (fill, best_path, mark_arcs, begin, advance, fill_best)
    for kernel in kernels:
        assert len(kernel.signatures) <= 1, kernel
