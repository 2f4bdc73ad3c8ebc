"""A real OSRM server on the same extract: our times beside its, and its answers as our own."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import numpy as np
import pytest

from planner.bench.streets import compare_tables
from planner.errors import DataError
from planner.geodata.routers import OsrmRouter, make_router
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.service import World, import_router, load_world
from planner.travel.streets import StreetRouter
from tests.imports.conftest import DAY
from tests.imports.points import street_points
from tests.samples import unpack_extract, unpack_osrm
from tests.serve import serving

MOST_MEDIAN_PERCENT = 5.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def osrm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OsrmRouter]:
    with running("car.lua", tmp_path_factory.mktemp("osrm")) as server:
        yield server


@pytest.fixture(scope="session")
def osrm_on_foot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OsrmRouter]:
    with running("foot.lua", tmp_path_factory.mktemp("osrm-foot")) as server:
        yield server


@contextmanager
def running(who: str, folder: Path) -> Iterator[OsrmRouter]:
    """Start a real server on the extract of 2016."""
    programs, extract = unpack_osrm(folder), unpack_extract("monaco-2016", folder)
    graph, profile = folder / "monaco-2016.osrm", programs / "share" / "profiles" / who
    for step in (
        [programs / "bin" / "osrm-extract", "-p", profile, extract],
        [programs / "bin" / "osrm-contract", graph],
    ):
        subprocess.run([str(word) for word in step], check=True, capture_output=True, cwd=folder)
    port = free_port()
    words = [programs / "bin" / "osrm-routed", "--ip", "127.0.0.1", "-p", port, graph]
    server = subprocess.Popen([str(w) for w in words], stdout=subprocess.DEVNULL, cwd=folder)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield OsrmRouter(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def streets(monaco_2016: Path) -> StreetRouter:
    router = load_world(imported=monaco_2016).streets
    assert isinstance(router, StreetRouter)
    return router


def test_times_are_within_a_twentieth_of_osrms(osrm: OsrmRouter, streets: StreetRouter) -> None:
    points = street_points(streets, 150)
    found = compare_tables(streets, osrm, points)

    assert found.compared > 10_000
    assert found.median_percent <= MOST_MEDIAN_PERCENT
    assert abs(found.bias_percent) <= MOST_MEDIAN_PERCENT


def test_walks_are_within_a_twentieth_of_osrms_at_our_pace(
    osrm_on_foot: OsrmRouter, monaco_2016: Path
) -> None:
    paths = load_world(imported=monaco_2016).paths
    assert isinstance(paths, StreetRouter)
    found = compare_tables(paths, osrm_on_foot, street_points(paths, 150), pace=5 / 4.5)

    assert found.compared > 10_000
    assert found.worst_tenth_percent <= MOST_MEDIAN_PERCENT
    assert found.median_percent <= MOST_MEDIAN_PERCENT
    assert abs(found.bias_percent) <= MOST_MEDIAN_PERCENT


def test_osrm_answers_like_any_router(osrm: OsrmRouter, streets: StreetRouter) -> None:
    points = street_points(streets, 95, seed=2)  # more than one question's worth
    table = np.array(osrm.table_s(points, points[:3]))
    way = osrm.route(points[0], points[1])

    assert table.shape == (95, 3)
    assert not np.isnan(table).any()
    assert max(osrm.snap_m(points[:5])) < 60
    assert way is not None
    assert way.duration_s == pytest.approx(table[0, 1], rel=0.1, abs=20)
    assert max(streets.snap_m(way.geometry)) < 10
    assert way.roads


def test_a_world_may_stand_on_a_server(
    osrm: OsrmRouter, streets: StreetRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    report = import_router(f"osrm+{osrm.url}", DAY)
    world: World = load_world()
    points = street_points(streets, 6, seed=4)
    spots = tuple(Spot(f"p{k}", "P", point, "MC") for k, point in enumerate(points))
    matrix = world.durations(spots)

    assert "answers" in report.lines[0]
    assert world.way(spots[0], spots[1]).basis == "osm"
    assert np.array_equal(matrix, matrix.T)
    assert np.isfinite(matrix).all()
    for via in range(6):
        assert (matrix <= matrix[:, via, None] + matrix[None, via, :]).all()


@pytest.mark.parametrize(
    "address", ["", "osrm", "osrm+ftp://host", "graph+http://host", "osrm+http://", "http://host"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(DataError, match="osrm\\+http"):
        make_router(address)


def test_a_server_that_is_not_there_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    with pytest.raises(DataError, match="does not answer"):
        import_router(f"osrm+http://127.0.0.1:{free_port()}", DAY)

    assert load_world().sources == ()


@pytest.mark.parametrize("text", ["<html>", "[]", '{"code": "Ok", "durations": [[1, 2]]}'])
def test_a_server_that_talks_nonsense_is_an_error_in_words(text: str) -> None:
    places = [Coordinate(7.42, 43.73), Coordinate(7.43, 43.74), Coordinate(7.44, 43.75)]
    refused = pytest.raises(DataError, match="the router")
    with serving(lambda _path, _body: (200, text)) as address, refused:
        OsrmRouter(address).table_s(places, places)
