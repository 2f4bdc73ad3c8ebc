"""The road graph: neighbours by proximity, known roads above guesses, no road over water."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.errors import DataError
from planner.graph.roads import (
    FARTHEST_NEIGHBOUR_M,
    SMALL_ISLAND,
    TERRAIN,
    LandOutline,
    RoadGraph,
    build_road_graph,
    flat,
    gabriel_pairs,
    terrain_of,
)
from planner.model.place import Coordinate, Place
from planner.model.timetable import Corridor
from tests.town import SPOTS, build_corridor, build_land, build_roads, place_at

CLEAR_M = 1.0
"""How far a point has to be from a circle for the test to say on which side it lies [m]."""
AXES = st.floats(0, 100_000, allow_subnormal=False)
CLOUDS = st.lists(st.tuples(AXES, AXES), min_size=1, max_size=14)
OUTLINE = LandOutline.build(build_land())


def depth_in_circle(points: NDArray[np.float64], i: int, j: int) -> NDArray[np.float64]:
    """Return how deep each other point lies in the circle over two points [m]."""
    centre, radius = (points[i] + points[j]) / 2, np.linalg.norm(points[i] - points[j]) / 2
    others = np.delete(points, [i, j], axis=0)
    return np.asarray(radius - np.linalg.norm(others - centre, axis=1))


def graph_of(places: list[Place], *corridors: Corridor, land: Any = OUTLINE) -> RoadGraph:
    return build_road_graph(places, corridors, land)


def place(name: str, lon: float, lat: float, land: str = "east") -> Place:
    return Place(name, name, Coordinate(lon, lat), land, "IT")


@settings(max_examples=120, deadline=None)
@given(CLOUDS)
def test_neighbours_are_the_pairs_with_an_empty_circle(cloud: list[tuple[float, float]]) -> None:
    points = np.array(cloud)
    pairs = list(combinations(range(len(points)), 2))
    depths = [depth_in_circle(points, *pair) for pair in pairs]
    assume(all((abs(depth) > CLEAR_M).all() for depth in depths))
    assume(all(np.linalg.norm(points[i] - points[j]) > CLEAR_M for i, j in pairs))

    empty = [pair for pair, depth in zip(pairs, depths, strict=True) if (depth < 0).all()]

    assert gabriel_pairs(points) == empty


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0.05, 0.2), min_size=1, max_size=9))
def test_places_in_a_row_are_joined_one_by_one(gaps_deg: list[float]) -> None:
    lons = [9.0 + sum(gaps_deg[:count]) for count in range(len(gaps_deg) + 1)]
    row = flat([Coordinate(lon, 42.0) for lon in lons])

    assert gabriel_pairs(row) == [(k, k + 1) for k in range(len(gaps_deg))]


@given(st.floats(8, 10), st.floats(39.5, 44), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_the_plane_keeps_distances_to_four_per_cent(
    lon: float, lat: float, east: float, north: float
) -> None:
    ends = [Coordinate(lon, lat), Coordinate(lon + east, lat + north)]
    on_plane = float(np.linalg.norm(np.subtract(*flat(ends))))

    assert on_plane == pytest.approx(ends[0].distance_m(ends[1]), rel=0.04, abs=1e-3)


def test_proximity_joins_no_two_lands() -> None:
    graph = graph_of([place("a", 10.0, 43.0), place("b", 10.05, 43.0, "west")])

    assert list(graph.edges) == []


def test_neighbours_are_joined_by_a_guess_that_says_so() -> None:
    ends = [place_at("molo"), place_at("borgo")]
    edge = graph_of(ends).edges["molo", "borgo"]
    crow_m = ends[0].coordinate.distance_m(ends[1].coordinate)

    assert edge["basis"] == "approximate"
    assert edge["length_m"] == round(crow_m * SMALL_ISLAND.sinuosity)
    assert edge["duration_s"] == round(edge["length_m"] / (SMALL_ISLAND.speed_kmh / 3.6))


def test_places_farther_apart_than_the_limit_are_no_neighbours() -> None:
    land = LandOutline(shapes={})
    step_deg = FARTHEST_NEIGHBOUR_M / 111_195
    near, far = place("b", 10.0, 43 + step_deg * 0.99), place("b", 10.0, 43 + step_deg * 1.01)

    assert len(graph_of([place("a", 10.0, 43.0), near], land=land).edges) == 1
    assert len(graph_of([place("a", 10.0, 43.0), far], land=land).edges) == 0


def test_no_guess_leads_over_water() -> None:
    arms = [[[10, 43], [10.05, 43], [10.05, 43.1], [10, 43.1], [10, 43]],
            [[10.2, 43], [10.25, 43], [10.25, 43.1], [10.2, 43.1], [10.2, 43]]]  # fmt: skip
    outline = {"type": "MultiPolygon", "coordinates": [[arm] for arm in arms]}
    feature = {"type": "Feature", "geometry": outline, "properties": {"id": "east"}}
    bay = LandOutline.build({"features": [feature]})
    shores = [place("a", 10.02, 43.05), place("b", 10.03, 43.02), place("c", 10.22, 43.05)]

    assert list(graph_of(shores, land=bay).edges) == [("a", "b")]


def test_a_tenth_of_a_way_may_be_wet_and_a_fifth_may_not() -> None:
    shore = Coordinate(10.0, 43.0)

    assert OUTLINE.is_dry("east", shore, Coordinate(10.45 + 0.03, 43.0))
    assert not OUTLINE.is_dry("east", shore, Coordinate(10.45 + 0.13, 43.0))


def test_a_land_of_two_features_is_dry_on_both() -> None:
    land = build_land()
    land["features"][0]["properties"]["id"] = "east"
    both = LandOutline.build(land)

    assert both.is_dry("east", Coordinate(9.1, 43.0), Coordinate(9.3, 43.0))
    assert both.is_dry("east", Coordinate(10.1, 43.0), Coordinate(10.3, 43.0))


def test_a_known_road_overrules_a_guess_even_where_it_is_slower() -> None:
    slow = build_corridor("molo", "borgo", 300)
    edge = graph_of([place_at("molo"), place_at("borgo")], slow).edges["molo", "borgo"]

    assert (edge["basis"], edge["road"]) == ("corridor", "SP1")
    assert (edge["length_m"], edge["duration_s"]) == (slow.length_m, slow.duration_s)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_known_roads_the_quicker_one_stays(order: int) -> None:
    roads = [build_corridor("molo", "borgo", 30), build_corridor("borgo", "molo", 20, road="A1")]
    graph = graph_of([place_at("molo"), place_at("borgo")], *roads[::order])

    assert graph.edges["molo", "borgo"]["road"] == "A1"


def test_two_places_on_known_roads_are_not_joined_by_a_guess() -> None:
    graph = graph_of([place_at(name) for name in SPOTS], *build_roads())

    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset((road.from_place, road.to_place)) for road in build_roads()
    }


def test_a_place_off_the_known_roads_is_joined_to_them_by_a_guess() -> None:
    places = [*(place_at(name) for name in SPOTS), place("casa", 10.2, 43.03)]
    graph = graph_of(places, *build_roads())

    assert set(graph["casa"]) == {"borgo", "rocca"}
    assert graph.edges["casa", "borgo"]["basis"] == "approximate"


@pytest.mark.parametrize("changes", [{"from_place": "x"}, {"to_place": "x"}, {"via": ("x",)}])
def test_a_known_road_to_nowhere_is_refused(changes: dict[str, Any]) -> None:
    road = replace(build_corridor("molo", "borgo", 20), **changes)

    with pytest.raises(DataError, match="unknown place 'x' on SP1"):
        graph_of([place_at("molo"), place_at("borgo")], road)


def test_the_graph_does_not_depend_on_the_order_of_the_places() -> None:
    places = [place_at(name) for name in SPOTS]
    one, other = graph_of(places), graph_of(places[::-1])

    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_unknown_roads_are_slower_on_islands_than_on_the_mainland() -> None:
    mainland_s = terrain_of("mainland").road_s(10_000)

    assert terrain_of("no-such-land") is SMALL_ISLAND
    assert all(terrain_of(land).road_s(10_000) >= mainland_s for land in TERRAIN)
