"""A Valhalla server, played by one of our own: its form of question and answer."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from planner.geodata.routers import ValhallaRouter, decode_line
from planner.model.place import Coordinate
from tests.serve import Answer, serving

HERE, THERE = Coordinate(7.42, 43.73), Coordinate(7.43, 43.74)
SHAPE = "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
"""The example of the format's own page, there with five digits: 38.5 -120.2, 40.7 -120.95, …"""


def reply(path: str, body: bytes) -> Answer:
    asked: dict[str, Any] = json.loads(body)
    if path == "/sources_to_targets":
        cells: list[list[dict[str, Any]]] = [
            [{"time": 60 * (i + j)} for j, _ in enumerate(asked["targets"])]
            for i, _ in enumerate(asked["sources"])
        ]
        cells[0][0]["time"] = None
        return 200, {"sources_to_targets": cells}
    if path == "/locate":
        edge = {"correlated_lon": 7.42, "correlated_lat": 43.731}
        return 200, [{"edges": [edge]}, {"edges": []}]
    if asked["locations"][0]["lon"] < 0:
        return 400, {"error": "No path could be found for input"}
    leg = {
        "shape": SHAPE,
        "summary": {"length": 1.5, "time": 120.0},
        "maneuvers": [{"street_names": ["Rue A"]}, {"street_names": ["Rue A", "D 1"]}, {}],
    }
    return 200, {"trip": {"legs": [leg]}}


@pytest.fixture
def router() -> Iterator[ValhallaRouter]:
    with serving(reply) as address:
        yield ValhallaRouter(address)


def test_a_table_is_read_and_what_is_not_reached_is_told(router: ValhallaRouter) -> None:
    table = np.array(router.table_s([HERE, THERE], [HERE, THERE]))

    assert table.tolist() == [[np.inf, 60.0], [60.0, 120.0]]


def test_snapping_says_how_far(router: ValhallaRouter) -> None:
    near_m, none_m = router.snap_m([HERE, THERE])

    assert near_m == pytest.approx(111.2, abs=0.1)
    assert none_m == np.inf


def test_a_way_has_length_time_names_and_shape(router: ValhallaRouter) -> None:
    way = router.route(HERE, THERE)

    assert way is not None
    assert (way.length_m, way.duration_s, way.roads) == (1500.0, 120.0, ("Rue A", "D 1"))
    assert len(way.geometry) == 3
    assert router.route(Coordinate(-1.0, 43.0), THERE) is None


def test_a_line_is_decoded_as_the_formats_page_says() -> None:
    points = [(round(p.lat * 10, 5), round(p.lon * 10, 5)) for p in decode_line(SHAPE)]

    assert points == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
