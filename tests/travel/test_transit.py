"""Ways without a car: one law for the matrix, one for single ways, and known trips."""

from datetime import date, time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.errors import NoConnectionError
from planner.graph.lines import FARTHEST_WALK_M, LineNetwork, running_lines, wait_s, walk_s
from planner.model.journey import Spot, WayPart
from planner.model.place import Coordinate
from planner.model.request import TravelMode
from planner.model.timetable import LineHop, Mode, TimetableStatus
from planner.service import World, find_spot
from planner.travel.transit import transit_matrix, transit_way
from tests.town import town_request

MINUTE_S = 60
DAILY = frozenset(range(7))
WINDOW = {"earliest": date(2027, 10, 4), "latest": date(2027, 10, 12)}
NAMES = "abcdefgh"
Matrix = NDArray[np.float64]


def build_hop(
    here: str, there: str, minutes: int = 10, line: str = "one", **other: object
) -> LineHop:
    """Return a hop of a train that runs eight times a day, every day."""
    facts: dict[str, object] = {
        **{"id": f"{line}-{here}-{there}", "line": line, "operator": "Rail", "mode": Mode.RAIL},
        **{"from_stop": here, "to_stop": there, "duration_s": minutes * MINUTE_S},
        **{"length_m": 10_000, "services_per_day": 8, "weekdays": DAILY, "basis": "own knowledge"},
        **{"season_from": (1, 1), "season_to": (12, 31), "first": time(6), "last": time(20)},
        **{"status": TimetableStatus.INDICATIVE, "checked_on": date(2026, 11, 21)},
        **other,
    }
    return LineHop(**facts)  # type: ignore[arg-type]


def build_spots(lons: list[float]) -> list[Spot]:
    return [
        Spot(name, name, Coordinate(lon, 43.0), "IT")
        for name, lon in zip(NAMES, lons, strict=False)
    ]


def build_network(spots: list[Spot], hops: list[LineHop]) -> LineNetwork:
    return LineNetwork.build(spots, dict.fromkeys(NAMES, "mainland"), hops)


@st.composite
def networks(draw: st.DrawFn) -> tuple[LineNetwork, list[Spot]]:
    """Return eight spots along a coast, some within a walk, and up to four lines among them."""
    lons = draw(st.lists(st.integers(0, 60), min_size=8, max_size=8))
    spots = build_spots([10 + lon / 100 for lon in lons])
    hops = []
    for number in range(draw(st.integers(0, 4))):
        stops = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
        services = draw(st.integers(1, 40))
        for here, there in pairwise(stops):
            minutes = draw(st.integers(1, 90))
            hops.append(
                build_hop(here, there, minutes, f"line {number}", services_per_day=services)
            )
    return build_network(spots, hops), spots


@settings(deadline=None)
@given(networks())
def test_any_matrix_keeps_its_laws(made: tuple[LineNetwork, list[Spot]]) -> None:
    network, spots = made
    found = transit_matrix(network, spots)

    assert np.array_equal(found, found.T)
    assert (np.diagonal(found) == 0).all()
    for via in range(len(found)):
        assert (found <= found[:, via, None] + found[None, via, :]).all()


@settings(deadline=None)
@given(networks())
def test_any_way_takes_what_the_matrix_says(made: tuple[LineNetwork, list[Spot]]) -> None:
    network, spots = made
    found = transit_matrix(network, spots)
    for i, here in enumerate(spots):
        for j, there in enumerate(spots):
            if np.isfinite(found[i, j]):
                assert_sound(transit_way(network, here, there), here, there, found[i, j])
            else:
                with pytest.raises(NoConnectionError):
                    transit_way(network, here, there)


def assert_sound(parts: tuple[WayPart, ...], here: Spot, there: Spot, seconds: float) -> None:
    """Ask that parts lead from one end to the other in a time, walks short, rides named."""
    assert sum(part.wait_s + part.duration_s for part in parts) == seconds
    if not parts:
        assert here.coordinate == there.coordinate
        return
    assert (parts[0].origin, parts[-1].destination) == (here, there)
    for one, other in pairwise(parts):
        assert one.destination.coordinate == other.origin.coordinate
    for part in parts:
        assert part.mode in (Mode.WALK, Mode.RAIL, Mode.BUS)
        assert part.basis == ("straight" if part.mode is Mode.WALK else "indicative")
        assert part.mode is not Mode.WALK or (
            part.length_m <= FARTHEST_WALK_M and part.wait_s == 0 and not part.roads
        )
        assert part.mode is Mode.WALK or (len(part.roads) == 1 and part.wait_s >= 600)


def test_staying_on_board_costs_no_second_wait() -> None:
    network = build_network(build_spots([10, 11, 12]), [build_hop("a", "b"), build_hop("b", "c")])
    (ride,) = transit_way(network, network.spots["a"], network.spots["c"])

    assert (ride.duration_s, ride.length_m) == (20 * MINUTE_S, 20_000)
    assert [place.lon for place in ride.geometry] == [10, 11, 12]


def test_a_change_of_lines_costs_a_second_wait() -> None:
    hops = [build_hop("a", "b"), build_hop("b", "c", line="two")]
    network = build_network(build_spots([10, 11, 12]), hops)
    ways = transit_way(network, network.spots["a"], network.spots["c"])

    assert [part.roads for part in ways] == [("Rail: one",), ("Rail: two",)]
    assert [part.wait_s for part in ways] == [70 * MINUTE_S] * 2


@pytest.mark.parametrize(("services", "minutes"), [(1, 70), (2, 70), (8, 70), (15, 40), (29, 25)])
def test_the_wait_is_half_the_headway_and_an_hour_at_most(services: int, minutes: int) -> None:
    assert wait_s(build_hop("a", "b", services_per_day=services)) == minutes * MINUTE_S


def test_one_walks_four_and_a_half_kilometres_an_hour() -> None:
    assert (walk_s(2_250), walk_s(1), walk_s(0)) == (30 * MINUTE_S, MINUTE_S, 0)


def test_nobody_walks_across_water() -> None:
    spots = build_spots([10, 10.001])
    network = LineNetwork.build(spots, {"a": "mainland", "b": "elba"}, ())

    assert np.isinf(transit_matrix(network, spots)[0, 1])


@given(
    days=st.frozensets(st.integers(0, 6), min_size=1),
    first=st.dates(date(2027, 1, 1), date(2028, 1, 1)),
    span=st.integers(0, 12),
    season=st.tuples(st.integers(1, 12), st.integers(1, 12)),
)
def test_a_line_is_used_if_it_runs_on_every_day(
    days: frozenset[int], first: date, span: int, season: tuple[int, int]
) -> None:
    hop = build_hop("a", "b", weekdays=days, season_from=(season[0], 1), season_to=(season[1], 28))
    last = date.fromordinal(first.toordinal() + span)
    window = [date.fromordinal(first.toordinal() + number) for number in range(span + 1)]

    assert bool(running_lines([hop], first, last)) == all(hop.runs_on(day) for day in window)


# the shipped lines


@pytest.fixture(scope="module")
def network(real_world: World) -> LineNetwork:
    return real_world.ways_by_mode.network(town_request(mode=TravelMode.TRANSIT, **WINDOW))


KNOWN_TRIPS = [
    ("bastia", "ajaccio", 225),
    ("bastia", "corte", 100),
    ("ponte-leccia", "calvi", 106),
    ("toulon", "nice", 110),
    ("nice", "ventimiglia", 48),
    ("ventimiglia", "genova", 155),
    ("genova", "la-spezia", 105),
    ("la-spezia", "pisa", 65),
    ("pisa", "firenze", 60),
    ("pisa", "lucca", 28),
    ("livorno", "grosseto", 105),
    ("grosseto", "civitavecchia", 80),
    ("genova", "acqui-terme", 85),
    ("cagliari", "sassari", 200),
    ("cagliari", "oristano", 65),
    ("cagliari", "iglesias", 55),
]
"""Minutes on the train, from own knowledge."""


@pytest.mark.parametrize(("here", "there", "minutes"), KNOWN_TRIPS)
def test_a_known_ride_takes_what_it_takes(
    real_world: World, network: LineNetwork, here: str, there: str, minutes: int
) -> None:
    parts = transit_way(network, find_spot(real_world, here), find_spot(real_world, there))

    ridden_s = sum(part.duration_s for part in parts if part.mode is Mode.RAIL)
    assert len(parts) == 1
    assert ridden_s == pytest.approx(minutes * MINUTE_S, rel=0.2)


def test_the_corsican_railway_is_as_long_as_its_source_says(
    real_world: World, network: LineNetwork
) -> None:
    def ride(here: str, there: str) -> WayPart:
        (part,) = transit_way(network, find_spot(real_world, here), find_spot(real_world, there))
        return part

    main = ride("bastia", "ajaccio")
    assert main.length_m == pytest.approx(158_000, rel=0.02)
    assert main.duration_s == 225 * MINUTE_S
    assert ride("ponte-leccia", "calvi").length_m == 74_000


def test_the_real_matrix_keeps_its_laws(real_world: World, network: LineNetwork) -> None:
    spots = tuple(network.spots.values())
    found = transit_matrix(network, spots)

    assert np.array_equal(found, found.T)
    assert (found[np.isfinite(found)] % MINUTE_S == 0).all()
    for via in range(len(found)):
        assert (found <= found[:, via, None] + found[None, via, :]).all()
    lands = np.array([real_world.land(spot) for spot in spots])
    assert np.isinf(found[lands[:, None] != lands[None, :]]).all()


def test_every_real_way_takes_what_the_matrix_says(real_world: World, network: LineNetwork) -> None:
    spots = [find_spot(real_world, name) for name in real_world.catalogue.festivals]
    spots += list(real_world.quays.values())
    found = transit_matrix(network, spots)
    for i, here in enumerate(spots):
        for j, there in enumerate(spots):
            if np.isfinite(found[i, j]):
                assert_sound(transit_way(network, here, there), here, there, found[i, j])


def test_every_ferry_port_of_a_big_town_has_trains_or_coaches(
    real_world: World, network: LineNetwork
) -> None:
    for port, town in {
        **{"livorno-port": "pisa", "piombino-port": "livorno", "genova-port": "savona"},
        **{"vado-ligure-port": "genova", "toulon-port": "nice", "nice-port": "ventimiglia"},
        **{"bastia-port": "ajaccio", "ajaccio-port": "corte", "porto-torres-port": "sassari"},
        **{"olbia-port": "cagliari", "cagliari-port": "oristano", "civitavecchia-port": "pisa"},
    }.items():
        assert transit_way(network, real_world.quays[port], find_spot(real_world, town))
