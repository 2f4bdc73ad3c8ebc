"""Candidates: what a request may use, on which days, and why the other feasts may not."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, DateStatus, Edition
from planner.model.itinerary import Reason, VisitKind
from planner.model.place import Area
from planner.model.request import Pace, TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.candidates import days_outside, list_candidates, stay_of, usable_editions
from planner.optimise.mapping import Candidate
from tests.town import build_catalogue, build_editions, build_feast, build_sight, town_request
from tests.web.builder import build_edition

ALL_DAY = TimeWindow(0, 86_400)
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))


def always(_: Attraction, __: date) -> TimeWindow:
    return ALL_DAY


def candidates(
    request: TripRequest, catalogue: Catalogue | None = None, **options: Any
) -> dict[str, Candidate]:
    hours = options.pop("hours", always)
    found, _ = list_candidates(catalogue or build_catalogue(), request, hours, **options)
    return {candidate.id: candidate for candidate in found}


def reasons(request: TripRequest, catalogue: Catalogue | None = None) -> dict[str, Reason]:
    _, left_out = list_candidates(catalogue or build_catalogue(), request, always)
    return {one.festival_id: one.reason for one in left_out}


def of_torta(*editions: tuple[DateStatus, int]) -> Catalogue:
    """Return a catalogue with editions of one feast, each on one day of October 2027."""
    made = [
        build_edition("torta", date(2027, 10, day), id=f"{status}-{day}", date_status=status)
        for status, day in editions
    ]
    return build_catalogue(editions=made)


def usable(catalogue: Catalogue, request: TripRequest) -> dict[date, Edition]:
    return usable_editions(catalogue, catalogue.get_festival("torta"), request)


def test_all_feasts_and_sights_of_the_window_are_candidates_feasts_first() -> None:
    found = candidates(town_request())

    assert list(found)[:3] == ["torta", "miele", "palio"]
    assert set(found) == {
        *("torta", "miele", "palio", "torre", "faro", "fonte", "ponte", "mulino", "spiaggia")
    }
    assert [c.kind is VisitKind.FESTIVAL for c in found.values()] == [True] * 3 + [False] * 6


def test_a_feast_is_open_on_its_days_and_hours_alone() -> None:
    torta = candidates(town_request())["torta"]
    hours = TimeWindow(10 * 3600, 18 * 3600)

    assert torta.windows == {date(2027, 10, 2): hours, date(2027, 10, 3): hours}
    assert (torta.stay_s, torta.spot.id, torta.hours_known) == (7200, "torta", False)


def test_a_sight_is_open_where_its_hours_say() -> None:
    def hours(sight: Attraction, day: date) -> TimeWindow | None:
        return ALL_DAY if sight.id == "faro" and day.day % 2 else None

    found = candidates(town_request(), hours=hours)

    assert set(found) == {"torta", "miele", "palio", "faro"}
    assert [day.day for day in found["faro"].windows] == [1, 3, 5, 7, 9, 11]


@given(DAYS, st.integers(0, 30), st.sampled_from(DateStatus))
def test_editions_are_used_on_days_of_the_window_that_are_sure_enough(
    first: date, length: int, lowest: DateStatus
) -> None:
    request = town_request(
        earliest=first, latest=first + timedelta(days=length), date_status=lowest
    )
    for feast in build_catalogue().festivals.values():
        for day, edition in usable_editions(build_catalogue(), feast, request).items():
            assert request.earliest <= day <= request.latest
            assert day in edition.days
            assert edition.festival_id == feast.id
            assert edition.date_status.is_at_least(lowest)


def test_of_two_editions_on_one_day_the_surer_one_counts() -> None:
    sure, guess = DateStatus.CONFIRMED, DateStatus.GUESS
    request = town_request(date_status=guess)

    for order in ([(sure, 2), (guess, 2)], [(guess, 2), (sure, 2)]):
        assert usable(of_torta(*order), request)[date(2027, 10, 2)].id == "confirmed-2"


def test_a_day_less_sure_than_asked_is_not_used() -> None:
    catalogue = of_torta((DateStatus.ANNOUNCED, 2), (DateStatus.RULE_BASED, 3))
    request = town_request(date_status=DateStatus.ANNOUNCED)

    assert [day.day for day in usable(catalogue, request)] == [2]


def test_a_feast_is_worth_no_more_than_its_least_sure_day() -> None:
    mixed = of_torta((DateStatus.CONFIRMED, 2), (DateStatus.GUESS, 3))
    request = town_request(date_status=DateStatus.GUESS)
    terms = {term.name: term.points for term in candidates(request, mixed)["torta"].terms}

    assert terms["sureness of the date"] == -400


def test_each_feast_that_is_no_candidate_has_its_reason() -> None:
    request = town_request(
        avoid=("torta",), areas=(Area.TUSCANY,), latest=date(2027, 10, 8), must=()
    )

    assert reasons(request) == {
        "torta": Reason.AVOIDED,
        "miele": Reason.OTHER_AREA,
        "palio": Reason.NOT_IN_DATES,
    }


def test_a_feast_with_no_date_as_sure_as_asked_has_no_known_edition() -> None:
    request = town_request(date_status=DateStatus.CONFIRMED)

    assert set(reasons(request).values()) == {Reason.NO_KNOWN_EDITION}
    assert next(iter(candidates(request))) == "torre"


@pytest.mark.parametrize(
    ("first", "last", "nearest"),
    [(4, 7, "2027-10-03"), (5, 8, "2027-10-09"), (20, 25, "2027-10-09")],
)
def test_a_feast_out_of_the_dates_tells_its_nearest_day(
    first: int, last: int, nearest: str
) -> None:
    catalogue = of_torta((DateStatus.CONFIRMED, 3), (DateStatus.CONFIRMED, 9))
    request = town_request(earliest=date(2027, 10, first), latest=date(2027, 10, last))
    _, left_out = list_candidates(catalogue, request, always)

    assert f"The nearest one is {nearest}." in left_out[0].detail


def test_no_feast_is_both_candidate_and_left_out() -> None:
    request = town_request(latest=date(2027, 10, 4))

    assert set(candidates(request)) & set(reasons(request)) == set()
    assert {*candidates(request), *reasons(request)} >= set(build_catalogue().festivals)


def test_avoided_sights_and_those_elsewhere_are_left_out() -> None:
    found = candidates(town_request(avoid=("torre",), areas=(Area.TUSCANY,)))

    assert set(found) - {"torta", "palio"} == {"faro", "fonte"}


def test_a_sight_that_has_to_be_seen_may_lie_elsewhere() -> None:
    found = candidates(town_request(areas=(Area.TUSCANY,), must=("ponte",)))

    assert "ponte" in found
    assert "mulino" not in found


def test_candidates_may_be_limited_to_some_ids() -> None:
    assert set(candidates(town_request(), only=("torta", "faro"))) == {"torta", "faro"}


def test_who_travels_slowly_stays_longer() -> None:
    sight = build_sight("torre", stay_min_s=1800, stay_max_s=5400)

    assert [stay_of(sight, pace) for pace in Pace] == [5400, 3600, 1800]


@given(st.integers(60, 20_000), st.integers(0, 20_000), st.sampled_from(Pace))
def test_a_stay_is_whole_five_minutes_and_never_shorter_than_the_least(
    least_s: int, more_s: int, pace: Pace
) -> None:
    stay_s = stay_of(build_sight("torre", stay_min_s=least_s, stay_max_s=least_s + more_s), pace)

    assert stay_s % 300 == 0
    assert least_s <= stay_s < least_s + more_s + 300


@given(DAYS, DAYS, DAYS)
def test_days_outside_counts_the_days_by_which_a_window_is_missed(
    day: date, one: date, other: date
) -> None:
    request = town_request(earliest=min(one, other), latest=max(one, other))
    missed = days_outside(day, request)

    assert (missed == 0) == (request.earliest <= day <= request.latest)
    stretch = timedelta(days=missed)
    assert request.earliest - stretch <= day <= request.latest + stretch


def test_a_feast_whose_hours_a_source_gives_says_so() -> None:
    feast = build_feast("torta", hours_status="source", opens=time(20), closes=time(23))
    catalogue = replace(
        build_catalogue(), festivals={"torta": feast}, editions=build_editions()[:1]
    )
    torta = candidates(town_request(), catalogue)["torta"]

    assert torta.hours_known
    assert set(torta.windows.values()) == {TimeWindow(20 * 3600, 23 * 3600)}
