"""The GTFS feed, read by gtfs-kit and held against the crossings themselves."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import gtfs_kit
import pytest

from planner.export.gtfs import Publisher, list_runs, to_gtfs
from planner.model.timetable import Crossing, TimetableStatus
from planner.service import World

SPAN = date(2026, 1, 1), date(2028, 12, 31)
PUBLISHER = Publisher("Filofesta", "https://filofesta.example/", "test")


@pytest.fixture(scope="module")
def feed(real_world: World, tmp_path_factory: pytest.TempPathFactory) -> gtfs_kit.Feed:
    """Return the shipped crossings as gtfs-kit reads them."""
    file = tmp_path_factory.mktemp("gtfs") / "crossings.zip"
    file.write_bytes(to_gtfs(real_world.crossings, real_world.quays, SPAN, PUBLISHER))
    return gtfs_kit.read_feed(Path(file), dist_units="km")


def sure(world: World) -> list[Crossing]:
    """Return the crossings that the feed has."""
    return [one for one in world.crossings if one.status is not TimetableStatus.UNCONFIRMED]


def test_the_reader_sees_the_departures_of_the_table(
    feed: gtfs_kit.Feed, real_world: World
) -> None:
    days = [SPAN[0] + timedelta(n) for n in range(0, 1096, 97)] + [date(2028, 2, 29), SPAN[1]]
    for day in days:
        trips = feed.get_trips(f"{day:%Y%m%d}")
        found = Counter(name.rpartition("-")[0] for name in trips["trip_id"])
        assert found == Counter(one.id for one in sure(real_world) if one.sails_on(day)), day


def test_times_ports_and_cars_are_those_of_the_table(
    feed: gtfs_kit.Feed, real_world: World
) -> None:
    rows = {one.id: one for one in sure(real_world)}
    times = feed.stop_times.sort_values(["trip_id", "stop_sequence"])
    for trip_id, stops in times.groupby("trip_id"):
        one = rows[str(trip_id).rpartition("-")[0]]
        assert list(stops["stop_id"]) == [one.from_port, one.to_port]
        begin, end = (
            sum(int(part) * unit for part, unit in zip(text.split(":"), (3600, 60, 1), strict=True))
            for text in (stops["departure_time"].iloc[0], stops["arrival_time"].iloc[1])
        )
        assert (begin, end - begin) == (
            one.depart.hour * 3600 + one.depart.minute * 60,
            one.duration_s,
        )
    assert set(feed.trips["cars_allowed"]) == {1}
    assert set(feed.routes["route_type"]) == {4}
    assert set(feed.stops["stop_timezone"]) == {"Europe/Rome", "Europe/Paris"}


def test_every_key_leads_somewhere(feed: gtfs_kit.Feed) -> None:
    assert set(feed.trips["route_id"]) == set(feed.routes["route_id"])
    assert set(feed.trips["service_id"]) == set(feed.calendar["service_id"])
    assert set(feed.stop_times["stop_id"]) == set(feed.stops["stop_id"])
    assert set(feed.routes["agency_id"]) == set(feed.agency["agency_id"])
    assert not feed.trips["trip_id"].duplicated().any()


def test_the_same_crossings_give_the_same_bytes(real_world: World) -> None:
    first, second = (
        to_gtfs(real_world.crossings, real_world.quays, SPAN, PUBLISHER) for _ in range(2)
    )

    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None


def test_a_season_over_new_year_is_one_run_a_winter(real_world: World) -> None:
    winter = replace(
        sure(real_world)[0],
        season_from=(11, 1),
        season_to=(2, 29),
        weekdays=frozenset(range(7)),
    )

    runs = [(run.first, run.last) for run in list_runs(winter, *SPAN)]

    assert runs == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 11, 1), date(2027, 2, 28)),
        (date(2027, 11, 1), date(2028, 2, 29)),
        (date(2028, 11, 1), date(2028, 12, 31)),
    ]
