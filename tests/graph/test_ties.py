"""Ties between feasts: hand-computed pairs, and laws on random programmes."""

from dataclasses import replace
from datetime import date, timedelta
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cosine, jaccard

from planner.errors import UnknownRecordError
from planner.graph.programme import Programme
from planner.graph.ties import Ties, incidence, themes_of
from planner.model.festival import Interest
from planner.model.network import Weights
from tests.graph.programmes import build_programme, build_ties, programmes

THEMES = {"a": (Interest.FOOD, Interest.CRAFTS), "b": (Interest.FOOD,), "c": (Interest.SEA,)}


def shifted(programme: Programme, days: int) -> Programme:
    """Return the programme with every feast some days later."""
    editions = tuple(
        replace(e, days=tuple(day + timedelta(days=days) for day in e.days))
        for e in programme.editions
    )
    return replace(programme, editions=editions)


def test_a_pair_that_shares_one_of_two_days_by_hand() -> None:
    ties = build_ties(build_programme({"a": [1, 2], "b": [2], "c": [4]}, 6.0, THEMES))
    tie = ties.tie(0, 1)

    assert tie.shared_days == (date(2027, 10, 2),)
    assert tie.overlap == 1.0
    assert tie.jaccard == 0.5
    assert tie.likeness == pytest.approx(1 / sqrt(2))
    assert tie.themes == ("food",)
    assert tie.apart_s == 6 * 3600
    assert tie.clash == pytest.approx(exp(-1) / sqrt(2))
    assert tie.complement == 0.0
    assert ties.tie(0, 2).complement == pytest.approx(exp(-1))
    assert ties.tie(0, 2).wait_days == 2


def test_a_link_takes_the_pair_of_days_with_the_shortest_wait() -> None:
    ties = build_ties(build_programme({"a": [1, 5], "b": [7]}, 2.0))
    (link,) = ties.list_links()

    assert (link.leave.day, link.arrive.day, link.travel_s) == (5, 7, 7200)
    wait_s = 86_400 + 10 * 3600 - (7 * 3600 + 7200)
    assert link.weight == pytest.approx(exp(-wait_s / 432_000) * exp(-7200 / 21_600))


@pytest.mark.parametrize(
    ("hours", "is_linked"),
    # last entry at 16:00 (closes at 18:00, two hours' visit), one hour of margin, from 07:00
    [(8.0, True), (8.1, False)],
)
def test_a_link_leaves_time_for_the_margin_and_a_whole_visit(hours: float, is_linked: bool) -> None:
    assert bool(build_ties(build_programme({"a": [1], "b": [2]}, hours)).links[0, 1]) is is_linked


def test_neither_long_waits_nor_long_journeys_nor_the_same_day_link() -> None:
    assert build_ties(build_programme({"a": [1], "b": [11]})).links[0, 1]
    assert not build_ties(build_programme({"a": [1], "b": [12]})).links.any()
    assert not build_ties(build_programme({"a": [1], "b": [1]})).links.any()
    assert not build_ties(build_programme({"a": [1], "b": [9]}, 36.1)).links.any()
    assert not build_ties(build_programme({"a": [1], "b": [9]}, float("inf"))).links.any()


def test_the_month_of_departure_decides_the_journey() -> None:
    programme = build_programme({"a": [30], "b": [34]})
    programme.travel_s[10] = np.inf  # November: one leaves on 31 October, so it is not asked
    assert build_ties(programme).links[0, 1]
    programme.travel_s[9] = np.inf
    assert not build_ties(programme).links.any()


@given(programmes())
def test_clash_complement_and_likeness_are_symmetric_and_between_0_and_1(
    programme: Programme,
) -> None:
    ties = build_ties(programme)
    for table in (ties.clash, ties.complement, ties.overlap, ties.jaccard, ties.likeness):
        assert np.array_equal(table, table.T)
        assert (table >= 0).all()
        assert (table <= 1 + 1e-12).all()
    assert np.array_equal(ties.apart_s, ties.apart_s.T)
    assert not (ties.clash * ties.complement * (ties.overlap == 1)).any()


@given(programmes(), st.integers(-400, 400))
def test_shifting_all_dates_changes_no_tie(programme: Programme, days: int) -> None:
    before, after = build_ties(programme), build_ties(shifted(programme, days))

    assert np.array_equal(before.links, after.links)
    assert np.array_equal(before.clash, after.clash)
    assert np.array_equal(before.complement, after.complement)
    old = {(link.origin, link.destination, link.weight) for link in before.list_links()}
    assert old == {(link.origin, link.destination, link.weight) for link in after.list_links()}


@given(programmes())
def test_likeness_and_jaccard_are_those_of_scipy(programme: Programme) -> None:
    ties = build_ties(programme)
    rows = incidence([themes_of(festival) for festival in programme.festivals])
    dates = incidence([frozenset(d.toordinal() for d in e.days) for e in programme.editions])
    for j in range(len(rows)):
        for k in range(j):
            assert ties.likeness[j, k] == pytest.approx(1 - cosine(rows[j], rows[k]))
            assert ties.jaccard[j, k] == pytest.approx(1 - jaccard(dates[j] > 0, dates[k] > 0))


@given(programmes(), st.integers(1, 9))
def test_a_longer_wait_allows_no_fewer_links(programme: Programme, days: int) -> None:
    short = build_ties(programme, most_wait_days=days).links
    longer = build_ties(programme, most_wait_days=days + 1).links

    assert not (short & ~longer).any()


def test_weights_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="most_wait_days has to be more than 0, not 0"):
        Weights(most_wait_days=0)
    with pytest.raises(ValueError, match="margin_s may not be less than 0: -1"):
        Weights(margin_s=-1)


def test_a_programme_knows_its_feasts_and_moves_and_lengthens_them() -> None:
    programme = build_programme({"a": [1, 3], "b": [7]})

    assert [day.day for day in programme.moved("a", -1).editions[0].days][1] == 2
    assert [day.day for day in programme.lengthened("b", 2).editions[1].days] == [7, 8, 9]
    assert [one.id for one in programme.without("a").festivals] == ["b"]
    with pytest.raises(UnknownRecordError, match="unknown festival of the programme 'c'"):
        programme.moved("c", 1)
    with pytest.raises(ValueError, match="2 feasts, 1 editions"):
        replace(programme, editions=programme.editions[:1])
    assert Ties.of(programme, Weights()).tie(0, 1).wait_days == 4
