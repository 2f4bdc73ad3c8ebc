from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.geodata.opening_hours import TYPICAL_HOURS, hours_known, opening_window
from planner.model.timewindow import TimeWindow

SATURDAY, SUNDAY, MONDAY = date(2027, 10, 2), date(2027, 10, 3), date(2027, 10, 4)
CHRISTMAS, MONDAY_OF_PENTECOST = date(2027, 12, 25), date(2027, 5, 17)
SEASONAL = "Oct-Mar Tu-Su 10:00-12:00,14:00-18:00; Apr-Sep unknown"


def window(opens_h: float, closes_h: float) -> TimeWindow:
    return TimeWindow(round(opens_h * 3600), round(closes_h * 3600))


@pytest.mark.parametrize(
    ("hours", "category", "day", "expected", "known"),
    [
        ("24/7", "museum", MONDAY, window(0, 24), True),
        ("unknown", "museum", MONDAY, window(10, 17), False),
        ("unknown", "viewpoint", MONDAY, window(0, 24), False),
        ("unknown", "something new", MONDAY, window(10, 17), False),
        (SEASONAL, "museum", SUNDAY, window(14, 18), True),
        (SEASONAL, "museum", MONDAY, None, True),
        (SEASONAL, "castle", date(2027, 7, 2), window(10, 17), False),
        ("10:00-12:00,14:00-16:00", "museum", SUNDAY, window(10, 12), True),
        ("Fr 22:00-03:00", "museum", SATURDAY, window(0, 3), True),
        ("Sa 22:00-03:00", "museum", SATURDAY, window(22, 24), True),
        ("10:00-18:00; PH off", "museum", CHRISTMAS, None, True),
        ("Sa 15:00-18:00; Su 10:00-12:00", "religious", MONDAY, None, True),
    ],
)
def test_the_longest_open_span_counts(
    hours: str, category: str, day: date, expected: TimeWindow | None, known: bool
) -> None:
    assert opening_window(hours, category, day, "IT") == expected
    assert hours_known(hours, day) is known


def test_public_holidays_are_those_of_the_country() -> None:
    hours = "10:00-18:00; PH off"
    assert opening_window(hours, "museum", MONDAY_OF_PENTECOST, "FR") is None
    assert opening_window(hours, "museum", MONDAY_OF_PENTECOST, "IT") == window(10, 18)
    assert opening_window(hours, "museum", CHRISTMAS, "ZZ") == window(10, 18)


def test_hours_that_do_not_parse_are_refused() -> None:
    with pytest.raises(ValueError, match="opening_hours syntax"):
        opening_window("now and then", "museum", MONDAY, "IT")


@settings(deadline=None)
@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sampled_from(sorted(TYPICAL_HOURS)))
def test_a_window_lies_within_its_day(day: date, category: str) -> None:
    for hours in ("unknown", "24/7", SEASONAL, "Mo-Su 20:00-04:00"):
        found = opening_window(hours, category, day, "FR")
        assert found is None or 0 <= found.opens_s < found.closes_s <= 86_400
