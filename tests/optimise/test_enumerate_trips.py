"""The brute force agrees with the judge: its trips are accepted and no accepted one is better."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.clock import DAY_S
from planner.optimise.check import objective, violations
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    Move,
    MoveKind,
    OrienteeringProblem,
    OrienteeringSolution,
)
from tests.optimise.corsica_trip import (
    BASTIA,
    COST,
    LIVORNO,
    LUCCA,
    PISA,
    WORTH,
    at,
    corsica_problem,
)
from tests.optimise.enumerate_trips import best_objective, best_trip
from tests.optimise.random_trips import SLOT_S, random_problem

SEEDS = st.integers(0, 2**32)


def guess_moves(problem: OrienteeringProblem, node: int, clock_s: int) -> Iterator[Move]:
    """Yield moves as early as they may be; the judge is left to refuse most of them."""
    day, midnight_s = clock_s // DAY_S, clock_s // DAY_S * DAY_S
    begin_s = max(clock_s, midnight_s + problem.day_start_s)
    for target in range(problem.node_count):
        drive_s = int(problem.drive_s[node, target])
        if target != node and drive_s < UNREACHABLE_S:
            yield Move(MoveKind.DRIVE, target, begin_s, begin_s + drive_s)
    if problem.visitable[node]:
        visit_s = max(begin_s, midnight_s + int(problem.opens_s[day, node]))
        yield Move(MoveKind.VISIT, node, visit_s, visit_s + int(problem.stay_s[node]))
    yield Move(MoveKind.SLEEP, node, clock_s, midnight_s + DAY_S + problem.day_start_s)
    for ship in problem.sailings:
        if ship.from_node == node and ship.board_by_s // DAY_S == day:
            yield Move(MoveKind.SAIL, ship.to_node, ship.board_by_s, ship.arrive_s, ship.key)


def stroll(problem: OrienteeringProblem, seed: int) -> OrienteeringSolution:
    """Return a trip of random moves, sound or not, with the right claims."""
    rng = Random(seed)
    first_day = rng.randrange(problem.window_days)
    node, clock_s = problem.start, first_day * DAY_S + problem.day_start_s
    moves: list[Move] = []
    for _ in range(rng.randint(1, 8)):
        move = rng.choice(list(guess_moves(problem, node, clock_s)))
        if moves and moves[-1].kind is MoveKind.SLEEP and move.begin_s < clock_s:
            moves[-1] = replace(moves[-1], finish_s=move.begin_s)
        moves.append(move)
        node, clock_s = move.node, move.finish_s
        if clock_s >= problem.window_days * DAY_S:
            break
    trip = OrienteeringSolution(tuple(moves), first_day, 0, 0, False, 0.0)
    points = objective(problem, trip)
    return replace(trip, objective=points, bound=points)


def test_the_best_trip_to_corsica_is_the_one_found_by_hand() -> None:
    assert best_objective(corsica_problem()) == WORTH - COST


def test_a_trip_that_cannot_visit_what_it_must_is_not_found() -> None:
    problem = corsica_problem()
    problem.opens_s[:2] = problem.closes_s[:2] = NEVER_S

    assert best_trip(problem) is None


def test_drives_are_rounded_up_to_the_grid() -> None:
    problem = corsica_problem()
    problem.drive_s[PISA, LIVORNO] = 1799
    ship = replace(problem.sailings[0], board_by_s=problem.day_start_s + 1799)
    problem = replace(problem, sailings=(ship,), end=BASTIA, least_days=1, must=frozenset())
    problem = replace(problem, most_days=1)

    assert best_objective(problem, 1) == -5 - 10
    assert best_objective(problem, 900) is None


def test_visits_begin_on_the_grid() -> None:
    problem = replace(corsica_problem(), end=LUCCA, must=frozenset({LUCCA}), sailings=())
    problem.opens_s[:, LUCCA] = at(0, "10:00") + 1
    problem.closes_s[:, LUCCA] = at(0, "12:00") + 1

    assert best_objective(problem, 1) == 40 - 5 - 3
    assert best_objective(problem, 900) is None


def test_an_early_ship_may_follow_a_night_at_its_port_but_not_begin_the_trip() -> None:
    problem = replace(corsica_problem(), start=LIVORNO, end=BASTIA, must=frozenset(), least_days=1)
    early = replace(problem, sailings=(problem.sailings[1],))
    restless = replace(early, sleeps=np.zeros(5, dtype=np.bool_))

    assert best_objective(early) == (40 - 5 - 5) + (60 - 9 - 9) - 10 - 3
    assert best_objective(restless) is None
    assert best_objective(replace(early, most_days=1)) is None


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_best_trip_is_accepted(seed: int) -> None:
    problem = random_problem(seed)
    trip = best_trip(problem, SLOT_S)

    assert trip is None or violations(problem, trip) == ()


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_no_accepted_trip_beats_the_best(seed: int) -> None:
    problem = random_problem(seed)
    strolls = [stroll(problem, number) for number in range(200)]
    accepted = [trip.objective for trip in strolls if not violations(problem, trip)]

    best = best_objective(problem, SLOT_S)

    assert not accepted or (best is not None and best >= max(accepted))


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.data())
def test_no_visit_can_be_cut_short_by_a_second(seed: int, data: st.DataObject) -> None:
    problem = random_problem(seed)
    trip = best_trip(problem, SLOT_S)
    visits = [i for i, m in enumerate(trip.moves) if m.kind is MoveKind.VISIT] if trip else []
    if trip and visits:
        index = data.draw(st.sampled_from(visits))
        hasty = replace(trip.moves[index], finish_s=trip.moves[index].finish_s - 1)
        moves = (*trip.moves[:index], hasty, *trip.moves[index + 1 :])

        assert len(violations(problem, replace(trip, moves=moves))) == 1


def test_equal_seeds_give_equal_problems() -> None:
    one, other = random_problem(7), random_problem(7)

    assert one.sailings == other.sailings
    assert np.array_equal(one.drive_s, other.drive_s)


def test_random_roads_keep_the_triangle_law() -> None:
    for seed in range(40):
        drive_s = random_problem(seed).drive_s
        detours = (drive_s[:, :, None] + drive_s[None, :, :]).min(axis=1)
        assert (drive_s <= detours).all()


def test_random_problems_use_every_kind_of_ship() -> None:
    trips = [best_trip(random_problem(seed), SLOT_S) for seed in range(60)]
    keys = " ".join(move.sailing or "" for trip in trips if trip for move in trip.moves)

    assert all(sort in keys for sort in ("day", "early", "small_hours", "evening", "overnight"))
    assert None in trips
