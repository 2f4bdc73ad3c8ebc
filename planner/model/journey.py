"""Getting from A to B: legs, and connections made of them."""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from planner.model.emissions import Emissions
from planner.model.place import Coordinate
from planner.model.timetable import Crossing, Mode, TimetableStatus

WALK_BELOW_M = 700
"""A drive shorter than this is better walked; it is only told so, times stay as planned."""
WALK_SPEED_M_S = 1.25


@dataclass(frozen=True, slots=True)
class Spot:
    """An end of a leg: something with a name on the map."""

    id: str
    name: str
    coordinate: Coordinate
    country: str


@dataclass(frozen=True, slots=True)
class RoadWay:
    """The quickest known way by road between two spots, without a date."""

    length_m: int
    duration_s: int
    basis: str
    """`corridor` where every part is a known road, else `approximate`."""
    roads: tuple[str, ...]
    geometry: tuple[Coordinate, ...]


@dataclass(frozen=True, slots=True)
class WayPart:
    """A stretch of a way by one mode, and on one line where it is ridden; it takes no date."""

    mode: Mode
    origin: Spot
    destination: Spot
    length_m: int
    duration_s: int
    basis: str
    roads: tuple[str, ...] = ()
    """Road numbers, or the names of lines."""
    geometry: tuple[Coordinate, ...] = ()
    wait_s: int = 0
    """Assumed time at the stop before the ride [s]."""


@dataclass(frozen=True, slots=True)
class FerryFacts:
    """What a traveller has to know about a sailing."""

    crossing_id: str
    operator: str
    line: str
    check_in_s: int
    timetable_status: TimetableStatus
    valid_from: date | None
    valid_to: date | None
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One move by one mode, with its local times."""

    mode: Mode
    origin: Spot
    destination: Spot
    depart: datetime
    arrive: datetime
    distance_m: int
    basis: str
    """`corridor`, `approximate`, `osm`, `timetable` or `indicative`; of a walk
    `paths` or `straight`."""
    roads: tuple[str, ...] = ()
    geometry: tuple[Coordinate, ...] = ()
    ferry: FerryFacts | None = None
    co2e: Emissions | None = None
    """Of the whole party; None where nobody counted."""

    @property
    def duration_s(self) -> int:
        """True length of the leg [s], clock changes counted."""
        return round(self.arrive.timestamp() - self.depart.timestamp())

    @property
    def walk_s(self) -> int | None:
        """Time on foot of a drive that is better walked [s], whole minutes; else None."""
        if self.mode is not Mode.CAR or self.distance_m >= WALK_BELOW_M:
            return None
        return max(1, ceil(self.distance_m / WALK_SPEED_M_S / 60)) * 60


@dataclass(frozen=True, slots=True)
class FerryMargin:
    """How safely one catches a ferry, and what follows if not."""

    spare_s: int
    """Time at the quay before check-in closes [s]."""
    next_departure: datetime | None
    """When the next ferry between the same ports leaves; None where none does within two weeks."""
    next_operator: str = ""


@dataclass(frozen=True, slots=True)
class TimedConnection:
    """A dated door-to-door way; between its legs one waits."""

    depart: datetime
    arrive: datetime
    legs: tuple[Leg, ...]
    margins: tuple[FerryMargin, ...]
    """One for each ferry, in order."""

    @property
    def duration_s(self) -> int:
        """True time from door to door [s], waiting and clock changes counted."""
        return round(self.arrive.timestamp() - self.depart.timestamp())

    @property
    def drive_s(self) -> int:
        """Time at the wheel [s]."""
        return sum(leg.duration_s for leg in self.legs if leg.mode is Mode.CAR)

    @property
    def distance_m(self) -> int:
        """Length of all legs [m]."""
        return sum(leg.distance_m for leg in self.legs)

    @property
    def ferries(self) -> tuple[Leg, ...]:
        """The crossings, in order."""
        return tuple(leg for leg in self.legs if leg.ferry is not None)


@dataclass(frozen=True, slots=True)
class Connection:
    """A door-to-door way: legs without dates, for the question "how far is it?"."""

    parts: tuple["ConnectionPart", ...]

    @property
    def duration_s(self) -> int:
        """Time on the road and on the water, without waiting [s]."""
        return sum(part.duration_s for part in self.parts)

    @property
    def distance_m(self) -> int:
        """Length of all parts [m]."""
        return sum(part.distance_m for part in self.parts)


@dataclass(frozen=True, slots=True)
class ConnectionPart:
    """A stretch by road, or one crossing."""

    mode: Mode
    origin: Spot
    destination: Spot
    distance_m: int
    duration_s: int
    basis: str
    roads: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    season: str = ""
    statuses: tuple[TimetableStatus, ...] = ()
    rows: tuple[Crossing, ...] = ()
    """The timetable rows of a crossing, the quickest first, unconfirmed ones last."""
