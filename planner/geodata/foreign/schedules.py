"""The days of schema.org schedules that repeat between two dates."""

from datetime import date, timedelta
from typing import Any

from planner.geodata.foreign.draft import MOST_DAYS, clean, day_of, moment, span
from planner.geodata.foreign.nodes import Node, bare, get, listed, plain

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
RULES = frozenset({"P1Y", "P1M", "Yearly", "Monthly"})
"""Schedules that repeat so tell when a feast is held, not the days of one run."""


def schedule_days(schedules: list[Node]) -> set[date]:
    """Return the days of schedules that repeat by days or weeks between two dates.

    Raises
    ------
    ValueError
        A schedule is too long, or repeats in a way that gives no days by itself.
    """
    days: set[date] = set()
    for one in schedules:
        begins, ends = (moment(plain(get(one, name))) for name in ("startDate", "endDate"))
        if begins is None or clean(plain(get(one, "repeatFrequency"))) in RULES:
            continue
        weekdays = {_weekday(plain(name)) for name in listed(get(one, "byDay"))}
        weekly = not weekdays and clean(plain(get(one, "repeatFrequency"))) in {"P1W", "Weekly"}
        skipped = {day_of(d) for d in map(moment, map(plain, listed(get(one, "exceptDate")))) if d}
        for day in span(begins, ends):
            fits = day.weekday() in weekdays if weekdays else True
            on_week = not weekly or (day - day_of(begins)) % timedelta(days=7) == timedelta(0)
            if fits and on_week and day not in skipped:
                days.add(day)
        if len(days) > MOST_DAYS:
            raise ValueError(f"its schedule gives more than {MOST_DAYS} days")
    return days


def _weekday(value: Any) -> int:
    """Return the number of a weekday, Monday 0; 7 for what is none."""
    word = bare(clean(value)).lower()
    if word in DAY_NAMES:
        return DAY_NAMES.index(word)
    return CODES.index(word) if word in CODES else 7
