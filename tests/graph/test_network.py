"""The travel network: lands stay apart, feasts hang together, spots find their places."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from planner.graph.network import ACCESS_PLACES, FARTHEST_ACCESS_M, Access
from planner.model.place import Coordinate
from planner.service import World
from tests.town import build_network, place_at


def test_no_road_of_the_real_data_joins_two_lands(real_world: World) -> None:
    graph = real_world.network.graph
    lands = nx.get_node_attributes(graph, "land")

    assert [(a, b) for a, b in graph.edges if lands[a] != lands[b]] == []


def test_every_land_with_a_feast_is_in_one_piece(real_world: World) -> None:
    network = real_world.network
    feasts = real_world.catalogue.festivals.values()
    lands = {network.land_at(feast.coordinate) for feast in feasts}
    assert lands >= {"mainland", "corsica", "sardinia"}

    for land in lands:
        nodes = [
            name for name, own in zip(network.names, network.lands, strict=True) if own == land
        ]
        assert nx.is_connected(network.graph.subgraph(nodes)), land


def test_a_feast_lies_on_the_land_of_its_area(real_world: World) -> None:
    land_of = {"corsica": "corsica", "sardinia": "sardinia"}

    for feast in real_world.catalogue.festivals.values():
        expected = land_of.get(feast.area.value, "mainland")
        assert real_world.network.land_at(feast.coordinate) == expected, feast.id


def test_every_port_lies_on_the_land_that_its_table_says(real_world: World) -> None:
    for port in real_world.gazetteer.ports.values():
        assert real_world.network.land_at(port.coordinate) == port.land, port.id


def test_every_known_road_of_the_real_data_stays_at_plausible_speed(real_world: World) -> None:
    for a, b, road in real_world.network.graph.edges(data=True):
        kmh = road["length_m"] / road["duration_s"] * 3.6
        assert 5 < kmh <= 120, (a, b, road)


def test_no_road_is_shorter_than_the_crow_flies(real_world: World) -> None:
    graph = real_world.network.graph
    at = nx.get_node_attributes(graph, "coordinate")

    for a, b, road in graph.edges(data=True):
        assert road["length_m"] >= 0.97 * at[a].distance_m(at[b]) - 2_000, (a, b, road)


def test_the_arrays_tell_what_the_graph_tells() -> None:
    network = build_network()
    durations = network.durations.toarray()

    assert np.array_equal(durations, durations.T)
    assert np.count_nonzero(durations) == 2 * network.graph.number_of_edges()
    for a, b, road in network.graph.edges(data=True):
        assert durations[network.index[a], network.index[b]] == road["duration_s"]


def test_a_spot_that_is_a_place_is_there_at_once() -> None:
    network = build_network()

    assert network.accesses(place_at("borgo").coordinate) == (
        Access(network.index["borgo"], 0.0, 0.0),
    )


def test_a_spot_reaches_its_nearest_places_by_winding_ways_at_walking_pace_for_cars() -> None:
    network = build_network()
    spot = Coordinate(10.16, 43.0)
    near = network.accesses(spot)
    crow_m = spot.distance_m(place_at("borgo").coordinate)

    assert [network.names[way.node] for way in near] == ["borgo", "molo", "rocca"]
    assert near[0].length_m == pytest.approx(1.3 * crow_m)
    assert near[0].duration_s == pytest.approx(1.3 * crow_m / (30 / 3.6))


def test_a_spot_reaches_no_place_across_the_water() -> None:
    network = build_network()
    reached = {network.lands[way.node] for way in network.accesses(Coordinate(9.7, 43.0), "east")}

    assert reached == {"east"}
    assert network.land_at(Coordinate(9.6, 43.0)) == "west"


@given(st.floats(8.9, 10.6), st.floats(42.7, 43.3))
def test_every_spot_has_one_to_three_accesses_and_only_the_first_may_be_far(
    lon: float, lat: float
) -> None:
    network, spot = build_network(), Coordinate(lon, lat)
    crows_m = [spot.distance_m(network.coordinates[w.node]) for w in network.accesses(spot)]

    assert 1 <= len(crows_m) <= ACCESS_PLACES
    assert all(crow_m <= FARTHEST_ACCESS_M for crow_m in crows_m[1:])
    assert crows_m[0] == pytest.approx(min(crows_m), rel=0.01)


@given(st.floats(8.9, 10.6), st.floats(42.7, 43.3))
def test_driving_through_a_spot_is_never_quicker_than_the_roads(lon: float, lat: float) -> None:
    network = build_network()
    ways = network.accesses(Coordinate(lon, lat))
    apart = dijkstra(network.durations, indices=[way.node for way in ways])

    for i, a in enumerate(ways):
        for b in ways[:i]:
            assert a.duration_s + b.duration_s >= apart[i, b.node] - 1e-6


def test_no_spot_is_joined_across_a_bay(real_world: World) -> None:
    network, quay = real_world.network, Coordinate(6.6406, 43.2727)  # Saint-Tropez
    names = {network.names[way.node] for way in network.accesses(quay)}

    assert "saint-tropez" in names
    assert "sainte-maxime" not in names
