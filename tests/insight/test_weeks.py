"""Weeks and gaps by hand."""

from datetime import date

from hypothesis import given

from planner.graph.programme import Programme
from planner.insight.weeks import is_in_high_season, list_all_gaps, list_gaps, list_weeks
from planner.model.place import Area
from tests.graph.programmes import build_programme, programmes

TODAY = date(2027, 9, 29)


def test_a_year_of_weeks_and_its_gaps_by_hand() -> None:
    weeks = list_weeks(build_programme({"a": [1], "b": [4], "c": [5, 20]}), TODAY)

    assert weeks[0].monday == date(2027, 9, 27)
    assert len(weeks) == 53
    assert weeks[0].feasts[Area.TUSCANY] == ("a",)
    assert weeks[1].feasts[Area.LIGURIA] == ("b",)
    assert weeks[1].feasts[Area.SARDINIA] == weeks[3].feasts[Area.SARDINIA] == ("c",)
    gaps = list_gaps(weeks, Area.SARDINIA)
    assert [(gap.first, gap.weeks) for gap in gaps] == [
        (date(2027, 9, 27), 1),
        (date(2027, 10, 11), 1),
        (date(2027, 10, 25), 36),
        (date(2028, 9, 4), 4),
    ]


def test_july_and_august_are_no_gap() -> None:
    assert not is_in_high_season(date(2027, 6, 28 - 7))
    assert is_in_high_season(date(2027, 6, 28))
    assert is_in_high_season(date(2027, 8, 23))
    assert not is_in_high_season(date(2027, 8, 30))


@given(programmes())
def test_each_quiet_week_without_a_feast_lies_in_one_gap(programme: Programme) -> None:
    weeks = list_weeks(programme, TODAY)
    gaps = list_all_gaps(weeks)
    for area in weeks[0].feasts:
        empty = sum(not w.feasts[area] and not is_in_high_season(w.monday) for w in weeks)
        assert sum(gap.weeks for gap in gaps if gap.area == area) == empty
    assert [gap.weeks for gap in gaps] == sorted((gap.weeks for gap in gaps), reverse=True)
