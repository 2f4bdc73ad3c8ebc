from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.geodata.catalogue import read_catalogue
from planner.geodata.editions import edition_days, rule_days, unite
from planner.model.festival import DateStatus, TimingRule
from planner.model.place import Confidence
from tests.geodata.small_folder import change


def make_rule(rrule: str, offset: int = 0, length: int = 1, sure: str = "rule_based") -> TimingRule:
    return TimingRule(
        *("r", "fair", "published", rrule, offset, length, DateStatus(sure), "", Confidence.HIGH),
        sources=("s",),
    )


def days_of(folder: Path) -> dict[str, str]:
    editions = read_catalogue(folder).editions
    return {edition.id: " ".join(map(str, edition.days)) for edition in editions}


def test_rules_of_a_variant_make_one_edition_a_year(folder: Path) -> None:
    days = days_of(folder)
    assert days["fair-a-2026-published"] == "2026-08-29 2026-08-30 2026-09-07"
    assert days["fair-a-2026-observed"] == "2026-09-01"
    assert days["fair-b-2027-published"] == "2027-04-11"
    assert len(days) == 3 * 3


def test_a_known_edition_replaces_those_of_rules_and_only_that_year(folder: Path) -> None:
    catalogue = read_catalogue(folder)
    (known,) = [e for e in catalogue.editions if e.variant == "known"]
    assert (known.id, known.basis, known.number) == ("fair-b-2026", "source", 5)
    assert known.date_status is DateStatus.CONFIRMED
    assert [e.id for e in catalogue.list_editions_of("fair-b")] == [
        *("fair-b-2026", "fair-b-2027-published", "fair-b-2028-published")
    ]


def test_an_edition_that_is_called_off_is_known_but_does_not_take_place(folder: Path) -> None:
    change(folder, "editions.csv", 3, "status", "cancelled")
    catalogue = read_catalogue(folder)
    (off,) = [e for e in catalogue.editions if e.cancelled]
    assert (off.id, off.date_status) == ("fair-b-2026", DateStatus.CONFIRMED)
    assert off not in catalogue.list_editions_of("fair-b")
    assert off not in catalogue.list_editions(catalogue.first_day, catalogue.last_day)
    assert [e.id for e in catalogue.list_editions_of("fair-b")] == [
        *("fair-b-2027-published", "fair-b-2028-published")
    ]


def test_an_announced_edition_stays_announced_and_an_old_one_stays_out(folder: Path) -> None:
    change(folder, "editions.csv", 3, "status", "announced")
    catalogue = read_catalogue(folder)
    assert catalogue.list_editions_of("fair-b")[0].date_status is DateStatus.ANNOUNCED
    assert min(edition.days[0].year for edition in catalogue.editions) == 2026
    assert (catalogue.first_day, catalogue.last_day) == (date(2026, 1, 1), date(2028, 12, 31))


def test_an_edition_is_as_sure_as_its_least_sure_rule() -> None:
    rules = (
        make_rule("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"),
        make_rule("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=3", sure="guess"),
    )
    edition = unite(rules, 2027)
    assert edition is not None
    assert edition.date_status is DateStatus.GUESS
    assert edition.days == (date(2027, 5, 1), date(2027, 5, 3))
    assert unite((make_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),), 2027) is None


@settings(deadline=None)
@given(year=st.integers(1990, 2060), offset=st.integers(-60, 60))
def test_easter_rules_follow_easter(year: int, offset: int) -> None:
    assert rule_days(f"FREQ=YEARLY;BYEASTER={offset}", year) == [easter(year) + timedelta(offset)]


@settings(deadline=None)
@given(
    year=st.integers(1990, 2060),
    month=st.integers(1, 12),
    nth=st.sampled_from([1, 2, 3, 4, -1, -2]),
    weekday=st.integers(0, 6),
)
def test_weekday_rules_count_the_weekdays_of_the_month(
    year: int, month: int, nth: int, weekday: int
) -> None:
    first = date(year, month, 1)
    month_days = [d for n in range(31) if (d := first + timedelta(n)).month == month]
    expected = [d for d in month_days if d.weekday() == weekday][nth - 1 if nth > 0 else nth]
    name = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    assert rule_days(f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{name}", year) == [expected]


@settings(deadline=None)
@given(offset=st.integers(-31, 31), length=st.integers(1, 31))
def test_offset_and_length_move_and_stretch(offset: int, length: int) -> None:
    days = sorted(
        edition_days(make_rule("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14", offset, length), 2027)
    )
    first = date(2027, 7, 14) + timedelta(offset)
    assert days == [first + timedelta(n) for n in range(length)]


@pytest.mark.parametrize("rrule", ["", "FREQ=YEARLY;BYDAY=9XX", "FREQ=HOURLY", "FREQ=YEARLY;X=1"])
def test_a_rule_that_does_not_parse_is_refused(rrule: str) -> None:
    with pytest.raises(ValueError, match=r"RRULE|repeat by"):
        rule_days(rrule, 2027)


def test_the_rules_that_were_agreed_on(real_folder: Path) -> None:
    days = days_of(real_folder)
    assert days["fete-de-la-figue-sollies-pont-2027-published"] == "2027-08-28 2027-08-29"
    assert days["sagra-delle-olive-villamassargia-2027-published"] == "2027-10-16 2027-10-17"
    assert (
        days["fiera-di-a-castagna-bocognano-2026-published"] == "2026-12-04 2026-12-05 2026-12-06"
    )
    assert days["fiera-di-a-castagna-bocognano-2026-observed"] == "2026-12-11 2026-12-12 2026-12-13"
    assert days["sagra-degli-agrumi-muravera-2026"] == "2026-04-19"
