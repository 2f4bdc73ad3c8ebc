"""The second opinion: CP-SAT agrees with full enumeration, and the engine with CP-SAT.

Two solvers that share no code prove the same optimum, or their bounds do not contradict each other.
What both leave out is said in `test_engine.py`: drives past a sight that is neither visited nor
slept at.
"""

from dataclasses import replace

import numpy as np
import pytest

from planner.bench.trips import synthetic_trip
from planner.errors import RequestError
from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.problem import (
    MoveKind,
    OrienteeringProblem,
    OrienteeringSolution,
    SearchParams,
)
from tests.optimise.corsica_trip import CORTE, COST, WORTH, corsica_problem
from tests.optimise.enumerate_trips import best_trip, passes_by
from tests.optimise.random_limits import limited
from tests.optimise.random_trips import SLOT_S, odd_problem, random_problem
from tests.optimise.trip_cpsat import OpinionParams, second_opinion

MID_SIZES, MID_WINDOW = (12, 20), (3, 4)
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=5.0)
HASTY = SearchParams(grid_s=SLOT_S, time_limit_s=1e-6, beam_width=1, bound_passes=0)
SOON = OpinionParams(work_s=0.03)


def is_proved(answer: OrienteeringSolution) -> bool:
    """Tell whether an answer says that no trip is better, or that there is none."""
    return answer.infeasible or bool(answer.moves and answer.bound == answer.objective)


def faults(problem: OrienteeringProblem, *answers: OrienteeringSolution) -> tuple[str, ...]:
    """Return what the judge has against some answers, and where they contradict each other."""
    found = [fault for one in answers if one.moves for fault in violations(problem, one)]
    for one in answers:
        for other in (other for other in answers if other.moves):
            if one.infeasible:
                found.append(f"called infeasible, and there is a trip of {other.objective}")
            elif one.bound < other.objective:
                found.append(f"bound {one.bound} is below a trip of {other.objective}")
    return tuple(found)


def flexible_trip(seed: int) -> OrienteeringProblem:
    """Return a generated trip of up to three days that has more wishes than the bench asks for."""
    problem = synthetic_trip(seed, 3, feasts=4, sights=11, lands=2)
    rng = np.random.default_rng(seed)
    wanted = np.flatnonzero(problem.visitable)
    return replace(
        problem,
        drive_points=np.where(problem.drive_s < 2**40, problem.drive_s // 300, 0),
        sleeps=rng.random(problem.node_count) < 0.6,
        end=None if seed % 2 else problem.end,
        least_days=2,
        max_active_s=9 * 3600,
        must=frozenset({int(rng.choice(wanted))}),
        day_points=20,
    )


def haggled(problem: OrienteeringProblem, seed: int) -> OrienteeringProblem:
    """Return a problem in which a detour may be cheaper than the straight drive."""
    rng = np.random.default_rng(seed)
    return replace(problem, drive_points=rng.integers(0, 25, problem.drive_points.shape))


def fault_beside_enumeration(problem: OrienteeringProblem) -> str:
    """Return what is wrong with the second opinion on a small problem, empty for nothing."""
    best, found = best_trip(problem, SLOT_S), second_opinion(problem)
    if found.moves and violations(problem, found):
        return f"the judge says {violations(problem, found)}"
    if not is_proved(found):
        return f"not proved: bound {found.bound}, objective {found.objective}"
    value = found.objective if found.moves else None
    most = None if best is None else best.objective
    if best is not None and passes_by(problem, best):
        return "" if value is None or value <= best.objective else f"{value} is above {most}"
    return "" if value == most else f"found {value}, best is {most}"


def test_cpsat_agrees_with_full_enumeration() -> None:
    seeds = range(80)

    assert {s: f for s in seeds if (f := fault_beside_enumeration(random_problem(s)))} == {}


def test_cpsat_goes_through_ports_where_that_costs_fewer_points() -> None:
    problems = {seed: haggled(random_problem(seed), seed) for seed in range(25)}

    assert {s: f for s, p in problems.items() if (f := fault_beside_enumeration(p))} == {}


def test_cpsat_keeps_limits_on_the_whole_trip() -> None:
    assert {s: f for s in range(60) if (f := fault_beside_enumeration(limited(s)))} == {}


def test_the_engine_and_cpsat_prove_the_same_on_trips_too_large_to_enumerate() -> None:
    trips = 0
    for seed in range(16):
        problem = random_problem(seed, MID_SIZES, MID_WINDOW)
        ours, other = solve(problem, PATIENT), second_opinion(problem)
        assert is_proved(ours), seed
        assert is_proved(other), seed
        assert faults(problem, ours, other) == (), seed
        trips += bool(ours.moves)
    assert trips > 10


def test_the_engine_and_cpsat_round_times_off_the_grid_alike() -> None:
    for seed in range(20):
        problem = odd_problem(seed)
        ours, other = solve(problem, PATIENT), second_opinion(problem)
        assert is_proved(ours), seed
        assert is_proved(other), seed
        assert faults(problem, ours, other) == (), seed


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_engine_and_cpsat_prove_the_same_on_generated_trips(seed: int) -> None:
    for problem in (synthetic_trip(seed, 3, feasts=4, sights=11, lands=2), flexible_trip(seed)):
        ours, other = solve(problem, PATIENT), second_opinion(problem)
        assert is_proved(ours)
        assert is_proved(other)
        assert faults(problem, ours, other) == ()


def test_answers_cut_short_do_not_contradict_the_proofs() -> None:
    unproved = 0
    for seed in range(10):
        problem = random_problem(seed, MID_SIZES, MID_WINDOW)
        short = second_opinion(problem, SOON), solve(problem, HASTY)
        assert faults(problem, *short, solve(problem, PATIENT)) == (), seed
        unproved += not is_proved(short[0])
    assert unproved > 2


def test_before_the_first_trip_the_bound_is_all_that_can_be_visited() -> None:
    problem = synthetic_trip(1, 4, feasts=6, sights=19, lands=2)
    found = second_opinion(problem, OpinionParams(work_s=0.0))

    assert (found.moves, found.infeasible) == ((), False)
    assert found.bound == problem.worth.sum()
    assert found.limits_hit == ("work_s",)


def test_a_limit_of_work_gives_the_same_answer_every_time() -> None:
    problem = synthetic_trip(2, 4, feasts=5, sights=16, lands=2)
    one, same = (second_opinion(problem, OpinionParams(work_s=0.5)) for _ in range(2))

    assert not is_proved(one)
    assert one.moves
    assert replace(one, seconds=0.0) == replace(same, seconds=0.0)


def test_cpsat_finds_and_proves_the_best_trip_to_corsica() -> None:
    found = second_opinion(corsica_problem())

    assert (found.objective, found.bound, found.infeasible) == (WORTH - COST, WORTH - COST, False)
    assert found.limits_hit == ()
    assert violations(corsica_problem(), found) == ()


def test_what_has_to_be_visited_is_visited_even_at_a_loss() -> None:
    free = replace(corsica_problem(), must=frozenset(), least_days=1, worth=np.zeros(5, np.int64))
    found = second_opinion(replace(free, must=frozenset({CORTE})))

    assert CORTE in {move.node for move in found.moves if move.kind is MoveKind.VISIT}
    assert found.objective < second_opinion(free).objective


def test_without_any_time_nothing_is_found_and_the_bound_still_holds() -> None:
    problem = synthetic_trip(1, 4, feasts=6, sights=19, lands=2)
    found = second_opinion(problem, OpinionParams(limit_s=0.0))

    assert found.moves == ()
    assert found.bound >= second_opinion(problem, OpinionParams(work_s=2.0)).objective


def test_a_start_that_can_be_visited_is_refused_by_name() -> None:
    problem = corsica_problem()
    everywhere = np.ones(problem.node_count, dtype=np.bool_)

    with pytest.raises(RequestError, match=problem.names[problem.start]):
        second_opinion(replace(problem, visitable=everywhere))


def test_a_grid_without_steps_is_refused() -> None:
    with pytest.raises(RequestError, match="grid_s: 0 is below 1"):
        second_opinion(corsica_problem(), OpinionParams(grid_s=0))
