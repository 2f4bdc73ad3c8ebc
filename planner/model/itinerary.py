"""The answer: a trip of days, how good it is, and what was left out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planner.model.emissions import Emissions
from planner.model.festival import DateStatus
from planner.model.journey import Leg, Spot
from planner.model.request import TripRequest


class Status(StrEnum):
    """How the search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class VisitKind(StrEnum):
    """What is visited."""

    FESTIVAL = "festival"
    ATTRACTION = "attraction"


class Reason(StrEnum):
    """Why a feast is not in the trip."""

    NOT_IN_DATES = "not_in_dates"
    NO_KNOWN_EDITION = "no_known_edition"
    TOO_FAR = "too_far"
    CLASHES_WITH = "clashes_with"
    NO_CROSSING = "no_crossing"
    CROWDED_OUT = "crowded_out"
    AVOIDED = "avoided"
    OTHER_AREA = "other_area"


@dataclass(frozen=True, slots=True)
class WorthTerm:
    """One term of a visit's worth: its name and its points."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Being at a festival or an attraction, with local times."""

    kind: VisitKind
    id: str
    spot: Spot
    arrive: datetime
    depart: datetime
    worth: int
    worth_terms: tuple[WorthTerm, ...]
    edition_id: str | None = None
    date_status: DateStatus | None = None
    hours_known: bool = True


@dataclass(frozen=True, slots=True)
class Night:
    """Where one sleeps; on board when `ferry` is true."""

    spot: Spot
    ferry: bool = False


DayItem = Leg | Visit | Night


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day: its items in order."""

    date: date
    origin: Spot
    destination: Spot
    items: tuple[DayItem, ...]
    drive_s: int
    visit_s: int
    ride_s: int = 0
    """On foot and on trains and coaches [s]."""


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of a request that lets a feast in, verified by solving again."""

    field: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A feast that is not in the trip, and why."""

    festival_id: str
    reason: Reason
    detail: str
    would_fit_if: Change | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the whole trip."""

    festivals: int
    attractions: int
    drive_s: int
    drive_m: int
    crossings: int
    nights: int
    ride_s: int = 0
    """On foot and on trains and coaches [s]."""
    ride_m: int = 0
    co2e: Emissions = field(default_factory=Emissions)
    """Sum over the legs, for the whole party."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved: no trip under the same wishes is worth more than `bound` points.

    Trips count on the planning grid, whose steps the search is given (15 minutes by default): a
    drive, a stay or a landing takes whole steps, rounded up.
    """

    objective: int
    bound: int

    @property
    def gap(self) -> float:
        """Return (bound - objective) / bound, 0 where the bound is 0."""
        return (self.bound - self.objective) / self.bound if self.bound > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the answer stands on."""

    data_version: str
    solver: str
    solver_version: str
    seed: int
    seconds: float
    limits_hit: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    """In words, which data the answer stood on, and how old it is."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The answer to a trip request."""

    request: TripRequest
    status: Status
    proof: Proof
    days: tuple[DayPlan, ...]
    left_out: tuple[LeftOut, ...]
    totals: Totals
    provenance: Provenance
    reasons: tuple[str, ...] = ()
    """In words, where no trip is possible."""
    changes: tuple[Change, ...] = ()
    """Where no trip is possible: single changes after which one is, verified by solving."""
    notes: tuple[str, ...] = ()
    """In words, what holds for the whole answer."""

    def list_visits(self) -> tuple[Visit, ...]:
        """Return all visits in the order of the trip."""
        return tuple(item for day in self.days for item in day.items if isinstance(item, Visit))

    def list_legs(self) -> tuple[Leg, ...]:
        """Return all legs in the order of the trip."""
        return tuple(item for day in self.days for item in day.items if isinstance(item, Leg))
