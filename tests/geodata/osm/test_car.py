"""What a car may do on a way, by its tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.geodata.osm.car import (
    SPEEDS_KMH,
    Pace,
    carries_cars,
    duration_s,
    is_blocking,
    pace_of,
    posted_kmh,
)

WORDS = st.sampled_from(
    ["", "yes", "no", "-1", "private", "50", "IT:urban", "30 mph", "99999", "gravel", "roundabout"]
)


@pytest.mark.parametrize(
    ("tags", "pace"),
    [
        ({"highway": "primary"}, Pace(65.0, 65.0)),
        ({"highway": "motorway"}, Pace(90.0, 0.0)),
        ({"highway": "residential", "oneway": "-1"}, Pace(0.0, 25.0)),
        ({"highway": "residential", "maxspeed": "50"}, Pace(40.0, 40.0)),
        ({"highway": "tertiary", "junction": "roundabout"}, Pace(40.0, 0.0)),
        ({"highway": "service", "service": "driveway"}, Pace(7.5, 7.5)),
        ({"highway": "secondary", "surface": "cobblestone"}, Pace(30.0, 30.0)),
        ({"highway": "residential", "motor_vehicle": "destination"}, Pace(25.0, 25.0, True)),
    ],
)
def test_a_way_is_as_fast_as_its_tags_say(tags: dict[str, str], pace: Pace) -> None:
    assert pace_of(tags) == pace


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway"},
        {"highway": "residential", "access": "private"},
        {"highway": "residential", "access": "yes", "motor_vehicle": "no"},
        {"highway": "service", "oneway": "reversible"},
        {"highway": "pedestrian", "area": "yes"},
        {},
    ],
)
def test_no_car_goes_where_the_tags_forbid_it(tags: dict[str, str]) -> None:
    assert pace_of(tags)[:2] == (0.0, 0.0)


@given(
    st.sampled_from([*SPEEDS_KMH, "path"]),
    st.dictionaries(
        st.sampled_from(["maxspeed", "oneway", "access", "surface", "junction", "service"]), WORDS
    ),
)
def test_a_speed_is_never_strange(kind: str, tags: dict[str, str]) -> None:
    pace = pace_of({"highway": kind, **tags})

    assert all(0.0 <= speed <= 1000.0 for speed in pace[:2])


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:50", 3000),
        ("50", 3000),
        ("PT50M", 3000),
        ("PT1H10M", 4200),
        ("1:00:30", 3630),
        ("50 minutes", None),
        ("P", None),
        ("", None),
    ],
)
def test_durations_of_ferries_are_read_in_every_form(text: str, seconds: int | None) -> None:
    assert duration_s(text) == seconds


def test_limits_are_read_with_their_unit() -> None:
    found = [posted_kmh(text) for text in ("50", "30 mph", "FR:rural", "signals", "-5")]

    assert found == [50.0, pytest.approx(48.28, abs=0.01), 90.0, None, None]


def test_barriers_stop_a_car_unless_they_stand_open() -> None:
    assert is_blocking({"barrier": "bollard"})
    assert not is_blocking({"barrier": "gate"})
    assert is_blocking({"barrier": "gate", "access": "private"})
    assert not is_blocking({"barrier": "bollard", "motor_vehicle": "yes"})


def test_a_ferry_takes_cars_unless_it_says_no() -> None:
    assert carries_cars({"route": "ferry"})
    assert not carries_cars({"route": "ferry", "motor_vehicle": "no"})
    assert not carries_cars({"route": "bus"})
