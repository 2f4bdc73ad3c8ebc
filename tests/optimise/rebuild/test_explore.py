"""Many beginnings: ships that can be met one after the other, and trips that keep every rule."""

import pytest

from planner.optimise.bound import Horizon
from planner.optimise.departure import Best, Budget
from planner.optimise.explore import beginnings, explore
from planner.optimise.grid import FAR, SCALE, build_grid
from planner.optimise.opening import Improver
from planner.optimise.problem import OrienteeringProblem
from planner.optimise.rebuild.change import voyage
from planner.optimise.rebuild.course import BOARD_DAY, FROM, LAND_DAY, TO
from planner.optimise.rebuild.trip import new_trip
from tests.optimise.enumerate_trips import best_trip
from tests.optimise.judged import faults_of
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(60)
WORK = 500_000.0


def improver_of(problem: OrienteeringProblem, seed: int) -> Improver:
    grid, sailings = build_grid(problem, SLOT_S)
    return Improver.of(problem, grid, sailings, SLOT_S, seed)


def horizons_of(problem: OrienteeringProblem) -> list[Horizon]:
    days = range(problem.window_days - problem.least_days + 1)
    return [Horizon(day, min(problem.most_days, problem.window_days - day)) for day in days]


def endless() -> Budget:
    return Budget(1e12, float("inf"))


def test_what_comes_of_many_beginnings_keeps_every_rule_and_is_mostly_the_best() -> None:
    known = reached = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        improver, horizons = improver_of(problem, seed), horizons_of(problem)
        found = explore(improver, horizons, [], WORK, endless())
        best = best_trip(problem, SLOT_S)
        known += best is not None
        if not found.moves:
            continue
        assert best is not None
        worth = found.value // SCALE
        assert (seed, faults_of(problem, found)) == (seed, ())
        assert worth <= best.objective, seed
        reached += worth == best.objective
    assert reached > 0.8 * known > 0


def test_ships_of_a_beginning_can_be_met_one_after_the_other() -> None:
    sailed = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        improver = improver_of(problem, seed)
        course, nodes = improver.course, problem.node_count
        horizon = horizons_of(problem)[0]
        items = voyage(course, new_trip(nodes, *horizon), 3, improver.dice)
        here, day = problem.start, horizon.first_day
        for item in items.tolist():
            ship = course.ships[item - nodes]
            assert day <= ship[BOARD_DAY]
            assert ship[LAND_DAY] < horizon.first_day + horizon.days
            assert ship[FROM] == here or course.drive[here, ship[FROM]] < FAR
            here, day = int(ship[TO]), int(ship[LAND_DAY])
            sailed += 1
    assert sailed > 10


def test_a_known_trip_is_a_beginning_and_never_lost() -> None:
    kept = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        improver, horizons = improver_of(problem, seed), horizons_of(problem)
        first = explore(improver, horizons, [], WORK, endless())
        if first.moves:
            again = explore(improver, horizons, [first], WORK / 10, endless())
            assert again.value >= first.value
            kept += 1
    assert kept > len(SEEDS) / 2


def test_without_a_departure_day_there_is_no_beginning() -> None:
    improver = improver_of(random_problem(1), 1)

    assert list(beginnings(improver, [], [])) == []
    assert explore(improver, [], [], WORK, endless()) == Best()


def test_equal_dice_make_equal_trips() -> None:
    problem = random_problem(3)
    once, again = (
        explore(improver_of(problem, 7), horizons_of(problem), [], WORK, endless())
        for _ in range(2)
    )

    assert once == again


def test_a_spent_budget_ends_it() -> None:
    problem = random_problem(3)
    spent = Budget(0.0, float("inf"))

    found = explore(improver_of(problem, 3), horizons_of(problem), [], 1e15, spent)

    assert (
        found.value
        <= explore(improver_of(problem, 3), horizons_of(problem), [], WORK, endless()).value
    )
