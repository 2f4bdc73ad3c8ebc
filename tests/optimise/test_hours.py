"""The bound by hours is never below the best trip, and falls as it remembers more."""

from collections.abc import Iterator

import pytest

from planner.optimise.bound import HOPELESS, Horizon
from planner.optimise.departure import Budget, Departure
from planner.optimise.grid import SCALE, build_grid
from planner.optimise.hours.bound import HoursBound, lower_bounds
from planner.optimise.hours.recall import learn
from planner.optimise.prices import no_prices
from planner.optimise.problem import OrienteeringProblem
from tests.optimise.enumerate_trips import best_trip
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(300)
MOST = 10**9


def departures_of(problem: OrienteeringProblem) -> list[Departure]:
    """Return the departure days of a problem, nothing proved of them."""
    days = range(problem.window_days - problem.least_days + 1)
    free = no_prices(problem.node_count, problem.most_days)
    return [
        Departure(Horizon(day, min(problem.most_days, problem.window_days - day)), MOST, free)
        for day in days
    ]


def bounds_of(
    problem: OrienteeringProblem, lower: int = HOPELESS, dropped: list[int] | None = None
) -> Iterator[int]:
    """Yield the bound over all departure days as memory grows [hundredths of points].

    How many drives were dropped for trips worth more than `lower` is added to `dropped`.
    """
    grid, _ = build_grid(problem, SLOT_S)
    hours, budget = HoursBound(grid, SLOT_S, problem.must), Budget(1e12, float("inf"))
    departures = departures_of(problem)
    promising = iter(lambda: max(departures, key=lambda one: one.bound), None)
    for _ in lower_bounds(hours, promising, lower, budget, 0.0):
        yield max(one.bound for one in departures)
    if dropped is not None:
        every = int(grid.near_count.sum())
        for roads in hours.roads.values():
            dropped.append(every * len(roads.counts) - int(roads.counts.sum()))


def test_no_trip_is_worth_more_than_the_bound() -> None:
    exact = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        best, bounds = best_trip(problem, SLOT_S), list(bounds_of(problem))
        least = HOPELESS if best is None else best.objective * SCALE
        assert bounds == sorted(bounds, reverse=True)
        assert bounds[-1] >= least, seed
        exact += best is not None and bounds[-1] == least
    assert exact > len(SEEDS) / 5


def test_dropped_drives_lead_to_no_better_trip() -> None:
    dropped = list[int]()
    for seed in SEEDS:
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        if best is not None:
            worth = best.objective * SCALE
            assert list(bounds_of(problem, worth - 1, dropped))[-1] >= worth, seed
    assert sum(count > 0 for count in dropped) > len(SEEDS) / 5


def test_what_was_forgotten_between_two_visits_is_learned() -> None:
    known = [[0], [1], [], [3]]

    assert learn(known, [(0, True), (1, True), (2, False), (0, True), (3, True)])
    assert known == [[0], [1, 0], [0], [3]]
    assert not learn(known, [(0, True), (1, True), (2, False), (0, True)])


def test_memory_makes_up_for_visits_that_come_back() -> None:
    fallen = 0
    for seed in range(600):
        bounds = [bound for bound in bounds_of(random_problem(seed)) if bound < MOST]
        fallen += len(bounds) > 1 and bounds[-1] < bounds[0]
    assert fallen >= 10


def test_a_cancelled_search_is_not_bounded() -> None:
    problem = random_problem(3)
    grid, _ = build_grid(problem, SLOT_S)
    budget = Budget(1e12, float("inf"), lambda: True)

    assert HoursBound(grid, SLOT_S, problem.must).bound(Horizon(0, 1), HOPELESS, budget) is None


def test_grids_that_are_too_fine_are_left_alone() -> None:
    grid, _ = build_grid(random_problem(3), 60)
    hours = HoursBound(grid, 60, frozenset())

    assert not hours.fits
    assert hours.guide(Horizon(0, 1), Budget(1e12, float("inf"))).values.size == 0
