"""The diary: moves become days with true local times, legs, nights and sums."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from planner.model.clock import DAY_S, TripClock
from planner.model.festival import DateStatus
from planner.model.itinerary import DayPlan, Night, Visit, VisitKind
from planner.model.journey import Leg
from planner.model.timetable import Mode
from planner.optimise.candidates import list_candidates
from planner.optimise.problem import Move, MoveKind
from planner.optimise.schedule import totals_of, write_days
from planner.optimise.trip import Offer, Trip
from tests.town import (
    build_catalogue,
    build_editions,
    build_feast,
    build_sight,
    spot_at,
    town_offer,
    town_request,
)

SATURDAY = date(2027, 10, 30)
"""Clocks go back in the night that follows."""
SUMMER, WINTER = timedelta(hours=2), timedelta(hours=1)
DRIVE, VISIT, SLEEP, SAIL = MoveKind
TORTA, MIELE, FARO, MOLO, QUAY, FAR_QUAY = range(6)


def at(day: int, clock_time: str) -> int:
    hours, minutes = clock_time.split(":")
    return day * DAY_S + int(hours) * 3600 + int(minutes) * 60


def weekend_offer(first: date) -> Offer:
    """Return a tiny world with a feast in the east on a day, and one in the west on the next."""
    editions = [
        replace(edition, days=(first + timedelta(days=number),))
        for number, edition in enumerate(build_editions()[:2])
    ]
    catalogue = build_catalogue(
        festivals={feast: build_feast(feast) for feast in ("torta", "miele")},
        attractions={"faro": build_sight("faro")},
        editions=editions,
    )
    return town_offer(catalogue=catalogue)


def write(*moves: Move, first: date = SATURDAY, first_day: int = 0) -> tuple[DayPlan, ...]:
    """Return the days of some moves in a window of five days from Molo."""
    offer = weekend_offer(first + timedelta(days=first_day))
    last = first + timedelta(days=4)
    request = town_request(earliest=first, latest=last, end=None)
    trip = Trip.build(offer, request, list_candidates(offer.catalogue, request, offer.hours)[0])
    clock, timetable = TripClock(first), trip.timetable(offer)
    return write_days(trip.problem, trip.nodes, moves, first_day, clock, timetable)


def weekend(first: date = SATURDAY) -> tuple[DayPlan, ...]:
    """Return both feasts in three days: a night on board, a night in the hills, home by day."""
    ship = f"molo-riva-night@{first}"
    back = f"riva-molo-day@{first + timedelta(days=2)}"
    return write(
        Move(DRIVE, TORTA, at(0, "09:30"), at(0, "09:50")),
        Move(VISIT, TORTA, at(0, "10:00"), at(0, "12:00")),
        Move(DRIVE, QUAY, at(0, "12:00"), at(0, "12:24")),
        Move(SAIL, FAR_QUAY, at(0, "19:45"), at(1, "07:30"), ship),
        Move(DRIVE, MIELE, at(1, "09:10"), at(1, "10:03")),
        Move(VISIT, MIELE, at(1, "10:15"), at(1, "12:15")),
        Move(SLEEP, MIELE, at(1, "12:15"), at(2, "07:00")),
        Move(DRIVE, FAR_QUAY, at(2, "07:00"), at(2, "07:53")),
        Move(SAIL, QUAY, at(2, "08:45"), at(2, "13:30"), back),
        Move(DRIVE, MOLO, at(2, "13:30"), at(2, "13:34")),
        first=first,
    )


def legs(days: tuple[DayPlan, ...]) -> list[Leg]:
    return [item for day in days for item in day.items if isinstance(item, Leg)]


def visits(days: tuple[DayPlan, ...]) -> list[Visit]:
    return [item for day in days for item in day.items if isinstance(item, Visit)]


def nights(days: tuple[DayPlan, ...]) -> list[Night]:
    return [item for day in days for item in day.items if isinstance(item, Night)]


def test_each_day_holds_its_items_in_order() -> None:
    days = weekend()

    assert [day.date for day in days] == [SATURDAY + timedelta(days=k) for k in range(3)]
    assert [[type(item).__name__ for item in day.items] for day in days] == [
        ["Leg", "Visit", "Leg", "Leg", "Night"],
        ["Leg", "Visit", "Night"],
        ["Leg", "Leg", "Leg"],
    ]


def test_times_are_those_of_the_wall_clock_on_both_sides_of_the_clock_change() -> None:
    days = weekend()
    feasts = visits(days)

    assert [f"{v.arrive:%d %H:%M}–{v.depart:%H:%M}" for v in feasts] == [
        "30 10:00–12:00",
        "31 10:15–12:15",
    ]
    assert [feast.arrive.utcoffset() for feast in feasts] == [SUMMER, WINTER]
    assert [leg.depart.utcoffset() for leg in legs(days)] == [SUMMER] * 3 + [WINTER] * 4


def test_a_night_at_sea_over_the_clock_change_lasts_an_hour_longer() -> None:
    ship = legs(weekend())[2]

    assert ship.mode is Mode.FERRY
    assert (ship.depart.utcoffset(), ship.arrive.utcoffset()) == (SUMMER, WINTER)
    assert f"{ship.depart:%H:%M}–{ship.arrive:%H:%M}" == "21:00–07:00"
    assert ship.duration_s == 11 * 3600
    assert legs(weekend(date(2027, 10, 2)))[2].duration_s == 10 * 3600
    assert legs(weekend(date(2027, 3, 27)))[2].duration_s == 9 * 3600


def test_a_ship_shows_its_own_times_and_not_the_margins() -> None:
    ship = legs(weekend())[5]

    assert f"{ship.depart:%H:%M}–{ship.arrive:%H:%M}" == "10:00–13:00"
    assert (ship.basis, ship.origin.id, ship.destination.id) == (
        "timetable",
        "riva-port",
        "molo-port",
    )
    assert ship.ferry is not None
    assert (ship.ferry.crossing_id, ship.ferry.check_in_s) == ("riva-molo-day", 75 * 60)


def test_each_time_stands_in_the_zone_of_its_country() -> None:
    days = weekend()

    assert [str(visit.arrive.tzinfo) for visit in visits(days)] == ["Europe/Rome", "Europe/Paris"]
    ship = legs(days)[2]
    assert [str(end.tzinfo) for end in (ship.depart, ship.arrive)] == [
        "Europe/Rome",
        "Europe/Paris",
    ]


def test_each_leg_begins_where_the_one_before_ended() -> None:
    days = weekend()

    assert all(a.destination == b.origin for a, b in pairwise(legs(days)))
    assert all(a.destination == b.origin for a, b in pairwise(days))
    assert all(a.arrive <= b.depart for a, b in pairwise(legs(days)))


def test_a_leg_tells_its_road() -> None:
    leg = legs(weekend())[0]

    assert (leg.mode, leg.origin.id, leg.destination.id) == (Mode.CAR, "molo", "torta")
    assert (leg.basis, leg.roads, leg.distance_m) == ("corridor", ("SP1",), 12_000)
    assert leg.geometry[0] == spot_at("molo").coordinate
    assert leg.geometry[-1] == spot_at("borgo").coordinate


def test_days_begin_and_end_in_the_towns_of_their_places() -> None:
    days = weekend()

    assert [(day.origin.id, day.destination.id) for day in days] == [
        ("molo", "riva"),
        ("riva", "bosco"),
        ("bosco", "molo"),
    ]


def test_nights_are_ashore_or_on_board() -> None:
    assert nights(weekend()) == [Night(spot_at("riva"), ferry=True), Night(spot_at("bosco"))]


def test_a_visit_names_its_edition_and_every_term_of_its_worth() -> None:
    feast = visits(weekend())[0]

    assert (feast.kind, feast.id, feast.edition_id) == (VisitKind.FESTIVAL, "torta", "torta-2027")
    assert feast.date_status is DateStatus.RULE_BASED
    assert feast.worth == sum(term.points for term in feast.worth_terms) > 1_000


def test_a_sight_has_no_edition() -> None:
    (sight,) = visits(write(Move(VISIT, FARO, at(0, "09:00"), at(0, "10:30"))))

    assert (sight.kind, sight.edition_id, sight.date_status) == (VisitKind.ATTRACTION, None, None)


def test_sums_are_those_of_the_items() -> None:
    days = weekend()
    drives = [leg for leg in legs(days) if leg.mode is Mode.CAR]

    assert [day.visit_s for day in days] == [7200, 7200, 0]
    assert [day.drive_s for day in days] == [44 * 60, 53 * 60, 57 * 60]
    totals = totals_of(days)
    assert (totals.festivals, totals.attractions) == (2, 0)
    assert (totals.crossings, totals.nights) == (2, 2)
    assert totals.drive_s == 154 * 60
    assert totals.drive_m == sum(leg.distance_m for leg in drives)


def test_a_ship_of_the_day_is_no_night() -> None:
    days = write(
        Move(DRIVE, QUAY, at(0, "08:00"), at(0, "08:04")),
        Move(SAIL, FAR_QUAY, at(0, "08:45"), at(0, "13:30"), f"molo-riva-day@{SATURDAY}"),
    )

    assert nights(days) == []
    assert days[-1].destination.id == "riva"


def test_a_day_of_rest_is_a_day_of_the_trip() -> None:
    days = write(
        Move(DRIVE, TORTA, at(0, "09:00"), at(0, "09:20")),
        Move(SLEEP, TORTA, at(0, "09:20"), at(1, "09:00")),
        Move(SLEEP, TORTA, at(1, "09:00"), at(2, "09:00")),
        Move(DRIVE, MOLO, at(2, "09:00"), at(2, "09:20")),
    )

    assert [[type(item).__name__ for item in day.items] for day in days] == [
        ["Leg", "Night"],
        ["Night"],
        ["Leg"],
    ]
    assert [(day.origin.id, day.destination.id) for day in days][1] == ("borgo", "borgo")


def test_a_trip_may_begin_later_than_its_window() -> None:
    days = write(Move(DRIVE, TORTA, at(2, "09:00"), at(2, "09:20")), first_day=2)

    assert [day.date for day in days] == [SATURDAY + timedelta(days=2)]


def test_a_way_of_less_than_a_minute_is_no_leg() -> None:
    days = write(
        Move(DRIVE, TORTA, at(0, "09:00"), at(0, "09:00") + 59),
        Move(VISIT, TORTA, at(0, "10:00"), at(0, "12:00")),
        Move(DRIVE, MOLO, at(0, "12:00"), at(0, "12:20")),
    )

    assert [leg.origin.id for leg in legs(days)] == ["torta"]


@pytest.mark.parametrize("first", [date(2027, 3, 27), date(2027, 10, 2), SATURDAY])
def test_no_item_of_a_day_lies_on_another_day(first: date) -> None:
    for day in weekend(first):
        for item in day.items:
            if isinstance(item, Leg):
                assert item.depart.date() == day.date
            if isinstance(item, Visit):
                assert item.arrive.date() == item.depart.date() == day.date
