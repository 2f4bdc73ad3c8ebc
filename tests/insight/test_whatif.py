"""What a change changes: laws on random programmes, and moves that no other beats."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import UnknownRecordError
from planner.graph.programme import Programme
from planner.insight.whatif import compare, gains, is_beaten, list_shifts, pick_balanced, sums_of
from planner.model.network import Weights
from tests.graph.programmes import build_programme, build_ties, programmes


@given(programmes(), st.integers(-21, 21))
@settings(max_examples=60)
def test_there_and_back_again_is_no_change(programme: Programme, days: int) -> None:
    before = build_ties(programme)
    after = build_ties(programme.moved("f0", days))
    there, back = compare(before, after), compare(after, before)

    assert there.before == back.after == sums_of(before)
    assert there.after == back.before
    gained = {(one.origin, one.destination) for one in there.links_gained}
    assert gained == {(one.origin, one.destination) for one in back.links_lost}
    change = len(there.links_gained) - len(there.links_lost)
    assert there.after.links - there.before.links == change
    assert all("f0" in {one.origin, one.destination} for one in there.links_gained)


@given(programmes(4))
@settings(max_examples=15)
def test_moves_no_other_beats_are_just_those(programme: Programme) -> None:
    shifts = list_shifts(programme, "f0", Weights(), most=5)
    results = {one.days: gains(one.outcome.after, one.weekend_days) for one in shifts}
    for one in shifts:
        beaten = any(is_beaten(results[one.days], other) for other in results.values())
        equal = [days for days, other in results.items() if other == results[one.days]]
        first = min(equal, key=lambda days: (abs(days), days))
        assert one.is_balanced == (not beaten and one.days == first)
    still = next(one for one in shifts if one.days == 0)
    assert still.outcome.before == still.outcome.after
    assert not (still.outcome.links_gained)
    assert not (still.outcome.clashes_lost)


def test_a_move_that_ends_a_clash_and_opens_a_trip_says_so() -> None:
    programme = build_programme({"a": [3], "b": [3]}, 4.0)
    shifts = {one.days: one for one in list_shifts(programme, "b", Weights(), most=2)}
    outcome = shifts[1].outcome

    assert [(one.origin, one.destination) for one in outcome.links_gained] == [("a", "b")]
    assert [(one.first, one.second) for one in outcome.clashes_lost] == [("a", "b")]
    assert not (outcome.clashes_gained)
    assert not (outcome.links_lost)
    assert (outcome.before.clash > 0.4, outcome.after.clash) == (True, 0.0)
    assert shifts[1].dates == (date(2027, 10, 4),)
    assert [shifts[days].weekend_days for days in (-2, -1, 0, 1)] == [0, 1, 1, 0]
    assert shifts[-1].is_balanced
    assert not shifts[0].is_balanced


def test_no_edition_is_moved_into_the_past() -> None:
    programme = build_programme({"a": [3], "b": [9]})
    shifts = list_shifts(programme, "a", Weights(), most=5, earliest=date(2027, 10, 2))

    assert [one.days for one in shifts] == [-1, 0, 1, 2, 3, 4, 5]
    with pytest.raises(UnknownRecordError):
        list_shifts(programme, "nobody", Weights())


def test_of_equal_results_only_the_smallest_move_stands() -> None:
    assert pick_balanced({-3: (1.0,), -1: (1.0,), 1: (1.0,), 0: (0.0,)}) == {-1}
