"""Chains against a search of all sequences, and what a loss breaks by hand."""

from itertools import pairwise, permutations

import numpy as np
from hypothesis import given, settings

from planner.graph.programme import Programme
from planner.graph.ties import Ties
from planner.insight.chains import (
    ChainSearch,
    lengths_without,
    list_chains,
    list_groups,
    list_threes,
)
from tests.graph.programmes import build_programme, build_ties, programmes


def all_sequences(ties: Ties) -> list[tuple[int, ...]]:
    """Return every sequence of visits that follow each other, of different feasts."""
    feast = ties.days.feast.tolist()
    found: list[tuple[int, ...]] = [(visit,) for visit in range(len(feast))]
    for sequence in found:
        for visit in np.flatnonzero(ties.follows[sequence[-1]]).tolist():
            if feast[visit] not in {feast[one] for one in sequence}:
                found.append((*sequence, visit))
    return found


@given(programmes())
@settings(max_examples=60)
def test_the_longest_chain_is_that_of_a_search_of_all(programme: Programme) -> None:
    ties = build_ties(programme)
    sequences = all_sequences(ties)
    best = max(len(sequence) for sequence in sequences)
    chains = list_chains(ties)

    assert max((len(chain.visits) for chain in chains), default=1) == best
    ways = [one for one in sequences if len(one) == best]
    if chains:
        days = ties.days
        travel = [
            sum(
                programme.travel_s[days.next_month[v], days.feast[v], days.feast[w]]
                for v, w in pairwise(way)
            )
            for way in ways
        ]
        longest = [chain for chain in chains if len(chain.visits) == best]
        assert min(chain.travel_s for chain in longest) == round(min(travel))


@given(programmes())
@settings(max_examples=60)
def test_every_step_of_a_chain_is_possible_and_no_feast_comes_twice(programme: Programme) -> None:
    ties = build_ties(programme)
    number = {festival.id: n for n, festival in enumerate(programme.festivals)}
    for chain in list_chains(ties):
        names = [visit.festival_id for visit in chain.visits]
        assert len(set(names)) == len(names) >= 2
        rows = [
            next(
                v
                for v in range(len(ties.days.feast))
                if ties.days.feast[v] == number[one.festival_id]
                and ties.days.day[v] == one.day.toordinal()
            )
            for one in chain.visits
        ]
        assert all(ties.follows[v, w] for v, w in pairwise(rows))


@given(programmes())
@settings(max_examples=60)
def test_threes_are_those_of_a_search_of_all(programme: Programme) -> None:
    ties, feast = build_ties(programme), build_ties(programme).days.feast.tolist()
    found = {tuple(feast[v] for v in one) for one in all_sequences(ties) if len(one) == 3}

    assert list_threes(ties) == found
    assert found <= set(permutations(range(len(programme.festivals)), 3))


def test_a_feast_of_scattered_days_is_not_visited_twice() -> None:
    ties = build_ties(build_programme({"a": [1, 8], "b": [4]}))
    (chain,) = list_chains(ties)

    assert [visit.festival_id for visit in chain.visits] in (["a", "b"], ["b", "a"])


def test_a_loss_breaks_what_it_joins() -> None:
    ties = build_ties(build_programme({"a": [1], "b": [8], "c": [15], "d": [60]}))

    assert list_groups(ties) == [[0, 1, 2]]
    assert list_threes(ties) == {(0, 1, 2)}
    assert lengths_without(ties) == {"a": 2, "b": 1, "c": 2}
    assert ChainSearch.of(ties).longest([0, 1, 2]).travel_s == 4 * 3600


@given(programmes())
@settings(max_examples=60)
def test_the_length_without_a_feast_is_that_of_a_programme_without_it(programme: Programme) -> None:
    ties = build_ties(programme)
    groups = {number: group for group in list_groups(ties) for number in group}
    for name, length in lengths_without(ties).items():
        number = programme.number(name)
        kept = set(groups[number]) - {number}
        search = ChainSearch.of(ties)
        assert length == len(search.longest(sorted(kept)).visits)
