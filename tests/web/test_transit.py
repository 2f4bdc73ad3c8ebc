"""Trips without a car on the pages."""

from dataclasses import replace

import pytest

from planner.model.itinerary import Change, Itinerary, LeftOut, Reason
from planner.model.journey import Leg
from planner.model.request import TripRequest
from planner.model.timetable import Mode
from planner.service import World
from tests.web.builder import ASKED, build_trip
from tests.web.conftest import SitePlan

NOTES = (
    "indicative: coarse tables of lines, no exact departures",
    "outside the hours of Rail: Livorno – Pisa, 06:00–16:30: Borgo 2027-10-02 17:05",
)
UNSERVED = "No train, coach or walk that we know leads to it every day of your dates."
TOLD = {
    "en": ("Train to Borgo prova", "come from coarse tables", "Borgo, 2 October 2027, 17:05"),
    "it": ("In treno fino a Borgo prova", "tabelle sommarie", "fuori dall’orario di Rail"),
    "fr": ("En train jusqu’à Borgo prova", "tableaux sommaires", "hors des heures de Rail"),
}


def build_train_trip(world: World, request: TripRequest) -> Itinerary:
    """Return the trip of the tests with a train in place of its drive."""
    trip = build_trip(world, request)
    first, *others = trip.days
    drive, *items = first.items
    assert isinstance(drive, Leg)
    train = replace(drive, mode=Mode.RAIL, basis="indicative", roads=("Rail: Livorno – Pisa",))
    ridden = replace(first, items=(train, *items), drive_s=0, ride_s=4500)
    totals = replace(trip.totals, drive_s=0, drive_m=0, ride_s=4500, ride_m=81_400)
    left = LeftOut("isola", Reason.TOO_FAR, UNSERVED, Change("mode", "car", "by car"))
    days = (ridden, *others)
    return replace(trip, days=days, totals=totals, notes=NOTES, left_out=(left,))


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_trip_by_train_says_that_it_is_indicative(open_site: SitePlan, language: str) -> None:
    site = open_site(plan=build_train_trip)
    page = site.get(f"/{language}/trip?{ASKED}&mode=transit").text.replace("\u00a0", " ")

    for told in (*TOLD[language], "Rail: Livorno – Pisa"):
        assert told in page, told
    assert '<option value="transit" selected>' in page


def test_a_trip_by_train_counts_no_hours_at_the_wheel(open_site: SitePlan) -> None:
    page = open_site(plan=build_train_trip).get(f"/en/trip?{ASKED}&mode=transit").text

    assert "<dt>at the wheel</dt>" not in page
    assert "<dt>by train, coach and on foot</dt>" in page
    assert "by train, coach and on foot</p>" in page or "by train, coach and on foot ·" in page


def test_a_feast_without_a_line_can_be_asked_for_by_car(open_site: SitePlan) -> None:
    page = open_site(plan=build_train_trip).get(f"/en/trip?{ASKED}&mode=transit").text

    assert UNSERVED in page
    assert "It fits by car" in page
    assert "mode=car" in page


def test_the_form_offers_car_and_train(open_site: SitePlan) -> None:
    page = open_site().get("/en/").text

    assert '<option value="car" selected>By car</option>' in page
    assert '<option value="transit">By train, coach and ferry (indicative)</option>' in page


def test_the_mode_reaches_the_planner(open_site: SitePlan) -> None:
    asked: list[str] = []

    def plan(world: World, request: TripRequest) -> Itinerary:
        asked.append(request.mode.value)
        return build_trip(world, request)

    open_site(plan=plan).get(f"/en/trip?{ASKED}&mode=transit")
    assert asked == ["transit"]
