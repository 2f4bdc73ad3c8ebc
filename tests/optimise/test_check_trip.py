"""The judge's rules of a whole trip: length, ends, must, repeats, points and claims."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.check import objective, violations
from planner.optimise.problem import Move
from tests.optimise.corsica_trip import (
    CORTE,
    COST,
    DRIVE,
    LUCCA,
    PISA,
    SLEEP,
    VISIT,
    WORTH,
    at,
    corsica_problem,
    corsica_trip,
    corsica_trip_but,
    tell,
)


def test_points_are_worth_less_drives_sailings_and_days_after_the_first() -> None:
    assert objective(corsica_problem(), corsica_trip()) == WORTH - COST


def test_points_are_recomputed_and_not_believed() -> None:
    assert objective(corsica_problem(), replace(corsica_trip(), objective=999)) == WORTH - COST


def test_an_answer_without_moves_is_no_trip() -> None:
    nothing = tell(points=0)

    assert violations(corsica_problem(), nothing) == ("the trip has no move",)
    assert objective(corsica_problem(), nothing) == 0


def test_a_node_out_of_range_is_a_fault_and_not_a_crash() -> None:
    for node in (-1, 5):
        faults = violations(corsica_problem(), corsica_trip_but(1, node=node))
        assert faults == (f"move 1 (visit): node {node} is none of 0 to 4",)


def test_a_node_is_visited_once() -> None:
    trip = corsica_trip()
    again = Move(VISIT, LUCCA, at(0, "12:00"), at(0, "14:00"))
    drive = replace(trip.moves[2], begin_s=at(0, "14:00"), finish_s=at(0, "15:00"))
    night = replace(trip.moves[3], begin_s=at(0, "15:00"))
    moves = (*trip.moves[:2], again, drive, night, *trip.moves[4:])

    faults = violations(corsica_problem(), tell(*moves, points=trip.objective + 40))

    assert faults == ("move 2 (visit Lucca): was visited before, by move 1",)


def test_the_trip_begins_inside_the_window() -> None:
    for day in (-1, 4):
        faults = violations(corsica_problem(), replace(corsica_trip(), first_day=day))
        assert f"first day {day} is outside the window of 4 days" in faults


def test_the_trip_ends_inside_the_window() -> None:
    problem = corsica_problem()
    short = replace(problem, opens_s=problem.opens_s[:2], closes_s=problem.closes_s[:2])

    assert violations(short, corsica_trip()) == ("last day 2 is outside the window of 2 days",)


def test_a_visit_after_the_window_is_a_fault_and_not_a_crash() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset(), start=LUCCA, least_days=1)
    trip = tell(Move(VISIT, LUCCA, at(4, "10:00"), at(4, "12:00")), points=40, first_day=4)

    assert "last day 4 is outside the window of 4 days" in violations(problem, trip)


@pytest.mark.parametrize(("least", "most"), [(1, 2), (4, 4)])
def test_the_trip_is_neither_too_long_nor_too_short(least: int, most: int) -> None:
    problem = replace(corsica_problem(), least_days=least, most_days=most)

    assert violations(problem, corsica_trip()) == (f"the trip takes 3 days, not {least} to {most}",)


def test_a_trip_that_ends_with_a_night_on_board_lasts_until_it_lands() -> None:
    problem = replace(corsica_problem(), end=None, most_days=2)
    trip = corsica_trip()
    landed = tell(*trip.moves[:-1], points=trip.objective + 5)

    assert violations(problem, landed) == ("the trip takes 3 days, not 2 to 2",)
    assert violations(replace(problem, most_days=3), landed) == ()


def test_the_first_day_is_the_day_of_the_first_move() -> None:
    problem = replace(corsica_problem(), least_days=1, end=None, must=frozenset())
    trip = tell(Move(DRIVE, LUCCA, at(1, "09:00"), at(1, "09:30")), points=-8)

    assert any("without a night" in fault for fault in violations(problem, trip))
    assert violations(problem, replace(trip, first_day=1, objective=-5, bound=-5)) == ()


def test_the_last_move_is_not_a_night() -> None:
    problem = replace(corsica_problem(), most_days=4)
    trip = corsica_trip()
    night = Move(SLEEP, PISA, at(2, "09:30"), at(3, "09:00"))

    faults = violations(problem, tell(*trip.moves, night, points=trip.objective - 3))

    assert faults == ("the trip's last move 10 is a night at Pisa",)


def test_a_day_of_rest_is_allowed() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    trip = tell(
        Move(SLEEP, PISA, at(0, "09:00"), at(1, "09:00")),
        Move(SLEEP, PISA, at(1, "09:00"), at(2, "09:00")),
        Move(DRIVE, LUCCA, at(2, "09:00"), at(2, "09:30")),
        points=-5 - 6,
    )

    assert violations(problem, trip) == ()


def test_the_trip_ends_where_it_should() -> None:
    problem = replace(corsica_problem(), end=LUCCA)

    assert violations(problem, corsica_trip()) == ("the trip ends at Pisa, not at Lucca",)


def test_a_trip_with_a_free_end_may_end_anywhere() -> None:
    assert violations(replace(corsica_problem(), end=None), corsica_trip()) == ()


def test_what_must_be_visited_is_visited() -> None:
    problem = replace(corsica_problem(), must=frozenset({CORTE, LUCCA, PISA}))

    assert violations(problem, corsica_trip()) == ("Pisa has to be visited and is not",)


@given(st.integers().filter(bool))
def test_no_wrong_claim_of_points_is_believed(error: int) -> None:
    trip = corsica_trip()
    claimed = replace(trip, objective=trip.objective + error, bound=trip.bound + abs(error))

    assert len(violations(corsica_problem(), claimed)) == 1


def test_a_bound_below_the_trip_is_a_fault() -> None:
    trip = replace(corsica_trip(), bound=WORTH - COST - 1)

    assert len(violations(corsica_problem(), trip)) == 1


def test_a_trip_is_not_called_infeasible() -> None:
    trip = replace(corsica_trip(), infeasible=True)

    assert len(violations(corsica_problem(), trip)) == 1
