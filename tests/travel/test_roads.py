"""Ways by road: one law for the matrix, one for single ways, and both tell the same."""

from itertools import pairwise
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.errors import NoConnectionError
from planner.graph.roads import SMALL_ISLAND
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.service import World, find_spot
from planner.travel.roads import road_matrix, road_way
from tests.town import build_corridor, build_network, place_at, spot_at

MINUTE_S = 60
NETWORK = build_network()
Matrix = NDArray[np.float64]


def spot(name: str, lon: float, lat: float) -> Spot:
    return Spot(name, name, Coordinate(lon, lat), "IT")


def matrix_of(*spots: Spot) -> Matrix:
    return road_matrix(NETWORK, spots, [None] * len(spots))


def real_spots(world: World) -> tuple[Spot, ...]:
    """Return all feasts and sights, and the ferry ports."""
    catalogue = world.catalogue
    seen = [find_spot(world, one) for one in (*catalogue.festivals, *catalogue.attractions)]
    return (*seen, *world.quays.values())


@pytest.fixture(scope="session")
def real_matrix(real_world: World) -> Matrix:
    matrix: Matrix = real_world.durations(real_spots(real_world))
    return matrix


def test_no_detour_is_quicker_than_the_way(real_matrix: Matrix) -> None:
    finite = np.where(np.isfinite(real_matrix), real_matrix, 1e9)
    for via in range(len(finite)):
        assert (finite <= finite[:, via, None] + finite[None, via, :]).all()


def test_there_takes_as_long_as_back(real_matrix: Matrix) -> None:
    assert np.array_equal(real_matrix, real_matrix.T)


def test_staying_takes_no_time(real_matrix: Matrix) -> None:
    assert (np.diagonal(real_matrix) == 0).all()


def test_times_are_whole_minutes(real_matrix: Matrix) -> None:
    finite = real_matrix[np.isfinite(real_matrix)]

    assert (finite % MINUTE_S == 0).all()
    assert (finite >= 0).all()


def test_roads_join_all_spots_of_a_land_and_no_two_lands(
    real_world: World, real_matrix: Matrix
) -> None:
    lands = np.array([real_world.land(place) for place in real_spots(real_world)])

    assert np.array_equal(np.isfinite(real_matrix), lands[:, None] == lands[None, :])


def test_two_spots_of_one_point_are_no_drive_apart(real_world: World, real_matrix: Matrix) -> None:
    spots = real_spots(real_world)
    pairs = [
        (i, j)
        for i, a in enumerate(spots)
        for j, b in enumerate(spots[:i])
        if a.coordinate == b.coordinate
    ]

    assert {f"{spots[i].id} {spots[j].id}": real_matrix[i, j] for i, j in pairs if pairs} == {
        f"{spots[i].id} {spots[j].id}": 0.0 for i, j in pairs
    }


def test_a_spot_a_step_away_is_a_minute_away() -> None:
    here, there = spot("a", 10.05, 43.0), spot("b", 10.05, 43.0 + 1e-12)

    assert matrix_of(here, there, spot_at("molo"))[0, 1] <= MINUTE_S


def test_a_feasts_way_takes_as_long_as_the_matrix_says(
    real_world: World, real_matrix: Matrix
) -> None:
    spots, feasts = real_spots(real_world), len(real_world.catalogue.festivals)
    apart = {
        f"{a.id} {b.id}": real_world.way(a, b).duration_s - real_matrix[i, j]
        for i, a in enumerate(spots[:feasts])
        for j, b in enumerate(spots)
        if i != j and np.isfinite(real_matrix[i, j])
    }

    assert {pair: off for pair, off in apart.items() if abs(off) > MINUTE_S} == {}


@settings(max_examples=80, deadline=None)
@given(*[st.floats(9.98, 10.4)] * 2, *[st.floats(42.9, 43.1)] * 2)
def test_the_way_of_any_two_spots_takes_as_long_as_their_matrix_says(
    lon: float, other_lon: float, lat: float, other_lat: float
) -> None:
    ends = spot("a", lon, lat), spot("b", other_lon, other_lat)

    off = matrix_of(*ends)[0, 1] - road_way(NETWORK, *ends).duration_s

    assert -1 <= off <= MINUTE_S


def test_a_way_adds_up_the_known_roads() -> None:
    way = road_way(NETWORK, spot_at("molo"), spot_at("rocca"))

    assert (way.duration_s, way.length_m) == (50 * MINUTE_S, 50 * 600)
    assert (way.basis, way.roads) == ("corridor", ("SP1",))
    assert matrix_of(spot_at("molo"), spot_at("rocca"))[0, 1] == 50 * MINUTE_S


def test_roads_are_named_in_the_order_of_driving() -> None:
    first, second = build_corridor("molo", "borgo", 20), build_corridor("borgo", "rocca", 30)
    roads = [build_corridor("molo", "borgo", 20, road="A1"), second]
    network = build_network(corridors=roads)
    ends = spot_at("molo"), spot_at("rocca")

    assert first.road == second.road
    assert road_way(network, *ends).roads == ("A1", "SP1")
    assert road_way(network, *ends[::-1]).roads == ("SP1", "A1")


def test_a_way_with_a_guess_says_so() -> None:
    hamlet = spot("casa", 10.2, 43.05)

    assert road_way(NETWORK, spot_at("molo"), hamlet).basis == "approximate"
    network = build_network(corridors=[build_corridor("molo", "borgo", 20)])
    assert road_way(network, spot_at("molo"), spot_at("rocca")).basis == "approximate"


def test_a_way_follows_its_places_in_both_directions() -> None:
    names = ["molo", "borgo", "rocca"]
    network = build_network(corridors=[build_corridor("molo", "rocca", 40, via=("borgo",))])
    there = road_way(network, spot_at("molo"), spot_at("rocca")).geometry
    back = road_way(network, spot_at("rocca"), spot_at("molo")).geometry
    line = tuple(place_at(name).coordinate for name in names)

    assert tuple(dict.fromkeys(there)) == line
    assert tuple(dict.fromkeys(back)) == line[::-1]


def test_a_real_way_is_drawn_from_spot_to_spot(real_world: World) -> None:
    spots = real_spots(real_world)
    drawn = 0
    for a, b in zip(spots, spots[7:], strict=False):
        if real_world.land(a) == real_world.land(b):
            line = real_world.way(a, b).geometry
            assert (line[0], line[-1]) == (a.coordinate, b.coordinate)
            drawn += 1

    assert drawn > 50


def test_a_drawn_way_is_not_longer_than_the_way(real_world: World) -> None:
    spots = real_spots(real_world)
    for a, b in zip(spots, spots[11:], strict=False):
        if real_world.land(a) == real_world.land(b):
            way = real_world.way(a, b)
            line = way.geometry
            drawn_m = sum(p.distance_m(q) for p, q in pairwise(line))
            assert way.length_m >= 0.9 * drawn_m - 2_000, (a.id, b.id)


def test_no_way_leads_across_the_water(real_world: World) -> None:
    feasts = real_world.catalogue.festivals.values()
    by_land = {real_world.network.land_at(feast.coordinate): feast for feast in feasts}
    ends = [Spot(f.id, f.name, f.coordinate, f.country) for f in by_land.values()]

    for a, b in pairwise(ends):
        with pytest.raises(NoConnectionError, match="water"):
            real_world.way(a, b)
    assert matrix_of(spot_at("molo"), spot_at("riva"))[0, 1] == inf


def test_spots_of_one_village_are_joined_straight() -> None:
    ends = spot("a", 10.151, 43.01), spot("b", 10.151, 43.02)
    crow_m = ends[0].coordinate.distance_m(ends[1].coordinate)
    way = road_way(NETWORK, *ends)

    assert way.geometry == (ends[0].coordinate, ends[1].coordinate)
    assert way.length_m == round(crow_m * SMALL_ISLAND.sinuosity)
    assert way.duration_s == pytest.approx(SMALL_ISLAND.road_s(crow_m), abs=1)


def test_a_stated_land_keeps_a_spot_in_the_strait_on_its_shore() -> None:
    strait, shore = spot("strait", 9.65, 43.0), spot_at("borgo")

    assert road_matrix(NETWORK, [strait, shore], ["east", None])[0, 1] < inf
    assert road_matrix(NETWORK, [strait, shore], ["west", None])[0, 1] == inf
