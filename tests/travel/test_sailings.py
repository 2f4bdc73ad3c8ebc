"""Dated sailings: a line sails in its season, on its weekdays, and never else."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.clock import DAY_S, TripClock
from planner.model.timetable import Sailing, TimetableStatus
from planner.service import World
from planner.travel.sailings import check_in_s, landing_s, list_sailings, times_s
from tests.town import build_crossing

YEAR = date(2027, 1, 1), date(2027, 12, 31)
LEAP_DAYS = st.dates(date(2028, 1, 1), date(2028, 12, 31))
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
WEEKDAYS = st.frozensets(st.integers(0, 6))


def days_sailed(first: date = YEAR[0], last: date = YEAR[1], **changes: Any) -> list[date]:
    line = build_crossing("molo", "riva", **changes)
    return [sailing.day for sailing in list_sailings([line], first, last)]


def season_between(start: date, end: date) -> set[tuple[int, int]]:
    """Return months and days from one to another, over New Year where the end comes first."""
    year = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
    first, last = year.index(start), year.index(end)
    days = year[first : last + 1] if first <= last else year[first:] + year[: last + 1]
    return {(day.month, day.day) for day in days}


@given(LEAP_DAYS, LEAP_DAYS, WEEKDAYS, DAYS, st.integers(0, 400))
def test_a_line_sails_on_the_weekdays_of_its_season_and_no_other_day(
    start: date, end: date, weekdays: frozenset[int], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    season = {"season_from": (start.month, start.day), "season_to": (end.month, end.day)}

    sailed = days_sailed(first, last, weekdays=weekdays, **season)

    in_season = season_between(start, end)
    span = [first + timedelta(days=number) for number in range(length + 1)]
    assert sailed == [
        day for day in span if (day.month, day.day) in in_season and day.weekday() in weekdays
    ]


def test_a_season_may_wrap_the_years_end() -> None:
    sailed = days_sailed(season_from=(12, 30), season_to=(1, 2))

    assert sailed == [date(2027, 1, 1), date(2027, 1, 2), date(2027, 12, 30), date(2027, 12, 31)]


def test_weekdays_are_those_of_departure() -> None:
    sailed = days_sailed(date(2027, 10, 1), date(2027, 10, 7), weekdays=frozenset({0, 6}))

    assert [f"{day:%a %d}" for day in sailed] == ["Sun 03", "Mon 04"]


def test_the_years_of_a_timetable_are_shown_and_not_used() -> None:
    assert len(days_sailed(valid_from=date(2024, 6, 1), valid_to=date(2024, 9, 1))) == 365


def test_boats_without_cars_are_left_out() -> None:
    assert days_sailed(mode="foot") == []


def test_unconfirmed_sailings_have_to_be_asked_for() -> None:
    line = build_crossing("molo", "riva", status=TimetableStatus.UNCONFIRMED)

    assert list_sailings([line], *YEAR) == ()
    assert len(list_sailings([line], *YEAR, unconfirmed=True)) == 365


def test_no_real_line_sails_out_of_season(real_world: World) -> None:
    for sailing in list_sailings(real_world.crossings, *YEAR, unconfirmed=True):
        line, day = sailing.crossing, sailing.day
        first, last = (date(2027, month, dom) for month, dom in (line.season_from, line.season_to))
        inside = first <= day <= last if first <= last else day >= first or day <= last
        assert inside, (line.id, day)
        assert day.weekday() in line.weekdays, (line.id, day)


def test_every_real_line_of_car_ferries_sails(real_world: World) -> None:
    lines = {line.id for line in real_world.crossings if line.mode == "car"}

    sailings = list_sailings(real_world.crossings, *YEAR, unconfirmed=True)

    assert {sailing.crossing.id for sailing in sailings} == lines


def test_every_real_line_takes_as_long_as_its_times_say(real_world: World) -> None:
    clock = TripClock(date(2027, 6, 1))
    for line in real_world.crossings:
        departs_s, arrives_s = times_s(Sailing(line, date(2027, 6, 1)), clock)
        assert arrives_s - departs_s == line.duration_s, line.id


@pytest.mark.parametrize(("arrive_day", "arrives"), [(0, 13 * 3600), (1, 13 * 3600 + DAY_S)])
def test_a_ship_arrives_on_the_day_that_its_table_says(arrive_day: int, arrives: int) -> None:
    ship = build_crossing("molo", "riva", arrive_day=arrive_day)

    times = times_s(Sailing(ship, date(2027, 10, 3)), TripClock(date(2027, 10, 2)))

    assert times == (DAY_S + 10 * 3600, DAY_S + arrives)


def test_shuttles_ask_for_less_time_at_the_quay_than_ships() -> None:
    shuttle = build_crossing("molo", "riva", duration_s=5_400, arrive=time(11, 30))
    ship = build_crossing("molo", "riva", duration_s=5_460, arrive=time(11, 31))

    assert (check_in_s(shuttle), landing_s(shuttle)) == (30 * 60, 10 * 60)
    assert (check_in_s(ship), landing_s(ship)) == (75 * 60, 30 * 60)


def test_one_needs_less_time_at_the_quay_without_a_car() -> None:
    shuttle = build_crossing("molo", "riva", duration_s=5_400, arrive=time(11, 30))
    ship = build_crossing("molo", "riva", duration_s=5_460, arrive=time(11, 31))

    assert check_in_s(shuttle, on_foot=True) == 20 * 60
    assert check_in_s(ship, on_foot=True) == 45 * 60


def test_boats_without_cars_sail_for_those_on_foot_alone() -> None:
    boat = build_crossing("molo", "riva", mode="foot")

    assert list_sailings([boat], *YEAR) == ()
    assert len(list_sailings([boat], *YEAR, on_foot=True)) == 365
