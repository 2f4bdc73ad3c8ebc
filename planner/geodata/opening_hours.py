"""When a sight is open: OSM `opening_hours` syntax, and a stated guess where nobody knows.

Public holidays come from the library's own calendars of France and Italy.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, State, validate

from planner.model.clock import DAY_S, ZONES
from planner.model.timewindow import TimeWindow

UNKNOWN = "unknown"
ALWAYS = "24/7"
HOUR_S = 3600


def between(opens_h: int, closes_h: int) -> TimeWindow:
    """Return a window of whole hours."""
    return TimeWindow(opens_h * HOUR_S, closes_h * HOUR_S)


WHOLE_DAY = between(0, 24)
TYPICAL_HOURS: Mapping[str, TimeWindow] = {
    "aquarium": between(10, 18),
    "archaeological_site": between(9, 17),
    "castle": between(10, 17),
    "cave": between(10, 17),
    "craft_workshop": between(10, 18),
    "forest": WHOLE_DAY,
    "fortress": between(10, 17),
    "garden": between(9, 17),
    "gorge": WHOLE_DAY,
    "historic_district": WHOLE_DAY,
    "lake": WHOLE_DAY,
    "market": between(8, 13),
    "museum": between(10, 17),
    "nature_reserve": WHOLE_DAY,
    "park": between(9, 17),
    "religious": between(9, 17),
    "spa": between(10, 19),
    "trail": WHOLE_DAY,
    "viewpoint": WHOLE_DAY,
    "villa": between(10, 17),
    "village": WHOLE_DAY,
    "waterfall": WHOLE_DAY,
    "winery": between(10, 18),
    "zoo": between(10, 17),
}
"""Hours that stand in where no source gives any, by category: an editorial assumption, cautious
at both ends of the day.  A plan that leans on them says "check before you go"."""


def parse_hours(hours: str, country: str) -> OpeningHours:
    """Return opening hours with the public holidays of a country, without any elsewhere.

    Raises
    ------
    ValueError
        The expression is not OSM `opening_hours` syntax.
    """
    if not validate(hours):
        raise ValueError(f"{hours!r} is not in opening_hours syntax")
    known = country if country in ZONES else None
    return OpeningHours(hours, country=known, auto_country=False, auto_timezone=False)


def list_spans(hours: str, day: date, country: str) -> Iterator[tuple[TimeWindow, State]]:
    """Yield the spans of a day [s since its midnight] with the state of each."""
    begin = datetime.combine(day, time())
    end = begin + timedelta(days=1)
    for opens, closes, state, _comment in parse_hours(hours, country).intervals(begin, end):
        opens_s = max(0, round((opens - begin).total_seconds()))
        closes_s = min(DAY_S, round((closes - begin).total_seconds()))
        if opens_s < closes_s:
            yield TimeWindow(opens_s, closes_s), state


def typical_window(category: str) -> TimeWindow:
    """Return the hours that stand in for unknown ones; a museum's where the category is new."""
    return TYPICAL_HOURS.get(category, TYPICAL_HOURS["museum"])


def opening_window(hours: str, category: str, day: date, country: str) -> TimeWindow | None:
    """Return when a sight is open on a day [s since that midnight], None where it stays shut.

    Of several open spans the longest counts, the earliest of equals.  Where the hours of the day
    are unknown, the typical ones of the category stand in; `hours_known` tells which it was.

    Raises
    ------
    ValueError
        The hours are not OSM `opening_hours` syntax.
    """
    spans = [] if hours == UNKNOWN else list(list_spans(hours, day, country))
    known = [span for span, state in spans if state == State.OPEN]
    if known:
        return max(known, key=lambda span: span.length_s)
    return None if hours_known(hours, day, country) else typical_window(category)


def hours_known(hours: str, day: date, country: str = "IT") -> bool:
    """Answer whether a source tells when the sight is open, or shut, on a day."""
    if hours == UNKNOWN:
        return False
    states = [state for _span, state in list_spans(hours, day, country)]
    return State.OPEN in states or State.UNKNOWN not in states
