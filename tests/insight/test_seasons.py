"""Seasonality against PySAL and scipy, and its laws."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inequality.gini import Gini
from scipy import stats

from planner.insight.seasons import (
    count_days,
    entropy,
    flattening,
    gini,
    measure_seasonality,
    off_season_share,
    variation,
)
from tests.graph.programmes import build_programme

months = st.lists(st.integers(0, 40), min_size=12, max_size=12).filter(any)


@given(months)
def test_gini_entropy_and_variation_are_those_of_known_libraries(values: list[int]) -> None:
    assert gini(values) == pytest.approx(Gini(np.array(values, dtype=float)).g, abs=1e-9)
    assert entropy(values) == pytest.approx(float(stats.entropy(values)), abs=1e-9)
    assert variation(values) == pytest.approx(float(stats.variation(values)), abs=1e-9)


@given(months, st.integers(0, 11), st.integers(2, 9))
def test_turning_the_year_or_counting_more_changes_nothing(
    values: list[int], months_on: int, times: int
) -> None:
    turned = values[months_on:] + values[:months_on]
    more = [times * value for value in values]
    for measure in (gini, entropy, variation, off_season_share):
        assert measure(turned) == pytest.approx(measure(values), abs=1e-9)
        assert measure(more) == pytest.approx(measure(values), abs=1e-9)


@given(months)
def test_measures_stay_in_their_ranges(values: list[int]) -> None:
    assert 0 <= gini(values) + 1e-12 <= 11 / 12 + 1e-9
    assert 0 <= entropy(values) <= log(12) + 1e-9
    assert 0 <= variation(values) <= 11**0.5 + 1e-9
    assert 0 <= off_season_share(values) < 1


def test_ends_of_the_ranges_and_an_empty_year() -> None:
    even, one, none = [3] * 12, [0] * 11 + [7], [0] * 12

    assert (gini(even), gini(one), gini(none)) == pytest.approx((0, 11 / 12, 0))
    assert (entropy(even), entropy(one), entropy(none)) == pytest.approx((log(12), 0, 0))
    assert (variation(even), variation(one), variation(none)) == pytest.approx((0, 11**0.5, 0))
    assert (off_season_share(even), off_season_share(one)) == (0, 0)


def test_a_feast_in_an_empty_month_flattens_and_one_at_the_peak_does_not() -> None:
    programme = build_programme({"a": [1, 2, 3], "b": [40], "c": [5]})
    without = [gini(count_days(programme.without(name))) for name in ("a", "b", "c")]
    whole = measure_seasonality(programme)

    assert whole.by_month == (0,) * 9 + (4, 1, 0)
    assert flattening(programme) == pytest.approx([one - whole.gini for one in without])
    assert flattening(programme)[1] > 0 > flattening(programme)[2]
    assert whole.redundancy == pytest.approx(1 - whole.entropy / log(12))
