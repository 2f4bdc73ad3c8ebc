"""The judge accepts a sound trip and names each single fault of its moves."""

from dataclasses import replace

import numpy as np

from planner.optimise.check import violations
from planner.optimise.problem import Move
from tests.optimise.corsica_trip import (
    BASTIA,
    CORTE,
    DRIVE,
    LIVORNO,
    LUCCA,
    PISA,
    SAIL,
    SLEEP,
    VISIT,
    at,
    corsica_problem,
    corsica_trip,
    corsica_trip_but,
    only_fault,
    some_fault,
    tell,
)


def test_a_sound_trip_is_accepted() -> None:
    assert violations(corsica_problem(), corsica_trip()) == ()


def test_a_fault_names_move_places_and_numbers() -> None:
    fault = only_fault(corsica_trip_but(2, finish=(0, "12:59")))

    assert fault == "move 2 (drive Lucca to Livorno): takes 3540 s, the road needs 3600 s"


def test_the_first_move_waits_for_the_start_of_the_day() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    trip = tell(
        Move(SLEEP, PISA, at(0, "08:59"), at(1, "09:00")),
        Move(DRIVE, LUCCA, at(1, "09:00"), at(1, "09:30")),
        points=-5 - 3,
    )

    assert "before day 0 09:00:00 when the traveller is free" in only_fault(trip, problem)


def test_a_move_does_not_begin_before_the_last_one_is_over() -> None:
    assert "move 5" in only_fault(corsica_trip_but(4, finish=(1, "11:45")))


def test_nobody_waits_past_midnight_without_a_night() -> None:
    trip = corsica_trip()
    awake = replace(trip, moves=(*trip.moves[:3], *trip.moves[4:]))

    assert "without a night" in only_fault(awake)


def test_a_move_does_not_run_backwards() -> None:
    assert some_fault(corsica_trip_but(0, finish=(0, "08:00")), "before it begins")


def test_a_drive_may_take_almost_an_hour_more_than_the_road() -> None:
    assert violations(corsica_problem(), corsica_trip_but(7, finish=(1, "17:29"))) == ()


def test_a_drive_does_not_take_an_hour_more_than_the_road() -> None:
    assert "needs but 5400 s" in only_fault(corsica_trip_but(7, finish=(1, "17:30")))


def test_no_drive_crosses_the_sea() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset(), least_days=1)
    trip = tell(Move(DRIVE, BASTIA, at(0, "09:00"), at(0, "10:00")), points=-5)

    assert only_fault(trip, problem) == "move 0 (drive Pisa to Bastia): no road leads there"


def test_a_drive_leads_to_another_place() -> None:
    trip = corsica_trip()
    idle = Move(DRIVE, PISA, at(2, "09:30"), at(2, "09:30"))
    cost = int(corsica_problem().drive_points[PISA, PISA])
    points = trip.objective - cost

    assert "leads nowhere" in only_fault(tell(*trip.moves, idle, points=points))


def test_no_drive_begins_before_the_day_after_an_early_landing() -> None:
    trip = corsica_trip_but(9, begin=(2, "08:59"), finish=(2, "09:30"))

    assert "outside day 2 09:00:00 to day 2 19:30:00" in only_fault(trip)


def test_no_drive_follows_a_landing_after_the_end_of_the_day() -> None:
    trip = tell(
        Move(DRIVE, LIVORNO, at(0, "09:00"), at(0, "09:30")),
        Move(SAIL, BASTIA, at(0, "18:30"), at(0, "21:45"), "late@0"),
        Move(DRIVE, CORTE, at(0, "21:45"), at(0, "23:15")),
    )

    assert some_fault(trip, "move 2 (drive Bastia to Corte): runs from day 0 21:45:00")


def test_a_night_or_another_ship_may_follow_a_landing_after_the_end_of_the_day() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    landed = (
        Move(DRIVE, LIVORNO, at(0, "09:00"), at(0, "09:30")),
        Move(SAIL, BASTIA, at(0, "18:30"), at(0, "21:45"), "late@0"),
    )
    slept = (
        Move(SLEEP, BASTIA, at(0, "21:45"), at(1, "09:00")),
        Move(DRIVE, CORTE, at(1, "09:00"), at(1, "10:30")),
    )

    assert violations(problem, tell(*landed, *slept, points=-27)) == ()
    assert violations(replace(problem, least_days=1), tell(*landed, points=-15)) == ()


def test_a_day_at_the_wheel_has_a_limit() -> None:
    problem = replace(corsica_problem(), max_drive_s=3 * 3600 - 1)

    assert only_fault(corsica_trip(), problem) == "day 1: 10800 s at the wheel, at most 10799 s"


def test_a_day_at_the_wheel_and_on_visits_has_a_limit() -> None:
    problem = replace(corsica_problem(), max_active_s=5 * 3600 - 1)

    assert "day 1: 18000 s at the wheel and on visits" in only_fault(corsica_trip(), problem)


def test_rounding_and_time_at_sea_do_not_count_as_time_at_the_wheel() -> None:
    problem = replace(corsica_problem(), max_drive_s=3 * 3600, max_active_s=5 * 3600)

    assert violations(problem, corsica_trip_but(7, finish=(1, "17:00"))) == ()


def test_a_visit_happens_where_the_traveller_is() -> None:
    assert some_fault(corsica_trip_but(1, node=PISA), "move 1 (visit Pisa): the traveller is at")


def test_only_places_to_visit_are_visited() -> None:
    problem = replace(corsica_problem(), visitable=np.array([True, False, True, True, True]))

    assert "is not a place to visit" in only_fault(corsica_trip(), problem)


def test_a_visit_lasts_as_long_as_it_should() -> None:
    assert "takes 7140 s, not 7200 s" in only_fault(corsica_trip_but(1, finish=(0, "11:59")))


def test_a_visit_does_not_begin_before_the_doors_open() -> None:
    trip = corsica_trip_but(1, begin=(0, "09:59"), finish=(0, "11:59"))

    assert "open day 0 10:00:00 to day 0 18:00:00" in only_fault(trip)


def test_a_visit_is_over_when_the_doors_close() -> None:
    problem = corsica_problem()
    problem.closes_s[0, LUCCA] = at(0, "12:00")
    assert violations(problem, corsica_trip()) == ()

    problem.closes_s[0, LUCCA] -= 1

    assert "open day 0 10:00:00 to day 0 11:59:59" in only_fault(corsica_trip(), problem)


def test_nothing_is_visited_on_a_day_on_which_it_is_closed() -> None:
    problem = corsica_problem()
    problem.opens_s[1, CORTE] = problem.closes_s[1, CORTE] = -1

    assert "is closed on day 1" in only_fault(corsica_trip(), problem)


def test_a_visit_is_over_at_the_end_of_the_day_even_where_doors_stay_open() -> None:
    problem = replace(corsica_problem(), day_end_s=at(0, "16:30"))
    late = corsica_trip_but(6, begin=(1, "14:31"), finish=(1, "16:31"))

    assert violations(problem, corsica_trip()) == ()
    assert "outside day 1" in violations(problem, late)[0]


def test_a_night_is_spent_where_the_traveller_is() -> None:
    assert some_fault(corsica_trip_but(3, node=PISA), "move 3 (sleep Pisa): the traveller is at")


def test_a_night_is_spent_where_one_may_sleep() -> None:
    problem = replace(corsica_problem(), sleeps=np.array([True, True, False, True, True]))

    assert "is not a place to sleep at" in only_fault(corsica_trip(), problem)


def test_an_early_ship_cuts_the_night_short() -> None:
    assert some_fault(corsica_trip_but(3, finish=(1, "09:00")), "not until day 1 07:00:00")


def test_a_ship_at_midnight_cuts_the_night_short() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    ship = replace(problem.sailings[1], board_by_s=at(1, "00:00"))
    problem = replace(problem, sailings=(ship,))
    moves = (
        Move(DRIVE, LIVORNO, at(0, "09:00"), at(0, "09:30")),
        Move(SLEEP, LIVORNO, at(0, "09:30"), at(1, "00:00")),
        Move(SAIL, BASTIA, at(1, "00:00"), at(1, "11:30"), "early@1"),
    )

    assert violations(problem, tell(*moves, points=-18)) == ()


def test_a_night_without_an_early_ship_lasts_until_the_day_starts() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    night = Move(SLEEP, PISA, at(0, "09:00"), at(1, "07:00"))
    trip = tell(night, Move(DRIVE, LUCCA, at(1, "09:00"), at(1, "09:30")), points=-8)

    assert "not until day 1 09:00:00" in only_fault(trip, problem)


def test_a_night_does_not_last_two_days() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset())
    night = Move(SLEEP, PISA, at(0, "09:00"), at(2, "09:00"))
    trip = tell(night, Move(DRIVE, LUCCA, at(2, "09:00"), at(2, "09:30")), points=-11)

    assert "lasts until day 2 09:00:00" in only_fault(trip, problem)


def test_a_kind_of_move_is_not_mistaken_for_another() -> None:
    assert violations(corsica_problem(), corsica_trip_but(1, kind=SLEEP)) != ()
    assert violations(corsica_problem(), corsica_trip_but(3, kind=VISIT)) != ()
