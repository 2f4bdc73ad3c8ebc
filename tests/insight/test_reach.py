"""Reach and access on hand-made tables."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.reach import Surroundings, list_access, list_reach
from planner.model.network import Quarter

MINUTES = st.one_of(st.integers(0, 300), st.just(10_000))


def build_surroundings(road: list[list[int]], ferry: list[list[int]]) -> Surroundings:
    """Return surroundings of places with 100, 200, … people; minutes to feasts and gateways."""
    road_s = 60.0 * np.array(road)
    with_ferry = np.minimum(road_s, 60.0 * np.array(ferry))
    persons = np.array([100 * (number + 1) for number in range(road_s.shape[1])])
    tables = {Quarter.WINTER: road_s, Quarter.SUMMER: with_ferry}
    return Surroundings(persons, road_s, tables, ("east", "west"), road_s[:, :2])


def test_people_within_an_hour_by_hand() -> None:
    around = build_surroundings([[10, 60, 90], [70, 200, 20]], [[300, 300, 50], [300, 50, 300]])
    first, second = list_reach(around, [3600])

    assert [(one.quarter, one.persons) for one in first] == [
        (None, 300),
        (Quarter.WINTER, 300),
        (Quarter.SUMMER, 600),
    ]
    assert [one.persons for one in second] == [300, 300, 500]
    assert (first[0].low, first[0].high) == (100, 300)
    assert (second[0].low, second[0].high) == (300, 400)


@given(st.lists(st.lists(MINUTES, min_size=4, max_size=4), min_size=2, max_size=3))
def test_more_time_and_ferries_never_reach_fewer(road: list[list[int]]) -> None:
    around = build_surroundings(road, road[::-1])
    for reach in list_reach(around):
        for one in reach:
            assert one.low <= one.persons <= one.high
            longer = [o for o in reach if o.quarter is one.quarter and o.limit_s > one.limit_s]
            assert all(one.persons <= other.persons for other in longer)
            if one.quarter is None:
                same = [o for o in reach if o.limit_s == one.limit_s]
                assert all(one.persons <= other.persons for other in same)


def test_access_names_the_nearest_gateway_and_the_gap_to_the_median() -> None:
    around = build_surroundings([[30, 90], [100, 50], [80, 200]], [[0, 0]] * 3)
    access, middle_s = list_access(around)

    assert middle_s == 50 * 60
    assert [(one.gateway, one.gap_s) for one in access] == [
        ("east", -1200),
        ("west", 0),
        ("east", 1800),
    ]


def test_a_feast_that_no_road_joins_with_a_gateway_has_no_access() -> None:
    around = build_surroundings([[30, 90], [40, 50]], [[0, 0]] * 2)
    around.gateway_s[1] = np.inf
    access, middle_s = list_access(around)

    assert (access[1].gateway, access[1].duration_s, middle_s) == ("", None, 1800)
