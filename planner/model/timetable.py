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

    def sails_on(self, day: date) -> bool:
        """Answer whether the line departs on a day, by season and weekday alone."""
        month_day = (day.month, day.day)
        if self.season_from <= self.season_to:
            in_season = self.season_from <= month_day <= self.season_to
        else:
            in_season = month_day >= self.season_from or month_day <= self.season_to
        return in_season and day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Sailing:
    """One dated departure of a crossing."""

    crossing: Crossing
    day: date
