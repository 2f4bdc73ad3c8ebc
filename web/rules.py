"""The rules by which feasts are held (RFC 5545), in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date, get_day_names
from babel.lists import format_list
from flask_babel import get_locale

from planner.model.festival import TimingRule
from web.formats import month_name
from web.speech import gettext, ngettext

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SUNDAY = 6
ORDINAL_DAY = re.compile(r"([+-]?\d+)([A-Z]{2})")
LEAP_YEAR = 2028


def say_rule(rule: TimingRule) -> str:
    """Say when a feast is held by a rule; the rule itself where its form is not known."""
    parts = dict(part.split("=", 1) for part in rule.rrule.split(";") if "=" in part)
    try:
        anchor = _say_anchor(parts)
    except (KeyError, ValueError, IndexError):
        return rule.rrule
    return ", ".join(filter(None, (anchor, _say_shift(rule.offset_days), _say_length(rule))))


def _say_anchor(parts: Mapping[str, str]) -> str:
    """Say the day from which an edition is counted."""
    if "BYEASTER" in parts:
        days = int(parts["BYEASTER"])
        if days == 0:
            return gettext("on Easter Sunday")
        return ngettext("%(num)d day after Easter", "%(num)d days after Easter", days)
    month = int(parts["BYMONTH"])
    if "BYDAY" not in parts:
        day = date(LEAP_YEAR, month, int(parts["BYMONTHDAY"]))
        return gettext("every year on %(day)s", day=format_date(day, "d MMMM", locale=get_locale()))
    told = [_say_weekday(text, parts) for text in parts["BYDAY"].split(",")]
    named = format_list(told, style="standard", locale=get_locale())
    return gettext("in %(month)s: %(days)s", month=month_name(month), days=named)


def _say_weekday(text: str, parts: Mapping[str, str]) -> str:
    """Say one weekday of a month: the second Sunday, or the Friday between two days."""
    names = get_day_names("wide", "format", locale=get_locale())
    if text in WEEKDAYS:
        days = [int(day) for day in parts["BYMONTHDAY"].split(",")]
        return gettext(
            "the %(weekday)s falling on days %(first)d to %(last)d",
            weekday=names[WEEKDAYS.index(text)],
            first=min(days),
            last=max(days),
        )
    found = ORDINAL_DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    number, weekday = int(found[1]), WEEKDAYS.index(found[2])
    if weekday == SUNDAY:
        return _sundays()[number]
    return _others()[number] % {"weekday": names[weekday]}


def _sundays() -> Mapping[int, str]:
    """Return the Sundays of a month by number: a word of its own where Sunday is feminine."""
    return {
        1: gettext("the first Sunday"),
        2: gettext("the second Sunday"),
        3: gettext("the third Sunday"),
        4: gettext("the fourth Sunday"),
        -1: gettext("the last Sunday"),
        -2: gettext("the last Sunday but one"),
        -3: gettext("the last Sunday but two"),
    }


def _others() -> Mapping[int, str]:
    """Return the other weekdays of a month by number, with a place for the name."""
    kept = "%(weekday)s"
    return {
        1: gettext("the first %(weekday)s", weekday=kept),
        2: gettext("the second %(weekday)s", weekday=kept),
        3: gettext("the third %(weekday)s", weekday=kept),
        4: gettext("the fourth %(weekday)s", weekday=kept),
        -1: gettext("the last %(weekday)s", weekday=kept),
    }


def _say_shift(days: int) -> str:
    """Say how long before or after that day the feast begins."""
    if days < 0:
        return ngettext("beginning %(num)d day before", "beginning %(num)d days before", abs(days))
    if days > 0:
        return ngettext("beginning %(num)d day later", "beginning %(num)d days later", days)
    return ""


def _say_length(rule: TimingRule) -> str:
    """Say how long the feast goes on, where it is more than a day."""
    if rule.duration_days < 2:
        return ""
    return ngettext("for %(num)d day", "for %(num)d days", rule.duration_days)
