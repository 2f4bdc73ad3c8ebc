"""Planned trips carry what they emit; neither the trip nor its proof depends on it."""

from dataclasses import replace

from planner.cli.tables import emissions_text
from planner.model.emissions import Emissions, Order
from planner.model.itinerary import Itinerary
from planner.model.request import Party
from planner.service import answer_document, compare_emissions, plan_trip
from planner.travel.emissions import leg_emissions
from tests.town import town_request, town_world

WORLD = town_world()


def plan(people: int = 2) -> Itinerary:
    """Return the trip to all three feasts."""
    return plan_trip(WORLD, town_request(party=Party(people)))


def test_every_leg_of_a_trip_is_counted_and_the_totals_are_their_sum() -> None:
    trip = plan()
    legs = trip.list_legs()

    assert {leg.mode.value for leg in legs} == {"car", "ferry"}
    for leg in legs:
        assert leg.co2e == leg_emissions(WORLD.factors, leg, trip.request)
    assert trip.totals.co2e == sum((leg.co2e for leg in legs if leg.co2e), Emissions())
    assert 0 < trip.totals.co2e.low_g < trip.totals.co2e.high_g


def test_the_document_adds_up() -> None:
    document = answer_document(plan())
    legs = [item for day in document["days"] for item in day["items"] if item["type"] == "leg"]

    for end in ("low", "high"):
        assert document["totals"]["co2e_g"][end] == sum(leg["co2e_g"][end] for leg in legs)
    assert all(name in WORLD.factors for leg in legs for name in leg["co2e_factors"])


def test_more_people_make_the_same_trip_of_the_same_worth() -> None:
    two, four = plan(2), plan(4)

    assert two.proof == four.proof
    assert [visit.id for visit in two.list_visits()] == [visit.id for visit in four.list_visits()]
    assert compare_emissions(two, four) is Order.LOWER
    assert compare_emissions(four, two) is Order.HIGHER
    assert compare_emissions(two, two) is Order.UNCERTAIN


def test_a_trip_compared_with_one_that_stays_is_higher() -> None:
    trip = plan()
    stays = replace(trip, totals=replace(trip.totals, co2e=Emissions()))

    assert compare_emissions(trip, stays) is Order.HIGHER


def test_the_terminal_says_it_in_kilograms() -> None:
    assert emissions_text(Emissions(118_300, 343_100), 2) == "CO2e 120–340 kg for 2 people"
    assert emissions_text(Emissions(12_010, 12_040), 1) == "CO2e 12 kg for 1 person"
    assert emissions_text(Emissions(1_180_000, 12_343_100), 9) == "CO2e 1200–12000 kg for 9 people"
