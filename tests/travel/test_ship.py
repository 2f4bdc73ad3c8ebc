"""The ship model gives the figures that its author's model gives, and keeps to its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.geodata.emissions import read_emission_factors
from planner.service import DATA
from planner.travel.ship import SHORT_S, Ship, sailing_s

SHIP = Ship.build(read_emission_factors(DATA))
HOUR_S = 3600
PUBLISHED = [
    # people, car, cabin, g CO2e per passenger-km at the ship's average speed
    pytest.param(1, False, False, 109, id="one in a seat"),
    pytest.param(2, False, True, 189, id="two in a cabin"),
    pytest.param(1, True, False, 336, id="one in a seat, with a car"),
    pytest.param(2, True, True, 303, id="two in a cabin, with a car"),
    pytest.param(4, True, True, 191, id="four in a cabin, with a car"),
]
distances = st.floats(0, 600_000)
spans = st.floats(600, 30 * HOUR_S)
parties = st.integers(1, 18)


@pytest.mark.parametrize(("people", "car", "cabin", "grams"), PUBLISHED)
def test_the_published_figures_come_out(people: int, car: bool, cabin: bool, grams: int) -> None:
    share = SHIP.party_m3(people, car, cabin) / SHIP.useful_m3

    assert round(SHIP.g_per_km(33) * share / people) == grams


def test_the_ship_has_its_published_size() -> None:
    assert SHIP.useful_m3 == pytest.approx(110_093, abs=1)
    assert SHIP.car_m3 == pytest.approx(2.7 * 6 * 4.96, rel=0.001)
    assert SHIP.average_g_per_km == pytest.approx(311_000, rel=0.001)


def test_emissions_rise_with_the_square_of_speed() -> None:
    assert SHIP.g_per_km(44) == pytest.approx(SHIP.g_per_km(22) * 4)


def test_a_crossing_of_known_speed_adds_up() -> None:
    # 99 km on the map, 128.7 km sailed, 3.9 h under way: 33 km/h.
    grams = SHIP.party_g(99_000, 4.9 * HOUR_S, 2, car=True, cabin=True)

    assert grams == pytest.approx(128.7 * 2 * 302.866, rel=1e-4)


def test_time_in_port_is_not_sailed() -> None:
    assert sailing_s(10 * HOUR_S) == 9 * HOUR_S
    assert sailing_s(HOUR_S) == 0.8 * HOUR_S
    assert sailing_s(SHORT_S) == 2 * HOUR_S


@given(distances, spans)
def test_no_speed_is_beyond_what_ferries_sail(sailed_m: float, duration_s: float) -> None:
    assert 22 < SHIP.speed_kmh(sailed_m / 1000, duration_s) < 50.1


@given(st.tuples(distances, distances), spans, parties, st.booleans(), st.booleans())
def test_farther_never_emits_less(
    pair: tuple[float, float], duration_s: float, people: int, car: bool, cabin: bool
) -> None:
    near, far = (
        SHIP.party_g(crow_m, duration_s, people, car=car, cabin=cabin) for crow_m in sorted(pair)
    )

    assert 0 <= near <= far


@given(distances, spans, parties, st.booleans(), st.booleans())
def test_one_more_never_emits_less_for_the_party(
    crow_m: float, duration_s: float, people: int, car: bool, cabin: bool
) -> None:
    fewer, more = (
        SHIP.party_g(crow_m, duration_s, count, car=car, cabin=cabin)
        for count in (people, people + 1)
    )

    assert fewer <= more


@given(distances, spans, parties, st.booleans())
def test_a_car_is_shared_by_the_party(
    crow_m: float, duration_s: float, people: int, cabin: bool
) -> None:
    extra = [
        SHIP.party_g(crow_m, duration_s, count, car=True, cabin=cabin)
        - SHIP.party_g(crow_m, duration_s, count, car=False, cabin=cabin)
        for count in (1, people)
    ]

    assert extra[0] == pytest.approx(extra[1], rel=1e-6, abs=1e-3)


@given(st.floats(0, 30 * HOUR_S), parties, st.booleans(), st.booleans())
def test_no_distance_emits_nothing(duration_s: float, people: int, car: bool, cabin: bool) -> None:
    assert SHIP.party_g(0, duration_s, people, car=car, cabin=cabin) == 0
