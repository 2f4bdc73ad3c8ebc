"""What legs emit: the official figures, units, laws, and comparisons that hold or do not."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.geodata.emissions import read_emission_factors
from planner.model.clock import ZONES
from planner.model.emissions import UNITS, Emissions, FactorId, Order, two_digits
from planner.model.journey import Leg, Spot
from planner.model.place import Coordinate
from planner.model.request import Party, TravelMode
from planner.model.timetable import Mode
from planner.service import DATA
from planner.travel.emissions import (
    CASES,
    compare,
    drive_emissions,
    leg_emissions,
    ride_emissions,
)
from tests.town import town_request

FACTORS = read_emission_factors(DATA)
OFFICIAL = [
    # Published with these digits: row, low, high.
    ("car-petrol", 162.7, 162.7),
    ("car-diesel", 173.0, 173.0),
    ("car", 162.7, 173.0),
    ("car-hybrid", 128.3, 128.3),
    ("car-electric", 40.5, 40.5),
    ("coach", 27.8, 39.7),
    ("coach-france", 37.5, 37.5),
    ("city-bus-france", 21.7, 120.0),
    ("rail", 27.7, 35.5),
    ("rail-tgv", 2.93, 2.93),
    ("rail-intercites", 7.5, 7.5),
    ("rail-ter", 27.7, 27.7),
    ("ferry-foot", 18.7, 18.7),
    ("ferry-car", 129.3, 129.3),
    ("ferry-average", 112.7, 112.7),
]
BY_DAY = datetime(2027, 10, 2, 10, tzinfo=ZONES["IT"])
LAND_MODES = (Mode.CAR, Mode.BUS, Mode.RAIL)
lengths = st.integers(0, 900_000)


def leg(mode: Mode, length_m: int, hours: float = 5, depart: datetime = BY_DAY) -> Leg:
    """Return a leg straight north; at sea it is a tenth longer than the great circle."""
    ends = [
        Spot(name, name, Coordinate(9.0, 41.0 + north), "IT") for name, north in _ends(length_m)
    ]
    return Leg(mode, ends[0], ends[1], depart, depart + timedelta(hours=hours), length_m, "osm")


def _ends(length_m: int) -> list[tuple[str, float]]:
    return [("here", 0.0), ("there", length_m / 1.1 / 111_195.08)]


def emitted(one: Leg, people: int = 2, mode: TravelMode = TravelMode.CAR) -> Emissions:
    """Return what a leg emits for a party of adults."""
    return leg_emissions(FACTORS, one, replace(town_request(), party=Party(people), mode=mode))


@pytest.mark.parametrize(("row", "low", "high"), OFFICIAL)
def test_figures_are_the_official_ones(row: str, low: float, high: float) -> None:
    assert FACTORS[row].low == pytest.approx(low, abs=0.0501)
    assert FACTORS[row].high == pytest.approx(high, abs=0.0501)


def test_every_figure_of_the_formulas_is_there_in_its_unit() -> None:
    assert {name: FACTORS[name].unit for name in FactorId} == dict(UNITS)


def test_a_hundred_kilometres_by_car_are_some_seventeen_kilograms() -> None:
    co2e = drive_emissions(FACTORS, 100_000)

    assert (co2e.low_g, co2e.high_g) == (16_272, 17_304)
    assert co2e.factors == ("car",)
    assert drive_emissions(FACTORS, 100_000, "car-electric").high_g == 4_047


@pytest.mark.parametrize(
    ("mode", "ends"), [(Mode.BUS, (8_328, 11_910)), (Mode.RAIL, (8_310, 10_638))]
)
def test_coach_and_rail_count_every_passenger(mode: Mode, ends: tuple[int, int]) -> None:
    co2e = ride_emissions(FACTORS, mode, 100_000, 3)

    assert (co2e.low_g, co2e.high_g) == ends


def test_walking_emits_nothing() -> None:
    assert emitted(leg(Mode.WALK, 900)) == Emissions()


def test_a_ferry_by_day_with_a_car_lies_between_both_methods() -> None:
    # 110 km by the leg, 100 km on the map: 130 km sailed in 3.94 h, 33 km/h.
    co2e = emitted(leg(Mode.FERRY, 110_000, 1 + 130 / 33), people=1)

    assert co2e.low_g == round(110 * 129.33)
    assert co2e.high_g == pytest.approx(130 * 336.02, rel=1e-3)
    assert co2e.factors == ("ferry-car", "ship-emissions")


def test_a_foot_passenger_counts_without_car() -> None:
    co2e = emitted(leg(Mode.FERRY, 110_000, 1 + 130 / 33), 1, TravelMode.TRANSIT)

    assert co2e.low_g == round(110 * 18.71)
    assert co2e.high_g == pytest.approx(130 * 108.99, rel=1e-3)


def test_past_midnight_one_sleeps_in_a_cabin() -> None:
    hours = 1 + 130 / 33
    late = BY_DAY.replace(hour=22)
    by_night = emitted(leg(Mode.FERRY, 110_000, hours, late), 2, TravelMode.TRANSIT)

    assert by_night.high_g == pytest.approx(130 * 2 * 189.35, rel=1e-3)


@given(st.sampled_from([*LAND_MODES, Mode.FERRY, Mode.WALK]), lengths, st.integers(1, 18))
def test_low_is_never_above_high_and_cases_lie_between(
    mode: Mode, length_m: int, people: int
) -> None:
    co2e = emitted(leg(mode, length_m), people)

    assert 0 <= co2e.low_g <= co2e.high_g
    assert all(co2e.low_g <= case_g <= co2e.high_g for case_g in co2e.cases_g)
    assert length_m > 0 or co2e.high_g == 0


@given(st.sampled_from([*LAND_MODES, Mode.FERRY]), lengths, lengths, st.integers(1, 18))
def test_farther_never_emits_less(mode: Mode, a: int, b: int, people: int) -> None:
    near, far = (emitted(leg(mode, length_m), people) for length_m in sorted((a, b)))

    assert near.low_g <= far.low_g
    assert near.high_g <= far.high_g
    assert compare(near, far) is not Order.HIGHER


@given(lengths, st.integers(1, 18))
def test_a_party_shares_its_car(length_m: int, people: int) -> None:
    alone, together = (emitted(leg(Mode.CAR, length_m), count) for count in (1, people))

    assert together == alone
    assert together.per_person_g(people)[1] == round(alone.high_g / people)


@given(st.lists(st.tuples(st.sampled_from([*LAND_MODES, Mode.FERRY, Mode.WALK]), lengths)))
def test_a_sum_adds_up_end_by_end_and_case_by_case(legs: list[tuple[Mode, int]]) -> None:
    parts = [emitted(leg(mode, length_m)) for mode, length_m in legs]
    whole = sum(parts, Emissions())

    assert whole.low_g == sum(part.low_g for part in parts)
    assert whole.high_g == sum(part.high_g for part in parts)
    counted = [part.cases_g for part in parts if part.cases_g]
    assert whole.cases_g == tuple(map(sum, zip(*counted, strict=True)))


@given(st.sampled_from(LAND_MODES), st.integers(1_000, 300_000), st.integers(1_000, 300_000))
def test_comparing_the_other_way_round_turns_the_order(mode: Mode, a: int, b: int) -> None:
    turned = {Order.LOWER: Order.HIGHER, Order.HIGHER: Order.LOWER}
    one, other = emitted(leg(mode, a)), emitted(leg(Mode.CAR, b))
    order = compare(one, other)

    assert compare(other, one) is turned.get(order, Order.UNCERTAIN)
    assert order.robust is (order is not Order.UNCERTAIN)


def test_the_shorter_drive_is_lower_though_the_ranges_overlap() -> None:
    short, long = emitted(leg(Mode.CAR, 100_000)), emitted(leg(Mode.CAR, 103_000))

    assert short.high_g > long.low_g
    assert compare(short, long) is Order.LOWER


def test_a_fast_ferry_against_a_drive_depends_on_the_method() -> None:
    sail = emitted(leg(Mode.FERRY, 110_000, 1 + 130 / 33), people=1)
    drive = emitted(leg(Mode.CAR, 150_000), people=1)

    assert sail.low_g < drive.low_g < drive.high_g < sail.high_g
    assert compare(sail, drive) is Order.UNCERTAIN
    assert not compare(sail, drive).robust


def test_a_ferry_in_both_ways_does_not_blur_the_rest() -> None:
    sail = emitted(leg(Mode.FERRY, 250_000, 8))
    shorter, longer = (sail + emitted(leg(Mode.CAR, km * 1000)) for km in (80, 120))

    assert compare(shorter, longer) is Order.LOWER
    assert compare(longer, shorter) is Order.HIGHER


def test_equal_ways_have_no_order() -> None:
    assert compare(Emissions(), Emissions()) is Order.UNCERTAIN
    assert compare(Emissions(), emitted(leg(Mode.CAR, 1_000))) is Order.LOWER


def test_there_is_a_case_for_every_pair_of_ends() -> None:
    assert set(CASES) == set(product((0, 1), repeat=4))


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (0.0449, 0.045), (7.46, 7.5), (99.6, 100), (343.2, 340)]
)
def test_shown_numbers_have_two_digits(number: float, shown: float) -> None:
    assert two_digits(number) == shown
