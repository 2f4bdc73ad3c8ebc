"""Dated connections: local times across clock changes, margins, real ways, faults."""

import random
from datetime import date, datetime, timedelta
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import NoConnectionError, RequestError, UnknownPlaceError
from planner.model.clock import ZONES
from planner.model.journey import TimedConnection
from planner.model.timetable import Crossing, Mode, TimetableStatus
from planner.service import World, find_spot, find_timed_connections, slot_matrix
from planner.travel.departures import SeaTimetable
from planner.travel.timed import Doors, earliest_arrivals
from tests.town import build_crossing, spot_at, town_world
from tests.travel.random_timetables import MOMENTS, crossings, sea_world

ROME = ZONES["IT"]


def leave(depart: datetime, origin: str = "Borgo", target: str = "Colle") -> TimedConnection:
    return find_timed_connections(town_world(), origin, target, depart=depart)[0]


def test_a_day_ship_is_caught_and_landed_from() -> None:
    way = leave(datetime(2027, 10, 6, 7))

    assert [leg.mode for leg in way.legs] == [Mode.CAR, Mode.FERRY, Mode.CAR]
    assert [f"{leg.depart:%H:%M}–{leg.arrive:%H:%M}" for leg in way.legs][1] == "10:00–13:00"
    assert way.legs[2].depart == datetime(2027, 10, 6, 13, 30, tzinfo=ROME)
    assert way.drive_s == way.legs[0].duration_s + way.legs[2].duration_s


def test_the_spare_minutes_and_the_next_ship_are_told() -> None:
    way = leave(datetime(2027, 10, 6, 7))
    (margin,) = way.margins

    there = way.legs[0].arrive
    assert margin.spare_s == (datetime(2027, 10, 6, 8, 45, tzinfo=ROME) - there).seconds
    assert margin.next_departure == datetime(2027, 10, 6, 21, tzinfo=ROME)
    assert margin.next_operator == "Linea Prova"


def test_a_last_ship_has_no_next_one() -> None:
    last = build_crossing("molo", "riva", season_from=(10, 6), season_to=(10, 6))
    world = town_world(crossings=(last,))

    (way,) = find_timed_connections(world, "Borgo", "Colle", depart=datetime(2027, 10, 6, 7))

    assert way.margins[0].next_departure is None


@pytest.mark.parametrize(
    ("evening", "hours"),
    [
        (datetime(2026, 10, 24, 18), 11),
        (datetime(2027, 10, 30, 18), 11),
        (datetime(2027, 3, 27, 18), 9),
        (datetime(2027, 10, 29, 18), 10),
    ],
)
def test_a_night_at_sea_keeps_the_timetable_and_tells_its_true_length(
    evening: datetime, hours: int
) -> None:
    (night,) = leave(evening).ferries

    assert (night.depart.hour, night.arrive.hour) == (21, 7)
    assert night.duration_s == hours * 3600


def test_a_drive_through_the_clock_change_lasts_as_long_as_ever() -> None:
    drive = leave(datetime(2027, 10, 31, 2, 50), "Molo", "Rocca")

    assert drive.duration_s == 50 * 60
    assert f"{drive.arrive:%H:%M%z}" == "02:40+0100"
    assert drive.arrive.timestamp() - drive.depart.timestamp() == 50 * 60


def test_being_there_by_a_moment() -> None:
    by = datetime(2027, 10, 7, 9)
    (way,) = find_timed_connections(town_world(), "Borgo", "Colle", arrive_by=by)

    assert way.ferries[0].depart == datetime(2027, 10, 6, 21, tzinfo=ROME)
    assert way.margins[0].spare_s == 0
    assert way.arrive <= by.replace(tzinfo=ROME)


def test_an_aware_moment_is_taken_as_it_is() -> None:
    aware = datetime(2027, 10, 6, 5, tzinfo=ZONES["FR"]) + timedelta(hours=2)

    assert leave(aware) == leave(datetime(2027, 10, 6, 7))


def test_unconfirmed_ships_sail_only_where_asked() -> None:
    rumour = build_crossing("molo", "riva", status=TimetableStatus.UNCONFIRMED)
    world, moment = town_world(crossings=(rumour,)), datetime(2027, 10, 6, 7)

    with pytest.raises(NoConnectionError, match="within 14 days after 2027-10-06"):
        find_timed_connections(world, "Borgo", "Colle", depart=moment)
    with pytest.raises(NoConnectionError, match="within 14 days before 2027-10-06"):
        find_timed_connections(world, "Borgo", "Colle", arrive_by=moment)
    assert find_timed_connections(world, "Borgo", "Colle", depart=moment, unconfirmed=True)


def test_a_question_needs_one_moment_and_two_places() -> None:
    world, moment = town_world(), datetime(2027, 10, 6, 7)

    with pytest.raises(RequestError, match="either"):
        find_timed_connections(world, "Borgo", "Colle")
    with pytest.raises(RequestError, match="either"):
        find_timed_connections(world, "Borgo", "Colle", depart=moment, arrive_by=moment)
    with pytest.raises(RequestError, match="already"):
        find_timed_connections(world, "Borgo", "Borgo", depart=moment)
    with pytest.raises(UnknownPlaceError):
        find_timed_connections(world, "Borgo", "Atlantis", depart=moment)


@settings(max_examples=60, deadline=None)
@given(st.lists(crossings(), max_size=9), MOMENTS)
def test_a_slot_is_no_later_than_a_single_question(rows: list[Crossing], moment: datetime) -> None:
    world = sea_world(tuple(rows))
    spots = tuple(spot_at(name) for name in ("molo", "rocca", "riva", "bosco"))
    (slot,) = slot_matrix(world, spots, [moment])

    for i, a in enumerate(spots):
        for j, b in enumerate(spots):
            try:
                doors = Doors(world.timetable, a, b)
                alone = float(earliest_arrivals(doors, moment)[0].duration_s)
            except NoConnectionError:
                alone = inf
            # A slot knows no limit on the number of ferries.
            assert i == j or slot[i, j] <= alone


def test_a_slot_of_real_places_is_what_single_questions_tell(real_world: World) -> None:
    names = ("livorno", "bastia", "cagliari", "feste-di-ottobre-sassetta", "toulon")
    spots = tuple(find_spot(real_world, name) for name in names)
    moments = [datetime(2027, 10, 30, 9), datetime(2027, 2, 3, 15)]
    slots = slot_matrix(real_world, spots, moments)

    assert slots.shape == (2, 5, 5)
    for slot, moment in zip(slots, moments, strict=True):
        assert (np.diagonal(slot) == 0).all()
        for i, a in enumerate(names):
            for j, b in enumerate(names):
                if i != j:
                    (way, *_) = find_timed_connections(real_world, a, b, depart=moment)
                    assert way.duration_s == slot[i, j]


@pytest.mark.parametrize("seed", range(40))
def test_real_ways_keep_to_the_timetable_and_to_dry_land(real_world: World, seed: int) -> None:
    chance = random.Random(seed)
    a, b = chance.sample(sorted(real_world.catalogue.festivals), 2)
    moment = datetime(2027, 1, 1) + timedelta(minutes=chance.randrange(525_600))
    rows = {row.id: row for row in real_world.crossings}
    outline = real_world.network.outline
    assert outline is not None
    for way in find_timed_connections(real_world, a, b, depart=moment):
        for leg in way.legs:
            if leg.ferry is not None:
                row = rows[leg.ferry.crossing_id]
                assert row.sails_on(leg.depart.date())
                assert (leg.depart.time(), leg.arrive.time()) == (row.depart, row.arrive)
                assert row.status is not TimetableStatus.UNCONFIRMED
                continue
            land = real_world.land(leg.origin)
            assert land == real_world.land(leg.destination)
            ends = [leg.geometry[:2], leg.geometry[-2:]]
            for near, far in ends:
                assert near.distance_m(far) < 1500 or outline.is_dry(land, near, far), leg


def test_a_day_without_a_clock_change_is_timed_like_any_other(real_world: World) -> None:
    timetable = real_world.timetable
    for day in (date(2027, 10, 29), date(2027, 10, 30), date(2027, 10, 31), date(2028, 3, 26)):
        ships = timetable.on(day)
        assert sorted(ships) == sorted(timetable.departure(ship.row, day) for ship in ships)
        assert [s.departs_s for s in ships] == sorted(s.departs_s for s in ships)


def test_a_timetable_without_ships_is_empty(real_world: World) -> None:
    ports = real_world.gazetteer.ports.values()
    empty = SeaTimetable.build(real_world.network, ports, ())

    assert empty.on(date(2027, 5, 1)) == []
