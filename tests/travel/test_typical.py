"""Typical times against dated connections, and catchments by hand on the tiny world."""

from datetime import date, datetime, time, timedelta
from statistics import median

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.model.timetable import TimetableStatus
from planner.service import World, find_timed_connections
from planner.travel.typical import road_catchment, sea_catchment, typical_times
from tests.town import SPOTS, build_crossing, build_crossings, spot_at, town_world

WEEK = [date(2027, 10, day) for day in range(4, 11)]
NAMES = ("borgo", "bosco", "rocca")
SPOT_LIST = [spot_at(name) for name in NAMES]


def times(world: World) -> NDArray[np.float64]:
    """Return typical times between three places of the tiny world [s]."""
    roads_s = world.durations(tuple(SPOT_LIST))
    return typical_times(world.timetable, SPOT_LIST, roads_s, WEEK, time(7))


@pytest.mark.parametrize("weekdays", [range(7), range(5), (0, 3)])
def test_a_typical_time_is_the_median_of_the_weeks_connections(weekdays: range) -> None:
    ways = [("molo", "riva"), ("riva", "molo")]
    rows = tuple(build_crossing(*way, weekdays=frozenset(weekdays)) for way in ways)
    world = town_world(crossings=rows)
    found = times(world)
    for j, start in enumerate(NAMES):
        for k, end in enumerate(NAMES):
            if j != k:
                lasts = []
                for day in WEEK:
                    leave = datetime.combine(day, time(7))
                    best = find_timed_connections(world, start, end, depart=leave)[0]
                    lasts.append((best.arrive - best.depart).total_seconds())
                assert found[j, k] == median(lasts)


def test_no_ship_within_five_days_of_the_week_is_no_way() -> None:
    never = (build_crossing("molo", "riva", season_from=(5, 1), season_to=(5, 2)),)
    found = times(town_world(crossings=never))

    assert np.isinf(found[0, 1])
    assert found[0, 2] == 30 * 60


def test_lines_that_no_source_confirms_are_not_used() -> None:
    unsure = tuple(
        build_crossing(*way, status=TimetableStatus.UNCONFIRMED)
        for way in (("molo", "riva"), ("riva", "molo"))
    )
    world = town_world(crossings=unsure)

    assert np.isinf(times(world)[0, 1])
    by_sea = sea_catchment(world.timetable, SPOT_LIST, WEEK)
    assert np.isinf(by_sea[0, world.network.index["bosco"]])


def test_the_catchment_by_road_is_the_matrix_of_driving_times() -> None:
    world = town_world()
    found = road_catchment(world.network, SPOT_LIST)
    table = world.durations((*SPOT_LIST, *(spot_at(name) for name in world.network.names)))

    assert np.array_equal(np.ceil((found - 1e-6) / 60) * 60, table[:3, 3:])


def test_the_catchment_by_sea_counts_check_in_ship_and_landing_but_no_wait() -> None:
    world = town_world()
    found = sea_catchment(world.timetable, SPOT_LIST, [date(2027, 10, 4)])
    quays = [quay.id for quay in world.timetable.quays]
    row = world.timetable.to_quays_s(spot_at("borgo"))
    far = world.timetable.trees[quays.index("riva-port")].seconds[world.network.index["colle"]]

    expected = row[quays.index("molo-port")] + 4_500 + 10_800 + 1_800 + far
    assert found[0, world.network.index["colle"]] == pytest.approx(
        expected, abs=1
    )  # told in whole seconds
    assert set(SPOTS) == set(world.network.names)


def test_more_days_never_make_a_catchment_smaller() -> None:
    rows = [build_crossing("molo", "riva", weekdays=frozenset({0})), *build_crossings()[2:3]]
    world = town_world(crossings=tuple(rows))
    tuesday = sea_catchment(world.timetable, SPOT_LIST, [WEEK[1]])
    both = sea_catchment(world.timetable, SPOT_LIST, [WEEK[0], WEEK[0] + timedelta(days=1)])

    assert (both <= tuesday).all()
    assert (both < tuesday).any()
