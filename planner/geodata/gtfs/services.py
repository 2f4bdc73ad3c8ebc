"""On which days each service of a feed runs."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from planner.errors import DataError
from planner.geodata.gtfs.archive import NOTHING, Feed, Report

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SPAN_DAYS = 1_100
"""Longest validity that is taken at its word; longer ones are cut."""

Days = Mapping[str, frozenset[date]]


def day_of(text: str) -> date | None:
    """Return a day of the form YYYYMMDD, or None where the calendar has no such day."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def service_days(feed: Feed, report: Report) -> Days:
    """Return the days of each service: the weekdays of a span, and the exceptions.

    Raises
    ------
    DataError
        No service runs on any day.
    """
    days: dict[str, set[date]] = {}
    calendar = feed.get("calendar", NOTHING)
    names = ("service_id", "start_date", "end_date", *WEEKDAYS)
    for number, (service, start, end, *flags) in calendar.each(*names):
        first, last = day_of(start), day_of(end)
        if first is None or last is None or first > last:
            reason = f"no span of days from {start!r} to {end!r}; the row is left out"
            report.row("span of days", calendar, number, reason)
            continue
        if (last - first).days > MOST_SPAN_DAYS:
            last = first + timedelta(days=MOST_SPAN_DAYS)
            report.row("endless span", calendar, number, f"runs to {end}; cut at {last}")
        span = (first + timedelta(days=k) for k in range((last - first).days + 1))
        days.setdefault(service, set()).update(d for d in span if flags[d.weekday()] == "1")
    exceptions = feed.get("calendar_dates", NOTHING)
    for number, (service, text, sort) in exceptions.each("service_id", "date", "exception_type"):
        day = day_of(text)
        if day is None or sort not in {"1", "2"}:
            reason = f"no exception: {text!r}, type {sort!r}; the row is left out"
            report.row("exception", exceptions, number, reason)
        elif sort == "1":
            days.setdefault(service, set()).add(day)
        else:
            days.setdefault(service, set()).discard(day)
    if not any(days.values()):
        file = calendar.file or exceptions.file
        raise DataError(file, None, "no service runs on any day; ask the operator for a new feed")
    return {service: frozenset(some) for service, some in days.items()}
