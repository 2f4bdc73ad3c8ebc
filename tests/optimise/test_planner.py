"""Requests answered on the shipped data and in the tiny world, walked through leg by leg."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.model.itinerary import Itinerary, Night, Reason, Status, VisitKind
from planner.model.place import Area
from planner.model.request import TripRequest
from planner.optimise import doubts, locked_search
from planner.optimise.doubts import Doubts
from planner.optimise.planner import JudgeError, answer, judged, status_of
from planner.optimise.problem import OrienteeringSolution, SearchParams
from planner.service import World, load_world, plan_trip
from tests.optimise.corsica_trip import corsica_problem, corsica_trip
from tests.optimise.retrace import mistakes
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
from tests.town import town_offer, town_request, town_world

pytestmark = pytest.mark.usefixtures("compiled")
BOCOGNANO, SUVERETO = "fiera-di-a-castagna-bocognano", "sagra-del-cinghiale-suvereto"
OLIVES = "sagra-delle-olive-villamassargia"
ROUND_TRIP: Document = {
    "start": "Livorno", "end": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-20",
    "days": {"min": 8, "max": 10}, "time_limit_s": 0.3,
}  # fmt: skip
ONE_WAY: Document = {
    "start": "Genova", "end": "Toulon", "earliest": "2027-09-24", "latest": "2027-10-24",
    "days": 7, "time_limit_s": 0.3,
}  # fmt: skip
TWO_MUSTS: Document = {
    "start": "Bastia", "earliest": "2026-11-27", "latest": "2026-12-13",
    "days": {"min": 6, "max": 9}, "must": [BOCOGNANO, SUVERETO], "time_limit_s": 0.3,
}  # fmt: skip
CLOCKS_BACK: Document = {
    "start": "Livorno", "end": "anywhere", "earliest": "2027-10-29", "latest": "2027-11-01",
    "days": 4, "time_limit_s": 0.3, "areas": ["corsica"], "must": ["corte-musee-de-la-corse"],
}  # fmt: skip
REAL = {
    "round trip": ROUND_TRIP,
    "one way": ONE_WAY,
    "two musts": TWO_MUSTS,
    "clocks back": CLOCKS_BACK,
}
TOO_EARLY: Document = {
    **ROUND_TRIP, "latest": "2027-10-12", "must": [OLIVES], "areas": ["sardinia"],
}  # fmt: skip
TOO_MUCH: Document = {**TWO_MUSTS, "days": {"min": 1, "max": 3}}
TOWN = town_world()


class Answers:
    """Answers on the shipped data, each made once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[str, Itinerary] = {}

    def to(self, name: str) -> Itinerary:
        if name not in self.known:
            self.known[name] = plan(self.world, REAL[name])
        return self.known[name]


@pytest.fixture(scope="session")
def answers(real_world: World) -> Answers:
    return Answers(real_world)


def timeless(trip: Itinerary) -> Itinerary:
    return replace(trip, provenance=replace(trip.provenance, seconds=0.0))


@pytest.mark.parametrize("name", REAL)
def test_a_real_trip_can_be_travelled(answers: Answers, name: str) -> None:
    trip = answers.to(name)

    assert trip.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert mistakes(answers.world, trip) == []


@pytest.mark.parametrize("name", REAL)
def test_every_feast_is_visited_or_left_out(answers: Answers, name: str) -> None:
    trip = answers.to(name)
    told = [*feasts_of(trip), *left_out_of(trip)]

    assert sorted(told) == sorted(answers.world.catalogue.festivals)
    assert len(trip.left_out) == len(left_out_of(trip))


@pytest.mark.parametrize("name", REAL)
def test_only_a_closed_gap_is_called_optimal(answers: Answers, name: str) -> None:
    trip = answers.to(name)

    assert trip.proof.bound >= trip.proof.objective > 0
    assert (trip.status is Status.OPTIMAL) == (trip.proof.bound == trip.proof.objective)


def test_a_round_trip_from_livorno_joins_three_feasts_and_leaves_tuscany(answers: Answers) -> None:
    feasts = feasts_of(answers.to("round trip"))
    areas = {answers.world.catalogue.get_festival(feast).area for feast in feasts}

    assert len(set(feasts)) >= 3
    assert areas - {Area.TUSCANY}


def test_a_trip_from_genova_ends_at_toulon_after_seven_days(answers: Answers) -> None:
    trip = answers.to("one way")

    assert (trip.days[0].origin.id, trip.days[-1].destination.id) == ("genova", "toulon")
    assert len(trip.days) == 7
    assert feasts_of(trip)


def test_both_musts_are_in_the_trip_and_it_takes_the_ferry(answers: Answers) -> None:
    trip = answers.to("two musts")

    assert {BOCOGNANO, SUVERETO} <= set(feasts_of(trip))
    assert trip.totals.crossings >= 2


def test_a_trip_over_the_end_of_summer_time_changes_its_offset(answers: Answers) -> None:
    trip = answers.to("clocks back")
    offsets = {
        f"{visit.arrive:%m-%d}" < "10-31": visit.arrive.utcoffset() for visit in trip.list_visits()
    }

    assert offsets == {True: timedelta(hours=2), False: timedelta(hours=1)}


@pytest.mark.parametrize("document", [TOO_EARLY, TOO_MUCH])
def test_a_must_that_cannot_be_met_gets_a_reason_and_a_change(
    real_world: World, document: Document
) -> None:
    refused = plan(real_world, document)

    assert refused.status is Status.INFEASIBLE
    assert (refused.days, refused.proof.objective) == ((), 0)
    assert refused.reasons
    assert refused.changes
    again = plan(real_world, changed(document, refused.changes[0]))
    assert again.status is not Status.INFEASIBLE
    assert mistakes(real_world, again) == []


def test_a_feast_left_out_comes_in_by_the_change_that_is_named(answers: Answers) -> None:
    left_out = answers.to("round trip").left_out
    named = [one for one in left_out if one.would_fit_if is not None]
    assert named

    for one in named[:1]:
        assert one.would_fit_if is not None
        document = with_must(changed(ROUND_TRIP, one.would_fit_if), one.festival_id)
        rest = [feast for feast in answers.world.catalogue.festivals if feast != one.festival_id]
        again = plan(answers.world, {**document, "avoid": rest})
        assert one.festival_id in feasts_of(again), one


def test_the_same_wish_on_data_read_again_gives_the_same_answer(real_world: World) -> None:
    one, other = (plan(world, TWO_MUSTS) for world in (real_world, load_world()))

    assert timeless(one) == timeless(other)


def test_who_travels_in_the_tiny_world_sees_all_its_feasts() -> None:
    trip = plan(TOWN, wish())

    assert trip.status is Status.OPTIMAL
    assert feasts_of(trip) == ["torta", "miele", "palio"]
    assert trip.totals.crossings == 2
    assert mistakes(TOWN, trip) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"days": 1},
        {"days": 7, "end": "anywhere"},
        {"start": "Riva", "end": "Molo"},
        {"start": "Colle", "end": "Colle", "pace": "relaxed"},
        {"pace": "full", "max_drive_h": 1},
        {"nights": ["Riva", "Molo"]},
        {"day_start": "06:00", "day_end": "22:00"},
        {"day_start": "11:30"},
        {"must": ["mulino", "fonte"], "avoid": ["torta"]},
        {"season": "any", "interests": {"food": 1, "sea": 0}},
    ],
)
def test_every_wish_in_the_tiny_world_gets_a_trip_that_can_be_travelled(
    changes: dict[str, object],
) -> None:
    trip = plan(TOWN, wish(**changes))

    assert trip.status is not Status.INFEASIBLE
    assert mistakes(TOWN, trip) == []


def test_who_may_sleep_at_one_place_alone_sleeps_there() -> None:
    trip = plan(TOWN, wish(nights=["Riva"]))
    nights = [item for day in trip.days for item in day.items if isinstance(item, Night)]

    assert {night.spot.id for night in nights if not night.ferry} == {"riva"}


def test_a_wish_for_more_never_makes_the_trip_better() -> None:
    week = wish(latest="2027-10-06", days={"min": 1, "max": 5}, time_limit_s=5)
    free = plan(TOWN, week)
    assert free.status is Status.OPTIMAL

    for record in ("fonte", "miele"):
        assert plan(TOWN, {**week, "must": [record]}).proof.objective <= free.proof.objective
        assert plan(TOWN, {**week, "avoid": [record]}).proof.objective <= free.proof.objective


def test_what_was_not_asked_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "MOST_DOUBTS", 0)
    trip = plan(TOWN, wish(days={"min": 1, "max": 4}))

    for one in trip.left_out:
        assert one.reason is not Reason.TOO_FAR, one
        assert one.reason is not Reason.CLASHES_WITH, one


def test_a_search_without_an_end_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        locked_search, "solve_within", lambda *_: OrienteeringSolution((), 0, 0, 9, False, 0.0)
    )
    refused = answer(town_offer(), town_request(must=("torta",)))

    assert "No trip within your wishes reaches Sagra torta." not in refused.reasons


def test_each_doubt_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts, solved = Doubts(town_offer()), list[tuple[str, ...]]()

    def solve(_: TripRequest, wanted: tuple[str, ...], __: SearchParams) -> bool:
        solved.append(wanted)
        return True

    monkeypatch.setattr(doubts, "solve", solve)

    assert all(doubts.fits(town_request(), names) for names in (["b", "a"], ["a", "b", "a"]))
    assert solved == [("a", "b")]


def test_a_trip_that_the_judge_refuses_is_never_an_answer() -> None:
    judged(corsica_problem(), corsica_trip())

    with pytest.raises(JudgeError, match=r"the judge refused the trip: .* points"):
        judged(corsica_problem(), replace(corsica_trip(), objective=1))


def test_the_status_tells_what_is_proved() -> None:
    trip = corsica_trip()

    assert status_of(trip) is Status.OPTIMAL
    assert status_of(replace(trip, bound=trip.bound + 1)) is Status.FEASIBLE
    assert status_of(replace(trip, moves=())) is Status.INFEASIBLE


def test_progress_is_told_while_the_search_goes_on() -> None:
    told: list[tuple[int, int]] = []
    request = read(TOWN, wish())
    trip = plan_trip(TOWN, request, lambda worth, bound: told.append((worth, bound)))

    assert told[-1] == (trip.proof.objective, trip.proof.bound)


def test_an_answer_says_what_it_stands_on() -> None:
    trip = plan(TOWN, wish(seed=7))

    assert (trip.provenance.data_version, trip.provenance.seed) == ("town", 7)
    assert trip.provenance.limits_hit == ()
    assert trip.provenance.solver_version
    assert any(visit.kind is VisitKind.FESTIVAL for visit in trip.list_visits())
