"""Whole trips without a car, on the shipped data."""

from typing import Any

import pytest

from planner.export.answer import to_document
from planner.model.itinerary import Itinerary, Night, Reason, Visit
from planner.model.journey import Leg
from planner.model.timetable import Mode
from planner.optimise.candidates import list_candidates
from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.problem import SearchParams
from planner.optimise.trip import Trip
from planner.service import World, offer_of, plan_trip, read_trip_request
from planner.travel.by_mode import TRANSIT_NOTE

BOCOGNANO = "fiera-di-a-castagna-bocognano"
WISH: dict[str, Any] = {
    **{"start": "Bastia", "earliest": "2026-12-02", "latest": "2026-12-08"},
    **{"days": {"min": 3, "max": 5}, "mode": "transit", "time_limit_s": 2},
}


@pytest.fixture(scope="module")
def trip(real_world: World) -> Itinerary:
    return plan_trip(real_world, read_trip_request(real_world, WISH))


def test_a_week_in_corsica_visits_bocognano_by_train(trip: Itinerary) -> None:
    assert 3 <= len(trip.days) <= 5
    assert BOCOGNANO in [visit.id for visit in trip.list_visits()]
    assert any(leg.mode is Mode.RAIL for leg in trip.list_legs())
    assert trip.totals.ride_s > 0
    assert (trip.totals.drive_s, trip.totals.drive_m) == (0, 0)


def test_the_judge_accepts_it(real_world: World) -> None:
    offer, request = offer_of(real_world), read_trip_request(real_world, WISH)
    candidates, _ = list_candidates(offer.catalogue, request, offer.hours)
    made = Trip.build(offer, request, candidates)
    solution = solve(made.problem, SearchParams(time_limit_s=2))

    assert solution.moves
    assert violations(made.problem, solution) == ()


def test_no_leg_is_by_car_and_every_one_says_on_what_it_stands(trip: Itinerary) -> None:
    for leg in trip.list_legs():
        assert leg.mode is not Mode.CAR
        if leg.mode is Mode.FERRY:
            assert leg.ferry is not None
            assert leg.ferry.check_in_s in (20 * 60, 45 * 60)
        else:
            assert leg.basis == ("straight" if leg.mode is Mode.WALK else "indicative")
            assert bool(leg.roads) == (leg.mode is not Mode.WALK)


def test_legs_hang_together_in_space_and_time(trip: Itinerary) -> None:
    now = trip.list_legs()[0].depart
    here = trip.request.start.coordinate
    for day in trip.days:
        for item in day.items:
            if isinstance(item, Leg):
                assert item.origin.coordinate.distance_m(here) < 60
                assert now <= item.depart <= item.arrive
                now, here = item.arrive, item.destination.coordinate
            elif isinstance(item, Visit):
                assert item.spot.coordinate.distance_m(here) < 60
                assert now <= item.arrive
                now = item.depart
            else:
                assert isinstance(item, Night)


def test_no_line_is_ridden_on_a_day_on_which_it_rests(real_world: World, trip: Itinerary) -> None:
    hops = {hop.name: hop for hop in real_world.lines}
    for leg in trip.list_legs():
        if leg.mode in (Mode.RAIL, Mode.BUS):
            assert hops[leg.roads[0]].runs_on(leg.depart.date())


def test_a_ride_outside_the_hours_of_its_line_is_noted(real_world: World, trip: Itinerary) -> None:
    hops = {hop.name: hop for hop in real_world.lines}
    rides = [leg for leg in trip.list_legs() if leg.mode in (Mode.RAIL, Mode.BUS)]
    late = [
        leg
        for leg in rides
        if not hops[leg.roads[0]].first <= leg.depart.time() <= hops[leg.roads[0]].last
    ]

    assert trip.notes[0] == TRANSIT_NOTE
    assert len(trip.notes) == 1 + len(late)


def test_the_answer_says_that_it_is_indicative(trip: Itinerary) -> None:
    document = to_document(trip)

    assert document["notes"][0] == "indicative: coarse tables of lines, no exact departures"
    assert document["totals"]["ride_s"] == trip.totals.ride_s
    assert {leg["mode"] for day in document["days"] for leg in day["items"] if "mode" in leg} <= {
        *("walk", "bus", "rail", "ferry")
    }


def test_a_feast_without_a_line_says_so_and_offers_the_car(trip: Itinerary) -> None:
    (suvereto,) = [x for x in trip.left_out if x.festival_id == "sagra-del-cinghiale-suvereto"]

    assert suvereto.reason is Reason.TOO_FAR
    assert "train, coach" in suvereto.detail
    assert suvereto.would_fit_if is None or suvereto.would_fit_if.field == "mode"


def test_a_trip_by_car_has_no_note(real_world: World) -> None:
    ways = real_world.ways_by_mode
    request = read_trip_request(real_world, {**WISH, "mode": "car"})
    (part,) = ways.way(request, request.start, real_world.quays["ajaccio-port"])

    assert part.mode is Mode.CAR
    assert request.most_drive_s == 4 * 3600
    assert read_trip_request(real_world, WISH).most_drive_s == 8 * 3600


def test_all_boats_take_passengers(real_world: World) -> None:
    ways = real_world.ways_by_mode
    wish = {**WISH, "earliest": "2027-07-01", "latest": "2027-07-07"}
    on_foot = ways.ferries(read_trip_request(real_world, wish))
    by_car = ways.ferries(read_trip_request(real_world, {**wish, "mode": "car"}))

    assert {ship.key for ship in on_foot} >= {ship.key for ship in by_car}
    assert {ship.facts.check_in_s for ship in on_foot} == {20 * 60, 45 * 60}
