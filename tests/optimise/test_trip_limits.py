"""Limits on the whole trip: kept by every answer, and bounded truly; full enumeration is asked."""

from dataclasses import replace

import numpy as np
import pytest

from planner.bench.trips import synthetic_trip
from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.gatherer import priced
from planner.optimise.problem import (
    UNREACHABLE_S,
    SearchParams,
)
from planner.optimise.tally import use_of
from planner.optimise.trip_limits import next_prices, solve_within
from tests.optimise.enumerate_trips import best_trip, passes_by
from tests.optimise.random_limits import limited, visits, wheel
from tests.optimise.random_trips import SLOT_S

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(80)
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=2.0)


def test_no_answer_breaks_a_limit_and_no_bound_falls_below_the_best_of_all_trips() -> None:
    found_best, known, dearer = 0, 0, 0
    for seed in SEEDS:
        problem = limited(seed)
        best, found = best_trip(problem, SLOT_S), solve_within(problem, PATIENT)
        if found.moves:
            assert violations(problem, found) == (), seed
        if best is None:
            assert not found.moves, seed
            continue
        if passes_by(problem, best):
            continue
        known += 1
        assert not found.infeasible, seed
        assert found.bound >= best.objective, seed
        assert not found.moves or found.objective <= best.objective, seed
        found_best += bool(found.moves) and found.objective == best.objective
        dearer += bool(violations(problem, solve(replace(problem, trip_limits=()), PATIENT)))
    assert known > 25
    assert found_best > 0.9 * known
    assert dearer > 5


def test_a_limit_that_no_trip_keeps_is_proved() -> None:
    problem = synthetic_trip(1, 3, feasts=6, sights=20, lands=2)
    must = frozenset({int(np.argmax(problem.worth))})
    problem = replace(problem, must=must, trip_limits=(visits(problem, 0),))

    found = solve_within(problem, PATIENT)

    assert not found.moves
    assert found.infeasible


def test_a_limit_that_does_not_hurt_leaves_the_answer_as_it_is() -> None:
    problem = synthetic_trip(2, 3, feasts=6, sights=20, lands=2)
    free = solve(problem, PATIENT)

    found = solve_within(replace(problem, trip_limits=(visits(problem, 99),)), PATIENT)

    assert (found.moves, found.objective, found.bound) == (free.moves, free.objective, free.bound)


def test_what_limits_count_is_priced_rounded_down() -> None:
    problem = limited(3)
    limit = wheel(problem, 5)
    dear = priced(replace(problem, trip_limits=(limit,)), np.array([2.7]))
    reached = problem.drive_s < UNREACHABLE_S

    more = dear.drive_points[reached] - 100 * problem.drive_points[reached]

    assert (more == np.floor(2.7 * limit.drive[reached])).all()
    assert dear.trip_limits == ()


def test_the_next_price_is_where_two_trips_bound_alike() -> None:
    known = [(1_000, np.array([10.0])), (600, np.array([2.0]))]

    price = next_prices(known, np.array([4.0]))

    assert price == pytest.approx([50.0])
    assert [value - price[0] * (use[0] - 4.0) for value, use in known] == pytest.approx([700, 700])


def test_the_same_question_gets_the_same_answer() -> None:
    problem = synthetic_trip(3, 3, feasts=6, sights=40, lands=2)
    free = solve(problem, PATIENT)
    used = use_of(wheel(problem, 0), problem.start, free.moves)
    half = replace(problem, trip_limits=(wheel(problem, used // 2),))

    one, other = (solve_within(half, PATIENT) for _ in range(2))

    assert replace(one, seconds=0.0) == replace(other, seconds=0.0)
    assert violations(half, one) == ()
    assert one.bound < free.objective
