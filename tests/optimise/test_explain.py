"""Reasons and changes are true: each is put to the planner again as a request of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time
from functools import cache
from typing import Any

import pytest

from planner.model.festival import DateStatus, Interest
from planner.model.itinerary import Change, Itinerary, Reason, Status
from planner.model.place import Area
from planner.model.request import DayRange, TripRequest
from planner.optimise.changes import list_changes
from planner.optimise.explain import explain_infeasible, explain_left_out
from planner.service import World
from tests.optimise.wishes import (
    Document,
    changed,
    feasts_of,
    left_out_of,
    plan,
    read,
    wish,
    with_must,
)
from tests.town import build_catalogue, build_editions, build_feast, town_request, town_world

pytestmark = pytest.mark.usefixtures("compiled")
WORLD = town_world()
GUESSED = town_world(
    catalogue=build_catalogue(
        editions=[
            replace(e, date_status=DateStatus.GUESS) if e.festival_id == "palio" else e
            for e in build_editions()
        ]
    )
)
LATE = town_world(
    catalogue=build_catalogue(
        festivals={
            "torta": build_feast("torta", opens=time(18), closes=time(23)),
            "miele": build_feast("miele"),
            "palio": build_feast("palio", interests=(Interest.SEA,)),
        }
    )
)
WISHES: dict[str, tuple[World, Document]] = {
    "all of them": (WORLD, wish()),
    "one day": (WORLD, wish(days=1)),
    "two days": (WORLD, wish(days={"min": 1, "max": 2})),
    "four days": (WORLD, wish(days={"min": 1, "max": 4})),
    "little driving": (WORLD, wish(max_drive_h=0.75, days={"min": 1, "max": 5})),
    "nights by the sea": (WORLD, wish(max_drive_h=1.5, nights=["Riva"])),
    "one must": (WORLD, wish(days={"min": 1, "max": 4}, must=["miele"])),
    "guessed": (GUESSED, wish()),
    "late": (LATE, wish()),
    "tuscany": (WORLD, wish(areas=["tuscany"])),
    "short window": (WORLD, wish(latest="2027-10-04", days={"min": 1, "max": 3})),
}
IMPOSSIBLE: dict[str, tuple[World, Document]] = {
    "too short": (WORLD, wish(days=1, must=["miele"])),
    "too few days for two": (WORLD, wish(days={"min": 1, "max": 3}, must=["torta", "miele"])),
    "too far apart": (WORLD, wish(days={"min": 1, "max": 4}, must=["torta", "palio"])),
    "ends too soon": (WORLD, wish(latest="2027-10-04", days={"min": 1, "max": 3}, must=["miele"])),
    "begins too late": (WORLD, wish(earliest="2027-10-07", days=1, must=["torta"])),
    "one short drive": (WORLD, wish(max_drive_h=0.5, must=["palio"], days=1)),
    "other area": (WORLD, wish(areas=["tuscany"], must=["miele"])),
    "a guess": (GUESSED, wish(must=["palio"])),
    "after dark": (LATE, wish(must=["torta"])),
    "night elsewhere": (WORLD, wish(max_drive_h=1, nights=["Riva"], must=["palio"])),
}


@cache
def answer_to(name: str) -> Itinerary:
    """Return the answer to one of the wishes, possible or not."""
    return plan(*{**WISHES, **IMPOSSIBLE}[name])


def fits_but(*clashes: set[str]) -> Callable[[TripRequest, Sequence[str]], bool]:
    """Return an oracle by which feasts fit unless they hold one of some sets."""
    return lambda _, feasts: not any(clash <= set(feasts) for clash in clashes)


def explain(chosen: list[str], *clashes: set[str], **changes: Any) -> tuple[Reason, str]:
    catalogue = build_catalogue()
    feast, request = catalogue.get_festival("miele"), town_request(**changes)
    found = explain_left_out(catalogue, feast, request, chosen, fits_but(*clashes))
    return found.reason, found.detail


@pytest.mark.parametrize("name", WISHES)
def test_a_change_lets_the_feast_in(name: str) -> None:
    world, document = WISHES[name]

    for one in answer_to(name).left_out:
        if one.would_fit_if is not None:
            again = plan(world, with_must(changed(document, one.would_fit_if), one.festival_id))
            assert again.status is not Status.INFEASIBLE, one
            assert one.festival_id in feasts_of(again), one


@pytest.mark.parametrize("name", WISHES)
def test_what_is_said_to_be_out_of_reach_is(name: str) -> None:
    world, document = WISHES[name]
    never = (Reason.TOO_FAR, Reason.NO_CROSSING)

    for one in answer_to(name).left_out:
        if one.reason in never or "beside what you have to see" in one.detail:
            again = plan(world, with_must(document, one.festival_id))
            assert again.status is Status.INFEASIBLE, one


@pytest.mark.parametrize("name", WISHES)
def test_what_is_said_to_clash_does(name: str) -> None:
    world, document = WISHES[name]
    answer = answer_to(name)

    for one in answer.left_out:
        for other in feasts_of(answer):
            if one.reason is Reason.CLASHES_WITH and f"Sagra {other}" in one.detail:
                again = plan(world, with_must(document, one.festival_id, other))
                assert again.status is Status.INFEASIBLE, one


@pytest.mark.parametrize("name", WISHES)
def test_what_is_crowded_out_is_worth_less(name: str) -> None:
    world, document = WISHES[name]
    answer = answer_to(name)

    for one in answer.left_out:
        if one.reason is Reason.CROWDED_OUT:
            again = plan(world, with_must(document, one.festival_id))
            assert again.status is not Status.INFEASIBLE, one
            assert again.proof.objective <= answer.proof.objective, one


@pytest.mark.parametrize("name", WISHES)
def test_every_feast_is_in_the_trip_or_left_out_with_a_reason(name: str) -> None:
    answer = answer_to(name)

    assert sorted([*feasts_of(answer), *left_out_of(answer)]) == ["miele", "palio", "torta"]
    assert all(one.detail for one in answer.left_out)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_wish_gets_a_reason_and_a_change_that_makes_it_possible(name: str) -> None:
    world, document = IMPOSSIBLE[name]
    answer = answer_to(name)

    assert answer.status is Status.INFEASIBLE
    assert answer.reasons
    assert answer.changes
    for change in answer.changes:
        again = plan(world, changed(document, change))
        assert again.status is not Status.INFEASIBLE, change
        assert set(changed(document, change)["must"]) <= set(feasts_of(again)), change


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_reason_names_the_feasts_that_are_out_of_reach(name: str) -> None:
    world, document = IMPOSSIBLE[name]
    said = " ".join(answer_to(name).reasons)
    one_each = {
        feast: plan(world, {**document, "must": [feast]}).status for feast in document["must"]
    }

    out = {feast for feast, status in one_each.items() if status is Status.INFEASIBLE}
    named = {feast for feast in document["must"] if f"Sagra {feast}" in said}
    assert named == (out or set(document["must"]))


def test_a_sight_that_cannot_be_met_is_named_and_not_the_feasts() -> None:
    answer = plan(WORLD, wish(days=1, must=["torta", "mulino"]))

    assert answer.status is Status.INFEASIBLE
    assert "Mulino" in " ".join(answer.reasons)
    assert "reaches Sagra torta" not in " ".join(answer.reasons)


def test_a_sight_that_is_too_far_gets_a_change() -> None:
    document = wish(days=1, must=["mulino"])
    answer = plan(WORLD, document)

    assert answer.changes
    assert plan(WORLD, changed(document, answer.changes[0])).status is not Status.INFEASIBLE


def test_a_feast_reached_by_a_night_at_a_sight_is_not_called_too_far() -> None:
    tasty = {feast: build_feast(feast, interests=(Interest.SEA,)) for feast in ("torta", "miele")}
    palio = build_feast("palio", interests=(Interest.FAITH,))
    world = town_world(catalogue=build_catalogue(festivals={**tasty, "palio": palio}))
    document = wish(
        end="anywhere", days=3, max_drive_h=0.75, areas=["tuscany"],
        interests={"sea": 1, "faith": 0},
    )  # fmt: skip
    answer = plan(world, document)

    assert feasts_of(answer) == ["torta"]
    assert plan(world, with_must(document, "palio")).status is not Status.INFEASIBLE
    assert left_out_of(answer)["palio"].reason is not Reason.TOO_FAR


@pytest.mark.parametrize(
    ("days", "window"),
    [({"min": 1, "max": 20}, "2027-11-30"), ({"min": 1, "max": 21}, "2027-10-31")],
)
def test_every_change_may_be_asked_for(days: dict[str, int], window: str) -> None:
    document = wish(
        days=days, latest=window, areas=["liguria"], nights=["Riva"], date_status="announced"
    )
    request = read(WORLD, document)

    for feast in WORLD.catalogue.festivals.values():
        for change, meant in list_changes(WORLD.catalogue, feast, request):
            assert read(WORLD, changed(document, change)) == meant, change


@pytest.mark.parametrize(
    ("asked", "edge"), [("2026-01-20", date(2026, 1, 1)), ("2028-12-20", date(2028, 12, 31))]
)
def test_a_change_of_dates_stays_within_the_data(asked: str, edge: date) -> None:
    editions = [replace(edition, days=(edge,)) for edition in build_editions()]
    world = town_world(catalogue=build_catalogue(editions=editions))
    document = wish(earliest=asked, latest=asked, days=1)

    for feast in world.catalogue.festivals.values():
        for change, meant in list_changes(world.catalogue, feast, read(world, document)):
            assert read(world, changed(document, change)) == meant, change


def test_what_never_fits_is_too_far() -> None:
    assert explain([], {"miele"})[0] is Reason.TOO_FAR


def test_what_does_not_fit_beside_the_musts_clashes_with_them() -> None:
    reason, detail = explain([], {"miele", "torta"}, must=("torta",))

    assert reason is Reason.CLASHES_WITH
    assert "beside what you have to see" in detail


def test_what_fits_alone_clashes_with_each_that_it_cannot_share_a_trip_with() -> None:
    reason, detail = explain(["torta", "palio"], {"miele", "palio"})

    assert reason is Reason.CLASHES_WITH
    assert "Sagra palio" in detail
    assert "Sagra torta" not in detail


def test_what_fits_beside_each_is_crowded_out() -> None:
    assert explain(["torta", "palio"], {"miele", "torta", "palio"})[0] is Reason.CROWDED_OUT


def test_the_smallest_change_comes_first() -> None:
    catalogue = build_catalogue()
    request = town_request(days=DayRange(1, 3), areas=(Area.TUSCANY,))
    changes = [c for c, _ in list_changes(catalogue, catalogue.get_festival("miele"), request)]

    assert [change.value for change in changes[:3]] == ["4", "5", "6"]
    assert changes[-1].field == "areas"


def test_a_trip_longer_than_the_window_is_not_proposed() -> None:
    catalogue = build_catalogue()
    request = town_request(days=DayRange(1, 11))
    changes = [c for c, _ in list_changes(catalogue, catalogue.get_festival("miele"), request)]

    assert [c.value for c in changes if c.field == "days.max"] == ["12"]


def test_of_several_musts_each_may_be_given_up() -> None:
    catalogue, must = build_catalogue(), ("torta", "palio")
    fits = fits_but({"torta", "palio"})
    reasons, changes = explain_infeasible(catalogue, town_request(must=must), fits)

    assert reasons == (
        "Each can be reached, but no single trip reaches Sagra torta and Sagra palio.",
    )
    assert Change("must", "palio", "without Sagra torta as a must") in changes
    assert Change("must", "torta", "without Sagra palio as a must") in changes
