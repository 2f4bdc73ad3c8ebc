"""Where one may walk, and which ways are near enough to a stop."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from planner.geodata.osm.files import inspect_file
from planner.geodata.osm.foot import WALK_KMH, foot_pace, is_stop, stops_walkers
from planner.geodata.osm.walks import NEAR_STOP_M, NearStops, read_paths
from planner.graph.streets import StreetNetwork
from planner.model.place import Coordinate
from planner.travel.streets import StreetRouter
from tests.geodata.osm.small_map import Line, Point, map_text

BUS_STOP = {"highway": "bus_stop"}


@pytest.mark.parametrize(
    ("tags", "share"),
    [
        ({"highway": "footway"}, 1),
        ({"highway": "path", "oneway": "yes"}, 1),
        ({"highway": "steps"}, 1),
        ({"highway": "pedestrian", "area": "yes"}, 1),
        ({"highway": "residential", "foot": "no"}, 0),
        ({"highway": "residential", "access": "private"}, 0),
        ({"highway": "service", "access": "private", "foot": "yes"}, 1),
        ({"highway": "residential", "access": "no", "foot": "permissive"}, 1),
        ({"highway": "secondary", "foot": "use_sidepath"}, 0),
        ({"highway": "cycleway"}, 0),
        ({"highway": "cycleway", "foot": "designated"}, 1),
        ({"highway": "trunk"}, 0),
        ({"highway": "motorway", "foot": "yes"}, 0),
        ({"highway": "construction", "foot": "yes"}, 0),
        ({"highway": "primary", "motorroad": "yes"}, 0),
        ({"highway": "track", "surface": "gravel"}, 0.75),
        ({"highway": "path", "surface": "sand"}, 0.5),
        ({"railway": "platform"}, 1),
        ({"man_made": "pier"}, 1),
        ({"railway": "rail"}, 0),
        ({"foot": "yes"}, 0),
    ],
)
def test_where_one_walks(tags: Mapping[str, str], share: float) -> None:
    pace = foot_pace(tags)

    assert pace.forward == pace.backward == pytest.approx(WALK_KMH * share)


def test_the_pace_is_that_of_all_our_walks() -> None:
    assert pytest.approx(4.5) == WALK_KMH


@pytest.mark.parametrize(
    ("tags", "stops"),
    [
        ({"barrier": "gate"}, False),
        ({"barrier": "bollard"}, False),
        ({"barrier": "wall"}, True),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "wall", "foot": "yes"}, False),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, False),
        ({"barrier": "lift_gate", "motor_vehicle": "no"}, False),
    ],
)
def test_what_stops_a_walker(tags: Mapping[str, str], stops: bool) -> None:
    assert stops_walkers(tags) is stops


@pytest.mark.parametrize(
    "tags",
    [
        BUS_STOP,
        {"public_transport": "platform"},
        {"railway": "halt"},
        {"amenity": "ferry_terminal"},
    ],
)
def test_what_is_a_stop(tags: Mapping[str, str]) -> None:
    assert is_stop(tags)
    assert not is_stop({**dict.fromkeys(tags, "other"), "name": "yes"})


def paths_of(
    nodes: Mapping[int, Point],
    ways: list[Line],
    folder: Path,
    node_tags: Mapping[int, Mapping[str, str]] | None = None,
    stops: tuple[Coordinate, ...] = (),
) -> StreetNetwork | None:
    path = folder / "map.osm"
    path.write_text(map_text(nodes, ways, node_tags=node_tags), encoding="utf-8")
    found = read_paths([inspect_file(path)], folder, (), stops, lambda *_: None)
    return None if found is None else StreetNetwork(**found, on_foot=True)


LINE = {number: (9.0 + number / 100, 42.0) for number in range(10)}
"""Nodes 827 m apart."""


def chain(tags: Mapping[str, str]) -> list[Line]:
    return [(k + 1, (k, k + 1), tags) for k in range(9)]


def test_only_ways_near_a_stop_are_kept(tmp_path: Path) -> None:
    found = paths_of(LINE, chain({"highway": "path"}), tmp_path, {0: BUS_STOP})
    assert found is not None
    at = Coordinate(*LINE[0])
    away = [at.distance_m(Coordinate(x, y)) for x, y in zip(found.lon, found.lat, strict=True)]

    assert max(away) <= NEAR_STOP_M
    assert len(found.tail) == 3
    assert sorted(found.way.tolist()) == [1, 2, 3]


def test_a_stop_may_come_from_elsewhere_and_without_one_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    ways = chain({"highway": "path"})
    known = paths_of(LINE, ways, tmp_path, stops=(Coordinate(9.09, 42.0),))

    assert known is not None
    assert sorted(known.way.tolist()) == [7, 8, 9]
    assert paths_of(LINE, ways, tmp_path / "without") is None


def test_a_stop_amid_motorways_has_no_paths(tmp_path: Path) -> None:
    assert paths_of(LINE, chain({"highway": "motorway"}), tmp_path, {0: BUS_STOP}) is None


def test_near_is_as_near_as_the_ground_says() -> None:
    near, chance = NearStops.build(np.array([9.0]), np.array([42.0])), np.random.default_rng(1)
    lon, lat = chance.uniform(8.95, 9.05, 500), chance.uniform(41.96, 42.04, 500)
    points = [Coordinate(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]
    away = [Coordinate(9.0, 42.0).distance_m(point) for point in points]

    assert near.hold(lon, lat).tolist() == [metres <= NEAR_STOP_M for metres in away]


def test_walls_part_what_gates_do_not(tmp_path: Path) -> None:
    square = {1: (9.0, 42.0), 2: (9.005, 42.0), 3: (9.01, 42.0)}
    ways: list[Line] = [(1, (1, 2), {"highway": "path"}), (2, (2, 3), {"highway": "path"})]
    ends = Coordinate(*square[1]), Coordinate(*square[3])
    times = []
    for number, kind in enumerate(("gate", "wall")):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = paths_of(square, ways, folder, {1: BUS_STOP, 2: {"barrier": kind}})
        assert found is not None
        times.append(float(StreetRouter(found).table_s(ends[:1], ends[1:])[0, 0]))

    assert times[0] == pytest.approx(ends[0].distance_m(ends[1]) / 1.25, rel=1e-3)
    assert times[1] == np.inf


def test_a_walker_goes_both_ways_and_turns_for_nothing(tmp_path: Path) -> None:
    bend = {1: (9.0, 42.0), 2: (9.005, 42.0), 3: (9.005, 42.004), 4: (9.01, 42.0)}
    tags = {"highway": "residential", "oneway": "yes"}
    ways: list[Line] = [(1, (1, 2), tags), (2, (2, 3), tags), (3, (2, 4), tags)]
    found = paths_of(bend, ways, tmp_path, {1: BUS_STOP})
    assert found is not None
    ends = [Coordinate(*bend[number]) for number in (1, 3)]
    table = StreetRouter(found, access_kmh=4.5).table_s(ends, ends)

    assert table[0, 1] == pytest.approx(table[1, 0], abs=0.01)
    assert table[0, 1] == pytest.approx(found.length_m[:2].sum() / 1.25, abs=0.1)
