"""The engine finds the best trip, proves it, and says so only where it is true.

One difference to the full enumeration is known and wanted: the engine drives to a sight or feast
only to visit it or to sleep there.  Where the enumeration's best trip passes one by, the engine
need not find that trip.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.memory import MOST_MUSTS
from planner.optimise.problem import (
    NEVER_S,
    MoveKind,
    OrienteeringSolution,
    SearchParams,
)
from tests.optimise.corsica_trip import COST, LUCCA, PISA, WORTH, corsica_problem
from tests.optimise.enumerate_trips import best_trip, passes_by
from tests.optimise.random_trips import SLOT_S, odd_problem, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
ROOT = Path(__file__).parents[2]
BLOCKS, BLOCK = 8, 40
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=5.0)
HASTY = SearchParams(grid_s=SLOT_S, time_limit_s=1e-6, beam_width=1, bound_passes=0)
ANY_TRIP = replace(PATIENT, first_only=True)
TWINS = range(8)
TELL_TWINS = """
from tests.optimise.test_engine import tell_twins
print(tell_twins())
"""


def timeless(solution: OrienteeringSolution) -> OrienteeringSolution:
    return replace(solution, seconds=0.0)


def tell_twins() -> str:
    """Return some solutions as text, for comparing processes."""
    return repr([timeless(solve(random_problem(seed), PATIENT)) for seed in TWINS])


def faults(seed: int) -> str:
    """Return what is wrong with the engine's answer to a random problem, empty for nothing."""
    problem = random_problem(seed)
    best, found = best_trip(problem, SLOT_S), solve(problem, PATIENT)
    if found.moves and violations(problem, found):
        return f"the judge says {violations(problem, found)}"
    if bool(found.moves) == found.infeasible:
        return f"infeasible is {found.infeasible} for {len(found.moves)} moves"
    if found.moves and found.bound != found.objective:
        return f"bound {found.bound}, objective {found.objective}"
    if best is None:
        return f"found {found.objective} where there is no trip" if found.moves else ""
    value = found.objective if found.moves else None
    if passes_by(problem, best):
        allowed = value is None or value <= best.objective
    else:
        allowed = value == best.objective
    return "" if allowed else f"found {value}, best is {best.objective}"


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_engine_agrees_with_full_enumeration(block: int) -> None:
    seeds = range(block * BLOCK, (block + 1) * BLOCK)

    assert {seed: fault for seed in seeds if (fault := faults(seed))} == {}


def test_the_random_problems_ask_for_every_kind_of_answer() -> None:
    bests = [(p, best_trip(p, SLOT_S)) for p in map(random_problem, range(160))]

    assert sum(best is None for _, best in bests) > 20
    assert 0 < sum(best is not None and passes_by(p, best) for p, best in bests) < 20
    assert sum(bool(best and p.must) for p, best in bests) > 20


def test_a_search_cut_short_still_tells_the_truth() -> None:
    unproved = 0
    for seed in range(60):
        problem = random_problem(seed)
        best, found = best_trip(problem, SLOT_S), solve(problem, HASTY)
        if best is None:
            assert not found.moves, seed
        elif not passes_by(problem, best):
            assert found.bound >= best.objective, seed
            assert not found.infeasible, seed
        assert not found.moves or violations(problem, found) == (), seed
        unproved += found.bound > found.objective
    assert unproved > 20


def test_whether_any_trip_exists_is_answered_rightly() -> None:
    for seed in range(40):
        problem = random_problem(seed)
        best, found = best_trip(problem, SLOT_S), solve(problem, ANY_TRIP)
        if best is None or not passes_by(problem, best):
            assert bool(found.moves) == (best is not None), seed
        assert not found.moves or violations(problem, found) == (), seed


def test_times_off_the_grid_are_rounded_to_the_safe_side() -> None:
    trips = 0
    for seed in range(40):
        problem = odd_problem(seed)
        found, best = solve(problem, PATIENT), best_trip(problem, 1)
        if found.moves:
            trips += 1
            assert violations(problem, found) == (), seed
            assert best is not None, seed
            assert found.objective <= best.objective, seed
    assert trips > 20


def test_a_coarser_grid_gives_sound_trips_too() -> None:
    for seed in range(20):
        problem = random_problem(seed)
        found = solve(problem, replace(PATIENT, grid_s=1800))
        assert not found.moves or violations(problem, found) == (), seed


def test_the_same_problem_gives_the_same_solution() -> None:
    for seed in range(15):
        one, other = (solve(random_problem(seed), PATIENT) for _ in range(2))
        assert timeless(one) == timeless(other), seed


def test_a_fresh_process_with_other_hashes_gives_the_same_solutions() -> None:
    hashes = "1" if os.environ.get("PYTHONHASHSEED") == "0" else "0"
    variables = {**os.environ, "PYTHONHASHSEED": hashes, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", TELL_TWINS],
        cwd=ROOT, env=variables, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip

    assert told.stdout.strip() == tell_twins()


def test_the_best_trip_to_corsica_is_found_and_proved() -> None:
    found = solve(corsica_problem(), PATIENT)

    assert (found.objective, found.bound, found.infeasible) == (WORTH - COST, WORTH - COST, False)
    assert found.limits_hit == ()


def test_what_must_be_visited_is_visited_even_at_a_loss() -> None:
    problem = replace(corsica_problem(), must=frozenset(), least_days=1)
    costly = replace(problem, worth=np.array([0, 1, 0, 0, 0]))
    free, bound = (solve(p, PATIENT) for p in (costly, replace(costly, must=frozenset({LUCCA}))))

    assert LUCCA in {move.node for move in bound.moves if move.kind is MoveKind.VISIT}
    assert bound.objective <= free.objective < 0


def test_what_can_never_be_visited_is_never_promised() -> None:
    problem = corsica_problem()
    problem.opens_s[:2] = problem.closes_s[:2] = NEVER_S
    found = solve(problem, PATIENT)

    assert (found.moves, found.infeasible) == ((), True)


@pytest.mark.parametrize("seed", range(8))
def test_each_must_is_in_the_trip_or_the_trip_is_proved_impossible(seed: int) -> None:
    problem = random_problem(seed)
    for node in np.flatnonzero(problem.visitable):
        wanted = replace(problem, must=frozenset({int(node)}))
        found = solve(wanted, PATIENT)
        visited = {move.node for move in found.moves if move.kind is MoveKind.VISIT}
        assert found.infeasible or node in visited


def test_more_musts_than_the_bound_remembers_are_all_visited() -> None:
    crowded = 0
    for seed in range(200):
        problem = random_problem(seed)
        wanted = frozenset(int(node) for node in np.flatnonzero(problem.visitable))
        if len(wanted) <= MOST_MUSTS:
            continue
        crowded += 1
        for must in (wanted, frozenset(sorted(wanted)[: MOST_MUSTS + 1])):
            narrowed = replace(problem, must=must, most_days=problem.window_days)
            best, found = best_trip(narrowed, SLOT_S), solve(narrowed, PATIENT)
            assert found.infeasible or not found.moves or not violations(narrowed, found), seed
            if best is None:
                assert not found.moves, seed
            elif not passes_by(narrowed, best):
                assert (found.objective, found.bound) == (best.objective, best.objective), seed
    assert crowded > 5


def test_a_search_that_is_cancelled_keeps_a_valid_bound() -> None:
    for seed in range(12):
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        found = solve(problem, replace(PATIENT, cancelled=lambda: True))
        assert not found.moves or violations(problem, found) == (), seed
        if best is not None and not passes_by(problem, best):
            assert found.bound >= best.objective, seed
            assert not found.infeasible, seed


def test_a_trip_that_would_only_cost_points_is_still_a_trip() -> None:
    problem = replace(corsica_problem(), must=frozenset(), sailings=(), least_days=1, end=PISA)
    found = solve(replace(problem, worth=np.zeros(5, dtype=np.int64)), PATIENT)

    assert found.moves
    assert found.objective == found.bound == -10


def test_progress_is_told_as_growing_worth_under_a_falling_bound() -> None:
    told: list[tuple[int, int]] = []
    for seed in range(25):
        told.clear()
        params = replace(PATIENT, progress=lambda worth, bound: told.append((worth, bound)))
        found = solve(random_problem(seed), params)
        assert all(worth <= bound for worth, bound in told), seed
        assert [worth for worth, _ in told] == sorted(worth for worth, _ in told), seed
        assert [-bound for _, bound in told] == sorted(-bound for _, bound in told), seed
        assert not found.moves or told[-1] == (found.objective, found.bound), seed
