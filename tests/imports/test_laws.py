"""The laws of roads hold on imported streets as they do on the built-in network."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.model.journey import Spot
from planner.service import World, find_spot, load_world
from planner.travel.streets import StreetRouter
from tests.imports.points import street_spots

MINUTE_S = 60
Matrix = NDArray[np.float64]


@pytest.fixture(scope="session", params=["built-in", "imported"])
def world(request: pytest.FixtureRequest, real_world: World) -> World:
    if request.param == "built-in":
        return real_world
    return load_world(imported=request.getfixturevalue("monaco_2016"))


@pytest.fixture(scope="session")
def spots(monaco_2016: Path, world: World) -> tuple[Spot, ...]:
    """Return points in Monaco, feasts and sights outside it, and all quays."""
    streets = load_world(imported=monaco_2016).streets
    assert isinstance(streets, StreetRouter)
    some = [*list(world.catalogue.festivals)[:6], "nice", "ventimiglia", "menton", "monaco"]
    outside = (find_spot(world, one) for one in some)
    return (*street_spots(streets, 40), *outside, *world.quays.values())


@pytest.fixture(scope="session")
def matrix(world: World, spots: tuple[Spot, ...]) -> Matrix:
    return np.asarray(world.durations(spots))


def test_no_detour_is_quicker_than_the_way(matrix: Matrix) -> None:
    finite = np.where(np.isfinite(matrix), matrix, 1e9)
    for via in range(len(finite)):
        assert (finite <= finite[:, via, None] + finite[None, via, :]).all()


def test_there_takes_as_long_as_back_in_whole_minutes(
    matrix: Matrix,
) -> None:
    finite = matrix[np.isfinite(matrix)]

    assert np.array_equal(matrix, matrix.T)
    assert (np.diagonal(matrix) == 0).all()
    assert (finite % MINUTE_S == 0).all()


def test_roads_join_all_spots_of_a_land_and_no_two_lands(
    world: World,
    spots: tuple[Spot, ...],
    matrix: Matrix,
) -> None:
    lands = np.array([world.land(spot) for spot in spots])

    assert np.array_equal(np.isfinite(matrix), lands[:, None] == lands[None, :])


def test_a_way_takes_as_long_as_the_matrix_says_and_runs_from_spot_to_spot(
    world: World,
    spots: tuple[Spot, ...],
    matrix: Matrix,
) -> None:
    apart = []
    for i, j in [(i, j) for i in range(0, 50, 3) for j in range(1, 50, 7) if i != j]:
        if np.isfinite(matrix[i, j]):
            way = world.way(spots[i], spots[j])
            line = way.geometry
            assert (line[0], line[-1]) == (spots[i].coordinate, spots[j].coordinate)
            apart.append(way.duration_s - matrix[i, j])

    assert len(apart) > 80
    # Turning round at a stop may save a passing driver's way to the next place for it.
    assert np.mean(np.abs(apart) <= MINUTE_S) >= 0.95
    assert min(apart) >= -MINUTE_S


def test_ways_in_the_town_stand_on_the_map_and_others_do_not(monaco: World) -> None:
    router = monaco.streets
    assert isinstance(router, StreetRouter)
    a, b = street_spots(router, 2, seed=5)
    far = [find_spot(monaco, name) for name in ("livorno", "pisa")]

    assert monaco.way(a, b).basis == "osm"
    assert monaco.way(*far).basis in {"corridor", "approximate"}
    assert monaco.way(a, far[0]).duration_s > monaco.way(*far).duration_s


def test_the_data_says_of_when_it_is(monaco: World, real_world: World) -> None:
    source = monaco.sources[0]

    assert source.kind == "osm"
    assert source.as_of[:4] in {"2016", "2023"}
    assert source.age_days(date(2027, 1, 1)) > 365
    assert "ODbL" in str(source)
    assert monaco.data_version.startswith(f"{real_world.data_version}+")
