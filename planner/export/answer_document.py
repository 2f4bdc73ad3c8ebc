"""The shape of the answer document: `answer` builds it, `answer_schema` publishes it.

One set of types for both: mypy holds what is built against them, pydantic makes the JSON Schema of
them, so the published contract cannot drift from the code.  Times are ISO 8601 with their offset,
coordinates degrees (WGS 84), lengths metres, spans seconds.
"""

from typing import Any, Literal, NotRequired

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from planner.model.festival import DateStatus
from planner.model.itinerary import Reason, Status, VisitKind
from planner.model.timetable import Mode, TimetableStatus

CLOSED = ConfigDict(extra="forbid")
"""An answer holds what the schema names and nothing else."""


@with_config(CLOSED)
class SpotDocument(TypedDict):
    """An end of a leg, or where a night is spent."""

    id: str
    name: str
    lon: float
    lat: float


@with_config(CLOSED)
class GramsDocument(TypedDict):
    """What is emitted [g CO2e], from the least to the most."""

    low: int
    high: int


@with_config(CLOSED)
class LineDocument(TypedDict):
    """The shape of a leg (RFC 7946)."""

    type: Literal["LineString"]
    coordinates: list[list[float]]


_Ends = TypedDict("_Ends", {"from": SpotDocument, "to": SpotDocument})


@with_config(CLOSED)
class LegDocument(_Ends):
    """One move by one mode; from `operator` on, what a ferry says more."""

    type: Literal["leg"]
    mode: Mode
    depart: str
    arrive: str
    distance_m: int
    duration_s: int
    basis: str
    roads: list[str]
    co2e_g: GramsDocument | None
    co2e_factors: list[str]
    operator: NotRequired[str]
    line: NotRequired[str]
    check_in_s: NotRequired[int]
    timetable_status: NotRequired[TimetableStatus]
    valid_from: NotRequired[str | None]
    valid_to: NotRequired[str | None]
    sources: NotRequired[list[str]]
    geometry: NotRequired[LineDocument]


@with_config(CLOSED)
class VisitDocument(TypedDict):
    """Being at a festival or a sight, with every term of its worth."""

    type: Literal["visit"]
    kind: VisitKind
    id: str
    name: str
    lon: float
    lat: float
    edition: str | None
    date_status: DateStatus | None
    arrive: str
    depart: str
    hours_known: bool
    worth: int
    worth_terms: dict[str, int]


@with_config(CLOSED)
class NightDocument(TypedDict):
    """Where one sleeps."""

    type: Literal["night"]
    place: SpotDocument
    on_board: bool


ItemDocument = LegDocument | VisitDocument | NightDocument


@with_config(CLOSED)
class DayDocument(_Ends):
    """One day with its items in order."""

    date: str
    items: list[ItemDocument]
    drive_s: int
    visit_s: int
    ride_s: int


@with_config(CLOSED)
class ChangeDocument(TypedDict):
    """One change of the request, verified by solving again."""

    field: str
    value: str
    detail: str


@with_config(CLOSED)
class LeftOutDocument(TypedDict):
    """A festival that is not in the trip, and why."""

    id: str
    reason: Reason
    detail: str
    would_fit_if: ChangeDocument | None


@with_config(CLOSED)
class ProofDocument(TypedDict):
    """What is proved: no trip under these wishes is worth more than `bound` points."""

    objective: int
    bound: int
    gap: float


@with_config(CLOSED)
class TotalsDocument(TypedDict):
    """Sums over the whole trip."""

    festivals: int
    attractions: int
    drive_s: int
    drive_m: int
    crossings: int
    nights: int
    ride_s: int
    ride_m: int
    co2e_g: GramsDocument | None
    co2e_per_person_g: GramsDocument


@with_config(CLOSED)
class ProvenanceDocument(TypedDict):
    """On which data and by which program the answer was found."""

    data_version: str
    solver: str
    solver_version: str
    seed: int
    seconds: float
    limits_hit: list[str]
    data: list[str]


@with_config(CLOSED)
class AnswerDocument(ProofDocument):
    """The answer to a trip request: never an empty plan without its reasons."""

    status: Status
    days: list[DayDocument]
    left_out: list[LeftOutDocument]
    totals: TotalsDocument
    notes: list[str]
    reasons: list[str]
    changes: list[ChangeDocument]
    provenance: ProvenanceDocument


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an answer."""
    schema = TypeAdapter(AnswerDocument).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
