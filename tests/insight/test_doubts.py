"""Rough inputs: ranges and ranks that follow from travel times that are a quarter off."""

import numpy as np
from hypothesis import given, settings

from planner.graph.programme import Programme
from planner.insight.doubts import measure_doubts, partners_of, shake, top_of
from tests.graph.programmes import build_programme, build_ties, programmes


@given(programmes())
@settings(max_examples=30)
def test_times_are_off_by_a_quarter_at_most_the_same_both_ways(programme: Programme) -> None:
    shaken = shake(programme, np.random.default_rng(1))
    known = np.isfinite(programme.travel_s) & (programme.travel_s > 0)
    factor = shaken.travel_s[known] / programme.travel_s[known]

    assert (factor >= 0.75).all()
    assert (factor <= 1.25).all()
    assert np.array_equal(np.isfinite(shaken.travel_s), np.isfinite(programme.travel_s))
    both = np.isfinite(programme.travel_s[0] * programme.travel_s[0].T)
    ratio = np.divide(shaken.travel_s[0], programme.travel_s[0], out=np.ones_like(both, float),
                      where=both & (programme.travel_s[0] > 0))  # fmt: skip
    assert np.allclose(ratio, ratio.T)


def test_the_same_seed_gives_the_same_runs() -> None:
    ties = build_ties(build_programme({"a": [1], "b": [2], "c": [3, 9]}, 7.5))
    first, again, other = (measure_doubts(ties, seed) for seed in (3, 3, 4))

    assert np.array_equal(first.partners, again.partners)
    assert not np.array_equal(first.partners, other.partners)


def test_what_does_not_hang_on_travel_times_has_no_range_and_a_steady_rank() -> None:
    sure = measure_doubts(build_ties(build_programme({"a": [1], "b": [5], "c": [9]}, 1.0)), 0)
    edge = measure_doubts(build_ties(build_programme({"a": [1], "b": [2], "c": [20]}, 8.0)), 0)

    assert sure.links == (3, 3)
    assert (sure.stability.same_top, sure.stability.runs) == (100, 100)
    assert edge.links == (0, 1)


def test_partners_count_both_directions_once() -> None:
    links = np.array([[0, 1, 0], [1, 0, 1], [0, 0, 0]], dtype=bool)

    assert partners_of(links).tolist() == [1, 2, 1]
    assert top_of(np.array([1, 5, 5, 2, 2])) == {1, 2, 3}
