"""Tables over a contracted graph are those of Dijkstra, whatever the order of contraction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.travel.contraction import NEVER, SIDE_BY_SIDE, Contraction, Numbers

MOST_NODES = 12


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Draw an order of contraction, tails, heads and weights; loops and double arcs included."""
    count = draw(st.integers(1, MOST_NODES))
    rank = draw(st.permutations(range(count)))
    node = st.integers(0, count - 1)
    arcs = draw(st.lists(st.tuples(node, node, st.integers(1, 50)), max_size=40))
    columns = np.array(arcs, dtype=np.uint32).reshape(-1, 3).T
    return np.array(rank, dtype=np.uint32), columns[0], columns[1], columns[2]


def least(count: int, tails: Numbers, heads: Numbers, weights: Numbers) -> np.ndarray:
    """Return the least cost between all nodes by another library, `NEVER` where there is no way."""
    known: dict[tuple[int, int], int] = {}
    for tail, head, weight in zip(tails.tolist(), heads.tolist(), weights.tolist(), strict=True):
        known[tail, head] = min(weight, known.get((tail, head), weight))
    ends = np.array(list(known), dtype=int).reshape(-1, 2).T
    found = dijkstra(csr_array((list(known.values()), (ends[0], ends[1])), shape=(count, count)))
    return np.where(np.isinf(found), int(NEVER), found).astype(np.int64)


@given(graphs())
def test_a_table_is_that_of_dijkstra(graph: tuple[Numbers, Numbers, Numbers, Numbers]) -> None:
    rank, *arcs = graph
    every = np.arange(len(rank))
    found = Contraction(rank, *arcs).table(every, every)
    assert found.tolist() == least(len(rank), *arcs).tolist()


@given(graphs(), st.data())
def test_some_sources_and_targets_give_a_part_of_the_table(
    graph: tuple[Numbers, Numbers, Numbers, Numbers], data: st.DataObject
) -> None:
    rank, *arcs = graph
    some = st.lists(st.integers(0, len(rank) - 1), max_size=8)
    sources, targets = (np.array(data.draw(some), dtype=np.int64) for _ in range(2))
    found = Contraction(rank, *arcs).table(sources, targets)
    assert found.tolist() == least(len(rank), *arcs)[np.ix_(sources, targets)].tolist()


def test_more_sources_than_stand_side_by_side_are_all_answered() -> None:
    count = 3 * SIDE_BY_SIDE + 5
    tails = np.arange(count - 1, dtype=np.uint32)
    line = Contraction(np.arange(count, dtype=np.uint32), tails, tails + 1, tails + 1)
    found = line.table(np.arange(count), np.array([count - 1, 0]))
    ahead = np.cumsum(np.arange(count)[::-1])[::-1] - np.arange(count)
    assert found[:, 0].tolist() == ahead.tolist()
    assert found[1:, 1].tolist() == [int(NEVER)] * (count - 1)


@pytest.mark.parametrize("weight", [int(NEVER), 2**32 - 1])
def test_costs_beyond_the_greatest_are_no_way_and_do_not_wrap_around(weight: int) -> None:
    rank = np.arange(3, dtype=np.uint32)
    heavy = Contraction(rank, rank[:2], rank[1:], np.full(2, weight, dtype=np.uint32))
    found = heavy.table(np.array([0]), np.array([1, 2]))
    assert found.tolist() == [[int(NEVER), int(NEVER)]]
