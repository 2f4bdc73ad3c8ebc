"""Dated ferries: quays, margins, order, facts."""

from datetime import date, timedelta

import pytest

from planner.model.clock import DAY_S
from planner.model.timetable import Sailing, TimetableStatus
from planner.service import World, offer_of
from planner.travel.connections import sea_m, spot_of_port
from planner.travel.ferries import Ferry, ferries_of
from planner.travel.sailings import list_sailings
from tests.town import build_crossing, build_crossings, quay_of, town_offer, town_request

FIRST = date(2027, 10, 1)
QUAYS = {f"{name}-port": spot_of_port(quay_of(name)) for name in ("molo", "riva")}
HOUR_S = 3600


def ferries(*days: int, sort: str = "day") -> tuple[Ferry, ...]:
    line = build_crossing("molo", "riva", sort, note="a note", valid_to=date(2026, 9, 30))
    sailings = [Sailing(line, FIRST + timedelta(days=number)) for number in days]
    return ferries_of(sailings, QUAYS, FIRST)


def test_a_day_ship_has_its_margins_on_both_quays() -> None:
    (ship,) = ferries(2)

    assert (ship.departs_s, ship.arrives_s) == (2 * DAY_S + 10 * HOUR_S, 2 * DAY_S + 13 * HOUR_S)
    assert ship.departs_s - ship.board_by_s == ship.facts.check_in_s == 75 * 60
    assert ship.leave_s - ship.arrives_s == 30 * 60


def test_a_night_ship_arrives_the_next_day() -> None:
    (ship,) = ferries(0, sort="night")

    assert (ship.departs_s, ship.arrives_s) == (21 * HOUR_S, DAY_S + 7 * HOUR_S)


def test_a_ship_leaves_from_one_quay_to_the_other() -> None:
    (ship,) = ferries(0)

    assert (ship.origin, ship.destination) == (QUAYS["molo-port"], QUAYS["riva-port"])
    assert ship.distance_m == sea_m(ship.origin, ship.destination)
    crow_m = ship.origin.coordinate.distance_m(ship.destination.coordinate)
    assert ship.distance_m == pytest.approx(1.1 * crow_m, abs=1)


def test_a_ship_says_what_is_known_of_it() -> None:
    (ship,) = ferries(0)

    assert ship.facts.crossing_id == "molo-riva-day"
    assert (ship.facts.operator, ship.facts.line) == ("Linea Prova", "Molo – Riva")
    assert (ship.facts.timetable_status, ship.facts.note) == (TimetableStatus.TIMETABLE, "a note")
    assert (ship.facts.valid_to, ship.facts.sources) == (date(2026, 9, 30), ("page-1",))


def test_ferries_come_in_order_of_departure() -> None:
    found = ferries_of(list_sailings(build_crossings(), FIRST, FIRST + timedelta(3)), QUAYS, FIRST)

    assert len(found) == 4 * 4
    assert [ship.departs_s for ship in found] == sorted(ship.departs_s for ship in found)


def test_no_two_real_departures_share_a_key(real_world: World) -> None:
    request = town_request(earliest=date(2027, 7, 1), latest=date(2027, 7, 31))
    found = offer_of(real_world).ferries(request)

    assert len({ship.key for ship in found}) == len(found) > 1000


def test_real_ferries_keep_the_order_of_time(real_world: World) -> None:
    request = town_request(earliest=date(2027, 1, 1), latest=date(2027, 12, 31))
    for ship in offer_of(real_world).ferries(request):
        assert ship.board_by_s < ship.departs_s < ship.arrives_s < ship.leave_s, ship.key


def test_real_ferries_keep_to_a_ships_speed(real_world: World) -> None:
    request = town_request(earliest=date(2027, 7, 1), latest=date(2027, 7, 7))
    for ship in offer_of(real_world).ferries(request):
        kmh = ship.distance_m / (ship.arrives_s - ship.departs_s) * 3.6
        assert 5 < kmh < 75, ship.key


def test_an_offer_holds_the_sailings_of_the_window_alone() -> None:
    window = town_request(earliest=FIRST, latest=FIRST + timedelta(2))
    found = town_offer().ferries(window)

    assert {ship.departs_s // DAY_S for ship in found} == {0, 1, 2}
    assert len(found) == 4 * 3
