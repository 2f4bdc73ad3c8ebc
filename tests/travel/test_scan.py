"""Laws of dated connections, on random small timetables around a clock change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.errors import NoConnectionError
from planner.model.clock import made_aware
from planner.model.journey import TimedConnection
from planner.model.timetable import Mode, TimetableStatus
from planner.travel.scan import turned
from planner.travel.timed import Doors, earliest_arrivals, latest_departures
from tests.travel.random_timetables import MOMENTS, brute_force_arrival_s, questions

laws = settings(max_examples=80, deadline=None)


def ways_of(doors: Doors, depart: datetime) -> tuple[TimedConnection, ...]:
    try:
        return earliest_arrivals(doors, depart)
    except NoConnectionError:
        return ()


def arrival_s(doors: Doors, depart: datetime) -> float:
    found = ways_of(doors, depart)
    return found[0].arrive.timestamp() if found else inf


@laws
@given(questions(), MOMENTS)
def test_the_scan_arrives_when_brute_force_does(doors: Doors, depart: datetime) -> None:
    assert arrival_s(doors, depart) == brute_force_arrival_s(doors, depart)


@laws
@given(questions(), MOMENTS, st.integers(1, 3 * 1440))
def test_leaving_later_never_arrives_earlier(doors: Doors, depart: datetime, minutes: int) -> None:
    later = depart + timedelta(minutes=minutes)
    assume(ways_of(doors, later))

    # Two weeks are looked ahead, so an earlier start may see less: then it has no answer.
    if ways_of(doors, depart):
        assert arrival_s(doors, depart) <= arrival_s(doors, later)


@laws
@given(questions(), MOMENTS)
def test_the_latest_departure_for_the_earliest_arrival_still_arrives_then(
    doors: Doors, depart: datetime
) -> None:
    found = ways_of(doors, depart)
    assume(found)

    last = latest_departures(doors, found[0].arrive)[0]

    assert last.depart.timestamp() >= found[0].depart.timestamp()
    assert last.arrive.timestamp() == found[0].arrive.timestamp()
    assert earliest_arrivals(doors, last.depart)[0].arrive == found[0].arrive


@laws
@given(questions(), MOMENTS)
def test_leaving_a_minute_after_the_latest_departure_is_too_late(
    doors: Doors, arrive_by: datetime
) -> None:
    try:
        last = latest_departures(doors, arrive_by)[0]
    except NoConnectionError:
        assume(False)

    # On the wall clock, a minute later could fall into the hour that comes twice.
    after = (last.depart.astimezone(UTC) + timedelta(minutes=1)).astimezone(last.depart.tzinfo)

    due = made_aware(arrive_by, doors.destination.country)
    assert last.arrive.timestamp() <= due.timestamp()
    assert arrival_s(doors, after) > last.arrive.timestamp()


@laws
@given(questions(), MOMENTS)
def test_nobody_boards_before_check_in_or_out_of_season(doors: Doors, depart: datetime) -> None:
    rows = {row.id: row for row in doors.timetable.rows}
    for way in ways_of(doors, depart):
        assert len(way.margins) == len(way.ferries)
        there, margins = way.depart, iter(way.margins)
        for leg in way.legs:
            if leg.ferry is not None:
                row, margin = rows[leg.ferry.crossing_id], next(margins)
                spare_s = leg.depart.timestamp() - leg.ferry.check_in_s - there.timestamp()
                assert margin.spare_s == spare_s >= 0
                assert row.sails_on(leg.depart.date())
                assert (leg.depart.time(), leg.arrive.time()) == (row.depart, row.arrive)
                assert doors.unconfirmed or row.status is not TimetableStatus.UNCONFIRMED
                if margin.next_departure is not None:
                    assert margin.next_departure.timestamp() > leg.depart.timestamp()
            there = leg.arrive


@laws
@given(questions(), MOMENTS)
def test_only_ferries_cross_the_water_and_legs_hang_together(
    doors: Doors, depart: datetime
) -> None:
    network = doors.timetable.network
    lands = {tree.spot.id: tree.land for tree in doors.timetable.trees}
    for way in ways_of(doors, depart):
        for here, there in pairwise(way.legs):
            assert here.destination == there.origin
            assert here.arrive.timestamp() <= there.depart.timestamp()
        assert (way.legs[0].origin, way.legs[-1].destination) == (doors.origin, doors.destination)
        for leg in way.legs:
            ends = [leg.origin, leg.destination]
            on = [lands.get(end.id) or network.land_at(end.coordinate) for end in ends]
            assert leg.mode is Mode.FERRY or on[0] == on[1]
        assert way.duration_s >= sum(leg.duration_s for leg in way.legs)


@laws
@given(questions(), MOMENTS)
def test_each_further_way_has_fewer_ferries_and_arrives_later(
    doors: Doors, depart: datetime
) -> None:
    for sooner, later in pairwise(ways_of(doors, depart)):
        assert len(later.ferries) < len(sooner.ferries)
        assert later.arrive.timestamp() > sooner.arrive.timestamp()


@given(questions(), MOMENTS)
def test_time_turned_twice_is_time(doors: Doors, depart: datetime) -> None:
    ships = doors.timetable.on(depart.date(), unconfirmed=True)

    assert [turned(turned(ship)) for ship in ships] == ships
    assert ships == sorted(ships, key=lambda ship: ship.departs_s)
