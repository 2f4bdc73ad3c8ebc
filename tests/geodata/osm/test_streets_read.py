"""Files become streets: what is cut where, what is banned, and the three traps of ferries."""

from pathlib import Path

import numpy as np
import pytest

from planner.geodata.osm import stages
from planner.geodata.osm.extracts import read_extracts
from planner.graph.streets import StreetNetwork
from planner.model.place import Coordinate
from planner.travel.streets import StreetRouter
from tests.geodata.osm.small_map import (
    FERRY_MAP,
    RESIDENTIAL,
    ban_text,
    grid_text,
    map_text,
    network_of,
    read_file,
    read_text_map,
)


def names_of(streets: StreetNetwork) -> list[str]:
    return [streets.names[number] for number in streets.name]


def test_a_ferry_between_two_roads_stays_a_segment_of_its_own(tmp_path: Path) -> None:
    streets = network_of(map_text(*FERRY_MAP), tmp_path)

    assert sorted(names_of(streets)) == ["Le Bac", "Quai Est", "Quai Ouest"]


def test_a_ferry_takes_its_stated_duration_and_not_a_roads_speed(tmp_path: Path) -> None:
    streets = network_of(map_text(*FERRY_MAP), tmp_path)
    ferry = names_of(streets).index("Le Bac")

    assert (streets.forward_s[ferry], streets.backward_s[ferry]) == (3000.0, 3000.0)


def test_a_ferry_without_a_highway_tag_is_read_and_routed_over(tmp_path: Path) -> None:
    router = StreetRouter(network_of(map_text(*FERRY_MAP), tmp_path))
    way = router.route(Coordinate(9.0, 42.0), Coordinate(9.31, 42.0))

    assert way is not None
    assert way.roads == ("Quai Ouest", "Le Bac", "Quai Est")
    assert way.duration_s == pytest.approx(3000 + 2 * 827 / 65 * 3.6, rel=0.02)


def test_streets_are_cut_where_they_meet_and_nowhere_else(tmp_path: Path) -> None:
    nodes = {n: (9.0 + 0.001 * n, 42.0) for n in range(5)} | {9: (9.002, 42.001)}
    ways = ((1, (0, 1, 2, 3, 4), RESIDENTIAL), (2, (2, 9), RESIDENTIAL))
    streets = network_of(map_text(nodes, ways), tmp_path)

    assert sorted(np.diff(streets.shape_at).tolist()) == [2, 3, 3]
    crow_m = Coordinate(9.0, 42.0).distance_m(Coordinate(9.002, 42.0))
    assert sorted(streets.length_m)[-1] == pytest.approx(crow_m, rel=1e-6)


def test_no_street_leads_through_a_bollard(tmp_path: Path) -> None:
    nodes = {n: (9.0 + 0.001 * n, 42.0) for n in range(5)}
    ways = ((1, (0, 1, 2, 3, 4), RESIDENTIAL),)
    ends = Coordinate(9.0, 42.0), Coordinate(9.004, 42.0)
    open_way = StreetRouter(network_of(map_text(nodes, ways), tmp_path)).route(*ends)
    closed = map_text(nodes, ways, node_tags={2: {"barrier": "bollard"}})

    assert open_way is not None
    assert StreetRouter(network_of(closed, tmp_path)).route(*ends) is None


@pytest.mark.parametrize("kind", ["no_right_turn", "only_straight_on"])
def test_a_banned_turn_is_not_taken(tmp_path: Path, kind: str) -> None:
    nodes = {1: (9.0, 42.0), 2: (9.01, 42.0), 3: (9.02, 42.0), 4: (9.01, 41.99), 5: (9.02, 41.99)}
    ways = (
        *((1, (1, 2), RESIDENTIAL), (2, (2, 3), RESIDENTIAL), (3, (2, 4), RESIDENTIAL)),
        *((4, (3, 5), RESIDENTIAL), (5, (5, 4), RESIDENTIAL)),
    )
    ban = ban_text(kind, 1, 2, 3 if kind.startswith("no") else 2)
    ends = Coordinate(9.0, 42.0), Coordinate(9.01, 41.991)
    free = StreetRouter(network_of(map_text(nodes, ways), tmp_path)).route(*ends)
    bound = StreetRouter(network_of(map_text(nodes, ways, [ban]), tmp_path)).route(*ends)

    assert free is not None
    assert bound is not None
    assert bound.length_m > free.length_m + 1000


def test_missing_nodes_cut_a_way_and_do_not_bend_it(tmp_path: Path) -> None:
    nodes = {n: (9.0 + 0.001 * n, 42.0) for n in range(6) if n != 3}
    streets = network_of(map_text(nodes, ((1, tuple(range(6)), RESIDENTIAL),)), tmp_path)

    assert sorted(np.diff(streets.shape_at).tolist()) == [2, 3]


def test_neighbouring_extracts_share_their_border_and_nothing_stands_twice(tmp_path: Path) -> None:
    text = grid_text()
    paths = [tmp_path / "a.osm", tmp_path / "b.osm"]
    for path, comment in zip(paths, ("<!-- a -->", "<!-- b -->"), strict=True):
        path.write_text(text.replace("</osm>", f"{comment}</osm>"), encoding="utf-8")
    both = read_extracts(paths, tmp_path, (), lambda *_: None).streets

    assert len(both["tail"]) == len(read_file(paths[0], tmp_path).streets["tail"])


def test_a_box_keeps_the_streets_inside_it(tmp_path: Path) -> None:
    path = tmp_path / "grid.osm"
    path.write_text(grid_text(), encoding="utf-8")
    part = read_extracts([path], tmp_path, [(8.9, 41.9, 9.0065, 42.1)], lambda *_: None).streets

    assert 0 < part["lon"].max() < 9.0065


def test_a_broken_off_import_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_text_map(grid_text(), tmp_path)

    def fail(*_: object) -> None:
        raise AssertionError("the ways were read again")

    monkeypatch.setattr(stages, "gather_ways", fail)
    monkeypatch.setattr(stages, "gather_places", fail)
    again = read_text_map(grid_text(), tmp_path)

    for key, column in whole.streets.items():
        assert np.array_equal(column, again.streets[key]), key
