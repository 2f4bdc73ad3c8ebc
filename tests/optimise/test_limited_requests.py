"""Requests with limits on the whole trip: kept, re-timed, and said where they shut a feast out."""

from dataclasses import replace

import pytest

from planner.model.itinerary import Status
from planner.optimise.candidates import list_candidates
from planner.optimise.mapping import CROSSINGS, WHEEL
from planner.optimise.problem import TripLimit
from planner.optimise.retime import BreakKind, retime
from planner.optimise.trip import Trip
from planner.service import World
from tests.optimise.corsica_trip import corsica_problem, corsica_trip
from tests.optimise.retrace import mistakes
from tests.optimise.test_retime import order_of_moves
from tests.optimise.wishes import Document, changed, feasts_of, left_out_of, plan, read, wish
from tests.town import town_offer, town_request, town_world

pytestmark = pytest.mark.usefixtures("compiled")
TOWN = town_world()
WEEK: Document = {
    "start": "Livorno", "earliest": "2027-10-08", "latest": "2027-10-14", "days": 7,
    "time_limit_s": 0.3,
}  # fmt: skip


def test_fewer_crossings_leave_the_other_island_out_and_say_what_lets_it_in() -> None:
    free, bound_to_land = plan(TOWN, wish()), plan(TOWN, wish(max_crossings=0))

    assert free.totals.crossings == 2
    assert bound_to_land.totals.crossings == 0
    assert mistakes(TOWN, bound_to_land) == []
    assert set(feasts_of(free)) - set(feasts_of(bound_to_land)) == {"miele"}
    (left_out,) = [one for one in bound_to_land.left_out if one.festival_id == "miele"]
    assert left_out.would_fit_if is not None
    assert left_out.would_fit_if.field == "max_crossings"
    assert "miele" in feasts_of(
        plan(TOWN, changed(wish(max_crossings=0, must=["miele"]), left_out.would_fit_if))
    )


def test_a_limit_that_no_trip_keeps_is_said_with_a_change_that_helps() -> None:
    document = wish(must=["miele"], max_crossings=1)
    trip = plan(TOWN, document)

    assert trip.status is Status.INFEASIBLE
    assert any(change.field == "max_crossings" for change in trip.changes)
    for change in trip.changes:
        assert plan(TOWN, changed(document, change)).days


def test_less_driving_on_the_whole_trip_is_kept_on_the_real_catalogue(real_world: World) -> None:
    free = plan(real_world, WEEK)
    half_h = round(free.totals.drive_s / 2 / 900) / 4

    trip = plan(real_world, {**WEEK, "max_trip_drive_h": half_h, "time_limit_s": 1})

    assert trip.days
    assert trip.totals.drive_s <= half_h * 3600 < free.totals.drive_s
    assert trip.proof.objective <= free.proof.bound
    assert mistakes(real_world, trip) == []
    assert len(left_out_of(trip)) == len(trip.left_out)


def test_the_limits_of_a_request_reach_the_problem_and_transit_has_no_wheel() -> None:
    offer = town_offer()
    request = replace(town_request(), max_trip_drive_s=7_200, max_crossings=1)
    candidates, _ = list_candidates(offer.catalogue, request, offer.hours)

    limits = Trip.build(offer, request, candidates).problem.trip_limits

    assert [(limit.name, limit.most) for limit in limits] == [(WHEEL, 7_200), (CROSSINGS, 1)]
    by_transit = read(TOWN, wish(mode="transit", max_trip_drive_h=2))
    assert Trip.build(offer, by_transit, candidates).problem.trip_limits == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [(WHEEL, BreakKind.TOO_MUCH_IN_ALL), (CROSSINGS, BreakKind.TOO_MANY_CROSSINGS)],
)
def test_an_order_that_uses_more_than_it_may_is_told(name: str, kind: BreakKind) -> None:
    problem = corsica_problem()
    limit = TripLimit(
        name, 1, problem.drive_s, problem.stay_s, dict.fromkeys(problem.sailing_of, 1)
    )
    order = order_of_moves(corsica_trip())

    kinds = [one.kind for one in retime(replace(problem, trip_limits=(limit,)), order).breaks]

    assert kinds == [kind]
