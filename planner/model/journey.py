"""Getting from A to B: legs, and connections made of them."""

from dataclasses import dataclass
from datetime import date, datetime

from planner.model.emissions import Emissions
from planner.model.place import Coordinate
from planner.model.timetable import Mode, TimetableStatus


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
    """`corridor`, `approximate`, `osm` or `timetable`."""
    roads: tuple[str, ...] = ()
    geometry: tuple[Coordinate, ...] = ()
    ferry: FerryFacts | None = None
    co2e: Emissions | None = None
    """Of the whole party; None where nobody counted."""

    @property
    def duration_s(self) -> int:
        """True length of the leg [s], clock changes counted."""
        return round(self.arrive.timestamp() - self.depart.timestamp())


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
