"""Roads of the basemap."""

import pytest

from planner.export.main_roads import rank_of, to_road_lines
from planner.model.place import Coordinate

A, B, C = (Coordinate(lon, 43.0) for lon in (10.0, 10.5, 11.0))


@pytest.mark.parametrize(
    ("road", "rank"),
    [("A12", 1), ("RA3", 1), ("FI-PI-LI", 1), ("SS1", 2), ("T20", 2), ("D81", 3), ("", 3)],
)
def test_a_road_has_the_rank_of_its_number(road: str, rank: int) -> None:
    assert rank_of(road) == rank


def test_stretches_of_a_rank_are_one_line() -> None:
    found = to_road_lines([("A12", A, B), ("A12", B, C), ("D81", A, C)])

    features = found["features"]
    assert isinstance(features, list)
    assert [one["properties"]["rank"] for one in features] == [1, 3]
    ways = features[0]["geometry"]["coordinates"]
    assert len(ways) == 1
    assert sorted(ways[0]) == [[10.0, 43.0], [10.5, 43.0], [11.0, 43.0]]
