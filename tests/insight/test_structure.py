"""Measures of network science against formulas that do not use networkx."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from planner.graph.programme import Programme
from planner.insight.structure import measure_structure
from tests.graph.programmes import build_programme, build_ties, programmes

Table = NDArray[np.float64]


def clustering_of(joined: Table) -> float:
    """Return the mean share of partners that are partners, by counting triangles."""
    degree = joined.sum(axis=1)
    triangles = np.diag(joined @ joined @ joined) / 2
    pairs = degree * (degree - 1) / 2
    return float(np.divide(triangles, pairs, out=np.zeros_like(pairs), where=pairs > 0).mean())


def betweenness_of(joined: Table) -> Table:
    """Return the share of shortest paths through each node, by counting paths."""
    size, hops = len(joined), shortest_path(joined, unweighted=True)
    paths = np.eye(size)
    for length in range(1, size):
        steps = joined @ paths
        paths = np.where(hops == length, steps, paths)
    found = np.zeros(size)
    for s, t in combinations(range(size), 2):
        for v in set(range(size)) - {s, t}:
            if np.isfinite(hops[s, t]) and hops[s, v] + hops[v, t] == hops[s, t]:
                found[v] += paths[s, v] * paths[v, t] / paths[s, t]
    return found * 2 / ((size - 1) * (size - 2)) if size > 2 else found


def modularity_of(joined: Table, group: Table) -> float:
    """Return Newman's Q by its definition."""
    degree, twice = joined.sum(axis=1), joined.sum()
    same = group[:, None] == group[None, :]
    return float(((joined - np.outer(degree, degree) / twice) * same).sum() / twice)


@given(programmes())
@settings(max_examples=80)
def test_all_measures_are_those_of_their_formulas(programme: Programme) -> None:
    ties = build_ties(programme)
    shape, size = measure_structure(ties), len(programme.festivals)
    joined = (ties.links | ties.links.T).astype(float)
    hops = shortest_path(joined, unweighted=True)
    apart = hops[~np.eye(size, dtype=bool)]

    assert shape.density == pytest.approx(joined.sum() / (size * (size - 1)))
    assert shape.clustering == pytest.approx(clustering_of(joined))
    assert shape.efficiency == pytest.approx((1 / apart).sum() / (size * (size - 1)))
    assert shape.betweenness == pytest.approx(betweenness_of(joined).tolist())
    if joined.any():
        areas = np.array([hash(festival.area) for festival in programme.festivals])
        assert shape.modularity == pytest.approx(modularity_of(joined, np.array(shape.community)))
        assert shape.area_modularity == pytest.approx(modularity_of(joined, areas))
        assert -0.5 <= shape.modularity < 1


def test_three_feasts_in_a_row_by_hand() -> None:
    ties = build_ties(build_programme({"a": [1], "b": [8], "c": [15]}))
    shape = measure_structure(ties)

    assert shape.density == pytest.approx(2 / 3)
    assert shape.clustering == 0
    assert shape.efficiency == pytest.approx((1 + 1 + 0.5) / 3)
    assert shape.betweenness == (0.0, 1.0, 0.0)


def test_feasts_without_a_link_have_no_shape() -> None:
    shape = measure_structure(build_ties(build_programme({"a": [1], "b": [30]})))

    assert (shape.density, shape.modularity, shape.betweenness) == (0.0, 0.0, (0.0, 0.0))


def test_betweenness_by_paths_is_that_of_networkx_on_a_known_graph() -> None:
    graph = nx.krackhardt_kite_graph()
    known = nx.betweenness_centrality(graph)

    assert betweenness_of(nx.to_numpy_array(graph)) == pytest.approx([known[n] for n in graph])
