"""The router over real streets: the hierarchy says what Dijkstra says, ways what tables say."""

from itertools import pairwise

import numpy as np
import pytest

from planner.model.place import Coordinate
from planner.travel.street_search import HAS_HIERARCHY, DijkstraSearch, HierarchySearch
from planner.travel.streets import StreetRouter
from tests.imports.points import street_points


@pytest.mark.skipif(not HAS_HIERARCHY, reason="pyroutingkit has no wheel here")
def test_the_hierarchy_finds_what_dijkstra_finds(router: StreetRouter) -> None:
    lanes, points = router.streets.lanes, street_points(router, 60)
    tables = [
        StreetRouter(router.streets, search(lanes)).table_s(points, points)
        for search in (HierarchySearch, DijkstraSearch)
    ]

    assert np.isfinite(tables[1]).mean() > 0.9
    assert np.array_equal(np.isfinite(tables[0]), np.isfinite(tables[1]))
    finite = np.isfinite(tables[1])
    assert np.abs(tables[0][finite] - tables[1][finite]).max() < 0.1  # milliseconds, rounded


def test_a_way_takes_as_long_as_the_table_says(router: StreetRouter) -> None:
    points = street_points(router, 30, seed=1)
    table = router.table_s(points, points)
    for i, (a, b) in enumerate(pairwise(points)):
        way = router.route(a, b)
        assert (way is None) == (not np.isfinite(table[i, i + 1]))
        if way is not None:
            assert way.duration_s == pytest.approx(table[i, i + 1], abs=1e-6)


def test_a_way_is_drawn_along_streets_from_end_to_end(router: StreetRouter) -> None:
    points = street_points(router, 20, seed=2)
    for a, b in pairwise(points):
        way = router.route(a, b)
        if way is not None and way.length_m > 500:
            drawn_m = sum(p.distance_m(q) for p, q in pairwise((a, *way.geometry, b)))
            assert 0.85 * way.length_m <= drawn_m <= 1.02 * way.length_m
            assert max(router.snap_m(way.geometry)) < 1.0


def test_both_searches_draw_the_same_way(router: StreetRouter) -> None:
    slow = StreetRouter(router.streets, DijkstraSearch(router.streets.lanes))
    points = street_points(router, 12, seed=3)
    for a, b in pairwise(points):
        ways = router.route(a, b), slow.route(a, b)
        assert (ways[0] is None) == (ways[1] is None)
        if ways[0] is not None and ways[1] is not None:
            assert ways[0].duration_s == pytest.approx(ways[1].duration_s, abs=0.1)


def test_snapping_says_how_far_the_street_is(router: StreetRouter) -> None:
    street = street_points(router, 1)[0]
    near_m, far_m = router.snap_m([street, Coordinate(street.lon, street.lat - 1.0)])

    assert near_m < 60
    assert far_m == pytest.approx(111_195, rel=0.1)


def test_a_point_behind_one_on_a_one_way_street_is_a_drive_round(router: StreetRouter) -> None:
    streets, lanes = router.streets, router.streets.lanes
    one_way = [
        int(segment)
        for segment in router.finder.candidates
        if ((int(segment), False) in lanes.at) != ((int(segment), True) in lanes.at)
        and streets.length_m[segment] > 80
    ]
    rounds = 0
    for segment in one_way[:20]:
        back = (segment, True) in lanes.at
        lane = lanes.at[segment, back]
        ends = [Coordinate(*router.shape(lane, share, share)[0]) for share in (0.2, 0.8)]
        ahead, behind = router.table_s(ends[:1], ends[1:]), router.table_s(ends[1:], ends[:1])
        if np.isfinite(behind[0, 0]):
            assert behind[0, 0] >= ahead[0, 0]
            way = router.route(ends[1], ends[0])
            assert way is not None
            assert way.duration_s == pytest.approx(behind[0, 0], abs=1e-6)
            rounds += 1

    assert rounds >= 5


def test_no_table_holds_a_number_that_stands_for_nothing(router: StreetRouter) -> None:
    points = [*street_points(router, 5), Coordinate(0.0, 0.0)]
    table = router.table_s(points, points)

    assert not np.isnan(table).any()
    assert ((table >= 0) | np.isinf(table)).all()
    assert router.table_s([], points).shape == (0, 6)
