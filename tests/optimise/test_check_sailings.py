"""The judge names each single fault of a sailing."""

from dataclasses import replace

from planner.optimise.check import violations
from planner.optimise.problem import DatedSailing, Move
from tests.optimise.corsica_trip import (
    BASTIA,
    CORTE,
    DRIVE,
    LIVORNO,
    PISA,
    SAIL,
    SLEEP,
    at,
    corsica_problem,
    corsica_trip,
    corsica_trip_but,
    only_fault,
    some_fault,
    tell,
)


def test_only_ships_that_sail_are_boarded() -> None:
    trip = corsica_trip_but(4, sailing="early@7")

    assert some_fault(trip, "there is no sailing 'early@7'")


def test_a_ship_is_boarded_at_its_port() -> None:
    trip = tell(Move(SAIL, BASTIA, at(1, "07:00"), at(1, "11:30"), "early@1"))

    assert some_fault(trip, "early@1 leaves from Livorno")


def test_a_ship_goes_where_it_goes() -> None:
    assert some_fault(corsica_trip_but(4, node=CORTE), "early@1 goes to Bastia")


def test_a_ship_is_boarded_when_it_boards() -> None:
    assert "boarding ends day 1 21:00:00" in only_fault(corsica_trip_but(8, begin=(1, "20:59")))


def test_a_traveller_who_comes_too_late_misses_the_ship() -> None:
    problem = corsica_problem()
    missed = replace(problem.sailings[2], board_by_s=at(1, "16:29"))
    problem = replace(problem, sailings=(*problem.sailings[:2], missed))

    assert "before day 1 16:30:00" in only_fault(corsica_trip_but(8, begin=(1, "16:29")), problem)


def test_nobody_leaves_a_ship_before_it_lands() -> None:
    assert "night@1 lets off day 2 06:30:00" in only_fault(corsica_trip_but(8, finish=(2, "06:29")))


def test_a_ship_is_not_left_an_hour_late() -> None:
    assert "lets off" in only_fault(corsica_trip_but(8, finish=(2, "07:30")))


def test_ships_of_one_key_are_told_apart_by_port_and_time() -> None:
    problem = corsica_problem()
    early = problem.sailings[1]
    others = (
        replace(early, from_node=BASTIA, points=1),
        replace(early, to_node=CORTE, points=1),
        replace(early, board_by_s=at(1, "06:00"), points=1),
    )

    for twin in others:
        for ships in ((twin, early), (early, twin)):
            twins = replace(problem, sailings=(*ships, problem.sailings[2]))
            assert violations(twins, corsica_trip()) == ()


def test_a_ship_beside_a_road_is_no_time_at_the_wheel() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset(), least_days=1, max_drive_s=0)
    ferry = DatedSailing(at(0, "10:00"), at(0, "11:00"), PISA, LIVORNO, "ferry@0")
    problem = replace(problem, sailings=(ferry,), max_active_s=0)
    sail = Move(SAIL, LIVORNO, at(0, "10:00"), at(0, "11:00"), "ferry@0")

    assert violations(problem, tell(sail, points=0)) == ()


def test_rounding_past_midnight_gives_no_bed_on_board() -> None:
    problem = replace(corsica_problem(), end=None, must=frozenset(), least_days=1)
    trip = tell(
        Move(SLEEP, PISA, at(1, "09:00"), at(2, "09:00")),
        Move(DRIVE, LIVORNO, at(2, "09:00"), at(2, "09:30")),
        Move(SAIL, BASTIA, at(2, "20:00"), at(3, "00:00"), "late@2"),
        points=-5 - 12 - 6,
        first_day=1,
    )
    ship = replace(problem.sailings[3], from_node=LIVORNO, to_node=BASTIA)
    problem = replace(problem, sailings=(ship,))

    assert "a day after one lands day 2 23:30:00" in only_fault(trip, problem)
    landed = replace(trip.moves[2], finish_s=at(2, "23:59"))
    assert violations(problem, tell(*trip.moves[:2], landed, points=-20, first_day=1)) == ()
