"""Connections without a date: roads and crossings in one way, and nothing out of reach."""

from datetime import date, time

import networkx as nx
import numpy as np
import pytest

from planner.errors import NoConnectionError
from planner.model.journey import Connection
from planner.model.timetable import Crossing, Mode, TimetableStatus
from planner.service import World, find_connection, find_spot
from planner.travel.connections import by_pair, covers_year, season_of
from planner.travel.connections import find_connection as connect
from planner.travel.engine import BuiltInRoads
from planner.travel.sailings import list_sailings
from tests.town import (
    build_crossing,
    build_crossings,
    build_network,
    quay_of,
    spot_at,
    town_world,
)

PORTS = [quay_of("molo"), quay_of("riva")]
SUMMER, WINTER = ((4, 1), (9, 30)), ((10, 1), (3, 31))


def way(origin: str, target: str, *crossings: Crossing) -> Connection:
    lines = crossings or build_crossings()
    return connect(BuiltInRoads(build_network()), PORTS, lines, spot_at(origin), spot_at(target))


def line(season: tuple[tuple[int, int], tuple[int, int]]) -> Crossing:
    return build_crossing("molo", "riva", season_from=season[0], season_to=season[1])


def reach_of(world: World, crossings: list[Crossing]) -> tuple["nx.DiGraph[str]", list[str]]:
    """Return the graph of roads and crossings, and the ids of all feasts and sights."""
    catalogue = world.catalogue
    spots = [find_spot(world, one) for one in (*catalogue.festivals, *catalogue.attractions)]
    nodes = (*spots, *world.quays.values())
    reach: nx.DiGraph[str] = nx.DiGraph()
    reach.add_nodes_from(spot.id for spot in nodes)
    for i, j in np.argwhere(np.isfinite(world.durations(nodes))):
        reach.add_edge(nodes[i].id, nodes[j].id)
    reach.add_edges_from((crossing.from_port, crossing.to_port) for crossing in crossings)
    return reach, [spot.id for spot in spots]


def test_every_feast_and_sight_reaches_every_other_in_some_season(real_world: World) -> None:
    year = list_sailings(real_world.crossings, date(2027, 1, 1), date(2027, 12, 31))
    reach, ids = reach_of(real_world, [sailing.crossing for sailing in year])
    assert len(ids) == 19 + 124

    pieces = [piece & set(ids) for piece in nx.strongly_connected_components(reach)]

    assert [sorted(piece) for piece in pieces if piece and len(piece) < len(ids)] == []


@pytest.mark.parametrize("month", range(1, 13))
def test_every_feast_reaches_every_other_in_every_month(real_world: World, month: int) -> None:
    days = date(2027, month, 1), date(2027, month, 28)
    sailings = list_sailings(real_world.crossings, *days)
    reach, _ = reach_of(real_world, [sailing.crossing for sailing in sailings])

    pieces = list(nx.strongly_connected_components(reach))

    assert any(real_world.catalogue.festivals.keys() <= piece for piece in pieces)


def test_a_way_over_the_water_is_road_ship_road() -> None:
    found = way("borgo", "colle")

    assert [part.mode for part in found.parts] == [Mode.CAR, Mode.FERRY, Mode.CAR]
    ends = [(part.origin.id, part.destination.id) for part in found.parts]
    assert ends == [("borgo", "molo-port"), ("molo-port", "riva-port"), ("riva-port", "colle")]
    assert found.duration_s == sum(part.duration_s for part in found.parts)
    assert found.parts[1].duration_s == 3 * 3600


def test_a_way_on_one_island_takes_no_ship() -> None:
    (part,) = way("molo", "rocca").parts

    assert (part.mode, part.duration_s, part.basis) == (Mode.CAR, 50 * 60, "corridor")


def test_from_a_place_to_itself_there_is_nothing_to_do() -> None:
    assert way("molo", "molo") == Connection(())


def test_a_ship_takes_nobody_back() -> None:
    there = build_crossing("molo", "riva")

    assert way("borgo", "colle", there).parts
    with pytest.raises(NoConnectionError, match="no ferry"):
        way("colle", "borgo", there)


def test_a_boat_without_cars_joins_nothing() -> None:
    with pytest.raises(NoConnectionError):
        way("borgo", "colle", build_crossing("molo", "riva", mode="foot"))


def test_an_airport_is_no_ferry_port() -> None:
    ports = [PORTS[0], PORTS[1], quay_of("rocca")]
    found = connect(
        BuiltInRoads(build_network()), ports, build_crossings(), spot_at("borgo"), spot_at("colle")
    )

    assert found == way("borgo", "colle")


def test_the_quickest_ship_of_a_line_is_taken_and_all_operators_named() -> None:
    slow = build_crossing("molo", "riva", "night", operator="Lenta")
    (_, sea, _) = way("borgo", "colle", slow, build_crossing("molo", "riva")).parts

    assert sea.duration_s == 3 * 3600
    assert sea.operators == ("Linea Prova", "Lenta")


def test_a_sure_ship_goes_before_a_quicker_unconfirmed_one() -> None:
    quick = build_crossing(
        "molo", "riva", id="q", duration_s=3600, arrive=time(11), status=TimetableStatus.UNCONFIRMED
    )
    rows = by_pair([quick, *build_crossings()])["molo-port", "riva-port"]

    assert [row.id for row in rows] == ["molo-riva-day", "molo-riva-night", "q"]


def test_summer_and_winter_together_are_all_year() -> None:
    assert season_of([line(SUMMER), line(WINTER)]) == "all year"
    assert season_of([line(((1, 1), (12, 31)))]) == "all year"


def test_a_season_is_told_by_day_and_month() -> None:
    assert season_of([line(SUMMER)]) == "01.04.–30.09."
    assert season_of([line(((6, 15), (9, 10))), line(((5, 2), (6, 1)))]) == (
        "02.05.–01.06., 15.06.–10.09."
    )


def test_a_season_that_wraps_covers_its_months() -> None:
    assert not covers_year([WINTER])
    assert covers_year([WINTER, SUMMER])
    assert not covers_year([((11, 1), (3, 31)), ((5, 1), (10, 31))])
    assert covers_year([((7, 16), (7, 15))])


def test_real_ways_tell_their_ferries(real_world: World) -> None:
    found = find_connection(real_world, "Sassari", "Ajaccio")
    (sea,) = [part for part in found.parts if part.mode is Mode.FERRY]

    assert (sea.origin.id, sea.destination.id) == ("santa-teresa-gallura-port", "bonifacio-port")
    assert (sea.operators, sea.season) == (("Ichnusa Lines",), "all year")
    assert 4 * 3600 < found.duration_s < 8 * 3600


def test_every_feast_is_a_way_from_livorno(real_world: World) -> None:
    for feast in real_world.catalogue.festivals.values():
        found = find_connection(real_world, "livorno", feast.id)
        assert found.duration_s < 24 * 3600, feast.id
        assert found.parts[-1].destination.id == feast.id


def test_the_ways_of_the_tiny_world_are_found_by_name() -> None:
    found = find_connection(town_world(), "Borgo", "miele")

    assert [part.mode for part in found.parts] == [Mode.CAR, Mode.FERRY, Mode.CAR]
