"""Events of iCalendar files (RFC 5545): one for each UID, its repetitions put together."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from planner.errors import DataError
from planner.geodata.foreign.draft import (
    MOST_DAYS,
    MOST_TEXT,
    Draft,
    Sheet,
    clean,
    clean_web,
    day_of,
    language_code,
    point,
    span,
    state_of,
)
from planner.model.foreign import EventState, ForeignEvent, LocalText

MOST_EVENTS = 20_000
HORIZON = timedelta(days=3 * 366)
"""How far a rule without end is followed from its first day."""
SAFE_RULE = re.compile(
    r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(;INTERVAL=[1-9][0-9]{0,3}|;(COUNT|UNTIL|BYDAY|BYMONTH|BYMONTHDAY|BYSETPOS"
    r"|WKST|BYYEARDAY|BYWEEKNO)=[0-9A-Z,+-]{1,120})*"
)
SHORT_STEP = re.compile("FREQ=(DAILY|WEEKLY)")
FILTERS = re.compile(r"BYMONTH|BYSETPOS|BYYEARDAY|BYWEEKNO")
"""With a short step these may rule out every day of 8,000 years, one by one."""


def read_ical(text: str, sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of a calendar, by UID in the order of their first appearance.

    Raises
    ------
    DataError
        It is no calendar, or a date or rule cannot be used.
    """
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [part for one in calendars for part in one.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise DataError(
            sheet.document,
            None,
            f"is no iCalendar: {clean(error.args[0] if error.args else '', 120)}",
        ) from error
    if not calendars:
        raise DataError(sheet.document, None, "is no iCalendar: it has no VCALENDAR")
    by_uid: dict[str, list[Event]] = {}
    parts = [part for part in found if isinstance(part, Event)]
    for number, part in enumerate(parts[:MOST_EVENTS], start=1):
        by_uid.setdefault(clean(part.get("UID")) or f"event {number}", []).append(part)
    licences = [clean(one.get("X-LICENSE") or one.get("X-LICENCE")) for one in calendars]
    licence = next(filter(None, licences), "")
    for uid, events in by_uid.items():
        yield _read_one(uid, events, sheet, licence)


def _read_one(uid: str, parts: list[Event], sheet: Sheet, licence: str) -> ForeignEvent:
    """Return the event of one UID; what a later part says of it is not lost: days are united."""
    head = next((part for part in parts if "RECURRENCE-ID" not in part), parts[0])
    draft = Draft(sheet, "iCalendar", uid, licence)
    draft.put("names", _texts(head, "SUMMARY", 300), "SUMMARY")
    draft.put("descriptions", _texts(head, "DESCRIPTION", MOST_TEXT), "DESCRIPTION")
    draft.put("venue", clean(head.get("LOCATION")), "LOCATION")
    draft.put("website", clean_web(head.get("URL")), "URL")
    draft.put("state", _state(parts), "STATUS")
    place = head.get("GEO")
    draft.put("coordinate", point(place.longitude, place.latitude) if place else None, "GEO")
    organiser = head.get("ORGANIZER")
    params = getattr(organiser, "params", {})
    draft.put("organiser", clean(params.get("CN") or organiser), "ORGANIZER")
    draft.put("series", clean(head.get("RELATED-TO")), "RELATED-TO")
    try:
        draft.put_days(_days(parts), "DTSTART")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise draft.fault(f"its dates cannot be used: {clean(str(error), 120)}") from error
    draft.put_hours(_when(head, "DTSTART"), _end(head), "DTSTART")
    return draft.finish(uid)


def _texts(part: Event, name: str, most: int) -> tuple[LocalText, ...]:
    """Return the texts of a property, which may stand several times in several languages."""
    found = part.get(name)
    listed = found if isinstance(found, list) else [found]
    texts = (
        LocalText(language_code(getattr(one, "params", {}).get("LANGUAGE", "")), clean(one, most))
        for one in listed
        if one is not None
    )
    return tuple(text for text in texts if text.text)


def _state(parts: Iterable[Event]) -> EventState | None:
    """Return the state: cancelled where all parts are."""
    states = [state_of(part.get("STATUS")) for part in parts]
    cancelled = EventState.CANCELLED
    if states and all(state is cancelled for state in states):
        return cancelled
    return next((state for state in states if state is not None and state is not cancelled), None)


def _when(part: Event, name: str) -> date | datetime | None:
    """Return the day or moment of a property."""
    found = part.get(name)
    moment = getattr(found, "dt", None)
    return moment if isinstance(moment, date) else None


def _end(part: Event) -> date | datetime | None:
    """Return the last day or moment: of a whole-day event the day before its DTEND."""
    start, end = _when(part, "DTSTART"), _when(part, "DTEND")
    lasts = getattr(part.get("DURATION"), "dt", None)
    if start is not None and end is None and isinstance(lasts, timedelta):
        end = start + lasts
    if isinstance(end, date) and not isinstance(end, datetime):
        return max(end - timedelta(days=1), day_of(start) if start else end)
    return end


def _days(parts: list[Event]) -> set[date]:
    """Return all days of the parts of one UID.

    Raises
    ------
    ValueError
        A part has no start, or its rule is not one that we follow.
    """
    moved = {day_of(when) for part in parts if (when := _when(part, "RECURRENCE-ID"))}
    days: set[date] = set()
    kept = [part for part in parts if state_of(part.get("STATUS")) is not EventState.CANCELLED]
    for part in kept or parts:
        start = _when(part, "DTSTART")
        if start is None:
            raise ValueError("no DTSTART")
        length = (span(start, _end(part))[-1] - day_of(start)).days
        firsts = {day_of(start)}
        if "RECURRENCE-ID" not in part:
            firsts = _repeats(part, start) - moved
        days |= {first + timedelta(days=k) for first in firsts for k in range(length + 1)}
        if len(days) > MOST_DAYS:
            raise ValueError(f"more than {MOST_DAYS} days")
    return days


def _repeats(part: Event, start: date | datetime) -> set[date]:
    """Return the first days of the repetitions: of RRULE and RDATE, without EXDATE."""
    naive = datetime(*day_of(start).timetuple()[:3])
    days: set[date] = {day_of(start)}
    for rule in _listed(part.get("RRULE")):
        text = _rule_text(rule)
        found = rrulestr(text, dtstart=naive).between(naive, naive + HORIZON, inc=True)
        days |= {one.date() for one in islice(found, MOST_DAYS + 1)}
    added = {_first(one.dt) for dates in _listed(part.get("RDATE")) for one in dates.dts}
    dropped = {_first(one.dt) for dates in _listed(part.get("EXDATE")) for one in dates.dts}
    return (days | added) - dropped


def _rule_text(rule: Any) -> str:
    """Return a rule that cannot run for long, its UNTIL as a plain day.

    Raises
    ------
    ValueError
        It is finer than days, or of a kind that no feast needs.
    """
    text = rule.to_ical().decode("ascii", "replace")
    text = re.sub(r"UNTIL=(\d{8})T?\d*Z?", r"UNTIL=\1T235959", text)
    is_long = SHORT_STEP.search(text) and FILTERS.search(text)
    ordered = ";".join(sorted(text.split(";"), key=lambda one: not one.startswith("FREQ=")))
    if not SAFE_RULE.fullmatch(ordered) or is_long:
        raise ValueError(f"the rule {clean(text, 80)!r} is not one that we follow")
    return ordered


def _first(value: Any) -> date:
    """Return the first day of a date, a moment or a period."""
    return day_of(value[0] if isinstance(value, tuple) else value)


def _listed(value: Any) -> list[Any]:
    """Return a property that may stand several times as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]
