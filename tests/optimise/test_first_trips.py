"""First trips keep every rule of the whole problem, whichever part of it they were found in."""

import numpy as np
import pytest

from planner.optimise.departure import Best
from planner.optimise.first_trips import (
    backbone,
    coarse_trips,
    first_trips,
    part_of,
    renamed,
)
from planner.optimise.grid import SCALE
from planner.optimise.problem import OrienteeringProblem, SearchParams
from planner.optimise.prover import Prover
from tests.optimise.enumerate_trips import best_trip
from tests.optimise.judged import faults_of
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(60)
EVERYTHING = -1e15


def prover_of(problem: OrienteeringProblem) -> Prover:
    return Prover(problem, SearchParams(grid_s=SLOT_S, time_limit_s=60.0))


def test_the_judge_accepts_first_trips_and_none_is_worth_more_than_the_best() -> None:
    found = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        for trip in first_trips(prover_of(problem), EVERYTHING):
            assert (seed, faults_of(problem, trip)) == (seed, ())
            assert best is not None
            assert trip.value <= best.objective * SCALE
            found += 1
    assert found > len(SEEDS)


def test_a_trip_of_a_part_is_one_of_the_whole() -> None:
    found = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        ports = {node for one in problem.sailings for node in (one.from_node, one.to_node)}
        ends = {problem.start} | ({problem.end} if problem.end is not None else set())
        kept = sorted(ports | ends | problem.must | set(range(0, problem.node_count, 2)))
        nodes = np.array(kept, dtype=np.int64)
        part = part_of(problem, nodes)
        assert part.names == tuple(problem.names[node] for node in kept)
        for trip in coarse_trips(prover_of(problem), part, EVERYTHING):
            moves = tuple(renamed(move, nodes) for move in trip.moves)
            whole = Best(trip.value, moves, trip.first_day)
            assert (seed, faults_of(problem, whole)) == (seed, ())
            assert {move.node for move in moves} <= set(kept)
            found += 1
    assert found > len(SEEDS) / 2


def test_the_backbone_holds_what_a_trip_cannot_do_without() -> None:
    for seed in SEEDS:
        problem = random_problem(seed)
        chosen = set(backbone(prover_of(problem)).tolist())
        assert problem.start in chosen
        assert problem.end is None or problem.end in chosen
        assert problem.must <= chosen
        for sailing in problem.sailings:
            assert {sailing.from_node, sailing.to_node} <= chosen


def test_one_trip_comes_even_where_no_work_is_left_for_more() -> None:
    for seed in SEEDS:
        problem = random_problem(seed)
        every = list(first_trips(prover_of(problem), EVERYTHING))
        few = list(first_trips(prover_of(problem), float("inf")))
        assert bool(few) == bool(every)
        assert len(few) <= 2
