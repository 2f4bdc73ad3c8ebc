"""Walks along imported paths in trips without a car, on a small map with a river."""

from itertools import pairwise

import numpy as np
import pytest

from planner.geodata.osm.files import inspect_file
from planner.geodata.osm.walks import read_paths
from planner.graph.lines import FARTHEST_WALK_S, LineNetwork, walked_m
from planner.graph.streets import StreetNetwork
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.model.timetable import Mode
from planner.travel.footpaths import MOST_GUESTS, NEAR_PATH_M, Footpaths
from planner.travel.streets import StreetRouter
from planner.travel.transit import transit_matrix, transit_way
from tests.geodata.osm.small_map import Line, map_text

PATH = {"highway": "footway"}
STEP_DEG = 0.002
"""Some 165 m to the east, 222 m to the north."""
BRIDGE_ROW = 7


def river_town() -> str:
    """Return a town of ten columns; between columns 4 and 5 runs a river with one bridge."""
    number = {(x, y): 1 + 10 * x + y for x in range(10) for y in range(8)}
    nodes = {one: (9.0 + x * STEP_DEG, 42.0 + y * STEP_DEG) for (x, y), one in number.items()}
    ways: list[Line] = []
    for (x, y), here in number.items():
        for other in ((x + 1, y), (x, y + 1)):
            over_river = x == 4 and other[0] == 5
            if other in number and (not over_river or y == BRIDGE_ROW):
                ways.append((len(ways) + 1, (here, number[other]), PATH))
    return map_text(nodes, ways)


def spot(name: str, column: float, row: float) -> Spot:
    return Spot(name, name, Coordinate(9.0 + column * STEP_DEG, 42.0 + row * STEP_DEG), "IT")


WEST, EAST = spot("west", 4, 4), spot("east", 5, 4)
"""165 m apart, with the bridge three blocks to the north."""
NORTH, FAR_OFF, OUT = spot("north", 1, 7), spot("far off", 5, -8), spot("out", 6, -9)
"""A spot of the town, and two 1.8 km and more to the south of it, away from all paths."""
SPOTS = (WEST, EAST, NORTH, FAR_OFF, OUT)


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> StreetRouter:
    folder = tmp_path_factory.mktemp("river")
    file = folder / "map.osm"
    file.write_text(river_town(), encoding="utf-8")
    stops = (WEST.coordinate,)
    columns = read_paths([inspect_file(file)], folder, (), stops, lambda *_: None)
    assert columns is not None
    network = StreetNetwork(**columns, on_foot=True)
    return StreetRouter(network, basis="paths", access_kmh=4.5)


@pytest.fixture
def network(router: StreetRouter) -> LineNetwork:
    walked = Footpaths(router, SPOTS).between(())
    return LineNetwork.build(SPOTS, dict.fromkeys([s.id for s in SPOTS], "mainland"), (), walked)


def test_a_walk_goes_over_the_bridge(router: StreetRouter, network: LineNetwork) -> None:
    (walk,) = transit_way(network, WEST, EAST, router)
    drawn_m = sum(p.distance_m(q) for p, q in pairwise(walk.geometry))

    assert (walk.mode, walk.basis) == (Mode.WALK, "paths")
    assert walk.length_m == pytest.approx(2 * 3 * 222.4 + 165.2, rel=0.01)
    assert drawn_m == pytest.approx(walk.length_m, rel=0.01)
    assert (walk.geometry[0], walk.geometry[-1]) == (WEST.coordinate, EAST.coordinate)
    assert 0 <= walk.duration_s - walk.length_m / 1.25 < 61
    assert walk.length_m > 5 * walked_m(WEST, EAST)


def test_where_no_path_leads_the_walk_is_straight_and_says_so(
    router: StreetRouter, network: LineNetwork
) -> None:
    (walk,) = transit_way(network, FAR_OFF, OUT, router)

    assert router.snap_m([FAR_OFF.coordinate])[0] > NEAR_PATH_M
    assert walk.basis == "straight"
    assert walk.length_m == round(walked_m(FAR_OFF, OUT))
    assert walk.geometry == (FAR_OFF.coordinate, OUT.coordinate)


def test_the_matrix_keeps_its_laws_and_ways_take_what_it_says(
    router: StreetRouter, network: LineNetwork
) -> None:
    found = transit_matrix(network, SPOTS)

    assert np.array_equal(found, found.T)
    for via in range(len(found)):
        assert (found <= found[:, via, None] + found[None, via, :]).all()
    for i, here in enumerate(SPOTS):
        for j, there in enumerate(SPOTS):
            if i != j and np.isfinite(found[i, j]):
                parts = transit_way(network, here, there, router)
                assert sum(part.duration_s for part in parts) == found[i, j]


def test_a_way_round_that_is_too_long_is_no_walk(router: StreetRouter) -> None:
    ends = spot("a", 4, 0), spot("b", 5, 0)
    walked = Footpaths(router, ends).between(())
    network = LineNetwork.build(ends, {"a": "mainland", "b": "mainland"}, (), walked)

    assert walked["a", "b"] > FARTHEST_WALK_S
    assert np.isinf(transit_matrix(network, ends)[0, 1])


def test_nobody_walks_to_another_land_even_along_a_path(router: StreetRouter) -> None:
    walked = Footpaths(router, SPOTS).between(())
    lands = {**dict.fromkeys([one.id for one in SPOTS], "mainland"), "north": "island"}
    found = transit_matrix(LineNetwork.build(SPOTS, lands, (), walked), SPOTS)

    assert np.isinf(found[0, 2])
    assert np.isfinite(found[0, 1])


def test_a_guest_gets_the_times_of_a_site_and_few_are_remembered(router: StreetRouter) -> None:
    every, some = Footpaths(router, SPOTS), Footpaths(router, SPOTS[:1])
    with_guests = some.between(SPOTS[1:])

    assert dict(with_guests) == dict(every.between(()))
    for number in range(MOST_GUESTS + 20):
        some.between((spot(f"guest {number}", 2, 2),))
    assert len(some._guests) == MOST_GUESTS
