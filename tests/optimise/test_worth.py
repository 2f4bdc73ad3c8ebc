"""Worth: whole points that rise with sureness, season, taste and length of stay."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.festival import DateStatus, Interest
from planner.model.itinerary import WorthTerm
from planner.model.request import Season, TripRequest
from planner.optimise.worth import (
    HOURS_UNKNOWN,
    LEAST_WORTH,
    LOW_SEASON,
    attraction_terms,
    festival_terms,
    leaning,
    total,
)
from tests.town import build_feast, build_sight, town_request

WEIGHTS = st.tuples(*[st.floats(0, 1)] * len(Interest)).map(
    lambda weights: tuple(zip(Interest, weights, strict=True))
)
STATUSES = st.sampled_from(DateStatus)


def tasting(food: float) -> TripRequest:
    """Return the wish of one who cares for food so much, and for the rest as everybody."""
    weights = tuple((i, food if i is Interest.FOOD else 0.5) for i in Interest)
    return town_request(interests=weights)


def feast_worth(request: TripRequest, status: DateStatus = DateStatus.CONFIRMED) -> int:
    return total(festival_terms(build_feast("torta"), status, request))


def sight_worth(hours: float, known: bool = True, food: float = 0.5) -> int:
    sight = build_sight("torre", interests=(Interest.FOOD,))
    return total(attraction_terms(sight, round(hours * 3600), known, tasting(food)))


def test_a_surer_date_is_worth_more() -> None:
    worths = [feast_worth(town_request(), status) for status in DateStatus]

    assert all(surer > guess for surer, guess in pairwise(worths))


def test_a_feast_of_the_low_season_is_worth_more_to_those_who_ask_for_it() -> None:
    feast, busy = build_feast("torta"), build_feast("torta", low_season=False)
    off, whenever = town_request(season=Season.OFF), town_request(season=Season.ANY)
    worths = [
        total(festival_terms(one, DateStatus.CONFIRMED, request))
        for request in (off, whenever)
        for one in (feast, busy)
    ]

    assert worths[0] - worths[1] == LOW_SEASON
    assert worths[1] == worths[2] == worths[3]


@given(st.floats(0, 1), st.floats(0, 1))
def test_who_cares_more_for_food_gets_no_less_for_a_feast_of_food(one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert feast_worth(tasting(less)) <= feast_worth(tasting(more))
    assert sight_worth(1, food=less) <= sight_worth(1, food=more)


def test_taste_counts_on_both_sides_of_the_middle() -> None:
    worths = [feast_worth(tasting(weight)) for weight in (0, 0.5, 1)]

    assert worths[0] < worths[1] < worths[2]


def test_an_even_taste_changes_nothing() -> None:
    terms = festival_terms(build_feast("torta"), DateStatus.CONFIRMED, town_request())

    assert "taste" not in {term.name for term in terms}


@given(WEIGHTS, st.frozensets(st.sampled_from(Interest), min_size=1, max_size=3))
def test_leaning_is_between_minus_one_and_one(
    weights: tuple[tuple[Interest, float], ...], interests: frozenset[Interest]
) -> None:
    assert -1 <= leaning(tuple(interests), town_request(interests=weights)) <= 1


def test_leaning_is_the_mean_of_the_records_interests() -> None:
    weights = tuple((i, {"food": 1.0, "sea": 0.0}.get(i.value, 0.5)) for i in Interest)
    request = town_request(interests=weights)

    assert leaning((Interest.FOOD,), request) == 1
    assert leaning((Interest.SEA,), request) == -1
    assert leaning((Interest.FOOD, Interest.SEA), request) == 0


def test_a_longer_stay_is_worth_more() -> None:
    assert sight_worth(1) < sight_worth(2) < sight_worth(3)


def test_unknown_hours_cost_points() -> None:
    assert sight_worth(2, known=False) - sight_worth(2) == HOURS_UNKNOWN < 0


@given(WEIGHTS, STATUSES, st.integers(900, 8 * 3600), st.booleans())
def test_a_feast_is_worth_more_than_any_sight(
    weights: tuple[tuple[Interest, float], ...], status: DateStatus, stay_s: int, known: bool
) -> None:
    request = town_request(interests=weights)
    sight = attraction_terms(build_sight("torre"), stay_s, known, request)

    assert feast_worth(request, status) > total(sight) >= LEAST_WORTH > 0


@given(WEIGHTS, STATUSES)
def test_every_term_counts_and_none_is_empty(
    weights: tuple[tuple[Interest, float], ...], status: DateStatus
) -> None:
    terms = festival_terms(build_feast("torta"), status, town_request(interests=weights))

    assert sum(term.points for term in terms) == total(terms)
    assert all(term.points for term in terms)
    assert len({term.name for term in terms}) == len(terms)


@pytest.mark.parametrize("points", [-50, 0, LEAST_WORTH - 1])
def test_no_visit_is_worth_less_than_the_least(points: int) -> None:
    assert total((WorthTerm("sight", points),)) == LEAST_WORTH
