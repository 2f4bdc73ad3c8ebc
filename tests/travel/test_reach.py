"""Every feast from every gateway in every month of 2027, or the reason why not."""

from time import process_time

import pytest

from planner.service import World, reach_by_month
from planner.travel.reach import GATEWAYS, MonthReach
from planner.travel.reach import reach_by_month as months_of
from tests.town import build_crossing, spot_at, town_world


@pytest.fixture(scope="module")
def real_reach(real_world: World) -> tuple[MonthReach, ...]:
    """Return how everything is reached, found in less than 20 s of work."""
    start = process_time()
    found = reach_by_month(real_world)
    assert process_time() - start < 20
    return found


def test_each_feast_gateway_and_month_has_one_answer(
    real_world: World, real_reach: tuple[MonthReach, ...]
) -> None:
    keys = {(one.festival_id, one.gateway, one.month) for one in real_reach}

    assert len(keys) == len(real_reach) == 19 * 11 * 12
    assert {one.festival_id for one in real_reach} == set(real_world.catalogue.festivals)
    assert {one.gateway for one in real_reach} == set(GATEWAYS)


def test_there_is_a_connection_or_a_reason(real_reach: tuple[MonthReach, ...]) -> None:
    for one in real_reach:
        assert (one.duration_s is None) == bool(one.reason), one
        assert one.duration_s is None or one.duration_s < 4 * 86_400, one


def test_ferries_of_a_month_leave_in_that_month(real_reach: tuple[MonthReach, ...]) -> None:
    by_sea = [one for one in real_reach if one.lines]

    assert by_sea
    for one in by_sea:
        assert one.depart is not None
        assert one.arrive is not None
        assert (one.depart.year, one.depart.month) == (2027, one.month)
        assert one.arrive.timestamp() - one.depart.timestamp() <= (one.duration_s or 0)


def test_who_lives_on_the_same_land_needs_no_ferry(real_reach: tuple[MonthReach, ...]) -> None:
    (first, *_) = real_reach

    assert (first.festival_id, first.gateway) == ("palio-marinaro-livorno", "livorno-port")
    assert (first.lines, first.reason) == ((), "")


def test_a_month_without_a_ship_has_its_reason() -> None:
    summer = build_crossing("molo", "riva", season_from=(6, 10), season_to=(8, 20))
    world = town_world(crossings=(summer,))
    found = list(months_of(world.timetable, [spot_at("colle")], 2027, ("molo-port", "riva-port")))
    by_key = {(one.gateway, one.month): one for one in found}

    assert {by_key["riva-port", month].lines for month in range(1, 13)} == {()}
    assert by_key["molo-port", 7].lines == ("Linea Prova Molo – Riva",)
    for month in (1, 2, 3, 4, 5, 9, 10, 11, 12):
        assert "no confirmed car ferry" in by_key["molo-port", month].reason
