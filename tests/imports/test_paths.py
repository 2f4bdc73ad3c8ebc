"""Walks in Monaco along real streets, steps and paths, in trips without a car."""

import shutil
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from planner.errors import DataError
from planner.geodata.imported import PATHS
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.model.request import TravelMode
from planner.model.timetable import Mode
from planner.service import World, load_world
from planner.travel.street_search import HAS_HIERARCHY, DijkstraSearch, JunctionSearch
from planner.travel.streets import StreetRouter
from tests.imports.points import street_points, street_spots
from tests.town import town_request

STATION = Spot("station", "Gare de Monaco", Coordinate(7.4193, 43.7385), "MC")
ROCK = Spot("rock", "Musée océanographique", Coordinate(7.4254, 43.7308), "MC")


@pytest.fixture(scope="session")
def paths(monaco: World) -> StreetRouter:
    assert isinstance(monaco.paths, StreetRouter)
    return monaco.paths


def test_paths_hold_more_than_streets(monaco: World, paths: StreetRouter) -> None:
    assert isinstance(monaco.streets, StreetRouter)
    assert paths.streets.length_m.sum() > 1.2 * monaco.streets.streets.length_m.sum()
    assert np.array_equal(paths.streets.forward_s, paths.streets.backward_s)


def test_a_walk_from_the_station_to_the_rock(paths: StreetRouter) -> None:
    way = paths.route(STATION.coordinate, ROCK.coordinate)

    assert way is not None
    assert 1_000 < way.length_m < 2_000
    assert way.duration_s == pytest.approx(way.length_m / 1.25, rel=0.05)
    assert len(way.geometry) > 20
    assert max(paths.snap_m(way.geometry)) < 1.0


def test_walking_takes_as_long_there_as_back(paths: StreetRouter) -> None:
    points = street_points(paths, 60)
    table = paths.table_s(points, points)

    assert np.isfinite(table).mean() > 0.9
    assert np.allclose(table, table.T, atol=0.5)


@pytest.mark.skipif(not HAS_HIERARCHY, reason="pyroutingkit has no wheel here")
def test_the_kept_hierarchy_finds_what_dijkstra_finds(paths: StreetRouter) -> None:
    assert isinstance(paths.search, JunctionSearch)
    points = street_points(paths, 30, seed=4)
    slow = StreetRouter(
        paths.streets, DijkstraSearch(paths.streets.lanes), access_kmh=paths.access_kmh
    )

    assert paths.search.was_kept
    assert np.allclose(paths.table_s(points, points), slow.table_s(points, points), atol=0.2)
    for here, there in pairwise(points[:12]):
        ways = paths.route(here, there), slow.route(here, there)
        assert (ways[0] is None) == (ways[1] is None)
        if ways[0] is not None and ways[1] is not None:
            assert ways[0].duration_s == pytest.approx(ways[1].duration_s, abs=0.2)
            assert ways[0].length_m == pytest.approx(ways[1].length_m, rel=0.01)


def test_a_walk_of_a_trip_without_a_car_is_drawn_along_paths(monaco: World) -> None:
    request = town_request(start=STATION, end=ROCK, mode=TravelMode.TRANSIT)
    (walk,) = monaco.ways_by_mode.way(request, STATION, ROCK)
    drawn_m = sum(p.distance_m(q) for p, q in pairwise(walk.geometry))

    assert (walk.mode, walk.basis) == (Mode.WALK, "paths")
    assert drawn_m == pytest.approx(walk.length_m, rel=0.1)
    assert monaco.ways_by_mode.durations(request, (STATION, ROCK))[0, 1] == walk.duration_s


def test_walks_in_town_are_longer_than_the_straight_line(
    monaco: World, real_world: World, paths: StreetRouter
) -> None:
    spots = street_spots(paths, 30, seed=6)
    winding = []
    for here, there in pairwise(spots):
        request = town_request(start=here, end=there, mode=TravelMode.TRANSIT)
        straight_m = here.coordinate.distance_m(there.coordinate)
        if 200 < straight_m < 1_500:
            parts = monaco.ways_by_mode.way(request, here, there)
            plain = real_world.ways_by_mode.way(request, here, there)
            winding += [one.length_m / straight_m for one in parts if one.basis == "paths"]
            assert {one.basis for one in plain if one.mode is Mode.WALK} <= {"straight"}

    assert len(winding) > 3
    assert min(winding) > 0.99
    assert 1.1 < median(winding) < 3.0


def test_a_damaged_file_of_paths_is_an_error_in_words(monaco_2016: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(monaco_2016, tmp_path / "copy"))
    (file,) = copy.glob(f"osm-*/{PATHS}")
    file.write_bytes(file.read_bytes()[:1000])

    with pytest.raises(DataError, match=r"paths\.npz.*import the extract again"):
        load_world(imported=copy)
