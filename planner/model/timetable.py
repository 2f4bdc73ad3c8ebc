"""Roads and sailings as the tables give them."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Mode(StrEnum):
    """How one moves on a leg."""

    CAR = "car"
    WALK = "walk"
    FERRY = "ferry"
    BUS = "bus"
    RAIL = "rail"


class TimetableStatus(StrEnum):
    """How far the times of a sailing may be trusted, surest first."""

    TIMETABLE = "timetable"
    INDICATIVE = "indicative"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Corridor:
    """A known road between two places, good in both directions."""

    from_place: str
    to_place: str
    road: str
    via: tuple[str, ...]
    length_m: int
    duration_s: int
    basis: str
    confidence: str
    note: str = ""


def is_in_season(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Answer whether a day lies in a season of months and days, which may wrap the year's end."""
    month_day = (day.month, day.day)
    if first <= last:
        return first <= month_day <= last
    return month_day >= first or month_day <= last


@dataclass(frozen=True, slots=True)
class Crossing:
    """A sailing that repeats: one departure time on some weekdays of a season."""

    id: str
    from_port: str
    to_port: str
    operator: str
    mode: str
    """`car` for car ferries, `foot` for boats without cars."""
    season_from: tuple[int, int]
    """First month and day; a season may wrap the year's end."""
    season_to: tuple[int, int]
    weekdays: frozenset[int]
    """Weekdays of departure, Monday = 0."""
    depart: time
    duration_s: int
    arrive: time
    arrive_day: int
    times_basis: str
    status: TimetableStatus
    source_year: int | None
    valid_from: date | None
    valid_to: date | None
    checked_on: date
    note: str
    sources: tuple[str, ...]
    days: frozenset[date] | None = None
    """Days of departure where an imported timetable tells them; None: season and weekdays do."""
    rests: tuple[tuple[date, date], ...] = ()
    """Spans of days, ends included, for which an imported timetable stands instead."""

    def sails_on(self, day: date) -> bool:
        """Answer whether the line departs on a day: by its days, else by season and weekday."""
        if self.days is not None:
            return day in self.days
        if any(first <= day <= last for first, last in self.rests):
            return False
        in_season = is_in_season(day, self.season_from, self.season_to)
        return in_season and day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Sailing:
    """One dated departure of a crossing."""

    crossing: Crossing
    day: date


@dataclass(frozen=True, slots=True)
class LineHop:
    """One hop of a train or coach line between neighbouring stops, good in both directions.

    Services, days and hours hold for the whole line: every hop of one line has the same.
    """

    id: str
    line: str
    operator: str
    mode: Mode
    from_stop: str
    """Id of a place or a port."""
    to_stop: str
    duration_s: int
    length_m: int
    services_per_day: int
    weekdays: frozenset[int]
    season_from: tuple[int, int]
    season_to: tuple[int, int]
    first: time
    """When the first service of a day sets out."""
    last: time
    basis: str
    status: TimetableStatus
    checked_on: date
    note: str = ""

    @property
    def name(self) -> str:
        """Name of the line that a traveller can ask for."""
        return f"{self.operator}: {self.line}"

    def runs_on(self, day: date) -> bool:
        """Answer whether the line has services on a day, by season and weekday alone."""
        in_season = is_in_season(day, self.season_from, self.season_to)
        return in_season and day.weekday() in self.weekdays
