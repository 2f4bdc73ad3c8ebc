"""Dates, times, lengths and lists as a reader of a language writes them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_interval, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal
from flask_babel import get_locale

from web.speech import gettext

DAY = timedelta(days=1)
NO_BREAK = "\u00a0"


def long_date(day: date) -> str:
    """Return a day with its weekday and year."""
    return format_date(day, "full", locale=get_locale())


def plain_date(day: date) -> str:
    """Return a day with its year, without weekday."""
    return format_date(day, "long", locale=get_locale())


def weekday_date(day: date) -> str:
    """Return weekday, day and month, shortened."""
    return format_date(day, "EEE d MMM", locale=get_locale())


def day_runs(days: Sequence[date]) -> str:
    """Return days, consecutive ones as a span, with the year once at the end if it is the same."""
    runs = _split_runs(days)
    told = []
    for index, (first, last) in enumerate(runs):
        same_year = index + 1 < len(runs) and runs[-1][1].year == last.year
        told.append(_span(first, last, "MMMd" if same_year else "yMMMd"))
    return format_list(told, style="standard", locale=get_locale())


def date_span(ends: tuple[date, date]) -> str:
    """Return a span of days, first and last, with its year."""
    return _span(*ends, "yMMMMd")


def clock(moment: datetime) -> str:
    """Return the local time of day, as on the place's own clock."""
    return f"{moment:%H:%M}"


def hours(seconds: float) -> str:
    """Return a length of time in hours and minutes, without a break in it."""
    minutes = round(seconds / 60)
    if minutes < 60:
        told = gettext("%(minutes)d min", minutes=minutes)
    elif minutes % 60 == 0:
        told = gettext("%(hours)d h", hours=minutes // 60)
    else:
        told = gettext("%(hours)d h %(minutes)02d min", hours=minutes // 60, minutes=minutes % 60)
    return told.replace(" ", NO_BREAK)


def kilometres(length_m: float) -> str:
    """Return a length in kilometres, below ten with one decimal."""
    km = length_m / 1000
    rounded = round(km, 1) if km < 10 else round(km)
    number = format_decimal(rounded, locale=get_locale())
    return gettext("%(number)s km", number=number).replace(" ", NO_BREAK)


def month_name(month: int) -> str:
    """Return the name of a month that stands alone."""
    return str(get_month_names("wide", "stand-alone", get_locale())[month])


def short_month(month: int) -> str:
    """Return the short name of a month that stands alone."""
    return str(get_month_names("abbreviated", "stand-alone", get_locale())[month]).rstrip(".")


def web_address(text: str) -> str:
    """Return an address that may be linked to, nothing where it is not one of the web."""
    return text if text.startswith(("https://", "http://")) else ""


def _split_runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return runs of consecutive days as first and last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _span(first: date, last: date, skeleton: str) -> str:
    """Return a span by the locale's own pattern."""
    return format_interval(first, last, skeleton, locale=get_locale())


FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock,
    "date_span": date_span,
    "day_runs": day_runs,
    "hours": hours,
    "kilometres": kilometres,
    "long_date": long_date,
    "month_name": month_name,
    "plain_date": plain_date,
    "short_month": short_month,
    "web_address": web_address,
    "weekday_date": weekday_date,
}
