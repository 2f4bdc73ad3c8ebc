"""What a traveller asks for."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from planner.model.festival import DateStatus, Interest
from planner.model.journey import Spot
from planner.model.place import Area

SECONDS_PER_HOUR = 3600
MOST_TRIP_DAYS = 21
"""Longest trip that may be asked for."""
MOST_WINDOW_DAYS = 62
"""Widest window in which a trip may be sought."""


class Pace(StrEnum):
    """Hours a day that one wants to spend on the move and on visits."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    FULL = "full"

    @property
    def active_s(self) -> int:
        """Most seconds a day on visits and at the wheel."""
        return {"relaxed": 6, "normal": 8, "full": 11}[self.value] * SECONDS_PER_HOUR


class TravelMode(StrEnum):
    """How the whole trip is made."""

    CAR = "car"
    TRANSIT = "transit"


class Season(StrEnum):
    """`off` prefers editions and days outside the high season."""

    OFF = "off"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class DayRange:
    """Least and most days of the trip, first and last day counted."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Party:
    """Who travels."""

    adults: int = 2
    children: int = 0

    @property
    def people(self) -> int:
        """Heads in the car."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True)
class VisitLock:
    """A visit that has to be on a day, at a time too where one is given."""

    id: str
    date: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day that has exactly these visits."""

    date: date
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NightLock:
    """A night that has to be spent at a place."""

    date: date
    place: Spot


def equal_interests() -> tuple[tuple[Interest, float], ...]:
    """Return the weights of a traveller who says nothing about taste."""
    return tuple((interest, 0.5) for interest in Interest)


@dataclass(frozen=True, slots=True)
class TripRequest:
    """A sound trip request: every name is resolved, every limit checked."""

    start: Spot
    end: Spot | None
    """None: the trip may end anywhere."""
    earliest: date
    latest: date
    days: DayRange
    mode: TravelMode = TravelMode.CAR
    must: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    areas: tuple[Area, ...] = tuple(Area)
    interests: tuple[tuple[Interest, float], ...] = field(default_factory=equal_interests)
    pace: Pace = Pace.NORMAL
    max_drive_s: int = 4 * SECONDS_PER_HOUR
    max_trip_drive_s: int | None = None
    """Most seconds at the wheel on the whole trip; without meaning for `transit`."""
    max_crossings: int | None = None
    """Most ships on the whole trip."""
    day_start: time = time(9, 0)
    day_end: time = time(19, 30)
    season: Season = Season.OFF
    date_status: DateStatus = DateStatus.RULE_BASED
    unconfirmed_crossings: bool = False
    """Whether sailings that no recent source confirms may be used."""
    party: Party = Party()
    nights: tuple[Spot, ...] = ()
    """Allowed overnight places; empty: anywhere."""
    locked: tuple[VisitLock, ...] = ()
    fixed_days: tuple[FixedDay, ...] = ()
    order: tuple[str, ...] = ()
    """Visits of locked or fixed days: those of one day follow each other in this order."""
    stays: tuple[tuple[str, int], ...] = ()
    """Own lengths of visits, by id [s]."""
    nights_at: tuple[NightLock, ...] = ()
    time_limit_s: float = 5.0
    seed: int = 0

    @property
    def dated_visits(self) -> tuple[VisitLock, ...]:
        """Every visit that has to be on a day: locked ones, and those of fixed days."""
        named = {lock.id: lock for lock in self.locked}
        fixed = (VisitLock(one, day.date) for day in self.fixed_days for one in day.visits)
        return (*self.locked, *(lock for lock in fixed if lock.id not in named))

    @property
    def most_drive_s(self) -> int:
        """Most seconds a day on the way: at the wheel, or for passengers all active hours."""
        return self.pace.active_s if self.mode is TravelMode.TRANSIT else self.max_drive_s

    @property
    def window_days(self) -> int:
        """Days from `earliest` to `latest`, both counted."""
        return (self.latest - self.earliest).days + 1
