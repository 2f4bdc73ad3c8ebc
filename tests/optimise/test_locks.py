"""What is fixed holds, and what is proved around it is true."""

from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest

from planner.model.itinerary import Itinerary, Status, Visit
from planner.model.timewindow import TimeWindow
from planner.optimise.engine import solve
from planner.optimise.locks import (
    DayRow,
    at_time,
    in_order,
    keeps_order,
    priced,
    unpriced,
    with_order,
)
from planner.optimise.problem import SearchParams
from planner.service import World
from tests.optimise.corsica_trip import corsica_problem, corsica_trip
from tests.optimise.enumerate_trips import best_objective
from tests.optimise.random_trips import random_problem
from tests.optimise.wishes import Document, plan

QUARTER_S = 900
WISH: Document = {
    "start": "Livorno",
    "earliest": "2027-10-08",
    "latest": "2027-10-11",
    "days": 3,
    "time_limit_s": 1.0,
}


@pytest.mark.usefixtures("compiled")
def test_a_price_on_a_visit_changes_no_proof() -> None:
    agreed = 0
    for seed in range(60):
        problem = replace(random_problem(seed), must=frozenset())
        node = int(np.flatnonzero(problem.visitable)[0]) if problem.visitable.any() else None
        if node is None:
            continue
        locked = frozenset({node})
        best = best_objective(replace(problem, must=locked), QUARTER_S)
        found = unpriced(solve(priced(problem, locked, 40), SearchParams()), locked, 40)
        if best is not None and best >= 0:
            assert found.bound >= best, f"seed {seed}"
        if found.moves:
            assert best is not None, f"seed {seed}"
            assert found.objective <= best, f"seed {seed}"
            agreed += found.objective == best

    assert agreed > 5


def test_a_time_keeps_only_its_part_of_the_hours() -> None:
    hours = TimeWindow(9 * 3600, 18 * 3600)

    assert at_time(hours, 10 * 3600, 3600, 9 * 3600) == TimeWindow(10 * 3600, 11 * 3600)
    between = at_time(hours, 10 * 3600 + 300, 3600, 9 * 3600)
    assert between == TimeWindow(10 * 3600, 11 * 3600 + QUARTER_S)
    assert at_time(hours, 19 * 3600, 3600, 9 * 3600) is None


def test_windows_of_a_row_lose_no_trip_and_cut_apart_force_it() -> None:
    problem = corsica_problem()
    day, nodes = next(
        (day, tuple(int(n) for n in np.flatnonzero(problem.opens_s[day] >= 0)[:2]))
        for day in range(problem.window_days)
        if (problem.opens_s[day] >= 0).sum() > 1
    )
    row = DayRow(day, nodes)
    first, last = in_order(problem, row)
    cut = with_order(problem, (row,), apart=True)

    assert (first >= problem.opens_s[day, list(nodes)]).all()
    assert (last <= problem.closes_s[day, list(nodes)]).all()
    ends, begins = cut.closes_s[day, nodes[0]], cut.opens_s[day, nodes[1]]
    assert ends <= begins


def visits_by_day(trip: Itinerary) -> dict[date, list[str]]:
    """Return the ids of the visits of each day."""
    return {
        day.date: [item.id for item in day.items if isinstance(item, Visit)] for day in trip.days
    }


@pytest.mark.usefixtures("compiled")
def test_a_trip_keeps_visits_days_order_stays_and_nights(real_world: World) -> None:
    fixed = ["livorno-fortezza-nuova", "livorno-acquario"]
    document = {
        **WISH,
        "fixed_days": [{"date": "2027-10-09", "visits": fixed}],
        "order": fixed,
        "locked": [{"id": "feste-di-ottobre-sassetta", "date": "2027-10-10", "at": "12:00"}],
        "stays": {"livorno-acquario": 60},
        "nights_at": [{"date": "2027-10-09", "place": "Pisa"}],
    }

    trip = plan(real_world, document)

    days = visits_by_day(trip)
    assert days[date(2027, 10, 9)] == fixed
    assert "feste-di-ottobre-sassetta" in days[date(2027, 10, 10)]
    feast = next(v for v in trip.list_visits() if v.id == "feste-di-ottobre-sassetta")
    assert feast.arrive.time() == time(12, 0)
    aquarium = next(v for v in trip.list_visits() if v.id == "livorno-acquario")
    assert aquarium.depart - aquarium.arrive == aquarium.arrive.replace(
        hour=1, minute=0
    ) - aquarium.arrive.replace(hour=0, minute=0)
    night = next(day for day in trip.days if day.date == date(2027, 10, 9))
    assert night.destination.id == "pisa"
    assert trip.proof.bound >= trip.proof.objective
    assert all(visit.id and "night" not in visit.id for visit in trip.list_visits())


def test_a_locked_visit_on_a_closed_day_is_refused_with_a_reason(real_world: World) -> None:
    locked = [{"id": "feste-di-ottobre-sassetta", "date": "2027-10-09"}]

    trip = plan(real_world, {**WISH, "locked": locked})

    assert trip.status is Status.INFEASIBLE
    assert trip.reasons == ("No trip keeps everything that you locked.",)


def test_a_row_is_kept_or_not() -> None:
    trip = corsica_trip()
    visited = [move.node for move in trip.moves if move.kind == "visit"]

    assert keeps_order(trip, (DayRow(0, tuple(visited)),))
    assert not keeps_order(trip, (DayRow(0, tuple(reversed(visited))),)) or len(visited) < 2
